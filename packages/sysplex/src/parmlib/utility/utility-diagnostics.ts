/**
 * What the administrative data utility finds wrong, or what may surprise, in policies of any type. Each type takes these
 * rows into its own table and has rows of its own beside them.
 *
 * @source z/OS MVS Setting Up a Sysplex, "Administrative data utility".
 */
import type { DiagnosticRow, DiagnosticTable } from "../../text/diagnostic.js";
import { maybe } from "../../text/did-you-mean.js";
import { readingDiagnostics } from "../keyword/reading-diagnostics.js";

/** The types of policy that are read here, as TYPE of the DATA statement names them. */
export type PolicyType = "ARM" | "SFM";

/** What a row says, and what the model does: {@link refusedByUtility} is made of the rows that say it. */
export const REFUSED =
  "The utility reports an error and leaves the couple data set as it was: no policy of this file is active.";

/** The same where the manual's syntax has no place for it, and what the utility does was not seen. */
export const ASSUMED_REFUSED = `${REFUSED} That the utility takes this for an error is assumed.`;

/** About comments and parentheses. */
export const utilityReadingDiagnostics = {
  ...readingDiagnostics,
  COMMENT_NOT_CLOSED: { ...readingDiagnostics.COMMENT_NOT_CLOSED, then: ASSUMED_REFUSED },
  PARENTHESIS_NOT_CLOSED: { ...readingDiagnostics.PARENTHESIS_NOT_CLOSED, then: REFUSED },
  STRAY_TEXT: { ...readingDiagnostics.STRAY_TEXT, then: REFUSED },
} as const satisfies Rows;

/** About the job around the statements. */
export const deckDiagnostics = {
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
} as const satisfies Rows;

/** About one statement and its keywords. */
export function statementDiagnostics(type: PolicyType) {
  return {
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
        `${statement} is no statement of an ${type} policy${maybe(meant)}`,
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
  } as const satisfies Rows;
}

/** About statements that no policy owns. */
export const outsidePolicyDiagnostics = {
  OUTSIDE_POLICY: {
    severity: "warning",
    text: (statement: string) => `${statement} stands before any DEFINE POLICY`,
    then: REFUSED,
    instead: "Put it behind DEFINE POLICY NAME(policy).",
  },
} as const satisfies Rows;

/**
 * About the policies of a file, of which one is active.
 *
 * @param example What may stand behind DEFINE POLICY NAME(policy).
 * @param without What a run without a policy is.
 */
export function policyDiagnostics(type: PolicyType, example: string, without: string) {
  return {
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
      then: `The first counts here. One ${type} policy is active at a time: the one that SETXCF START,POLICY,TYPE=${type},POLNAME= names.`,
      instead: "Say which policy is active.",
    },
    NO_POLICY_ACTIVE: {
      severity: "warning",
      text: (mistakes: number) =>
        `No ${type} policy is active: the utility refuses this file, for ${mistakes === 1 ? "1 mistake" : `${mistakes} mistakes`}`,
      then: `The run is one without ${without}`,
      instead: `Correct the mistakes, or leave out \`${type.toLowerCase()}:\` if no policy is meant to be active.`,
    },
    NO_POLICY: {
      severity: "error",
      text: () => `The file defines no ${type} policy`,
      then: "There is nothing that could be started, and nothing is run.",
      instead: `Give the input of the administrative data utility: DEFINE POLICY NAME(policy) ${example} …`,
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
  } as const satisfies Rows;
}

/** The mistakes for which the utility refuses its whole input. */
export function refusedByUtility(table: DiagnosticTable): ReadonlySet<string> {
  const refused = Object.entries(table).filter(
    ([, { then }]) => then === REFUSED || then === ASSUMED_REFUSED,
  );
  return new Set(refused.map(([code]) => code));
}

type Rows = Readonly<Record<string, DiagnosticRow<never[]>>>;
