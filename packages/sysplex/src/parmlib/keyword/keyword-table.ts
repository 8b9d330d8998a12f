/** The shape of a language's table of statements, from which its reader works and its reference page is printed. */

/**
 * How sure a default or a range is. `documented`: read in a manual; `reported`: seen at a site; `recalled`: generally known
 * but not seen in a source; `assumed`: chosen here.
 */
export type KeywordStanding = "documented" | "reported" | "recalled" | "assumed";

export interface KeywordRow {
  /** What is written in the parentheses: `n`, `name`, `ON | OFF`; empty for a keyword without. */
  readonly form: string;
  readonly meaning: string;
  /** What applies when it is left out; `-` for nothing. */
  readonly default: string;
  /** `used` by the model, or `read` and kept out of it. */
  readonly effect: "used" | "read";
  readonly standing: KeywordStanding;
  readonly source: string;
}

export interface StatementRow {
  readonly meaning: string;
  readonly effect: "used" | "not modelled";
  readonly keywords: Readonly<Record<string, KeywordRow>>;
}

export type StatementTable = Readonly<Record<string, StatementRow>>;

/** The keywords of each statement, as the reader of the language needs them. */
export function operandNames(table: StatementTable): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(table).map(([statement, { keywords }]) => [statement, Object.keys(keywords)]),
  );
}
