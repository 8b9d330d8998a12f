/** The phases of a failover, from the news in the order in which the models give them. */
import type { Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { FailoverTracker, type Failover } from "../../src/measure/failover-tracker.js";

const second = (seconds: number): Instant => (seconds * 1_000_000) as Instant;
const A = "SYSA/TCPIP";
const B = "SYSB/TCPIP";
const C = "SYSC/TCPIP";

/** SYSA has been lost at 300 s. */
function lostA(): FailoverTracker {
  const tracker = new FailoverTracker();
  tracker.begin("failover", "fail SYSA", A, second(300));
  return tracker;
}

function phasesOf({ completed }: Failover): number[] | undefined {
  return completed && Object.values(completed.phases).map((phase: number) => phase / 1_000_000);
}

function only(tracker: FailoverTracker): Failover {
  expect(tracker.failovers).toHaveLength(1);
  return tracker.failovers[0] as Failover;
}

describe("the phases of a failover", () => {
  test("lie between the milestones, and add up", () => {
    const tracker = lostA();
    tracker.onDetected(second(345), "SYSB knows");
    tracker.onDecided(second(349), "SYSA is out");
    tracker.onMoved(second(350), B, "SYSB serves");
    tracker.onAccepted(second(351));
    tracker.onSuccess(second(349.5), second(353), B);

    const failover = only(tracker);
    expect(phasesOf(failover)).toEqual([45, 4, 1, 1, 2]);
    expect(failover.completed?.timeToFailover).toBe(second(53));
    expect(failover).toMatchObject({ kind: "failover", cause: "fail SYSA", from: A, to: B, at: second(300) });
    expect(failover.milestones.map(({ what }) => what)).toEqual(["SYSB knows", "SYSA is out", "SYSB serves"]);
    expect(tracker.isOpen).toBe(false);
  });

  test("of several decisions the last one before the move counts", () => {
    const tracker = lostA();
    tracker.onDetected(second(345), "");
    tracker.onDecided(second(349), "partitioned");
    tracker.onDecided(second(372), "a listener is reported");
    tracker.onMoved(second(373), B, "");
    tracker.onDecided(second(374), "another listener is reported");
    tracker.onSuccess(second(373), second(375), B);

    expect(phasesOf(only(tracker))).toEqual([45, 27, 1, 2, 0]);
  });

  test("a decision implies that the loss was known", () => {
    const tracker = lostA();
    tracker.onDecided(second(301), "");
    tracker.onDetected(second(345), "XCF comes late");
    tracker.onMoved(second(302), B, "");
    tracker.onSuccess(second(301), second(303), B);

    expect(phasesOf(only(tracker))?.slice(0, 3)).toEqual([1, 0, 1]);
  });

  test("whatever was not seen on its own coincides with what comes next", () => {
    const tracker = lostA();
    tracker.onMoved(second(310), A, "it runs on");
    tracker.onSuccess(second(305), second(311), A);

    expect(phasesOf(only(tracker))).toEqual([10, 0, 0, 1, 0]);
  });

  test("somebody who starts the lost system anew has decided; another system's start decides nothing", () => {
    const tracker = lostA();
    tracker.onRepair(second(400), "SYS", "ipl SYS");
    tracker.onRepair(second(500), "SYSB", "ipl SYSB");
    tracker.onRepair(second(600), "SYSA", "ipl SYSA");
    tracker.onMoved(second(700), A, "");
    tracker.onSuccess(second(700), second(701), A);

    expect(phasesOf(only(tracker))?.slice(0, 3)).toEqual([300, 0, 100]);
  });
});

describe("a success ends a failover", () => {
  test("not if the request was sent before the failure", () => {
    const tracker = lostA();
    tracker.onMoved(second(301), B, "");
    tracker.onSuccess(second(299.9), second(302), B);

    expect(tracker.isOpen).toBe(true);
  });

  test("not if an old connection to somebody else was answered", () => {
    const tracker = lostA();
    tracker.onSuccess(second(305), second(306), B); // New connections still go to the dead SYSA.
    expect(tracker.isOpen).toBe(true);

    tracker.onMoved(second(310), B, "");
    tracker.onSuccess(second(311), second(312), C);
    expect(tracker.isOpen).toBe(true);
  });

  test("not if the move was undone meanwhile", () => {
    const tracker = lostA();
    tracker.onMoved(second(301), B, "");
    tracker.onAccepted(second(301.5));
    tracker.onMoveUndone();
    tracker.onSuccess(second(301), second(302), B);
    expect(tracker.isOpen).toBe(true);

    tracker.onDecided(second(310), "");
    tracker.onMoved(second(311), C, "");
    tracker.onSuccess(second(301), second(313), C);
    expect(only(tracker)).toMatchObject({ from: A, to: C });
    expect(phasesOf(only(tracker))).toEqual([10, 0, 1, 2, 0]);
  });

  test("a second target before the first success is the one that counts", () => {
    const tracker = lostA();
    tracker.onMoved(second(301), B, "SYSB serves");
    tracker.onMoved(second(301.5), B, "SYSB serves");
    tracker.onMoved(second(303), A, "SYSA is back");
    tracker.onSuccess(second(302), second(304), A);

    expect(only(tracker)).toMatchObject({ to: A, completed: { timeToFailover: second(4) } });
    expect(only(tracker).milestones.map(({ what }) => what)).toEqual(["SYSB serves", "SYSA is back"]);
  });
});

describe("the same target serves again", () => {
  test("that is a recovery, and takes as long as a failover would", () => {
    const tracker = lostA();
    tracker.onRepair(second(600), "SYSA", "ipl SYSA");
    tracker.onMoved(second(700), A, "");
    tracker.onSuccess(second(700), second(701), A);

    expect(only(tracker)).toMatchObject({ kind: "recovery", from: A, to: A, noticedBy: "people" });
    expect(only(tracker).completed?.timeToFailover).toBe(second(401));
  });

  test("also when it was the owner of the address that was lost, and it owns that again", () => {
    const tracker = lostA();
    tracker.onMoved(second(700), B, "SYSA owns the address again, SYSB serves", true);
    tracker.onSuccess(second(700), second(701), B);

    expect(only(tracker)).toMatchObject({ kind: "recovery", from: A, to: B });
  });

  test("what hung and runs on before anybody noticed was noticed by nobody", () => {
    const tracker = lostA();
    tracker.onRunsOn(second(340), "SYSA");
    tracker.onMoved(second(340), A, "");
    tracker.onSuccess(second(340), second(341), A);

    expect(only(tracker)).toMatchObject({ kind: "recovery", noticedBy: "nobody" });
    expect(phasesOf(only(tracker))).toEqual([40, 0, 0, 1, 0]);
    expect(only(tracker).milestones[0]?.what).toBe("SYSA runs on by itself");
  });

  test("nobody serves again: that stays a failover", () => {
    const tracker = lostA();
    tracker.onRunsOn(second(340), "SYSA");
    tracker.finish();

    expect(only(tracker).kind).toBe("failover");
  });
});

describe("one after the other", () => {
  test("a second loss before the first has been overcome belongs to it", () => {
    const tracker = lostA();
    tracker.begin("failover", "fail SYSB", B, second(310));
    tracker.onMoved(second(320), C, "");
    tracker.onSuccess(second(320), second(321), C);

    expect(only(tracker)).toMatchObject({ cause: "fail SYSA", at: second(300) });
  });

  test("a failure during a switchback ends the switchback without success", () => {
    const tracker = new FailoverTracker();
    tracker.begin("switchback", "start SYSA/IZUSVRA", B, second(340));
    tracker.onMoved(second(340), A, "");
    tracker.begin("failover", "fail SYSA", A, second(345));
    tracker.onMoved(second(346), B, "");
    tracker.onSuccess(second(346), second(347), B);

    expect(tracker.failovers.map(({ kind, completed }) => [kind, completed !== undefined])).toEqual([
      ["switchback", false],
      ["failover", true],
    ]);
  });

  test("a switchback while a failover is under way is part of it", () => {
    const tracker = lostA();
    tracker.begin("switchback", "start SYSA/IZUSVRA", B, second(340));
    tracker.onMoved(second(340), A, "");
    tracker.onSuccess(second(341), second(342), A);

    expect(only(tracker)).toMatchObject({ kind: "recovery", from: A, to: A, at: second(300) });
  });

  test("what is open at the end of the run has no time to failover", () => {
    const tracker = lostA();
    tracker.onDetected(second(345), "SYSB knows");
    tracker.finish();

    expect(only(tracker)).not.toHaveProperty("completed");
    expect(only(tracker).milestones).toHaveLength(1);
  });

  test("news while nothing is under way changes nothing", () => {
    const tracker = new FailoverTracker();
    tracker.onDetected(second(1), "");
    tracker.onDecided(second(2), "");
    tracker.onMoved(second(3), B, "");
    tracker.onSuccess(second(3), second(4), B);
    tracker.finish();

    expect(tracker.failovers).toEqual([]);
  });
});
