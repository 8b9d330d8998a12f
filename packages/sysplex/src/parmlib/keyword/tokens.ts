/**
 * The words, quoted values and punctuation of a keyword language, as parmlib members and the control statements of system
 * utilities share it.
 *
 * Modelled: columns 1 to 71; blanks and line ends separate words; comments over any number of lines; quoted values that
 * go on in column 1 of the next record with no blank in between; a doubled apostrophe stands for one.
 * @source z/OS MVS Initialization and Tuning Reference, "General syntax rules"; z/OSMF Configuration Guide, IZUPRMxx.
 */
import type { Diagnostic } from "../../text/diagnostic.js";
import { DiagnosticList } from "../../text/diagnostic-list.js";
import { symbolsIn, type SystemSymbols } from "../../text/system-symbols.js";
import type { TextLines } from "../../text/text-lines.js";
import type { QuotingDiagnostics, ReadingDiagnostics } from "./reading-diagnostics.js";
import { endOffset, LAST_COLUMN, losesText, type ParmlibRecord, readRecord, startOffset } from "./records.js";

export interface Token {
  readonly kind: "word" | "quoted" | "(" | ")" | ",";
  /** As it is written; a quoted value without its apostrophes. */
  readonly text: string;
  /** Offsets in the file; `end` is just behind the token. */
  readonly start: number;
  readonly end: number;
}

export interface TokenizerOptions {
  readonly diagnostics: ReadingDiagnostics;
  /** Present where apostrophes quote; otherwise they are characters like others. */
  readonly quoting?: QuotingDiagnostics | undefined;
  readonly symbols?: SystemSymbols | undefined;
  /** Numbers of lines that are no part of the language, such as JCL around control statements. */
  readonly skippedLines?: ReadonlySet<number>;
}

/**
 * The longest quoted value; behind it the apostrophe counts as forgotten.
 * @assumption No keyword takes a longer one; the longest in public members, LOGGING, has about 70 characters.
 */
const MAX_QUOTED_LENGTH = 4096;

export function tokenize(
  lines: TextLines,
  options: TokenizerOptions,
): { readonly tokens: readonly Token[]; readonly diagnostics: readonly Diagnostic[] } {
  const tokenizer = new Tokenizer(lines, options);
  tokenizer.run();
  return { tokens: tokenizer.tokens, diagnostics: tokenizer.inOrder() };
}

class Tokenizer {
  readonly tokens: Token[] = [];
  private readonly diagnostics: DiagnosticList<ReadingDiagnostics>;
  private readonly quoting: DiagnosticList<QuotingDiagnostics> | undefined;
  private readonly lineCount: number;
  private number = 0;
  private record: ParmlibRecord;
  private at = 0;
  /** Where an open comment began. */
  private comment: number | undefined;

  constructor(
    private readonly lines: TextLines,
    private readonly options: TokenizerOptions,
  ) {
    this.lineCount = lines.count;
    this.diagnostics = new DiagnosticList(options.diagnostics);
    this.quoting = options.quoting && new DiagnosticList(options.quoting);
    this.record = this.readRecord(1);
  }

  run(): void {
    for (this.number = 1; this.number <= this.lineCount; this.number += 1) {
      if (this.options.skippedLines?.has(this.number)) continue;
      this.record = this.readRecord(this.number);
      this.at = 0;
      while (this.at < this.record.text.length) this.step();
      this.reportLostText();
    }
    if (this.comment !== undefined) this.report("COMMENT_NOT_CLOSED", this.comment, this.comment + 2);
  }

  inOrder(): Diagnostic[] {
    if (this.quoting !== undefined) this.diagnostics.add(this.quoting.inOrder());
    return this.diagnostics.inOrder();
  }

  private step(): void {
    if (this.comment !== undefined) return this.closeComment();
    const { text } = this.record;
    const character = text.charAt(this.at);
    if (BLANKS.includes(character)) this.at += 1;
    else if (character === "(" || character === ")" || character === ",") this.push(character, this.at + 1);
    else if (text.startsWith("/*", this.at)) this.openComment();
    else if (character === "'" && this.quoting) this.readQuoted(this.quoting);
    else this.readWord();
  }

  private openComment(): void {
    this.comment = startOffset(this.record, this.at);
    this.at += 2;
  }

  private closeComment(): void {
    const close = this.record.text.indexOf("*/", this.at);
    if (close >= 0) this.comment = undefined;
    this.at = close >= 0 ? close + 2 : this.record.text.length;
  }

