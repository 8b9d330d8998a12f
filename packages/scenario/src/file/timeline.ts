/** The timeline: entries with objects that exist, options that fit, and times inside the run. */
import { type Duration, START, after, formatDuration } from "@sysplex/sim-core";
import { didYouMean } from "@sysplex/sysplex";
import type { InstanceCertificates } from "@sysplex/zowe";
import type { Ground, Path } from "./places.js";
import type { Sound } from "./reading.js";
import { readNameServerAction } from "./timeline-name-server.js";
import { readRedisAction } from "./timeline-redis.js";
import { isOfCluster, ofSysplex, readClusterAction, wordClusterAction } from "./timeline-cluster.js";
import type {
  ComponentFailureKind,
  FailureKind,
  PodFailureKind,
  TimelineAction,
  TimelineEntry,
  TimelineObject,
} from "./scenario-document.js";
import type { ScenarioFile } from "./schema.js";
import { checkSystem } from "./sysplex.js";

type FileEntry = ScenarioFile["timeline"][number];

/** How long the run is, as far as it is known. */
export interface RunLength {
  readonly duration: Duration | undefined;
  readonly warmup: Duration | undefined;
}

export function readTimeline(
  timeline: readonly (Sound<FileEntry> | undefined)[],
  length: RunLength,
  ground: Ground,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  timeline.forEach((sound, index) => {
    const entry = sound as Partial<FileEntry> | undefined; // Single values are sound as a whole.
    if (entry === undefined) return;
    checkTime(entry.at, index, length, ground);
    const action = readAction(entry, index, ground);
    if (action === undefined || entry.at === undefined) return;
    const text = wordAction(action, index, ground);
    entries.push({
      at: after(START, entry.at),
      text,
      range: ground.places.range("timeline", index),
      objectRange: ground.places.range("timeline", index, verbKey(action)),
      ...action,
    });
  });
  return entries.sort((a, b) => a.at - b.at);
}

function checkTime(
  at: Duration | undefined,
  index: number,
  { duration, warmup }: RunLength,
  ground: Ground,
): void {
  if (at === undefined) return;
  const range = ground.places.range("timeline", index, "at");
  if (duration !== undefined && at >= duration) {
    ground.fault("TIME_AFTER_END", range, formatDuration(at), formatDuration(duration));
  } else if (warmup !== undefined && at < warmup) {
    ground.fault("TIME_IN_WARMUP", range, formatDuration(at), formatDuration(warmup));
  }
}

/** `undefined`: a fault has been reported. */
function readAction(entry: Partial<FileEntry>, index: number, ground: Ground): TimelineAction | undefined {
  checkObjectOf(entry, index, ground);
  const ofCluster = readClusterAction(entry, index, ground);
  if (ofCluster !== undefined) return ofCluster;
  const ofRedis = readRedisAction(entry);
  if (ofRedis !== undefined) return ofRedis;
  const ofNameServer = readNameServerAction(entry, index, ground);
  if (ofNameServer !== undefined) return ofNameServer === "faulty" ? undefined : ofNameServer;
  if ("stall" in entry) return entry.stall && { verb: "stall", object: entry.stall };
  if ("fail" in entry) return readFail(entry, index, ground);
  if ("hang" in entry) return readHang(entry, index, ground);
  if ("stop" in entry) {
    const object = ofSysplex(entry.stop);
    return object && { verb: "stop", object };
  }
  if ("start" in entry) {
    const object = ofSysplex(entry.start);
    return object && { verb: "start", object };
  }
  if ("ipl" in entry) return entry.ipl && { verb: "ipl", object: entry.ipl };
  if ("slow" in entry) return readSlow(entry, index, ground);
  if ("partition" in entry) return readPartition(entry, index, ground);
  if ("heal" in entry) {
    const object = ofSysplex(entry.heal);
    return object === undefined || object.kind === "redis" ? undefined : { verb: "heal", object };
  }
  if ("command" in entry) return readCommand(entry);
  if ("reply" in entry) return readReply(entry);
  if ("obeyfile" in entry) return readObeyfile(entry, index, ground);
  if ("set" in entry) return readSet(entry, index, ground);
  if ("workspace" in entry) {
    const { workspace: what, of } = entry;
    return what && of && { verb: "workspace", what, object: of };
  }
  if ("rotate" in entry) {
    const { rotate: target, certificate } = entry;
    return target === undefined ? undefined : { verb: "rotate", target, certificate: defined(certificate) };
  }
  if ("update" in entry) {
    const { update, to } = entry;
    return update && to && { verb: "update", object: update, to };
  }
  return undefined;
}

