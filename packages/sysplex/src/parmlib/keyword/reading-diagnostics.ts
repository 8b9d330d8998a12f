/**
 * What can be wrong with the text of a keyword language before anybody asks what it means: comments, quotes,
 * parentheses, columns. Each language takes these rows into its own table and may say more about what z/OS does.
 */
import type { DiagnosticRow } from "../../text/diagnostic.js";

export const readingDiagnostics = {
  COMMENT_NOT_CLOSED: {
    severity: "warning",
    text: () => "The comment that begins here is never closed",
    then: "Everything behind it is a comment.",
    instead: "Close the comment with */ in or before column 71.",
  },
  PARENTHESIS_NOT_CLOSED: {
    severity: "warning",
    text: (keyword: string) => `${keyword}( is not closed`,
    then: "The value is taken to end before the next keyword; what z/OS reads then is not published.",
    instead: "Close it with a right parenthesis.",
  },
  STRAY_TEXT: {
    severity: "warning",
    text: (text: string) => `${text} belongs to no keyword`,
    then: "It is left out; what z/OS does is not published.",
    instead: "Write KEYWORD(value).",
  },
  TEXT_BEHIND_COLUMN_71: {
    severity: "warning",
    text: (text: string) => `“${text}” stands behind column 71`,
    then: "z/OS reads columns 1 to 71 only, so it is not seen.",
    instead: "Move it to the next line.",
  },
  SYMBOL_NOT_DEFINED: {
    severity: "warning",
    text: (symbol: string) => `The system symbol ${symbol} has no value here`,
    then: "It stays in the text as it is written.",
    instead: "Give the symbol a value, or write the value in its place.",
  },
} as const satisfies Readonly<Record<string, DiagnosticRow<never[]>>>;

/** The rows that a language has beside those when apostrophes quote in it. */
export const quotingDiagnostics = {
  QUOTE_NOT_CLOSED: {
    severity: "error",
    text: () => "The apostrophe that begins this value is never closed",
    then: "What z/OS reads then is not published. The value is taken to end on its own line.",
    instead: "Close the value with an apostrophe.",
  },
  QUOTE_OVER_SHORT_LINE: {
    severity: "warning",
    text: (blanks: number) =>
      `A quoted value goes on behind a line that ends before column 71: ${blanks} blank${blanks === 1 ? "" : "s"} are inside it`,
    then: "A record of fixed length has blanks up to column 71, and they belong to the value.",
    instead:
      "Fill the line up to column 71 and go on in column 1 of the next, or look for a missing apostrophe.",
  },
} as const satisfies Readonly<Record<string, DiagnosticRow<never[]>>>;

/** A table with rows of the same arguments, that may say something else in each. */
type Like<Table extends Readonly<Record<string, DiagnosticRow<never[]>>>> = {
  readonly [Code in keyof Table]: DiagnosticRow<Parameters<Table[Code]["text"]>>;
};

export type ReadingDiagnostics = Like<typeof readingDiagnostics>;
export type QuotingDiagnostics = Like<typeof quotingDiagnostics>;
