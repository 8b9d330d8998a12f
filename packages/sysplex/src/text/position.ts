/** Where something stands in a user's file. Lines and columns count from 1, offsets from 0, in UTF-16 code units. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A stretch of a user's file; `end` is the position just behind it. */
export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** A user's file, read. `file` is the name that diagnostics show. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** `profiles/sysa.tcpip:14:3` */
export function formatPosition({ file, start }: SourceRange): string {
  return `${file}:${start.line}:${start.column}`;
}
