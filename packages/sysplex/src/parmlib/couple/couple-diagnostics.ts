/**
 * What can be wrong, or surprising, in COUPLExx.
 *
 * @source Messages of the XCF initialisation (SYNTAX ERROR IN COUPLExx and its explanations); that the first of them is
 * IXC205I is recalled. What z/OS does behind them, beyond ignoring a keyword, was not found.
 */
import type { DiagnosticRow, DiagnosticTable } from "../../text/diagnostic.js";
import { maybe } from "../../text/did-you-mean.js";
import { readingDiagnostics } from "../keyword/reading-diagnostics.js";

const SYNTAX_ERROR = { zosMessage: "IXC205I" } as const;

const OTHER_MEMBER = "z/OS may ask the operator for another member instead.";

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
    then: `The statement is left out here, with its keywords; ${OTHER_MEMBER}`,
    instead: "Correct or remove it.",
  },
  UNKNOWN_KEYWORD: {
    ...SYNTAX_ERROR,
    severity: "warning",
    text: (keyword: string, statement: string, meant: string | undefined) =>
      `${keyword} is no keyword of ${statement}${maybe(meant)}`,
    then: `It is left out here; ${OTHER_MEMBER}`,
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
    then: `It is left out here: an earlier value counts, or else the default; ${OTHER_MEMBER}`,
    instead: "Write a value of that form.",
  },
  UNKNOWN_FUNCTION: {
    severity: "warning",
    text: (name: string, meant: string | undefined) => `FUNCTIONS knows no ${name}${maybe(meant)}`,
    then: "It is left out here; newer levels of z/OS may know it.",
  },
  FUNCTION_TWICE: {
    severity: "warning",
    text: (name: string, enabled: boolean, line: number) =>
      `${name} is ${enabled ? "enabled" : "disabled"} here and ${enabled ? "disabled" : "enabled"} in line ${line}`,
    then: "The last one counts here; which one z/OS takes was not found.",
    instead: "Name the function once.",
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
