import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  constant,
  empirical,
  erlang,
  exponential,
  lognormal,
  micros,
  millis,
  minutes,
  parseDistribution,
  RandomStream,
  sampleDuration,
  seconds,
  triangular,
  uniform,
  weibull,
  type Distribution,
} from "../src/index.js";

const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000);

const forms: readonly (readonly [string, Distribution])[] = [
  ["4m", constant(minutes(4))],
  ["uniform(1s, 3s)", uniform(seconds(1), seconds(3))],
  ["triangular(2m, 4m, 10m)", triangular(minutes(2), minutes(4), minutes(10))],
  ["exponential(mean 50ms)", exponential(millis(50))],
  ["lognormal(mean 120ms, cv 0.6)", lognormal(millis(120), 0.6)],
  ["erlang(k 3, mean 40ms)", erlang(3, millis(40))],
  ["weibull(shape 1.5, scale 50ms)", weibull(1.5, millis(50))],
  ["empirical(10ms, 20ms, 20ms, 40ms)", empirical([10, 20, 20, 40].map(millis))],
  ["empirical(10ms weight 3, 20ms)", empirical([10, 20].map(millis), [3, 1])],
];

describe("a distribution's text", () => {
  test.each(forms)("%s", (text, expected) => {
    const read = parseDistribution(text);

    expect(read).toMatchObject({ text, mean: expected.mean, variance: expected.variance });
    expect(read?.sample(new RandomStream("1", "a"))).toBe(expected.sample(new RandomStream("1", "a")));
    expect(expected.text).toBe(text);
  });

  test("may have blanks around its parts", () => {
    expect(parseDistribution("  erlang ( k 3 ,mean  40ms )  ")?.text).toBe("erlang(k 3, mean 40ms)");
  });

  test.each([
    "",
    "4",
    "soon",
    "-4m",
    "NaN",
    "uniform",
    "uniform()",
    "uniform(1s)",
    "uniform(3s, 1s)",
    "uniform(1s, 2s, 3s)",
    "uniform(1s, 2s",
    "uniform 1s, 2s",
    "uniform(-1s, 2s)",
    "uniform(1s,, 2s)",
    "Uniform(1s, 2s)",
    "triangular(2m, 1m, 10m)",
    "exponential(50ms)",
    "exponential(mean)",
    "exponential(mean 0s)",
    "exponential(mean 50)",
    "exponential(mean 50ms 60ms)",
    "exponential(rate 50ms)",
    "exponential(mean 876001h)",
    "lognormal(cv 0.6, mean 120ms)",
    "lognormal(mean 120ms, cv 0)",
    "lognormal(mean 120ms, cv -1)",
    "lognormal(mean 120ms, cv NaN)",
    "lognormal(mean 120ms, cv Infinity)",
    "lognormal(mean 120ms, cv 1e99)",
    "erlang(k 0, mean 40ms)",
    "erlang(k 2.5, mean 40ms)",
    "erlang(k 1000000, mean 40ms)",
    "weibull(shape 0, scale 50ms)",
    "weibull(shape 0.001, scale 50ms)",
    "empirical()",
    "empirical(10ms,)",
    "empirical(10ms weight 0)",
    "empirical(10ms weight)",
    "empirical(10ms heft 2)",
    "constant(4m)",
    "normal(mean 4m, cv 1)",
    "toString(1s)",
    "__proto__(1s)",
  ])("%j is none", (text) => {
    expect(parseDistribution(text)).toBeUndefined();
  });

  test("reads back as itself", () => {
    fc.assert(
      fc.property(distribution, (distribution) => {
        expect(parseDistribution(distribution.text)).toMatchObject({
          text: distribution.text,
          mean: distribution.mean,
          variance: distribution.variance,
        });
      }),
      { numRuns: Math.min(RUNS, 5_000) },
    );
  });

  test("whatever it holds, is read or refused, and what is read has finite moments and samples", () => {
    const stream = new RandomStream("1", "fuzz");
    fc.assert(
      fc.property(scraps, (text) => {
        const read = parseDistribution(text);
        if (read === undefined) return true;
        return (
          Number.isFinite(read.mean + read.variance) && Number.isSafeInteger(sampleDuration(read, stream))
        );
      }),
      { numRuns: RUNS },
    );
  });
});

const duration = fc.integer({ min: 1, max: 10_000_000_000 }).map(micros);
const factor = fc.double({ min: 0.15, max: 900, noNaN: true });
const distribution: fc.Arbitrary<Distribution> = fc.oneof(
  duration.map(constant),
  fc.tuple(duration, duration).map(([a, b]) => uniform(Math.min(a, b), Math.max(a, b))),
  duration.map(exponential),
  fc.tuple(duration, factor).map(([mean, cv]) => lognormal(mean, cv)),
  fc.tuple(fc.integer({ min: 1, max: 1_000 }), duration).map(([k, mean]) => erlang(k, mean)),
  fc.tuple(factor, duration).map(([shape, scale]) => weibull(shape, scale)),
  fc.array(fc.tuple(duration, factor), { minLength: 1, maxLength: 9 }).map((pairs) =>
    empirical(
      pairs.map(([value]) => value),
      pairs.map(([, weight]) => weight),
    ),
  ),
);

const words = ["uniform", "exponential", "lognormal", "weibull", "erlang", "empirical", "triangular"];
const parts = [
  "(",
  ")",
  ",",
  " ",
  "mean",
  "cv",
  "k",
  "shape",
  "scale",
  "weight",
  "1s",
  "5ms",
  "876000h",
  "3",
  "0.1",
  "-1",
];
const scraps = fc.oneof(
  fc.array(fc.constantFrom(...words, ...parts), { maxLength: 10 }).map((items) => items.join(" ")),
  fc
    .tuple(
      fc.constantFrom(...words),
      fc.array(fc.constantFrom(...parts.slice(4)), { maxLength: 4 }),
      fc.nat(3),
    )
    .map(
      ([word, items, at]) =>
        `${word}(${items.map((item, index) => (index === at ? `, ${item}` : item)).join(" ")})`,
    ),
  fc.string({ maxLength: 60 }),
);
