/**
 * Which knob moves a metric most.
 *
 * Two answers, each with an interval. The **effect** is how far the metric goes when the factor runs from its least to its
 * greatest value: the slope of a straight line through all points, times the range; for values without an order, the
 * greatest less the least of their means. It is computed for each replication over all points, which see the same random
 * numbers, and the interval is Student's over the replications: it tells the chance in the simulation, not that of another
 * design. The **rank correlation** over the points does not mind curves, as long as they only rise or only fall.
 *
 * @source J. P. C. Kleijnen, Design and Analysis of Simulation Experiments, 2nd edition, 2015, chapters 2 and 4.
 */
import type { Interval } from "../statistics/interval.js";
import { meanInterval } from "../statistics/mean.js";
import { rankCorrelation } from "../statistics/rank-correlation.js";
import type { VariantOutcomes } from "../study/compare.js";
import { metricNamed, metricValues, type Metric } from "../study/metrics.js";
import { standingOf } from "../study/settings.js";
import type { Factor, Level, Point } from "./design.js";

export interface Sensitivity {
  readonly factor: string;
  /** Of a parameter; null: it is no parameter but a thing that is configured. */
  readonly standing: "documented" | "measured" | "assumed" | null;
  /** In the unit of the metric. */
  readonly effect: Interval;
  /** −1 to 1; no estimate where values have no order. */
  readonly correlation: Interval;
}

export interface SensitivityOptions {
  readonly service: string;
  readonly confidence: number;
}

/** By metric: the factors, that with the greatest effect first. */
export function rankSensitivity(
  study: {
    readonly factors: readonly Factor[];
    readonly points: readonly Point[];
    readonly metrics: readonly string[];
  },
  variants: VariantOutcomes,
  options: SensitivityOptions,
): Readonly<Record<string, readonly Sensitivity[]>> {
  const names = study.factors.length > 0 ? study.factors.map(({ name }) => name) : namesOf(study.points);
  return Object.fromEntries(
    study.metrics.flatMap((name) => {
      const metric = metricNamed(name);
      if (metric === undefined) return [];
      const rows = names.map((factor) => sensitivity(factor, metric, study.points, variants, options));
      return [[name, rows.sort((a, b) => Math.abs(b.effect.mean ?? 0) - Math.abs(a.effect.mean ?? 0))]];
    }),
  );
}

function sensitivity(
  factor: string,
  metric: Metric,
  points: readonly Point[],
  variants: VariantOutcomes,
  { service, confidence }: SensitivityOptions,
): Sensitivity {
  const rows = points.flatMap(({ levels }, index) => {
    const level = levels[factor];
    const outcomes = variants[index]?.outcomes;
    return level === undefined || outcomes === undefined
      ? []
      : [{ level, values: metricValues(metric, outcomes, service) }];
  });
  const replications = Math.max(0, ...rows.map(({ values }) => values.length));
  const effects: number[] = [];
  for (let n = 0; n < replications; n += 1) {
    const effect = effectOf(rows.flatMap(({ level, values }) => withValue(level, values[n])));
    if (effect !== undefined) effects.push(effect);
  }
  const ordered = rows.flatMap(({ level, values }) => {
    const present = values.filter((value) => value !== null);
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
    return level.number === undefined || present.length === 0 ? [] : [{ x: level.number, y: mean }];
  });
  return {
    factor,
    standing: standingOf(factor) ?? null,
    effect: meanInterval(effects, confidence),
    correlation: rankCorrelation(
      ordered.map(({ x }) => x),
      ordered.map(({ y }) => y),
      confidence,
    ),
  };
}

interface Seen {
  readonly level: Level;
  readonly value: number;
}

function withValue(level: Level, value: number | null | undefined): Seen[] {
  return value === null || value === undefined ? [] : [{ level, value }];
}

/** `undefined`: all points have the same value of the factor. */
function effectOf(seen: readonly Seen[]): number | undefined {
  const isOrdered = seen.every(({ level }) => level.number !== undefined);
  return isOrdered ? slopeTimesRange(seen) : rangeOfMeans(seen);
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
  return xx === 0 ? undefined : (xy / xx) * (Math.max(...xs) - Math.min(...xs));
}

function rangeOfMeans(seen: readonly Seen[]): number | undefined {
  const groups = new Map<string, number[]>();
  for (const { level, value } of seen) groups.set(level.text, [...(groups.get(level.text) ?? []), value]);
  if (groups.size < 2) return undefined;
  const means = [...groups.values()].map(
    (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  );
  return Math.max(...means) - Math.min(...means);
}

function namesOf(points: readonly Point[]): string[] {
  return [...new Set(points.flatMap(({ levels }) => Object.keys(levels)))];
}
