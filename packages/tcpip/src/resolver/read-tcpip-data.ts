/**
 * TCPIP.DATA (/etc/resolv.conf) as text: its statements with their places.
 *
 * A statement is a line; a system's name and a colon before it make it count there only. `;` starts a comment anywhere, `#`
 * where a word begins. Names of statements are taken in any case.
 * @source z/OS Communications Server: IP Configuration Guide, "TCPIP.DATA statements"; IP Diagnosis Guide, "Interpreting the
 * Trace Resolver output", for comments and synonyms in use.
 * @assumption Nothing is published about statements that go on in the next line: none does.
 */
import {
  checkText,
  DiagnosticList,
  didYouMean,
  substituteSymbols,
  symbolsIn,
  TextLines,
  type Diagnostic,
  type SourceRange,
  type SourceText,
  type SystemSymbols,
  type TextLine,
} from "@sysplex/sysplex";
import { tcpipDataDiagnostics } from "./tcpip-data-diagnostics.js";
import { findTcpipData, tcpipDataWords, type TcpipDataName } from "./tcpip-data-statements.js";

/** A word with its system symbols replaced. */
export interface TcpipDataWord {
  readonly text: string;
  readonly range: SourceRange;
}

export interface TcpipDataStatement {
  readonly name: TcpipDataName;
  /** As it is written: `nameserver`. */
  readonly keyword: TcpipDataWord;
  /** In capitals. Absent: it counts on every system. */
  readonly system?: string;
  readonly operands: readonly TcpipDataWord[];
  /** From its name to its last word. */
  readonly range: SourceRange;
}

export interface TcpipDataDocument {
  readonly file: string;
  readonly statements: readonly TcpipDataStatement[];
  readonly diagnostics: readonly Diagnostic[];
}

const SEQUENCE_NUMBER_COLUMN = 73;
const SEQUENCE_NUMBER = /^\d{8}$/;
const NO_BREAK_SPACE = "\u00a0";
const WORD = /\S+/g;
/** The end-of-file mark of old PC tools is a blank too; the byte order mark is one to JavaScript. */
const END_OF_FILE = String.fromCharCode(26);

export function readTcpipData(
  source: SourceText,
  { symbols = {} }: { readonly symbols?: SystemSymbols | undefined } = {},
): TcpipDataDocument {
  const unreadable = checkText(source);
  if (unreadable !== undefined) return { file: source.file, statements: [], diagnostics: [unreadable] };
  return new TcpipDataReader(source, symbols).read();
}

class TcpipDataReader {
  private readonly lines: TextLines;
  private readonly problems = new DiagnosticList(tcpipDataDiagnostics);
  private readonly reported = new Set<string>();

  constructor(
    private readonly source: SourceText,
    private readonly symbols: SystemSymbols,
  ) {
    this.lines = new TextLines(source);
  }

  read(): TcpipDataDocument {
    const statements: TcpipDataStatement[] = [];
    for (let number = 1; number <= this.lines.count; number += 1) {
      const statement = this.readLine(this.words(this.lines.line(number)));
      if (statement !== undefined) statements.push(statement);
    }
    return { file: this.source.file, statements, diagnostics: this.problems.inOrder() };
  }

  private readLine(words: readonly TcpipDataWord[]): TcpipDataStatement | undefined {
    const [first, ...others] = words;
    if (first === undefined) return undefined;
    const colon = first.text.indexOf(":");
    if (colon < 0) return this.readStatement(first, others);
    const system = first.text.slice(0, colon);
    const rest = first.text.slice(colon + 1);
    const [keyword, ...operands] = rest === "" ? others : [{ ...first, text: rest }, ...others];
    if (keyword !== undefined) return this.readStatement(keyword, operands, system.toUpperCase());
    this.problems.report("STATEMENT_EXPECTED", first.range, system);
    return undefined;
  }

  private readStatement(
    keyword: TcpipDataWord,
    operands: readonly TcpipDataWord[],
    system?: string,
  ): TcpipDataStatement | undefined {
    const word = keyword.text.toUpperCase();
    const name = findTcpipData(word);
    if (name === undefined) {
      const meant = didYouMean(word, tcpipDataWords);
      this.problems.report("UNKNOWN_STATEMENT", keyword.range, keyword.text, meant);
      return undefined;
    }
    const { file, start } = keyword.range;
    const { end } = (operands.at(-1) ?? keyword).range;
    return {
      name,
      keyword,
      ...(system === undefined ? {} : { system }),
      operands,
      range: { file, start, end },
    };
  }

  /** The words of a line, up to a comment. */
  private words({ start, end }: TextLine): TcpipDataWord[] {
    const text = this.source.text.slice(start, end).replaceAll(END_OF_FILE, " ");
    const blank = text.indexOf(NO_BREAK_SPACE);
    if (blank >= 0) this.reportOnce("NO_BREAK_SPACE", this.lines.range(start + blank, start + blank + 1));
    const words: TcpipDataWord[] = [];
    for (const { 0: written, index } of withoutComment(text).matchAll(WORD)) {
      const range = this.lines.range(start + index, start + index + written.length);
      if (index === SEQUENCE_NUMBER_COLUMN - 1 && SEQUENCE_NUMBER.test(written))
        this.reportOnce("SEQUENCE_NUMBERS", range, written);
      else words.push(...this.substituted(written, range));
    }
    return words;
  }

  private substituted(written: string, range: SourceRange): TcpipDataWord[] {
    const text = substituteSymbols(written, this.symbols)?.text ?? written;
    for (const symbol of symbolsIn(text)) this.problems.report("SYMBOL_UNDEFINED", range, symbol);
    return (text.match(WORD) ?? []).map((word) => ({ text: word, range }));
  }

  private reportOnce(code: "NO_BREAK_SPACE", range: SourceRange): void;
  private reportOnce(code: "SEQUENCE_NUMBERS", range: SourceRange, number: string): void;
  private reportOnce(code: "NO_BREAK_SPACE" | "SEQUENCE_NUMBERS", range: SourceRange, number = ""): void {
    if (this.reported.has(code)) return;
    this.reported.add(code);
    if (code === "NO_BREAK_SPACE") this.problems.report(code, range);
    else this.problems.report(code, range, number);
  }
}

/** A `#` inside of a word is part of it: names of systems may have one. */
function withoutComment(text: string): string {
  const at = text.search(/;|(?<![^\s])#/);
  return at < 0 ? text : text.slice(0, at);
}
