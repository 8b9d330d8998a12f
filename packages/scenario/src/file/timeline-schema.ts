/**
 * The verbs of the timeline, their objects and their options.
 *
 * Objects are named as z/OS people name them: `SYSA`, `SYSA/TCPIP`, `SYSA/IZUSVRA`, `SYSA/ZWESLSTC/gateway`, `link SYSA SYSB`,
 * `lan SYSA SYSB`, `cf CF01`, `redis redis.example.com:6379`, `name-server 10.1.1.53`; those of Kubernetes as `pod gateway-0`, `node NODE1`, `workload gateway`.
 */
import { parseIpAddress } from "@sysplex/tcpip";
import { z } from "zod";
import { instanceCertificateSchema } from "./certificates-schema.js";
import { duration, filePath, parsedText } from "./quantities.js";
import { readingHints } from "./reading.js";
import type { TimelineObject } from "./scenario-document.js";

/** The job name of the one stack that a system has. */
export const STACK_JOB = "TCPIP";

const NAME = /^[A-Z@#$][A-Z0-9@#$]{0,7}$/;

/** Of Zowe: lower case with underscores, as Zowe spells it, so that no job has the same name. */
const HA_INSTANCE = /^[a-z][a-z0-9_]{0,63}$/;

/** @source zowe/launcher src/main.c: a component's name has at most 31 characters. */
const COMPONENT = /^[A-Za-z][A-Za-z0-9_.-]{0,30}(?:#[2-8])?$/;

/** Of Kubernetes, and of docker compose, which permits underscores. @source kubernetes.io, Object Names and IDs. */
const CLUSTER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;

const REDIS = /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}:\d{1,5}$/;

/** Reads an object; `undefined` when it is none. Whether it exists is another question. */
export function parseTimelineObject(text: string): TimelineObject | undefined {
  const words = text.trim().split(/\s+/);
  const [first = "", second = "", third = ""] = words;
  if ((first === "link" || first === "lan") && words.length === 3)
    return ifNames({ kind: first, a: second, b: third }, second, third);
  if ((first === "pod" || first === "node" || first === "workload") && words.length === 2)
    return CLUSTER_NAME.test(second) ? { kind: first, name: second } : undefined;
  if (first === "redis") return parseRedis(words.slice(1));
  if (first === "name-server") return parseNameServer(words.slice(1));
  if (first === "cf" && words.length === 2)
    return ifNames({ kind: "couplingFacility", name: second }, second);
  if (words.length !== 1) return undefined;
  const [system = "", job, component, ...others] = first.split("/");
  if (others.length > 0) return undefined;
  if (job === undefined) return ifNames({ kind: "system", system }, system);
  const isLauncher = HA_INSTANCE.test(job);
  if (component !== undefined) {
    const object = ifNames({ kind: "component", system, job, component }, system, isLauncher ? system : job);
    return COMPONENT.test(component) ? object : undefined;
  }
  if (isLauncher) return ifNames({ kind: "addressSpace", system, job }, system);
  const kind = job === STACK_JOB ? "stack" : "addressSpace";
  return ifNames({ kind, system, job }, system, job);
}

/** `host:port` of the configured master, and a server or a sentinel of it by its number. */
function parseRedis([name = "", what, number, ...others]: readonly string[]): TimelineObject | undefined {
  if (!REDIS.test(name) || others.length > 0) return undefined;
  if (what === undefined) return { kind: "redis", name };
  const place = /^\d{1,2}$/.test(number ?? "") ? Number(number) : undefined;
  if (place === undefined || (what !== "server" && what !== "sentinel")) return undefined;
  return { kind: "redis", name, part: { what, place } };
}

function parseNameServer([text = "", ...others]: readonly string[]): TimelineObject | undefined {
  const address = others.length > 0 ? undefined : parseIpAddress(text);
  return address === undefined ? undefined : { kind: "nameServer", address };
}

function ifNames(object: TimelineObject, ...names: readonly string[]): TimelineObject | undefined {
  return names.every((name) => NAME.test(name)) ? object : undefined;
}

const EXAMPLES: Readonly<Record<TimelineObject["kind"], string>> = {
  system: "a system (SYSA)",
  stack: `a stack (SYSA/${STACK_JOB})`,
  addressSpace: "a server (SYSA/IZUSVRA)",
  component: "a component of Zowe (SYSA/ZWESLSTC/gateway)",
  link: "a link (link SYSA SYSB)",
  lan: "a network (lan SYSA SYSB)",
  couplingFacility: "a coupling facility (cf CF01)",
  redis: "a Redis (redis redis.example.com:6379)",
  nameServer: "a name server (name-server 10.1.1.53)",
  pod: "a pod (pod gateway-0)",
  node: "a node (node NODE1)",
  workload: "a workload (workload gateway)",
};

/** @source packages/zowe MODEL.md: the places for processes of a workload. */
const REPLICAS_MAX = 20;

/** @assumption No machine has more processors for one Desktop. */
const WORKERS_MAX = 63;

function objectOf<const Kind extends TimelineObject["kind"]>(...kinds: readonly Kind[]) {
  type Wanted = Extract<TimelineObject, { kind: Kind }>;
  const parse = (text: string): Wanted | undefined => {
    const object = parseTimelineObject(text);
    return object !== undefined && kinds.some((kind) => kind === object.kind)
      ? (object as Wanted)
      : undefined;
  };
  return parsedText(parse, { expects: kinds.map((kind) => EXAMPLES[kind]).join(" or ") });
}

const at = duration("5m")
  .describe("When it happens, counted from the start of the run.")
  .meta({ examples: ["5m", "90s", "1h30m"] });

function entry<const Verb extends string, Shape extends z.core.$ZodLooseShape>(verb: Verb, shape: Shape) {
  return z.strictObject({ at, ...shape }).register(readingHints, { verb });
}

const command = z
  .string()
  .regex(/\S/)
  .register(readingHints, { expects: 'a command such as "V TCPIP,,SYSPLEX,QUIESCE,TARGET"' });

export const timelineEntrySchema = z
  .union([
    entry("fail", {
      fail: objectOf(
        "system",
        "stack",
        "addressSpace",
        "component",
        "couplingFacility",
        "redis",
        "nameServer",
        "pod",
        "node",
      ).describe(
        "Ends it without a word: a system or a node stops at once, an address space or a container ends abnormally. Of a Redis its present master, or the server (0 the configured master) or sentinel that is named: redis redis.example.com:6379 server 1. A name server does not answer from then on.",
      ),
      how: z
        .enum(["wait-state", "reset", "power-loss", "crash", "kill", "out-of-memory", "configure", "lose"])
        .describe(
          "How it fails. A system: wait-state (default), reset, power-loss; it matters to system status detection. A component: crash (default), kill, out-of-memory; configure lets its configure step fail at every start of its launcher, until heal. A pod: crash (default), out-of-memory; lose takes it away with its address at once, and nobody is told.",
        )
        .optional(),
      restarts: z
        .enum(["succeed", "fail"])
        .describe(
          "Of a component. fail: every start of it ends at once, until heal or a stop and start. Default: succeed.",
        )
        .optional(),
      exitCode: z
        .int()
        .min(0)
        .max(255)
        .register(readingHints, { expects: "a whole number from 0 to 255" })
        .describe("Of a component: what its process ends with. Default: 1.")
        .optional(),
      worker: z
        .int()
        .min(0)
        .max(WORKERS_MAX)
        .register(readingHints, { expects: `a whole number from 0 to ${WORKERS_MAX}` })
        .describe("Of an app-server: only this worker of its cluster ends, the first one is 0.")
        .optional(),
    }),
    entry("hang", {
      hang: objectOf("system", "addressSpace", "component", "nameServer", "pod", "node").describe(
        "It stops responding, but does not end; of a node, nobody reaches it, and its pods go on.",
      ),
      signalling: z
        .boolean()
        .describe(
          "true: the system still signals and does work, but misses its status updates. Default: false.",
        )
        .optional(),
    }),
    entry("stop", {
      stop: objectOf("system", "stack", "addressSpace", "component", "nameServer", "pod", "node").describe(
        "Ends it in an orderly way; a system leaves by V XCF,SYSA,OFFLINE, a pod is deleted, a node is drained; the host of a name server refuses queries.",
      ),
    }),
    entry("start", {
      start: objectOf("stack", "addressSpace", "component", "nameServer", "node").describe(
        "Starts it again; a node boots where it had failed, and takes pods.",
      ),
    }),
    entry("remove", {
      remove: objectOf("node").describe("kubectl delete node: its pods are forgotten with it."),
    }),
    entry("rollout", {
      rollout: objectOf("workload").describe("kubectl rollout restart: every pod is replaced by a new one."),
    }),
    entry("scale", {
      scale: objectOf("workload").describe("kubectl scale: another number of pods."),
      replicas: z
        .int()
        .min(0)
        .max(REPLICAS_MAX)
        .register(readingHints, { expects: `a whole number from 0 to ${REPLICAS_MAX}` })
        .describe("How many pods there shall be.")
        .optional(),
    }),
    entry("ipl", { ipl: objectOf("system").describe("IPLs the system, which then joins the sysplex.") }),
    entry("slow", {
      slow: objectOf("link", "addressSpace", "component", "nameServer").describe(
        "Makes a link, a server or a name server slow.",
      ),
      delay: duration("200ms")
        .describe(
          "What every signal over the link takes; of a name server, how much longer its answers take.",
        )
        .optional(),
      factor: z
        .number()
        .min(1)
        .max(1_000_000)
        .register(readingHints, { expects: "a number of at least 1" })
        .describe("How many times longer the server works on each request.")
        .optional(),
    }),
    entry("partition", {
      partition: objectOf("link", "lan").describe(
        "Cuts the signalling paths between two systems (link), or what their hosts send each other over the network (lan).",
      ),
      direction: z
        .string()
        .regex(/^[A-Z0-9@#$]{1,8}\s*->\s*[A-Z0-9@#$]{1,8}$/)
        .register(readingHints, { expects: "a direction such as SYSA->SYSB" })
        .describe("Cuts one direction only: SYSA->SYSB. Default: both.")
        .optional(),
    }),
    entry("heal", {
      heal: objectOf(
        "system",
        "addressSpace",
        "component",
        "link",
        "lan",
        "couplingFacility",
        "redis",
        "nameServer",
        "pod",
        "node",
      ).describe(
        "Undoes a cut or slow link, a cut network, a hung system or server, a failed coupling facility or Redis, a name server that fails or is slow, a stalled Caching Service, a hung pod or node.",
      ),
    }),
    entry("stall", {
      stall: objectOf("component").describe(
        "Freezes the cluster of a Caching Service, as Java's virtual threads did in 3.4 and 3.5: it answers neither the other members nor requests, and does not end.",
      ),
    }),
    entry("promote", {
      promote: objectOf("redis").describe(
        "An operator makes the first replica that answers the master of a Redis, without sentinels.",
      ),
    }),
    entry("command", {
      command: command
        .describe("An operator command, as typed on the console.")
        .meta({ examples: ["V TCPIP,,SYSPLEX,QUIESCE,TARGET"] }),
      on: objectOf("system").describe("The system whose console it is typed on."),
    }),
    entry("reply", {
      reply: z
        .string()
        .regex(/\S/)
        .register(readingHints, { expects: "a reply such as DOWN" })
        .describe("The operator's reply to an outstanding message.")
        .meta({ examples: ["DOWN", "INTERVAL=60"] }),
      to: z
        .string()
        .regex(/^[A-Z]{3,5}[0-9]{3,5}[A-Z]$/)
        .register(readingHints, { expects: "a message id such as IXC402D" })
        .describe("The id of the message. Default: the oldest that waits for a reply.")
        .optional(),
    }),
    entry("obeyfile", {
      obeyfile: filePath("a TCP/IP profile").describe(
        "A file with profile statements for V TCPIP,,OBEYFILE.",
      ),
      on: objectOf("stack").describe("The stack that obeys it."),
    }),
    entry("update", {
      update: objectOf("addressSpace").describe(
        "Updates Zowe on a system without downtime, as documented: quiesces the Gateway's port, stops this launcher, starts the one of `to`, waits for the registries, resumes the port. A second entry begins when the first is over.",
      ),
      to: objectOf("addressSpace").describe("The launcher at the new level, on the same system and down."),
    }),
    entry("set", {
      set: z
        .string()
        .regex(/\S/)
        .register(readingHints, { expects: "a parameter's name" })
        .describe("A parameter that changes its value."),
      to: z
        .union([z.string(), z.number(), z.boolean()])
        .register(readingHints, { expects: "the parameter's new value" })
        .describe("Its new value."),
    }),
    entry("workspace", {
      workspace: z
        .enum(["damage", "backup", "recover"])
        .describe(
          "Damages the workspace directory of a launcher, backs it up, or recovers it from the backup.",
        ),
      of: objectOf("addressSpace").describe("The launcher."),
    }),
    entry("rotate", {
      rotate: z
        .string()
        .regex(/^[A-Za-z@#$][A-Za-z0-9_@#$]{0,63}$/)
        .register(readingHints, { expects: "an HA instance, a system, zosmf, or all" })
        .describe(
          "Puts a new certificate into the key store of an HA instance, of a system, of zosmf, or of all instances of Zowe. A program that has read the old one keeps it until it is started anew.",
        )
        .meta({ examples: ["lpar1", "all"] }),
      certificate: instanceCertificateSchema
        .describe("What is in it. Left out: as before, and valid to the end of the run.")
        .optional(),
    }),
  ])
  .register(readingHints, { expects: "an entry such as { at: 5m, fail: SYSA }" });
