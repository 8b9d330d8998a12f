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

/** Rows as columns two blanks apart; the last column wraps. Numbers align to the right when `right` names their column. */
export function columns(
  rows: readonly (readonly string[])[],
  { indent = 0, right = [] as readonly number[] } = {},
): string[] {
  const last = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: last }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.flatMap((row) => {
    const cells = widths.map((width, column) => {
      const cell = row[column] ?? "";
      return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
    });
    const head = `${" ".repeat(indent)}${cells.map((cell) => `${cell}  `).join("")}`;
    const text = row[last] ?? "";
    return right.includes(last) ? [`${head}${text}`] : hang(head, text);
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

/** A length of time in seconds, to the millisecond: `45.000`. Shorter ones get the microseconds that they consist of. */
export function secondsText(seconds: number): string {
  return seconds !== 0 && Math.abs(seconds) < 0.01 ? seconds.toFixed(6) : seconds.toFixed(3);
}
