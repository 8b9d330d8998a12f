/**
 * The launcher's planned second phase beside the launcher as it is.
 *
 * Facts: Zowe's original design of high availability, implementation tasks: phase 1 reloads a process that failed, one for
 * each component; phase 2 has dependencies and several processes. zowe/launcher src/main.c for what phase 1 does.
 */
import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "@sysplex/sim-core";
import { componentDependencies } from "../../src/index.js";
import {
  DVIPA,
  GATEWAY_PORT,
  homeAddress,
  SMALL_ZOWE,
  ZoweFixture,
  type FixtureOptions,
} from "../fixture.js";

const WITH_CATALOG = SMALL_ZOWE.replace(
  "  zss:\n",
  "  api-catalog:\n    enabled: true\n    port: 7552\n  zss:\n",
);

type Phase = "1" | "2";

function phase(launcherPhase: Phase, { parameters, ...options }: FixtureOptions = {}): FixtureOptions {
  return { ...options, parameters: { ...parameters, launcherPhase } };
}

/** A component of SYSA that hangs, and the state of it an hour later. */
function anHourAfter(launcherPhase: Phase, act: (plex: ZoweFixture) => void): string {
  const plex = ZoweFixture.up(phase(launcherPhase, { parameters: { otherExitsOnOutOfMemory: false } }));
  act(plex);
  plex.runFor(hours(1));
  return plex.component("zss").isListening ? plex.state("zss") : `${plex.state("zss")}, port closed`;
}

describe("what does not answer", () => {
  const hang = (plex: ZoweFixture): void => plex.component("zss").hang();
  const fill = (plex: ZoweFixture): void => plex.component("zss").outOfMemory();
  const recycle = (plex: ZoweFixture): void => {
    const stack = plex.plex.tcpip.stack("SYSA/TCPIP");
    stack.stop();
    plex.runFor(minutes(2));
    stack.start();
  };

  test.each([
    ["a component that hangs", hang, "hung", "ready"],
    ["a component out of memory that stays", fill, "outOfMemory", "ready"],
    ["a component whose TCP/IP was recycled", recycle, "ready, port closed", "ready"],
  ])("%s is left alone in phase 1, and restarted in phase 2", (_, act, first, second) => {
    expect([anHourAfter("1", act), anHourAfter("2", act)]).toEqual([first, second]);
  });

  test("is stopped after three probes, ten seconds apart, and killed after the grace period", () => {
    const plex = ZoweFixture.up(phase("2"));
    plex.runFor(seconds(12));
    plex.component("zss").hang();
    plex.runFor(minutes(3));

    // Probes of a launcher that runs since 0 come at 20, 30 and 40 s; 67 looks of 300 ms are 20.1 s.
    const told = plex.lines().find(({ text }) => text === "component zss is not accessible");
    expect(told?.at).toBe(seconds(40));
    expect(plex.timesOf("ZWEL0063W")[0]).toBeCloseTo(60.101, 6);
    expect(plex.timesOf("ZWES1013I")[0]).toBeCloseTo(120.101, 6);
  });

  test("goes on undisturbed if it answers again before the third probe", () => {
    const plex = ZoweFixture.up(phase("2"));
    plex.component("zss").hang();
    plex.runFor(seconds(19));
    plex.component("zss").resume();
    plex.runFor(minutes(10));
    expect(plex.ids()).not.toContain("ZWEL0063W");
    expect(plex.component("zss").record.startCount).toBe(0);
  });

  test("with its whole LPAR is no case for the launcher", () => {
    const plex = ZoweFixture.up(phase("2"));
    plex.plex.sysplex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(40));
    plex.plex.sysplex.lpar("SYSA").resume();
    plex.runFor(minutes(10));
    expect(plex.ids().filter((id) => id.startsWith("ZWEL"))).toEqual([]);
  });

  test("together with others is restarted although requests overwrite each other in the launcher's slot", () => {
    const plex = ZoweFixture.up(phase("2"));
    for (const id of ["gateway", "discovery", "zss"]) plex.component(id).hang();
    plex.runFor(minutes(15));
    expect(["gateway", "discovery", "zss"].map((id) => plex.state(id))).toEqual(["ready", "ready", "ready"]);
  });
});

