import { describe, expect, test } from "vitest";
import { InvariantError, SimEvent, seconds, sleep, startProcess, type Story } from "../../src/index.js";
import { newScene } from "./scene.js";

describe("an event", () => {
  test("wakes all who wait, in the order they came, with its value", () => {
    const { sim, log, note } = newScene();
    const bell = new SimEvent<string>(sim);
    function* pupil(name: string): Story {
      note(`${name} hears ${yield* bell}`);
    }

    for (const name of ["a", "b", "c"]) startProcess(sim, pupil(name));
    startProcess(sim, function* () {
      yield sleep(seconds(5));
      bell.succeed("ding");
      note(bell.hasHappened ? "has happened" : bell.isTriggered ? "is triggered" : "is pending");
    });
    sim.run();

    expect(log).toEqual(["5 is triggered", "5 a hears ding", "5 b hears ding", "5 c hears ding"]);
    expect([bell.hasHappened, bell.hasFailed, bell.value]).toEqual([true, false, "ding"]);
  });

  test("costs one event for all who wait, and none when nobody does", () => {
    const { sim } = newScene();
    const bell = new SimEvent(sim);
    new SimEvent(sim).succeed();
    expect(sim.pendingCount).toBe(0);

    for (let count = 0; count < 10; count += 1) {
      startProcess(sim, function* () {
        yield bell;
      });
    }
    sim.run();
    const before = sim.eventCount;
    bell.succeed();
    sim.run();

    expect(sim.eventCount - before).toBe(1);
  });

  test("happens once", () => {
    const { sim } = newScene();
    const bell = new SimEvent(sim).succeed();

    expect(() => bell.succeed()).toThrow(InvariantError);
    expect(() => bell.fail("crack")).toThrow("it happens once");
    expect(() => new SimEvent<number>(sim).value).toThrow(InvariantError);
    expect(() => bell.failure).toThrow(InvariantError);
  });
});

describe("a failure", () => {
  test("is thrown in whoever waits, also in whom comes late", () => {
    const { sim, log, note } = newScene();
    const bell = new SimEvent(sim);
    function* pupil(): Story {
      try {
        yield bell;
      } catch (error) {
        note(String(error));
      }
    }

    startProcess(sim, pupil());
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      bell.fail("crack");
      yield sleep(seconds(1));
      yield* pupil();
    });
    sim.run();

    expect(log).toEqual(["1 crack", "2 crack"]);
  });

  test("that nobody waits for ends the run", () => {
    const { sim } = newScene();
    new SimEvent(sim).fail(new Error("crack"));

    expect(() => sim.run()).toThrow(/crack \[seed 1, at 0\.000000 s/);
  });

  test("that somebody comes to wait for in the same instant does not", () => {
    const { sim, log, note } = newScene();
    const bell = new SimEvent(sim);
    startProcess(sim, function* () {
      try {
        yield bell.fail("crack");
      } catch (error) {
        note(String(error));
      }
    });

    sim.run();

    expect(log).toEqual(["0 crack"]);
  });

  test("that was defused passes", () => {
    const { sim } = newScene();
    const bell = new SimEvent(sim).fail("crack").defuse();

    sim.run();

    expect([bell.hasFailed, bell.failure]).toEqual([true, "crack"]);
  });
});
