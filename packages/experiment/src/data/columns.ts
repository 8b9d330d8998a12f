/** Tables for researchers: their columns with units and meanings, and the rows of a study. */
import { CAUSES } from "../outage/causes.js";
import type { VariantOutcomes } from "../study/compare.js";
import { experimentMetrics, outageMetricOf } from "../study/metrics.js";
import type { FailoverOutcome, ReplicationOutcome, RequestOutcome } from "../study/outcome.js";
import { LatencyHistogram } from "@sysplex/sim-core";

export interface Column {
  readonly name: string;
  readonly type: "string" | "integer" | "number";
  /** `s`, `ms`, `MiB`, `share`, `count`; empty: it has none. */
  readonly unit: string;
  readonly meaning: string;
}

export type Cell = string | number | null;

export interface Table {
  readonly name: "replications" | "requests" | "failovers";
  readonly meaning: string;
  readonly columns: readonly Column[];
  /** In the order of the columns; null where there is no value. */
  readonly rows: readonly (readonly Cell[])[];
}

const text = (name: string, meaning: string): Column => ({ name, type: "string", unit: "", meaning });
const count = (name: string, meaning: string, unit = "count"): Column => ({
  name,
  type: "integer",
  unit,
  meaning,
});
const number = (name: string, unit: string, meaning: string): Column => ({
  name,
  type: "number",
  unit,
  meaning,
});

const keyColumns: readonly Column[] = [
  text("variant", "The scenario, or the point of a sweep."),
  count("replication", "Counted from 1; replications of one number see the same random numbers.", ""),
  text("seed", "What `sysplex run --seed` repeats it with."),
];

/** One row for each replication and service. */
export const replicationColumns: readonly Column[] = [
  ...keyColumns,
  text("service", "The service that the metrics are of."),
  text("fingerprint", "Over every event: equal where two runs were equal."),
  count("events", "Events simulated."),
  number("simulatedSeconds", "s", "Length of the run."),
  ...experimentMetrics.map(({ name, unit, title }) => number(name, unit, `${title}.`)),
];

/** One row for each replication and client. */
export const requestColumns: readonly Column[] = [
  ...keyColumns,
  text("client", "The client of the scenario whose requests they are."),
  count("sent", "Requests sent."),
  count("succeeded", "Requests that succeeded, retries included."),
  count("failed", "Requests that failed for good."),
  count("abandoned", "Those of the failed that were being tried again when the run ended."),
  count("retried", "Attempts after the first."),
  count("unfinished", "Requests without an end when the run ended."),
  count("refused", "Attempts whose connection was refused."),
  count("timeout", "Attempts without an answer in time."),
  count("reset", "Attempts whose connection was reset."),
  count("otherFailures", "Attempts that failed in another way, such as by an HTTP status."),
  count("lostConnections", "Kept connections that were lost."),
  ...["P50", "P90", "P99", "P999", "Max"].map((which) =>
    number(`latency${which}Ms`, "ms", "Latency from when a request was due to its success."),
  ),
];

/** One row for each failover, recovery, switch or switchback. */
export const failoverColumns: readonly Column[] = [
  ...keyColumns,
  text("service", "The service that was lost or moved."),
  count("number", "Counted from 1 within the run.", ""),
  text("kind", "failover, recovery, switch or switchback."),
  text("cause", "What was done to bring it about."),
  text("from", "The system that served before."),
  text("to", "The system that served afterwards."),
  number("atSeconds", "s", "When the service was lost or moved."),
  number("timeToFailoverSeconds", "s", "Until the first success of a request sent since; empty: never."),
  ...["detect", "decide", "move", "accept", "recover"].map((phase) =>
    number(`${phase}Seconds`, "s", `The phase ${phase}; the five add up to the time to failover.`),
  ),
  ...CAUSES.map(({ cause, meaning }) =>
    number(causeColumn(cause), "s", `${meaning} The causes add up to the time to failover.`),
  ),
];

function causeColumn(cause: (typeof CAUSES)[number]["cause"]): string {
  return outageMetricOf(cause).replace("outageSeconds", "seconds");
}

/** The three tables of a study. */
export function studyTables(variants: VariantOutcomes): readonly Table[] {
  const each = (rows: (outcome: ReplicationOutcome) => readonly (readonly Cell[])[]): Cell[][] =>
    variants.flatMap(({ variant, outcomes }) =>
      outcomes.flatMap((outcome) =>
        rows(outcome).map((row) => [variant, outcome.replication, outcome.seed, ...row]),
      ),
    );
  return [
    {
      name: "replications",
      meaning: "One row for each replication and service.",
      columns: replicationColumns,
      rows: each(replicationRows),
    },
    {
      name: "requests",
      meaning: "One row for each replication and client.",
      columns: requestColumns,
      rows: each(requestRows),
    },
    {
      name: "failovers",
      meaning: "One row for each failover, recovery, switch and switchback.",
      columns: failoverColumns,
      rows: each(failoverRows),
    },
  ];
}

function replicationRows(outcome: ReplicationOutcome): Cell[][] {
  const { fingerprint, events, simulatedMicros, services } = outcome;
  return Object.entries(services).map(([name, service]) => [
    name,
    fingerprint,
    events,
    inSeconds(simulatedMicros),
    ...experimentMetrics.map((metric) => metric.read(outcome, service)),
  ]);
}

function requestRows({ clients, services }: ReplicationOutcome): Cell[][] {
  return Object.entries(clients).map(([name, { requests, lostConnections, latency: own }]) => {
    const latency = typeof own === "string" ? services[own]?.latency : own;
    if (latency === undefined) throw new RangeError(`The latency of ${name} is missing`);
    const histogram = LatencyHistogram.fromJSON(latency);
    const quantile = (fraction: number) => (latency.count === 0 ? null : histogram.quantile(fraction) / 1000);
    const { sent, succeeded, failed, abandoned, retried, unfinished } = requests;
    return [
      name,
      ...[sent, succeeded, failed, abandoned, retried, unfinished],
      ...failureCells(requests),
      lostConnections,
      ...[0.5, 0.9, 0.99, 0.999, 1].map(quantile),
    ];
  });
}

function failureCells({ byFailure }: RequestOutcome): number[] {
  const named = ["refused", "timeout", "reset"].map((kind) => byFailure[kind] ?? 0);
  const all = Object.values(byFailure).reduce((sum, failures) => sum + failures, 0);
  return [...named, all - named.reduce((sum, failures) => sum + failures, 0)];
}

function failoverRows({ services }: ReplicationOutcome): Cell[][] {
  return Object.entries(services).flatMap(([name, { failovers }]) =>
    failovers.map((failover, index) => [name, index + 1, ...failoverCells(failover)]),
  );
}

function failoverCells(failover: FailoverOutcome): Cell[] {
  const { kind, cause, from, to, atMicros, micros, phaseMicros, byCause } = failover;
  const phases = (["detect", "decide", "move", "accept", "recover"] as const).map((phase) =>
    phaseMicros === null ? null : inSeconds(phaseMicros[phase]),
  );
  return [
    ...[kind, cause, from, to, inSeconds(atMicros)],
    micros === null ? null : inSeconds(micros),
    ...phases,
    ...CAUSES.map((row) => (micros === null ? null : inSeconds(byCause[row.cause] ?? 0))),
  ];
}

function inSeconds(micros: number): number {
  return micros / 1_000_000;
}
