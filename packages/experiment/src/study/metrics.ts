/** What is read off a replication: every metric with its unit, which way is better, and the values that it can take. */
import { LatencyHistogram, type LatencyHistogramJson } from "@sysplex/sim-core";
import { CAUSES, type Cause } from "../outage/causes.js";
import type { ReplicationOutcome, ServiceOutcome, UsersOutcome } from "./outcome.js";

export interface Metric {
  readonly name: string;
  readonly title: string;
  /** `s`, `ms`, `MiB`, `share`, `count`, `bytes`. */
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** Values outside are impossible, so that intervals are cut there. */
  readonly range: readonly [number, number];
  /** Null: it did not happen, or there was nothing to measure it on. */
  readonly read: (outcome: ReplicationOutcome, service: ServiceOutcome) => number | null;
}

const NOT_NEGATIVE = [0, Infinity] as const;
const SHARE = [0, 1] as const;
const MICROS = 1_000_000;

const serviceMetrics: readonly Metric[] = [
  {
    name: "timeToFailoverSeconds",
    title: "Time to failover, the longest of the run",
    unit: "s",
    better: "lower",
    range: NOT_NEGATIVE,
    read: (_outcome, { failovers }) => longestFailover(failovers),
  },
  {
    name: "outageSeconds",
    title: "Outage, as a probe sees it",
    unit: "s",
    better: "lower",
    range: NOT_NEGATIVE,
    read: (_outcome, { outageMicros }) => outageMicros / MICROS,
  },
  {
    name: "longestOutageSeconds",
    title: "Longest outage without a break",
    unit: "s",
    better: "lower",
    range: NOT_NEGATIVE,
    read: (_outcome, { longestOutageMicros }) => longestOutageMicros / MICROS,
  },
  {
    name: "availability",
    title: "Requests that succeeded, of those that ended",
    unit: "share",
    better: "higher",
    range: SHARE,
    read: (_outcome, { requests: { succeeded, failed } }) =>
      succeeded + failed === 0 ? null : succeeded / (succeeded + failed),
  },
  latency("latencyP50Ms", "Latency, median", 0.5),
  latency("latencyP90Ms", "Latency, 90th percentile", 0.9),
  latency("latencyP99Ms", "Latency, 99th percentile", 0.99),
  latency("latencyP999Ms", "Latency, 99.9th percentile", 0.999),
  latency("latencyMaxMs", "Latency, longest", 1),
  requestCount("failedRequests", "Requests that failed", ({ failed }) => failed),
  requestCount("retriedRequests", "Attempts after the first", ({ retried }) => retried),
  {
    name: "lostConnections",
    title: "Connections lost",
    unit: "count",
    better: "lower",
    range: NOT_NEGATIVE,
    read: (_outcome, service) => service.lostConnections,
  },
  {
    name: "lostSessions",
    title: "Sessions that must log on again",
    unit: "count",
    better: "lower",
    range: NOT_NEGATIVE,
    read: (_outcome, service) => service.lostSessions,
  },
  {
    name: "failovers",
    title: "Failovers and recoveries",
    unit: "count",
    better: "lower",
    range: NOT_NEGATIVE,
    read: (_outcome, { failovers }) => failovers.filter(isLoss).length,
  },
];

const runMetrics: readonly Metric[] = [
  resource(
    "idleCpuSecondsPerHour",
    "Processor time of what stands by, an hour",
    "s",
    (use) => use.idleCpuMicrosPerHour / MICROS,
  ),
  resource("idleMemoryMiB", "Memory of what stands by", "MiB", (use) => use.idleMemoryKiB / 1024),
  resource(
    "stateChangeCpuSeconds",
    "Processor time of starts and moves",
    "s",
    (use) => use.stateChangeCpuMicros / MICROS,
  ),
  resource("stateChangeMessages", "Group messages", "count", (use) => use.messages),
  resource("stateChangeBytes", "Bytes of group messages", "bytes", (use) => use.bytes),
  resource("restarts", "Starts of servers", "count", (use) => use.restarts),
];

/** Of all people of a run together, whatever service is measured. */
const userMetrics: readonly Metric[] = [
  users(
    "userLogonsNeeded",
    "Logons of people in the middle of work",
    "count",
    sumOf,
    (of) => of.logonsNeeded,
  ),
  users("disturbances", "Disturbances of people's work with UMS", "count", sumOf, (of) => of.disturbances),
  users("longestDisturbanceSeconds", "Longest disturbance of somebody's work", "s", longestOf, (of) =>
    of.disturbances === 0 ? 0 : of.longestDisturbanceMicros,
  ),
  users("terminalsCut", "Terminals that were cut", "count", sumOf, (of) => of.terminalsCut),
  users(
    "unsavedStateLost",
    "Terminals that were cut with something typed",
    "count",
    sumOf,
    (of) => of.unsavedStateLost,
  ),
];

