/**
 * A look at a YAML text before it is parsed: is it nested too deep, or too much of it?
 *
 * The parser recurses, and compiles patterns as wide as the indentation; both can exhaust a process. The lexer does neither:
 * it runs in linear time over what it is asked for, and knows text in quotes and comments from brackets.
 */
import { Lexer } from "yaml";

export interface YamlLimits {
  /** Levels of brackets, of indicators on one line, and an eighth of the characters of an indentation. */
  readonly nestingMax: number;
  /** White space and punctuation count too, some four for every value, as do escapes in quotes. */
  readonly lexemesMax: number;
}

export interface YamlExcess {
  readonly kind: "depth" | "size";
  /** Where the limit is passed. */
  readonly offset: number;
}

/** Deeper indentation than this for each level is nesting, not style. */
const INDENT_PER_LEVEL = 8;

/** The first place at which a limit is passed; `undefined`: there is none. */
export function yamlExcess(text: string, { nestingMax, lexemesMax }: YamlLimits): YamlExcess | undefined {
  let [offset, lexemes, brackets, indicators, lineIsNew] = [0, 0, 0, 0, true];
  for (const lexeme of new Lexer().lex(text)) {
    if (isMark(lexeme)) continue; // The lexer's own marks are no part of the text.
    lexemes += 1 + escapesIn(lexeme);
    if (lexeme === "[" || lexeme === "{") brackets += 1;
    else if (lexeme === "]" || lexeme === "}") brackets = Math.max(0, brackets - 1);
    else if (lexeme === "-" || lexeme === "?" || lexeme === ":") indicators += 1;
    const isIndent = lineIsNew && lexeme.length > INDENT_PER_LEVEL * nestingMax && lexeme.trim() === "";
    const isDeep = brackets > nestingMax || (brackets === 0 && indicators > nestingMax) || isIndent;
    if (isDeep) return { kind: "depth", offset };
    if (lexemes > lexemesMax) return { kind: "size", offset };
    lineIsNew = lexeme.endsWith("\n");
    if (lineIsNew || brackets > 0) indicators = 0;
    offset += lexeme.length;
  }
  return undefined;
}

/** To the parser, an escape in quotes costs as much as a word, and more when it is faulty. */
function escapesIn(lexeme: string): number {
  return lexeme.startsWith('"') ? lexeme.split("\\").length - 1 : 0;
}

function isMark(lexeme: string): boolean {
  return lexeme === "\x02" || lexeme === "\x18" || lexeme === "\x1f" || lexeme === "\u{FEFF}";
}
