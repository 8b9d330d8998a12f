/**
 * Which knob moves a metric most.
 *
 * The **effect** is how far the metric goes when the factor runs from its least to its greatest value. It is computed for each
 * replication over all points, which see the same random numbers, and the interval is Student's over the replications: it tells the
 * chance in the simulation, not that of another design. How it is computed, and what the factors are put in order by, depends on the design:
 *
 * - a full factorial has every value of one factor with every value of the others, so that a slope of each by itself is its
 *   **main effect**; the greatest comes first;
 * - any other design mixes factors, if only by chance. Effects come from one linear regression of all factors, and the order from a
 *   **rank regression** over the points' means: the standardised rank regression coefficients, whose intervals hold the curves and
 *   interactions that it leaves, and the chance of the design;
 * - where there are too few points for that, or factors that move together, each is taken **one at a time**.
 *
 * The rank correlation over the points stands beside each: it minds neither curves nor the other factors.
 *
 * @source J. P. C. Kleijnen, Design and Analysis of Simulation Experiments, 2nd edition, 2015, chapters 2 and 4; J. C. Helton and
 *   F. J. Davis, "Illustration of sampling-based methods for uncertainty and sensitivity analysis", Risk Analysis 22, 2002.
 */
import { excludes, noInterval, type Interval } from "../statistics/interval.js";
import { meanInterval } from "../statistics/mean.js";
import { rankCorrelation } from "../statistics/rank-correlation.js";
import { rankRegression, type RankRegression } from "../statistics/rank-regression.js";
import type { VariantOutcomes } from "../study/compare.js";
import { metricNamed, metricValues, type Metric } from "../study/metrics.js";
import { standingOf } from "../study/settings.js";
import type { Factor, Point } from "./design.js";
import { effectAlone, effectsTogether, termsOf } from "./effects.js";
import { isFactorial } from "./interactions.js";

export type SensitivityMethod = "main effect" | "rank regression" | "one at a time";

export interface Sensitivity {
  readonly factor: string;
  /** Of a parameter; null: it is no parameter but a thing that is configured. */
  readonly standing: "documented" | "measured" | "assumed" | null;
  readonly method: SensitivityMethod;
  /** In the unit of the metric. */
  readonly effect: Interval;
  /** The standardised rank regression coefficient; no estimate with another method. */
  readonly coefficient: Interval;
  /** −1 to 1; no estimate where values have no order. */
  readonly correlation: Interval;
  /** More than chance explains: by the rank regression, with another method by the interval of the effect. */
  readonly shown: boolean;
}

/** How well ranks explain a metric. */
export interface RankRegressionFit extends Pick<RankRegression, "points" | "rSquared" | "adjustedRSquared"> {
  /** The metric does more than rise or fall with each factor by itself: the order tells only so much. */
  readonly explainsLittle: boolean;
}

export interface SensitivityRanking {
  /** By metric: the factors, that with the greatest coefficient or effect first. */
  readonly sensitivity: Readonly<Record<string, readonly Sensitivity[]>>;
  /** By metric, where the order is that of a rank regression. */
  readonly rankRegression: Readonly<Record<string, RankRegressionFit>>;
}

export interface SensitivityOptions {
  readonly service: string;
  readonly confidence: number;
}

/** Of the adjusted R². @assumption A usual rule of thumb of sensitivity analysis; no theorem stands behind it. */
export const LEAST_R_SQUARED = 0.7;

interface Asked {
  readonly factors: readonly Pick<Factor, "name" | "levels">[];
  readonly points: readonly Point[];
  readonly metrics: readonly string[];
}

export function rankSensitivity(
  study: Asked,
  variants: VariantOutcomes,
  options: SensitivityOptions,
): SensitivityRanking {
  const names = study.factors.length > 0 ? study.factors.map(({ name }) => name) : namesOf(study.points);
  const isOrthogonal = isFactorial(study);
  const ranked = study.metrics.flatMap((name) => {
    const metric = metricNamed(name);
    if (metric === undefined) return [];
    const rows = rowsOf(study.points, metric, variants, options.service);
    const regression = isOrthogonal ? undefined : regressionOf(names, rows, options.confidence);
    const sensitivities =
      regression === undefined
        ? names.map((factor) => alone(factor, rows, isOrthogonal ? "main effect" : "one at a time", options))
        : together(names, rows, regression, options);
    return [{ name, regression, sensitivities: sensitivities.sort(byStrength) }];
  });
  return {
    sensitivity: Object.fromEntries(ranked.map(({ name, sensitivities }) => [name, sensitivities])),
    rankRegression: Object.fromEntries(
      ranked.flatMap(({ name, regression }) => (regression === undefined ? [] : [[name, fitOf(regression)]])),
    ),
  };
}

