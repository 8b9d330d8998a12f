/**
 * A profile's words, each with its exact place.
 *
 * The language has no columns, no continuation and no quotes: blanks and line ends part words, and `;` starts a comment
 * that runs to the end of the line. A `;` that touches the word before it starts a comment as well, with a warning.
 * @source z/OS Communications Server: IP Configuration Reference, "Statement syntax for configuration statements".
 * @assumption The manual asks for a blank before `;` and does not say what happens without one; members with
 *   `REPL;CHG` are in use, so the comment is taken to start there.
 */
import type { Position, SourceRange, SourceText } from "@sysplex/sysplex";
import type { Problems } from "./problems.js";
import { substitute } from "./symbols.js";

export interface Token {
  /** The word with its system symbols replaced, in the case it was written in. */
  readonly text: string;
  /** The same in capitals. */
  readonly word: string;
  readonly range: SourceRange;
  readonly firstOnLine: boolean;
}

/** The longest record that a data set can have. @source z/OS DFSMS Using Data Sets, maximum LRECL. */
export const LONGEST_LINE = 32_760;

/** @assumption The largest profiles known have some 20,000 words; what has more is something else. */
export const MOST_WORDS = 500_000;

/** A sequence number fills columns 73 to 80. */
const SEQUENCE_NUMBER_COLUMN = 73;
const SEQUENCE_NUMBER = /^\d{8}$/;

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SEMICOLON = 59;
const NO_BREAK_SPACE = 0xa0;

/** The words of one text; `undefined` when the text cannot be read, which has then been reported. */
export function readTokens(
  source: SourceText,
  symbols: Readonly<Record<string, string>>,
  problems: Problems,
): Token[] | undefined {
  return new Tokenizer(source, symbols, problems).read();
}

class Tokenizer {
  private readonly tokens: Token[] = [];
  private line = 1;
  private lineStart = 0;
  private firstOnLine = true;

  constructor(
    private readonly source: SourceText,
    private readonly symbols: Readonly<Record<string, string>>,
    private readonly problems: Problems,
  ) {}

  read(): Token[] | undefined {
    const { text } = this.source;
    let offset = 0;
    while (offset < text.length) {
      const code = text.charCodeAt(offset);
      if (code === LINE_FEED || code === CARRIAGE_RETURN) offset = this.endLine(offset, code);
      else if (code === SEMICOLON) offset = endOfLine(text, offset);
      else if (isBlank(code)) offset = this.skipBlank(offset, code);
      else offset = this.readWord(offset);
      if (offset - this.lineStart > LONGEST_LINE) return this.refuse("LINE_TOO_LONG", this.lineStart);
      if (this.tokens.length > MOST_WORDS) return this.refuse("TOO_MANY_WORDS", offset);
    }
    return this.tokens;
  }

  private endLine(offset: number, code: number): number {
    const isPair = code === CARRIAGE_RETURN && this.source.text.charCodeAt(offset + 1) === LINE_FEED;
    this.lineStart = offset + (isPair ? 2 : 1);
    this.line += 1;
    this.firstOnLine = true;
    return this.lineStart;
  }

  private skipBlank(offset: number, code: number): number {
    if (code === TAB) this.problems.reportOnce("TAB", this.range(offset, offset + 1));
    if (code === NO_BREAK_SPACE) this.problems.reportOnce("NO_BREAK_SPACE", this.range(offset, offset + 1));
    return offset + 1;
  }

  private readWord(start: number): number {
    const { text } = this.source;
    let end = start + 1;
    while (end < text.length && !endsWord(text.charCodeAt(end))) end += 1;
    const written = text.slice(start, end);
    const range = this.range(start, end);
    const values = written.includes("&")
      ? substitute(written, this.symbols, range, this.problems)
      : [written];
    for (const value of values) this.push(value, range);
    if (text.charCodeAt(end) === SEMICOLON) this.problems.report("SEMICOLON_WITHOUT_BLANK", range, written);
    this.noticeSequenceNumber(written, range, end);
    return end;
  }

  private push(text: string, range: SourceRange): void {
    this.tokens.push({ text, word: text.toUpperCase(), range, firstOnLine: this.firstOnLine });
    this.firstOnLine = false;
  }

  private noticeSequenceNumber(word: string, range: SourceRange, end: number): void {
    if (range.start.column !== SEQUENCE_NUMBER_COLUMN || !SEQUENCE_NUMBER.test(word)) return;
    const rest = this.source.text.slice(end, endOfLine(this.source.text, end));
    if (rest.trim() === "") this.problems.reportOnce("SEQUENCE_NUMBERS", range, word);
  }

  private refuse(code: "LINE_TOO_LONG" | "TOO_MANY_WORDS", offset: number): undefined {
    this.problems.report(code, this.range(offset, offset));
    return undefined;
  }

  private range(start: number, end: number): SourceRange {
    return { file: this.source.file, start: this.position(start), end: this.position(end) };
  }

  private position(offset: number): Position {
    return { offset, line: this.line, column: offset - this.lineStart + 1 };
  }
}

function endOfLine(text: string, from: number): number {
  let offset = from;
  while (offset < text.length) {
    const code = text.charCodeAt(offset);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) break;
    offset += 1;
  }
  return offset;
}

/** Blanks of every kind, the byte order mark, and the end-of-file mark of old PC tools. */
function isBlank(code: number): boolean {
  return (
    code === 32 ||
    code === TAB ||
    code === 11 ||
    code === 12 ||
    code === 26 ||
    code === NO_BREAK_SPACE ||
    code === 0xfeff
  );
}

function endsWord(code: number): boolean {
  return code === SEMICOLON || code === LINE_FEED || code === CARRIAGE_RETURN || isBlank(code);
}
