/**
 * Everything that the profile reader may say: what is wrong, what z/OS does with it, what to write instead.
 *
 * The message ids of z/OS are documented in IP Messages Volume 4, except EZZ0318I and EZZ0324I, which are recalled.
 * A fault inside a VIPADYNAMIC block also says which lines it costs; `resolve/vipa-dynamic.ts` adds that.
 */
import { maybe, type DiagnosticTable } from "@sysplex/sysplex";
import { NO_BREAK_SPACE, SEQUENCE_NUMBERS, SYMBOL_UNDEFINED } from "../text-diagnostics.js";

const REST_IGNORED = "What stands before it counts; the rest of the statement is ignored.";
const STATEMENT_DROPPED = "The statement is dropped; the block goes on.";
const HOT_STANDBY_DROPPED =
  "The VIPADISTRIBUTE is dropped, so the DVIPA stays undistributed; the block goes on.";
const HOT_STANDBY_LIST = "DESTIP address PREFERRED address BACKUP 100 address BACKUP 50";

export const profileDiagnostics = {
  LINE_TOO_LONG: {
    severity: "error",
    text: () => "The line is longer than any record of a data set can be",
    then: "Nothing of the file is read.",
    instead: "Download the member in text mode, so that its records become lines.",
  },
  TOO_MANY_WORDS: {
    severity: "error",
    text: () => "The file has more words than any profile",
    then: "Nothing of the file is read.",
    instead: "Give the profile itself, not a dump, a log or a whole library.",
  },
  FURTHER_PROBLEMS: {
    severity: "warning",
    text: (shown: number) => `Only the first ${shown} problems are shown; there are more from here on`,
    then: "They are treated like those that are shown.",
    instead: "Repair the first ones: most of the others follow from them.",
  },
  TAB: {
    severity: "info",
    text: () => "A tab is read as a blank",
    then: "z/OS has no such character in a profile; an upload may turn it into something else.",
    instead: "Use blanks.",
  },
  NO_BREAK_SPACE,
  SEMICOLON_WITHOUT_BLANK: {
    severity: "warning",
    text: (word: string) => `There is no blank between ${word} and the comment`,
    then: "The comment is taken to start at the semicolon; z/OS asks for a blank and may read on.",
    instead: "Put a blank before the semicolon.",
  },
  SEQUENCE_NUMBERS: {
    ...SEQUENCE_NUMBERS,
    then: "Every column is data in a profile: z/OS reads the number as an operand, here and on the lines that follow.",
  },
  SYMBOL_UNDEFINED,
  NOT_A_COMMENT: {
    severity: "warning",
    zosMessage: "EZZ0324I",
    text: (word: string) => `${word} does not start a comment`,
    then: "Its words are ignored up to the next word that is the name of a statement, even one that was meant as comment.",
    instead: "Start a comment with a semicolon.",
  },
  UNKNOWN_STATEMENT: {
    severity: "warning",
    zosMessage: "EZZ0324I",
    text: (word: string, suggestion: string | undefined) =>
      `${word} is no profile statement${maybe(suggestion)}`,
    then: "It is ignored, with everything up to the next word that is the name of a statement.",
    instead: "Correct the name, or make the line a comment with a semicolon.",
  },
  STRAY_END: {
    severity: "warning",
    zosMessage: "EZZ0324I",
    text: (word: string, block: string) => `${word} without a ${block} before it`,
    then: "The word is ignored.",
    instead: "Remove it, or put back the word that starts the block.",
  },
  MISSING_END: {
    severity: "warning",
    text: (block: string, end: string) => `${block} has no ${end}`,
    then: "Everything behind it, to the end of the profile, is read as part of the block.",
    instead: "End the block with its END word.",
  },
  INCLUDE_NAME: {
    severity: "error",
    text: (found: string | undefined) =>
      found === undefined ? "INCLUDE names no data set" : `${found} is no data set name`,
    then: "Nothing is included.",
    instead: "INCLUDE dataset.name or INCLUDE dataset.name(member), without quotes.",
  },
  INCLUDE_FAILED: {
    severity: "error",
    text: (name: string, problem: string) => `INCLUDE ${name}: ${problem}`,
    then: "Nothing can be read in its place.",
    instead: "Put the member into the scenario's folder, under the name that INCLUDE gives.",
  },
  INCLUDE_CYCLE: {
    severity: "error",
    text: (name: string) => `${name} includes itself`,
    then: "It is not read a second time.",
    instead: "Remove one of the INCLUDE statements.",
  },
  INCLUDE_DEPTH: {
    severity: "error",
    text: (name: string, depth: number) => `INCLUDE ${name} is nested more than ${depth} deep`,
    then: "It is not read.",
    instead: "Include the member from the profile itself.",
  },
  INCLUDE_LIMIT: {
    severity: "error",
    text: (files: number) => `The profile includes more than ${files} files, or too much text`,
    then: "No further file is read.",
    instead: "Include each member once.",
  },

  NOT_MODELLED: {
    severity: "info",
    text: (statement: string, meaning: string) => `${statement} is not modelled (${meaning})`,
    then: "z/OS acts on it; the simulation does not.",
  },
  UNKNOWN_OPERAND: {
    severity: "warning",
    zosMessage: "EZZ0318I",
    text: (statement: string, word: string, suggestion: string | undefined) =>
      `${statement} has no operand ${word} at this place${maybe(suggestion)}`,
    then: REST_IGNORED,
    instead: "Correct the operand, or put it where the statement's syntax wants it.",
  },
  OPERAND_EXPECTED: {
    severity: "warning",
    zosMessage: "EZZ0318I",
    text: (statement: string, expected: string, found: string | undefined) =>
      `${statement}: expected ${expected}, found ${found ?? "the end of the statement"}`,
    then: REST_IGNORED,
    instead: "Write what the statement expects at this place.",
  },
  OUT_OF_RANGE: {
    severity: "warning",
    zosMessage: "EZZ0318I",
    text: (statement: string, what: string, found: string, min: number, max: number) =>
      `${statement}: ${what} must be from ${min} to ${max}, found ${found}`,
    then: REST_IGNORED,
    instead: "Write a number within the range.",
  },

  HOME_LINK_UNDEFINED: {
    severity: "warning",
    text: (address: string, link: string) => `HOME ${address}: no LINK statement before it defines ${link}`,
    then: "The address is not added, and the rest of the HOME list is ignored.",
    instead: "Define the DEVICE and LINK first, or use INTERFACE with IPADDR.",
  },
  HOME_LOOPBACK: {
    severity: "warning",
    zosMessage: "EZZ0344I",
    text: (address: string) => `${address} is the permanent loopback address and cannot be in the HOME list`,
    then: "The HOME statement is ignored from here.",
    instead: "Remove the entry: the address is always there.",
  },
  PORT_DENY: {
    severity: "warning",
    zosMessage: "EZZ0146I",
    text: (job: string) => `PORT UNRSV: DENY goes with the job name *, not with ${job}`,
    then: "The whole PORT statement is ignored, its other entries too.",
    instead: "PORT UNRSV TCP * DENY",
  },
  PORT_OVERLAP: {
    severity: "warning",
    text: (port: number, protocol: string) => `${protocol} port ${port} is reserved by PORT and by PORTRANGE`,
    then: "The later of the two is ignored.",
    instead: "Reserve the port once.",
  },
  PORTRANGE_BEYOND: {
    severity: "warning",
    text: (first: number, count: number) => `PORTRANGE ${first} ${count} goes beyond port 65535`,
    then: "Ports up to 65535 are reserved.",
    instead: "PORTRANGE takes the first port and the number of ports, not the last port.",
  },
  ROUTE_REPLACEABLE: {
    severity: "warning",
    zosMessage: "EZZ0687I",
    text: (address: string) => `The replaceable static route to ${address} meets a distributed DVIPA`,
    then: "z/OS reports it. Routes are not modelled, so the simulation is not affected.",
    instead: "Remove the route, or code it without REPLACEABLE.",
  },

  OUTSIDE_BLOCK: {
    severity: "warning",
    zosMessage: "EZZ0324I",
    text: (statement: string) => `${statement} stands outside a VIPADYNAMIC block`,
    then: "The statement is ignored.",
    instead: "Put it between VIPADYNAMIC and ENDVIPADYNAMIC.",
  },
  NOT_A_VIPADYNAMIC_STATEMENT: {
    severity: "warning",
    zosMessage: "EZZ0318I",
    text: (word: string, suggestion: string | undefined) =>
      `${word} is no statement of a VIPADYNAMIC block${maybe(suggestion)}`,
    then: "The statement is ignored.",
    instead: "Correct the word, or end the block with ENDVIPADYNAMIC before it.",
  },
  TIERS_EXCLUSIVE: {
    severity: "warning",
    zosMessage: "EZZ0318I",
    text: (statement: string) => `${statement}: TIER1 and TIER2 exclude each other`,
    then: "The statement is ignored.",
    instead: "Code one of them.",
  },
  MASK_AS_ADDRESS: {
    severity: "warning",
    text: (mask: string) => `VIPABACKUP: ${mask} stands where a DVIPA is expected`,
    then: "It is no usable address and is rejected; the other addresses of the statement count, as plain backups.",
    instead: "Only VIPABACKUP rank MOVEABLE IMMEDIATE takes a mask; without MOVEABLE leave the mask out.",
  },
  DVIPA_TWICE: {
    severity: "warning",
    text: (statement: string, address: string, line: number) =>
      `${statement}: ${address} is already in the statement on line ${line}`,
    then: "This one is rejected for the address; the other addresses of the statement count.",
    instead: "Name a DVIPA in one VIPADEFINE or VIPABACKUP, or put VIPADELETE before the second.",
  },
  DVIPA_ALREADY_DEFINED: {
    severity: "warning",
    zosMessage: "EZZ8307I",
    text: (address: string, where: string) => `${address} is already defined in ${where}`,
    then: "The address is rejected; the other addresses of the statement count.",
    instead: "Give the DVIPA an address of its own.",
  },
  DVIPA_INTERFACE: {
    severity: "warning",
    zosMessage: "EZZ9654I",
    text: (name: string, problem: string) => `The interface name ${name} ${problem}`,
    then: STATEMENT_DROPPED,
    instead: "Use a name of 1 to 16 characters that no other interface has.",
  },
  DVIPA_LIMIT: {
    severity: "warning",
    text: (address: string, limit: number) =>
      `${address} would be DVIPA ${limit + 1}; a stack has at most ${limit}`,
    then: "The address is rejected.",
    instead: "Spread the DVIPAs over more stacks.",
  },
  DVIPA_UNKNOWN: {
    severity: "warning",
    text: (name: string) => `VIPADELETE: ${name} is no DVIPA of this stack`,
    then: "There is nothing to delete.",
    instead: "Name a DVIPA that a VIPADEFINE or VIPABACKUP before it defines.",
  },
  VIPARANGE_LIMIT: {
    severity: "warning",
    text: (limit: number) => `A stack has at most ${limit} VIPARANGE definitions`,
    then: STATEMENT_DROPPED,
    instead: "Use larger ranges.",
  },
  VIPARANGE_UNKNOWN: {
    severity: "warning",
    text: (range: string) => `VIPARANGE DELETE: there is no range ${range}`,
    then: "There is nothing to delete.",
    instead: "Name the range as it was defined.",
  },
  VIPAROUTE_UNKNOWN: {
    severity: "warning",
    text: (address: string) => `VIPAROUTE DELETE: there is no route for ${address}`,
    then: "There is nothing to delete.",
    instead: "Name the route as it was defined.",
  },
  FAMILIES_MIXED: {
    severity: "warning",
    text: (statement: string, address: string, family: string) =>
      `${statement}: ${address} is not an ${family} address like the others`,
    then: STATEMENT_DROPPED,
    instead: "IPv4 and IPv6 may stand in one block, not in one statement.",
  },
  DISTRIBUTE_UNDEFINED: {
    severity: "warning",
    text: (name: string) => `VIPADISTRIBUTE: ${name} is no DVIPA that this stack defines`,
    then: STATEMENT_DROPPED,
    instead: "Define it with VIPADEFINE or VIPABACKUP before the VIPADISTRIBUTE.",
  },
  DISTRIBUTE_DELETE_UNKNOWN: {
    severity: "warning",
    text: (name: string) => `VIPADISTRIBUTE DELETE: nothing of that kind is distributed for ${name}`,
    then: "There is nothing to delete.",
    instead: "Name the DVIPA, the ports and the targets as they were defined.",
  },
  PORT_LIMIT: {
    severity: "warning",
    text: (limit: number) => `VIPADISTRIBUTE takes at most ${limit} PORT entries`,
    then: "The entries beyond them are ignored.",
    instead: "Use port ranges, or several VIPADISTRIBUTE statements.",
  },
  HOTSTANDBY_ALL: {
    severity: "warning",
    zosMessage: "EZZ0165I",
    text: (dvipa: string) => `${dvipa}: DESTIP ALL does not go with HOTSTANDBY`,
    then: HOT_STANDBY_DROPPED,
    instead: HOT_STANDBY_LIST,
  },
  HOTSTANDBY_NO_ROLE: {
    severity: "warning",
    zosMessage: "EZZ0826I",
    text: (dvipa: string, targets: string) =>
      `${dvipa}: HOTSTANDBY needs PREFERRED or BACKUP behind ${targets}`,
    then: HOT_STANDBY_DROPPED,
    instead: HOT_STANDBY_LIST,
  },
  HOTSTANDBY_ROLES: {
    severity: "warning",
    zosMessage: "EZZ0827I",
    text: (dvipa: string, preferred: number, backups: number) =>
      `${dvipa}: HOTSTANDBY needs one PREFERRED and at least one BACKUP, found ${preferred} and ${backups}`,
    then: HOT_STANDBY_DROPPED,
    instead: HOT_STANDBY_LIST,
  },
  HOTSTANDBY_BACKUPS: {
    severity: "warning",
    zosMessage: "EZZ0829I",
    text: (dvipa: string, backups: number, limit: number) =>
      `${dvipa}: HOTSTANDBY takes at most ${limit} BACKUP targets, found ${backups}`,
    then: HOT_STANDBY_DROPPED,
    instead: "Name fewer targets.",
  },
  HOTSTANDBY_UNIQUE: {
    severity: "warning",
    zosMessage: "EZZ0830I",
    text: (dvipa: string, target: string) => `${dvipa}: ${target} is named more than once`,
    then: HOT_STANDBY_DROPPED,
    instead: "Name each target once, as PREFERRED or as BACKUP.",
  },
  HOTSTANDBY_KEYWORD: {
    severity: "warning",
    zosMessage: "EZZ0831I",
    text: (keyword: string, method: string) =>
      `VIPADISTRIBUTE: ${keyword} goes with HOTSTANDBY only, not with ${method}`,
    then: "The statement is dropped.",
    instead: "Code DISTMETHOD HOTSTANDBY before it, or leave the keyword out.",
  },
  WEIGHT_IGNORED: {
    severity: "warning",
    zosMessage: "EZZ0799I",
    text: (method: string) => `VIPADISTRIBUTE: WEIGHT goes with WEIGHTEDACTIVE only, not with ${method}`,
    then: "The weight is ignored; the statement counts.",
    instead: "Leave WEIGHT out, or code DISTMETHOD WEIGHTEDACTIVE.",
  },
  ENCAP_DYNAMIC_PORT: {
    severity: "warning",
    zosMessage: "EZZ0783I",
    text: (dvipa: string) => `${dvipa}: ENCAP needs PORT; ports cannot be assigned dynamically`,
    then: STATEMENT_DROPPED,
    instead: "Code PORT.",
  },
  METHOD_WITH_ROUTING: {
    severity: "warning",
    text: (method: string, routing: string) => `VIPADISTRIBUTE: ${method} does not go with ${routing}`,
    then: STATEMENT_DROPPED,
    instead:
      "Targets that are not z/OS have no WLM weights: use TARGCONTROLLED, ROUNDROBIN or WEIGHTEDACTIVE.",
  },
  CONTROLPORT_DIFFERS: {
    severity: "warning",
    text: (port: number, other: number) =>
      `CONTROLPORT ${port} differs from ${other} in an earlier VIPADISTRIBUTE`,
    then: STATEMENT_DROPPED,
    instead: "Code the same CONTROLPORT on all VIPADISTRIBUTE TIER1 statements.",
  },
} as const satisfies DiagnosticTable;
