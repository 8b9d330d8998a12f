/** How often rare things happen: the rate of a Poisson process, with the exact interval. */
import { assert } from "@sysplex/sim-core";
import { DEFAULT_CONFIDENCE, tailOf, type Interval } from "./interval.js";
import { gammaQuantile } from "./quantile-functions.js";

/**
 * @param exposure What the count is of: hours watched, say; the rate is per unit of it.
 * @source F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28, 1936.
 */
export function rateInterval(count: number, exposure: number, confidence = DEFAULT_CONFIDENCE): Interval {
  assert(Number.isInteger(count) && count >= 0 && exposure > 0, `${count} in ${exposure} is no rate`);
  const tail = tailOf(confidence);
  const low = count === 0 ? 0 : gammaQuantile(tail, count) / exposure;
  const high = gammaQuantile(1 - tail, count + 1) / exposure;
  return { mean: count / exposure, low, high, confidence, method: "garwood", count };
}
