/** `sysplex sweep`: a study over many points; whole, or one shard of it. */
import {
  collectStudy,
  conductShard,
  conductSweep,
  parseShard,
  planSweep,
  readStudy,
  settleWarmup,
  StudyFolder,
  type Shard,
  type Study,
  type StudyReading,
} from "@sysplex/experiment";
import { basename, extname, join, resolve } from "node:path";
import { EXIT_STATUS, HostError, type ExitStatus } from "../exit-status.js";
import { FileHost } from "../host.js";
import type { CommandIo } from "../io.js";
import { writeThenRename } from "../output-file.js";
import { printable } from "../plain-text.js";
import { shellWord } from "../story/repeat.js";
import { packageVersion } from "../version.js";
import { jsonText } from "./compare-command.js";
import { conducting, inWords, type ExecutorOptions } from "./conduct.js";
import { prepareData } from "./data-files.js";
import { isWarning, tellDiagnostics } from "./read-variants.js";
import { prepareReport } from "./report-file.js";
import { StudyFiles } from "./study-files.js";
import { printSweep } from "./sweep-text.js";

export interface SweepCommandOptions extends ExecutorOptions {
  readonly out?: string;
  /** `3/7` */
  readonly shard?: string;
  readonly resume?: boolean;
  readonly data?: string;
  readonly report?: string;
  readonly json?: boolean;
}

export async function sweepCommand(
  path: string,
  options: SweepCommandOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const shard = shardFrom(options.shard);
  const { study: asked, host } = readStudyFile(path, io);
  if (asked === undefined) return EXIT_STATUS.wrongInput;
  const study = withFoundWarmup(asked);
  const name = options.out ?? `${basename(path, extname(path))}.study`;
  const folder = new StudyFolder(resolve(io.cwd, name));
  const report = await prepareReport(options.report, io, host.realPaths);
  const data = prepareData(options.data, io);
  if (options.resume === true) checkThere(folder, name);
  if (shard !== undefined) return runShard(study, shard, folder, name, options, io);
  const result = await conducting(options, io, async (conduct) => {
    const done = await conductSweep(study, packageVersion(), { ...conduct, store: folder });
    folder.keepQuestion(study);
    return done;
  });
  printSweep(result, { name, json: options.json === true }, io);
  writeThenRename(join(folder.folder, "result.json"), jsonText(result), name);
  const manifest = folder.manifest();
  if (manifest !== undefined) data?.write(collectStudy(manifest, folder).variants);
  report?.write({ sweep: result });
  return EXIT_STATUS.ok;
}

async function runShard(
  study: Study,
  shard: Shard,
  folder: StudyFolder,
  name: string,
  options: SweepCommandOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const plan = planSweep(study, packageVersion());
  if (plan === undefined)
    throw new HostError(
      "--shard: a study to a precision cannot be cut into shards, as nobody knows how long it is; write a number, such as replications: 50",
    );
  const { manifest, reused } = await conducting(options, io, async (conduct) => {
    const done = await conductShard(plan, shard, { ...conduct, store: folder });
    folder.keepQuestion(study);
    return done;
  });
  const chunks = manifest.variants.reduce((sum, variant) => sum + variant.chunks.length, 0);
  const before = reused === 0 ? "" : `; ${reused} of its chunks had been finished before`;
  io.out(
    `Shard ${shard.index} of ${shard.count} of ${printable(study.name)} (${chunks} chunks) is finished in ${printable(name)}${before}.\n` +
      `When all are: sysplex merge <their folders>\n`,
  );
  return EXIT_STATUS.ok;
}

function readStudyFile(path: string, io: CommandIo): { study?: Study; host: FileHost } {
  const host = new FileHost(path, io.cwd);
  const source = host.readScenario();
  if (!("file" in source)) {
    const { instead: _ofScenarios, ...told } = source;
    tellDiagnostics([told], host.sources, io);
    return { host };
  }
  const files = new StudyFiles(host, path, io.cwd);
  const reading: StudyReading = readStudy(source, files, commandOf(path));
  const sources = new Map([...host.sources, ...files.sources]);
  const told = [...host.undecoded(), ...reading.diagnostics];
  tellDiagnostics(reading.study === undefined ? told : told.filter(isWarning), sources, io);
  return reading.study === undefined ? { host } : { study: reading.study, host };
}

/** Pilot runs come first: shards find the same, and keep it with the question. */
function withFoundWarmup(study: Study): Study {
  try {
    return settleWarmup(study);
  } catch (error) {
    throw inWords(error);
  }
}

/** In the folder of the study file, so that shards in several places, and their merge, come to the same text. */
function commandOf(path: string): string {
  return ["sysplex", "sweep", basename(path)].map(shellWord).join(" ");
}

function shardFrom(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const shard = parseShard(text);
  if (shard === undefined)
    throw new HostError(
      `--shard ${text}: expected a number and how many there are, such as 3/7; they count from 1`,
    );
  return shard;
}

/** Who says that there is something to go on with is told when there is not. */
function checkThere(folder: StudyFolder, name: string): void {
  try {
    if (folder.manifest() !== undefined) return;
  } catch (error) {
    throw inWords(error);
  }
  throw new HostError(`--resume: there is no study in ${name}; leave --resume out to begin one there`);
}
