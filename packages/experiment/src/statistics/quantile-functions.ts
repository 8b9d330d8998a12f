/**
 * Quantile functions of the distributions that intervals rest on.
 *
 * The libraries are CommonJS, each one function; here they get names and plain types. They compute with their own exponential
 * and logarithm, not the engine's, so that a result is the same on every machine.
 *
 * @source stdlib.io, stats/base/dists.
 */
import betaOf from "@stdlib/stats-base-dists-beta-quantile";
import gammaOf from "@stdlib/stats-base-dists-gamma-quantile";
import normalOf from "@stdlib/stats-base-dists-normal-quantile";
import tOf from "@stdlib/stats-base-dists-t-quantile";

type TwoParameters = (p: number, a: number, b: number) => number;
type OneParameter = (p: number, a: number) => number;

/** Of the standard normal distribution. */
export function normalQuantile(p: number): number {
  return (normalOf as unknown as TwoParameters)(p, 0, 1);
}

/** Of Student's t with so many degrees of freedom. */
export function tQuantile(p: number, degrees: number): number {
  return (tOf as unknown as OneParameter)(p, degrees);
}

/** Of the beta distribution with these two shapes. */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  return (betaOf as unknown as TwoParameters)(p, alpha, beta);
}

/** Of the gamma distribution with rate 1. */
export function gammaQuantile(p: number, shape: number): number {
  return (gammaOf as unknown as TwoParameters)(p, shape, 1);
}
