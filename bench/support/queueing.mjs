/** What theory says of M/M/1: one arrival a second on average, exponential service, one server, first come first served. */

/** Mean time from arrival to beginning of service, in seconds: ρ / (μ − λ) with λ = 1 and μ = 1 / ρ. */
export function meanWait(load) {
  return load / (1 / load - 1);
}

/**
 * Standard error of the mean wait of `customers` in a row, in seconds. Neighbours wait alike, so that it is far above
 * that of as many independent ones.
 *
 * @source N. Blomqvist, "The covariance function of the M/G/1 queueing system", Skandinavisk Aktuarietidskrift 50, 1967.
 */
export function standardErrorOfMeanWait(load, customers) {
  const variance = (load * (2 + 5 * load - 4 * load ** 2 + load ** 3)) / (1 - load) ** 4;
  return Math.sqrt(variance / customers) * load;
}

/** How far a mean wait may lie from theory, in seconds: five standard errors, and the start with an empty system. */
export function toleranceOfMeanWait(load, customers) {
  return 5 * standardErrorOfMeanWait(load, customers);
}
