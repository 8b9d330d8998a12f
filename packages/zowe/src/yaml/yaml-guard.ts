/**
 * A look at a YAML text before it is parsed: is it nested too deep, or too much of it?
 *
 * The parser recurses, and compiles patterns as wide as the indentation; both can exhaust a process. The lexer does neither:
 * it runs in linear time over what it is asked for, and knows text in quotes and comments from brackets.
 */
import { type Diagnostic, type SourceText, TextLines, checkText, diagnose } from "@sysplex/sysplex";
import { Lexer } from "yaml";
import { zoweDiagnostics } from "./diagnostics.js";

/** @assumption A zowe.yaml needs ten levels. The parser is safe far beyond this. */
export const NESTING_MAX = 64;

/** @assumption The example file with everything uncommented has some 500 values. */
export const NODES_MAX = 5_000;

/** @assumption Forty times the example file, comments included. */
const LENGTH_MAX = 1024 * 1024;

/** White space and punctuation count too, some four for every value; comments are lines of their own. */
const LEXEMES_MAX = 6 * NODES_MAX;

/** Deeper indentation than this is nesting, not style. */
const INDENT_MAX = 8 * NESTING_MAX;

/** The reason to leave the text unread; `undefined`: there is none. */
export function guardYaml(source: SourceText): Diagnostic | undefined {
  const refused = checkText(source, LENGTH_MAX);
  if (refused !== undefined) return refused;
  let [offset, lexemes, brackets, indicators, lineIsNew] = [0, 0, 0, 0, true];
  for (const lexeme of new Lexer().lex(source.text)) {
    if (isMark(lexeme)) continue; // The lexer's own marks are no part of the text.
    lexemes += 1 + escapesIn(lexeme);
    if (lexeme === "[" || lexeme === "{") brackets += 1;
    else if (lexeme === "]" || lexeme === "}") brackets = Math.max(0, brackets - 1);
    else if (lexeme === "-" || lexeme === "?" || lexeme === ":") indicators += 1;
    const isIndent = lineIsNew && lexeme.length > INDENT_MAX && lexeme.trim() === "";
    const isDeep = brackets > NESTING_MAX || (brackets === 0 && indicators > NESTING_MAX) || isIndent;
    if (isDeep) return tooFar(source, offset, "ZW_YAML_TOO_DEEP", NESTING_MAX);
    if (lexemes > LEXEMES_MAX) return tooFar(source, offset, "ZW_YAML_TOO_MUCH", NODES_MAX);
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

function tooFar(
  source: SourceText,
  offset: number,
  code: "ZW_YAML_TOO_DEEP" | "ZW_YAML_TOO_MUCH",
  limit: number,
): Diagnostic {
  const range = new TextLines(source).range(offset, offset + 1);
  return diagnose(zoweDiagnostics, code, range, limit);
}
