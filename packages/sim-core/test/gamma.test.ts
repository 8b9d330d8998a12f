import { describe, expect, test } from "vitest";
import { gamma } from "../src/index.js";

const RELATIVE_ERROR_MAX = 1e-14;

describe("the gamma function", () => {
  test("is (n − 1)! at whole numbers, up to 170!", () => {
    let factorial = 1n;
    for (let n = 1; n <= 171; n += 1) {
      expect(relativeError(gamma(n), Number(factorial))).toBeLessThan(RELATIVE_ERROR_MAX);
      factorial *= BigInt(n);
    }
  });

  test("is √π at one half, and (n − ½) Γ(n − ½) at n + ½", () => {
    let expected = Math.sqrt(Math.PI);
    for (let x = 0.5; x < 20; x += 1) {
      expect(relativeError(gamma(x), expected)).toBeLessThan(RELATIVE_ERROR_MAX);
      expected *= x;
    }
  });

  test("fulfils the reflection formula Γ(x) Γ(1 − x) = π / sin(πx)", () => {
    for (let x = 0.05; x < 0.5; x += 0.01) {
      expect(relativeError(gamma(x) * gamma(1 - x), Math.PI / Math.sin(Math.PI * x))).toBeLessThan(
        3 * RELATIVE_ERROR_MAX,
      );
    }
  });
});

function relativeError(observed: number, expected: number): number {
  return Math.abs(observed / expected - 1);
}
