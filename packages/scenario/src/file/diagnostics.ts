/** Everything that can be wrong, or surprising, in a scenario file. */
import type { Diagnostic, SourceRange } from "@sysplex/sysplex";

const NOT_RUN = "The scenario is not run.";

export const scenarioDiagnostics = {
  YAML_SYNTAX: {
    severity: "error",
    text: (problem: string) => `This is no YAML: ${problem}`,
    then: NOT_RUN,
    instead: 'Check indentation and quotes. A value that begins with > needs quotes, such as ">= 95%".',
  },
  YAML_TAG: {
    severity: "error",
    text: (tag: string) => `The YAML tag ${tag} has no meaning here`,
    then: NOT_RUN,
    instead: "Leave the tag out.",
  },
  YAML_KEY: {
    severity: "error",
    text: () => "A key must be a single word or number",
    then: NOT_RUN,
  },
  YAML_DUPLICATE_KEY: {
    severity: "error",
    text: (key: string, line: number) => `The key ${key} stands here a second time; first in line ${line}`,
    then: NOT_RUN,
    instead: "Keep one of the two.",
  },
  YAML_ALIAS: {
    severity: "error",
    text: (name: string) => `The alias *${name} names no anchor before it`,
    then: NOT_RUN,
  },
  YAML_TOO_LONG: {
    severity: "error",
    text: (characters: number, limit: number) =>
      `The file has ${characters} characters; a scenario has at most ${limit}`,
    then: "Nothing of the file is read.",
    instead: "A scenario is a page or two. Profiles and members stand in files of their own.",
  },
  YAML_TOO_DEEP: {
    severity: "error",
    text: (limit: number) => `The file is nested more than ${limit} levels deep`,
    then: "Nothing of the file is read.",
    instead: "A scenario needs no more than ten levels.",
  },
  YAML_TOO_MUCH: {
    severity: "error",
    text: (limit: number) =>
      `The file holds more than ${limit} words and values, its aliases written out in full`,
    then: "Nothing of the file is read.",
    instead: "A scenario is a page or two. Shorten it, and the chains of aliases in it.",
  },
  TOO_MANY_FAULTS: {
    severity: "error",
    text: (more: number) => `There are ${more} more faults, which are not shown`,
    then: NOT_RUN,
  },
  EXTENDS_UNREADABLE: {
    severity: "error",
    text: (path: string, why: string) => `${path} ${why}`,
    then: NOT_RUN,
    instead: "Name a scenario file relative to this one, inside the folder that holds the scenario's folder.",
  },
  EXTENDS_CYCLE: {
    severity: "error",
    text: (path: string) => `${path} extends, in the end, itself`,
    then: NOT_RUN,
  },
  EXTENDS_TOO_DEEP: {
    severity: "error",
    text: (limit: number) => `More than ${limit} scenario files extend one another`,
    then: NOT_RUN,
  },
  UNKNOWN_KEY: {
    severity: "error",
    text: (key: string, where: string, suggestion: string | undefined) =>
      `${where} has no key ${key}${didYou(suggestion)}`,
    then: NOT_RUN,
    instead: "`sysplex schema scenario` prints every key with its meaning.",
  },
  MISSING_KEY: {
    severity: "error",
    text: (key: string, where: string, expects: string) => `${where} lacks the key ${key}: ${expects}`,
    then: NOT_RUN,
  },
  WRONG_TYPE: {
    severity: "error",
    text: (where: string, expects: string, found: string) => `${where}: expected ${expects}, found ${found}`,
    then: NOT_RUN,
  },
  NO_UNIT: {
    severity: "error",
    text: (where: string, expects: string, found: string) =>
      `${where}: ${found} has no unit; expected ${expects}`,
    then: NOT_RUN,
    instead: "Write the unit behind the number.",
  },
  BAD_QUANTITY: {
    severity: "error",
    text: (where: string, expects: string, found: string, units: string | undefined) =>
      `${where}: expected ${expects}, found ${found}`.concat(
        units === undefined ? "" : `; units are ${units}`,
      ),
    then: NOT_RUN,
  },
  BAD_VALUE: {
    severity: "error",
    text: (where: string, expects: string, found: string, suggestion: string | undefined) =>
      `${where}: expected ${expects}, found ${found}${didYou(suggestion)}`,
    then: NOT_RUN,
  },
  BAD_NAME: {
    severity: "error",
    text: (where: string, name: string, expects: string) => `${where}: ${name} is not ${expects}`,
    then: NOT_RUN,
  },
  NOT_SIMULATED_YET: {
    severity: "error",
    text: (what: string) => `${what} is not simulated yet`,
    then: "The scenario is not run, since its answer would leave this out.",
    instead: "Leave it out, and bear in mind that the answer does not cover it.",
  },
  NO_VERB: {
    severity: "error",
    text: (entry: string, verbs: string, key: string | undefined, suggestion: string | undefined) =>
      (key === undefined ? `This ${entry} has no verb` : `${key} is no verb of a ${entry}`).concat(
        `${didYou(suggestion)}; the verbs are ${verbs}`,
      ),
    then: NOT_RUN,
    instead:
      "Write the verb as a key: { at: 5m, fail: SYSA } in the timeline, { name: rest, request: GET https://… } of a client.",
  },
  SEVERAL_VERBS: {
    severity: "error",
    text: (entry: string, verbs: string) => `This ${entry} has more than one verb: ${verbs}`,
    then: NOT_RUN,
    instead:
      "Write an entry for each. In the timeline, those with the same `at` happen in the order written.",
  },
  NO_SYSTEMS: {
    severity: "error",
    text: () => "The sysplex has no systems",
    then: NOT_RUN,
    instead: "Write at least one: SYSA: { tcpip: configs/TCPPROF.SYSA, processors: dedicated }",
  },
  TOO_MANY_SYSTEMS: {
    severity: "error",
    text: (count: number) => `The sysplex has ${count} systems; z/OS allows 32`,
    then: NOT_RUN,
  },
  ALL_DOWN_AT_START: {
    severity: "warning",
    text: () => "No system is up at the start",
    then: "Nothing answers until the timeline IPLs a system.",
  },
  DUPLICATE_CLONE: {
    severity: "error",
    text: (system: string, clone: string, other: string) =>
      `${system} and ${other} have the same &SYSCLONE ${clone}; it must be unique in a sysplex`,
    then: "The second system could not join. The scenario is not run.",
    instead: "Give one of them `clone:` with two characters. Left out, it is the end of the system's name.",
  },
  DUPLICATE_NAME: {
    severity: "error",
    text: (what: string, name: string) => `Two ${what} are called ${name}`,
    then: NOT_RUN,
    instead: "Rename one of them.",
  },
  UNKNOWN_SYSTEM: {
    severity: "error",
    text: (name: string, suggestion: string | undefined) =>
      `${name} is no system of this sysplex${didYou(suggestion)}`,
    then: NOT_RUN,
  },
  UNKNOWN_COUPLING_FACILITY: {
    severity: "error",
    text: (name: string, suggestion: string | undefined) =>
      `${name} is no coupling facility of this sysplex${didYou(suggestion)}`,
    then: NOT_RUN,
  },
  LINK_TO_ITSELF: {
    severity: "error",
    text: (name: string) => `A link joins two systems; both of these are ${name}`,
    then: NOT_RUN,
  },
  LINK_DIRECTION: {
    severity: "error",
    text: (direction: string, link: string) => `The direction ${direction} does not belong to ${link}`,
    then: NOT_RUN,
  },
  WRONG_OPTION: {
    severity: "error",
    text: (option: string, why: string) => `The option ${option} is for ${why}`,
    then: NOT_RUN,
  },
  MISSING_OPTION: {
    severity: "error",
    text: (what: string, option: string) => `${what} needs ${option}`,
    then: NOT_RUN,
  },
  UNKNOWN_HOST: {
    severity: "error",
    text: (host: string, suggestion: string | undefined) =>
      `The host ${host} has no address in hosts${didYou(suggestion)}`,
    then: NOT_RUN,
    instead: "Add it to hosts, with the DVIPA that users connect to.",
  },
  UNKNOWN_PRODUCT: {
    severity: "warning",
    text: (path: string) => `No simulated product answers under ${path}`,
    then: "The requests are sent, and answered with HTTP 404.",
    instead:
      "Ask for a path under /zosmf, or for one that Zowe's Gateway routes, such as /ibmzosmf/api/v1/info.",
  },
  NO_ZOWE: {
    severity: "warning",
    text: (path: string) => `Zowe answers at ${path}, and the scenario has no Zowe`,
    then: "The requests are sent; whatever listens there answers them with HTTP 404.",
    instead: "Add `zowe: configs/zowe.yaml`, or ask z/OSMF itself under /zosmf.",
  },
  NO_CLUSTER: {
    severity: "error",
    text: (what: string) => `${what} is of a cluster, and the scenario has none`,
    then: NOT_RUN,
    instead: "Add `kubernetes: { manifests: [k8s/zowe.yaml] }`.",
  },
  NO_CLIENTS: {
    severity: "warning",
    text: () => "The scenario has no clients",
    then: "The sysplex is simulated, but nothing is measured.",
  },
  WARMUP_TOO_LONG: {
    severity: "error",
    text: (warmup: string, duration: string) =>
      `The warm-up of ${warmup} leaves nothing to measure in a run of ${duration}`,
    then: NOT_RUN,
  },
  TIME_AFTER_END: {
    severity: "error",
    text: (at: string, duration: string) => `${at} is not before the end of the run, ${duration}`,
    then: NOT_RUN,
    instead: "Lengthen `duration`, or let it happen earlier.",
  },
  TIME_IN_WARMUP: {
    severity: "warning",
    text: (at: string, warmup: string) => `${at} lies in the warm-up, which ends at ${warmup}`,
    then: "It happens, but requests that are sent before the warm-up's end are not measured.",
  },
  UNKNOWN_METRIC: {
    severity: "error",
    text: (metric: string, suggestion: string | undefined) =>
      `There is no metric ${metric}${didYou(suggestion)}`,
    then: NOT_RUN,
    instead:
      "A name is <service or client>.<metric>, such as zosmf.timeToFailover. Users of the Desktop and of UMS have metrics of their own.",
  },
  UNKNOWN_SUBJECT: {
    severity: "error",
    text: (subject: string, known: string, suggestion: string | undefined) =>
      `Nothing called ${subject} is measured${didYou(suggestion)}; known are: ${known}`,
    then: NOT_RUN,
  },
  BAD_EXPECTATION: {
    severity: "error",
    text: (metric: string, problem: string) => `${metric}: ${problem}`,
    then: NOT_RUN,
  },
  UNKNOWN_PARAMETER: {
    severity: "error",
    text: (name: string, suggestion: string | undefined) =>
      `There is no parameter ${name}${didYou(suggestion)}`,
    then: NOT_RUN,
    instead: "`sysplex parameters` lists them.",
  },
  BAD_PARAMETER: {
    severity: "error",
    text: (name: string, problem: string) => `${name}: ${problem}`,
    then: NOT_RUN,
  },
} as const;

function didYou(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : ` (did you mean ${suggestion}?)`;
}

/** Where a reader's findings go. */
export type Report = (diagnostic: Diagnostic) => void;

/** The arguments of a row's text. */
export type DiagnosticArguments<Code extends keyof typeof scenarioDiagnostics> = Parameters<
  (typeof scenarioDiagnostics)[Code]["text"]
>;

/** Reports rows of {@link scenarioDiagnostics}. */
export type Fault = <Code extends keyof typeof scenarioDiagnostics>(
  code: Code,
  range: SourceRange,
  ...args: DiagnosticArguments<Code>
) => void;
