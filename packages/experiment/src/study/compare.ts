/**
 * Variants of one question set against each other, replication by replication: common random numbers.
 *
 * Replication n of every variant has the same seed, so that its arrivals and faults are the same; what differs is the system.
 * The differences of the pairs vary far less than the values, and their mean has a far shorter interval.
 *
 * @source A. M. Law, Simulation Modeling and Analysis, 5th edition, 2015, sections 10.2.1 (paired t) and 11.2 (common random
 *   numbers); several variants against one share the error by Bonferroni's inequality, section 10.3.
 */
import { DEFAULT_CONFIDENCE, excludes, type Interval } from "../statistics/interval.js";
import { meanInterval } from "../statistics/mean.js";
import { experimentMetrics, metricValues, type Metric } from "./metrics.js";
import type { ReplicationOutcome } from "./outcome.js";
import { summarizeVariant, type MetricSummary, type VariantSummary } from "./summary.js";

/** The first less the second. */
export interface Difference extends Interval {
  readonly of: readonly [string, string];
  /** The interval does not hold 0. false: no difference shown, which is not the same as none. */
  readonly shown: boolean;
  /** Which of the two is better; null when no difference is shown. */
  readonly better: string | null;
  /** Pairs of which one has no value: they are left out. */
  readonly missing: number;
}

export interface MetricComparison {
  readonly title: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly variants: Readonly<Record<string, MetricSummary>>;
  /** The first variant less the second; null: there is one only. */
  readonly difference: Difference | null;
  /** The first variant less each of the others, by the other's name. */
  readonly differences: Readonly<Record<string, Difference>>;
}

export interface Comparison {
  readonly schema: 1;
  readonly service: string;
  readonly confidence: number;
  /** In the order given; the first is what the others are compared with. */
  readonly variants: readonly string[];
  readonly metrics: Readonly<Record<string, MetricComparison>>;
  readonly summaries: Readonly<Record<string, VariantSummary>>;
}

export interface CompareOptions {
  readonly service: string;
  readonly confidence?: number;
}

export type VariantOutcomes = readonly {
  readonly variant: string;
  /** In the order of the replications: the n-th of each variant belong together. */
  readonly outcomes: readonly ReplicationOutcome[];
}[];

/** Compares the first variant with each of the others. One alone is told without differences. */
export function compareVariants(
  variants: VariantOutcomes,
  { service, confidence = DEFAULT_CONFIDENCE }: CompareOptions,
): Comparison {
  if (variants.length === 0) throw new RangeError("A comparison needs a variant");
  const summaries = Object.fromEntries(
    variants.map(({ variant, outcomes }) => [variant, summarizeVariant(outcomes, { service, confidence })]),
  );
  return {
    schema: 1,
    service,
    confidence,
    variants: variants.map(({ variant }) => variant),
    metrics: Object.fromEntries(
      experimentMetrics.map((metric) => [
        metric.name,
        compareMetric(metric, variants, summaries, { service, confidence }),
      ]),
    ),
    summaries,
  };
}

function compareMetric(
  metric: Metric,
  variants: VariantOutcomes,
  summaries: Readonly<Record<string, VariantSummary>>,
  { service, confidence }: Required<CompareOptions>,
): MetricComparison {
  const { name, title, unit, better } = metric;
  const [first, ...others] = variants.map(({ variant, outcomes }): Measured => {
    return { variant, values: metricValues(metric, outcomes, service) };
  });
  const shared = 1 - (1 - confidence) / others.length;
  const differences = others.map((other) => difference(first as Measured, other, metric, shared));
  return {
    title,
    unit,
    better,
    variants: Object.fromEntries(
      Object.entries(summaries).flatMap(([variant, { metrics }]) => {
        const summary = metrics[name];
        return summary === undefined ? [] : [[variant, summary]];
      }),
    ),
    difference: differences[0] ?? null,
    differences: Object.fromEntries(differences.map((each) => [each.of[1], each])),
  };
}

interface Measured {
  readonly variant: string;
  readonly values: readonly (number | null)[];
}

function difference(a: Measured, b: Measured, { better }: Metric, confidence: number): Difference {
  const interval = pairedDifference(a.values, b.values, confidence);
  const shown = excludes(interval, 0);
  const isFirstLower = (interval.mean ?? 0) < 0;
  const winner = isFirstLower === (better === "lower") ? a.variant : b.variant;
  return {
    ...interval,
    of: [a.variant, b.variant],
    shown,
    better: shown ? winner : null,
    missing: Math.min(a.values.length, b.values.length) - interval.count,
  };
}

/** The mean of `a[n] − b[n]` with Student's interval; pairs with a null are left out. */
export function pairedDifference(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  confidence = DEFAULT_CONFIDENCE,
): Interval {
  const differences: number[] = [];
  for (let n = 0; n < Math.min(a.length, b.length); n += 1) {
    const [left, right] = [a[n] ?? null, b[n] ?? null];
    if (left !== null && right !== null) differences.push(left - right);
  }
  return meanInterval(differences, confidence);
}
