/** Text for terminals and pipes: escaped, wrapped, aligned, never wider than {@link WIDTH}. */

/** @assumption Wide enough for z/OS messages, narrow enough for half a screen and for a log. */
export const WIDTH = 110;

// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A user's text without anything that moves a cursor, colours a terminal, or turns the direction of reading. */
export function printable(text: string): string {
  return text.replaceAll("\t", " ").replaceAll(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}

/** Lines of at most `width` characters, broken at blanks; words that are longer are cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  return [...lines, line];
}

/** The text behind a head that stands in the first line only; the lines after it begin below the text. */
export function hang(head: string, text: string, width = WIDTH): string[] {
  const indent = " ".repeat(head.length);
  return wrap(text, Math.max(20, width - head.length)).map((line, index) =>
    `${index === 0 ? head : indent}${line}`.trimEnd(),
  );
}

/**
 * Rows as columns two blanks apart; the last column wraps, and so do those in `widest`.
 *
 * @param right Columns that align to the right, by their index.
 * @param widest The greatest width of some columns, by their index.
 */
export function columns(
  rows: readonly (readonly string[])[],
  {
    indent = 0,
    right = [],
    widest = {},
  }: {
    readonly indent?: number;
    readonly right?: readonly number[];
    readonly widest?: Readonly<Record<number, number>>;
  } = {},
): string[] {
  const last = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: last }, (_, column) =>
    Math.min(widest[column] ?? Infinity, Math.max(...rows.map((row) => (row[column] ?? "").length))),
  );
  const room = Math.max(20, WIDTH - indent - widths.reduce((sum, width) => sum + width + 2, 0));
  return rows.flatMap((row) => {
    const cells = [...widths, room].map((width, column) => wrap(row[column] ?? "", width));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => {
      const words = cells.map((cell, column) => {
        const text = cell[line] ?? "";
        const width = widths[column] ?? 0;
        return right.includes(column) ? text.padStart(width) : text.padEnd(width);
      });
      return `${" ".repeat(indent)}${words.join("  ")}`.trimEnd();
    });
  });
}

/** `1 error`, `3 errors`, `2 switches`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** An instant of the run: `05:45.000`, `1:02:03.500`. */
export function clock(seconds: number): string {
  const millis = Math.round(seconds * 1_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const rest = `${two(Math.floor(millis / 60_000) % 60)}:${two(Math.floor(millis / 1_000) % 60)}.${String(millis % 1_000).padStart(3, "0")}`;
  const hours = Math.floor(millis / 3_600_000);
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** A length of time in seconds, exact: to the millisecond where that is all of it, otherwise to the microsecond. */
export function secondsText(seconds: number): string {
  const micros = Math.round(seconds * 1_000_000);
  return (micros / 1_000_000).toFixed(micros % 1_000 === 0 ? 3 : 6);
}

/** The same in a column, points below points: `    45.000   `, `     0.008105`. */
export function secondsCell(seconds: number): string {
  const text = secondsText(seconds);
  return text.padEnd(text.indexOf(".") + 7).padStart(13);
}
