/**
 * Automatic restart management.
 *
 * Facts: z/OS MVS Setting Up a Sysplex, parameters of the administrative data utility for ARM; messages IXC804I, IXC812I and
 * IXC815I; z/OS MVS Programming: Sysplex Services Guide, IXCARM.
 */
import { seconds } from "@sysplex/sim-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  armStatusLines,
  electTargetSystem,
  executeArmCommand,
  reasonAgainst,
  type ArmRestart,
} from "../src/index.js";
import {
  armPolicy,
  operatorAfter,
  registerElement,
  threeSystems,
  twoSystems,
  type TestPlex,
} from "./fixture.js";

const GROUP = "RESTART_GROUP(ZOWEGRP)\n ";

interface Restart extends ArmRestart {
  readonly atSecond: number;
}

/** Every restart, and when. */
function restartsOf(plex: TestPlex): Restart[] {
  const restarts: Restart[] = [];
  plex.sysplex.arm.restarting.subscribe((one) => restarts.push({ ...one, atSecond: plex.sim.now / 1e6 }));
  return restarts;
}

/** SYSA, SYSB, SYSC; ZOWE is registered on SYSA and ready. */
function withZowe(statements: string, parameters = {}): TestPlex {
  const plex = threeSystems({
    arm: armPolicy(statements),
    operator: operatorAfter(10),
    parameters: { armRestartDelay: seconds(1), armMemberCleanUp: seconds(5), ...parameters },
  });
  registerElement(plex, "ZOWE", "SYSA");
  plex.sysplex.arm.ready("ZOWE");
  return plex;
}

function stateOf(plex: TestPlex, element = "ZOWE"): string {
  return plex.sysplex.arm.element(element)?.state ?? "not registered";
}

function textOf(plex: TestPlex, id: string): string | undefined {
  return plex.sysplex.console.messages.findLast((message) => message.id === id)?.text;
}

