/**
 * The statements of a keyword language: a keyword, its value in parentheses, its operands.
 *
 *     COUPLE SYSPLEX(PLEX1) INTERVAL(85)      statement COUPLE, operands SYSPLEX and INTERVAL
 *     HTTP_SSL_PORT(10443)                    statement with a value of its own
 *
 * Reading judges nothing but the form: what a keyword means, and whether it exists, is for the language's own resolver.
 */
import { checkText } from "../../text/check-text.js";
import type { Diagnostic } from "../../text/diagnostic.js";
import { DiagnosticList } from "../../text/diagnostic-list.js";
import type { SourceRange, SourceText } from "../../text/position.js";
import type { SystemSymbols } from "../../text/system-symbols.js";
import { TextLines } from "../../text/text-lines.js";
import type { QuotingDiagnostics, ReadingDiagnostics } from "./reading-diagnostics.js";
import { type Token, tokenize } from "./tokens.js";

/** A value in parentheses. */
export interface KeywordValue {
  /** What it means: folded to upper case unless it is quoted. */
  readonly text: string;
  /** As it is written, where that differs. */
  readonly written?: string;
  readonly quoted: boolean;
  /** Whether a comma stands before it; otherwise a blank, a line end, or nothing. */
  readonly afterComma: boolean;
  readonly range: SourceRange;
}

export interface KeywordOperand {
  /** Folded to upper case. */
  readonly keyword: string;
  /** Absent: no parentheses. */
  readonly values?: readonly KeywordValue[];
  readonly keywordRange: SourceRange;
  /** From the keyword to the closing parenthesis. */
  readonly range: SourceRange;
}

export interface KeywordStatement extends KeywordOperand {
  readonly operands: readonly KeywordOperand[];
}

/** A file of statements, read. Plain data. */
export interface KeywordDocument {
  readonly file: string;
  readonly statements: readonly KeywordStatement[];
  /** What reading met; the resolver adds its own. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface KeywordLanguage {
  /** The operands of each statement. */
  readonly statements: Readonly<Record<string, readonly string[]>>;
  /** Whether a keyword that is no statement's name begins a statement all the same, an unknown one. */
  readonly beginsUnknown: (keyword: string, hasValues: boolean, current: string) => boolean;
  readonly diagnostics: ReadingDiagnostics;
  /** Present where apostrophes quote. */
  readonly quoting?: QuotingDiagnostics;
}

export interface ReadingOptions {
  readonly symbols?: SystemSymbols | undefined;
  readonly skippedLines?: ReadonlySet<number>;
}

/**
 * The longest member that is read.
 * @assumption More than 6,000 records; members of these languages have a few hundred.
 */
export const MAX_MEMBER_LENGTH = 512 * 1024;

export function readKeywordDocument(
  source: SourceText,
  language: KeywordLanguage,
  options: ReadingOptions = {},
): KeywordDocument {
  const { file } = source;
  const unreadable = checkText(source, MAX_MEMBER_LENGTH);
  if (unreadable !== undefined) return { file, statements: [], diagnostics: [unreadable] };
  const lines = new TextLines(source);
  const { tokens, diagnostics } = tokenize(lines, { ...language, ...options });
  const reader = new StatementReader(lines, language, tokens);
  reader.diagnostics.add(diagnostics);
  const statements = reader.read();
  return { file, statements, diagnostics: reader.diagnostics.inOrder() };
}

