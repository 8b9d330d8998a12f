/**
 * What is wrong, or surprising, in a user's file.
 *
 * Each reader has one table of diagnostics, from which its messages and the reference page are made. A row says what is
 * wrong, what z/OS does with it, and what to write instead.
 */
import type { SourceRange } from "./position.js";

/**
 * `error`: nothing can be built from it, the run stops. `warning`: z/OS tolerates it or drops the statement with a
 * message, and so does the model. `info`: worth knowing, such as a statement that is not modelled.
 */
export type Severity = "error" | "warning" | "info";

export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, for people to look up and for programs to test: `HOTSTANDBY_ROLES`. */
  readonly code: string;
  /** The message that z/OS would write, where it is known: `EZZ0827I`. */
  readonly zosMessage?: string;
  /** What is wrong. */
  readonly text: string;
  /** What z/OS does with it, and so the model. */
  readonly then: string;
  /** What to write instead. */
  readonly instead?: string;
  readonly range: SourceRange;
}

/** A row of a reader's table. The arguments of `text` are the row's own. */
export interface DiagnosticRow<Arguments extends readonly unknown[]> {
  readonly severity: Severity;
  readonly zosMessage?: string;
  readonly text: (...args: Arguments) => string;
  readonly then: string;
  readonly instead?: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table has rows of every argument list.
export type DiagnosticTable = Readonly<Record<string, DiagnosticRow<any>>>;

/** Makes one diagnostic out of a row. */
export function diagnose<Table extends DiagnosticTable, Code extends keyof Table & string>(
  table: Table,
  code: Code,
  range: SourceRange,
  ...args: Parameters<Table[Code]["text"]>
): Diagnostic {
  const { severity, zosMessage, text, then, instead } = table[code] as Table[Code];
  return {
    severity,
    code,
    ...(zosMessage === undefined ? {} : { zosMessage }),
    text: text(...(args as unknown[])),
    then,
    ...(instead === undefined ? {} : { instead }),
    range,
  };
}

/** From the top of each file down; the files in the order in which they were first spoken of. */
export function inFileOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ range }) => range.file))];
  return [...diagnostics].sort(
    (a, b) =>
      files.indexOf(a.range.file) - files.indexOf(b.range.file) ||
      a.range.start.offset - b.range.start.offset,
  );
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