describe("an element that ends", () => {
  test("is started anew where it was, with its own START text", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    const restarts = restartsOf(plex);

    plex.sysplex.arm.elementEnded("ZOWE");
    expect(stateOf(plex)).toBe("FAILED");
    plex.runUntil(2);

    expect(restarts).toMatchObject([
      { element: "ZOWE", system: "SYSA", from: "SYSA", why: "element ended", command: "S ZOWE", atSecond: 1 },
    ]);
    expect(textOf(plex, "IXC812I")).toBe(
      "JOBNAME JOB, ELEMENT ZOWE FAILED. THE ELEMENT WAS RESTARTED WITH PERSISTENT START TEXT.",
    );
    expect(stateOf(plex)).toBe("RESTARTING");
  });

  test("is RECOVERING when it registers again, and AVAILABLE when it is ready", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    plex.sysplex.arm.elementEnded("ZOWE");
    plex.runUntil(2);

    expect(registerElement(plex, "ZOWE", "SYSA")).toBe("restarted");
    expect(stateOf(plex)).toBe("RECOVERING");
    plex.sysplex.arm.ready("ZOWE");
    plex.runUntil(3600);

    expect(stateOf(plex)).toBe("AVAILABLE");
  });

  test("is started by the command of the policy, where it has one", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE) RESTART_METHOD(ELEMTERM,STC,'S OTHER')`);
    const restarts = restartsOf(plex);

    plex.sysplex.arm.elementEnded("ZOWE");
    plex.runUntil(2);

    expect(restarts[0]?.command).toBe("S OTHER");
    expect(textOf(plex, "IXC812I")).toContain("WITH OVERRIDE START TEXT.");
  });

  test("is not restarted once it has deregistered", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    const restarts = restartsOf(plex);

    plex.sysplex.arm.deregister("ZOWE");
    plex.sysplex.arm.elementEnded("ZOWE");
    plex.runUntil(60);

    expect(restarts).toEqual([]);
  });

  test("is not restarted while an operator has stopped the policy", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    const restarts = restartsOf(plex);

    plex.sysplex.arm.setRestarts("disabled");
    plex.sysplex.arm.elementEnded("ZOWE");
    plex.runUntil(60);

    expect(restarts).toEqual([]);
    expect(stateOf(plex)).toBe("not registered");
  });
});

describe("RESTART_ATTEMPTS", () => {
  /** The element ends every `period` seconds, `count` times. */
  function restartsWith(attempts: string, period: number, count: number): number {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE) RESTART_ATTEMPTS(${attempts})`);
    const restarts = restartsOf(plex);
    for (let time = 1; time <= count; time += 1) {
      plex.sysplex.arm.elementEnded("ZOWE");
      plex.runUntil(time * period - 1);
      if (stateOf(plex) === "RESTARTING") registerElement(plex, "ZOWE", "SYSA");
      plex.runUntil(time * period);
    }
    return restarts.length;
  }

  test("so many within that time, then IXC804I", () => {
    expect(restartsWith("3,300", 20, 6)).toBe(3);
  });

  test("those of longer ago do not count", () => {
    expect(restartsWith("3,300", 101, 6)).toBe(6);
    expect(restartsWith("3,300", 99, 6)).toBe(3);
  });

  test("0: never", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE) RESTART_ATTEMPTS(0)`);
    plex.sysplex.arm.elementEnded("ZOWE");
    expect(textOf(plex, "IXC804I")).toBe(
      "JOBNAME JOB, ELEMENT ZOWE WAS NOT RESTARTED. THE RESTART ATTEMPTS THRESHOLD HAS BEEN REACHED.",
    );
    expect(stateOf(plex)).toBe("not registered");
  });
});

describe("time-outs", () => {
  test("an element that does not register again within RESTART_TIMEOUT is forgotten", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE) RESTART_TIMEOUT(40)`);
    plex.sysplex.arm.elementEnded("ZOWE");
    plex.runUntil(100);

    expect(plex.timesOf("IXC801I")).toEqual([41]);
    expect(registerElement(plex, "ZOWE", "SYSA")).toBe("first");
  });

  test("one that is not ready within READY_TIMEOUT is waited for no more, and stays registered", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE) READY_TIMEOUT(40)`);
    plex.sysplex.arm.elementEnded("ZOWE");
    plex.runUntil(2);
    registerElement(plex, "ZOWE", "SYSA");
    plex.runUntil(100);

    expect(plex.timesOf("IXC802I")).toEqual([42]);
    expect(stateOf(plex)).toBe("AVAILABLE-TO");
  });

  test("a first start has no time-out", () => {
    const plex = threeSystems({ arm: armPolicy(`${GROUP} ELEMENT(ZOWE) READY_TIMEOUT(40)`) });
    registerElement(plex, "ZOWE", "SYSA");
    plex.runUntil(3600);
    expect(stateOf(plex)).toBe("STARTING");
  });
});

describe("the loss of a system", () => {
  test("moves its elements after partitioning and the clean-up of members, no earlier", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    const restarts = restartsOf(plex);

    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(600);

    const [partitioned = NaN] = plex.timesOf("IXC105I");
    expect(restarts).toMatchObject([
      { system: "SYSB", from: "SYSA", why: "system lost", atSecond: partitioned + 5 },
    ]);
    expect(textOf(plex, "IXC812I")).toContain("DUE TO THE FAILURE OF SYSTEM SYSA");
  });

  test("TARGET_SYSTEM says where, in its order", () => {
    const plex = withZowe(`${GROUP} TARGET_SYSTEM(SYSC,SYSB) ELEMENT(ZOWE)`);
    const restarts = restartsOf(plex);
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(600);
    expect(restarts.map(({ system }) => system)).toEqual(["SYSC"]);
  });

  test("with no target system up, nothing is restarted", () => {
    const plex = withZowe(`${GROUP} TARGET_SYSTEM(SYSX) ELEMENT(ZOWE)`);
    const restarts = restartsOf(plex);
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(600);
    expect([restarts.length, plex.timesOf("IXC806I").length, stateOf(plex)]).toEqual([
      0,
      1,
      "not registered",
    ]);
  });

  test("TERMTYPE(ELEMTERM) prohibits it", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE) TERMTYPE(ELEMTERM)`);
    const restarts = restartsOf(plex);
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(600);
    expect(restarts).toEqual([]);
    expect(textOf(plex, "IXC804I")).toContain("TERMTYPE IS ELEMTERM, CROSS-SYSTEM RESTARTS PROHIBITED.");
  });

  test("elements that register with ELEMTERM stay where they were, unless the policy says ALLTERM", () => {
    // @source z/OS Communications Server, automatic restart manager: TCP/IP registers so, and warns of such a policy.
    const [registered, restartsAt] = [{ restartsAt: [], termType: "ELEMTERM" as const }, 0 as never];
    const policy =
      armPolicy(`${GROUP} ELEMENT(ZOWE) ELEMENT(TCPIP) TERMTYPE(ALLTERM)`).groups[0]?.elements ?? [];
    expect(
      policy.map((one) => reasonAgainst(registered, one, "system lost", restartsAt) === undefined),
    ).toEqual([false, true]);
  });

  test("elements of a group follow by level, RESTART_PACING apart", () => {
    const plex = withZowe(`${GROUP} RESTART_PACING(20) ELEMENT(*)`);
    registerElement(plex, "DB", "SYSA", "SYSDB2"); // Level 1; ZOWE's SYSLVL2 is level 2.
    registerElement(plex, "LAST", "SYSA", "SYSCB"); // Level 3.
    const restarts = restartsOf(plex);
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(600);

    const [first] = restarts;
    expect(restarts.map(({ element, atSecond }) => [element, atSecond - (first?.atSecond ?? 0)])).toEqual([
      ["DB", 0],
      ["ZOWE", 20],
      ["LAST", 40],
    ]);
  });

  test("a long clean-up is waited for as long as CLEANUP_TIMEOUT says, two minutes at least", () => {
    // @source IXC815I.
    const waits = [
      ["CLEANUP_TIMEOUT(120)", 600],
      ["CLEANUP_TIMEOUT(200)", 600],
      ["CLEANUP_TIMEOUT(200)", 150],
    ].map(([keyword, cleanUp]) => {
      const plex = withZowe(`${GROUP} ELEMENT(ZOWE) ${keyword}`, {
        armMemberCleanUp: seconds(Number(cleanUp)),
      });
      const restarts = restartsOf(plex);
      plex.lpar("SYSA").fail("wait-state");
      plex.runUntil(2_000);
      return [(restarts[0]?.atSecond ?? NaN) - (plex.timesOf("IXC105I")[0] ?? NaN), textOf(plex, "IXC815I")];
    });

    expect(waits.map(([wait]) => wait)).toEqual([120, 200, 150]);
    expect(waits[0]?.[1]).toBeUndefined();
    expect(waits[1]?.[1]).toContain("DELAYED FOR UP TO 80 SECOND(S)");
  });

  test("an element that ends just before its system dies is restarted elsewhere, once", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    const restarts = restartsOf(plex);
    plex.sysplex.arm.elementEnded("ZOWE");
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(600);
    expect(restarts.map(({ system, why }) => [system, why])).toEqual([["SYSB", "system lost"]]);
  });

  test("the target dies too: the element goes on to the next one", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    const restarts = restartsOf(plex);
    plex.lpar("SYSA").fail("wait-state");
    plex.runUntil(300);
    registerElement(plex, "ZOWE", "SYSB");
    plex.lpar("SYSB").fail("wait-state");
    plex.runUntil(900);
    expect(restarts.map(({ system }) => system)).toEqual(["SYSB", "SYSC"]);
  });

  test("an IPL without a survivor forgets what was registered before", () => {
    const plex = twoSystems({ arm: armPolicy(`${GROUP} ELEMENT(ZOWE)`), down: ["SYSB"] });
    registerElement(plex, "ZOWE", "SYSA");
    plex.lpar("SYSA").fail("wait-state");
    plex.lpar("SYSA").ipl();
    plex.runUntil(600);
    expect(registerElement(plex, "ZOWE", "SYSA")).toBe("first");
  });
});

