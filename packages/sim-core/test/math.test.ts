import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exp, log, pow } from "../src/index.js";
import { exponentiate } from "../src/math.js";
import { doublesBetween, exactExp, exactLog, fixed, times, ulpError } from "./support/exact.js";

const RUNS = Number(process.env.FUZZ_RUNS ?? 20_000);

/** Math.* as the peer errs by less than 1 ulp, and so do we: never more than one double lies between. */
const DOUBLES_APART_MAX = 1;

const anyNumber = fc.double();
const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true });
const near = (centre: number) => fc.double({ min: centre * 0.5, max: centre * 2, noNaN: true });

describe("exp", () => {
  test("agrees with Math.exp over its whole range", () => {
    agree(fc.oneof(fc.double({ min: -750, max: 715, noNaN: true }), anyNumber), exp, Math.exp);
  });

  test("errs by less than 1 ulp", () => {
    const errors = samples(fc.double({ min: -100, max: 100, noNaN: true })).map((x) =>
      ulpError(exp(x), exactExp(fixed(x))),
    );

    expect(Math.max(...errors)).toBeLessThan(1);
  });

  test("is the same in place", () => {
    for (const x of samples(fc.double({ min: -700, max: 700, noNaN: true }))) {
      const cell = Float64Array.of(x);
      exponentiate(cell);
      if (cell[0] !== exp(x)) expect(cell[0]).toBe(exp(x));
    }
  });

  test("knows its special cases", () => {
    expect([exp(0), exp(-0), exp(Infinity), exp(-Infinity), exp(NaN)]).toEqual([1, 1, Infinity, 0, NaN]);
    expect([exp(709.782712893384), exp(709.7827128933841), exp(-745.2)]).toEqual([
      Math.exp(709.782712893384),
      Infinity,
      0,
    ]);
    expect(exp(-745)).toBe(Number.MIN_VALUE);
    expect(exp(1)).toBe(Math.E);
  });
});

describe("log", () => {
  test("agrees with Math.log over its whole range, subnormal numbers included", () => {
    agree(fc.oneof(positive, near(1), anyNumber), log, Math.log);
  });

  test("errs by less than 1 ulp", () => {
    const errors = samples(fc.oneof(near(1), fc.double({ min: 1e-30, max: 1e30, noNaN: true })))
      .filter((x) => x !== 1)
      .map((x) => ulpError(log(x), exactLog(fixed(x), Math.log(x))));

    expect(Math.max(...errors)).toBeLessThan(1);
  });

  test("knows its special cases", () => {
    expect([log(1), log(0), log(-0), log(Infinity)]).toEqual([0, -Infinity, -Infinity, Infinity]);
    expect([log(-1), log(-Infinity), log(NaN)]).toEqual([NaN, NaN, NaN]);
    expect(log(2)).toBe(Math.LN2);
    expect(log(Math.E)).toBe(1);
    expect(log(Number.MIN_VALUE)).toBe(-744.4400719213812); // −1074 ln 2 = −744.440 071 921 381 26…
  });
});

describe("pow", () => {
  const exponent = fc.oneof(fc.double({ min: -20, max: 20, noNaN: true }), fc.integer({ min: -40, max: 40 }));

  test("agrees with Math.pow where results are ordinary numbers", () => {
    agree2(fc.tuple(fc.oneof(near(1), fc.double({ min: 1e-6, max: 1e6, noNaN: true })), exponent));
  });

  test("agrees with Math.pow for every pair of numbers, odd and even whole exponents among them", () => {
    agree2(fc.tuple(anyNumber, fc.oneof(anyNumber, exponent, fc.integer())));
  });

  test("agrees with Math.pow near overflow and underflow", () => {
    agree2(fc.tuple(near(1), fc.double({ min: -3_000, max: 3_000, noNaN: true })));
  });

  test("errs by less than 1 ulp", () => {
    const pairs = fc.sample(fc.tuple(near(1), fc.double({ min: -100, max: 100, noNaN: true })), {
      numRuns: 300,
      seed: 1,
    });
    const errors = pairs.map(([x, y]) => {
      const logarithm = x === 1 ? 0n : exactLog(fixed(x), Math.log(x));
      return ulpError(pow(x, y), exactExp(times(fixed(y), logarithm)));
    });

    expect(Math.max(...errors)).toBeLessThan(1);
  });

  test("is exact where the result is a whole number", () => {
    for (let base = 2; base <= 30; base += 1) {
      for (let power = 1, count = 1; (power *= base) <= Number.MAX_SAFE_INTEGER; count += 1) {
        expect(pow(base, count)).toBe(power);
        expect(pow(-base, count)).toBe(count % 2 === 0 ? power : -power);
      }
    }
  });

  test("has the special cases of ECMAScript's Math.pow, every pair of them", () => {
    const sizes = [
      0,
      0.5,
      1,
      1.5,
      2,
      3,
      2 ** 53 - 1,
      2 ** 53,
      1e300,
      Number.MIN_VALUE,
      Number.MAX_VALUE,
      Infinity,
      NaN,
    ];
    const numbers = sizes.flatMap((size) => [size, -size]);
    const pairs = numbers.flatMap((x) => numbers.map((y) => [x, y] as const));

    expect(pairs.filter(([x, y]) => doublesBetween(pow(x, y), Math.pow(x, y)) > DOUBLES_APART_MAX)).toEqual(
      [],
    );
  });
});

function agree(
  arguments_: fc.Arbitrary<number>,
  own: (x: number) => number,
  peer: (x: number) => number,
): void {
  fc.assert(
    fc.property(arguments_, (x) => doublesBetween(own(x), peer(x)) <= DOUBLES_APART_MAX),
    { numRuns: RUNS, seed: 1 },
  );
}

function agree2(pairs: fc.Arbitrary<[number, number]>): void {
  fc.assert(
    fc.property(pairs, ([x, y]) => doublesBetween(pow(x, y), Math.pow(x, y)) <= DOUBLES_APART_MAX),
    { numRuns: RUNS, seed: 1 },
  );
}

function samples(numbers: fc.Arbitrary<number>): number[] {
  return fc.sample(numbers, { numRuns: 500, seed: 1 });
}
