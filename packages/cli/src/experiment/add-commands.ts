/**
 * The commands around experiments. What they do is loaded when one of them is called: threads, Redis and Parquet would
 * otherwise make every start of `sysplex` slower.
 */
import { Argument, Option, type Command } from "commander";
import { HostError, type ExitStatus } from "../exit-status.js";
import type { CommandIo } from "../io.js";
import type { CompareCommandOptions } from "./compare-command.js";
import type { MergeCommandOptions } from "./merge-command.js";
import type { ReportCommandOptions } from "./report-command.js";
import type { SizeCommandOptions } from "./size-command.js";
import type { SweepCommandOptions } from "./sweep-command.js";
import type { WorkerCommandOptions } from "./worker-command.js";

type OnStatus = (status: ExitStatus) => void;

export function addExperimentCommands(program: Command, io: CommandIo, onStatus: OnStatus): void {
  addCompare(program, io, onStatus);
  addSweep(program, io, onStatus);
  addMerge(program, io, onStatus);
  addWorker(program, io, onStatus);
  addSize(program, io, onStatus);
  addReport(program, io, onStatus);
}

function addReport(program: Command, io: CommandIo, onStatus: OnStatus): void {
  program
    .command("report")
    .description("write results of run, compare and sweep as one HTML file that opens from disk")
    .argument("<result.json...>", "what run, compare or sweep wrote with --json or -o")
    .requiredOption("-o, --out <file.html>", "the report")
    .option("--title <title>", "in place of the scenario's")
    .action(async (paths: readonly string[], options: ReportCommandOptions) => {
      const { reportCommand } = await import("./report-command.js");
      onStatus(await reportCommand(paths, options, io));
    });
}

function addCompare(program: Command, io: CommandIo, onStatus: OnStatus): void {
  const command = program
    .command("compare")
    .description("set scenarios against each other: the same random numbers, intervals, differences in words")
    .addArgument(
      new Argument(
        "<scenario.yaml...>",
        "the first is compared with each of the others; one alone is measured",
      ),
    )
    .option(
      "--replications <n>",
      "of each scenario; with --precision, the most (default: 20; 200)",
      whole("--replications", 1, 100_000),
    )
    .option("--precision <share>", "go on until the interval of the outage is as short, such as 5%")
    .option("--service <name>", "the service that is measured (default: the first that all have)")
    .option("--seed <seed>", "replication n runs with the seed <seed>#n (default: 1)")
    .option("--set <name=value>", "in place of a parameter's default; may be repeated", collect)
    .option("--keep <folder>", "keep finished results there, and use those that are there");
  withExecutor(command);
  withOutput(command, "print the comparison as JSON, and nothing else")
    .addHelpText("after", COMPARE_EXAMPLES)
    .action(async (paths: readonly string[], options: CompareCommandOptions) => {
      const { compareCommand } = await import("./compare-command.js");
      onStatus(await compareCommand(paths, options, io));
    });
}

function addSweep(program: Command, io: CommandIo, onStatus: OnStatus): void {
  const command = program
    .command("sweep")
    .description("run a study over many points, and tell which knob moves the answer; goes on where it was")
    .argument("<experiment.yaml>", "the study file; sysplex schema study prints its schema")
    .option("-o, --out <folder>", "where results are kept (default: the file's name with .study)")
    .option("--shard <i/n>", "compute the i-th of n parts only, for sysplex merge")
    .option("--resume", "go on with the study in the folder; an error if there is none");
  withExecutor(command);
  withFiles(command)
    .option("--json", "print the result as JSON, and nothing else")
    .addHelpText("after", SWEEP_EXAMPLES)
    .action(async (path: string, options: SweepCommandOptions) => {
      const { sweepCommand } = await import("./sweep-command.js");
      onStatus(await sweepCommand(path, options, io));
    });
}

function addMerge(program: Command, io: CommandIo, onStatus: OnStatus): void {
  const command = program
    .command("merge")
    .description("put the shards of a study together, and prove that nothing is missing, twice or foreign")
    .argument("<folder...>", "the folders of all shards; one, if they share it");
  withOutput(command, "print the result as JSON, and nothing else").action(
    async (folders: readonly string[], options: MergeCommandOptions) => {
      const { mergeCommand } = await import("./merge-command.js");
      onStatus(await mergeCommand(folders, options, io));
    },
  );
}

