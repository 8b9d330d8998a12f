/** A table as CSV, JSON Lines and Parquet. The same table gives the same bytes. */
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Cell, Column, Table } from "./columns.js";

/** As RFC 4180 has it: names in the first line, lines end in CR LF, an empty field is no value. */
export function csvText({ columns, rows }: Table): string {
  const lines = [columns.map(({ name }) => name), ...rows];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

/** One object a line; a column without a value is null. */
export function jsonLinesText({ columns, rows }: Table): string {
  return rows
    .map((cells) => Object.fromEntries(columns.map(({ name }, index) => [name, cells[index] ?? null])))
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");
}

/** Columns of text, 64-bit whole numbers and doubles; units and meanings stand in the file's metadata. */
export function parquetBytes(table: Table): Uint8Array {
  const { name, meaning, columns, rows } = table;
  const buffer = parquetWriteBuffer({
    columnData: columns.map((column, index) => ({
      name: column.name,
      type: PARQUET_TYPES[column.type],
      data: rows.map((cells) => parquetCell(column, cells[index] ?? null)),
      nullable: true,
    })),
    kvMetadata: [
      { key: "table", value: `${name}: ${meaning}` },
      ...columns.map(({ name: key, unit, meaning: what }) => ({
        key: `column.${key}`,
        value: unit === "" ? what : `[${unit}] ${what}`,
      })),
    ],
  });
  return new Uint8Array(buffer);
}

/** What a spreadsheet would take for a formula gets an apostrophe in front: names come from users' files. */
function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const PARQUET_TYPES = { string: "STRING", integer: "INT64", number: "DOUBLE" } as const;

function parquetCell({ type }: Column, cell: Cell): string | number | bigint | null {
  return type === "integer" && typeof cell === "number" ? BigInt(cell) : cell;
}
