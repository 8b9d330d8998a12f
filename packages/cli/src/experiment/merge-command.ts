/** `sysplex merge`: the folders of all shards as one result, proved to be whole. */
import { mergeStudy, StudyFolder, summarizeSweep } from "@sysplex/experiment";
import { resolve } from "node:path";
import { EXIT_STATUS, type ExitStatus } from "../exit-status.js";
import type { CommandIo } from "../io.js";
import { prepareOutput } from "../output-file.js";
import { jsonText } from "./compare-command.js";
import { inWords } from "./conduct.js";
import { prepareData } from "./data-files.js";
import { prepareReport } from "./report-file.js";
import { printSweep } from "./sweep-text.js";

export interface MergeCommandOptions {
  readonly out?: string;
  readonly data?: string;
  readonly report?: string;
  readonly json?: boolean;
}

export async function mergeCommand(
  names: readonly string[],
  options: MergeCommandOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const none = new Set<string>();
  const out = options.out === undefined ? undefined : prepareOutput(options.out, io, none);
  const report = await prepareReport(options.report, io, none);
  const data = prepareData(options.data, io);
  const { result, variants } = merged(names.map((name) => new StudyFolder(resolve(io.cwd, name))));
  printSweep(result, { name: names.join(", "), json: options.json === true }, io);
  out?.write(jsonText(result));
  data?.write(variants);
  report?.write({ sweep: result });
  return EXIT_STATUS.ok;
}

function merged(folders: readonly StudyFolder[]) {
  try {
    const study = mergeStudy(folders);
    const question = folders[0]?.question(study.manifest);
    if (question === undefined) throw new RangeError("There is no folder to merge");
    return { result: summarizeSweep(question, study, null), variants: study.variants };
  } catch (error) {
    throw inWords(error);
  }
}
