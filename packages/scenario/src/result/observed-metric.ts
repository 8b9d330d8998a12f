/** What was observed of a metric, in its base unit: µs, a share from 0 to 1, or a count. */
import type { LatencyHistogram } from "@sysplex/sim-core";
import { findMetric, type Expectation } from "./expectation.js";
import type { Failover, Phases } from "../measure/failover-tracker.js";
import type { ScenarioPlex } from "../plex.js";
import type { Service } from "../measure/service.js";
import type { ServiceMeter } from "../measure/service-meter.js";
import type { ScenarioUsers } from "../clients/users.js";
import { userMetrics } from "./user-metrics.js";
import { kubernetesMetric } from "./kubernetes-metrics.js";
import { zosmfMetric } from "./zosmf-metrics.js";
import { sysprintCount, zoweMetric, type ZoweMetric } from "./zowe-metrics.js";

/** `undefined`: it did not happen. */
export function observedMetric(plex: ScenarioPlex, { subject, measure }: Expectation): number | undefined {
  if (subject === undefined) return (ownMetric(measure)?.observe ?? runMetric)(plex, measure);
  const service = plex.services.find(({ name }) => name === subject);
  const users = plex.users.find(({ name }) => name === subject);
  if (users !== undefined) return userMetric(users, measure);
  const meter = plex.clientMeters.get(subject);
  if (service !== undefined) return serviceMetric(service, measure) ?? requestMetric(service.meter, measure);
  return meter === undefined ? undefined : requestMetric(meter, measure);
}

function ownMetric(measure: string): Pick<ZoweMetric, "observe"> | undefined {
  return zoweMetric(measure) ?? kubernetesMetric(measure) ?? zosmfMetric(measure);
}

/** Of the rows with a `<…>` in their name there is one for each kind. */
function userMetric({ kind, figures }: ScenarioUsers, measure: string): number | undefined {
  const name = findMetric(measure, kind)?.name;
  return userMetrics.find((metric) => metric.name === name)?.observe(figures, measure);
}

function runMetric(plex: ScenarioPlex, measure: string): number {
  const { sim, measurement } = plex;
  const [head = "", id = ""] = measure.split(".");
  if (head === "messages" && id.startsWith("ZWE")) return sysprintCount(plex, id);
  return head === "messages" ? (measurement.messageCounts.get(id) ?? 0) : sim.eventCount;
}

function serviceMetric({ failovers, probe }: Service, measure: string): number | undefined {
  const of = (...kinds: Failover["kind"][]): readonly Failover[] =>
    failovers.failovers.filter(({ kind }) => kinds.includes(kind));
  switch (measure) {
    case "timeToFailover":
      return longest(of("failover", "recovery"))?.timeToFailover;
    case "timeToSwitchback":
      return longest(of("switchback"))?.timeToFailover;
    case "failovers":
      return of("failover").length;
    case "recoveries":
      return of("recovery").length;
    case "switchbacks":
      return of("switchback").length;
    case "outage":
      return probe?.outage;
    case "longestOutage":
      return probe?.longestOutage;
  }
  const phase = /^phases\.(\w+)$/.exec(measure)?.[1] as keyof Phases | undefined;
  return phase === undefined ? undefined : longest(of("failover", "recovery"))?.phases[phase];
}

/** Of several, the longest; one that never ended is longer than any, and has no figure. */
function longest(failovers: readonly Failover[]): Failover["completed"] {
  if (failovers.some(({ completed }) => completed === undefined)) return undefined;
  return failovers
    .map(({ completed }) => completed)
    .reduce<Failover["completed"]>(
      (most, next) => (most === undefined || (next?.timeToFailover ?? 0) > most.timeToFailover ? next : most),
      undefined,
    );
}

function requestMetric(
  { counts, availability, latency, lostConnections, logons, lostSessions }: ServiceMeter,
  measure: string,
): number | undefined {
  const [head = "", tail = ""] = measure.split(".");
  switch (head) {
    case "availability":
      return availability;
    case "requests":
      return (counts as unknown as Readonly<Record<string, number>>)[tail];
    case "failures":
      return counts.byFailure[tail] ?? 0;
    case "lost":
      return tail === "connections" ? lostConnections : lostSessions;
    case "logons":
      return logons;
  }
  return latencyMetric(latency, measure);
}

const QUANTILES: Readonly<Record<string, number>> = {
  latencyP50: 0.5,
  latencyP90: 0.9,
  latencyP99: 0.99,
  latencyP999: 0.999,
};

function latencyMetric(latency: LatencyHistogram, measure: string): number | undefined {
  if (latency.count === 0) return undefined;
  const fraction = QUANTILES[measure];
  if (fraction !== undefined) return latency.quantile(fraction);
  return measure === "latencyMax" ? latency.max : undefined;
}