/** Without the keys that were left out. */
function defined(certificate: unknown): InstanceCertificates {
  return JSON.parse(JSON.stringify(certificate ?? {})) as InstanceCertificates;
}

type AnyFailureKind = FailureKind | ComponentFailureKind | PodFailureKind;

type EntryWith<Verb extends string> = Partial<Extract<FileEntry, Record<Verb, unknown>>>;

function readFail(
  { fail: object, how, restarts, exitCode, worker }: EntryWith<"fail">,
  index: number,
  ground: Ground,
): TimelineAction | undefined {
  const fail = ofSysplex(object);
  if (fail === undefined || fail.kind === "redis") return undefined;
  if (fail.kind === "component") {
    if (how !== undefined && !isOfComponent(how))
      wrongOption("how", "a component only as crash, kill, out-of-memory or configure", index, ground);
    const kind = how !== undefined && isOfComponent(how) ? how : "crash";
    return {
      verb: "failComponent",
      object: fail,
      how: kind,
      restarts: restarts !== "fail",
      exitCode: exitCode ?? 1,
      ...(worker === undefined ? {} : { worker }),
    };
  }
  if (restarts !== undefined) wrongOption("restarts", "a component only", index, ground);
  if (exitCode !== undefined) wrongOption("exitCode", "a component only", index, ground);
  if (worker !== undefined) wrongOption("worker", "an app-server only", index, ground);
  if (how !== undefined && (fail.kind !== "system" || !isOfSystem(how)))
    wrongOption("how", "a system (wait-state, reset, power-loss) or a component", index, ground);
  const kind = how !== undefined && isOfSystem(how) ? how : "wait-state";
  return { verb: "fail", object: fail, how: kind };
}

function isOfSystem(how: AnyFailureKind): how is FailureKind {
  return how === "wait-state" || how === "reset" || how === "power-loss";
}

function isOfComponent(how: AnyFailureKind): how is ComponentFailureKind {
  return how === "crash" || how === "kill" || how === "out-of-memory" || how === "configure";
}

function readHang(
  { hang: object, signalling }: EntryWith<"hang">,
  index: number,
  ground: Ground,
): TimelineAction | undefined {
  const hang = ofSysplex(object);
  if (hang === undefined) return undefined;
  if (signalling !== undefined && hang.kind !== "system")
    wrongOption("signalling", "a system only", index, ground);
  return { verb: "hang", object: hang, signalling: signalling ?? false };
}

function readSlow(entry: EntryWith<"slow">, index: number, ground: Ground): TimelineAction | undefined {
  const { delay, factor } = entry;
  const slow = ofSysplex(entry.slow);
  if (slow === undefined) return undefined;
  const range = ground.places.range("timeline", index, "slow");
  if (slow.kind === "link") {
    if ("factor" in entry) wrongOption("factor", "a server; a link has a delay", index, ground);
    if (!("delay" in entry))
      ground.fault("MISSING_OPTION", range, "A slow link", "a delay, such as delay: 200ms");
    return delay && { verb: "slowLink", object: slow, delay };
  }
  if ("delay" in entry) wrongOption("delay", "a link; a server has a factor", index, ground);
  if (!("factor" in entry))
    ground.fault("MISSING_OPTION", range, "A slow server", "a factor, such as factor: 10");
  return factor === undefined ? undefined : { verb: "slowServer", object: slow, factor };
}

function readPartition(
  entry: EntryWith<"partition">,
  index: number,
  ground: Ground,
): TimelineAction | undefined {
  const { partition, direction } = entry;
  if (partition === undefined) return undefined;
  if (direction === undefined) return { verb: "partition", object: partition, direction: "both" };
  const [from = "", to = ""] = direction.split("->").map((name) => name.trim());
  if (partition.kind === "lan") {
    wrongOption("direction", "a link; a network is cut both ways", index, ground);
    return undefined;
  }
  const { a, b } = partition;
  const range = ground.places.range("timeline", index, "direction");
  if (from === a && to === b) return { verb: "partition", object: partition, direction: "aToB" };
  if (from === b && to === a) {
    return { verb: "partition", object: { kind: "link", a: b, b: a }, direction: "aToB" };
  }
  ground.fault("LINK_DIRECTION", range, direction, `link ${a} ${b}`);
  return undefined;
}

