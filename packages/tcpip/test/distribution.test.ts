/** Distribution methods other than HOTSTANDBY: where each connection goes, and what a target's end does to them. */
import { minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { tallyOf } from "./distribution-support.js";
import { balanced, DVIPA, MASKED, PORT, threeSystems, twoSystems } from "./fixture.js";

const METHODS = ["ROUNDROBIN", "BASEWLM", "SERVERWLM", "WEIGHTEDACTIVE"];

describe("ROUNDROBIN", () => {
  /** @source IBM Support, "What are the different distribution methods": round robin across available targets. */
  test("gives connections to the targets in turn, in the order of DESTIP", () => {
    const plex = threeSystems({ dynamic: balanced("ROUNDROBIN", ["SYSB", "SYSA", "SYSC"]) });

    expect(plex.connectEach(7)).toEqual(["SYSB", "SYSA", "SYSC", "SYSB", "SYSA", "SYSC", "SYSB"]);
  });

  test("leaves WLM weights and SHAREPORT instances out of account: one turn a stack", () => {
    const plex = twoSystems({
      dynamic: balanced("ROUNDROBIN", ["SYSA", "SYSB"]),
      statements: { SYSA: ["PORT 443 TCP SERVER SHAREPORT 443 TCP OTHER"] },
      wlm: { SYSA: { system: 64, servers: {} }, SYSB: { system: 1, servers: {} } },
    });
    plex.listen("SYSA", { job: "OTHER" });
    plex.runFor(seconds(1));

    expect(tallyOf(plex.connectEach(10))).toEqual({ SYSA: 5, SYSB: 5 });
  });

  test("DESTIP ALL means every stack, one that joins later too", () => {
    const dynamic = {
      SYSA: [`VIPADEFINE ${MASKED}`, `VIPADISTRIBUTE DISTM ROUNDROBIN ${DVIPA} PORT 443 DESTIP ALL`],
    };
    const plex = threeSystems({ dynamic, down: ["SYSC"] });
    expect(tallyOf(plex.connectEach(6))).toEqual({ SYSA: 3, SYSB: 3 });

    plex.lpar("SYSC").ipl();
    plex.runUntilUp("SYSC");
    expect(plex.listen("SYSC", { address: DVIPA })).toBe("ok");
    plex.runFor(seconds(1));
    expect(tallyOf(plex.connectEach(6))).toEqual({ SYSA: 2, SYSB: 2, SYSC: 2 });
  });
});

test("DESTIP ALL leaves stacks of another group (XCFGRPID) out", () => {
  const plex = threeSystems({
    dynamic: {
      SYSA: [`VIPADEFINE ${MASKED}`, `VIPADISTRIBUTE DISTM ROUNDROBIN ${DVIPA} PORT 443 DESTIP ALL`],
      SYSB: [],
      SYSC: [],
    },
    statements: { SYSC: ["GLOBALCONFIG XCFGRPID 11"] },
  });

  expect(plex.distributor?.targets.map(({ stack }) => stack)).toEqual(["SYSA/TCPIP", "SYSB/TCPIP"]);
});

describe("BASEWLM and SERVERWLM", () => {
  /** @source MVS Programming: Workload Management Services, "WLM Sysplex Workload Distribution": 2, 4 and 8 as 1 : 2 : 4. */
  test.each([
    ["BASEWLM", "system"],
    ["SERVERWLM", "servers"],
  ])("%s gives connections in proportion to the weights", (method, of) => {
    const weights = { SYSA: 2, SYSB: 4, SYSC: 8 };
    const wlm = Object.fromEntries(
      Object.entries(weights).map(([system, weight]) => [
        system,
        of === "system"
          ? { system: weight, servers: { SERVER: 1 } }
          : { system: 1, servers: { SERVER: weight } },
      ]),
    );
    const plex = threeSystems({ dynamic: balanced(method), wlm });

    expect(tallyOf(plex.connectEach(28))).toEqual({ SYSA: 4, SYSB: 8, SYSC: 16 });
  });

  test("BASEWLM is the method when none is coded", () => {
    const distribution = `VIPADISTRIBUTE ${DVIPA} PORT ${PORT} DESTIP 10.9.0.1 10.9.0.2`;
    const plex = twoSystems({
      dynamic: { SYSA: [`VIPADEFINE ${MASKED}`, distribution] },
      wlm: { SYSA: { system: 1, servers: {} }, SYSB: { system: 3, servers: {} } },
    });

    expect(tallyOf(plex.connectEach(8))).toEqual({ SYSA: 2, SYSB: 6 });
  });

  /** @source IP Configuration Guide, "BASEWLM and SERVERWLM display example": 4, 8, 16 are normalised weights. */
  test("a round goes on whatever else changes in the sysplex", () => {
    const wlm = { SYSA: { system: 1, servers: {} }, SYSB: { system: 3, servers: {} } };
    const plex = twoSystems({ dynamic: balanced("BASEWLM", ["SYSA", "SYSB"]), wlm });
    const systems = [9441, 9442, 9443, 9444].flatMap((port) => {
      plex.listen("SYSA", { port });
      return plex.connectEach(1);
    });

    expect(tallyOf(systems)).toEqual({ SYSA: 1, SYSB: 3 });
  });

  test("weights are reduced in proportion before they are used", () => {
    const wlm = {
      SYSA: { system: 16, servers: {} },
      SYSB: { system: 32, servers: {} },
      SYSC: { system: 64, servers: {} },
    };
    const plex = threeSystems({ dynamic: balanced("BASEWLM"), wlm });
    plex.connectEach(1);

    expect(Object.values(plex.portTable).map(({ weight }) => weight)).toEqual([4, 8, 16]);
  });

  /** @source IP Configuration Guide, the same: without WLM weights round robin among the available servers. */
  test.each(["BASEWLM", "SERVERWLM"])("%s without weights is round robin", (method) => {
    const plex = threeSystems({
      dynamic: balanced(method),
      wlm: { SYSA: { system: 9, servers: { SERVER: 9 } } },
    });
    plex.stack("SYSC").obey({
      ...plex.stack("SYSC").state.profile,
      ipConfig: { ...plex.stack("SYSC").state.profile.ipConfig, sysplexRouting: false },
    });

    expect(tallyOf(plex.connectEach(9))).toEqual({ SYSA: 3, SYSB: 3, SYSC: 3 });
  });

  test("a server with a weight of 0 gets none, unless nobody has more", () => {
    const wlm = { SYSA: { servers: { SERVER: 0 } }, SYSB: { servers: { SERVER: 5 } } };
    const plex = twoSystems({ dynamic: balanced("SERVERWLM", ["SYSA", "SYSB"]), wlm });
    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSB: 4 });

    plex.tcpip.wlm("SYSB/TCPIP").setServerWeight("SERVER", 0);
    plex.runFor(minutes(1));
    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSA: 2, SYSB: 2 });
  });

  /** @source IP Configuration Guide, WEIGHTEDACTIVE: the weight of a stack with several instances is their average. */
  test("SERVERWLM takes the average of the servers that share a port", () => {
    const plex = twoSystems({
      dynamic: balanced("SERVERWLM", ["SYSA", "SYSB"]),
      statements: { SYSA: ["PORT 443 TCP SERVER SHAREPORT 443 TCP OTHER"] },
      wlm: { SYSA: { servers: { SERVER: 1, OTHER: 5 } }, SYSB: { servers: { SERVER: 6 } } },
    });
    plex.listen("SYSA", { job: "OTHER" });
    plex.runFor(seconds(1));

    expect(tallyOf(plex.connectEach(9))).toEqual({ SYSA: 3, SYSB: 6 });
  });

  /** @source IP Configuration Reference, GLOBALCONFIG SYSPLEXWLMPOLL: 60 seconds by default. */
  test.each([
    ["", 60],
    ["GLOBALCONFIG SYSPLEXWLMPOLL 20", 20],
  ])("a new weight counts from the next poll (%s: every %i s)", (statement, period) => {
    const plex = twoSystems({
      dynamic: balanced("BASEWLM", ["SYSA", "SYSB"]),
      statements: { all: [statement] },
    });
    plex.runUntil(period + 1);
    plex.tcpip.wlm("SYSB/TCPIP").setSystemWeight(0);
    plex.runUntil(2 * period - 0.1);
    expect(tallyOf(plex.connectEach(2))).toEqual({ SYSA: 1, SYSB: 1 });
    plex.runUntil(2 * period + 0.1);

    expect(tallyOf(plex.connectEach(2))).toEqual({ SYSA: 2 });
  });
});

