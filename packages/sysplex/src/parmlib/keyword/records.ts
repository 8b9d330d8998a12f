/**
 * The records of a parmlib member: of every line, the 71 columns that z/OS reads, system symbols replaced.
 *
 * A record remembers where its characters come from, so that a diagnostic points into the user's file even behind a
 * symbol that grew.
 * Simplified: a replaced symbol may push text past column 71; z/OS would shift or refuse it.
 * @source z/OS MVS Initialization and Tuning Reference, "General syntax rules for the creation of members".
 */
import { type Substitution, substituteSymbols, type SystemSymbols } from "../../text/system-symbols.js";
import type { TextLine, TextLines } from "../../text/text-lines.js";

/** Columns 72 to 80 hold sequence numbers, or nothing. */
export const LAST_COLUMN = 71;
export const RECORD_LENGTH = 80;

export interface ParmlibRecord {
  readonly line: TextLine;
  /** What is read: columns 1 to 71, symbols replaced. */
  readonly text: string;
  /** What is not read: column 72 and all behind it. */
  readonly beyond: string;
  readonly substitution?: Substitution;
}

export function readRecord(
  lines: TextLines,
  number: number,
  symbols: SystemSymbols | undefined,
): ParmlibRecord {
  const line = lines.line(number);
  const written = lines.source.text.slice(line.start, Math.min(line.end, line.start + LAST_COLUMN));
  const beyond = lines.source.text.slice(line.start + written.length, line.end);
  const substitution = symbols && substituteSymbols(written, symbols);
  return substitution === undefined
    ? { line, text: written, beyond }
    : { line, text: substitution.text, beyond, substitution };
}

/** The offset, in the file, of the record's character with that index. */
export function startOffset(record: ParmlibRecord, index: number): number {
  const { line, substitution } = record;
  if (substitution === undefined) return line.start + index;
  const piece = substitution.pieces.find(({ at, length }) => index >= at && index < at + length);
  if (piece === undefined) return line.start + (substitution.pieces.at(-1)?.end ?? 0);
  return line.start + (piece.replaced ? piece.start : piece.start + index - piece.at);
}

/** The offset, in the file, just behind the record's character with index `index - 1`. */
export function endOffset(record: ParmlibRecord, index: number): number {
  const { line, substitution } = record;
  if (substitution === undefined) return line.start + index;
  const piece = substitution.pieces.find(({ at, length }) => index > at && index <= at + length);
  if (piece === undefined) return startOffset(record, index);
  return line.start + (piece.replaced ? piece.end : piece.start + index - piece.at);
}

/**
 * Whether a line holds text that z/OS does not read: in column 72, or behind column 80. Columns 73 to 80 belong to sequence
 * numbers and change flags, and nobody is surprised that they are ignored.
 */
export function losesText({ beyond }: ParmlibRecord): boolean {
  if (beyond === "") return false;
  return !isBlank(beyond.slice(0, 1)) || !isBlank(beyond.slice(RECORD_LENGTH - LAST_COLUMN));
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
