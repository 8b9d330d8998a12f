/**
 * System symbols inside one word of a profile. A symbol that nobody defined stays as text, with a warning.
 *
 * @assumption A value is text like any other: blanks in it part words, and a `;` starts a comment, which here ends with the value.
 */
import { type SourceRange, substituteSymbols, symbolsIn } from "@sysplex/sysplex";
import type { Problems } from "./problems.js";

/** The words that a word with symbols becomes: nearly always one. */
export function substitute(
  written: string,
  symbols: Readonly<Record<string, string>>,
  range: SourceRange,
  problems: Problems,
): readonly string[] {
  const value = substituteSymbols(written, symbols)?.text ?? written;
  for (const symbol of symbolsIn(value)) problems.report("SYMBOL_UNDEFINED", range, symbol);
  const [data = ""] = value.split(";");
  return data.split(/\s+/).filter((word) => word !== "");
}
