/**
 * When to stop: the interval is short enough, or the budget is spent.
 *
 * Looking after every replication would stop at the first lucky moment and make intervals that hold the truth too seldom.
 * So there is a least number, and looks come at numbers that grow by half: few looks, and the same ones on every machine.
 *
 * @source A. M. Law, Simulation Modeling and Analysis, 5th edition, 2015, section 9.4.1, the sequential procedure and its
 *   least number of ten replications.
 */
import { halfWidth, type Interval } from "./interval.js";

export interface Precision {
  /** Of the half-width to the mean: 0.05 is 5 %. */
  readonly relative: number;
  /** Instead, in the unit of the quantity: serves where the mean may be 0. */
  readonly absolute?: number;
}

export interface Budget {
  readonly min: number;
  readonly max: number;
}

export const DEFAULT_BUDGET: Budget = { min: 10, max: 200 };

const GROWTH = 1.5;

/** The numbers of replications at which a look is taken: min, half as much again, … max. */
export function looks({ min, max }: Budget): number[] {
  const counts: number[] = [];
  for (let count = Math.min(min, max); count < max; count = Math.ceil(count * GROWTH)) counts.push(count);
  return [...counts, max];
}

/** The half-width is short enough. An interval without a length is as precise as can be. */
export function isPrecise(interval: Interval, { relative, absolute = 0 }: Precision): boolean {
  const half = halfWidth(interval);
  if (half === undefined || interval.mean === null) return false;
  // The relative error that is asked for is of the true mean; γ / (1 + γ) of the estimate ensures it.
  const allowed = (relative / (1 + relative)) * Math.abs(interval.mean);
  return half <= Math.max(allowed, absolute);
}
