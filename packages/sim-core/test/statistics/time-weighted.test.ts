import { describe, expect, test } from "vitest";
import { InvariantError, START, TimeWeighted, type Instant } from "../../src/index.js";

const at = (micros: number): Instant => micros as Instant;

describe("a time-weighted average", () => {
  test("lets each level weigh as long as it lasted", () => {
    const busy = new TimeWeighted(START);
    busy.set(2, at(10)); // 0 for 10 µs
    busy.change(3, at(30)); // 2 for 20 µs
    busy.change(-4, at(40)); // 5 for 10 µs

    expect(busy.level).toBe(1);
    expect(busy.max).toBe(5);
    expect(busy.average(at(40))).toBe((2 * 20 + 5 * 10) / 40);
    expect(busy.average(at(140))).toBe((2 * 20 + 5 * 10 + 100) / 140);
  });

  test("is the level itself before any time has passed", () => {
    expect(new TimeWeighted(at(7), 3).average(at(7))).toBe(3);
  });

  test("gives no weight to a level that lasted no time, but counts it as a maximum", () => {
    const busy = new TimeWeighted(START);
    busy.set(100, at(10));
    busy.set(0, at(10));

    expect(busy.average(at(20))).toBe(0);
    expect(busy.max).toBe(100);
  });

  test("forgets the warm-up, not the level", () => {
    const busy = new TimeWeighted(START, 4);
    busy.set(1, at(10));
    busy.reset(at(20));

    expect([busy.level, busy.max, busy.average(at(30))]).toEqual([1, 1, 1]);
  });

  test("does not go back in time", () => {
    const busy = new TimeWeighted(START);
    busy.set(1, at(10));

    expect(() => busy.set(2, at(9))).toThrow(InvariantError);
    expect(() => busy.average(at(9))).toThrow(InvariantError);
  });
});
