/** `sysplex run`: a scenario and its files are read, simulated, and told. */
import {
  diagnoseFiles,
  parameterFromText,
  readScenario,
  resolveScenario,
  runScenario,
  type ParameterOverride,
  type ResolvedScenario,
  type RunResult,
} from "@sysplex/scenario";
import type { TracedEvent } from "@sysplex/sim-core";
import type { Diagnostic, SourceText } from "@sysplex/sysplex";
import { diagnosticsText } from "../diagnostic-text.js";
import { EXIT_STATUS, HostError, type ExitStatus } from "../exit-status.js";
import { FileHost } from "../host.js";
import { paintFor, type CommandIo } from "../io.js";
import { prepareOutput } from "../output-file.js";
import { clock, printable } from "../plain-text.js";
import { prepareReport } from "../experiment/report-file.js";
import { expectationLines } from "../story/expectations.js";
import { repeatCommand } from "../story/repeat.js";
import { tellStory } from "../story.js";
import { packageVersion } from "../version.js";
import { Progress } from "./progress.js";

export interface RunCommandOptions {
  readonly seed?: string;
  /** `name=value`, each. */
  readonly set?: readonly string[];
  readonly json?: boolean;
  readonly out?: string;
  readonly quiet?: boolean;
  readonly trace?: string;
  readonly report?: string;
}

export async function runCommand(
  path: string,
  options: RunCommandOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const host = new FileHost(path, io.cwd);
  const read = load(host, (options.set ?? []).map(overrideFrom));
  const loaded = { ...read, diagnostics: [...host.undecoded(), ...read.diagnostics] };
  if (loaded.resolved === undefined) {
    const paint = paintFor(io.errColors);
    io.err(asText(diagnosticsText(loaded.diagnostics, { sources: host.sources, paint })));
    return EXIT_STATUS.wrongInput;
  }
  const out = options.out === undefined ? undefined : prepareOutput(options.out, io, host.realPaths);
  const beside = await prepareBeside(loaded.resolved, options, io, host);
  if (options.json === true || options.quiet === true) warn(loaded.diagnostics, host, io);
  const result = simulate(loaded.resolved, loaded.diagnostics, options, io, beside.onEvent);
  if (options.json === true || options.quiet === true) warnOfRefusals(result, path, io);
  print(result, path, options, io);
  out?.write(jsonText(result)); // After it was printed, so that a full disk loses nothing.
  beside.write(result, path);
  return result.expectations.every(({ ok }) => ok) ? EXIT_STATUS.ok : EXIT_STATUS.failed;
}

interface Beside {
  /** What a trace tells of the kernel's events. */
  readonly onEvent?: (event: TracedEvent) => void;
  write(result: RunResult, path: string): void;
}

/** A trace and a report, for those who ask: what writes them is loaded only then. */
async function prepareBeside(
  { document }: ResolvedScenario,
  { trace, report, seed, set = [] }: RunCommandOptions,
  io: CommandIo,
  { realPaths, sources }: FileHost,
): Promise<Beside> {
  const traceFile = trace === undefined ? undefined : prepareOutput(trace, io, realPaths, "--trace");
  const reportFile = await prepareReport(report, io, realPaths);
  const tools = traceFile === undefined ? undefined : await import("@sysplex/experiment");
  const record = tools && new tools.KernelEventRecord(document.duration);
  return {
    ...(record === undefined ? {} : { onEvent: (event) => record.onEvent(event) }),
    write(result, path) {
      if (tools !== undefined)
        traceFile?.write(`${JSON.stringify(tools.traceOfRun(result, record?.tracks))}\n`);
      const command = repeatCommand(path, seed ?? result.seed, set);
      reportFile?.write({ runs: [result], command, sources: [...sources.values()] });
    },
  };
}

/** Where the story is not told, what makes the answer another one than people take it for is told beside it. */
function warn(diagnostics: readonly Diagnostic[], { sources }: FileHost, io: CommandIo): void {
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  if (warnings.length > 0)
    io.err(asText(diagnosticsText(warnings, { sources, paint: paintFor(io.errColors) })));
}

/** An entry of the timeline without effect makes the answer one to another question. */
function warnOfRefusals({ timeline }: RunResult, path: string, io: CommandIo): void {
  const refused = timeline.flatMap(({ at, what, refusal }) =>
    refusal === undefined
      ? []
      : [`${printable(path)}  warning  at ${clock(at)}, ${printable(what)}: not done, ${printable(refusal)}`],
  );
  if (refused.length > 0) io.err(asText(refused));
}

interface Loaded {
  readonly resolved?: ResolvedScenario;
  readonly diagnostics: readonly Diagnostic[];
}

function load(host: FileHost, overrides: readonly ParameterOverride[]): Loaded {
  const source = host.readScenario();
  if (!isText(source)) return { diagnostics: [source] };
  const { scenario, parts, diagnostics } = readScenario(source, host);
  if (scenario === undefined) {
    const ofFiles = parts === undefined ? [] : diagnoseFiles(parts, host, overrides);
    return { diagnostics: [...diagnostics, ...ofFiles] };
  }
  // As if they stood below the scenario's own: so the result tells their values too.
  const parameters = [...scenario.parameters, ...overrides];
  const resolution = resolveScenario({ ...scenario, parameters }, host);
  return { ...resolution, diagnostics: [...diagnostics, ...resolution.diagnostics] };
}

function isText(source: SourceText | Diagnostic): source is SourceText {
  return "file" in source;
}

function overrideFrom(text: string): ParameterOverride {
  const override = parameterFromText(text);
  if (override === undefined)
    throw new HostError(`--set ${text}: expected name=value, such as zosmf.startDuration=4m`);
  return override;
}

function simulate(
  resolved: ResolvedScenario,
  diagnostics: readonly Diagnostic[],
  { seed }: RunCommandOptions,
  io: CommandIo,
  onEvent: Beside["onEvent"],
): RunResult {
  const progress = new Progress(io);
  try {
    const result = runScenario(resolved, {
      version: packageVersion(),
      diagnostics,
      onProgress: (done) => progress.onProgress(done),
      ...(seed === undefined ? {} : { seed }),
      ...(onEvent === undefined ? {} : { onEvent }),
    });
    return { ...result, wallSeconds: Number(progress.seconds.toFixed(3)) };
  } finally {
    progress.end();
  }
}

function print(
  result: RunResult,
  scenarioPath: string,
  { json = false, quiet = false, set = [] }: RunCommandOptions,
  io: CommandIo,
): void {
  const paint = paintFor(io.outColors);
  if (json) io.out(jsonText(result));
  else if (quiet) io.out(asText(expectationLines(result, { paint })));
  else io.out(asText(tellStory(result, { scenarioPath, settings: set, paint })));
}

function jsonText(result: RunResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