describe("WEIGHTEDACTIVE", () => {
  /** @source IP Configuration Guide, WEIGHTEDACTIVE: active connections in proportion to the weights. */
  test("keeps the numbers of active connections in the ratio of the weights", () => {
    const plex = threeSystems({
      dynamic: balanced("WEIGHTEDACTIVE", ["SYSA WEIGHT 10", "SYSB WEIGHT 20", "SYSC WEIGHT 30"]),
    });

    expect(tallyOf(plex.connectEach(60))).toEqual({ SYSA: 10, SYSB: 20, SYSC: 30 });
  });

  test("of targets with the same load the next in turn is taken", () => {
    const plex = threeSystems({ dynamic: balanced("WEIGHTEDACTIVE") });
    const client = plex.client();
    const systems = Array.from({ length: 6 }, () => {
      const [system] = plex.connectEach(1, client);
      client.attempts.at(-1)?.close();
      return system;
    });

    expect(systems).toEqual(["SYSA", "SYSB", "SYSC", "SYSA", "SYSB", "SYSC"]);
  });

  test("makes up for connections that have ended", () => {
    const plex = twoSystems({ dynamic: balanced("WEIGHTEDACTIVE", ["SYSA", "SYSB"]) });
    plex.connectEach(20);
    for (const attempt of plex.attempts.filter(({ endsAt }) => endsAt === "SYSA").slice(0, 6))
      attempt.close();

    expect(tallyOf(plex.connectEach(6))).toEqual({ SYSA: 6 });
    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSA: 2, SYSB: 2 });
    expect(plex.portTable).toEqual({
      SYSA: { weight: 1_000, total: 18, active: 12 },
      SYSB: { weight: 1_000, total: 12, active: 12 },
    });
  });

  /** @source IP Configuration Guide, "Choosing between RoundRobin and WeightedActive distribution". */
  test("a target that comes back is filled up first, where round robin gives it every other one", () => {
    const filled = METHODS.map((method) => {
      const plex = twoSystems({ dynamic: balanced(method, ["SYSA", "SYSB"]), servers: ["SYSA"] });
      plex.connectEach(4);
      plex.listen("SYSB");
      plex.runFor(seconds(1));
      return plex.connectEach(4).filter((system) => system === "SYSB").length;
    });

    expect(filled).toEqual([2, 2, 2, 4]);
  });

  test("a distributor that hung while a target's stack failed counts its connections no longer", () => {
    const plex = threeSystems({ dynamic: balanced("WEIGHTEDACTIVE", ["SYSB", "SYSC"]) });
    plex.connectEach(4);
    plex.lpar("SYSA").hang({ signalling: false });
    plex.runFor(seconds(1));
    plex.stack("SYSB").fail();
    plex.runFor(seconds(1));
    plex.lpar("SYSA").resume();
    plex.runFor(seconds(1));

    expect(plex.portTable["SYSB"]?.active).toBe(0);
  });

  test("connections that ended with their stack count no longer, on the take-over stack neither", () => {
    const plex = threeSystems({ dynamic: balanced("WEIGHTEDACTIVE") });
    plex.connectEach(9);
    plex.stack("SYSA").fail(); // The owner, and a target.
    plex.runFor(seconds(5));

    expect(Object.entries(plex.portTable).map(([system, { active }]) => [system, active])).toEqual([
      ["SYSA", 0],
      ["SYSB", 3],
      ["SYSC", 3],
    ]);
    expect(tallyOf(plex.connectEach(6))).toEqual({ SYSB: 3, SYSC: 3 });
  });
});
