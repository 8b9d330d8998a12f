/** A scenario as a file of its own: what it extends is written out, defaults too. Reading it gives the same scenario. */
import { type Duration, formatDuration } from "@sysplex/sim-core";
import { stringify } from "yaml";
import type {
  Arrivals,
  ClientDeclaration,
  ScenarioDocument,
  SysplexDeclaration,
  SystemDeclaration,
  TimelineEntry,
  TimelineObject,
} from "./scenario-document.js";

/** The YAML text of a scenario, for the same folder. */
export function printScenario(document: ScenarioDocument): string {
  const { name, title, seed, duration, warmup, sysplex, hosts, clients, probe } = document;
  const plain = {
    scenario: name,
    title,
    seed,
    duration: formatDuration(duration),
    warmup: formatDuration(warmup),
    sysplex: plainSysplex(sysplex),
    hosts: Object.fromEntries(hosts.map((host) => [host.name, host.address])),
    clients: clients.map(plainClient),
    probe: { every: formatDuration(probe.every) },
    parameters: Object.fromEntries(document.parameters.map((parameter) => [parameter.name, parameter.raw])),
    timeline: document.timeline.map(plainEntry),
    expect: Object.fromEntries(document.expectations.map(({ metric, text }) => [metric, text])),
  };
  return stringify(plain, { aliasDuplicateObjects: false, lineWidth: 0 });
}

/** Keys whose value is `undefined` are not written. */
function plainSysplex({ name, couple, sfm, operator, systems, ...rest }: SysplexDeclaration) {
  return {
    name,
    couple: couple?.path,
    sfm: sfm?.path,
    statusDetection: rest.statusDetection,
    operator: operator && { ...operator, replyAfter: formatDuration(operator.replyAfter) },
    couplingFacilities: rest.couplingFacilities,
    systems: Object.fromEntries(systems.map((system) => [system.name, plainSystem(system)])),
  };
}

function plainSystem({ tcpip, zosmf, processors, clone, symbols, upAtStart }: SystemDeclaration) {
  return {
    tcpip: tcpip.path,
    zosmf: zosmf.map(({ path }) => path),
    processors,
    clone,
    symbols,
    upAtStart,
  };
}

function plainClient({ name, request, arrivals, timeout, retry, connections, os, auth }: ClientDeclaration) {
  return {
    name,
    request: request.text,
    arrivals: formatArrivals(arrivals),
    timeout: formatDuration(timeout),
    retry: { attempts: retry.attempts, backoff: formatDuration(retry.backoff) },
    connections:
      connections.kind === "perRequest"
        ? "per-request"
        : { keepAlive: { pool: connections.pool, idle: formatDuration(connections.idle) } },
    os,
    auth,
  };
}

/** A rate is written per hour where that is exact, as it was most likely given so. */
function formatArrivals(arrivals: Arrivals): string {
  if (arrivals.kind === "every") return `every ${formatDuration(arrivals.interval)}`;
  const { perSecond } = arrivals;
  for (const [unit, seconds] of [
    ["s", 1],
    ["m", 60],
    ["h", 3600],
  ] as const) {
    const count = Number((perSecond * seconds).toPrecision(15));
    if (count / seconds === perSecond && /^\d+(?:\.\d{1,15})?$/.test(String(count))) {
      return `poisson ${count}/${unit}`;
    }
  }
  return `poisson ${perSecond.toFixed(15)}/s`;
}

function plainEntry(entry: TimelineEntry): Readonly<Record<string, unknown>> {
  return { at: formatDuration(entry.at as number as Duration), ...plainAction(entry) };
}

function plainAction(entry: TimelineEntry): Readonly<Record<string, unknown>> {
  switch (entry.verb) {
    case "fail":
      return {
        fail: formatObject(entry.object),
        ...(entry.object.kind === "system" ? { how: entry.how } : {}),
      };
    case "hang": {
      const { object, signalling } = entry;
      return { hang: formatObject(object), ...(object.kind === "system" ? { signalling } : {}) };
    }
    case "slowLink":
      return { slow: formatObject(entry.object), delay: formatDuration(entry.delay) };
    case "slowServer":
      return { slow: formatObject(entry.object), factor: entry.factor };
    case "partition": {
      const { a, b } = entry.object;
      const direction = entry.direction === "both" ? {} : { direction: `${a}->${b}` };
      return { partition: formatObject(entry.object), ...direction };
    }
    case "command":
      return { command: entry.command, on: entry.system };
    case "reply":
      return { reply: entry.reply, ...(entry.to === undefined ? {} : { to: entry.to }) };
    case "obeyfile":
      return { obeyfile: entry.profile.path, on: formatObject(entry.object) };
    case "set":
      return { set: entry.parameter.name, to: entry.parameter.raw };
    default:
      return { [entry.verb]: formatObject(entry.object) };
  }
}

/** An object as z/OS people name it: `SYSA/IZUSVRA`, `link SYSA SYSB`. */
export function formatObject(object: TimelineObject): string {
  switch (object.kind) {
    case "system":
      return object.system;
    case "link":
      return `link ${object.a} ${object.b}`;
    case "couplingFacility":
      return `cf ${object.name}`;
    default:
      return `${object.system}/${object.job}`;
  }
}
