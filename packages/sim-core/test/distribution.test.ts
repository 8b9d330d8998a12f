import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  constant,
  drawnDuration,
  empirical,
  erlang,
  exponential,
  lognormal,
  LONGEST_DURATION,
  RandomStream,
  sampleDuration,
  standardNormal,
  triangular,
  uniform,
  weibull,
  type Distribution,
} from "../src/index.js";
import { NORMAL_9995 } from "./support/confidence.js";

const COUNT = 100_000;

/** Means and variances of textbooks, written out with numbers: A. M. Law, Simulation Modeling and Analysis, ch. 6. */
const moments: readonly (readonly [Distribution, mean: number, variance: number])[] = [
  [constant(4_000), 4_000, 0],
  [uniform(1_000, 3_000), 2_000, 2_000 ** 2 / 12],
  [triangular(2_000, 4_000, 10_000), 16_000 / 3, (4e6 + 16e6 + 100e6 - 8e6 - 20e6 - 40e6) / 18],
  [triangular(2_000, 2_000, 5_000), 3_000, 3_000 ** 2 / 18],
  [exponential(50_000), 50_000, 50_000 ** 2],
  [lognormal(120_000, 0.6), 120_000, (0.6 * 120_000) ** 2],
  [lognormal(120_000, 1.5), 120_000, (1.5 * 120_000) ** 2],
  [erlang(3, 40_000), 40_000, 40_000 ** 2 / 3],
  [erlang(1, 40_000), 40_000, 40_000 ** 2],
  [erlang(100, 40_000), 40_000, 40_000 ** 2 / 100],
  [weibull(1, 50_000), 50_000, 50_000 ** 2], // Γ(2) = 1, Γ(3) = 2: the exponential.
  [weibull(2, 50_000), (50_000 * Math.sqrt(Math.PI)) / 2, 50_000 ** 2 * (1 - Math.PI / 4)], // Rayleigh's.
  [weibull(0.5, 50_000), 2 * 50_000, 20 * 50_000 ** 2], // Γ(3) = 2, Γ(5) − Γ(3)² = 24 − 4.
  [empirical([10_000, 20_000, 20_000, 40_000]), 22_500, 118_750_000],
  [empirical([10_000, 20_000, 40_000], [1, 2, 1]), 22_500, 118_750_000],
];

describe.each(moments)("$text", (distribution, mean, variance) => {
  test("states the mean and variance of its formula", () => {
    expect(distribution.mean / mean).toBeCloseTo(1, 12);
    expect(distribution.variance).toBeCloseTo(variance, -variance / 1e12);
  });

  test("samples with that mean and variance, within 99.9 % confidence", () => {
    const stream = new RandomStream("1", distribution.text);
    const samples = Array.from({ length: COUNT }, () => distribution.sample(stream));
    const squares = samples.map((sample) => (sample - mean) ** 2);
    const fourth = average(squares.map((square) => square ** 2));

    // The average of n samples varies by σ²/n; the average of their squared distances by (μ₄ − σ⁴)/n.
    expect(Math.abs(average(samples) - mean)).toBeLessThanOrEqual(NORMAL_9995 * Math.sqrt(variance / COUNT));
    expect(Math.abs(average(squares) - variance)).toBeLessThanOrEqual(
      NORMAL_9995 * Math.sqrt(Math.max(0, fourth - variance ** 2) / COUNT),
    );
  });
});

describe("standard normal numbers", () => {
  test("lie within one, two and three standard deviations as often as they should", () => {
    const stream = new RandomStream("1", "normal");
    const sizes = Array.from({ length: COUNT }, () => Math.abs(standardNormal(stream)));

    // @source NIST/SEMATECH e-Handbook, table 1.3.6.7.1: 0.6827, 0.9545, 0.9973.
    for (const [bound, share] of [
      [1, 0.682689],
      [2, 0.9545],
      [3, 0.9973],
    ] as const) {
      const observed = sizes.filter((size) => size < bound).length / COUNT;
      expect(Math.abs(observed - share)).toBeLessThan(NORMAL_9995 * Math.sqrt((share * (1 - share)) / COUNT));
    }
  });
});

describe("a sample as a duration", () => {
  const stream = new RandomStream("1", "durations");

  test("is a whole microsecond", () => {
    for (let index = 0; index < 1_000; index += 1) {
      const duration = sampleDuration(exponential(3), stream);
      if (!Number.isInteger(duration) || duration < 0) expect.unreachable();
    }
  });

  test("is the nearest whole microsecond, a half rounded up", () => {
    const lengths = fc.oneof(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.double({ min: 0, max: LONGEST_DURATION, noNaN: true }),
      fc.nat().chain((whole) => fc.constantFrom(whole + 0.5, nextBelow(whole + 0.5), whole)),
    );
    fc.assert(
      fc.property(lengths, (length) => {
        stream.drawn[0] = length;
        return drawnDuration(stream) === Math.round(length);
      }),
      { numRuns: 2_000, examples: [[nextBelow(0.5)], [LONGEST_DURATION - 0.5], [2 ** 51 + 0.5]] },
    );
  });

  test("is never negative and never beyond a century", () => {
    const odd = (value: number): Distribution => ({
      text: "odd",
      mean: value,
      variance: 0,
      sample: () => value,
      draw: (stream) => {
        stream.drawn[0] = value;
      },
    });

    expect(sampleDuration(odd(-5), stream)).toBe(0);
    expect(Object.is(sampleDuration(odd(-0.2), stream), 0)).toBe(true);
    expect(sampleDuration(odd(1e300), stream)).toBe(LONGEST_DURATION);
    expect(sampleDuration(weibull(0.1, LONGEST_DURATION), stream)).toBeLessThanOrEqual(LONGEST_DURATION);
  });

  test("of a constant takes no random number", () => {
    const [used, unused] = [new RandomStream("1", "a"), new RandomStream("1", "a")];
    sampleDuration(constant(1_000), used);

    expect(used.uniform()).toBe(unused.uniform());
  });
});

describe("what is no distribution of a duration", () => {
  test.each([
    ["a negative constant", () => constant(-1)],
    ["a constant that is no number", () => constant(NaN)],
    ["an endless constant", () => constant(Infinity)],
    ["bounds that are swapped", () => uniform(2, 1)],
    ["a mode outside its bounds", () => triangular(1, 4, 3)],
    ["a mean of zero", () => exponential(0)],
    ["a negative variation", () => lognormal(10, -0.5)],
    ["half a stage", () => erlang(1.5, 10)],
    ["no stage", () => erlang(0, 10)],
    ["a shape of zero", () => weibull(0, 10)],
    ["no values", () => empirical([])],
    ["fewer weights than values", () => empirical([1, 2], [1])],
    ["a weight of zero", () => empirical([1, 2], [1, 0])],
    ["a value that is no number", () => empirical([1, NaN])],
  ])("%s", (_, make) => {
    expect(make).toThrow(RangeError);
  });

  test("bounds that are equal are a constant", () => {
    const stream = new RandomStream("1", "equal");

    expect(uniform(5, 5).sample(stream)).toBe(5);
    expect(triangular(5, 5, 5).sample(stream)).toBe(5);
  });
});

/** The largest number below a positive one. */
function nextBelow(value: number): number {
  const bits = new BigUint64Array(1);
  const cell = new Float64Array(bits.buffer);
  cell[0] = value;
  bits[0] = (bits[0] as bigint) - 1n;
  return cell[0] as number;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
