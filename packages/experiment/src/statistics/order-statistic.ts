/** A quantile of independent values, between two of the values themselves: no assumption about their distribution. */
import { assert } from "@sysplex/sim-core";
import { DEFAULT_CONFIDENCE, noInterval, tailOf, type Interval } from "./interval.js";

/**
 * How many values lie below the true quantile is binomial, so that the interval runs between two order statistics:
 * from the largest that lies above it with probability below α/2 at most, to the smallest that lies below it so.
 * Where the values are too few for that, the limit is null: the interval is open on that side.
 *
 * @source W. J. Conover, Practical Nonparametric Statistics, 3rd edition, 1999, section 3.2.
 */
export function quantileInterval(
  values: readonly number[],
  fraction: number,
  confidence = DEFAULT_CONFIDENCE,
): Interval {
  assert(fraction > 0 && fraction < 1, `${fraction} is no fraction between 0 and 1`);
  const tail = tailOf(confidence);
  const count = values.length;
  if (count === 0) return noInterval("order-statistic", confidence);
  const sorted = values.toSorted((a, b) => a - b);
  const below = binomialCumulative(count, fraction);
  // P(X < r) ≤ α/2 for the lower limit, the r-th smallest; P(X ≥ s) ≤ α/2 for the upper, the s-th.
  let lower = 0;
  while (lower < count && (below[lower] as number) <= tail) lower += 1;
  let upper = count + 1;
  while (upper > 1 && 1 - (below[upper - 2] as number) <= tail) upper -= 1;
  return {
    mean: sorted[Math.max(0, Math.ceil(fraction * count) - 1)] ?? null,
    low: sorted[lower - 1] ?? null,
    high: sorted[upper - 1] ?? null,
    confidence,
    method: "order-statistic",
    count,
  };
}

/** P(X ≤ k) for k = 0 … count, by the recurrence of the terms in logarithm-free form: ratios from the mode outwards. */
function binomialCumulative(count: number, p: number): number[] {
  const mode = Math.min(count, Math.floor((count + 1) * p));
  const terms = new Array<number>(count + 1).fill(0);
  terms[mode] = 1;
  for (let k = mode; k > 0; k -= 1) {
    terms[k - 1] = ((terms[k] as number) * k * (1 - p)) / ((count - k + 1) * p);
  }
  for (let k = mode; k < count; k += 1) {
    terms[k + 1] = ((terms[k] as number) * (count - k) * p) / ((k + 1) * (1 - p));
  }
  const total = terms.reduce((sum, term) => sum + term, 0);
  let sum = 0;
  return terms.map((term) => (sum += term / total));
}