describe("the order of a start", () => {
  function started(launcherPhase: Phase, act: (plex: ZoweFixture) => void = () => undefined): ZoweFixture {
    const plex = ZoweFixture.beforeStart(phase(launcherPhase));
    act(plex);
    plex.launcher().start();
    plex.runFor(minutes(10));
    return plex;
  }

  /** When each component was spawned first, in seconds. */
  function spawns(plex: ZoweFixture): Record<string, number> {
    const lines = plex.lines().filter(({ id }) => id === "ZWEL0001I");
    return Object.fromEntries(lines.reverse().map(({ text, at }) => [text.split(" ")[1], at / 1e6]));
  }

  test("phase 1 spawns back to back; phase 2 lets the Gateway wait for Discovery, 60 s in this test", () => {
    expect(spawns(started("1"))).toEqual({ gateway: 30, discovery: 30, zss: 30 });
    expect(spawns(started("2"))).toEqual({ gateway: 90, discovery: 30, zss: 30 });
  });

  test("phase 2 says that all are started when the last one is spawned", () => {
    expect([started("1").timesOf("ZWEL0007I"), started("2").timesOf("ZWEL0007I")]).toEqual([[30], [90]]);
  });

  test("patience ends after five minutes: the Gateway starts without Discovery", () => {
    const plex = started("2", (one) => one.component("discovery").breakStart());
    expect(spawns(plex)["gateway"]).toBe(30 + 300);
    expect(plex.state("gateway")).toBe("ready");
  });

  test("an operator need not wait", () => {
    const plex = ZoweFixture.beforeStart(phase("2"));
    plex.launcher().start();
    plex.runFor(seconds(40));
    plex.launcher().modify("START(gateway)");
    plex.runFor(minutes(10));
    expect(plex.lines().filter(({ text }) => text === "component gateway started")).toHaveLength(1);
    expect(spawns(plex)["gateway"]).toBe(40);
  });

  test("P before the dependency is ready ends it all, and nothing is spawned afterwards", () => {
    const plex = ZoweFixture.beforeStart(phase("2"));
    plex.launcher().start();
    plex.runFor(seconds(40));
    plex.launcher().stop();
    plex.runFor(minutes(10));
    expect(spawns(plex)["gateway"]).toBeUndefined();
    expect(plex.launcher().state.kind).toBe("down");
  });

  test("no component waits for itself, directly or through others", () => {
    const reaches = (from: string, seen: readonly string[]): readonly string[] =>
      (componentDependencies[from] ?? []).flatMap((next) =>
        seen.includes(next) ? [next] : [next, ...reaches(next, [...seen, next])],
      );
    for (const id of Object.keys(componentDependencies)) expect(reaches(id, [])).not.toContain(id);
  });
});

describe("several processes of a component", () => {
  function twoCatalogs(launcherPhase: Phase): ZoweFixture {
    return ZoweFixture.up(
      phase(launcherPhase, {
        systems: ["SYSA"],
        yaml: WITH_CATALOG,
        hosts: { "dvipa.example.com": DVIPA, "sysa.example.com": homeAddress("SYSA") },
        starts: (own) => own.map((start) => ({ ...start, processes: { "api-catalog": 2, discovery: 2 } })),
      }),
    );
  }

  const names = (plex: ZoweFixture): string[] =>
    plex.plex.zowe.components.map(({ name }) => name.split("/")[2] ?? "");

  test("are there in phase 2 only, and never of Discovery, which others find by a list of addresses", () => {
    expect(names(twoCatalogs("1"))).toEqual(["gateway", "discovery", "api-catalog", "zss"]);
    expect(names(twoCatalogs("2"))).toEqual(["gateway", "discovery", "api-catalog", "api-catalog#2", "zss"]);
  });

  test("each has a port and a job name of its own, and registers with Discovery", () => {
    const plex = twoCatalogs("2");
    plex.runFor(minutes(2));
    const { zowe } = plex.plex;
    const catalogs = zowe.components.filter(({ id }) => id === "api-catalog");

    expect(catalogs.map(({ ports }) => ports)).toEqual([[7552], [17_552]]);
    expect(new Set(catalogs.map(({ job }) => job)).size).toBe(2);
    const seen = zowe.eureka.registryView("SYSA/ZWE1SV/gateway").instancesOf("apicatalog");
    expect(seen.map(({ port }) => port).sort()).toEqual([17_552, 7552]);
  });

  test("the Gateway goes on with one when the other is gone", () => {
    const answers = (["1", "2"] as const).map((launcherPhase) => {
      const plex = twoCatalogs(launcherPhase);
      const client = plex.client(homeAddress("SYSA"), GATEWAY_PORT, "/apicatalog/ui/v1");
      plex.runFor(minutes(2));
      plex.component("api-catalog").breakStart();
      plex.component("api-catalog").kill();
      for (let count = 0; count < 4; count += 1) {
        client.send();
        plex.runFor(seconds(2));
      }
      return client.answers;
    });

    expect(answers[1]).toEqual([200, 200, 200, 200]);
    expect(answers[0]).not.toContain(200);
  });

  test("two Gateways share one port where the TCP/IP profile says SHAREPORT, and else the second one is given up", () => {
    const states = [[GATEWAY_PORT], []].map((sharedPorts) => {
      const plex = ZoweFixture.up(
        phase("2", {
          systems: ["SYSA"],
          sharedPorts,
          starts: (own) => own.map((start) => ({ ...start, processes: { gateway: 2 } })),
        }),
      );
      plex.runFor(minutes(30));
      plex.component("gateway").breakStart();
      plex.component("gateway").kill();
      const client = plex.client(homeAddress("SYSA"));
      client.send();
      plex.runFor(seconds(30));
      return [plex.state("gateway#2"), client.answers[0]];
    });

    expect(states).toEqual([
      ["ready", 200],
      ["down", "refused"],
    ]);
  });

  test("an operator names the second one with its number", () => {
    const plex = twoCatalogs("2");
    plex.launcher().modify("STOP(api-catalog#2)");
    plex.runFor(seconds(30));
    expect([plex.state("api-catalog"), plex.state("api-catalog#2")]).toEqual(["ready", "down"]);
  });
});

test("a fork in the middle of a planned start, of probes and of a restart goes on the same way", () => {
  for (const moment of [40, 95, 125, 140, 165]) {
    const plex = ZoweFixture.beforeStart(phase("2"));
    plex.launcher().start();
    plex.runFor(seconds(100));
    if (moment >= 100) plex.component("zss").hang();
    plex.runFor(seconds(Math.max(0, moment - 100)));
    const fork = plex.fork();
    for (const one of [plex, fork]) one.runFor(minutes(10));
    expect(fork.sim.fingerprint).toBe(plex.sim.fingerprint);
    expect(fork.state("zss")).toBe("ready");
  }
});
