/**
 * Collects what a reader has to say about a file, row by row of its table.
 *
 * All faults are shown at once, but not a million of them: behind {@link MAX_DIAGNOSTICS} they are only counted, so that
 * hostile input costs no memory.
 */
import { type Diagnostic, type DiagnosticTable, diagnose } from "./diagnostic.js";
import type { SourceRange } from "./position.js";

/** @assumption Nobody reads more about one file; what is behind is a consequence of what is before. */
export const MAX_DIAGNOSTICS = 1_000;

export const listDiagnostics = {
  MORE_DIAGNOSTICS: {
    severity: "warning",
    text: (count: number) => `There is more to say about this file: ${count} further diagnostics`,
    then: "They are not listed.",
    instead: "Look at the first ones; the others may follow from them.",
  },
} as const;

export class DiagnosticList<Table extends DiagnosticTable> {
  private readonly reported: Diagnostic[] = [];
  private readonly added: Diagnostic[] = [];
  private dropped = 0;
  private firstDropped: SourceRange | undefined;

  constructor(private readonly table: Table) {}

  report<Code extends keyof Table & string>(
    code: Code,
    range: SourceRange,
    ...args: Parameters<Table[Code]["text"]>
  ): void {
    if (this.reported.length < MAX_DIAGNOSTICS) {
      this.reported.push(diagnose(this.table, code, range, ...args));
    } else {
      this.dropped += 1;
      this.firstDropped ??= range;
    }
  }

  /** Takes diagnostics over that were made elsewhere, and are few. */
  add(diagnostics: readonly Diagnostic[]): void {
    this.added.push(...diagnostics);
  }

  /** Everything so far, by its place in the file. */
  inOrder(): Diagnostic[] {
    const all = [...this.added, ...this.reported];
    if (this.firstDropped !== undefined) {
      all.push(diagnose(listDiagnostics, "MORE_DIAGNOSTICS", this.firstDropped, this.dropped));
    }
    return all.sort((a, b) => a.range.start.offset - b.range.start.offset);
  }
}
