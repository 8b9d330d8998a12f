/**
 * INCLUDE: the words of another data set, put in place of the statement.
 *
 * Modelled: sequential data sets and members, in any case; nesting; an included member may hold any part of a profile.
 * Not modelled: z/OS UNIX files.
 * @assumption Included text is put in place before statements are looked for: the console reports the includes as
 *   opened before the profile itself. How deep z/OS nests is not documented.
 */
import { checkText, MAX_TEXT_LENGTH, type SourceRange, type SourceText } from "@sysplex/sysplex";
import type { Problems } from "./problems.js";
import { readTokens, type Token } from "./tokens.js";

/** Gives the text behind a data set name, or says why there is none. */
export type IncludeReader = (dataSet: string) => SourceText | { readonly problem: string };

export interface IncludedFile {
  /** As INCLUDE names it, in capitals. */
  readonly dataSet: string;
  readonly file: string;
  readonly range: SourceRange;
}

/** @assumption Deeper than any profile is known to go. */
export const DEEPEST_INCLUDE = 8;
/** @assumption More than any profile is known to have. */
export const MOST_INCLUDES = 1_000;

const DATA_SET = /^[A-Z0-9@#$&._-]{1,66}(\([A-Z0-9@#$&._-]{1,24}\))?$/;

export class Includer {
  readonly files: IncludedFile[] = [];
  private characters = 0;

  constructor(
    private readonly include: IncludeReader | undefined,
    private readonly symbols: Readonly<Record<string, string>>,
    private readonly problems: Problems,
  ) {}

  /** The words of a text, with those of the data sets that it includes. */
  read(source: SourceText): readonly Token[] {
    return this.expand(source, []);
  }

  private expand(source: SourceText, path: readonly string[]): readonly Token[] {
    const fault = checkText(source);
    if (fault !== undefined) {
      this.problems.add(fault);
      return [];
    }
    this.characters += source.text.length;
    const tokens = readTokens(source, this.symbols, this.problems) ?? [];
    return tokens.some(isInclude) ? this.putIncludesInPlace(tokens, path) : tokens;
  }

  private putIncludesInPlace(tokens: readonly Token[], path: readonly string[]): Token[] {
    const result: Token[] = [];
    for (let index = 0; index < tokens.length; index += 1) {
      const token = tokens[index] as Token;
      if (!isInclude(token)) {
        result.push(token);
        continue;
      }
      index += 1;
      for (const included of this.open(token, tokens[index], path)) result.push(included);
    }
    return result;
  }

  private open(keyword: Token, name: Token | undefined, path: readonly string[]): readonly Token[] {
    if (name === undefined || !DATA_SET.test(name.word)) {
      this.problems.report("INCLUDE_NAME", (name ?? keyword).range, name?.text);
      return [];
    }
    if (path.includes(name.word)) {
      this.problems.report("INCLUDE_CYCLE", name.range, name.word);
    } else if (path.length >= DEEPEST_INCLUDE) {
      this.problems.reportOnce("INCLUDE_DEPTH", name.range, name.word, DEEPEST_INCLUDE);
    } else if (this.files.length >= MOST_INCLUDES || this.characters > MAX_TEXT_LENGTH) {
      this.problems.reportOnce("INCLUDE_LIMIT", name.range, MOST_INCLUDES);
    } else {
      return this.readIncluded(name, path);
    }
    return [];
  }

  private readIncluded(name: Token, path: readonly string[]): readonly Token[] {
    const source = this.include?.(name.word) ?? {
      problem: "there is no place to read included data sets from",
    };
    if ("problem" in source) {
      this.problems.report("INCLUDE_FAILED", name.range, name.word, source.problem);
      return [];
    }
    this.files.push({ dataSet: name.word, file: source.file, range: name.range });
    return this.expand(source, [...path, name.word]);
  }
}

function isInclude(token: Token): boolean {
  return token.word === "INCLUDE";
}
