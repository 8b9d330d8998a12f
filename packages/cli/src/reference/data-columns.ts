import { studyTables } from "@sysplex/experiment";
import type { ReferenceTable } from "./table.js";

/** The columns of what `--data` writes. */
export function dataColumnReference(): readonly ReferenceTable[] {
  return studyTables([]).map(({ name, meaning, columns }) => ({
    title: `${name}.parquet, ${name}.csv, ${name}.jsonl`,
    introduction: meaning,
    columns: ["column", "type", "unit", "meaning"],
    rows: columns.map((column) => ({
      column: column.name,
      type: column.type,
      unit: column.unit,
      meaning: column.meaning,
    })),
  }));
}
