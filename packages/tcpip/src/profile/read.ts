/**
 * From a profile's text to its statements, with the exact place of every word.
 *
 * Judges as little as possible: a statement is a name and the words up to the next name, and what the words mean is for
 * `resolveProfile` to say. Only what is not a statement at all is reported here.
 *
 * Block statements run to their END word; without it, to the end of the profile. VIPADYNAMIC holds statements of
 * its own; the other blocks hold plain words.
 * @source z/OS Communications Server: IP Configuration Reference, "Statement syntax for configuration statements".
 */
import { type Diagnostic, didYouMean, type SourceRange, type SourceText } from "@sysplex/sysplex";
import { Includer, type IncludedFile, type IncludeReader } from "./include.js";
import { Problems } from "./problems.js";
import { meantStatement } from "./slip.js";
import {
  findEndedBlock,
  findStatement,
  isKeywordOf,
  statementName,
  type StatementRow,
  statementWords,
} from "./statements.js";
import { fullWord, matchesStem } from "./stem.js";
import type { Token } from "./tokens.js";

export interface ProfileStatement {
  /** The statement's full name; for a word that names none, that word in capitals. */
  readonly name: string;
  readonly recognised: boolean;
  readonly keyword: Token;
  readonly operands: readonly Token[];
  /** What a VIPADYNAMIC block holds; a statement that does not belong there stands here as well. */
  readonly statements?: readonly ProfileStatement[];
  /** The END word of a block. */
  readonly end?: Token;
  /** From the name to the last word in the same file. */
  readonly range: SourceRange;
}

export interface ProfileDocument {
  readonly file: string;
  readonly statements: readonly ProfileStatement[];
  readonly diagnostics: readonly Diagnostic[];
  /** In the order in which they were opened. */
  readonly includedFiles: readonly IncludedFile[];
}

export interface ReadProfileOptions {
  readonly include?: IncludeReader;
  /** System symbols by name, without the ampersand. */
  readonly symbols?: Readonly<Record<string, string>>;
}

export function readProfile(source: SourceText, options: ReadProfileOptions = {}): ProfileDocument {
  const problems = new Problems();
  const includer = new Includer(options.include, options.symbols ?? {}, problems);
  const tokens = includer.read(source);
  const statements = new StatementReader(tokens, problems).read();
  return { file: source.file, statements, diagnostics: problems.diagnostics, includedFiles: includer.files };
}

class StatementReader {
  private index = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly problems: Problems,
  ) {}

  read(): ProfileStatement[] {
    const statements: ProfileStatement[] = [];
    for (let token = this.next(); token !== undefined; token = this.next()) {
      statements.push(this.readStatement(token));
    }
    return statements;
  }

  private readStatement(keyword: Token): ProfileStatement {
    const ended = findEndedBlock(keyword.word);
    if (ended !== undefined) {
      this.problems.report("STRAY_END", keyword.range, keyword.word, statementName(ended));
      return statement(keyword, undefined, []);
    }
    const row = findStatement(keyword.word);
    if (row === undefined) {
      this.reportUnknown(keyword);
      return statement(keyword, undefined, this.readOperands(undefined));
    }
    if (row.end === undefined) return statement(keyword, row, this.readOperands(row));
    return this.readBlock(keyword, row, row.end);
  }

  private reportUnknown(keyword: Token): void {
    if (looksLikeComment(keyword.word)) {
      this.problems.report("NOT_A_COMMENT", keyword.range, keyword.text);
      return;
    }
    const suggestion = meantStatement(keyword.word) ?? didYouMean(keyword.word, statementWords);
    this.problems.report("UNKNOWN_STATEMENT", keyword.range, keyword.text, suggestion);
  }

  private readBlock(keyword: Token, row: StatementRow, endStem: string): ProfileStatement {
    const isDynamic = statementName(row) === "VIPADYNAMIC";
    const statements: ProfileStatement[] = [];
    const operands: Token[] = [];
    let end: Token | undefined;
    for (let token = this.next(); token !== undefined; token = this.next()) {
      if (matchesStem(token.word, endStem)) {
        end = token;
        break;
      }
      if (isDynamic) statements.push(this.readInsideBlock(token));
      else operands.push(token);
    }
    if (end === undefined) {
      this.problems.report("MISSING_END", keyword.range, statementName(row), fullWord(endStem));
    }
    return statement(keyword, row, operands, isDynamic ? statements : undefined, end);
  }

  /** Whatever starts here: whether it belongs into the block is judged later. */
  private readInsideBlock(keyword: Token): ProfileStatement {
    const row = findStatement(keyword.word);
    return statement(keyword, row, this.readOperands(row));
  }

  private readOperands(row: StatementRow | undefined): Token[] {
    const operands: Token[] = [];
    const used = new Set<string>();
    const most = row?.operandsMax ?? Infinity;
    for (let token = this.peek(); token !== undefined && operands.length < most; token = this.peek()) {
      const isNamed = operands.length < (row?.names ?? 0);
      if (!isNamed && startsStatement(token, row, used, operands.at(-1))) break;
      operands.push(token);
      this.index += 1;
    }
    return operands;
  }

  private peek(): Token | undefined {
    return this.tokens[this.index];
  }

  private next(): Token | undefined {
    const token = this.tokens[this.index];
    this.index += 1;
    return token;
  }
}

/** Whether a word ends the statement before it. A keyword that is a statement's name as well counts as keyword once. */
function startsStatement(
  token: Token,
  row: StatementRow | undefined,
  used: Set<string>,
  before: Token | undefined,
): boolean {
  const isKeyword = row !== undefined && isKeywordOf(row, token.word);
  if (findEndedBlock(token.word) !== undefined) return true;
  if (findStatement(token.word) !== undefined) {
    if (!isKeyword || used.has(token.word)) return true;
    used.add(token.word);
    return false;
  }
  if (!token.firstOnLine || isKeyword) return false;
  // PORT reserves a port for every job with `TCP *`, wherever the line breaks.
  if (looksLikeComment(token.word)) return !(token.word === "*" && isProtocol(before));
  return meantStatement(token.word) !== undefined;
}

/** Things that start a comment in other languages of the system. */
export function looksLikeComment(word: string): boolean {
  return /^(\*|#|\/\*|\/\/|--)/.test(word);
}

function isProtocol(token: Token | undefined): boolean {
  return token?.word === "TCP" || token?.word === "UDP";
}

function statement(
  keyword: Token,
  row: StatementRow | undefined,
  operands: readonly Token[],
  statements?: readonly ProfileStatement[],
  end?: Token,
): ProfileStatement {
  const last = end ?? statements?.at(-1) ?? operands.at(-1) ?? keyword;
  const { file, start } = keyword.range;
  const isSameFile = last.range.file === file && last.range.end.offset >= keyword.range.end.offset;
  return {
    name: row === undefined ? keyword.word : statementName(row),
    recognised: row !== undefined,
    keyword,
    operands,
    ...(statements === undefined ? {} : { statements }),
    ...(end === undefined ? {} : { end }),
    range: { file, start, end: isSameFile ? last.range.end : keyword.range.end },
  };
}
