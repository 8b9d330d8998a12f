import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Tally } from "../../src/index.js";

const numbers = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 2, maxLength: 50 });

describe("a tally", () => {
  test("knows count, mean, variance, smallest and largest", () => {
    const tally = of([2, 4, 4, 4, 5, 5, 7, 9]);

    expect([tally.count, tally.mean, tally.min, tally.max]).toEqual([8, 5, 2, 9]);
    expect(tally.variance).toBeCloseTo(32 / 7, 12); // The squared distances add up to 32.
    expect(tally.standardDeviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });

  test("says NaN for what is not known yet", () => {
    const [empty, single] = [of([]), of([3])];

    expect([empty.mean, empty.variance, empty.min, empty.max]).toEqual([NaN, NaN, NaN, NaN]);
    expect([single.mean, single.variance]).toEqual([3, NaN]);
  });

  test("keeps a small variance beside a large mean", () => {
    const tally = of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);

    expect(tally.variance).toBe(30); // Of 4, 7, 13, 16; the textbook formula of sums loses it here.
  });

  test("merges to what one tally of everything would have seen", () => {
    fc.assert(
      fc.property(numbers, numbers, (first, second) => {
        const merged = of(first);
        merged.merge(of(second));
        const whole = of([...first, ...second]);

        expect([merged.count, merged.min, merged.max]).toEqual([whole.count, whole.min, whole.max]);
        expect(merged.mean).toBeCloseTo(whole.mean, 6);
        expect(Math.abs(merged.variance - whole.variance)).toBeLessThanOrEqual(1e-9 * whole.variance + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  test("merges with an empty one, either way", () => {
    const [some, none] = [of([1, 3]), of([])];
    some.merge(of([]));
    none.merge(some);

    expect([none.count, none.mean, none.variance, none.min, none.max]).toEqual([2, 2, 2, 1, 3]);
  });

  test("starts anew after a warm-up", () => {
    const tally = of([100, 200]);
    tally.reset();
    tally.add(5);

    expect([tally.count, tally.mean, tally.max]).toEqual([1, 5, 5]);
  });
});

function of(values: readonly number[]): Tally {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
}
