/** What becomes of old and new connections when a target of a load-balanced service goes, by each method. */
import { micros, minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { systemName, tallyOf } from "./distribution-support.js";
import {
  balanced,
  DVIPA,
  PORT,
  SIGNAL,
  threeSystems,
  twoSystems,
  type Setting,
  type TestPlex,
} from "./fixture.js";

const METHODS = ["ROUNDROBIN", "BASEWLM", "SERVERWLM", "WEIGHTEDACTIVE"];

/** SYSA owns and distributes; SYSB and SYSC are the targets, so that the owner is none. */
function twoTargets(method: string, setting: Setting = {}): TestPlex {
  return threeSystems({ dynamic: balanced(method, ["SYSB", "SYSC"]), ...setting });
}

describe.each(METHODS)("%s: the server of a target ends, its stack lives", (method) => {
  /** @source Netstat VDPT report: a target with Rdy 0 receives no connection workload. */
  test("its connections are reset, the others stay; new ones go to the other target", () => {
    const plex = twoTargets(method);
    plex.connectEach(4);
    plex.closeListener("SYSB");
    plex.runFor(seconds(1));

    expect(plex.attempts.map(({ endsAt, outcome, isOpen }) => (isOpen ? endsAt : outcome))).toEqual(
      expect.arrayContaining(["reset", "reset", "SYSC", "SYSC"]),
    );
    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSC: 4 });
  });

  test("until its report has reached the distributor, connections that are sent to it are refused", () => {
    const plex = twoTargets(method);
    plex.sysplex.xcf.slowLink("SYSA", "SYSB", seconds(2));
    plex.runFor(seconds(5));
    plex.closeListener("SYSB");
    const attempts = plex.client("windows").connect();
    plex.client("windows").connect();
    plex.runFor(seconds(10));

    // Of two connections each target gets one.
    expect(plex.attempts.map(({ outcome }) => outcome).sort()).toEqual(["connected", "refused"]);
    expect(attempts.outcome).not.toBe("pending");
  });

  test("the last server gone: a live stack owns the address, so clients are refused, not left in silence", () => {
    const plex = twoTargets(method);
    for (const system of ["SYSB", "SYSC"]) plex.closeListener(system);
    plex.runFor(seconds(1));

    expect(plex.connectEach(2)).toEqual(["refused", "refused"]);
  });
});

describe.each(METHODS)("%s: the stack of a target fails, its system lives", (method) => {
  /** @source IP Configuration Guide, VIPA failure management: the other stacks are told at once. */
  test("new connections go to the other target from one signal on", () => {
    const plex = twoTargets(method);
    plex.connectEach(2);
    plex.stack("SYSB").fail();
    plex.runFor(micros(2 * SIGNAL));

    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSC: 4 });
  });

  test("a request on one of its connections is answered by RST, as the routing table has no entry for it", () => {
    const plex = twoTargets(method);
    plex.connectEach(2);
    const [lost, kept] = ["SYSB", "SYSC"].map((system) =>
      plex.attempts.find(({ endsAt }) => endsAt === system),
    );
    plex.stack("SYSB").fail();
    plex.runFor(seconds(1));
    lost?.send();
    kept?.send();
    plex.runFor(seconds(1));

    expect([lost?.outcome, kept?.answers]).toEqual(["reset", [200]]);
  });

  test("once it is up and its server listens, it gets connections again", () => {
    const plex = twoTargets(method);
    plex.stack("SYSB").fail();
    plex.runFor(minutes(1));
    plex.stack("SYSB").start();
    plex.runUntilUp("SYSB");
    plex.listen("SYSB");
    plex.runFor(seconds(1));

    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSB: 2, SYSC: 2 });
  });
});

/**
 * The image is gone at 10 s. With dedicated processors XCF misses it 45 s later, the operator replies DOWN 63 s after
 * that, and IXC105I follows. @source z/OS MVS Setting Up a Sysplex, failure detection interval.
 */
describe.each(METHODS)("%s: the image of a target dies", (method) => {
  function afterDeath(setting: Setting = {}): TestPlex {
    const plex = twoTargets(method, setting);
    plex.runUntil(10);
    plex.lpar("SYSB").fail("wait-state");
    plex.runUntil(11);
    return plex;
  }

  test("the distributor goes on sending it every other connection, into the void", () => {
    const plex = afterDeath();

    expect(tallyOf(plex.connectEach(6))).toEqual({ pending: 3, SYSC: 3 });
  });

  test("from the next evaluation on its TSR is 0, and it gets one connection a period to try it", () => {
    const plex = afterDeath();
    plex.connectEach(6);
    plex.runUntil(61);
    expect(plex.tsr).toEqual({ SYSB: 0, SYSC: 100 });
    expect(plex.timesOf("EZD1182I")).toEqual([60]);

    expect(tallyOf(plex.connectEach(6))).toEqual({ pending: 1, SYSC: 5 });
    plex.runUntil(100);
    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSC: 4 });
  });

  test("when it has been removed, a SYN that is sent again reaches the other target", () => {
    const plex = afterDeath({ operator: { replyAfter: seconds(5) } });
    const attempts = plex.client("linux");
    plex.connectEach(2, attempts);
    const stuck = attempts.attempts.find(({ outcome }) => outcome === "pending");
    plex.runUntil(200);
    const [removed = 0] = plex.timesOf("IXC105I");

    // Linux sends its SYNs again 1, 3, 7, 15, 31 and 63 s after the first one.
    expect(removed).toBeGreaterThan(55);
    expect(removed).toBeLessThan(11 + 63);
    expect([stuck?.outcome, stuck?.endsAt]).toEqual(["connected", "SYSC"]);
    expect(Math.floor(stuck?.at ?? 0)).toBe(11 + 63);
  });
});

