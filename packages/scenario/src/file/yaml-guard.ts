/** A look at a scenario file before it is parsed: is it nested too deep, or too much of it? */
import { type Diagnostic, type SourceText, TextLines, diagnose, yamlExcess } from "@sysplex/sysplex";
import { scenarioDiagnostics } from "./diagnostics.js";

/** @assumption A scenario needs ten levels. The parser is safe far beyond this. */
export const NESTING_MAX = 64;

/** @assumption A scenario of 32 systems and a hundred clients has some 2,000 values. */
export const NODES_MAX = 20_000;

/** @assumption Ten times the scenario of 32 systems and a hundred clients. */
const LENGTH_MAX = 1024 * 1024;

/** White space and punctuation count too, some four for every value. */
const LEXEMES_MAX = 4 * NODES_MAX;

/** The reason to leave the text unread; `undefined`: there is none. */
export function guardYaml(source: SourceText): Diagnostic | undefined {
  const { file, text } = source;
  if (text.length > LENGTH_MAX) {
    const first = { offset: 0, line: 1, column: 1 };
    const range = { file, start: first, end: first };
    return diagnose(scenarioDiagnostics, "YAML_TOO_LONG", range, text.length, LENGTH_MAX);
  }
  const excess = yamlExcess(text, { nestingMax: NESTING_MAX, lexemesMax: LEXEMES_MAX });
  if (excess === undefined) return undefined;
  const range = new TextLines(source).range(excess.offset, excess.offset + 1);
  if (excess.kind === "depth") return diagnose(scenarioDiagnostics, "YAML_TOO_DEEP", range, NESTING_MAX);
  return diagnose(scenarioDiagnostics, "YAML_TOO_MUCH", range, NODES_MAX);
}
