/** From what was measured to the result that is printed. */
import { inMillis, inSeconds, type Duration, type LatencyHistogram } from "@sysplex/sim-core";
import type { ConsoleMessage, Diagnostic } from "@sysplex/sysplex";
import type { ResolvedScenario } from "../resolve/configuration.js";
import { evaluateExpectation, type Expectation, type MetricUnit } from "./expectation.js";
import { explainFailover } from "../explain/explain.js";
import type { Explanation } from "../explain/explained.js";
import type { Failover } from "../measure/failover-tracker.js";
import { messageStanding } from "./messages.js";
import { observedMetric } from "./observed-metric.js";
import { latencyDistribution, seriesResult } from "./series-result.js";
import type { ScenarioUsers } from "../clients/users.js";
import { userMetrics } from "./user-metrics.js";
import { kubernetesResult } from "./kubernetes-result.js";
import { zosmfFigures } from "./zosmf-metrics.js";
import { zoweMetrics } from "./zowe-metrics.js";
import { parameterTables } from "../resolve/parameters.js";
import type {
  ClientResult,
  DiagnosticResult,
  FailoverResult,
  LatencyResult,
  MessageResult,
  RunResult,
  ServiceResult,
  TenureResult,
  UsersResult,
  ZoweResult,
} from "./result.js";
import type { FinishOptions } from "../built-scenario.js";
import type { ScenarioPlex } from "../plex.js";
import type { Service } from "../measure/service.js";
import type { ServiceMeter } from "../measure/service-meter.js";
import type { Tenure } from "../measure/measurement.js";

type Explain = (failover: Failover) => readonly Explanation[];

export function reportResult(
  resolved: ResolvedScenario,
  plex: ScenarioPlex,
  { version, diagnostics = [] }: FinishOptions,
): RunResult {
  const { document, filesRead } = resolved;
  const { sim, services, clientMeters, measurement } = plex;
  const observed = (expectation: Expectation) => observedMetric(plex, expectation);
  const zosmf = zosmfFigures(plex);
  return {
    schema: 1,
    scenario: document.name,
    title: document.title,
    story: document.story === undefined ? null : { fixed: null, ...document.story },
    seed: sim.seed,
    fingerprint: sim.fingerprint,
    version,
    simulatedSeconds: inSeconds(sim.now),
    events: sim.eventCount,
    services: Object.fromEntries(
      services.map((service) => [
        service.name,
        serviceResult(service, { probeEvery: document.probe.every, charts: plex.charts }, (failover) =>
          explainFailover(resolved, failover, measurement, {
            whyUnserved: service.whyUnserved,
            hindrances: service.hindrances.all,
          }),
        ),
      ]),
    ),
    clients: Object.fromEntries([...clientMeters].map(([name, meter]) => [name, clientResult(meter)])),
    users: Object.fromEntries(plex.users.map((users) => [users.name, usersResult(users)])),
    resources: measurement.resources,
    messages: measurement.messages.map(messageResult),
    expectations: document.expectations.map((expectation) =>
      evaluateExpectation(expectation, observed(expectation)),
    ),
    timeline: plex.timeline.played.map(({ at, text, refusal }) => ({
      at: inSeconds(at),
      what: text,
      ...(refusal === undefined ? {} : { refusal }),
    })),
    owners: measurement.owners.map(tenureResult),
    activeTargets: measurement.activeTargets.map(tenureResult),
    stacks: measurement.stacks.map(({ at, ...change }) => ({ at: inSeconds(at), ...change })),
    remarks: measurement.remarks.map(({ at, ...remark }) => ({ at: inSeconds(at), ...remark })),
    zowe: document.zowe === undefined && plex.zowe.kubernetes === undefined ? null : zoweResult(plex),
    kubernetes: kubernetesResult(plex),
    ...(zosmf === undefined ? {} : { zosmf: { metrics: zosmf } }),
    files: filesRead,
    diagnostics: diagnostics.map(diagnosticResult),
    assumptions: assumptionsOf(resolved),
  };
}

/** Most lines of SYSPRINT kept; a crash loop of a day still ends. */
const SYSPRINT_MAX = 10_000;

function zoweResult(plex: ScenarioPlex): ZoweResult {
  const { zowe, zoweRecord } = plex;
  return {
    metrics: Object.fromEntries(
      zoweMetrics.map(({ name, unit, observe }) => [name, figureOf(unit, observe(plex))]),
    ),
    turns: zoweRecord.turns.map(({ at, ...turn }) => ({ at: inSeconds(at), ...turn })),
    staleEntries: zoweRecord.stale.map(({ at, ...entry }) => ({ at: inSeconds(at), ...entry })),
    sysprint: zowe.sysprint.lines
      .slice(0, SYSPRINT_MAX)
      .map(({ at, ...line }) => ({ at: inSeconds(at), ...line })),
  };
}

/** As many as outages are listed. */
const HINDRANCES_MAX = 1_000;

