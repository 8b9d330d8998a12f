/**
 * A look at a YAML text before it is parsed: is it nested too deep, or too much of it?
 *
 * The parser recurses, and compiles patterns as wide as the indentation; both can exhaust a process. The lexer does neither:
 * it runs in linear time over what it is asked for, and knows text in quotes and comments from brackets.
 */
import { Lexer } from "yaml";
import { type Diagnostic, type SourceText, TextLines, diagnose } from "@sysplex/sysplex";
import { scenarioDiagnostics } from "./diagnostics.js";

/** @assumption A scenario needs ten levels. The parser is safe far beyond this. */
export const NESTING_MAX = 64;

/** @assumption A scenario of 32 systems and a hundred clients has some 2,000 values. */
export const NODES_MAX = 20_000;

/** @assumption Ten times the scenario of 32 systems and a hundred clients. */
const LENGTH_MAX = 1024 * 1024;

/** White space and punctuation count too, some four for every value. */
const LEXEMES_MAX = 4 * NODES_MAX;

/** Deeper indentation than this is nesting, not style. */
const INDENT_MAX = 8 * NESTING_MAX;

/** The reason to leave the text unread; `undefined`: there is none. */
export function guardYaml(source: SourceText): Diagnostic | undefined {
  const { file, text } = source;
  if (text.length > LENGTH_MAX) {
    const first = { offset: 0, line: 1, column: 1 };
    const range = { file, start: first, end: first };
    return diagnose(scenarioDiagnostics, "YAML_TOO_LONG", range, text.length, LENGTH_MAX);
  }
  let [offset, lexemes, brackets, indicators, lineIsNew] = [0, 0, 0, 0, true];
  for (const lexeme of new Lexer().lex(text)) {
    if (isMark(lexeme)) continue; // The lexer's own marks are no part of the text.
    lexemes += 1 + escapesIn(lexeme);
    if (lexeme === "[" || lexeme === "{") brackets += 1;
    else if (lexeme === "]" || lexeme === "}") brackets = Math.max(0, brackets - 1);
    else if (lexeme === "-" || lexeme === "?" || lexeme === ":") indicators += 1;
    const isIndent = lineIsNew && lexeme.length > INDENT_MAX && lexeme.trim() === "";
    const isDeep = brackets > NESTING_MAX || (brackets === 0 && indicators > NESTING_MAX) || isIndent;
    if (isDeep) return tooFar(source, offset, "YAML_TOO_DEEP", NESTING_MAX);
    if (lexemes > LEXEMES_MAX) return tooFar(source, offset, "YAML_TOO_MUCH", NODES_MAX);
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

function tooFar(source: SourceText, offset: number, code: "YAML_TOO_DEEP" | "YAML_TOO_MUCH", limit: number) {
  const range = new TextLines(source).range(offset, offset + 1);
  return diagnose(scenarioDiagnostics, code, range, limit);
}