describe("registration", () => {
  test("of an element that is registered elsewhere is refused", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    expect(registerElement(plex, "ZOWE", "SYSB")).toBe("refused");
    expect(plex.sysplex.arm.element("ZOWE")?.system).toBe("SYSA");
  });

  test("without a policy does nothing, and nothing is restarted", () => {
    const plex = threeSystems();
    const restarts = restartsOf(plex);
    expect(registerElement(plex, "ZOWE", "SYSA")).toBe("inactive");
    plex.sysplex.arm.elementEnded("ZOWE");
    plex.runUntil(60);
    expect(restarts).toEqual([]);
  });
});

test("D XCF,ARMSTATUS shows each element with its state and level", () => {
  const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
  registerElement(plex, "OTHER", "SYSB", "SYSDB2");
  plex.sysplex.arm.elementEnded("ZOWE");

  expect(armStatusLines(plex.sysplex.arm)).toEqual([
    "ARM RESTARTS ARE ENABLED",
    "-------------- ELEMENT STATE SUMMARY -------------- -TOTAL-",
    "STARTING AVAILABLE FAILED RESTARTING RECOVERING",
    "       1         0      1          0          0       2",
    "RESTART GROUP:ZOWEGRP PACING :0",
    "ELEMENT NAME     STATE        CURR SYS INIT SYS JOBNAME  LEVEL",
    "ZOWE             FAILED       SYSA     SYSA     N/A      2",
    "RESTART GROUP:DEFAULT PACING :0",
    "ELEMENT NAME     STATE        CURR SYS INIT SYS JOBNAME  LEVEL",
    "OTHER            STARTING     SYSB     SYSB     JOB      1",
  ]);
  expect(armStatusLines(threeSystems().sysplex.arm)).toEqual([
    "ARM RESTARTS ARE NOT ENABLED",
    "NO ARM ELEMENTS ARE DEFINED",
  ]);
});

