/** One replication: a bundle, a seed → an outcome. A pure function of the two and of the models' version. */
import {
  buildScenario,
  type FailoverResult,
  type PhasesResult,
  type ResolvedScenario,
  type RunResult,
  type ServiceResult,
  type UsersResult,
} from "@sysplex/scenario";
import { LatencyHistogram, type LatencyHistogramJson, type SimulationMemory } from "@sysplex/sim-core";
import { attributeFailover, attributeOutage } from "../outage/attribute.js";
import {
  wholeMicros,
  type FailoverOutcome,
  type ReplicationOutcome,
  type ResourcesOutcome,
  type ServiceOutcome,
  type UsersOutcome,
} from "./outcome.js";
import { replicationSeed } from "./seeds.js";

export interface ReplicationTask {
  readonly seed: string;
  /** Counted from 1. */
  readonly replication: number;
  readonly version: string;
}

/** What measured a service or client, as far as the result does not tell it. */
interface Latencies {
  readonly services: ReadonlyMap<string, LatencyHistogram>;
  readonly clients: ReadonlyMap<string, LatencyHistogram>;
}

export function runReplication(
  resolved: ResolvedScenario,
  { seed: studySeed, replication, version }: ReplicationTask,
  memory?: SimulationMemory,
): ReplicationOutcome {
  const seed = replicationSeed(studySeed, replication);
  const built = buildScenario(resolved, seed, { charts: false, memory });
  const result = built.finish({ version });
  built.sim.end();
  const { services, clientMeters } = built.plex;
  const latencies = {
    services: new Map(services.map(({ name, meter }) => [name, meter.latency])),
    clients: new Map([...clientMeters].map(([name, { latency }]) => [name, latency])),
  };
  return outcomeOf(result, replication, latencies, onlyClients(resolved));
}

/** Most of an outcome are its histograms: that of a service with one client is kept once. By client, the service. */
function onlyClients({ document }: ResolvedScenario): ReadonlyMap<string, string> {
  const alone = document.clients.filter(
    ({ service }) => document.clients.filter((other) => other.service === service).length === 1,
  );
  return new Map(alone.flatMap(({ name, service }) => (service === undefined ? [] : [[name, service]])));
}

function outcomeOf(
  result: RunResult,
  replication: number,
  latencies: Latencies,
  alone: ReadonlyMap<string, string>,
): ReplicationOutcome {
  return {
    replication,
    seed: result.seed,
    fingerprint: result.fingerprint,
    events: result.events,
    simulatedMicros: wholeMicros(result.simulatedSeconds),
    services: mapValues(result.services, (service, name) =>
      serviceOutcome(service, result, histogramOf(latencies.services, name)),
    ),
    clients: mapValues(result.clients, ({ requests, lostConnections }, name) => ({
      requests,
      lostConnections,
      latency: sharedLatency(name, latencies, alone) ?? histogramOf(latencies.clients, name),
    })),
    ...(Object.keys(result.users).length === 0 ? {} : { users: mapValues(result.users, usersOutcome) }),
    resources: resourcesOutcome(result.resources),
    expectations: result.expectations.map(({ metric, expected, ok }) => ({ metric, expected, ok })),
    refusals: result.timeline.filter(({ refusal }) => refusal !== undefined).length,
  };
}

function serviceOutcome(
  service: ServiceResult,
  { simulatedSeconds }: RunResult,
  latency: LatencyHistogramJson,
): ServiceOutcome {
  return {
    requests: service.requests,
    lostConnections: service.lost.connections,
    latency,
    outageMicros: wholeMicros(service.outageSeconds),
    longestOutageMicros: wholeMicros(service.longestOutageSeconds),
    lostSessions: service.lost.sessions,
    outageByCause: attributeOutage(service, wholeMicros(simulatedSeconds)),
    failovers: service.failovers.map(failoverOutcome),
  };
}

function usersOutcome({ metrics }: UsersResult): UsersOutcome {
  const { disturbances = null, longestDisturbance = null, websocketsCut = null } = metrics;
  return {
    logonsNeeded: metrics["logonsNeeded"] ?? 0,
    disturbances,
    longestDisturbanceMicros: longestDisturbance === null ? null : wholeMicros(longestDisturbance),
    terminalsCut: websocketsCut,
    unsavedStateLost: metrics["unsavedStateLost"] ?? null,
  };
}

function failoverOutcome(failover: FailoverResult): FailoverOutcome {
  const { kind, cause, from, to, at, timeToFailoverSeconds, phases } = failover;
  return {
    kind,
    cause,
    from,
    to,
    atMicros: wholeMicros(at),
    micros: timeToFailoverSeconds === null ? null : wholeMicros(timeToFailoverSeconds),
    phaseMicros: phases && phaseMicros(phases),
    byCause: attributeFailover(failover),
  };
}

function phaseMicros({ detect, decide, move, accept, recover }: PhasesResult): PhasesResult {
  return {
    detect: wholeMicros(detect),
    decide: wholeMicros(decide),
    move: wholeMicros(move),
    accept: wholeMicros(accept),
    recover: wholeMicros(recover),
  };
}

/** Processor seconds and MiB are sums of decimals: whole microseconds and KiB of them are kept. */
function resourcesOutcome({ idle, stateChange }: RunResult["resources"]): ResourcesOutcome {
  return {
    idleCpuMicrosPerHour: wholeMicros(idle.cpuSecondsPerHour),
    idleMemoryKiB: Math.round(idle.memoryMiB * 1024),
    stateChangeCpuMicros: wholeMicros(stateChange.cpuSeconds),
    messages: stateChange.messages,
    bytes: stateChange.bytes,
    restarts: stateChange.restarts,
  };
}

/** The service whose histogram is the client's as well. Users of other kinds may ask for it, too: so they are compared. */
function sharedLatency(
  client: string,
  { services, clients }: Latencies,
  alone: ReadonlyMap<string, string>,
): string | undefined {
  const service = alone.get(client) ?? "";
  const [own, whole] = [clients.get(client), services.get(service)];
  const isSame = own?.count === whole?.count && (own?.count === 0 || own?.mean === whole?.mean);
  return own !== undefined && whole !== undefined && isSame ? service : undefined;
}

function histogramOf(histograms: ReadonlyMap<string, LatencyHistogram>, name: string): LatencyHistogramJson {
  return (histograms.get(name) ?? new LatencyHistogram()).toJSON();
}

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Mapped,
): Readonly<Record<string, Mapped>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
