/** What can be wrong, or surprising, in an SFM policy. */
import type { DiagnosticRow, DiagnosticTable } from "../../text/diagnostic.js";
import { readingDiagnostics } from "../keyword/reading-diagnostics.js";

/** What a row says, and what the model does: {@link refusedByUtility} is made of the rows that say it. */
const REFUSED =
  "The utility reports an error and leaves the couple data set as it was: no policy of this file is active.";

/** The same where the manual's syntax has no place for it, and what the utility does was not seen. */
const ASSUMED_REFUSED = `${REFUSED} That the utility takes this for an error is assumed.`;

export const sfmDiagnostics = {
  ...readingDiagnostics,
  COMMENT_NOT_CLOSED: { ...readingDiagnostics.COMMENT_NOT_CLOSED, then: ASSUMED_REFUSED },
  PARENTHESIS_NOT_CLOSED: { ...readingDiagnostics.PARENTHESIS_NOT_CLOSED, then: REFUSED },
  STRAY_TEXT: { ...readingDiagnostics.STRAY_TEXT, then: REFUSED },
  JCL_IGNORED: {
    severity: "info",
    text: (lines: number) => `${lines} line${lines === 1 ? "" : "s"} of JCL`,
    then: "Only the control statements between them are read.",
  },
  COMMENT_ENDS_INPUT: {
    severity: "warning",
    text: (lines: number) =>
      `/* in column 1 ends the in-stream data: ${lines} line${lines === 1 ? "" : "s"} behind it up to the next JCL statement`,
    then: "JES takes it for a delimiter, whatever follows on the line; the utility never sees the lines behind it.",
    instead: "Begin comments in column 2 or later.",
  },
  OTHER_TYPE: {
    severity: "info",
    text: (type: string) => `DATA TYPE(${type}) begins statements for another couple data set`,
    then: "They are passed over.",
  },
  UNKNOWN_KEYWORD: {
    severity: "warning",
    text: (keyword: string, statement: string, meant: string | undefined) =>
      `${keyword} is no keyword of ${statement}${maybe(meant)}`,
    then: REFUSED,
    instead: "Correct or remove it.",
  },
  UNKNOWN_STATEMENT: {
    severity: "warning",
    text: (statement: string, meant: string | undefined) =>
      `${statement} is no statement of an SFM policy${maybe(meant)}`,
    then: REFUSED,
    instead: "Correct or remove it.",
  },
  BAD_VALUE: {
    severity: "warning",
    text: (keyword: string, value: string, form: string) =>
      form === "" ? `${keyword} takes no value` : `${keyword}(${value}): expected ${form}`,
    then: REFUSED,
    instead: "Write a value of that form.",
  },
  KEYWORD_TWICE: {
    severity: "warning",
    text: (keyword: string, line: number) => `${keyword} is coded again, first in line ${line}`,
    then: ASSUMED_REFUSED,
    instead: "Code it once.",
  },
  SEVERAL_ACTIONS: {
    severity: "warning",
    text: (action: string, earlier: string) =>
      `${action} is coded beside ${earlier}, and a system has one action`,
    then: ASSUMED_REFUSED,
    instead: "Leave one.",
  },
  SSUMLIMIT_NOT_INHERITED: {
    severity: "warning",
    text: (system: string, limit: string) =>
      `SYSTEM NAME(${system}) codes an action without SSUMLIMIT, so SSUMLIMIT(${limit}) of NAME(*) is not its own`,
    then:
      "Action and SSUMLIMIT are one attribute: the system has SSUMLIMIT(NONE), and is not removed while it signals " +
      "without updating its status.",
    instead: "Repeat SSUMLIMIT beside the action, or leave out both.",
  },
  SSUMLIMIT_WITHOUT_ACTION: {
    severity: "warning",
    text: (system: string) => `SYSTEM NAME(${system}) codes SSUMLIMIT without an action`,
    then:
      "Action and SSUMLIMIT are one attribute, so the action of NAME(*) is not inherited: the default ISOLATETIME(0) is " +
      "assumed.",
    instead: "Write the action beside it.",
  },
  ACTION_BY_DEFAULT: {
    severity: "warning",
    text: (system: string) =>
      `No action is coded for ${system === "*" ? "systems that are not named" : system}`,
    then: "ISOLATETIME(0) is assumed, the default of current levels; older ones asked the operator.",
    instead: "Code SYSTEM NAME(*) ISOLATETIME(0).",
  },
  NO_SYSTEM_NAME: {
    severity: "warning",
    text: () => "SYSTEM has no NAME",
    then: REFUSED,
    instead: "Write SYSTEM NAME(system) or SYSTEM NAME(*).",
  },
  SYSTEM_TWICE: {
    severity: "warning",
    text: (system: string, line: number) => `SYSTEM NAME(${system}) is coded again, first in line ${line}`,
    then: ASSUMED_REFUSED,
    instead: "Join the two.",
  },
  OUTSIDE_POLICY: {
    severity: "warning",
    text: (statement: string) => `${statement} stands before any DEFINE POLICY`,
    then: REFUSED,
    instead: "Put it behind DEFINE POLICY NAME(policy).",
  },
  NO_POLICY_NAME: {
    severity: "warning",
    text: () => "DEFINE POLICY has no NAME",
    then: REFUSED,
    instead: "Write DEFINE POLICY NAME(policy).",
  },
  POLICY_TWICE: {
    severity: "warning",
    text: (policy: string, line: number) =>
      `Policy ${policy} is defined again, first in line ${line}, without REPLACE(YES)`,
    then: REFUSED,
    instead: "Define it once.",
  },
  POLICY_REPLACED: {
    severity: "warning",
    text: (policy: string, line: number) =>
      `Policy ${policy} is defined again, first in line ${line}, with REPLACE(YES)`,
    then: "The later definition counts.",
    instead: "Define it once.",
  },
  SEVERAL_POLICIES: {
    severity: "warning",
    text: (chosen: string, all: readonly string[]) =>
      `The file defines ${all.join(", ")}; ${chosen} is taken`,
    then: "The first counts here. One SFM policy is active at a time: the one that SETXCF START,POLICY,TYPE=SFM,POLNAME= names.",
    instead: "Say which policy is active.",
  },
  NO_POLICY_ACTIVE: {
    severity: "warning",
    text: (mistakes: number) =>
      `No SFM policy is active: the utility refuses this file, for ${mistakes === 1 ? "1 mistake" : `${mistakes} mistakes`}`,
    then: "The run is one without an SFM policy: an operator is asked (IXC402D) about a system that misses its status updates.",
    instead: "Correct the mistakes, or leave out `sfm:` if no policy is meant to be active.",
  },
  NO_POLICY: {
    severity: "error",
    text: () => "The file defines no SFM policy",
    then: "There is nothing that could be started, and nothing is run.",
    instead: "Give the input of the administrative data utility: DEFINE POLICY NAME(policy) SYSTEM NAME(*) …",
  },
  POLICY_NOT_FOUND: {
    severity: "error",
    text: (wanted: string, all: readonly string[], meant: string | undefined) =>
      `The file defines ${all.join(", ")}, and no policy ${wanted}${maybe(meant)}`,
    then: "z/OS would refuse to start a policy of that name. Nothing is run.",
    instead: "Name a policy that the file defines.",
  },
  NOT_MODELLED: {
    severity: "info",
    text: (statement: string, count: number) =>
      count === 1 ? statement : `${statement} (${count} statements)`,
    then: "Read, and not modelled.",
  },
} as const satisfies DiagnosticTable & Readonly<Record<string, DiagnosticRow<never[]>>>;

/** The mistakes for which the utility refuses its whole input. */
export const refusedByUtility: ReadonlySet<string> = new Set(
  Object.entries(sfmDiagnostics)
    .filter(([, { then }]) => then === REFUSED || then === ASSUMED_REFUSED)
    .map(([code]) => code),
);

function maybe(meant: string | undefined): string {
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
