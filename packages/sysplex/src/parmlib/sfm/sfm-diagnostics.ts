/** What can be wrong, or surprising, in an SFM policy. */
import type { DiagnosticRow, DiagnosticTable } from "../../text/diagnostic.js";
import {
  ASSUMED_REFUSED,
  deckDiagnostics,
  outsidePolicyDiagnostics,
  policyDiagnostics,
  REFUSED,
  statementDiagnostics,
  utilityReadingDiagnostics,
} from "../utility/utility-diagnostics.js";

const WITHOUT =
  "an SFM policy: an operator is asked (IXC402D) about a system that misses its status updates.";

export const sfmDiagnostics = {
  ...utilityReadingDiagnostics,
  ...deckDiagnostics,
  ...statementDiagnostics("SFM"),
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
  ...outsidePolicyDiagnostics,
  ...policyDiagnostics("SFM", "SYSTEM NAME(*)", WITHOUT),
} as const satisfies DiagnosticTable & Readonly<Record<string, DiagnosticRow<never[]>>>;
