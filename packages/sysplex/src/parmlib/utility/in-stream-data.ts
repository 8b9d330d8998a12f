/**
 * The control statements inside a job: which lines of a deck the utility reads.
 *
 * Modelled: lines that begin with // are JCL; a line that begins with slash asterisk ends the in-stream data before it.
 * Simplified: everything between JCL statements is taken for the utility's input, whatever DD statement it belongs to.
 * Not modelled: DD DATA and DLM=, which choose other delimiters.
 * @source z/OS MVS JCL Reference, "Delimiter statement".
 */
import type { SourceRange, SourceText } from "../../text/position.js";
import { TextLines } from "../../text/text-lines.js";

export interface InStreamData {
  /** Numbers of lines that are not input of the utility. */
  readonly skippedLines: ReadonlySet<number>;
  readonly jcl?: { readonly lines: number; readonly range: SourceRange };
  /** Delimiters that cut off statements, each with the number of lines lost. */
  readonly cutOff: readonly { readonly lines: number; readonly range: SourceRange }[];
}

/** Text without any line of JCL is input as a whole; a comment may then begin in column 1. */
export function findInStreamData(source: SourceText): InStreamData {
  const lines = new TextLines(source);
  const skippedLines = new Set<number>();
  if (!/(^|[\r\n])\/\//.test(source.text)) return { skippedLines, cutOff: [] };
  const cutOff: { lines: number; range: SourceRange }[] = [];
  let jclLines = 0;
  let jclRange: SourceRange | undefined;
  let delimiter: { lines: number; range: SourceRange } | undefined;
  for (let number = 1; number <= lines.count; number += 1) {
    const { start, end } = lines.line(number);
    const isJcl = source.text.startsWith("//", start);
    if (isJcl) {
      jclLines += 1;
      jclRange ??= lines.range(start, end);
      delimiter = undefined;
    } else if (delimiter !== undefined) {
      if (source.text.slice(start, end).trim() !== "") {
        if (delimiter.lines === 0) cutOff.push(delimiter);
        delimiter.lines += 1;
      }
    } else if (source.text.startsWith("/*", start)) {
      delimiter = { lines: 0, range: lines.range(start, end) };
    } else {
      continue;
    }
    skippedLines.add(number);
  }
  return { skippedLines, cutOff, ...(jclRange ? { jcl: { lines: jclLines, range: jclRange } } : {}) };
}
