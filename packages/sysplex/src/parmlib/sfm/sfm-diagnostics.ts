/** What can be wrong, or surprising, in an SFM policy. */
import type { DiagnosticRow, DiagnosticTable } from "../../text/diagnostic.js";
import { readingDiagnostics } from "../keyword/reading-diagnostics.js";

const LEFT_OUT =
  "It is left out here. The utility reports an error and leaves the couple data set as it was, so on z/OS the whole policy " +
  "would be missing.";

export const sfmDiagnostics = {
  ...readingDiagnostics,
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
    then: LEFT_OUT,
    instead: "Correct or remove it.",
  },
  UNKNOWN_STATEMENT: {
    severity: "warning",
    text: (statement: string, meant: string | undefined) =>
      `${statement} is no statement of an SFM policy${maybe(meant)}`,
    then: LEFT_OUT,
    instead: "Correct or remove it.",
  },
  BAD_VALUE: {
    severity: "warning",
    text: (keyword: string, value: string, form: string) =>
      form === "" ? `${keyword} takes no value` : `${keyword}(${value}): expected ${form}`,
    then: LEFT_OUT,
    instead: "Write a value of that form.",
  },
  KEYWORD_TWICE: {
    severity: "warning",
    text: (keyword: string, line: number) => `${keyword} is coded again, first in line ${line}`,
    then: "The last one counts here; the utility may refuse the policy.",
    instead: "Code it once.",
  },
  SEVERAL_ACTIONS: {
    severity: "warning",
    text: (action: string, earlier: string) =>
      `${action} is coded beside ${earlier}, and a system has one action`,
    then: "The last one counts here; the utility may refuse the policy.",
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
    then: LEFT_OUT,
    instead: "Write SYSTEM NAME(system) or SYSTEM NAME(*).",
  },
  SYSTEM_TWICE: {
    severity: "warning",
    text: (system: string, line: number) => `SYSTEM NAME(${system}) is coded again, first in line ${line}`,
    then: "The last one counts here; the utility may refuse the policy.",
    instead: "Join the two.",
  },
  OUTSIDE_POLICY: {
    severity: "warning",
    text: (statement: string) => `${statement} stands before any DEFINE POLICY`,
    then: LEFT_OUT,
    instead: "Put it behind DEFINE POLICY NAME(policy).",
  },
  NO_POLICY_NAME: {
    severity: "warning",
    text: () => "DEFINE POLICY has no NAME",
    then: "The policy cannot be started, and is passed over with its statements.",
    instead: "Write DEFINE POLICY NAME(policy).",
  },
  POLICY_TWICE: {
    severity: "warning",
    text: (policy: string, line: number, replaces: boolean) =>
      `Policy ${policy} is defined again, first in line ${line}, ${replaces ? "with" : "without"} REPLACE(YES)`,
    then: "With REPLACE(YES) the later definition counts; without, the utility refuses it and the earlier one stays.",
    instead: "Define it once.",
  },
  SEVERAL_POLICIES: {
    severity: "warning",
    text: (chosen: string, all: readonly string[]) =>
      `The file defines ${all.join(", ")}; ${chosen} is taken`,
    then: "One SFM policy is active at a time: the one that SETXCF START,POLICY,TYPE=SFM,POLNAME= names.",
    instead: "Say which policy is active.",
  },
  NO_POLICY: {
    severity: "error",
    text: () => "The file defines no SFM policy",
    then: "There is nothing that could be started.",
    instead: "Give the input of the administrative data utility: DEFINE POLICY NAME(policy) SYSTEM NAME(*) …",
  },
  POLICY_NOT_FOUND: {
    severity: "error",
    text: (wanted: string, all: readonly string[], meant: string | undefined) =>
      `The file defines ${all.join(", ")}, and no policy ${wanted}${maybe(meant)}`,
    then: "z/OS would refuse to start a policy of that name.",
    instead: "Name a policy that the file defines.",
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
