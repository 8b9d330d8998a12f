/** What many replications of one variant say: each metric with its interval, expectations as shares, latencies merged. */
import { LatencyHistogram, type LatencyHistogramJson } from "@sysplex/sim-core";
import { CAUSES, type Cause } from "../outage/causes.js";
import { clipped, type Interval } from "../statistics/interval.js";
import { meanInterval } from "../statistics/mean.js";
import { quantileInterval } from "../statistics/order-statistic.js";
import { clopperPearsonInterval, wilsonInterval } from "../statistics/proportion.js";
import { experimentMetrics, metricValues, type Metric } from "./metrics.js";
import type { ReplicationOutcome } from "./outcome.js";

export interface MetricSummary extends Interval {
  readonly unit: string;
  /** Replications in which it did not happen, or never ended: the mean is of the others. */
  readonly missing: number;
  /** Of the replications' values: the median, and the value that nine of ten stay below. */
  readonly median: Interval;
  readonly p90: Interval;
}

export interface ExpectationSummary {
  readonly metric: string;
  readonly expected: string;
  /** How often it was met: Wilson's interval, and the exact one of Clopper and Pearson. */
  readonly share: Interval;
  readonly shareExact: Interval;
}

export interface VariantSummary {
  readonly replications: number;
  readonly events: number;
  readonly metrics: Readonly<Record<string, MetricSummary>>;
  readonly expectations: readonly ExpectationSummary[];
  /** Of all replications together. */
  readonly latency: LatencyHistogramJson;
  /** Mean seconds of outage by cause: they add up to the mean outage. */
  readonly outageSecondsByCause: Readonly<Partial<Record<Cause, number>>>;
}

export interface SummaryOptions {
  /** The service that is measured: `zosmf`. */
  readonly service: string;
  readonly confidence: number;
}

/** @param outcomes In the order of the replications. */
export function summarizeVariant(
  outcomes: readonly ReplicationOutcome[],
  { service, confidence }: SummaryOptions,
): VariantSummary {
  const values = (metric: Metric) => metricValues(metric, outcomes, service);
  return {
    replications: outcomes.length,
    events: outcomes.reduce((sum, { events }) => sum + events, 0),
    metrics: Object.fromEntries(
      experimentMetrics.map((metric) => [metric.name, summarizeMetric(metric, values(metric), confidence)]),
    ),
    expectations: summarizeExpectations(outcomes, confidence),
    latency: mergedLatency(outcomes, service),
    outageSecondsByCause: meanSecondsByCause(outcomes, service),
  };
}

export function summarizeMetric(
  { unit, range }: Metric,
  values: readonly (number | null)[],
  confidence: number,
): MetricSummary {
  const present = values.filter((value) => value !== null);
  return {
    ...clipped(meanInterval(present, confidence), range),
    unit,
    missing: values.length - present.length,
    median: quantileInterval(present, 0.5, confidence),
    p90: quantileInterval(present, 0.9, confidence),
  };
}

function summarizeExpectations(
  outcomes: readonly ReplicationOutcome[],
  confidence: number,
): ExpectationSummary[] {
  const first = outcomes[0]?.expectations ?? [];
  return first.map(({ metric, expected }, index) => {
    const met = outcomes.filter(({ expectations }) => expectations[index]?.ok === true).length;
    return {
      metric,
      expected,
      share: wilsonInterval(met, outcomes.length, confidence),
      shareExact: clopperPearsonInterval(met, outcomes.length, confidence),
    };
  });
}

export function mergedLatency(
  outcomes: readonly ReplicationOutcome[],
  service: string,
): LatencyHistogramJson {
  const merged = new LatencyHistogram();
  for (const { services } of outcomes) {
    const of = services[service];
    if (of !== undefined) merged.merge(LatencyHistogram.fromJSON(of.latency));
  }
  return merged.toJSON();
}

function meanSecondsByCause(outcomes: readonly ReplicationOutcome[], service: string) {
  return Object.fromEntries(
    CAUSES.flatMap(({ cause }) => {
      const total = outcomes.reduce(
        (sum, { services }) => sum + (services[service]?.outageByCause[cause] ?? 0),
        0,
      );
      return total === 0 ? [] : [[cause, total / outcomes.length / 1_000_000]];
    }),
  );
}
