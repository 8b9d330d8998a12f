/**
 * Everything that may be said about a Zowe configuration: what is wrong, what Zowe does with it, what to write instead.
 *
 * The message ids are Zowe's own: ZWEL from the launcher and the `zwe` command.
 */
import type { DiagnosticTable } from "@sysplex/sysplex";

const meant = (suggestion: string | undefined): string =>
  suggestion === undefined ? "" : `; did you mean ${suggestion}?`;

const START_STOPS = "Zowe does not start: the launcher lists it below ZWEL0070E and ends.";
const NOTHING_READ = "Nothing of the configuration is read; Zowe does not start.";

export const zoweDiagnostics = {
  ZW_CONFIG_MISSING: {
    severity: "error",
    zosMessage: "ZWEL0026E",
    text: () => "CONFIG is empty",
    then: NOTHING_READ,
    instead: "CONFIG=FILE(zowe.yaml)",
  },
  ZW_CHAIN_ELEMENT: {
    severity: "error",
    text: (element: string) =>
      `${element} in CONFIG is neither a path nor FILE(path) nor PARMLIB(data.set(member))`,
    then: NOTHING_READ,
    instead: "CONFIG=FILE(mine.yaml):PARMLIB(HLQ.PARMLIB(ZWEYAML)); a path must not hold a colon.",
  },
  ZW_CHAIN_NOT_IMPLEMENTED: {
    severity: "error",
    text: (element: string) => `${element}: this form is accepted by Zowe, and not implemented`,
    then: NOTHING_READ,
    instead: "List the files one by one, each as FILE() or PARMLIB().",
  },
  ZW_CHAIN_TOO_LONG: {
    severity: "error",
    text: (most: number) => `CONFIG has more than ${most} elements`,
    then: "The simulator does not read those from here on.",
    instead: "Put the files together.",
  },
  ZW_PARMLIB_MEMBER: {
    severity: "error",
    zosMessage: "ZWEL0068E",
    text: (element: string) => `PARMLIB(${element}) does not name a data set and a member`,
    then: NOTHING_READ,
    instead: "PARMLIB(HLQ.PARMLIB(ZWEYAML))",
  },
  ZW_PARMLIB_MEMBERS_DIFFER: {
    severity: "error",
    zosMessage: "ZWEL0067E",
    text: (member: string, first: string) =>
      `The member ${member} is named otherwise than ${first} before it`,
    then: "Before release 3.3 all PARMLIB elements need one member name; Zowe does not start.",
    instead: "Give the members one name, each in a data set of its own.",
  },
  ZW_FILE_UNREADABLE: {
    severity: "error",
    zosMessage: "ZWEL0318E",
    text: (file: string, why: string) => `${file} ${why}`,
    then: NOTHING_READ,
    instead: "Put the file into the folder of the configuration; files outside of it are never read.",
  },
  ZW_YAML_TOO_DEEP: {
    severity: "error",
    text: (most: number) => `The file is nested more than ${most} levels deep`,
    then: "The simulator does not read it.",
    instead: "Give zowe.yaml itself; it needs some ten levels.",
  },
  ZW_YAML_TOO_MUCH: {
    severity: "error",
    text: (most: number) => `The file has more than ${most} values, aliases written out`,
    then: "The simulator does not read it.",
    instead: "Give zowe.yaml itself; the example file has some 500 values.",
  },
  ZW_YAML_SYNTAX: {
    severity: "error",
    zosMessage: "ZWEL0318E",
    text: (message: string) => `This is no YAML: ${message}`,
    then: NOTHING_READ,
  },
  ZW_YAML_TAG: {
    severity: "warning",
    text: (tag: string) => `The tag ${tag} means nothing to Zowe`,
    then: "The value is read as if the tag were not there.",
    instead: "Remove the tag.",
  },
  ZW_YAML_KEY: {
    severity: "warning",
    text: () => "A key is a list or a map",
    then: "The key and its value are left out.",
    instead: "Write a word as key.",
  },
  ZW_YAML_ALIAS: {
    severity: "error",
    zosMessage: "ZWEL0318E",
    text: (name: string) => `The alias *${name} has no anchor before it`,
    then: "It counts as null.",
    instead: "Set the anchor first: &name value.",
  },
  ZW_NOT_A_MAP: {
    severity: "error",
    zosMessage: "ZWEL0318E",
    text: () => "The file does not consist of keys and values",
    then: NOTHING_READ,
    instead: "Begin with zowe: and components:, as the example file does.",
  },
  ZW_DUPLICATE_KEY: {
    severity: "warning",
    text: (key: string, line: number) => `${key} stands twice; it is first in line ${line}`,
    then: "The first one counts, this one is without effect.",
    instead: "Remove one of them.",
  },
  ZW_FURTHER_DOCUMENTS: {
    severity: "warning",
    text: () => "A second document begins here",
    then: "Only the first document is read.",
    instead: "Put the files into CONFIG one by one.",
  },
  ZW_MERGE_KEY: {
    severity: "warning",
    text: () => "<< does not merge anything here",
    then: "It is a key like any other; what it refers to has no effect where it stands.",
    instead: "Write the keys out, or use an alias for the whole value.",
  },
  ZW_YES_OR_NO: {
    severity: "warning",
    text: (word: string) => `${word} is a text to Zowe, not true or false`,
    then: "It fails where a boolean is expected.",
    instead: "true or false",
  },
  ZW_NUMBER_AS_TEXT: {
    severity: "info",
    text: (word: string) => `${word} is a text to Zowe: only digits make a number`,
    then: "It fails where a number is expected.",
    instead: "Write a whole number without sign, or put the text into quotes.",
  },
  ZW_STRING_CUT: {
    severity: "warning",
    text: (length: number, most: number) => `The text has ${length} characters; ${most} are kept`,
    then: "The rest is cut off.",
    instead: "Shorten it.",
  },
  ZW_TEMPLATE_SINGLE_QUOTED: {
    severity: "warning",
    text: (text: string) => `The template ${text} is in single quotes`,
    then: "Zowe drops the whole property, with a line in the log, and goes on without it.",
    instead: "Use double quotes, or none.",
  },
  ZW_TEMPLATE_IN_BLOCK: {
    severity: "warning",
    text: () => "There is a template in a text that | or > begins",
    then: "It stays the text that it is.",
    instead: "Use double quotes, or none.",
  },
  ZW_TEMPLATE_UNTERMINATED: {
    severity: "warning",
    text: (text: string) => `The template ${text} has no }}`,
    then: "It stays the text that it is.",
    instead: "${{ zowe.job.prefix }}",
  },
  ZW_TEMPLATE_FAILED: {
    severity: "error",
    text: (text: string, why: string) => `failed to evaluate '${text}': ${why}`,
    then: "Zowe has an internal object in its place, of which validation then says that its type is wrong.",
    instead: "Refer to values that exist, and by ?. to those that may not.",
  },
  ZW_TEMPLATE_FORWARD: {
    severity: "error",
    text: (text: string) => `${text} refers to a template that stands below it, or that failed`,
    then: "Templates are evaluated once and in order; this one gets an internal object in place of the value.",
    instead: "Let it refer to plain values, or to templates above it.",
  },
  ZW_TEMPLATE_UNDEFINED: {
    severity: "warning",
    text: (text: string) => `${text} has no value`,
    then: "It counts as null.",
    instead: "Check the names in it.",
  },
  ZW_TEMPLATE_LIMIT: {
    severity: "error",
    text: (text: string) => `${text} takes more steps or memory than the simulator grants`,
    then: "It has no value, and no template after it is evaluated.",
    instead: "Write the value itself.",
  },
  ZW_INSTANCE_UNKNOWN: {
    severity: "warning",
    text: (id: string, keys: readonly string[]) => `The HA instance ${id} is none of ${keys.join(", ")}`,
    then: "Zowe says nothing: no settings of an instance apply, and the host name is the first of zowe.externalDomains.",
    instead: "Start with HAINST= one of these, or name one of them as the system.",
  },
  ZW_INSTANCE_KEY_UNREACHABLE: {
    severity: "warning",
    text: (key: string, id: string) =>
      `No start can find ${key}: an id becomes ${id} before it is looked for`,
    then: "Zowe says nothing: what stands here never applies to the instance itself.",
    instead: "Use lower-case letters, digits and _ only.",
  },
  ZW_INSTANCE_KEYS_ALIKE: {
    severity: "warning",
    text: (key: string, first: string) => `${key} and ${first} are one id`,
    then: "The first of them is found for both.",
    instead: "Give them names that differ in more than case.",
  },
  ZW_TOO_MANY_INSTANCES: {
    severity: "error",
    text: (most: number) => `There are more than ${most} HA instances`,
    then: "The simulator leaves out those from here on.",
    instead: "Keep those that are simulated.",
  },
  ZW_INSTANCE_WITHOUT_HOSTNAME: {
    severity: "error",
    text: (key: string) => `haInstances.${key} has no hostname`,
    then: "The list of Discovery services cannot be made; the start ends with exit code 1. Where there is a schema, it ends before.",
    instead: "hostname: lpar1.example.com",
  },
  ZW_DISCOVERY_TWICE: {
    severity: "warning",
    text: (key: string, url: string) =>
      `haInstances.${key} has the same Discovery as an instance before it: ${url}`,
    then: "It is listed once.",
    instead: "Give one of them another port, or disable its Discovery.",
  },
  ZW_NO_COMPONENTS: {
    severity: "warning",
    zosMessage: "ZWEL0029E",
    text: (id: string) => `The launcher finds nothing to start for ${id}`,
    then: "It ends.",
    instead: "enabled: true for at least one component.",
  },
  ZW_TOO_MANY_COMPONENTS: {
    severity: "error",
    zosMessage: "ZWEL0037E",
    text: (count: number, most: number) => `${count} components are to be started; at most ${most} can be`,
    then: "The launcher ends.",
    instead: "Disable some of them.",
  },
  ZW_COMPONENT_NAME_LENGTH: {
    severity: "warning",
    text: (name: string, most: number) => `The name ${name} is longer than ${most} characters`,
    then: "The launcher cuts it, and may fail with it before release 3.6.",
    instead: "Choose a shorter name.",
  },
  ZW_NO_MANIFEST: {
    severity: "info",
    text: (name: string) => `${name} is no component of Zowe, and nothing is known of its manifest`,
    then: "It is taken for one without a start command, and not simulated.",
  },
  ZW_NEVER_SPAWNED: {
    severity: "warning",
    text: (name: string) => `${name} is enabled by the defaults only`,
    then: "It is configured at the start and never started: the launcher does not read the defaults.",
    instead: "Set enabled: true for it, if it is wanted.",
  },
  ZW_MIN_UPTIME: {
    severity: "info",
    text: () => "minUptime has no effect",
    then: "The launcher reads and prints it; 90 seconds are built in.",
  },
  ZW_UNKNOWN_PROPERTY: {
    severity: "error",
    zosMessage: "ZWEL0070E",
    text: (key: string, where: string, suggestion: string | undefined) =>
      `${where} has no property ${key}${meant(suggestion)}`,
    then: START_STOPS,
    instead:
      "Correct the name, or remove it. Settings of your own belong below components or zowe.environments.",
  },
  ZW_WRONG_TYPE: {
    severity: "error",
    zosMessage: "ZWEL0070E",
    text: (where: string, expected: string, found: string) => `${where} must be ${expected}, and is ${found}`,
    then: START_STOPS,
  },
  ZW_QUOTED_NUMBER: {
    severity: "error",
    zosMessage: "ZWEL0070E",
    text: (where: string, text: string) => `${where} is the text "${text}", and must be a whole number`,
    then: START_STOPS,
    instead: "Remove the quotes; version 1 wanted them, versions 2.4 and later refuse them.",
  },
  ZW_BAD_VALUE: {
    severity: "error",
    zosMessage: "ZWEL0070E",
    text: (where: string, expected: string, found: string, suggestion: string | undefined) =>
      `${where} must be ${expected}, and is ${found}${meant(suggestion)}`,
    then: START_STOPS,
  },
  ZW_MISSING_PROPERTY: {
    severity: "error",
    zosMessage: "ZWEL0070E",
    text: (key: string, where: string, mistyped: string | undefined) =>
      `${where} needs ${key}${mistyped === undefined ? "" : `, and has ${mistyped}`}`,
    then: START_STOPS,
    instead: "Add it. Samples that leave it out fail as well.",
  },
  ZW_NOT_UNIQUE: {
    severity: "error",
    zosMessage: "ZWEL0070E",
    text: (where: string, item: string) => `${where} holds ${item} twice`,
    then: START_STOPS,
    instead:
      "List it once. Lists of several files are put together: the file to the left cannot replace one.",
  },
  ZW_EMPTY_LIST: {
    severity: "error",
    zosMessage: "ZWEL0070E",
    text: (where: string) => `${where} is empty`,
    then: START_STOPS,
    instead: "List at least one.",
  },
  ZW_NOT_VALIDATED: {
    severity: "info",
    text: () => "This is a configuration of version 1",
    then: "Version 1 has no schema: its properties and their types are not checked.",
    instead: "Name the release if it is another one.",
  },
  ZW_ASSUMED_RELEASE: {
    severity: "info",
    text: (release: string) => `Read as Zowe ${release}, as far as can be told from the file`,
    then: "Defaults and rules are those of that release.",
    instead: "Name the release that runs.",
  },
  ZW_ENV_LINE: {
    severity: "warning",
    text: (line: string) => `${line} is no KEY=value`,
    then: "The shell would run it as a command; the simulator leaves it out.",
    instead: "KEY=value, without blanks around =.",
  },
  ZW_ENV_COMMAND: {
    severity: "warning",
    text: (text: string) => `${text} runs a command`,
    then: "The simulator runs nothing: the text stays as it is written.",
    instead: "Write the value itself.",
  },
  ZW_ENV_UNDEFINED: {
    severity: "warning",
    text: (name: string) => `${name} has no value yet`,
    then: "The shell puts nothing in its place.",
    instead: "Set it in a line above.",
  },
  ZW_ENV_PLACEHOLDER: {
    severity: "warning",
    text: (text: string) => `${text} is a place of the template that the installation fills`,
    then: "It is read as it is written.",
    instead: "Give the instance.env of an instance.",
  },
} as const satisfies DiagnosticTable;