test("synRetryKeepsTarget off: the second SYN is one more turn of round robin", () => {
  const plex = twoTargets("ROUNDROBIN", { parameters: { synRetryKeepsTarget: false } });
  plex.lpar("SYSB").fail("wait-state");
  const attempt = plex.client("linux").connect();
  plex.runFor(seconds(2));

  // SYSB for the first, SYSC for the one that Linux sends a second later.
  expect([attempt.outcome, attempt.endsAt, Math.floor(attempt.at ?? 0)]).toEqual(["connected", "SYSC", 2]);
});

test("a take-over stack knows nothing of SYNs that no target has accepted: they are distributed anew", () => {
  const plex = twoTargets("ROUNDROBIN", { servers: ["SYSC"] });
  plex.listen("SYSB", { backlog: 1 });
  plex.server("SYSB").accepting = false;
  plex.runFor(seconds(1));
  expect(plex.connectEach(3)).toEqual(["SYSB", "SYSC", "pending"]); // The backlog of SYSB is full.
  plex.stack("SYSA").fail();
  plex.runFor(seconds(2));

  expect(plex.owner).toBe("SYSB");
  const [, , waiting] = plex.attempts;
  expect([waiting?.outcome, waiting?.endsAt]).toEqual(["connected", "SYSC"]);
});

describe.each(METHODS)("%s: the server of a target hangs", (method) => {
  function hung(): TestPlex {
    const plex = twoTargets(method);
    plex.server("SYSB").accepting = false;
    plex.connectEach(4);
    plex.runUntil(61);
    return plex;
  }

  /** @source IP Configuration Guide, "Choosing between RoundRobin and WeightedActive distribution". */
  test("with a TSR of 0 it gets one connection a period, by which its recovery is seen", () => {
    const plex = hung();
    expect(plex.tsr).toEqual({ SYSB: 0, SYSC: 100 });
    expect(tallyOf(plex.connectEach(5))).toEqual({ SYSB: 1, SYSC: 4 });
    plex.server("SYSB").accepting = true;
    plex.runUntil(121);
    expect(plex.tsr).toEqual({ SYSB: 0, SYSC: 100 }); // The one it got was not taken in time.

    expect(tallyOf(plex.connectEach(3))).toEqual({ SYSB: 1, SYSC: 2 });
    plex.runUntil(181);
    expect(plex.tsr).toEqual({ SYSB: 100, SYSC: 100 });
    expect(plex.timesOf("EZD1183I")).toEqual([180]);
  });

  /** @source Load Balancing Advisor, NET WEIGHT: with nothing but zeros round robin, in place of sending nothing. */
  test("when all of them hang, connections are spread over them all the same", () => {
    const plex = twoTargets(method);
    for (const system of ["SYSB", "SYSC"]) plex.server(system).accepting = false;
    plex.connectEach(4);
    plex.runUntil(61);

    expect(plex.tsr).toEqual({ SYSB: 0, SYSC: 0 });
    expect(tallyOf(plex.connectEach(4))).toEqual({ SYSB: 2, SYSC: 2 });
  });
});

/** @source IP Configuration Guide, "Choosing between RoundRobin and WeightedActive distribution": TSR reduces weights. */
test.each([
  ["ROUNDROBIN", { SYSB: 6, SYSC: 6 }],
  ["BASEWLM", { SYSB: 4, SYSC: 8 }],
  ["SERVERWLM", { SYSB: 4, SYSC: 8 }],
  ["WEIGHTEDACTIVE", { SYSB: 4, SYSC: 8 }],
])("%s with a TSR of 50 at one of two targets", (method, expected) => {
  const plex = twoTargets(method);
  plex.connectEach(2);
  plex.server("SYSB").accepting = false;
  plex.connectEach(2);
  plex.server("SYSB").accepting = true;
  plex.runUntil(61);
  for (const attempt of plex.attempts) attempt.close();
  expect(plex.tsr).toEqual({ SYSB: 50, SYSC: 100 });

  expect(tallyOf(plex.connectEach(12))).toEqual(expected);
});

