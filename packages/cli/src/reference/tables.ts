/** `sysplex parameters`, `statements`, `diagnostics`, `messages`, `metrics`: the tables on a terminal or as JSON. */
import { paintFor, type CommandIo } from "../io.js";
import { diagnosticReference } from "./diagnostics.js";
import { messageReference } from "./messages.js";
import { metricReference } from "./metrics.js";
import { parameterReference } from "./parameters.js";
import { statementLanguages, statementReference } from "./statements.js";
import { terminalLines, type ReferenceTable } from "./table.js";

export interface TableOptions {
  readonly json?: boolean;
}

export type TableName = "parameters" | "statements" | "diagnostics" | "messages" | "metrics";

/** @param which Of parameters the model, of statements the language; left out: all. */
export async function tablesFor(name: TableName, which?: string): Promise<readonly ReferenceTable[]> {
  if (name === "parameters") return parameterReference(which);
  if (name === "diagnostics") {
    const { studyDiagnostics } = await import("@sysplex/experiment"); // Slow to load: only for who asks.
    return diagnosticReference(studyDiagnostics);
  }
  if (name === "messages") return messageReference();
  if (name === "metrics") return metricReference();
  return statementLanguages
    .filter((known) => which === undefined || known === which)
    .flatMap((known) => statementReference(known));
}

/** JSON is one list of all rows, each with the title of its table. */
export function printTables(
  tables: readonly ReferenceTable[],
  { json = false }: TableOptions,
  io: CommandIo,
): void {
  if (json) {
    const rows = tables.flatMap(({ title, rows }) => rows.map((row) => ({ table: title, ...row })));
    return io.out(`${JSON.stringify(rows, null, 2)}\n`);
  }
  const paint = paintFor(io.outColors);
  const lines = tables.flatMap((table, index) => [
    ...(index === 0 ? [] : [""]),
    ...terminalLines(table, paint),
  ]);
  io.out(lines.map((line) => `${line}\n`).join(""));
}
