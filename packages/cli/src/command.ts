/** The `sysplex` command: arguments in, exit status out. Nothing here touches the process. */
import { Argument, Command, CommanderError } from "commander";
import { addExperimentCommands } from "./experiment/add-commands.js";
import { EXIT_STATUS, HostError, type ExitStatus } from "./exit-status.js";
import type { CommandIo } from "./io.js";
import { printable } from "./plain-text.js";
import { schemaCommand, type SchemaFormat } from "./reference/schema-command.js";
import { parameterScopes } from "./reference/parameters.js";
import { statementLanguages } from "./reference/statements.js";
import { printTables, tablesFor, type TableName, type TableOptions } from "./reference/tables.js";
import { runCommand, type RunCommandOptions } from "./run/run-command.js";
import { packageVersion } from "./version.js";
import { zoweConfigCommand, type ZoweConfigOptions } from "./zowe/config-command.js";

/** Runs one command. `argv` is what stands behind the command's name. Never rejects. */
export async function main(argv: readonly string[], io: CommandIo): Promise<ExitStatus> {
  let status: ExitStatus = EXIT_STATUS.ok;
  try {
    await buildProgram(io, (outcome) => (status = outcome)).parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    return statusOf(error, io);
  }
}

/** The same on every terminal, so that the reference page and a test see what a user sees. */
const HELP_WIDTH = 100;

/** The commands and their options; also what the reference page of the command is printed from. */
export function buildProgram(io: CommandIo, onStatus: (status: ExitStatus) => void): Command {
  const program = new Command("sysplex")
    .description(
      "Simulates a Parallel Sysplex: what users of z/OSMF and Zowe notice when one of them, a stack or a system fails, for how long, and why.",
    )
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
    })
    .showHelpAfterError("(sysplex --help prints the commands and options)")
    .addHelpText("after", PROGRAM_EXAMPLES);
  addRun(program, io, onStatus);
  addExperimentCommands(program, io, onStatus);
  addZowe(program, io, onStatus);
  addSchema(program, io);
  addTables(program, io);
  return program;
}

function addRun(program: Command, io: CommandIo, onStatus: (status: ExitStatus) => void): void {
  program
    .command("run")
    .description("simulate a scenario and tell what happened, how long it took, and why")
    .argument("<scenario.yaml>", "the scenario file; paths in it are relative to its folder")
    .option("--seed <seed>", "in place of the scenario's seed: another seed, another run", readSeed)
    .option("--set <name=value>", "in place of a parameter's default; may be repeated", collect)
    .option("--json", "print the result as JSON, and nothing else")
    .option("-o, --out <file>", "also write the result as JSON into a file")
    .option("--trace <file.json>", "write the run as a trace for ui.perfetto.dev or chrome://tracing")
    .option("--report <file.html>", "write a report that opens from disk")
    .option("--quiet", "print the expectations only; warnings go to standard error")
    .addHelpText("after", RUN_EXAMPLES)
    .action(async (path: string, options: RunCommandOptions) => {
      onStatus(await runCommand(path, options, io));
    });
}

function addZowe(program: Command, io: CommandIo, onStatus: (status: ExitStatus) => void): void {
  program
    .command("zowe")
    .description("read a Zowe configuration as Zowe does")
    .command("config")
    .description("print every resolved value of a start of Zowe, and where it came from")
    .argument("<zowe.yaml>", "the file, or CONFIG as in STDENV: FILE(mine.yaml):FILE(base.yaml)")
    .option("--instance <id>", "HAINST; left out: the name of the system")
    .option("--system <name>", "SYSNAME of the system; left out: that of the instance")
    .option("--release <release>", "the release of Zowe, such as 3.2; left out: guessed from the file")
    .option("--symbol <name=value>", "a system symbol, for templates; may be repeated", collect)
    .option("--component <name>", "the environment of this component in place of the configuration")
    .option("--json", "print the values as JSON, and nothing else")
    .addHelpText("after", ZOWE_EXAMPLES)
    .action((path: string, options: ZoweConfigOptions) => onStatus(zoweConfigCommand(path, options, io)));
}

