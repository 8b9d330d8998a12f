import { describe, expect, test } from "vitest";
import {
  allOf,
  anyOf,
  InvariantError,
  Resource,
  seconds,
  SimEvent,
  sleep,
  startProcess,
  timeout,
  type Story,
} from "../../src/index.js";
import { newScene, type Scene } from "./scene.js";

function* ringing({ sim }: Scene, bell: SimEvent<string>, afterSeconds: number): Story {
  yield sleep(seconds(afterSeconds));
  bell.succeed(`after ${sim.now / 1e6}`);
}

function twoBells(): Scene & { readonly a: SimEvent<string>; readonly b: SimEvent<string> } {
  const scene = newScene();
  const a = new SimEvent<string>(scene.sim);
  const b = new SimEvent<string>(scene.sim);
  startProcess(scene.sim, ringing(scene, a, 3));
  startProcess(scene.sim, ringing(scene, b, 7));
  return { ...scene, a, b };
}

describe("any of several", () => {
  test("happens with the first, and gives that one", () => {
    const { sim, log, note, a, b } = twoBells();
    startProcess(sim, function* () {
      const first = yield* anyOf(sim, [b, a]);
      note(first === a ? `a, ${first.value}` : "b");
    });

    sim.run();

    expect(log).toEqual(["3 a, after 3"]);
  });

  test("has happened when one of them has already", () => {
    const { sim, log, note, a, b } = twoBells();
    startProcess(sim, function* () {
      yield sleep(seconds(5));
      note((yield* anyOf(sim, [b, a])) === a ? "a" : "b");
    });

    sim.run();

    expect(log).toEqual(["5 a"]);
  });

  test("leaves the others alone: a request among them stands until it is cancelled", () => {
    const { sim } = newScene();
    const desk = new Resource(sim);
    desk.request();
    const mine = desk.request();
    startProcess(sim, function* () {
      yield anyOf(sim, [mine, timeout(sim, seconds(1))]);
      expect(desk.queuedCount).toBe(1);
      expect(mine.cancel()).toBe(true);
      expect(desk.queuedCount).toBe(0);
    });

    sim.run();

    expect(sim.now).toBe(seconds(1));
  });

  test("of no events is refused, as it would never happen", () => {
    expect(() => anyOf(newScene().sim, [])).toThrow(InvariantError);
  });
});

describe("all of several", () => {
  test("happens with the last, and gives the values in the order of the parts", () => {
    const { sim, log, note, a, b } = twoBells();
    startProcess(sim, function* () {
      const [second, first, number] = yield* allOf(sim, [b, a, timeout(sim, seconds(1), 42)]);
      note(`${first}, ${second}, ${number.toFixed(1)}`);
    });

    sim.run();

    expect(log).toEqual(["7 after 3, after 7, 42.0"]);
  });

  test("counts what has happened before, and of no events happens at once", () => {
    const { sim, log, note, a, b } = twoBells();
    startProcess(sim, function* () {
      yield sleep(seconds(5));
      note((yield* allOf(sim, [a, b])).join());
      note((yield* allOf(sim, [a, b])).join());
      expect(yield* allOf(sim, [])).toEqual([]);
    });

    sim.run();

    expect(log).toEqual(["7 after 3,after 7", "7 after 3,after 7"]);
  });
});

test("conditions are parts of conditions", () => {
  const { sim, log, note, a, b } = twoBells();
  startProcess(sim, function* () {
    const both = allOf(sim, [a, b]);
    const first = yield* anyOf(sim, [both, timeout(sim, seconds(5))]);
    note(first === both ? "both" : "too late");
    yield anyOf(sim, [both, timeout(sim, seconds(5))]);
    note(both.value.join());
  });

  sim.run();

  expect(log).toEqual(["5 too late", "7 after 3,after 7"]);
});

describe("a part that fails", () => {
  test("fails the condition", () => {
    const { sim, log, note, a, b } = twoBells();
    const gong = new SimEvent(sim);
    for (const condition of [anyOf(sim, [a, gong]), allOf(sim, [a, b, gong])]) {
      startProcess(sim, function* () {
        try {
          yield condition;
        } catch (error) {
          note(String(error));
        }
      });
    }
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      gong.fail("crack");
    });

    sim.run();

    expect(log).toEqual(["1 crack", "1 crack"]);
  });

  test("before the condition is made fails it too", () => {
    const { sim, log, note } = newScene();
    const gong = new SimEvent(sim).fail("crack").defuse();
    sim.run();
    startProcess(sim, function* () {
      try {
        yield anyOf(sim, [gong, timeout(sim, seconds(1))]);
      } catch (error) {
        note(String(error));
      }
    });

    sim.run();

    expect(log).toEqual(["0 crack"]);
  });

  test("after the condition was met is nobody's, and ends the run", () => {
    const { sim, a } = twoBells();
    const gong = new SimEvent(sim);
    startProcess(sim, function* () {
      yield anyOf(sim, [a, gong]);
      yield sleep(seconds(1));
      gong.fail("crack");
    });

    expect(() => sim.run()).toThrow(/crack \[seed 1, at 4/);
  });
});