describe.each(METHODS)("%s: the distributor", (method) => {
  const dynamic = balanced(method);

  /** @source IP Configuration Guide, Netstat VCRT: the take-over stack has the DVIPA's connections. */
  test("fails: connections at living targets survive, and the backup distributes", () => {
    const plex = threeSystems({ dynamic });
    plex.connectEach(6);
    const before = plex.attempts.map(({ endsAt }) => endsAt);
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    for (const attempt of plex.attempts) attempt.send();
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSB");
    plex.attempts.forEach(({ outcome, answers }, index) => {
      if (before[index] === "SYSA") expect(outcome).toBe("reset");
      else expect(answers).toEqual([200]);
    });
    expect(tallyOf(plex.connectEach(6))).toEqual({ SYSB: 3, SYSC: 3 });
  });

  test("takes its address back: connections stay where they are", () => {
    const plex = threeSystems({ dynamic });
    plex.stack("SYSA").fail();
    plex.runFor(seconds(1));
    plex.connectEach(4);
    plex.stack("SYSA").start();
    plex.runUntilUp("SYSA");
    plex.runFor(seconds(1));
    for (const attempt of plex.attempts) attempt.send();
    plex.runFor(seconds(1));

    expect(plex.owner).toBe("SYSA");
    expect(plex.attempts.map(({ answers }) => answers)).toEqual([[200], [200], [200], [200]]);
  });
});

/** @source IP Configuration Guide, "Manually quiescing DVIPA Sysplex Distributor server applications". */
describe.each(METHODS)("%s: VARY TCPIP,,SYSPLEX", (method) => {
  test.each(["TARGET", `PORT=${PORT}`, `PORT=${PORT},JOBNAME=SERVER`, "JOBNAME=SERVER"])(
    "QUIESCE,%s keeps new connections away and leaves the old ones, RESUME brings them back",
    (operands) => {
      const plex = twoTargets(method);
      plex.connectEach(2);
      plex.command("SYSB", `V TCPIP,,SYSPLEX,QUIESCE,${operands}`);
      plex.runFor(seconds(1));
      expect(tallyOf(plex.connectEach(4))).toEqual({ SYSC: 4 });
      for (const attempt of plex.attempts) attempt.send();
      plex.runFor(seconds(1));
      expect(plex.attempts.every(({ answers }) => answers.join() === "200")).toBe(true);
      for (const attempt of plex.attempts) attempt.close();

      plex.command("SYSB", `V TCPIP,,SYSPLEX,RESUME,${operands}`);
      plex.runFor(seconds(1));
      expect(tallyOf(plex.connectEach(4))).toEqual({ SYSB: 2, SYSC: 2 });
    },
  );
});

describe("what the transport tells of a load-balanced service", () => {
  function told(plex: TestPlex): unknown {
    const { transport, stackNames } = plex.tcpip;
    const destination = transport.routes.destination(DVIPA, PORT);
    const served = transport.servedBy(destination);
    return {
      servedBy: served && [served.ingress, served.target].map((stack) => systemName(stackNames[stack])),
      targets: transport
        .targetsOf(destination)
        .map(({ stack, isTaking }) => [systemName(stackNames[stack]), isTaking]),
    };
  }

  test("it is served while one of its targets takes connections; one that does not, and is sent some, is told", () => {
    const plex = twoTargets("ROUNDROBIN");
    expect(told(plex)).toEqual({
      servedBy: ["SYSA", "SYSB"],
      targets: [
        ["SYSB", true],
        ["SYSC", true],
      ],
    });
    plex.lpar("SYSB").fail("wait-state");
    expect(told(plex)).toEqual({
      servedBy: ["SYSA", "SYSC"],
      targets: [
        ["SYSB", false],
        ["SYSC", true],
      ],
    });
    plex.server("SYSC").accepting = false;
    expect(told(plex)).toEqual({
      servedBy: undefined,
      targets: [
        ["SYSB", false],
        ["SYSC", false],
      ],
    });
    plex.closeListener("SYSC");
    plex.runFor(seconds(1));
    expect(told(plex)).toEqual({ servedBy: undefined, targets: [["SYSB", false]] });
  });

  test("hot standby has one target, and is not load-balanced", () => {
    const [standby, spread] = [twoSystems(), twoTargets("ROUNDROBIN")];
    expect(told(standby)).toEqual({ servedBy: ["SYSA", "SYSA"], targets: [["SYSA", true]] });
    const isLoadBalanced = [standby, spread].map(({ tcpip: { transport } }) =>
      transport.isLoadBalanced(transport.routes.destination(DVIPA, PORT)),
    );
    expect(isLoadBalanced).toEqual([false, true]);
  });

  test("a change of the targets that connections are spread over is news", () => {
    const plex = twoTargets("BASEWLM");
    const news: (readonly string[])[] = [];
    plex.tcpip.availableTargetsChanged.subscribe(({ targets }) => news.push(targets));
    plex.closeListener("SYSB");
    plex.runFor(seconds(1));
    plex.command("SYSC", "V TCPIP,,SYSPLEX,QUIESCE,TARGET");
    plex.runFor(seconds(1));

    expect(news).toEqual([["SYSC/TCPIP"], []]);
    expect(plex.switches).toEqual([]); // Nobody is the active target.
  });
});
