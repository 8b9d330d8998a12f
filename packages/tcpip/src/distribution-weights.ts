/**
 * How a distributor weighs its targets: the net weights that each distribution method derives from what WLM, the profile
 * and the target server responsiveness (TSR) say.
 *
 * Modelled: WLM weights reduced by TSR and normalised; configured weights reduced by TSR; equal weights for round robin;
 * equal weights when WLM has none, or when nothing is left of any.
 * Not modelled: PROCTYPE, PROCXCOST and ILWEIGHTING, QoS policies, abnormal terminations and health reported by servers.
 * @source z/OS Communications Server: IP Configuration Guide, "Sysplex distributor", "WEIGHTEDACTIVE - Distribution based
 * on active connection load", "Choosing between RoundRobin and WeightedActive distribution", "BASEWLM and SERVERWLM
 * display example".
 */
import type { DistributionMethod } from "./profile/stack-profile.js";

/** What is known of one target. */
export interface WeighedTarget {
  /** It listens, is not quiesced, and has a route. */
  readonly isAvailable: boolean;
  /** Raw: WLM's, 0 to 64, or that of DESTIP WEIGHT; `undefined`: WLM has none. */
  readonly weight: number | undefined;
  /** 0 to 100. */
  readonly tsr: number;
}

/**
 * The largest normalised WLM weight.
 *
 * @assumption That weights are proportionally reduced is documented, the divisor is not; the largest one in the display
 * example is 16, and raw weights go to 64. Another value changes ratios by rounding only.
 */
const NORMALISED_WEIGHT_MAX = 16;

/**
 * Net weights, in the order of the targets; 0: gets no new connection.
 *
 * @source A TSR of 0: no connections by ROUNDROBIN; reduces the weight of the others. No WLM weights: round robin.
 * @assumption Nothing left of any weight: round robin among those available, in place of refusing everybody. The Load
 * Balancing Advisor is documented to do so (its field NET WEIGHT).
 */
export function netWeights(method: DistributionMethod, targets: readonly WeighedTarget[]): readonly number[] {
  const weights = weightsBy(method, targets);
  if (weights.some((weight) => weight > 0)) return weights;
  return targets.map(({ isAvailable }) => (isAvailable ? 1 : 0));
}

function weightsBy(method: DistributionMethod, targets: readonly WeighedTarget[]): readonly number[] {
  const isUnweighted = method === "ROUNDROBIN" || targets.some(({ weight }) => weight === undefined);
  if (isUnweighted) return targets.map(({ isAvailable, tsr }) => (isAvailable && tsr > 0 ? 1 : 0));
  const reduced = targets.map(({ isAvailable, weight = 0, tsr }) => (isAvailable ? weight * tsr : 0));
  return method === "WEIGHTEDACTIVE" ? reduced : normalised(reduced);
}

/**
 * Whole numbers in nearly the same ratio, the largest at most 16, none at 0 that was not.
 *
 * @param hundredfold Weights in percent of one.
 * @source Load Balancing Advisor, NET WEIGHT: reduced while the ratios are largely preserved; the lowest value is 1.
 */
function normalised(hundredfold: readonly number[]): readonly number[] {
  const largest = Math.max(0, ...hundredfold);
  const divisor = 100 * Math.max(1, Math.ceil(largest / (100 * NORMALISED_WEIGHT_MAX)));
  return hundredfold.map((weight) => (weight === 0 ? 0 : Math.max(1, Math.floor(weight / divisor))));
}
