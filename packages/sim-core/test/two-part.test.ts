import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, divide, multiply, productError, sum, type TwoPart } from "../src/two-part.js";
import { fixed } from "./support/exact.js";

/** Small enough that no product leaves the range in which errors are exact. */
const number = fc.double({ min: 0.001, max: 1_000, noNaN: true });
const either = fc.tuple(number, fc.boolean()).map(([size, negative]) => (negative ? -size : size));
const runs = { numRuns: 2_000, seed: 1 };

describe("numbers in two parts", () => {
  test("hold a sum exactly", () => {
    fc.assert(
      fc.property(either, either, (a, b) => value(sum(a, b)) === fixed(a) + fixed(b)),
      runs,
    );
  });

  test("hold a product exactly", () => {
    fc.assert(
      fc.property(either, either, (a, b) => {
        const product = a * b;
        const exact = (fixed(a) * fixed(b)) >> 320n;
        expect(Number(value({ high: product, low: productError(a, b, product) }) - exact)).toBe(0);
      }),
      runs,
    );
  });

  test("add, multiply and divide to a relative 2⁻¹⁰⁰", () => {
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const x = divide(a, sum(b, 1));
        const y = divide(b, sum(c, 1));
        const [xExact, yExact] = [value(x), value(y)];
        expectClose(value(add(x, y)), xExact + yExact);
        expectClose(value(multiply(x, y)), (xExact * yExact) >> 320n);
        expectClose((xExact * (fixed(b) + fixed(1))) >> 320n, fixed(a));
      }),
      runs,
    );
  });
});

function value({ high, low }: TwoPart): bigint {
  return fixed(high) + fixed(low);
}

function expectClose(observed: bigint, exact: bigint): void {
  const distance = observed - exact;
  if ((distance < 0n ? -distance : distance) << 100n > exact) expect(observed).toBe(exact);
}
