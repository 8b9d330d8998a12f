/** The mean of independent values, with Student's interval. */
import { Tally } from "@sysplex/sim-core";
import { DEFAULT_CONFIDENCE, noInterval, tailOf, type Interval } from "./interval.js";
import { tQuantile } from "./quantile-functions.js";

/**
 *     mean ± t(1 − α/2, n − 1) × s / √n
 *
 * Of one value there is a mean and no interval. Values that are all alike give an interval of length 0.
 *
 * @param values In a fixed order: the last digits of a sum depend on it.
 * @source A. M. Law, Simulation Modeling and Analysis, 5th edition, 2015, section 4.5.
 */
export function meanInterval(values: readonly number[], confidence = DEFAULT_CONFIDENCE): Interval {
  const tail = tailOf(confidence);
  const count = values.length;
  if (count === 0) return noInterval("t", confidence);
  const tally = new Tally();
  for (const value of values) tally.add(value);
  const { mean } = tally;
  if (count === 1) return { ...noInterval("t", confidence, 1), mean };
  const half = (tQuantile(1 - tail, count - 1) * tally.standardDeviation) / Math.sqrt(count);
  return { mean, low: mean - half, high: mean + half, confidence, method: "t", count };
}
