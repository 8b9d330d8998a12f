/**
 * Where things stand in a text: a table of line starts, made once per text, that turns an offset into a line and column.
 *
 * A line ends with LF, CR LF or a CR of its own; its end is no part of its content. Finding a line is a binary search,
 * so that a reader with many positions stays linear in the text but for a logarithm.
 */
import type { Position, SourceRange, SourceText } from "./position.js";

/** One physical line: `start` is its first character, `end` is just behind its last one, the line end not counted. */
export interface TextLine {
  /** Counts from 1. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

export class TextLines {
  private readonly starts: readonly number[];

  constructor(readonly source: SourceText) {
    this.starts = lineStarts(source.text);
  }

  /** How many lines the text has; a text that ends with a line end has no empty line behind it. An empty text has one. */
  get count(): number {
    const last = this.starts.length - 1;
    return last > 0 && this.starts[last] === this.source.text.length ? last : last + 1;
  }

  /** The line of that number, counted from 1. Must exist. */
  line(number: number): TextLine {
    const { text } = this.source;
    const start = this.starts[number - 1] ?? text.length;
    let end = this.starts[number] ?? text.length;
    if (end > start && text.charCodeAt(end - 1) === LINE_FEED) end -= 1;
    if (end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN) end -= 1;
    return { number, start, end };
  }

  /** An offset outside the text is taken for the nearest end of it. */
  positionAt(offset: number): Position {
    const inside = Math.min(Math.max(offset, 0), this.source.text.length);
    const index = this.lineIndexAt(inside);
    return { offset: inside, line: index + 1, column: inside - (this.starts[index] ?? 0) + 1 };
  }

  /** The stretch from `start` up to, and without, `end`. */
  range(start: number, end: number): SourceRange {
    return {
      file: this.source.file,
      start: this.positionAt(start),
      end: this.positionAt(Math.max(start, end)),
    };
  }

  private lineIndexAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) !== LINE_FEED)) {
      starts.push(offset + 1);
    }
  }
  return starts;
}
