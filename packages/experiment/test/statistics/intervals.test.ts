/** Intervals against published tables, and against the definitions that they come from. */
import { describe, expect, test } from "vitest";
import {
  batchMeansInterval,
  clipped,
  clopperPearsonInterval,
  excludes,
  meanInterval,
  meanSeries,
  mser5,
  mser5OfMean,
  quantileInterval,
  rankCorrelation,
  rateInterval,
  wilsonInterval,
  type Interval,
} from "../../src/index.js";
import {
  betaQuantile,
  gammaQuantile,
  normalQuantile,
  tQuantile,
} from "../../src/statistics/quantile-functions.js";

function limits({ low, high }: Interval): [number, number] {
  return [low ?? NaN, high ?? NaN];
}

describe("quantile functions", () => {
  /** @source NIST/SEMATECH e-Handbook of Statistical Methods, tables 1.3.6.7.1 and 1.3.6.7.2. */
  test.each([
    ["t, 9 degrees of freedom", tQuantile(0.975, 9), 2.262],
    ["t, 29 degrees of freedom", tQuantile(0.995, 29), 2.756],
    ["normal", normalQuantile(0.975), 1.96],
    ["normal", normalQuantile(0.9995), 3.291],
  ])("of %s are those of the tables", (_what, value, expected) => {
    expect(value).toBeCloseTo(expected, 2);
  });

  test("of beta and gamma are closed where one shape is 1", () => {
    expect(betaQuantile(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** (1 / 4), 12);
    expect(gammaQuantile(0.3, 1)).toBeCloseTo(-Math.log(0.7), 12);
  });
});

describe("the mean", () => {
  /** Mean 10, standard deviation √(10/4) = 1.5811, t(0.975, 4) = 2.776. */
  test("has Student's interval", () => {
    const interval = meanInterval([8, 9, 10, 11, 12]);

    expect(interval).toMatchObject({ mean: 10, method: "t", count: 5, confidence: 0.95 });
    expect(limits(interval)).toEqual([expect.closeTo(8.037, 2), expect.closeTo(11.963, 2)]);
  });

  test("of one value has no interval, of none no estimate, of equal ones an interval without length", () => {
    expect(meanInterval([7])).toMatchObject({ mean: 7, low: null, high: null });
    expect(meanInterval([])).toMatchObject({ mean: null, low: null, high: null });
    expect(meanInterval([7, 7, 7])).toMatchObject({ mean: 7, low: 7, high: 7 });
  });

  test("is told from a value outside only", () => {
    const interval = meanInterval([8, 9, 10, 11, 12]);

    expect(excludes(interval, 8)).toBe(true);
    expect(excludes(interval, 9)).toBe(false);
    expect(excludes(meanInterval([7]), 0)).toBe(false);
  });

  test("of a share is cut at 0 and 1", () => {
    expect(clipped(meanInterval([1, 1, 0.9]), [0, 1]).high).toBe(1);
  });

  test("of one long series is that of its batches", () => {
    const series = Array.from({ length: 200 }, (_, index) => Math.floor(index / 10) % 2);

    expect(batchMeansInterval(series, 0.95, 20)).toMatchObject({
      mean: 0.5,
      method: "batch-means-t",
      count: 20,
    });
  });
});

describe("a proportion", () => {
  /** The definition: at its limits the share that was seen lies just z standard errors off. */
  test.each([
    [3, 10],
    [1, 50],
    [49, 50],
  ])("of %i in %i has Wilson's interval", (hits, trials) => {
    const z = normalQuantile(0.975);
    const share = hits / trials;
    for (const p of limits(wilsonInterval(hits, trials))) {
      expect(Math.abs(share - p) / Math.sqrt((p * (1 - p)) / trials)).toBeCloseTo(z, 6);
    }
  });

  /** The definition: at a limit, what was seen or more of it has a probability of α/2. */
  test("has the interval of Clopper and Pearson", () => {
    const [low, high] = limits(clopperPearsonInterval(3, 10));
    const atMost = (k: number, p: number) =>
      [1, 10, 45, 120].slice(0, k + 1).reduce((sum, ways, i) => sum + ways * p ** i * (1 - p) ** (10 - i), 0);

    expect(1 - atMost(2, low)).toBeCloseTo(0.025, 6);
    expect(atMost(3, high)).toBeCloseTo(0.025, 6);
    expect(limits(clopperPearsonInterval(0, 20))).toEqual([0, expect.closeTo(1 - 0.025 ** (1 / 20), 9)]);
    expect(limits(clopperPearsonInterval(20, 20))).toEqual([expect.closeTo(0.025 ** (1 / 20), 9), 1]);
  });

  test("never leaves 0 to 1, and needs trials", () => {
    expect(limits(wilsonInterval(0, 5))[0]).toBe(0);
    expect(limits(wilsonInterval(5, 5))[1]).toBe(1);
    expect(wilsonInterval(0, 0).mean).toBeNull();
    expect(() => wilsonInterval(6, 5)).toThrow(/6 of 5/);
  });
});

test("the rate of rare events has Garwood's interval", () => {
  // Of none: e^(−λ) = α/2.
  expect(limits(rateInterval(0, 10))).toEqual([0, expect.closeTo(-Math.log(0.025) / 10, 9)]);
  // Of one: 1 − e^(−λ) = α/2 below.
  expect(limits(rateInterval(1, 1))[0]).toBeCloseTo(-Math.log(0.975), 9);
});

describe("a quantile", () => {
  const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  /** @source The classical table for the median: the 6th and 15th of 20, the 2nd and 9th of 10 at 95 %. */
  test("lies between order statistics", () => {
    expect(quantileInterval(oneTo(20), 0.5)).toMatchObject({ mean: 10, low: 6, high: 15 });
    expect(quantileInterval(oneTo(10).reverse(), 0.5)).toMatchObject({ low: 2, high: 9 });
  });

  test("far out has no limit on the side where values are too few", () => {
    expect(quantileInterval(oneTo(20), 0.99)).toMatchObject({ mean: 20, high: null });
    expect(quantileInterval(oneTo(3), 0.5)).toMatchObject({ mean: 2, low: null, high: null });
  });
});

describe("a warm-up", () => {
  const noise = (index: number) => [0, 1, -1, 0.5, -0.5][index % 5] as number;

  test("ends where MSER-5 finds that it ends", () => {
    const series = Array.from({ length: 500 }, (_, index) => (index < 60 ? 20 : 0) + noise(index));

    expect(mser5(series)).toEqual({ leaveOut: 60, isLongEnough: true });
  });

  test("is not known when most of the series would be left out, or too few batches would be left", () => {
    const ramp = Array.from({ length: 600 }, (_, index) => Math.min(index, 400) + noise(index));
    expect(mser5(ramp)).toEqual({ leaveOut: 400, isLongEnough: false });

    // Five batches at the end that are equal to the digit: not enough to say that all before was warm-up.
    const chance = Array.from({ length: 500 }, (_, index) => (index < 475 ? 10 * noise(index / 5) : 0));
    expect(mser5(chance).leaveOut).toBeLessThan(450);
  });

  test("of several replications is that of their mean, as long as the shortest", () => {
    const [one, other] = [Array<number>(300).fill(2), Array<number>(200).fill(4)];

    expect(meanSeries([one, other])).toEqual(Array<number>(200).fill(3));
    expect(meanSeries([])).toEqual([]);
    expect(mser5OfMean([])).toEqual({ leaveOut: 0, isLongEnough: false });
  });

  test("is not known of a series that still grows, or has hardly begun", () => {
    expect(mser5(Array.from({ length: 500 }, (_, index) => index * index)).isLongEnough).toBe(false);
    expect(mser5([1, 2, 3])).toEqual({ leaveOut: 0, isLongEnough: false });
  });
});

describe("rank correlation", () => {
  /** @source The example of intelligence and hours of television in the literature: ρ = −29/165. */
  test("is Spearman's", () => {
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];

    const { mean, low, high } = rankCorrelation(iq, hours);

    expect(mean).toBeCloseTo(-29 / 165, 12);
    expect(low).toBeLessThan(-0.17);
    expect(high).toBeGreaterThan(0);
  });

  test("of equal values takes the mean of their ranks, and of a constant there is none", () => {
    expect(rankCorrelation([1, 2, 2, 3], [1, 5, 5, 9]).mean).toBe(1);
    expect(rankCorrelation([1, 2, 3, 4], [7, 7, 7, 7]).mean).toBeNull();
  });
});
