import { Tally } from "../../src/index.js";

/**
 * Student's t, two-sided 99 %, 19 degrees of freedom: the 0.995 quantile.
 * @source NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2.
 */
export const T_995_WITH_19 = 2.861;

/** What {@link T_995_WITH_19} belongs to. */
export const REPLICATIONS = 20;

/** The normal distribution's 0.9995 quantile: two-sided 99.9 %. @source NIST/SEMATECH e-Handbook, table 1.3.6.7.1. */
export const NORMAL_9995 = 3.291;

export interface Interval {
  readonly mean: number;
  readonly halfWidth: number;
}

/** The 99 % confidence interval of the mean over independent replications, `measure` called with their seeds. */
export function replicate(measure: (seed: number) => number): Interval {
  const tally = new Tally();
  for (let seed = 1; seed <= REPLICATIONS; seed += 1) tally.add(measure(seed));
  return { mean: tally.mean, halfWidth: T_995_WITH_19 * Math.sqrt(tally.variance / REPLICATIONS) };
}