/** Upper case as z/OS folds it: the letters a to z and no others. */
export function fold(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

class StatementReader {
  readonly diagnostics: DiagnosticList<ReadingDiagnostics>;
  private at = 0;

  constructor(
    private readonly lines: TextLines,
    private readonly language: KeywordLanguage,
    private readonly tokens: readonly Token[],
  ) {
    this.diagnostics = new DiagnosticList(language.diagnostics);
  }

  read(): KeywordStatement[] {
    const statements: KeywordStatement[] = [];
    let head: KeywordOperand | undefined;
    let operands: KeywordOperand[] = [];
    const close = (): void => {
      if (head !== undefined) statements.push(statementOf(head, operands));
    };
    while (this.at < this.tokens.length) {
      const operand = this.readOperand();
      if (operand === undefined) continue;
      if (head === undefined || this.begins(operand, head.keyword)) {
        close();
        head = operand;
        operands = [];
      } else {
        operands.push(operand);
      }
    }
    close();
    return statements;
  }

  private begins({ keyword, values }: KeywordOperand, current: string): boolean {
    if (Object.hasOwn(this.language.statements, keyword)) return true;
    return this.language.beginsUnknown(keyword, values !== undefined, current);
  }

  private readOperand(): KeywordOperand | undefined {
    const token = this.tokens[this.at];
    if (token === undefined) return undefined;
    this.at += 1;
    if (token.kind === "word") {
      const hasValues = this.tokens[this.at]?.kind === "(";
      return hasValues ? this.readValues(token) : this.operandOf(token, undefined, token);
    }
    if (token.kind === "(") {
      const { range } = this.readValues(token);
      this.diagnostics.report("STRAY_TEXT", range, "( … )");
    } else if (token.kind !== ",") {
      const text = token.kind === "quoted" ? `'${token.text}'` : token.text;
      this.diagnostics.report("STRAY_TEXT", this.range(token, token), text);
    }
    return undefined;
  }

  /** Reads what stands in parentheses behind a keyword; the left parenthesis comes next, or is `head` itself. */
  private readValues(head: Token): KeywordOperand {
    if (head.kind === "word") this.at += 1;
    const values: KeywordValue[] = [];
    let last = this.tokens[this.at - 1] ?? head;
    let afterComma = false;
    for (let token = this.tokens[this.at]; token !== undefined; token = this.tokens[this.at]) {
      if (token.kind === ")") {
        this.at += 1;
        return this.operandOf(head, values, token);
      }
      if (this.isKeyword(token)) break;
      this.at += 1;
      if (token.kind === "(") this.diagnostics.report("STRAY_TEXT", this.range(token, token), "(");
      else if (token.kind === ",") afterComma = true;
      else {
        values.push(this.valueOf(token, afterComma));
        afterComma = false;
      }
      last = token;
    }
    this.diagnostics.report("PARENTHESIS_NOT_CLOSED", this.range(head, head), fold(head.text));
    return this.operandOf(head, values, last);
  }

  /** Inside parentheses: whether this word is no value but the next keyword, so that a parenthesis must be missing. */
  private isKeyword(token: Token): boolean {
    if (token.kind !== "word") return false;
    const next = this.tokens[this.at + 1];
    if (next?.kind === "(") return true;
    const keyword = fold(token.text);
    if (next?.kind !== "word" || !Object.hasOwn(this.language.statements, keyword)) return false;
    const operands = this.language.statements[keyword] ?? [];
    return operands.includes(fold(next.text)) && this.tokens[this.at + 2]?.kind === "(";
  }

  private valueOf(token: Token, afterComma: boolean): KeywordValue {
    const quoted = token.kind === "quoted";
    const text = quoted ? token.text : fold(token.text);
    const written = text === token.text ? {} : { written: token.text };
    return { text, ...written, quoted, afterComma, range: this.range(token, token) };
  }

  private operandOf(head: Token, values: readonly KeywordValue[] | undefined, last: Token): KeywordOperand {
    const keyword = { keyword: fold(head.text), keywordRange: this.range(head, head) };
    const range = this.range(head, last);
    return values === undefined ? { ...keyword, range } : { ...keyword, values, range };
  }

  private range(first: Token, last: Token): SourceRange {
    return this.lines.range(first.start, last.end);
  }
}

function statementOf(head: KeywordOperand, operands: readonly KeywordOperand[]): KeywordStatement {
  const end = operands.at(-1)?.range.end ?? head.range.end;
  return { ...head, operands, range: { ...head.range, end } };
}
