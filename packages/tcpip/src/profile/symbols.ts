/**
 * System symbols inside one word of a profile. A symbol that nobody defined stays as text, with a warning.
 *
 * @assumption A value with a blank or a `;` in it would be read as several words; it is put in as it is, as one.
 */
import { substituteSymbols, symbolsIn, type SourceRange } from "@sysplex/sysplex";
import type { Problems } from "./problems.js";

export function substitute(
  written: string,
  symbols: Readonly<Record<string, string>>,
  range: SourceRange,
  problems: Problems,
): string {
  const value = substituteSymbols(written, symbols)?.text ?? written;
  for (const symbol of symbolsIn(value)) problems.report("SYMBOL_UNDEFINED", range, symbol);
  return value;
}