test("whatever happens, no element is left on a system that is out of the sysplex, and each restart is on one that runs", () => {
  const step = fc.record({
    what: fc.constantFrom("register", "ready", "end", "deregister", "fail", "ipl", "remove"),
    element: fc.constantFrom("ZOWE", "DB"),
    system: fc.constantFrom("SYSA", "SYSB", "SYSC"),
    wait: fc.integer({ min: 0, max: 200 }),
  });
  let restartCount = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 14 }), (steps) => {
      const plex = withZowe(`${GROUP} TARGET_SYSTEM(SYSC,SYSB) ELEMENT(*) RESTART_ATTEMPTS(9,100)`);
      const { arm } = plex.sysplex;
      arm.restarting.subscribe(({ element, system, from, why }) => {
        restartCount += 1;
        expect(plex.lpar(system).isRunning).toBe(true);
        if (why === "system lost") expect([system, plex.lpar(from).isUp]).not.toEqual([from, true]);
        expect(arm.element(element)?.system).toBe(system);
      });
      for (const { what, element, system, wait } of steps) {
        if (what === "register" && plex.lpar(system).isRunning) registerElement(plex, element, system);
        if (what === "ready") arm.ready(element);
        if (what === "end") arm.elementEnded(element);
        if (what === "deregister") arm.deregister(element);
        if (what === "fail") plex.lpar(system).fail("wait-state");
        if (what === "ipl" && !plex.lpar(system).isRunning) plex.lpar(system).ipl();
        if (what === "remove") plex.lpar(system).remove();
        plex.runFor(seconds(wait));
        if (!plex.sysplex.lpars.some(({ isRunning }) => isRunning)) continue; // Nobody is there to know.
        const homeless = arm.elements.filter((one) => one.state !== "FAILED" && !plex.lpar(one.system).isUp);
        expect(homeless).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
  expect(restartCount).toBeGreaterThan(50);
});

describe("commands", () => {
  test("SETXCF STOP turns restarts off, and SETXCF START on again", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    expect(executeArmCommand(plex, "SYSA", "setxcf stop,policy,type=arm")).toEqual({ kind: "done" });
    expect(plex.sysplex.arm.isEnabled).toBe(false);
    executeArmCommand(plex, "SYSB", "SETXCF START,POLICY,TYPE=ARM,POLNAME=ARMPOL01");
    expect(plex.sysplex.arm.isEnabled).toBe(true);
  });

  test("D XCF,ARMSTATUS answers on the console where it was entered", () => {
    const plex = withZowe(`${GROUP} ELEMENT(ZOWE)`);
    executeArmCommand(plex, "SYSB", "D XCF,ARMSTATUS,DETAIL");
    const answer = plex.sysplex.console.messages.at(-1);
    expect([answer?.system, answer?.id]).toEqual(["SYSB", "IXC392I"]);
    expect(answer?.text).toContain("ZOWE             AVAILABLE    SYSA");
  });

  test.each([
    ["SETXCF START,POLICY,TYPE=ARM,POLNAME=OTHER", "refused"],
    ["SETXCF START,POLICY,TYPE=SFM", "unknown"],
    ["D XCF,S,ALL", "unknown"],
  ])("%s is %s", (command, kind) => {
    expect(executeArmCommand(withZowe(`${GROUP} ELEMENT(ZOWE)`), "SYSA", command).kind).toBe(kind);
  });

  test("without a couple data set there is no policy to start", () => {
    expect(executeArmCommand(threeSystems(), "SYSA", "SETXCF START,POLICY,TYPE=ARM").kind).toBe("refused");
  });
});

test("of several targets the first that runs is taken", () => {
  expect(electTargetSystem({ targetSystems: "any" }, ["SYSB", "SYSC"])).toBe("SYSB");
  expect(electTargetSystem({ targetSystems: ["SYSC", "SYSB"] }, ["SYSB", "SYSC"])).toBe("SYSC");
  expect(electTargetSystem({ targetSystems: ["SYSX"] }, ["SYSB"])).toBeUndefined();
});
