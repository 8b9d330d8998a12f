import { describe, expect, test } from "vitest";
import {
  anyOf,
  minutes,
  seconds,
  SimEvent,
  sleep,
  startProcess,
  timeout,
  type Duration,
} from "../../src/index.js";
import { newScene } from "./scene.js";

describe("a timeout", () => {
  test("passes its time after it was made, whenever somebody begins to wait", () => {
    const { sim, log, note } = newScene();
    startProcess(sim, function* () {
      const deadline = timeout(sim, seconds(10), "over");
      yield sleep(seconds(4));
      note(yield* deadline);
      yield sleep(seconds(1));
      note(yield* deadline);
    });

    sim.run();

    expect(log).toEqual(["10 over", "11 over"]);
  });

  test("has passed for whom comes later, although nobody waited for it", () => {
    const { sim, log, note } = newScene();
    startProcess(sim, function* () {
      const deadline = timeout(sim, seconds(1));
      expect(deadline.isTriggered).toBe(false);
      yield sleep(seconds(2));
      expect([deadline.isTriggered, deadline.hasHappened]).toEqual([true, true]);
      yield deadline;
      note("at once");
    });

    sim.run();

    expect(log).toEqual(["2 at once"]);
  });

  test("is in the queue only while somebody waits for it", () => {
    const { sim, log, note } = newScene();
    const bell = new SimEvent(sim);
    startProcess(sim, function* () {
      const patience = timeout(sim, minutes(60));
      expect(sim.pendingCount).toBe(1); // The other one's start.
      const first = yield* anyOf(sim, [bell, patience]);
      note(first === bell ? "bell" : "patience");
    });
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      bell.succeed();
    });

    sim.run();

    expect(log).toEqual(["1 bell"]);
    expect(sim.now).toBe(seconds(1));
  });

  test("cannot lie in the past", () => {
    expect(() => timeout(newScene().sim, -1 as Duration)).toThrow(RangeError);
    expect(() => timeout(newScene().sim, NaN as Duration)).toThrow(RangeError);
  });
});
