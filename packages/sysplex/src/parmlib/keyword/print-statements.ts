/**
 * Writes statements of a keyword language in columns 1 to 71, so that reading them again gives the same statements.
 *
 * One statement or operand a line where it fits; long value lists go on on the next line, long quoted values in column 1.
 */
import { LAST_COLUMN } from "./records.js";
import type { KeywordOperand, KeywordStatement, KeywordValue } from "./statements.js";

export interface PrintingOptions {
  /** Blanks before a statement: 1 where a line that begins in column 1 means something else, as in JCL. */
  readonly margin?: number;
}

export function printStatements(
  statements: readonly KeywordStatement[],
  { margin = 0 }: PrintingOptions = {},
): string {
  const page = new Page();
  for (const statement of statements) {
    page.newLine(margin);
    printOperand(page, statement);
    statement.operands.forEach((operand, index) => {
      if (index > 0) page.newLine(margin + OPERAND_INDENT);
      printOperand(page, operand);
    });
  }
  return page.text();
}

const OPERAND_INDENT = 4;

function printOperand(page: Page, { keyword, values }: KeywordOperand): void {
  page.word(keyword);
  if (values === undefined) return;
  page.glue("(");
  values.forEach((value, index) => {
    printValue(page, value, index === 0);
  });
  page.glue(")");
}

function printValue(page: Page, { text, written, quoted, afterComma }: KeywordValue, first: boolean): void {
  if (afterComma) page.glue(",");
  if (quoted) page.quoted(text, first || afterComma);
  else if (first || afterComma) page.glue(written ?? text);
  else page.word(written ?? text);
}

/** Fills lines; knows nothing of statements. */
class Page {
  private readonly lines: string[] = [];
  private line = "";
  private indent = 0;

  text(): string {
    const lines = this.line.trim() === "" ? this.lines : [...this.lines, this.line];
    return lines.map((line) => `${line}\n`).join("");
  }

  newLine(indent: number): void {
    if (this.line.trim() !== "") this.lines.push(this.line);
    this.indent = indent;
    this.line = " ".repeat(indent);
  }

  /** Apart from what stands before it. */
  word(text: string): void {
    const separator = this.line === "" || this.line.endsWith(" ") ? "" : " ";
    if (this.line.length + separator.length + text.length > LAST_COLUMN) this.wrap(text.length);
    else this.line += separator;
    this.line += text;
  }

  /** Next to what stands before it where there is room. */
  glue(text: string): void {
    if (this.line.length + text.length > LAST_COLUMN) this.wrap(text.length);
    this.line += text;
  }

  /** Lets the value run through column 71 and go on in column 1. */
  quoted(text: string, glued: boolean): void {
    if (!glued && !this.line.endsWith(" ")) this.line += this.line.length < LAST_COLUMN ? " " : "";
    if (this.line.length >= LAST_COLUMN) this.wrap(1);
    this.line += `'${text.replaceAll("'", "''")}'`;
    while (this.line.length > LAST_COLUMN) {
      this.lines.push(this.line.slice(0, LAST_COLUMN));
      this.line = this.line.slice(LAST_COLUMN);
    }
  }

  private wrap(length: number): void {
    this.lines.push(this.line);
    const indent = this.indent + 2 * OPERAND_INDENT;
    this.line = " ".repeat(Math.max(0, Math.min(indent, LAST_COLUMN - length)));
  }
}
