import { exp, pow } from "./math.js";

/** Coefficients of Stirling's series, Bernoulli numbers B₂ₖ / (2k (2k − 1)), for 1/x, 1/x³, 1/x⁵ … */
const STIRLING_SERIES = [1 / 12, -1 / 360, 1 / 1_260, -1 / 1_680, 1 / 1_188, -691 / 360_360, 1 / 156];
/** From here on, what the series leaves out is below 10⁻¹⁷. */
const STIRLING_FROM = 15;
const SQRT_OF_TWO_PI = 2.5066282746310007;

/**
 * The gamma function for x from 0 (not included) to 171.6, where it overflows.
 *
 *     Γ(x) = √(2π) x^(x − ½) e^(−x + 1/(12x) − 1/(360x³) + …)      for large x;  Γ(x) = Γ(x + 1) / x below
 *
 * Relative error below 10⁻¹⁴. @source NIST Digital Library of Mathematical Functions, 5.11.1 and 5.5.1.
 */
export function gamma(x: number): number {
  let argument = x;
  let product = 1;
  while (argument < STIRLING_FROM) {
    product *= argument;
    argument += 1;
  }
  const square = argument * argument;
  let series = 0;
  for (let index = STIRLING_SERIES.length - 1; index >= 0; index -= 1) {
    series = series / square + (STIRLING_SERIES[index] as number);
  }
  // The power in two halves: it overflows before the gamma function does.
  const half = pow(argument, (argument - 0.5) / 2);
  return (SQRT_OF_TWO_PI * half * exp(-argument) * exp(series / argument) * half) / product;
}
