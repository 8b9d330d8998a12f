/** `--data`: the tables of a study as Parquet, CSV and JSON Lines in a folder. */
import {
  csvText,
  jsonLinesText,
  parquetBytes,
  studyTables,
  type Table,
  type VariantOutcomes,
} from "@sysplex/experiment";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { HostError } from "../exit-status.js";
import type { CommandIo } from "../io.js";
import { writeThenRename } from "../output-file.js";

export interface DataFiles {
  write(variants: VariantOutcomes): void;
}

const FORMATS: Readonly<Record<string, (table: Table) => string | Uint8Array>> = {
  parquet: parquetBytes,
  csv: csvText,
  jsonl: jsonLinesText,
};

/** Makes the folder before anything runs, so that a study does not end in vain. */
export function prepareData(
  written: string | undefined,
  { cwd }: Pick<CommandIo, "cwd">,
): DataFiles | undefined {
  if (written === undefined) return undefined;
  if (written === "") throw new HostError("--data needs the name of a folder");
  const folder = resolve(cwd, written);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new HostError(`--data ${written}: the folder cannot be made (${(error as Error).message})`);
  }
  return { write: (variants) => writeTables(folder, written, studyTables(variants)) };
}

function writeTables(folder: string, written: string, tables: readonly Table[]): void {
  for (const table of tables) {
    for (const [ending, format] of Object.entries(FORMATS))
      writeThenRename(join(folder, `${table.name}.${ending}`), format(table), `--data ${written}`);
  }
}
