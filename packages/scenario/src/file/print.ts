/** A scenario as a file of its own: what it extends is written out, defaults too. Reading it gives the same scenario. */
import { type Duration, formatDuration } from "@sysplex/sim-core";
import type { Upload } from "@sysplex/zosmf";
import { stringify } from "yaml";
import { formatSize } from "./sizes.js";
import { formatRedis } from "./timeline-redis.js";
import type {
  Arrivals,
  ClientDeclaration,
  KubernetesDeclaration,
  ScenarioDocument,
  SysplexDeclaration,
  SystemDeclaration,
  TimelineEntry,
  TimelineObject,
  UserDeclaration,
  ZoweDeclaration,
} from "./scenario-document.js";

/** The YAML text of a scenario, for the same folder. */
export function printScenario(document: ScenarioDocument): string {
  const { name, title, seed, duration, warmup, sysplex, hosts, clients, users, probe } = document;
  const plain = {
    scenario: name,
    title,
    ...(document.story === undefined ? {} : { story: document.story }),
    seed,
    duration: formatDuration(duration),
    warmup: formatDuration(warmup),
    sysplex: plainSysplex(sysplex),
    ...(document.zowe === undefined ? {} : { zowe: plainZowe(document.zowe) }),
    ...(document.kubernetes === undefined ? {} : { kubernetes: plainKubernetes(document.kubernetes) }),
    ...(document.certificates === undefined ? {} : { certificates: plainCertificate(document.certificates) }),
    hosts: Object.fromEntries(hosts.map((host) => [host.name, host.address])),
    clients: [...clients.map(plainClient), ...users.map(plainUsers)],
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
    arm: rest.arm?.path,
    statusDetection: rest.statusDetection,
    operator: operator && { ...operator, replyAfter: formatDuration(operator.replyAfter) },
    couplingFacilities: rest.couplingFacilities,
    systems: Object.fromEntries(systems.map((system) => [system.name, plainSystem(system)])),
  };
}

function plainSystem(system: SystemDeclaration) {
  const { tcpip, tcpipData, ceaprm, bpxprm, zosmf, processors, clone, symbols, wlm, upAtStart } = system;
  return {
    tcpip: tcpip.path,
    tcpipData: tcpipData?.path,
    ceaprm: ceaprm?.path,
    bpxprm: bpxprm?.path,
    zosmf: zosmf.map(({ path }) => path),
    processors,
    clone,
    symbols,
    wlm,
    upAtStart,
  };
}

function plainZowe({ config, release, instances }: ZoweDeclaration) {
  return {
    config: config.path,
    release,
    instances: instances?.map((instance) => ({
      system: instance.system,
      haInstance: instance.haInstance,
      config: instance.config?.path,
      release: instance.release,
      upAtStart: instance.upAtStart,
      arm: instance.arm,
      processes: instance.processes,
    })),
  };
}

function plainKubernetes({ manifests, compose, nodes, addresses, release, zosmf }: KubernetesDeclaration) {
  return {
    ...(compose === undefined ? { manifests: manifests.map(({ path }) => path) } : { compose: compose.path }),
    nodes: nodes?.map(({ name, milliCpu, memoryBytes }) => ({
      name,
      cpu: `${milliCpu}m`,
      memory: String(memoryBytes),
    })),
    addresses,
    release,
    zosmf,
  };
}

/** Durations as text, wherever they stand. */
function plainCertificate(declared: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(declared).map(([key, value]: [string, unknown]) => {
      if (key === "expiresAfter" || key === "validAfter") return [key, formatDuration(value as Duration)];
      const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
      return [key, isMap ? plainCertificate(value) : value];
    }),
  );
}

function plainClient(declaration: ClientDeclaration) {
  const { name, request, service, arrivals, timeout, retry, connections, os, auth, renewal, user } =
    declaration;
  return {
    name,
    request: request.text,
    service,
    arrivals: formatArrivals(arrivals),
    timeout: formatDuration(timeout),
    retry: { attempts: retry.attempts, backoff: formatDuration(retry.backoff) },
    connections:
      connections.kind === "perRequest"
        ? "per-request"
        : { keepAlive: { pool: connections.pool, idle: formatDuration(connections.idle) } },
    os,
    auth,
    renewal: renewal === "refused" ? undefined : renewal,
    user,
    ...(declaration.upload === undefined ? {} : plainUpload(declaration.upload)),
  };
}

function plainUpload({ bytes, bytesPerSecond, limit }: Upload) {
  return {
    body: formatSize(bytes),
    uploadRate: bytesPerSecond === undefined ? undefined : `${formatSize(bytesPerSecond)}/s`,
    responseTimeout: limit && formatDuration(limit),
  };
}

function plainUsers(declaration: UserDeclaration) {
  const { name, users, at } = declaration;
  if (declaration.kind === "ums") return { name, ums: at.text, users, think: declaration.think };
  const { arrivals, logonsWithin, messageEvery, timeout, backoff, os } = declaration;
  return {
    name,
    desktop: at.text,
    users,
    arrivals: formatArrivals(arrivals),
    logonsWithin: formatDuration(logonsWithin),
    messageEvery: formatDuration(messageEvery),
    timeout: formatDuration(timeout),
    backoff: formatDuration(backoff),
    os,
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
    case "failComponent":
      return {
        fail: formatObject(entry.object),
        how: entry.how,
        restarts: entry.restarts ? "succeed" : "fail",
        exitCode: entry.exitCode,
        ...(entry.worker === undefined ? {} : { worker: entry.worker }),
      };
    case "redis":
      return { [entry.does]: formatObject(entry.object) };
    case "nameServer": {
      const { does, object, delay } = entry;
      return {
        [does]: formatObject(object),
        ...(delay === undefined ? {} : { delay: formatDuration(delay) }),
      };
    }
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
    case "cluster": {
      const { does, object, how, replicas } = entry;
      return { [does]: formatObject(object), how, replicas };
    }
    case "command":
      return { command: entry.command, on: entry.system };
    case "reply":
      return { reply: entry.reply, ...(entry.to === undefined ? {} : { to: entry.to }) };
    case "obeyfile":
      return { obeyfile: entry.profile.path, on: formatObject(entry.object) };
    case "workspace":
      return { workspace: entry.what, of: formatObject(entry.object) };
    case "rotate":
      return { rotate: entry.target, certificate: plainCertificate(entry.certificate) };
    case "update":
      return { update: formatObject(entry.object), to: formatObject(entry.to) };
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
    case "lan":
      return `${object.kind} ${object.a} ${object.b}`;
    case "redis":
      return formatRedis(object);
    case "nameServer":
      return `name-server ${object.address}`;
    case "couplingFacility":
      return `cf ${object.name}`;
    case "pod":
    case "node":
    case "workload":
      return `${object.kind} ${object.name}`;
    case "component":
      return `${object.system}/${object.job}/${object.component}`;
    default:
      return `${object.system}/${object.job}`;
  }
}
