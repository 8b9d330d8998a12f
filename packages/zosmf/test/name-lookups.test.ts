/** z/OSMF's start with a name server that does not answer: zowe/zowe-install-packaging#425. */
import { minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import type { ZosmfPlex } from "../src/index.js";
import { duration, serverOn, ZosmfFixture, type FixtureOptions } from "./fixture.js";

const NAME_SERVER = "10.1.1.53";
/** One name server, and a domain to append: 2 × 5 s for a name that nobody knows, by default. */
const TCPIP_DATA = { SYSB: `NSINTERADDR ${NAME_SERVER}\nDOMAINORIGIN example.com\n` };

const parameters = {
  startDuration: duration("4m"),
  listenerToReady: seconds(20),
  lookupPluginStart: seconds(10),
  warmStartFactor: 1,
};

/** SYSB's server has just been started. */
function started(options: FixtureOptions = {}, beforehand?: (plex: ZosmfFixture) => void): ZosmfFixture {
  const plex = new ZosmfFixture({ ...options, parameters: { ...parameters, ...options.parameters } });
  plex.server("SYSB").stop();
  plex.runFor(minutes(1));
  beforehand?.(plex);
  plex.server("SYSB").start();
  return plex;
}

const silence = (plex: ZosmfFixture): void => {
  plex.plex.tcpip.resolvers.nameServer(NAME_SERVER).fail();
};

/** From START, in seconds. */
function sinceStart(plex: ZosmfFixture, id: string): number | undefined {
  const [start, end] = [plex.timeOf("SYSB", "$HASP373"), plex.timeOf("SYSB", id)];
  return start === undefined || end === undefined || end < start ? undefined : end - start;
}

function loadedIn(plex: ZosmfFixture): string | undefined {
  return plex.plex.sysplex.console.messages.find(({ id }) => id === "CWWKZ0001I")?.text;
}

describe("the plug-in that looks names up", () => {
  test("takes 8500 s while the only name server is silent: 849 lookups of 2 × 5 s, and its own 10 s", () => {
    const plex = started({ tcpipData: TCPIP_DATA }, silence);
    plex.runFor(minutes(200));

    expect(loadedIn(plex)).toBe(
      "Application IzuManagementFacilitySysplexManagement started in 8500.000 seconds.",
    );
    // 240 s of start, of which the last 20 s are behind the port.
    expect(sinceStart(plex, "CWWKO0219I")).toBeCloseTo(240 - 20 + 8490, 6);
    expect(sinceStart(plex, "CWWKF0011I")).toBeCloseTo(240 + 8490, 6);
  });

  test("takes about 10 s when it is answered, a millisecond a lookup", () => {
    const plex = started({ tcpipData: TCPIP_DATA });
    plex.runFor(minutes(10));

    expect(loadedIn(plex)).toBe(
      "Application IzuManagementFacilitySysplexManagement started in 10.849 seconds.",
    );
    expect(sinceStart(plex, "CWWKF0011I")).toBeCloseTo(240.849, 6);
  });

  test("is quick again from the moment on at which the name server is back", () => {
    const plex = started({ tcpipData: TCPIP_DATA }, silence);
    plex.runFor(seconds(210 + 1_000)); // 100 of the lookups are over, the 101st has begun.
    plex.plex.tcpip.resolvers.nameServer(NAME_SERVER).restore();
    plex.runFor(minutes(10));

    // The query under way is lost; that with the domain, and 748 lookups, are answered.
    expect(sinceStart(plex, "CWWKF0011I")).toBeCloseTo(240 + 1_000 + 5 + 0.749, 6);
  });

  test("says nothing and takes no time where TCPIP.DATA is not known, or names no name server", () => {
    for (const tcpipData of [{}, { SYSB: "HOSTNAME MVSB\n" }]) {
      const plex = started({ tcpipData });
      plex.runFor(minutes(10));

      expect(loadedIn(plex)).toBeUndefined();
      expect(sinceStart(plex, "CWWKF0011I")).toBeCloseTo(240, 6);
    }
  });

  test("waits no longer when its address space ends, and begins anew at the next start", () => {
    const plex = started({ tcpipData: TCPIP_DATA, parameters: { startLookups: 6 } }, silence);
    plex.runFor(seconds(230)); // 210 s, and two lookups.
    plex.server("SYSB").crash();
    plex.runFor(minutes(5));
    expect(loadedIn(plex)).toBeUndefined();

    plex.server("SYSB").start();
    plex.runFor(minutes(10));
    expect(loadedIn(plex)).toBe(
      "Application IzuManagementFacilitySysplexManagement started in 70.000 seconds.",
    );
  });

  test("waits while its server hangs, and goes on with what was left", () => {
    const plex = started({ tcpipData: TCPIP_DATA, parameters: { startLookups: 6 } }, silence);
    plex.runFor(seconds(233));
    plex.server("SYSB").hang();
    plex.runFor(minutes(5));
    plex.server("SYSB").resume();
    plex.runFor(minutes(10));

    expect(sinceStart(plex, "CWWKF0011I")).toBeCloseTo(240 + 60 + 300, 6);
  });

  test("goes on in a fork as in its parent", () => {
    const plex = started({ tcpipData: TCPIP_DATA, parameters: { startLookups: 20 } }, silence);
    plex.runFor(seconds(263));
    const fork = plex.sim.fork();
    const end = (context: ZosmfPlex) => ({
      server: context.zosmf.server(serverOn("SYSB")).state,
      asked: context.tcpip.resolvers.state.value,
      messages: context.sysplex.console.messages,
    });
    expect(end(fork.context)).toEqual(end(plex.plex));

    for (const sim of [plex.sim, fork]) sim.runFor(minutes(10));
    expect(end(fork.context).server.kind).toBe("ready");
    expect(end(fork.context)).toEqual(end(plex.plex));
  });
});