function addWorker(program: Command, io: CommandIo, onStatus: OnStatus): void {
  program
    .command("worker")
    .description("compute chunks of studies that are run with --redis, until Ctrl-C")
    .addOption(redisOption().makeOptionMandatory())
    .option("--workers <n>", "chunks at a time (default: one for each core)", whole("--workers", 1, 256))
    .action(async (options: WorkerCommandOptions) => {
      const { workerCommand } = await import("./worker-command.js");
      onStatus(await workerCommand(options, io));
    });
}

function addSize(program: Command, io: CommandIo, onStatus: OnStatus): void {
  const command = program
    .command("size")
    .description("find the smallest size that keeps its targets, with what the timeline takes away")
    .addArgument(new Argument("<scenario.yaml...>", "the sizes, the cheapest first; or one, with --vary"))
    .requiredOption("--target <target>", 'such as "availability >= 99%"; may be repeated', collect)
    .option("--vary <name=values>", "the sizes of one scenario: a setting and its values, the cheapest first")
    .option("--monotone", "more never makes it worse: search by halving")
    .option("--service <name>", "the service that is measured (default: the first that all have)")
    .option("--replications <n>", "of each size, at most (default: 200)", whole("--replications", 2, 100_000))
    .option("--seed <seed>", "replication n runs with the seed <seed>#n (default: 1)")
    .option("--set <name=value>", "in place of a parameter's default; may be repeated", collect);
  withExecutor(command)
    .option("--json", "print the result as JSON, and nothing else")
    .option("-o, --out <file>", "also write the result as JSON into a file")
    .addHelpText("after", SIZE_EXAMPLES)
    .action(async (paths: readonly string[], options: SizeCommandOptions) => {
      const { sizeCommand } = await import("./size-command.js");
      onStatus(await sizeCommand(paths, options, io));
    });
}

function withExecutor(command: Command): Command {
  return command
    .option("--workers <n>", "worker threads (default: one for each core)", whole("--workers", 1, 256))
    .addOption(redisOption());
}

/** A password on a command line is seen by every user of the machine: so the environment will do, too. */
function redisOption(): Option {
  return new Option("--redis <url>", "redis://user:password@host:6379, for sysplex worker").env(
    "SYSPLEX_REDIS",
  );
}

function withFiles(command: Command): Command {
  return command
    .option("--data <folder>", "write one row per replication, client and failover: Parquet, CSV, JSON Lines")
    .option("--report <file.html>", "write a report that opens from disk");
}

function withOutput(command: Command, json: string): Command {
  return withFiles(command)
    .option("--json", json)
    .option("-o, --out <file>", "also write the result as JSON into a file");
}

function whole(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new HostError(`${option} ${text}: expected a whole number from ${least} to ${most}`);
  };
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const COMPARE_EXAMPLES = `
Examples:
  sysplex compare ha.yaml single.yaml                       all metrics, with intervals and differences
  sysplex compare ha.yaml single.yaml --precision 5%        until the outage is known to 5 %
  sysplex compare ha.yaml single.yaml --json -o result.json --data rows
  sysplex compare scenario.yaml --replications 100          one scenario, a hundred times`;

const SWEEP_EXAMPLES = `
Examples:
  sysplex sweep experiment.yaml                       on all cores; Ctrl-C, and the same again goes on
  sysplex sweep experiment.yaml --shard 3/16 -o s3    one of sixteen parts; then sysplex merge s1 … s16
  sysplex sweep experiment.yaml --redis redis://host  on every machine where sysplex worker runs`;

const SIZE_EXAMPLES = `
Examples:
  sysplex size one-lpar.yaml two-lpars.yaml --target "availability >= 99%" --target "latencyP99Ms <= 500"
  sysplex size scenario.yaml --vary sfm.isolateTime=60,30,0 --target "outageSeconds <= 40"

Exit status: 1 when no size keeps its targets.`;
