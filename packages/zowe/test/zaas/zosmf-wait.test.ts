/** Who issues tokens waits for z/OSMF; what becomes of it when that does not come. */
import { describe, expect, test } from "vitest";
import { minutes, seconds } from "@sysplex/sim-core";
import { ZaasFixture, type ZaasSetting } from "./fixture.js";

const READY_AFTER = 60; // The fixture's start of a component, in seconds.
const NOTICED_AFTER = 2;

/** z/OSMF is down on both systems, and the component that issues tokens starts anew on SYSA. */
function startWithoutZosmf(setting: ZaasSetting = {}): ZaasFixture {
  const plex = ZaasFixture.up(setting);
  plex.crashZosmf();
  plex.zowe.component(plex.issuer).kill();
  return plex;
}

/** Seconds from the death of the former process to its messages. */
function saidAt(plex: ZaasFixture): number[] {
  return plex.zowe.timesOf("ZWEAG108E").map((time) => Math.round(time - 5));
}

describe("without z/OSMF", () => {
  test("a ZAAS of version 3 says so after a minute, and stays", () => {
    // @source zowe/api-layer JwtSecurity: Duration.ofMinutes(1), ZWEAG713E and ZWEAG108E.
    const plex = startWithoutZosmf();
    plex.runFor(minutes(20));

    const restart = 1; // The first restart interval.
    expect(saidAt(plex)).toEqual([NOTICED_AFTER + restart + READY_AFTER + 60]);
    expect(plex.zowe.timesOf("ZWEAG713E")).toEqual(plex.zowe.timesOf("ZWEAG108E"));
    expect(plex.zowe.state("zaas")).toBe("ready");
  });

  test("a Gateway of version 2 shuts itself down after five minutes, again and again", () => {
    // @source zowe/api-layer issues 1573 and 2874: ZWEAG108E … Gateway is shutting down; jwtInitializerTimeout 5.
    const plex = startWithoutZosmf({ within: "gateway" });
    plex.runFor(minutes(20));

    const life = READY_AFTER + 300;
    const first = NOTICED_AFTER + 1 + life;
    const next = 3 + 1 + life; // Noticed three quiet seconds after its last line.
    expect(saidAt(plex)).toEqual([first, first + next, first + 2 * next]);
    const [line] = plex.zowe.lines().filter(({ id }) => id === "ZWEAG108E");
    expect(line?.text).toContain("Gateway is shutting down");
  });

  test("that comes back in time nobody says anything", () => {
    const plex = startWithoutZosmf({ within: "gateway" });
    for (const server of plex.plex.zosmf.servers) server.start();
    plex.runFor(minutes(20));

    expect(saidAt(plex)).toEqual([]);
    expect(plex.zowe.state("gateway")).toBe("ready");
  });

  test("nobody waits whose tokens are its own", () => {
    for (const setting of [{ provider: "saf" }, { jwt: "ltpa" }] as const) {
      const plex = startWithoutZosmf(setting);
      plex.runFor(minutes(5));
      expect(saidAt(plex)).toEqual([]);
    }
  });

  test("the end and the wait are parameters", () => {
    const plex = startWithoutZosmf({ parameters: { missingZosmfEnds: "always", zosmfWait: seconds(90) } });
    plex.runFor(seconds(NOTICED_AFTER + 1 + READY_AFTER + 90 + 1));

    expect(saidAt(plex)).toEqual([NOTICED_AFTER + 1 + READY_AFTER + 90]);
    expect(plex.zowe.state("zaas")).toBe("down");
  });
});