/** `outageSecondsOperator`: the part of the outage that has this cause. */
const causeMetrics: readonly Metric[] = CAUSES.map(({ cause, title }) => ({
  name: outageMetricOf(cause),
  title: `Outage by cause: ${title}`,
  unit: "s",
  better: "lower",
  range: NOT_NEGATIVE,
  read: (_outcome, { outageByCause }) => (outageByCause[cause] ?? 0) / MICROS,
}));

/** Every metric, in the order in which results and reports have them. */
export const experimentMetrics: readonly Metric[] = [
  ...serviceMetrics,
  ...runMetrics,
  ...userMetrics,
  ...causeMetrics,
];

export function metricNamed(name: string): Metric | undefined {
  return experimentMetrics.find((metric) => metric.name === name);
}

/** The metric that tells how much of the outage has this cause. */
export function outageMetricOf(cause: Cause): string {
  return `outageSeconds${cause.charAt(0).toUpperCase()}${cause.slice(1)}`;
}

/** One metric of many replications, in their order; null where it did not happen. */
export function metricValues(
  { read }: Metric,
  outcomes: readonly ReplicationOutcome[],
  service: string,
): (number | null)[] {
  return outcomes.map((outcome) => {
    const of = outcome.services[service];
    return of === undefined ? null : read(outcome, of);
  });
}

function isLoss({ kind }: ServiceOutcome["failovers"][number]): boolean {
  return kind === "failover" || kind === "recovery";
}

/** Null when there was none, and when one never ended: it is longer than any figure. */
function longestFailover(failovers: ServiceOutcome["failovers"]): number | null {
  const losses = failovers.filter(isLoss).map(({ micros }) => micros);
  let longest: number | null = null;
  for (const micros of losses) {
    if (micros === null) return null;
    longest = Math.max(longest ?? 0, micros);
  }
  return longest === null ? null : longest / MICROS;
}

function latency(name: string, title: string, fraction: (typeof FRACTIONS)[number]): Metric {
  return {
    name,
    title,
    unit: "ms",
    better: "lower",
    range: NOT_NEGATIVE,
    read: (_outcome, { latency }) =>
      latency.count === 0 ? null : (quantilesOf(latency).get(fraction) ?? 0) / 1_000,
  };
}

const FRACTIONS = [0.5, 0.9, 0.99, 0.999, 1] as const;

/** A histogram is unpacked once for all of its quantiles, which are asked for again and again. */
const unpacked = new WeakMap<LatencyHistogramJson, ReadonlyMap<number, number>>();

function quantilesOf(latency: LatencyHistogramJson): ReadonlyMap<number, number> {
  const known = unpacked.get(latency);
  if (known !== undefined) return known;
  const histogram = LatencyHistogram.fromJSON(latency);
  const quantiles = new Map(FRACTIONS.map((fraction) => [fraction, histogram.quantile(fraction)]));
  unpacked.set(latency, quantiles);
  return quantiles;
}

function requestCount(
  name: string,
  title: string,
  count: (requests: ServiceOutcome["requests"]) => number,
): Metric {
  return {
    name,
    title,
    unit: "count",
    better: "lower",
    range: NOT_NEGATIVE,
    read: (_outcome, { requests }) => count(requests),
  };
}

function users(
  name: string,
  title: string,
  unit: "count" | "s",
  together: (values: readonly number[]) => number,
  figure: (of: UsersOutcome) => number | null,
): Metric {
  return {
    name,
    title,
    unit,
    better: "lower",
    range: NOT_NEGATIVE,
    read: ({ users = {} }) => {
      // People of the other kind have no such figure; a disturbance that has not ended is longer than any.
      const asked = Object.values(users).filter((of) => unit === "count" || of.disturbances !== null);
      const values = asked.map(figure);
      const known = values.filter((value) => value !== null);
      if (known.length === 0 || (unit === "s" && known.length < values.length)) return null;
      return together(known);
    },
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function longestOf(values: readonly number[]): number {
  return Math.max(...values) / MICROS;
}

function resource(
  name: string,
  title: string,
  unit: string,
  amount: (use: ReplicationOutcome["resources"]) => number,
): Metric {
  return {
    name,
    title,
    unit,
    better: "lower",
    range: NOT_NEGATIVE,
    read: ({ resources }) => amount(resources),
  };
}
