/** `--report`: one HTML file that opens from disk. */
import type { ReportInput } from "@sysplex/report";
import type { CommandIo } from "../io.js";
import { prepareOutput } from "../output-file.js";

export interface ReportFile {
  write(input: ReportInput): void;
}

/** Checks the place before anything runs. What draws charts is loaded only when a report is asked for. */
export async function prepareReport(
  written: string | undefined,
  io: Pick<CommandIo, "cwd" | "outFile">,
  inputs: ReadonlySet<string>,
  option = "--report",
): Promise<ReportFile | undefined> {
  if (written === undefined) return undefined;
  const file = prepareOutput(written, io, inputs, option);
  const { reportHtml } = await import("@sysplex/report");
  return { write: (input) => file.write(reportHtml(input)) };
}
