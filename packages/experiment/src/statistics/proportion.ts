/** How often something was so, among independent trials: Wilson's interval and the exact one of Clopper and Pearson. */
import { assert } from "@sysplex/sim-core";
import { DEFAULT_CONFIDENCE, noInterval, tailOf, type Interval } from "./interval.js";
import { betaQuantile, normalQuantile } from "./quantile-functions.js";

/**
 * Wilson's score interval. Its coverage is near to what it says even for few trials and shares near 0 or 1.
 *
 * @source E. B. Wilson, Journal of the American Statistical Association 22, 1927; recommended by L. D. Brown, T. T. Cai and
 *   A. DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16, 2001.
 */
export function wilsonInterval(hits: number, trials: number, confidence = DEFAULT_CONFIDENCE): Interval {
  checkCounts(hits, trials);
  const tail = tailOf(confidence);
  if (trials === 0) return noInterval("wilson", confidence);
  const z = normalQuantile(1 - tail);
  const share = hits / trials;
  const spread = (z * z) / trials;
  const center = (share + spread / 2) / (1 + spread);
  const half = Math.sqrt(share * (1 - share) * spread + (spread * spread) / 4) / (1 + spread);
  const low = hits === 0 ? 0 : center - half;
  const high = hits === trials ? 1 : center + half;
  return { mean: share, low, high, confidence, method: "wilson", count: trials };
}

/**
 * The exact interval: it holds the true share at least as often as it says, and is longer for that.
 *
 * @source C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26, 1934.
 */
export function clopperPearsonInterval(
  hits: number,
  trials: number,
  confidence = DEFAULT_CONFIDENCE,
): Interval {
  checkCounts(hits, trials);
  const tail = tailOf(confidence);
  if (trials === 0) return noInterval("clopper-pearson", confidence);
  const misses = trials - hits;
  const low = hits === 0 ? 0 : betaQuantile(tail, hits, misses + 1);
  const high = misses === 0 ? 1 : betaQuantile(1 - tail, hits + 1, misses);
  return { mean: hits / trials, low, high, confidence, method: "clopper-pearson", count: trials };
}

function checkCounts(hits: number, trials: number): void {
  const areCounts = Number.isInteger(hits) && Number.isInteger(trials) && hits >= 0;
  assert(areCounts && hits <= trials, `${hits} of ${trials} is no share`);
}
