/**
 * How far a metric goes when a factor runs from its least to its greatest value; of values without an order, the greatest less the
 * least of their means. Of each factor by itself, or of all together.
 *
 * @source J. P. C. Kleijnen, Design and Analysis of Simulation Experiments, 2nd edition, 2015, chapters 2 and 4.
 */
import { leastSquares } from "../statistics/least-squares.js";
import type { RegressionTerm } from "../statistics/rank-regression.js";
import type { Level, Point } from "./design.js";

export interface Seen {
  readonly level: Level;
  readonly value: number;
}

/** The slope of a straight line times the range, or the range of means. `undefined`: all points have the same value of the factor. */
export function effectAlone(seen: readonly Seen[]): number | undefined {
  const isOrdered = seen.every(({ level }) => level.number !== undefined);
  return isOrdered ? slopeTimesRange(seen) : rangeOfMeans(seen);
}

/** The factors as columns. `undefined`: a point says nothing of a factor. */
export function termsOf(factors: readonly string[], points: readonly Point[]): RegressionTerm[] | undefined {
  const terms = factors.map((name) => {
    const levels = points.flatMap(({ levels }) => levels[name] ?? []);
    return levels.length === points.length ? termOf(levels) : undefined;
  });
  return terms.every((term) => term !== undefined) ? terms : undefined;
}

function termOf(levels: readonly Level[]): RegressionTerm {
  const numbers = levels.flatMap(({ number }) => number ?? []);
  const texts = [...new Set(levels.map(({ text }) => text))];
  if (numbers.length === levels.length) {
    const isConstant = numbers.every((number) => number === numbers[0]);
    return { isOrdered: true, columns: isConstant ? [] : [numbers] };
  }
  const columns = texts.slice(1).map((one) => levels.map(({ text }) => (text === one ? 1 : 0)));
  return { isOrdered: false, columns };
}

/** Of each term, the others standing still: that of one linear regression. `undefined`: they cannot be told apart. */
export function effectsTogether(
  terms: readonly RegressionTerm[],
  values: readonly number[],
): (number | undefined)[] | undefined {
  const fit = leastSquares(
    terms.flatMap(({ columns }) => columns),
    values,
  );
  if (fit === undefined) return undefined;
  let next = 0;
  return terms.map(({ isOrdered, columns: [first, ...others] }) => {
    if (first === undefined) return undefined;
    const own = fit.coefficients.slice(next, next + 1 + others.length);
    next += own.length;
    if (!isOrdered) return Math.max(0, ...own) - Math.min(0, ...own);
    return (own[0] ?? 0) * (greatest(first) - least(first));
  });
}

function slopeTimesRange(seen: readonly Seen[]): number | undefined {
  const xs = seen.map(({ level }) => level.number ?? 0);
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = seen.reduce((sum, { value }) => sum + value, 0) / xs.length;
  let xx = 0;
  let xy = 0;
  seen.forEach(({ value }, index) => {
    const dx = (xs[index] as number) - meanX;
    xx += dx * dx;
    xy += dx * (value - meanY);
  });
  return xx === 0 ? undefined : (xy / xx) * (greatest(xs) - least(xs));
}

function rangeOfMeans(seen: readonly Seen[]): number | undefined {
  const groups = new Map<string, number[]>();
  for (const { level, value } of seen) groups.set(level.text, [...(groups.get(level.text) ?? []), value]);
  if (groups.size < 2) return undefined;
  const means = [...groups.values()].map(
    (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  );
  return greatest(means) - least(means);
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

function least(values: readonly number[]): number {
  return values.reduce((most, value) => Math.min(most, value), Infinity);
}
