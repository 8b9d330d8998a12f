/**
 * How far the effect of one factor depends on another, in a full factorial.
 *
 * The effect of A is how far the metric goes from A's least to its greatest value; the interaction of A and B is how much further it
 * goes when B is at its greatest value than when B is at its least: the double difference of the four corners, each the mean over all
 * values of the other factors. It is computed for each replication, whose points see the same random numbers, with Student's
 * interval over the replications. Values without an order go from the first to the last that is written.
 *
 * @source J. P. C. Kleijnen, Design and Analysis of Simulation Experiments, 2nd edition, 2015, chapter 2; four times the
 *   coefficient of the product of two factors that are coded −1 and +1.
 */
import type { Interval } from "../statistics/interval.js";
import { meanInterval } from "../statistics/mean.js";
import type { VariantOutcomes } from "../study/compare.js";
import { metricNamed, metricValues } from "../study/metrics.js";
import type { Factor, Point } from "./design.js";

export interface Interaction {
  readonly factors: readonly [string, string];
  /** In the unit of the metric. */
  readonly effect: Interval;
}

interface Asked {
  readonly factors: readonly Pick<Factor, "name" | "levels">[];
  readonly points: readonly Point[];
  readonly metrics: readonly string[];
}

/** Every combination of the factors' values is a point, and nothing else is. */
export function isFactorial({ factors, points }: Pick<Asked, "factors" | "points">): boolean {
  const combinations = factors.reduce((product, { levels }) => product * levels.length, 1);
  if (factors.length === 0 || points.length !== combinations) return false;
  const seen = new Set(
    points.map(({ levels }) => factors.map(({ name }) => levels[name]?.text ?? "").join("\n")),
  );
  const areLevels = points.every(({ levels }) =>
    factors.every((factor) => factor.levels.some(({ text }) => text === levels[factor.name]?.text)),
  );
  return areLevels && seen.size === combinations;
}

/** By metric: each pair of factors, that with the greatest interaction first. Nothing where the design is no full factorial. */
export function interactionsOf(
  asked: Asked,
  variants: VariantOutcomes,
  { service, confidence }: { readonly service: string; readonly confidence: number },
): Readonly<Record<string, readonly Interaction[]>> {
  if (!isFactorial(asked)) return {};
  const varied = asked.factors.filter(({ levels }) => levels.length > 1);
  const pairs = varied.flatMap((a, index) => varied.slice(index + 1).map((b) => [a, b] as const));
  return Object.fromEntries(
    asked.metrics.flatMap((name) => {
      const metric = metricNamed(name);
      if (metric === undefined || pairs.length === 0) return [];
      const values = variants.map(({ outcomes }) => metricValues(metric, outcomes, service));
      const rows = pairs.map(([a, b]): Interaction => {
        const differences = doubleDifferences(asked.points, values, a, b);
        return { factors: [a.name, b.name], effect: meanInterval(differences, confidence) };
      });
      return [[name, rows.sort((a, b) => Math.abs(b.effect.mean ?? 0) - Math.abs(a.effect.mean ?? 0))]];
    }),
  );
}

type Ends = Pick<Factor, "name" | "levels">;

/** One for each replication in which all four corners have a value. */
function doubleDifferences(
  points: readonly Point[],
  values: readonly (readonly (number | null)[])[],
  a: Ends,
  b: Ends,
): number[] {
  const [ends, others] = [endsOf(a), endsOf(b)];
  const corners = ends.flatMap((atA) => others.map((atB) => ({ atA, atB })));
  const replications = Math.max(0, ...values.map(({ length }) => length));
  return Array.from({ length: replications }, (_, n) => n).flatMap((n) => {
    const means = corners.map(({ atA, atB }) =>
      meanOf(
        points.flatMap(({ levels }, index) =>
          levels[a.name]?.text === atA && levels[b.name]?.text === atB ? [values[index]?.[n] ?? null] : [],
        ),
      ),
    );
    const known = means.filter((mean) => mean !== null);
    const [lowLow = 0, lowHigh = 0, highLow = 0, highHigh = 0] = known;
    return known.length < corners.length ? [] : [highHigh - lowHigh - (highLow - lowLow)];
  });
}

/** The least and the greatest value, or the first and the last. */
function endsOf({ levels }: Ends): readonly string[] {
  const isOrdered = levels.every(({ number }) => number !== undefined);
  const sorted = isOrdered ? [...levels].sort((a, b) => (a.number ?? 0) - (b.number ?? 0)) : levels;
  return [sorted[0]?.text ?? "", sorted.at(-1)?.text ?? ""];
}

function meanOf(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum / values.length;
}
