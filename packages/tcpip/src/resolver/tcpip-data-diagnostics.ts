/**
 * What can be wrong, or surprising, in TCPIP.DATA.
 *
 * The resolver writes no message about the member: a statement in error shows in a trace (TRACE RESOLVER) alone.
 */
import { maybe, type DiagnosticRow, type DiagnosticTable } from "@sysplex/sysplex";
import { NO_BREAK_SPACE, SEQUENCE_NUMBERS, SYMBOL_UNDEFINED } from "../text-diagnostics.js";

const IGNORED = "The statement is ignored, and only a resolver trace tells.";

export const tcpipDataDiagnostics = {
  NO_BREAK_SPACE,
  SEQUENCE_NUMBERS: {
    ...SEQUENCE_NUMBERS,
    then: "It is left out here, and on the lines that follow; what the resolver makes of it is not published.",
  },
  SYMBOL_UNDEFINED,
  UNKNOWN_STATEMENT: {
    severity: "warning",
    text: (word: string, meant: string | undefined) => `${word} is no statement of TCPIP.DATA${maybe(meant)}`,
    then: "The line is ignored, and only a resolver trace tells.",
    instead: "Correct the name, or make the line a comment with a semicolon.",
  },
  STATEMENT_EXPECTED: {
    severity: "warning",
    text: (system: string) => `Nothing stands behind ${system}:`,
    then: "The line is ignored.",
    instead: "Write the statement on the same line.",
  },
  OPERAND_EXPECTED: {
    severity: "warning",
    text: (statement: string, form: string) => `${statement}: expected ${form}`,
    then: IGNORED,
    instead: "Write the value on the same line.",
  },
  BAD_VALUE: {
    severity: "warning",
    text: (statement: string, value: string, form: string) => `${statement} ${value}: expected ${form}`,
    then: `${IGNORED} Of several addresses only the faulty one is.`,
    instead: "Write a value of that form.",
  },
  TOO_MANY_OPERANDS: {
    severity: "warning",
    text: (statement: string, word: string) => `${statement} takes no ${word}`,
    then: "What stands before it counts.",
    instead: "Put a comment behind a semicolon.",
  },
  STATEMENT_TWICE: {
    severity: "warning",
    text: (statement: string, line: number) => `${statement} is coded again, first in line ${line}`,
    then: "Statements are processed in order: the last one counts.",
    instead: "Code it once, or with the names of systems.",
  },
  SEARCH_AND_DOMAIN: {
    severity: "info",
    text: (statement: string, other: string) => `${statement} replaces ${other}, which stands before it`,
    then: "The two exclude each other: the last one counts.",
    instead: "Code one of them.",
  },
  TIMEOUT_ADJUSTED: {
    severity: "info",
    text: (written: string, used: string) => `RESOLVERTIMEOUT ${written} is taken for ${used}`,
    then: "0 counts as 1 second; anything below 10 milliseconds as 10 milliseconds.",
    instead: "Write the value that is wanted.",
  },
  NO_TRIES: {
    severity: "warning",
    text: () => "RESOLVERUDPRETRIES 0: name servers are not asked at all",
    then: "Every name that is not in the local host tables remains unknown.",
    instead: "RESOLVERUDPRETRIES 1, which is one try in all.",
  },
  TOO_MANY_NAME_SERVERS: {
    severity: "warning",
    text: (address: string, most: number) => `${address} is a name server beyond the ${most} that are used`,
    then: "It is never asked.",
    instead: "Name fewer.",
  },
  NAME_SERVER_TWICE: {
    severity: "info",
    text: (address: string) => `${address} is a name server already`,
    then: "It is asked again in that place; while it is silent, each time costs another RESOLVERTIMEOUT.",
    instead: "Name it once, and raise RESOLVERUDPRETRIES if it should be asked again.",
  },
  NO_NAME_SERVER: {
    severity: "info",
    text: (system: string) => `No name server is named for ${system}`,
    then: "Names are looked up in the local host tables alone, which takes no time here.",
    instead: "NSINTERADDR with the address of a name server.",
  },
  LOCAL_ONLY: {
    severity: "info",
    text: () => "LOOKUP LOCAL: name servers are not asked",
    then: "Names are looked up in the local host tables alone, which takes no time here.",
  },
  VIA_TCP: {
    severity: "info",
    text: () => "RESOLVEVIA TCP is simulated as UDP is",
    then: "On z/OS RESOLVERTIMEOUT counts for UDP; with TCP a name server that is not there costs a connection time-out.",
    instead: "RESOLVEVIA UDP.",
  },
} as const satisfies DiagnosticTable & Readonly<Record<string, DiagnosticRow<never[]>>>;
