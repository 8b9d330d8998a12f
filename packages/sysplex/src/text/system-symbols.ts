/**
 * Static system symbols in a user's text: `&SYSNAME.`, `&SYSCLONE`, `&SYSNAME(1:3).`
 *
 * Modelled: names in any case, the optional period that ends a name, substrings `(start:length)` counted from 1 or, with a
 * negative start, from the end. An unknown symbol stays as it is written.
 * Not modelled: `&&`, symbols inside symbols, and the limit that a replacement must not push text out of its record.
 * @source z/OS MVS Initialization and Tuning Reference, "Sharing parmlib definitions: rules for using system symbols".
 */

/** Values by name, without the ampersand: `{ SYSNAME: "SYSA", SYSCLONE: "1A" }`. */
export type SystemSymbols = Readonly<Record<string, string>>;

/** A stretch of the result: as it stood in the original text, or put in place of the symbol that stood there. */
export interface SymbolPiece {
  /** Where the stretch starts in the result. */
  readonly at: number;
  readonly length: number;
  /** Where it comes from in the original; `end` is just behind it. */
  readonly start: number;
  readonly end: number;
  /** Whether it stands in place of a symbol. */
  readonly replaced: boolean;
}

export interface Substitution {
  readonly text: string;
  readonly pieces: readonly SymbolPiece[];
}

const SYMBOL = /&([A-Z@#$_][A-Z0-9@#$_]{0,15})(?:\((-?\d{1,3}):(\d{1,3})\))?\.?/gi;

/** Puts the values of known symbols in place; `undefined` when there is nothing to replace. */
export function substituteSymbols(text: string, symbols: SystemSymbols): Substitution | undefined {
  if (!text.includes("&")) return undefined;
  const pieces: SymbolPiece[] = [];
  let result = "";
  let copied = 0;
  const append = (value: string, start: number, end: number, replaced: boolean): void => {
    pieces.push({ at: result.length, length: value.length, start, end, replaced });
    result += value;
  };
  for (const match of text.matchAll(SYMBOL)) {
    const value = symbolValue(symbols, match[1] ?? "");
    if (value === undefined) continue;
    if (match.index > copied) append(text.slice(copied, match.index), copied, match.index, false);
    copied = match.index + match[0].length;
    append(substring(value, match[2], match[3]), match.index, copied, true);
  }
  if (pieces.length === 0) return undefined;
  if (copied < text.length) append(text.slice(copied), copied, text.length, false);
  return { text: result, pieces };
}

/** The names of symbols that are left in a text, as they are written. */
export function symbolsIn(text: string): readonly string[] {
  return text.includes("&") ? Array.from(text.matchAll(SYMBOL), (match) => match[0]) : [];
}

function symbolValue(symbols: SystemSymbols, name: string): string | undefined {
  if (Object.hasOwn(symbols, name)) return symbols[name];
  const folded = name.toUpperCase();
  return Object.keys(symbols)
    .filter((key) => key.toUpperCase() === folded)
    .map((key) => symbols[key])[0];
}

function substring(value: string, start: string | undefined, length: string | undefined): string {
  if (start === undefined || length === undefined) return value;
  const first = Number(start) < 0 ? value.length + Number(start) : Number(start) - 1;
  return first < 0 ? value : value.slice(first, first + Number(length));
}
