/** A reference table: one source for the terminal, for JSON, and for the pages under docs/reference. */
import type { Paint } from "../io.js";
import { columns, WIDTH, wrap } from "../plain-text.js";

export interface ReferenceTable {
  /** The heading: `Parameters of zosmf`. */
  readonly title: string;
  /** One or two sentences on how to read it. */
  readonly introduction: string;
  /** Keys of the rows, in the order of the columns. */
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Columns that a terminal has no room for; pages and JSON have them. */
  readonly wide?: readonly string[];
}

/** Some defaults are whole sentences. */
const DEFAULT_WIDTH_MAX = 24;

export function terminalLines(
  { title, introduction, columns: keys, rows, wide = [] }: ReferenceTable,
  paint: Paint,
): string[] {
  const shown = keys.filter((key) => !wide.includes(key));
  const cells = [shown, ...rows.map((row) => shown.map((key) => row[key] ?? ""))];
  const byDefault = shown.indexOf("default");
  const widest = byDefault < 0 ? {} : { [byDefault]: DEFAULT_WIDTH_MAX };
  const [head = "", ...lines] = columns(cells, { indent: 2, widest });
  const introduced = introduction === "" ? [] : wrap(introduction, WIDTH);
  return [paint.bold(title), ...introduced, paint.dim(head), ...lines];
}

export function markdownLines(
  { title, introduction, columns: keys, rows }: ReferenceTable,
  level = 2,
): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `${"#".repeat(level)} ${title}`,
    "",
    ...(introduction === "" ? [] : [introduction, ""]),
    line(keys),
    line(keys.map(() => "---")),
    ...rows.map((row) => line(keys.map((key) => markdownCell(row[key] ?? "")))),
    "",
  ];
}

/** Text that stands for itself inside a table of a page; what is between backticks stays code. */
export function markdownCell(text: string): string {
  return text
    .replaceAll("\n", " ")
    .split("`")
    .map((part, index) => (index % 2 === 0 ? escapedText(part) : part))
    .join("`")
    .replaceAll("|", "\\|");
}

function escapedText(text: string): string {
  return text.replaceAll(/[\\*_<>[\]&]/g, (character) => MARKDOWN_ENTITIES[character] ?? `\\${character}`);
}

const MARKDOWN_ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };
