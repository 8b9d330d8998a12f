/** An estimate with an interval, and the name of the method that gave it. Plain data, as it stands in results. */
import { assert } from "@sysplex/sim-core";

export type IntervalMethod =
  "t" | "wilson" | "clopper-pearson" | "order-statistic" | "garwood" | "fisher-z" | "batch-means-t";

export interface Interval {
  /** The point estimate; null: there is nothing to estimate it from. */
  readonly mean: number | null;
  /** Null: too few values for an interval. */
  readonly low: number | null;
  readonly high: number | null;
  /** The share of such intervals that hold the true value: 0.95. */
  readonly confidence: number;
  readonly method: IntervalMethod;
  /** Values that it rests on. */
  readonly count: number;
}

export const DEFAULT_CONFIDENCE = 0.95;

/** Neither an estimate nor an interval. */
export function noInterval(method: IntervalMethod, confidence: number, count = 0): Interval {
  return { mean: null, low: null, high: null, confidence, method, count };
}

/** Half the length of the interval; `undefined`: there is none. */
export function halfWidth({ low, high }: Interval): number | undefined {
  return low === null || high === null ? undefined : (high - low) / 2;
}

/** The interval does not hold `value`, so that the estimate differs from it by more than chance explains. */
export function excludes({ low, high }: Interval, value: number): boolean {
  return low !== null && high !== null && (value < low || value > high);
}

/** The same interval cut to what the quantity can be: a share lies in 0 to 1. */
export function clipped(interval: Interval, [least, most]: readonly [number, number]): Interval {
  const { low, high } = interval;
  if (low === null || high === null) return interval;
  return { ...interval, low: Math.max(least, low), high: Math.min(most, high) };
}

/** The tail on either side: 0.025 of 0.95. */
export function tailOf(confidence: number): number {
  assert(confidence > 0 && confidence < 1, `${confidence} is no confidence between 0 and 1`);
  return (1 - confidence) / 2;
}
