/**
 * The guard in front of every reader: refuses what is no configuration text, with one diagnostic, before anything reads it.
 *
 * Whatever passes is at most 8 MiB long and free of binary, so that the readers need not think of either.
 */
import { type Diagnostic, diagnose } from "./diagnostic.js";
import { TextLines } from "./text-lines.js";
import type { SourceText } from "./position.js";

/** @assumption The largest profiles and members known are well below 1 MB; eight times that leaves room. */
export const MAX_TEXT_LENGTH = 8 * 1024 * 1024;

/**
 * How many unreadable characters a text may hold for every thousand of it (one is always let through).
 * @assumption A stray code page character in a comment is common; a download in binary mode has hundreds per thousand.
 */
const UNREADABLE_PER_THOUSAND_MAX = 10;

export const textDiagnostics = {
  TEXT_TOO_LONG: {
    severity: "error",
    text: (characters: number, most: number) =>
      `The file has ${characters} characters; at most ${most} are read`,
    then: "Nothing of the file is read.",
    instead: "Give the member itself. A file of this size is more likely a dump, a log or a whole library.",
  },
  TEXT_IS_BINARY: {
    severity: "error",
    text: (what: string) => `The file is not text: ${what}`,
    then: "Nothing of the file is read.",
    instead: "Download the member in text mode, so that EBCDIC becomes UTF-8 and records become lines.",
  },
} as const;

/**
 * The one reason why a text cannot be read; `undefined`: it can.
 *
 * @param maxLength A reader may read less than any text may have.
 */
export function checkText(source: SourceText, maxLength = MAX_TEXT_LENGTH): Diagnostic | undefined {
  const { file, text } = source;
  const first = { offset: 0, line: 1, column: 1 };
  if (text.length > maxLength) {
    return diagnose(
      textDiagnostics,
      "TEXT_TOO_LONG",
      { file, start: first, end: first },
      text.length,
      maxLength,
    );
  }
  const binary = findBinary(text);
  if (binary === undefined) return undefined;
  const range = new TextLines(source).range(binary.offset, binary.offset + 1);
  return diagnose(textDiagnostics, "TEXT_IS_BINARY", range, binary.what);
}

function findBinary(text: string): { offset: number; what: string } | undefined {
  const nul = text.indexOf("\0");
  if (nul >= 0) return { offset: nul, what: "it holds a NUL character" };
  let unreadable = 0;
  let undecoded = 0;
  let first = 0;
  for (let offset = 0; offset < text.length; offset += 1) {
    if (!isUnreadable(text.charCodeAt(offset))) continue;
    if (unreadable === 0) first = offset;
    unreadable += 1;
    if (text.charCodeAt(offset) === REPLACEMENT) undecoded += 1;
  }
  if (unreadable <= Math.max(1, (text.length * UNREADABLE_PER_THOUSAND_MAX) / 1000)) return undefined;
  const what =
    undecoded > unreadable / 2
      ? `it is not UTF-8 in ${undecoded} places`
      : `${unreadable} of its ${text.length} characters are control characters`;
  return { offset: first, what };
}

const TAB = 9;
const CARRIAGE_RETURN = 13;
const SUBSTITUTE = 26;
const BLANK = 32;
const DELETE = 127;
/** What a decoder puts in place of bytes that are no UTF-8. */
const REPLACEMENT = 0xfffd;

/** Control characters but for white space and the end-of-file mark of old PC tools. */
function isUnreadable(code: number): boolean {
  if (code === REPLACEMENT || code === DELETE) return true;
  return code < BLANK && (code < TAB || code > CARRIAGE_RETURN) && code !== SUBSTITUTE;
}