  private readWord(): void {
    const delimiter = this.options.quoting ? WORD_END_OR_QUOTE : WORD_END;
    delimiter.lastIndex = this.at + 1;
    const end = delimiter.exec(this.record.text)?.index ?? this.record.text.length;
    this.push("word", end);
  }

  private push(kind: Token["kind"], end: number): void {
    this.add(kind, this.record.text.slice(this.at, end), startOffset(this.record, this.at), this.record, end);
  }

  private add(kind: Token["kind"], text: string, start: number, last: ParmlibRecord, end: number): void {
    const token = { kind, text, start, end: Math.max(start, endOffset(last, end)) };
    this.tokens.push(token);
    this.at = end;
    for (const symbol of symbolsIn(text)) this.report("SYMBOL_NOT_DEFINED", start, token.end, symbol);
  }

  /** Reads ahead over as many records as the value needs; a value that is never closed ends on its own line. */
  private readQuoted(quoting: DiagnosticList<QuotingDiagnostics>): void {
    const start = startOffset(this.record, this.at);
    let text = "";
    let blanks = 0;
    let from = this.at + 1;
    let { record, number } = this;
    while (text.length <= MAX_QUOTED_LENGTH) {
      const close = record.text.indexOf("'", from);
      if (close >= 0 && record.text.charAt(close + 1) === "'") {
        text += record.text.slice(from, close + 1);
        from = close + 2;
        continue;
      }
      const isCutInTwo = close === LAST_COLUMN - 1 && this.readRecord(number + 1).text.startsWith("'");
      if (close >= 0 && !isCutInTwo) {
        if (text.length + close - from > MAX_QUOTED_LENGTH) break;
        this.moveTo(record, number);
        if (blanks > 0) {
          const range = this.lines.range(start, endOffset(record, close + 1));
          quoting.report("QUOTE_OVER_SHORT_LINE", range, blanks);
        }
        return this.add("quoted", text + record.text.slice(from, close), start, record, close + 1);
      }
      const missing = Math.max(0, LAST_COLUMN - record.text.length);
      text += record.text.slice(from) + " ".repeat(missing);
      blanks += missing;
      number += 1;
      if (number > this.lineCount || this.options.skippedLines?.has(number)) break;
      record = this.readRecord(number);
      from = isCutInTwo ? 1 : 0;
    }
    this.endUnclosedQuote(quoting, start);
  }

  private endUnclosedQuote(quoting: DiagnosticList<QuotingDiagnostics>, start: number): void {
    const rest = this.record.text.slice(this.at + 1).trimEnd();
    const value = rest.endsWith(")") ? rest.slice(0, -1) : rest;
    const end = this.at + 1 + value.length;
    const range = this.lines.range(start, endOffset(this.record, end));
    quoting.report("QUOTE_NOT_CLOSED", range);
    this.add("quoted", value, start, this.record, end);
  }

  private moveTo(record: ParmlibRecord, number: number): void {
    while (this.number < number) {
      this.reportLostText();
      this.number += 1;
      this.record = this.readRecord(this.number);
    }
    this.record = record;
  }

  private readRecord(number: number): ParmlibRecord {
    if (number > this.lineCount) return EMPTY_RECORD;
    return readRecord(this.lines, number, this.options.symbols);
  }

  private reportLostText(): void {
    const { record } = this;
    const losesCommentEnd = (record.text.slice(-1) + record.beyond).includes("*/");
    if (!losesText(record) || (this.comment !== undefined && !losesCommentEnd)) return;
    const start = record.line.end - record.beyond.length;
    this.report("TEXT_BEHIND_COLUMN_71", start, record.line.end, excerpt(record.beyond.trim()));
  }

  private report<Code extends keyof ReadingDiagnostics>(
    code: Code,
    start: number,
    end: number,
    ...args: Parameters<ReadingDiagnostics[Code]["text"]>
  ): void {
    this.diagnostics.report(code, this.lines.range(start, end), ...args);
  }
}

const EMPTY_RECORD: ParmlibRecord = { line: { number: 0, start: 0, end: 0 }, text: "", beyond: "" };

/** Beside blank and tab: the byte order mark that editors put first, and the end-of-file mark that transfers put last. */
const BLANKS = " \t\uFEFF\u001A";

const WORD_END = /[ \t(),]|\/\*/g;
const WORD_END_OR_QUOTE = /[ \t(),']|\/\*/g;

const EXCERPT_LENGTH = 40;

function excerpt(text: string): string {
  return text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH)}…`;
}
