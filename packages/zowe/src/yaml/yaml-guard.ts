/** A look at a zowe.yaml before it is parsed: is it nested too deep, or too much of it? */
import {
  type Diagnostic,
  type SourceText,
  TextLines,
  checkText,
  diagnose,
  yamlExcess,
} from "@sysplex/sysplex";
import { zoweDiagnostics } from "./diagnostics.js";

/** @assumption A zowe.yaml needs ten levels. The parser is safe far beyond this. */
export const NESTING_MAX = 64;

/** @assumption The example file with everything uncommented has some 500 values. */
export const NODES_MAX = 5_000;

/** @assumption Forty times the example file, comments included. */
const LENGTH_MAX = 1024 * 1024;

/** White space and punctuation count too, some four for every value; comments are lines of their own. */
const LEXEMES_MAX = 6 * NODES_MAX;

/** The reason to leave the text unread; `undefined`: there is none. */
export function guardYaml(source: SourceText): Diagnostic | undefined {
  const refused = checkText(source, LENGTH_MAX);
  if (refused !== undefined) return refused;
  const excess = yamlExcess(source.text, { nestingMax: NESTING_MAX, lexemesMax: LEXEMES_MAX });
  if (excess === undefined) return undefined;
  const range = new TextLines(source).range(excess.offset, excess.offset + 1);
  if (excess.kind === "depth") return diagnose(zoweDiagnostics, "ZW_YAML_TOO_DEEP", range, NESTING_MAX);
  return diagnose(zoweDiagnostics, "ZW_YAML_TOO_MUCH", range, NODES_MAX);
}