interface Row {
  readonly point: Point;
  readonly values: readonly (number | null)[];
  /** Over the replications that have a value. */
  readonly mean: number | undefined;
}

function rowsOf(
  points: readonly Point[],
  metric: Metric,
  variants: VariantOutcomes,
  service: string,
): readonly Row[] {
  return points.flatMap((point, index) => {
    const outcomes = variants[index]?.outcomes;
    if (outcomes === undefined) return [];
    const values = metricValues(metric, outcomes, service);
    const present = values.filter((value) => value !== null);
    const mean =
      present.length === 0 ? undefined : present.reduce((sum, value) => sum + value, 0) / present.length;
    return [{ point, values, mean }];
  });
}

function regressionOf(
  names: readonly string[],
  rows: readonly Row[],
  confidence: number,
): RankRegression | undefined {
  const known = rows.flatMap(({ point, mean }) => (mean === undefined ? [] : [{ point, mean }]));
  const terms = termsOf(
    names,
    known.map(({ point }) => point),
  );
  return (
    terms &&
    rankRegression(
      terms,
      known.map(({ mean }) => mean),
      confidence,
    )
  );
}

function fitOf({ points, rSquared, adjustedRSquared }: RankRegression): RankRegressionFit {
  const explainsLittle = adjustedRSquared !== null && adjustedRSquared < LEAST_R_SQUARED;
  return { points, rSquared, adjustedRSquared, explainsLittle };
}

/** Each factor as if the others were not there. */
function alone(
  factor: string,
  rows: readonly Row[],
  method: SensitivityMethod,
  { confidence }: SensitivityOptions,
): Sensitivity {
  const effects = replicationsOf(rows).flatMap((seen) => {
    const levels = seen.flatMap(({ point, value }) => {
      const level = point.levels[factor];
      return level === undefined ? [] : [{ level, value }];
    });
    return effectAlone(levels) ?? [];
  });
  const effect = meanInterval(effects, confidence);
  return {
    ...commonOf(factor, rows, confidence),
    method,
    effect,
    coefficient: noInterval("t", confidence),
    shown: excludes(effect, 0),
  };
}

/** All factors in one regression, for each replication and over the ranks. */
function together(
  names: readonly string[],
  rows: readonly Row[],
  { coefficients }: RankRegression,
  { confidence }: SensitivityOptions,
): Sensitivity[] {
  const effects = replicationsOf(rows).flatMap((seen) => {
    const terms = termsOf(
      names,
      seen.map(({ point }) => point),
    );
    const values = seen.map(({ value }) => value);
    return terms === undefined ? [] : [effectsTogether(terms, values) ?? []];
  });
  return names.map((factor, index) => ({
    ...commonOf(factor, rows, confidence),
    method: "rank regression",
    effect: meanInterval(
      effects.flatMap((replication) => replication[index] ?? []),
      confidence,
    ),
    coefficient: coefficients[index]?.interval ?? noInterval("t", confidence),
    shown: coefficients[index]?.shown ?? false,
  }));
}

function commonOf(factor: string, rows: readonly Row[], confidence: number) {
  const ordered = rows.flatMap(({ point, mean }) => {
    const x = point.levels[factor]?.number;
    return x === undefined || mean === undefined ? [] : [{ x, y: mean }];
  });
  const correlation = rankCorrelation(
    ordered.map(({ x }) => x),
    ordered.map(({ y }) => y),
    confidence,
  );
  return { factor, standing: standingOf(factor) ?? null, correlation };
}

/** Of each replication the points that have a value in it. */
function replicationsOf(
  rows: readonly Row[],
): readonly (readonly { readonly point: Point; readonly value: number }[])[] {
  const count = rows.reduce((most, { values }) => Math.max(most, values.length), 0);
  return Array.from({ length: count }, (_, n) =>
    rows.flatMap(({ point, values }) => {
      const value = values[n] ?? null;
      return value === null ? [] : [{ point, value }];
    }),
  );
}

function byStrength(a: Sensitivity, b: Sensitivity): number {
  const size = ({ mean }: Interval): number => Math.abs(mean ?? 0);
  return size(b.coefficient) - size(a.coefficient) || size(b.effect) - size(a.effect);
}

function namesOf(points: readonly Point[]): string[] {
  return [...new Set(points.flatMap(({ levels }) => Object.keys(levels)))];
}
