/** MSER-5 on series whose transient is known: it leaves out what is biased, and little more. */
import { RandomStream } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { meanSeries, mser5OfMean } from "../../src/index.js";

const STUDIES = 200;
const REPLICATIONS = 5;

/** Xₜ = φ Xₜ₋₁ + ε with Var ε = 1, from a value of its own: E Xₜ = φᵗ X₀. */
function autoregressive(seed: string, { phi, begin, length }: Ar1): number[] {
  const random = new RandomStream(seed, "series");
  let value = begin;
  return Array.from({ length }, () => {
    const now = value;
    value = phi * value + (random.uniform() - 0.5) * Math.sqrt(12);
    return now;
  });
}

interface Ar1 {
  readonly phi: number;
  readonly begin: number;
  readonly length: number;
}

/** Waits in an M/M/1 queue that begins empty, by Lindley's recursion; a service takes one second on average. */
function waitsFromEmpty(seed: string, utilization: number, length: number): number[] {
  const random = new RandomStream(seed, "series");
  const exponential = (): number => -Math.log(1 - random.uniform());
  let wait = 0;
  return Array.from({ length }, () => {
    const now = wait;
    wait = Math.max(0, wait + exponential() - exponential() / utilization);
    return now;
  });
}

const replications = (study: number, series: (seed: string) => number[]): number[][] =>
  Array.from({ length: REPLICATIONS }, (_, index) => series(`${study}#${index + 1}`));

const studies = <Value>(study: (number: number) => Value): Value[] =>
  Array.from({ length: STUDIES }, (_, index) => study(index + 1));

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

describe("of an autoregressive process that begins far away", () => {
  const biased = { phi: 0.9, begin: 100, length: 500 };
  const found = studies((study) => mser5OfMean(replications(study, (seed) => autoregressive(seed, biased))));
  const settled = found.filter(({ isLongEnough }) => isLongEnough).map(({ leaveOut }) => leaveOut);

  test("the beginning is left out up to where the noise hides it", () => {
    expect(settled.length).toBeGreaterThanOrEqual(0.9 * STUDIES);
    // 100 × 0.9ᵗ is below the standard deviation of the mean of five, √(1 / 0.19 / 5) = 1.03, from t = 43.4 on.
    expect(median(settled)).toBeGreaterThanOrEqual(40);
    expect(median(settled)).toBeLessThanOrEqual(60);
  });

  test("what is left has less than a tenth of the bias", () => {
    const biasFrom = (leaveOut: number): number =>
      average(Array.from({ length: 500 - leaveOut }, (_, t) => 100 * 0.9 ** (leaveOut + t)));

    expect(biasFrom(0)).toBeCloseTo(2, 6);
    expect(Math.max(...settled.map(biasFrom))).toBeLessThan(0.2);
  });

  test("in the steady state mostly nothing is left out", () => {
    const steady = studies((study) =>
      mser5OfMean(replications(study, (seed) => autoregressive(seed, { ...biased, begin: 0 }))),
    );

    expect(median(steady.map(({ leaveOut }) => leaveOut))).toBe(0);
  });

  test("a run that is shorter than its transient is found too short", () => {
    // φ = 0.999: after 300 values three quarters of the bias are still there, far above the noise.
    const short = { phi: 0.999, begin: 1_000, length: 300 };
    const found = studies((study) => mser5OfMean(replications(study, (seed) => autoregressive(seed, short))));

    expect(found.filter(({ isLongEnough }) => isLongEnough)).toEqual([]);
  });
});

test("of an M/M/1 queue from empty the mean wait is that of the steady state, ρ / (1 − ρ)", () => {
  const means = studies((study) => {
    const series = replications(study, (seed) => waitsFromEmpty(seed, 0.5, 5_000));
    const { leaveOut, isLongEnough } = mser5OfMean(series);
    expect(isLongEnough).toBe(true);
    return average(meanSeries(series).slice(leaveOut));
  });

  // The variance of such a mean is about 29 / 5000 / 5: that of 200 of them is 0.0024 squared.
  expect(Math.abs(average(means) - 1)).toBeLessThan(4 * 0.0024);
});
