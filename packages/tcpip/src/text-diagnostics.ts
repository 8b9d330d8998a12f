/** What can be wrong with the text of a profile and of TCPIP.DATA alike, whatever its statements are. */
import type { DiagnosticTable } from "@sysplex/sysplex";

export const NO_BREAK_SPACE = {
  severity: "warning",
  text: () => "A no-break space is read as a blank",
  then: "On z/OS it becomes a character that is no blank, and joins the words beside it to one.",
  instead: "Type the blank anew: text from a web page brings such characters along.",
} as const satisfies DiagnosticTable[string];

/** What becomes of the number, each of the two says: `then`. */
export const SEQUENCE_NUMBERS = {
  severity: "warning",
  text: (number: string) => `${number} in columns 73 to 80 looks like a sequence number`,
  instead: "Remove the numbers with the ISPF editor: UNNUM, then NUMBER OFF.",
} as const satisfies Omit<DiagnosticTable[string], "then">;

export const SYMBOL_UNDEFINED = {
  severity: "warning",
  text: (symbol: string) => `The system symbol ${symbol} has no value`,
  then: "It stays in the text as it is written.",
  instead: "Define it in IEASYMxx, or for the simulated system; &SYSNAME. and &SYSCLONE. are always known.",
} as const satisfies DiagnosticTable[string];
