/** What can be wrong, or surprising, in an ARM policy. */
import type { DiagnosticRow, DiagnosticTable } from "../../text/diagnostic.js";
import { quotingDiagnostics } from "../keyword/reading-diagnostics.js";
import {
  ASSUMED_REFUSED,
  deckDiagnostics,
  outsidePolicyDiagnostics,
  policyDiagnostics,
  REFUSED,
  statementDiagnostics,
  utilityReadingDiagnostics,
} from "../utility/utility-diagnostics.js";

const statement = statementDiagnostics("ARM");

export const armDiagnostics = {
  ...utilityReadingDiagnostics,
  ...quotingDiagnostics,
  QUOTE_NOT_CLOSED: { ...quotingDiagnostics.QUOTE_NOT_CLOSED, severity: "warning", then: REFUSED },
  ...deckDiagnostics,
  ...statement,
  KEYWORD_TWICE: { ...statement.KEYWORD_TWICE, instead: "Code it once; RESTART_METHOD once for each event." },
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
  ...outsidePolicyDiagnostics,
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
  ...policyDiagnostics("ARM", "RESTART_GROUP(…)", "automatic restarts."),
} as const satisfies DiagnosticTable & Readonly<Record<string, DiagnosticRow<never[]>>>;
