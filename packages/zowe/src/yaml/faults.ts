/** Where every step of the reading leaves what it has to say. */
import {
  type Diagnostic,
  DiagnosticList,
  MAX_DIAGNOSTICS,
  type SourceRange,
  inFileOrder,
} from "@sysplex/sysplex";
import type { Origin } from "./config-node.js";
import { zoweDiagnostics } from "./diagnostics.js";

type Table = typeof zoweDiagnostics;
type Code = keyof Table & string;

export class Faults {
  private readonly list = new DiagnosticList<Table>(zoweDiagnostics);

  report<Row extends Code>(
    code: Row,
    where: SourceRange | Origin,
    ...args: Parameters<Table[Row]["text"]>
  ): void {
    const range = "kind" in where ? rangeOf(where) : where;
    // What is ours, the defaults, is right; only a user's file is spoken of.
    if (range !== undefined) this.list.report(code, range, ...args);
  }

  add(diagnostic: Diagnostic): void {
    this.list.add([diagnostic]);
  }

  /** What another reading of the same files has found, as far as it is news. */
  addNew(diagnostics: readonly Diagnostic[]): void {
    const known = new Set(this.inOrder().map(identityOf));
    const news = diagnostics.filter((diagnostic) => !known.has(identityOf(diagnostic)));
    this.list.add(news.slice(0, Math.max(0, MAX_DIAGNOSTICS - known.size)));
  }

  inOrder(): readonly Diagnostic[] {
    return inFileOrder(this.list.inOrder());
  }
}

function identityOf({ code, text, range }: Diagnostic): string {
  return `${range.file}:${range.start.offset} ${code} ${text}`;
}

function rangeOf(origin: Origin): SourceRange | undefined {
  return origin.kind === "file" ? origin.range : undefined;
}

/** Long and unprintable texts do not belong into a message. */
export function shorten(text: string, lengthMax = 60): string {
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  const clean = text.slice(0, 2 * lengthMax).replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
  return clean.length > lengthMax ? `${clean.slice(0, lengthMax - 1)}…` : clean;
}
