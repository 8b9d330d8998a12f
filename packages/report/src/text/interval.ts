/** Estimates and their intervals in words. */
import type { IntervalResult } from "../input/report-input.js";
import { quantity } from "./format.js";

type Span = Pick<IntervalResult, "mean" | "low" | "high">;

/** `19 s to 21.2 s`; `± 4 ms` where both ends would read alike; `undefined`: there is no interval. */
export function spanText({ low, high }: Span, unit: string): string | undefined {
  if (low === null || high === null) return undefined;
  const [from, to] = [quantity(low, unit), quantity(high, unit)];
  if (from !== to) return `${from} to ${to}`;
  return high === low ? "the same in every run" : `± ${quantity((high - low) / 2, unit)}`;
}

/** `20.1 s (95 % interval 19 s to 21.2 s)`. */
export function intervalText(interval: IntervalResult, unit: string): string {
  if (interval.mean === null) return "no value";
  return `${quantity(interval.mean, unit)} (${intervalWords(interval, unit)})`;
}

/** `95 % interval 19 s to 21.2 s`. */
export function intervalWords(interval: IntervalResult, unit: string): string {
  const span = spanText(interval, unit);
  if (span === undefined) return "too few runs for an interval";
  return span.startsWith("the same") ? span : `${Math.round(interval.confidence * 100)} % interval ${span}`;
}

/** The same, of how far apart two are: the sign is told by words. */
export function sizeOf<Interval extends IntervalResult>(interval: Interval): Interval {
  const { mean, low, high } = interval;
  if (mean === null || mean >= 0) return interval;
  return { ...interval, mean: -mean, low: high === null ? null : -high, high: low === null ? null : -low };
}
