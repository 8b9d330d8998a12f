/** How strongly one series rises with another, whatever the shape of the curve: Spearman's rank correlation. */
import { log, exp } from "@sysplex/sim-core";
import { DEFAULT_CONFIDENCE, noInterval, tailOf, type Interval } from "./interval.js";
import { normalQuantile } from "./quantile-functions.js";

/**
 * The coefficient, −1 to 1, with an interval by Fisher's transformation and the variance of Bonett and Wright,
 * (1 + r² / 2) / (n − 3). No estimate when one of the two never changes.
 *
 * @source D. G. Bonett and T. A. Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman correlations",
 *   Psychometrika 65, 2000.
 */
export function rankCorrelation(
  x: readonly number[],
  y: readonly number[],
  confidence = DEFAULT_CONFIDENCE,
): Interval {
  const tail = tailOf(confidence);
  const count = Math.min(x.length, y.length);
  const r = correlation(ranks(x.slice(0, count)), ranks(y.slice(0, count)));
  if (r === undefined) return noInterval("fisher-z", confidence, count);
  if (count < 4) return { ...noInterval("fisher-z", confidence, count), mean: r };
  if (Math.abs(r) === 1) return { mean: r, low: r, high: r, confidence, method: "fisher-z", count };
  const half = normalQuantile(1 - tail) * Math.sqrt((1 + (r * r) / 2) / (count - 3));
  const z = log((1 + r) / (1 - r)) / 2;
  return { mean: r, low: tanh(z - half), high: tanh(z + half), confidence, method: "fisher-z", count };
}

/** 1 for the smallest; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => at(values, a) - at(values, b) || a - b);
  const ranked = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && at(values, at(order, to + 1)) === at(values, at(order, from))) to += 1;
    for (let index = from; index <= to; index += 1) ranked[at(order, index)] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranked;
}

/** Pearson's coefficient; `undefined` when a series is constant or too short. */
function correlation(x: readonly number[], y: readonly number[]): number | undefined {
  const count = x.length;
  if (count < 2) return undefined;
  const meanX = x.reduce((sum, value) => sum + value, 0) / count;
  const meanY = y.reduce((sum, value) => sum + value, 0) / count;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let index = 0; index < count; index += 1) {
    const dx = at(x, index) - meanX;
    const dy = at(y, index) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (xx === 0 || yy === 0) return undefined;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}

function tanh(z: number): number {
  const e = exp(2 * z);
  return e === Infinity ? 1 : (e - 1) / (e + 1);
}
