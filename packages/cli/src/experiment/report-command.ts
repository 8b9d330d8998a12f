/** `sysplex report`: results of run, compare and sweep as one HTML file. */
import { readResults } from "@sysplex/report";
import { HOST_PROBLEMS } from "@sysplex/scenario";
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { EXIT_STATUS, HostError, type ExitStatus } from "../exit-status.js";
import type { CommandIo } from "../io.js";
import { printable } from "../plain-text.js";
import { readTextFile } from "../read-text.js";
import { prepareReport } from "./report-file.js";

export interface ReportCommandOptions {
  readonly out: string;
  readonly title?: string;
}

export async function reportCommand(
  paths: readonly string[],
  { out, title }: ReportCommandOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const readings = paths.map((file) => ({ file, ...readTextFile(resolve(io.cwd, file), RESULT_BYTES_MAX) }));
  const unread = readings.flatMap((reading) =>
    reading.ok
      ? []
      : [
          `${reading.file} ${reading.problem === "tooLarge" ? "is larger than 256 MiB" : HOST_PROBLEMS[reading.problem]}`,
        ],
  );
  const texts = readings.flatMap((reading) =>
    reading.ok ? [{ file: reading.file, text: reading.text }] : [],
  );
  const { input, problems } = readResults(texts);
  const faults = [...unread, ...problems.map(({ file, problem }) => `${file}: ${problem}`)];
  if (faults.length > 0 || input === undefined) throw new HostError(faults.join("\n"));
  const inputs = new Set(paths.map((path) => realpathSync(resolve(io.cwd, path))));
  const report = await prepareReport(out, io, inputs, "-o");
  report?.write({ ...input, ...(title === undefined ? {} : { title }) });
  io.err(`sysplex: ${printable(out)} is written\n`);
  return EXIT_STATUS.ok;
}

/** @assumption A comparison of some scenarios takes a megabyte, a sweep of ten thousand points a hundred. */
const RESULT_BYTES_MAX = 256 * 1024 * 1024;
