import { test as property, fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  Container,
  InvariantError,
  seconds,
  sleep,
  startProcess,
  type Story,
  type Transfer,
} from "../../src/index.js";
import { newScene } from "./scene.js";

describe("a container", () => {
  test("lets take what it holds, and makes who wants more wait until it is there", () => {
    const { sim, log, note } = newScene();
    const tank = new Container(sim, { capacity: 50, level: 20 });
    function* driver(name: string, litres: number): Story {
      yield tank.get(litres);
      note(`${name} leaves ${tank.level}`);
    }
    startProcess(sim, driver("small", 15));
    startProcess(sim, driver("large", 30));
    startProcess(sim, driver("behind", 1));
    startProcess(sim, function* () {
      for (let delivery = 0; delivery < 2; delivery += 1) {
        yield sleep(seconds(10));
        yield tank.put(20);
        note("delivered");
      }
    });

    sim.run();

    // The third is not served before the second, although its litre is there.
    expect(log).toEqual([
      "0 small leaves 5",
      "10 delivered",
      "20 delivered",
      "20 large leaves 14",
      "20 behind leaves 14",
    ]);
  });

  test("makes who adds too much wait until it fits", () => {
    const { sim, log, note } = newScene();
    const tank = new Container(sim, { capacity: 10, level: 8 });
    startProcess(sim, function* () {
      yield tank.put(5);
      note(`filled to ${tank.level}`);
    });
    startProcess(sim, function* () {
      yield sleep(seconds(1));
      yield tank.get(2);
      yield sleep(seconds(1));
      yield tank.get(2);
    });

    sim.run();

    expect(log).toEqual(["2 filled to 9"]);
  });

  test("refuses what could never be", () => {
    const { sim } = newScene();
    const tank = new Container(sim, { capacity: 10 });

    for (const amount of [0, -1, 11, NaN]) {
      expect(() => tank.put(amount)).toThrow(InvariantError);
      expect(() => tank.get(amount)).toThrow(InvariantError);
    }
    expect(() => new Container(sim, { capacity: 0 })).toThrow(InvariantError);
    expect(() => new Container(sim, { capacity: 5, level: 6 })).toThrow("cannot hold 6");
  });

  const step = fc.record({
    kind: fc.constantFrom("put", "get", "cancel"),
    amount: fc.integer({ min: 1, max: 9 }),
  });

  property.prop([fc.array(step, { maxLength: 12 })], { numRuns: Number(process.env["FUZZ_RUNS"] ?? 2000) })(
    "never holds less than nothing or more than its capacity, loses nothing, and leaves nobody waiting in vain",
    (steps) => {
      const tank = new Container(newScene().sim, { capacity: 9, level: 3 });
      const puts: Transfer[] = [];
      const gets: Transfer[] = [];
      return steps.every(({ kind, amount }) => {
        if (kind === "put") puts.push(tank.put(amount));
        else if (kind === "get") gets.push(tank.get(amount));
        else [...puts, ...gets].filter(waits)[amount % 3]?.cancel();
        const { level } = tank;
        return (
          level === 3 + doneIn(puts) - doneIn(gets) &&
          level >= 0 &&
          level <= 9 &&
          (gets.find(waits)?.amount ?? 10) > level &&
          (puts.find(waits)?.amount ?? 10) + level > 9
        );
      });
    },
  );

  function waits({ isTriggered, isCancelled }: Transfer): boolean {
    return !isTriggered && !isCancelled;
  }

  function doneIn(transfers: readonly Transfer[]): number {
    return transfers.reduce((sum, { isTriggered, amount }) => sum + (isTriggered ? amount : 0), 0);
  }
});