function addSchema(program: Command, io: CommandIo): void {
  program
    .command("schema")
    .description("print the JSON Schema of a file format, for editors")
    .addArgument(new Argument("<format>", "the file format").choices(["scenario", "study"]))
    .action((format: SchemaFormat) => schemaCommand(format, io));
}

function addTables(program: Command, io: CommandIo): void {
  const add = (name: TableName, description: string): Command =>
    program.command(name).description(description).option("--json", "print the table as JSON");
  const print = async (name: TableName, options: TableOptions, which?: string): Promise<void> =>
    printTables(await tablesFor(name, which), options, io);
  for (const [name, description] of PLAIN_TABLES) {
    add(name, description).action((options: TableOptions) => print(name, options));
  }
  add("parameters", "print the numbers of the models: unit, default, standing, meaning")
    .addArgument(new Argument("[model]", "one of the models; left out: all").choices(parameterScopes))
    .action((model: string | undefined, options: TableOptions) => print("parameters", options, model));
  add("statements", "print what the readers know: statements and keywords, and whether they are modelled")
    .addArgument(
      new Argument("[language]", "one of the languages; left out: all").choices(statementLanguages),
    )
    .action((language: string | undefined, options: TableOptions) => print("statements", options, language));
}

const PLAIN_TABLES = [
  ["diagnostics", "print what can be said about a user's files"],
  ["messages", "print the messages that the models write, and whether their wording is IBM's"],
  ["metrics", "print what a scenario can expect of its answer"],
] as const satisfies readonly (readonly [TableName, string])[];

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function readSeed(value: string): string {
  if (value.trim() === "") throw new HostError("--seed: expected a number or a text");
  return value;
}

/** Usage errors have been printed by the parser; everything else is told here. */
function statusOf(error: unknown, io: CommandIo): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_STATUS.ok : EXIT_STATUS.wrongInput;
  if (error instanceof HostError) {
    io.err(`sysplex: ${error.message.split("\n").map(printable).join("\n")}\n`);
    return EXIT_STATUS.wrongInput;
  }
  io.err(wrongProgramText(error, io.debug));
  return EXIT_STATUS.wrongProgram;
}

function wrongProgramText(error: unknown, debug: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = [
    "sysplex: this is an error of the program, not of your input.",
    `  ${message.split("\n").map(printable).join("\n  ")}`,
    `Please report it with the scenario, its files and the command; this is version ${packageVersion()} on Node ${process.version}.`,
    ...(debug && error instanceof Error
      ? [error.stack ?? ""]
      : ["SYSPLEX_DEBUG=1 prints where it happened."]),
  ];
  return `${lines.join("\n")}\n`;
}

const PROGRAM_EXAMPLES = `
Examples:
  sysplex run scenarios/zosmf-lpar-loss/scenario.yaml
  sysplex run scenario.yaml --seed 7 --json > result.json
  sysplex compare scenarios/pair-zosmf/two-systems.yaml scenarios/pair-zosmf/one-system.yaml
  sysplex parameters zowe
  sysplex statements profile

Exit status: 0 all well; 1 an expectation failed; 2 the input or the usage is wrong; 3 the program is wrong.
NO_COLOR switches colours off.`;

const RUN_EXAMPLES = `
Examples:
  sysplex run scenario.yaml                              the story, on the terminal
  sysplex run scenario.yaml --set tcpip.tsrPeriod=30s    with another number in a model
  sysplex run scenario.yaml --seed 2 -o result.json      another run, kept
  sysplex run scenario.yaml --quiet                      for CI: the expectations and the exit status`;

const ZOWE_EXAMPLES = `
Examples:
  sysplex zowe config zowe.yaml --instance lpar1
  sysplex zowe config "FILE(mine.yaml):FILE(base.yaml)" --release 3.2
  sysplex zowe config zowe.yaml --instance lpar1 --component caching-service --json

Passwords are masked.`;
