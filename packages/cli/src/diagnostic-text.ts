/**
 * Diagnostics as lines for people:
 *
 *     configs/TCPPROF.SYSA:14:3  warning HOTSTANDBY_ROLES (EZZ0827I)  10.1.1.100: HOTSTANDBY needs one PREFERRED …
 *         The statement is ignored, as z/OS ignores it; the DVIPA stays undistributed.
 *         Instead: …
 *         14 |  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY 10.1.1.100
 *            |  ^^^^^^^^^^^^^^
 */
import { type Diagnostic, type Severity, type SourceText, formatPosition, TextLines } from "@sysplex/sysplex";
import type { Paint } from "./io.js";
import { counted, hang, printable, WIDTH, wrap } from "./plain-text.js";

export interface DiagnosticTextOptions {
  /** Sources by file name, for the line that a diagnostic points into. */
  readonly sources: ReadonlyMap<string, SourceText>;
  readonly paint: Paint;
}

/** What is read and left out of the model says nothing about a mistake: one line for each file. */
const CONDENSED = "NOT_MODELLED";

const INDENT = "    ";

/** All of them at once, in the order given, and a last line that counts them. */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  { sources, paint }: DiagnosticTextOptions,
): string[] {
  const tables = new Map<string, TextLines>();
  const linesOf = (file: string): TextLines | undefined => {
    const source = sources.get(file);
    if (source !== undefined && !tables.has(file)) tables.set(file, new TextLines(source));
    return tables.get(file);
  };
  const different = withoutRepetition(diagnostics);
  const shown = different.filter(({ code }) => code !== CONDENSED);
  return [
    ...shown.flatMap((diagnostic) => diagnosticLines(diagnostic, linesOf(diagnostic.range.file), paint)),
    ...notModelledLines(different),
    summaryLine(different),
  ];
}

/** A member that two systems share is read twice, and says everything twice. */
export function withoutRepetition(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, text, range }) => {
    const key = `${formatPosition(range)} ${code} ${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function diagnosticLines(
  { severity, code, zosMessage, text, then, instead, range }: Diagnostic,
  lines: TextLines | undefined,
  paint: Paint,
): string[] {
  const message = zosMessage === undefined ? "" : ` (${zosMessage})`;
  // What stands on the command line has no line and column.
  const place = range.file.startsWith("--") ? range.file : formatPosition(range);
  const head = `${printable(place)}  ${severity} ${code}${message}  `;
  const isShort = head.length + text.length <= WIDTH;
  const first = isShort ? [`${head}${printable(text)}`] : [head.trimEnd(), ...indented(printable(text))];
  return [
    ...first.map((line, index) => (index === 0 ? paintSeverity(line, severity, paint) : line)),
    ...indented(printable(then)),
    ...(instead === undefined ? [] : hang(`${INDENT}Instead: `, printable(instead))),
    ...excerpt(range.start.line, range, lines),
  ];
}

function indented(text: string): string[] {
  return wrap(text, WIDTH - INDENT.length).map((line) => `${INDENT}${line}`);
}

function paintSeverity(line: string, severity: Severity, paint: Paint): string {
  const color = { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity];
  return line.replace(`  ${severity} `, `  ${color(severity)} `);
}

/** The line in the user's file with a mark below the range; nothing where there is nothing to see. */
function excerpt(
  number: number,
  { start, end }: Diagnostic["range"],
  lines: TextLines | undefined,
): string[] {
  if (lines === undefined || number > lines.count || end.offset <= start.offset) return [];
  const line = lines.line(number);
  const gutter = `${INDENT}${number} | `;
  const room = WIDTH - gutter.length;
  const column = start.column - 1;
  // Of a long line, the stretch around the range.
  const from = column < room ? 0 : column - Math.floor(room / 4);
  const shown = [...lines.source.text.slice(line.start + from, Math.min(line.end, line.start + from + room))];
  if (shown.join("").trim() === "") return [];
  const lengthShown = Math.min(end.offset, line.end) - start.offset;
  const mark = "^".repeat(Math.max(1, Math.min(lengthShown, room - (column - from))));
  return [
    `${gutter}${shown.map((character) => (printable(character).length === 1 ? printable(character) : "?")).join("")}`.trimEnd(),
    `${" ".repeat(gutter.length - 2)}| ${" ".repeat(column - from)}${mark}`,
  ];
}

/** `configs/TCPPROF.SYSA  read and not modelled: SOURCEVIPA (line 3), TTL (line 4)` */
function notModelledLines(diagnostics: readonly Diagnostic[]): string[] {
  const counts = new Map<string, number>();
  for (const { code, range } of diagnostics) {
    if (code === CONDENSED) counts.set(range.file, (counts.get(range.file) ?? 0) + 1);
  }
  return [...counts].map(
    ([file, count]) => `${printable(file)}  info ${CONDENSED}  ${notModelledText(count)}`,
  );
}

export function notModelledText(count: number): string {
  return `${counted(count, "statement or keyword", "statements or keywords")} read and not modelled`;
}

function summaryLine(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const parts = [counted(count("error"), "error"), counted(count("warning"), "warning")];
  const infos = count("info");
  return (infos === 0 ? parts : [...parts, counted(infos, "note")]).join(", ");
}
