import {
  RANK_REGRESSION_FIELDS,
  SENSITIVITY_FIELDS,
  SENSITIVITY_METHODS,
  studyTables,
  type ResultField,
} from "@sysplex/experiment";
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

/** What a sweep's result tells of each factor, and by which method. */
export function sensitivityReference(): readonly ReferenceTable[] {
  return [
    {
      title: "The result of a sweep: sensitivity",
      introduction:
        "In `result.json` and with `--json`: `sensitivity` has a list for each metric, with one such entry for each factor. An interval has `mean`, `low`, `high`, `confidence`, `method` and `count`; what cannot be told is null.",
      ...fieldTable(SENSITIVITY_FIELDS),
    },
    {
      title: "Methods of a sensitivity",
      introduction: "What `method` says. It follows from the design, and may differ from metric to metric.",
      columns: ["method", "meaning"],
      rows: Object.entries(SENSITIVITY_METHODS).map(([method, meaning]) => ({ method, meaning })),
    },
    {
      title: "The result of a sweep: rankRegression",
      introduction: "By metric, where the method is `rank regression`.",
      ...fieldTable(RANK_REGRESSION_FIELDS),
    },
  ];
}

function fieldTable(fields: Readonly<Record<string, ResultField>>): Pick<ReferenceTable, "columns" | "rows"> {
  const rows = Object.entries(fields).map(([field, { type, meaning }]) => ({ field, type, meaning }));
  return { columns: ["field", "type", "meaning"], rows };
}
