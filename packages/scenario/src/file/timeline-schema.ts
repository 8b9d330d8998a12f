/**
 * The verbs of the timeline, their objects and their options.
 *
 * Objects are named as z/OS people name them: `SYSA`, `SYSA/TCPIP`, `SYSA/IZUSVRA`, `link SYSA SYSB`, `cf CF01`.
 */
import { z } from "zod";
import { duration, filePath, parsedText } from "./quantities.js";
import { readingHints } from "./reading.js";
import type { TimelineObject } from "./scenario-document.js";

/** The job name of the one stack that a system has. */
export const STACK_JOB = "TCPIP";

const NAME = /^[A-Z@#$][A-Z0-9@#$]{0,7}$/;

/** Reads an object; `undefined` when it is none. Whether it exists is another question. */
export function parseTimelineObject(text: string): TimelineObject | undefined {
  const words = text.trim().split(/\s+/);
  const [first = "", second = "", third = ""] = words;
  if (first === "link" && words.length === 3)
    return ifNames({ kind: "link", a: second, b: third }, second, third);
  if (first === "cf" && words.length === 2)
    return ifNames({ kind: "couplingFacility", name: second }, second);
  if (words.length !== 1) return undefined;
  const [system = "", job, ...components] = first.split("/");
  if (components.length > 0) return undefined;
  if (job === undefined) return ifNames({ kind: "system", system }, system);
  const kind = job === STACK_JOB ? "stack" : "addressSpace";
  return ifNames({ kind, system, job }, system, job);
}

function ifNames(object: TimelineObject, ...names: readonly string[]): TimelineObject | undefined {
  return names.every((name) => NAME.test(name)) ? object : undefined;
}

const EXAMPLES: Readonly<Record<TimelineObject["kind"], string>> = {
  system: "a system (SYSA)",
  stack: `a stack (SYSA/${STACK_JOB})`,
  addressSpace: "a server (SYSA/IZUSVRA)",
  link: "a link (link SYSA SYSB)",
  couplingFacility: "a coupling facility (cf CF01)",
};

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
      fail: objectOf("system", "stack", "addressSpace", "couplingFacility").describe(
        "Ends it without a word: a system stops at once, an address space ends abnormally.",
      ),
      how: z
        .enum(["wait-state", "reset", "power-loss"])
        .describe("How a system fails. It matters to system status detection. Default: wait-state.")
        .optional(),
    }),
    entry("hang", {
      hang: objectOf("system", "addressSpace").describe("It stops responding, but does not end."),
      signalling: z
        .boolean()
        .describe(
          "true: the system still signals and does work, but misses its status updates. Default: false.",
        )
        .optional(),
    }),
    entry("stop", {
      stop: objectOf("system", "stack", "addressSpace").describe(
        "Ends it in an orderly way; a system leaves by V XCF,SYSA,OFFLINE.",
      ),
    }),
    entry("start", { start: objectOf("stack", "addressSpace").describe("Starts it again.") }),
    entry("ipl", { ipl: objectOf("system").describe("IPLs the system, which then joins the sysplex.") }),
    entry("slow", {
      slow: objectOf("link", "addressSpace").describe("Makes a link or a server slow."),
      delay: duration("200ms").describe("What every signal over the link takes.").optional(),
      factor: z
        .number()
        .min(1)
        .max(1_000_000)
        .register(readingHints, { expects: "a number of at least 1" })
        .describe("How many times longer the server works on each request.")
        .optional(),
    }),
    entry("partition", {
      partition: objectOf("link").describe("Cuts the signalling paths between two systems."),
      direction: z
        .string()
        .regex(/^[A-Z0-9@#$]{1,8}\s*->\s*[A-Z0-9@#$]{1,8}$/)
        .register(readingHints, { expects: "a direction such as SYSA->SYSB" })
        .describe("Cuts one direction only: SYSA->SYSB. Default: both.")
        .optional(),
    }),
    entry("heal", {
      heal: objectOf("system", "addressSpace", "link", "couplingFacility").describe(
        "Undoes a cut or slow link, a hung system or server, a failed coupling facility.",
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
    entry("rotate", {
      rotate: z
        .never()
        .register(readingHints, { notSimulated: "Rotating certificates (rotate)" })
        .describe("Certificates. Not simulated yet."),
    }),
  ])
  .register(readingHints, { expects: "an entry such as { at: 5m, fail: SYSA }" });
