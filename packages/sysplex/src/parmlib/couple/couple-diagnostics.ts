/**
 * What can be wrong, or surprising, in COUPLExx.
 *
 * @source Messages of the XCF initialisation (SYNTAX ERROR IN COUPLExx and its explanations); that the first of them is
 * IXC205I is recalled. What z/OS does behind them, beyond ignoring a keyword, was not found.
 */
import type { DiagnosticRow, DiagnosticTable } from "../../text/diagnostic.js";
import { readingDiagnostics } from "../keyword/reading-diagnostics.js";

const SYNTAX_ERROR = { zosMessage: "IXC205I" } as const;

const LEFT_OUT =
  "It is left out here and its default applies; z/OS may ask the operator for another member instead.";

export const coupleDiagnostics = {
  ...readingDiagnostics,
  COMMENT_NOT_CLOSED: {
    ...readingDiagnostics.COMMENT_NOT_CLOSED,
    ...SYNTAX_ERROR,
    then: "Everything behind it is a comment; z/OS says that a significant portion of the member may be ignored.",
  },
  PARENTHESIS_NOT_CLOSED: { ...readingDiagnostics.PARENTHESIS_NOT_CLOSED, ...SYNTAX_ERROR },
  STRAY_TEXT: { ...readingDiagnostics.STRAY_TEXT, ...SYNTAX_ERROR },
  UNKNOWN_STATEMENT: {
    ...SYNTAX_ERROR,
    severity: "warning",
    text: (statement: string, meant: string | undefined) =>
      `${statement} is no statement of COUPLExx${maybe(meant)}`,
    then: "The statement is left out, with its keywords; z/OS may ask the operator for another member instead.",
    instead: "Correct or remove it.",
  },
  UNKNOWN_KEYWORD: {
    ...SYNTAX_ERROR,
    severity: "warning",
    text: (keyword: string, statement: string, meant: string | undefined) =>
      `${keyword} is no keyword of ${statement}${maybe(meant)}`,
    then: LEFT_OUT,
    instead: "Correct or remove it.",
  },
  KEYWORD_TWICE: {
    severity: "warning",
    text: (keyword: string, line: number) => `${keyword} is coded again, first in line ${line}`,
    then: "The last one counts here; which one z/OS takes was not found.",
    instead: "Code it once.",
  },
  BAD_VALUE: {
    severity: "warning",
    text: (keyword: string, value: string, form: string) => `${keyword}(${value}): expected ${form}`,
    then: LEFT_OUT,
    instead: "Write a value of that form.",
  },
  UNKNOWN_FUNCTION: {
    severity: "warning",
    text: (name: string, meant: string | undefined) => `FUNCTIONS knows no ${name}${maybe(meant)}`,
    then: "It is left out; newer levels of z/OS may know it.",
  },
  FUNCTION_TWICE: {
    severity: "warning",
    text: (name: string, enabled: boolean, line: number) =>
      `${name} is ${enabled ? "enabled" : "disabled"} here and ${enabled ? "disabled" : "enabled"} in line ${line}`,
    then: "The last one counts here; which one z/OS takes was not found.",
    instead: "Name the function once.",
  },
  INTERVAL_MAY_NOT_COUNT: {
    severity: "warning",
    text: (seconds: number) =>
      `INTERVAL(${seconds}) counts only where the interval that z/OS derives from the excessive-spin values is shorter`,
    then:
      "The larger of the two is in effect; by default z/OS derives 45 s with dedicated processors and 165 s with shared " +
      "processors or under z/VM.",
    instead: "Leave INTERVAL out, or enable USERINTERVAL if the shorter interval is wanted.",
  },
  USERINTERVAL_SHORT: {
    severity: "warning",
    text: (seconds: number) =>
      `USERINTERVAL makes INTERVAL(${seconds}) count, though recovery from an excessive spin may take longer`,
    then: "A system that would recover by itself may be taken for dead.",
    instead: "Leave INTERVAL and USERINTERVAL out, as IBM recommends.",
  },
  OPNOTIFY_BELOW_INTERVAL: {
    severity: "warning",
    text: (opNotify: number, interval: number) =>
      `OPNOTIFY(${opNotify}) is shorter than INTERVAL(${interval})`,
    then: "The operator is asked no earlier than the end of the effective interval.",
    instead: "Write OPNOTIFY(+n), which follows the interval.",
  },
  NO_COUPLE_DATA_SET: {
    severity: "warning",
    text: () => "COUPLE has no PCOUPLE",
    then: "z/OS would come up in XCF-local mode and join no sysplex. The simulation goes on as if one were named.",
    instead: "Name the primary sysplex couple data set.",
  },
  NO_COUPLE_STATEMENT: {
    severity: "warning",
    text: () => "The member has no COUPLE statement",
    then: "Defaults apply to the interval, OPNOTIFY and CLEANUP.",
    instead: "Code COUPLE SYSPLEX(name) PCOUPLE(data set).",
  },
  NOT_MODELLED: {
    severity: "info",
    text: (statement: string, count: number) =>
      count === 1 ? statement : `${statement} (${count} statements)`,
    then: "Read, and not modelled.",
  },
} as const satisfies DiagnosticTable & Readonly<Record<string, DiagnosticRow<never[]>>>;

function maybe(meant: string | undefined): string {
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}