function serviceResult(
  service: Service,
  { probeEvery, charts }: { readonly probeEvery: Duration; readonly charts: boolean },
  explain: Explain,
): ServiceResult {
  const { requests, availability, latencyMs, lostConnections } = clientResult(service.meter);
  const { probe } = service;
  return {
    requests,
    availability,
    outageSeconds: probe === undefined ? 0 : inSeconds(probe.outage),
    longestOutageSeconds: probe === undefined ? 0 : inSeconds(probe.longestOutage),
    probeSeconds: probe === undefined ? null : inSeconds(probeEvery),
    outages: (probe?.outages ?? []).map(({ from, to }) => ({
      from: inSeconds(from),
      to: to === undefined ? null : inSeconds(to),
    })),
    hindrances: service.hindrances.all.slice(0, HINDRANCES_MAX).map(({ from, to, ...hindrance }) => ({
      ...hindrance,
      from: inSeconds(from),
      to: to === undefined ? null : inSeconds(to),
    })),
    latencyMs,
    latencyDistribution: charts ? latencyDistribution(service.meter.latency) : [],
    ...seriesResult(service),
    failovers: service.failovers.failovers.map((failover) => failoverResult(failover, explain(failover))),
    wasServed: service.wasServed,
    unservedAtEnd: service.whyUnserved ?? null,
    lost: { connections: lostConnections, sessions: service.meter.lostSessions, jobs: null },
  };
}

function clientResult({ counts, availability, latency, lostConnections }: ServiceMeter): ClientResult {
  return {
    requests: counts,
    availability: availability ?? null,
    latencyMs: latencyResult(latency),
    lostConnections,
  };
}

function usersResult({ kind, count, figures }: ScenarioUsers): UsersResult {
  const own = userMetrics.filter(({ name, kinds }) => kinds.includes(kind) && !name.startsWith("failures."));
  const metrics = own.map(({ name, unit, observe }) => [name, figureOf(unit, observe(figures, name))]);
  return {
    kind,
    count,
    metrics: Object.fromEntries(metrics) as UsersResult["metrics"],
    byFailure: figures.byFailure,
  };
}

/** Durations in seconds. Null: it did not happen. */
function figureOf(unit: MetricUnit, observed: number | undefined): number | null {
  if (observed === undefined) return null;
  return unit === "duration" ? inSeconds(observed as Duration) : observed;
}

function latencyResult(latency: LatencyHistogram): LatencyResult {
  const quantile = (fraction: number): number | null =>
    latency.count === 0 ? null : inMillis(latency.quantile(fraction) as Duration);
  return {
    p50: quantile(0.5),
    p90: quantile(0.9),
    p99: quantile(0.99),
    p999: quantile(0.999),
    max: latency.count === 0 ? null : inMillis(latency.max as Duration),
  };
}

function failoverResult(
  { kind, cause, from, to, at, causedAt, noticedBy, completed, milestones }: Failover,
  explanation: readonly Explanation[],
): FailoverResult {
  return {
    kind,
    cause,
    from: from === undefined ? null : systemOf(from),
    to: to === undefined ? null : systemOf(to),
    at: inSeconds(at),
    causedAt: inSeconds(causedAt),
    noticedBy,
    timeToFailoverSeconds: completed === undefined ? null : inSeconds(completed.timeToFailover),
    phases:
      completed === undefined
        ? null
        : {
            detect: inSeconds(completed.phases.detect),
            decide: inSeconds(completed.phases.decide),
            move: inSeconds(completed.phases.move),
            accept: inSeconds(completed.phases.accept),
            recover: inSeconds(completed.phases.recover),
          },
    milestones: milestones.map((milestone) => ({ at: inSeconds(milestone.at), what: milestone.what })),
    explanation,
  };
}

function messageResult({ at, ...message }: ConsoleMessage): MessageResult {
  return { at: inSeconds(at), ...message, standing: messageStanding(message.id) };
}

function systemOf(stack: string): string {
  return stack.split("/")[0] ?? stack;
}

function tenureResult({ at, of, stack }: Tenure): TenureResult {
  return { at: inSeconds(at), of, stack: stack ?? null };
}

function diagnosticResult({ range, ...diagnostic }: Diagnostic): DiagnosticResult {
  return { ...diagnostic, file: range.file, line: range.start.line, column: range.start.column };
}

function assumptionsOf({ overridden, document }: ResolvedScenario): RunResult["assumptions"] {
  const texts = new Map(document.parameters.map(({ name, raw }) => [name, String(raw)]));
  return parameterTables.flatMap(({ scope, rows }) =>
    Object.entries(rows)
      .filter(([, { standing }]) => standing === "assumed")
      .map(([key, { defaultText }]) => {
        const name = `${scope}.${key}`;
        return { name, value: texts.get(name) ?? defaultText, overridden: overridden.includes(name) };
      }),
  );
}