function readCommand({ command, on }: EntryWith<"command">): TimelineAction | undefined {
  if (command === undefined || on === undefined) return undefined;
  return { verb: "command", command: command.trim(), system: on.system };
}

function readReply({ reply, to }: EntryWith<"reply">): TimelineAction | undefined {
  if (reply === undefined) return undefined;
  return { verb: "reply", reply: reply.trim(), ...(to === undefined ? {} : { to }) };
}

function readObeyfile({ obeyfile, on }: EntryWith<"obeyfile">, index: number, { places }: Ground) {
  if (obeyfile === undefined || on === undefined) return undefined;
  const profile = places.file(obeyfile, "timeline", index, "obeyfile");
  return { verb: "obeyfile", profile, object: on } as const;
}

function readSet({ set, to }: EntryWith<"set">, index: number, { places }: Ground) {
  if (set === undefined || to === undefined) return undefined;
  const nameRange = places.range("timeline", index, "set");
  const range = places.range("timeline", index, "to");
  return { verb: "set", parameter: { name: set.trim(), raw: to, nameRange, range } } as const;
}

function wrongOption(option: string, why: string, index: number, { places, fault }: Ground): void {
  fault("WRONG_OPTION", places.keyRange("timeline", index, option), option, why);
}

/** The keys of an entry that hold an object. */
const OBJECT_KEYS = [
  "fail",
  "hang",
  "stop",
  "start",
  "ipl",
  "slow",
  "partition",
  "heal",
  "stall",
  "update",
  "of",
  "on",
];

function checkObjectOf(entry: Partial<FileEntry>, index: number, ground: Ground): void {
  const objects = entry as Readonly<Record<string, TimelineObject | undefined>>;
  for (const key of OBJECT_KEYS) {
    const object = key in entry ? objects[key] : undefined;
    if (object !== undefined) checkObject(object, [index, key], ground);
  }
}

/** Reports what the object names and the sysplex does not have. */
function checkObject(object: TimelineObject, place: Path, ground: Ground): void {
  // What is in manifests and members is known when they have been read.
  if (object.kind === "redis" || object.kind === "nameServer" || isOfCluster(object)) return;
  const range = ground.places.range("timeline", ...place);
  if (object.kind === "link" || object.kind === "lan") {
    checkSystem(object.a, ground, range);
    if (object.a === object.b) ground.fault("LINK_TO_ITSELF", range, object.a);
    else checkSystem(object.b, ground, range);
  } else if (object.kind !== "couplingFacility") {
    checkSystem(object.system, ground, range);
  } else if (ground.couplingFacilities?.includes(object.name) === false) {
    const suggestion = didYouMean(object.name, ground.couplingFacilities);
    ground.fault("UNKNOWN_COUPLING_FACILITY", range, object.name, suggestion);
  }
}

/** The verb as the file has it. */
function verbKey(action: TimelineAction): string {
  if (action.verb === "cluster" || action.verb === "redis" || action.verb === "nameServer")
    return action.does;
  const { verb } = action;
  if (verb === "failComponent") return "fail";
  return verb === "slowLink" || verb === "slowServer" ? "slow" : verb;
}

/** `fail SYSA`, as the file words it. */
function wordAction(action: TimelineAction, index: number, { places }: Ground): string {
  const spelled = (key: string) => places.spelling("timeline", index, key);
  switch (action.verb) {
    case "command":
      return `command ${action.command} on ${action.system}`;
    case "obeyfile":
      return `obeyfile ${spelled("obeyfile")} on ${spelled("on")}`;
    case "set":
      return `set ${action.parameter.name} to ${spelled("to")}`;
    case "reply":
      return `reply ${action.reply}`;
    case "workspace":
      return `workspace ${action.what} of ${spelled("of")}`;
    case "rotate":
      return `rotate ${action.target}`;
    case "failComponent": {
      const { worker } = action;
      return `fail ${spelled("fail")}${worker === undefined ? "" : ` worker ${worker}`}`;
    }
    case "cluster":
      return wordClusterAction(action, spelled);
    case "update":
      return `update ${spelled("update")} to ${spelled("to")}`;
    default:
      return `${verbKey(action)} ${spelled(verbKey(action))}`;
  }
}
