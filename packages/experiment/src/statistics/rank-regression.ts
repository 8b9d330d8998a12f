/**
 * How strongly a series rises with each of several others, the rest standing still: the standardised rank regression coefficient (SRRC).
 *
 * Every column and y are replaced by their ranks, and all columns explain y together. A coefficient says by how many standard
 * deviations the rank of y goes up with one standard deviation of the column's rank. Of a single column it is Spearman's rank correlation; of
 * several that are mixed with each other by chance, as in a Latin hypercube, it leaves out what belongs to the others.
 *
 * @source R. L. Iman and W. J. Conover, "The use of the rank transform in regression", Technometrics 21, 1979.
 */
import { DEFAULT_CONFIDENCE, noInterval, tailOf, type Interval } from "./interval.js";
import { leastSquares, type LeastSquares } from "./least-squares.js";
import { betaQuantile, tQuantile } from "./quantile-functions.js";
import { ranks } from "./rank-correlation.js";

/** What enters together: the numbers of a factor, or a column of 0 and 1 for each but the first of values without an order. */
export interface RegressionTerm {
  readonly isOrdered: boolean;
  /** None: it never changes. */
  readonly columns: readonly (readonly number[])[];
}

export interface RankCoefficient {
  /**
   * Of numbers with Student's interval; of values without an order the standard deviation of what they explain, which has no sign and
   * no interval.
   */
  readonly interval: Interval;
  /** By more than chance explains: the partial F test, which of one column is the interval that does not hold 0. */
  readonly shown: boolean;
}

export interface RankRegression {
  readonly coefficients: readonly RankCoefficient[];
  /** Rows that it rests on. */
  readonly points: number;
  /** What the terms explain of the ranks of y, 0 to 1; null: y never changes. */
  readonly rSquared: number | null;
  /** The same, less what as many columns of chance would explain. */
  readonly adjustedRSquared: number | null;
}

/** What is less than this part of a standard deviation comes from rounding: a perfect fit leaves nothing else. @assumption */
const ROUNDING = 1e-9;

/** `undefined`: there are too few rows, or terms that move together and cannot be told apart. */
export function rankRegression(
  terms: readonly RegressionTerm[],
  y: readonly number[],
  confidence = DEFAULT_CONFIDENCE,
): RankRegression | undefined {
  const standard = terms.map(({ isOrdered, columns }) => ({
    isOrdered,
    columns: columns.map((column) => standardized(ranks(column))),
  }));
  const explained = standardized(ranks(y));
  const fit = leastSquares(
    standard.flatMap(({ columns }) => columns),
    explained,
  );
  if (fit === undefined) return undefined;
  const { rSquared, degrees } = fit;
  let next = 0;
  const coefficients = standard.map((term, index): RankCoefficient => {
    const first = next;
    next += term.columns.length;
    if (rSquared === null || term.columns.length === 0)
      return { interval: noInterval("t", confidence, y.length), shown: false };
    if (term.isOrdered) return orderedCoefficient(fit, first, y.length, confidence);
    const others = standard.filter((_, other) => other !== index).flatMap(({ columns }) => columns);
    const without = leastSquares(others, explained);
    const strength = unrounded(deviationOf(term.columns, fit.coefficients.slice(first, next)));
    const gain = (without?.residualSquares ?? 0) - fit.residualSquares;
    const share = gain / (gain + fit.residualSquares);
    return {
      interval: { ...noInterval("t", confidence, y.length), mean: strength },
      shown: strength > 0 && share > leastShare(term.columns.length, degrees, confidence),
    };
  });
  const adjustedRSquared = rSquared === null ? null : 1 - ((1 - rSquared) * (y.length - 1)) / degrees;
  return { coefficients, points: y.length, rSquared, adjustedRSquared };
}

function orderedCoefficient(
  { coefficients, standardErrors, degrees }: LeastSquares,
  column: number,
  count: number,
  confidence: number,
): RankCoefficient {
  const mean = coefficients[column] as number;
  const half = tQuantile(1 - tailOf(confidence), degrees) * (standardErrors[column] as number);
  const [low, high] = [unrounded(mean - half), unrounded(mean + half)];
  return {
    interval: { mean: unrounded(mean), low, high, confidence, method: "t", count },
    shown: low > 0 || high < 0,
  };
}

function unrounded(value: number): number {
  return Math.abs(value) < ROUNDING ? 0 : value;
}

/** Of the squares that are left without them, so many columns of chance explain a share that follows the beta distribution. */
function leastShare(columns: number, degrees: number, confidence: number): number {
  return betaQuantile(confidence, columns / 2, degrees / 2);
}

/** Mean 0 and standard deviation 1; a constant stays 0. */
function standardized(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length,
  );
  return values.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation));
}

/** Of the sum of the columns, each so many times; they have mean 0. */
function deviationOf(columns: readonly (readonly number[])[], times: readonly number[]): number {
  const rows = columns[0]?.length ?? 0;
  let squares = 0;
  for (let row = 0; row < rows; row += 1) {
    const sum = columns.reduce((part, column, index) => part + (column[row] ?? 0) * (times[index] ?? 0), 0);
    squares += sum * sum;
  }
  return Math.sqrt(squares / rows);
}
