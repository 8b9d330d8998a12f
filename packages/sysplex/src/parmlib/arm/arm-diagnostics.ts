/** What can be wrong, or surprising, in an ARM policy. */
import type { DiagnosticRow, DiagnosticTable } from "../../text/diagnostic.js";
import { quotingDiagnostics, readingDiagnostics } from "../keyword/reading-diagnostics.js";

/** What a row says, and what the model does: {@link refusedByArmUtility} is made of the rows that say it. */
const REFUSED =
  "The utility reports an error and leaves the couple data set as it was: no policy of this file is active.";

/** The same where the manual's syntax has no place for it, and what the utility does was not seen. */
const ASSUMED_REFUSED = `${REFUSED} That the utility takes this for an error is assumed.`;

export const armDiagnostics = {
  ...readingDiagnostics,
  ...quotingDiagnostics,
  COMMENT_NOT_CLOSED: { ...readingDiagnostics.COMMENT_NOT_CLOSED, then: ASSUMED_REFUSED },
  PARENTHESIS_NOT_CLOSED: { ...readingDiagnostics.PARENTHESIS_NOT_CLOSED, then: REFUSED },
  STRAY_TEXT: { ...readingDiagnostics.STRAY_TEXT, then: REFUSED },
  QUOTE_NOT_CLOSED: { ...quotingDiagnostics.QUOTE_NOT_CLOSED, severity: "warning", then: REFUSED },
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
      `${statement} is no statement of an ARM policy${maybe(meant)}`,
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
    instead: "Code it once; RESTART_METHOD once for each event.",
  },
  LEVEL_WITHOUT_ELEMENTS: {
    severity: "warning",
    text: (level: string) => `LEVEL(${level}) names no elements`,
    then: REFUSED,
    instead: "Write ELEMENT_NAME or ELEMENT_TYPE behind it.",
  },
  OUTSIDE_ORDER: {
    severity: "warning",
    text: () => "LEVEL stands outside RESTART_ORDER",
    then: REFUSED,
    instead: "Put it behind RESTART_ORDER, before the first RESTART_GROUP.",
  },
  OUTSIDE_GROUP: {
    severity: "warning",
    text: () => "ELEMENT stands before any RESTART_GROUP",
    then: REFUSED,
    instead: "Put it behind RESTART_GROUP(group).",
  },
  OUTSIDE_POLICY: {
    severity: "warning",
    text: (statement: string) => `${statement} stands before any DEFINE POLICY`,
    then: REFUSED,
    instead: "Put it behind DEFINE POLICY NAME(policy).",
  },
  GROUP_TWICE: {
    severity: "warning",
    text: (group: string, line: number) => `RESTART_GROUP(${group}) is coded again, first in line ${line}`,
    then: ASSUMED_REFUSED,
    instead: "Join the two.",
  },
  ELEMENT_TWICE: {
    severity: "warning",
    text: (element: string, line: number) => `ELEMENT(${element}) is coded again, first in line ${line}`,
    then: ASSUMED_REFUSED,
    instead: "An element belongs to one restart group: join the two.",
  },
  TERMTYPE_AGAINST_METHOD: {
    severity: "warning",
    text: (element: string) => `ELEMENT(${element}) has a method for SYSTERM, and TERMTYPE(ELEMTERM)`,
    then: "ELEMTERM prohibits restarts on other systems: the method for SYSTERM is never used.",
    instead: "Code TERMTYPE(ALLTERM), or leave the method out.",
  },
  NO_RESTARTS: {
    severity: "info",
    text: (element: string) => `ELEMENT(${element}) has RESTART_ATTEMPTS(0)`,
    then: "What matches it is never restarted.",
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
    then: "The first counts here. One ARM policy is active at a time: the one that SETXCF START,POLICY,TYPE=ARM,POLNAME= names.",
    instead: "Say which policy is active.",
  },
  NO_POLICY_ACTIVE: {
    severity: "warning",
    text: (mistakes: number) =>
      `No ARM policy is active: the utility refuses this file, for ${mistakes === 1 ? "1 mistake" : `${mistakes} mistakes`}`,
    then: "The run is one without automatic restarts.",
    instead: "Correct the mistakes, or leave out `arm:` if no policy is meant to be active.",
  },
  NO_POLICY: {
    severity: "error",
    text: () => "The file defines no ARM policy",
    then: "There is nothing that could be started, and nothing is run.",
    instead:
      "Give the input of the administrative data utility: DEFINE POLICY NAME(policy) RESTART_GROUP(…) …",
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
export const refusedByArmUtility: ReadonlySet<string> = new Set(
  Object.entries(armDiagnostics)
    .filter(([, { then }]) => then === REFUSED || then === ASSUMED_REFUSED)
    .map(([code]) => code),
);

function maybe(meant: string | undefined): string {
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
