/** `sysplex compare`: scenarios against each other, with the same random numbers; or one by itself. */
import {
  compareVariants,
  conductStudy,
  conductToPrecision,
  metricNamed,
  metricValues,
  parseShare,
  passportOf,
  replicationSeed,
  StudyFolder,
  summarizeMetric,
  type Comparison,
  type ConductOptions,
  type Passport,
  type StudyResult,
  type VariantOutcomes,
} from "@sysplex/experiment";
import { runScenario, type RunResult } from "@sysplex/scenario";
import { resolve } from "node:path";
import { EXIT_STATUS, HostError, type ExitStatus } from "../exit-status.js";
import { paintFor, type CommandIo } from "../io.js";
import { prepareOutput } from "../output-file.js";
import { packageVersion } from "../version.js";
import { compareText, repeatCommand } from "./compare-text.js";
import { conducting, type ExecutorOptions } from "./conduct.js";
import { prepareData } from "./data-files.js";
import { readVariants, type ScenarioVariant } from "./read-variants.js";
import { prepareReport } from "./report-file.js";
import { serviceOf } from "./service.js";

export interface CompareCommandOptions extends ExecutorOptions {
  readonly replications?: number;
  /** `5%` */
  readonly precision?: string;
  readonly service?: string;
  readonly seed?: string;
  readonly set?: readonly string[];
  readonly keep?: string;
  readonly data?: string;
  readonly report?: string;
  readonly json?: boolean;
  readonly out?: string;
}

/** What `compare --json` prints: the comparison, and what it takes to repeat it. */
export interface CompareResult extends Comparison {
  readonly title: string;
  readonly version: string;
  readonly seed: string;
  readonly replications: number;
  /** Null: a number of replications was asked for. */
  readonly isPrecise: boolean | null;
  readonly hash: string;
  readonly passport: Passport;
}

/** @assumption Intervals of twenty replications are a fifth longer than those of thirty, and take seconds. */
const REPLICATIONS = 20;
const REPLICATIONS_MAX = 200;
/** What `--precision` is asked of, in every variant. */
const PRECISE = "outageSeconds";

export async function compareCommand(
  paths: readonly string[],
  options: CompareCommandOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const precision = precisionFrom(options.precision);
  const { variants, realPaths, sources } = readVariants(paths, options.set ?? [], io);
  if (variants === undefined) return EXIT_STATUS.wrongInput;
  const service = serviceOf(variants, options.service);
  const out = options.out === undefined ? undefined : prepareOutput(options.out, io, realPaths);
  const report = await prepareReport(options.report, io, realPaths);
  const data = prepareData(options.data, io);
  const study = await conducting(options, io, (conduct) =>
    run(variants, service, precision, options, withFolder(conduct, options.keep, io)),
  );
  const result = resultOf(study, variants, service, (told) => repeatCommand(told, paths, options));
  const paint = paintFor(io.outColors);
  const lines = (): string[] => compareText(result, { variants, paint });
  io.out(
    options.json === true
      ? jsonText(result)
      : lines()
          .map((line) => `${line}\n`)
          .join(""),
  );
  out?.write(jsonText(result)); // After it was printed, so that a full disk loses nothing.
  data?.write(study.variants);
  report?.write({
    comparison: result,
    runs:
      report === undefined ? [] : variants.slice(0, RUNS_TOLD).map((variant) => firstRun(variant, result)),
    command: result.passport.command,
    sources: [...sources.values()],
  });
  return EXIT_STATUS.ok;
}

/** Runs that a report tells in full. */
const RUNS_TOLD = 4;

/** What happened in the first replication: the story behind the figures. */
function firstRun({ resolved, diagnostics }: ScenarioVariant, { seed, version }: CompareResult): RunResult {
  return runScenario(resolved, { seed: replicationSeed(seed, 1), version, diagnostics });
}

interface Conducted extends StudyResult {
  readonly isPrecise: boolean | null;
}

async function run(
  variants: readonly ScenarioVariant[],
  service: string,
  precision: number | undefined,
  { replications, seed = "1" }: CompareCommandOptions,
  conduct: ConductOptions,
): Promise<Conducted> {
  const plan = {
    name: variants.map(({ name }) => name).join(" against "),
    version: packageVersion(),
    seed,
    variants: variants.map(({ name, bundle }) => ({ name, bundle })),
  };
  if (precision === undefined) {
    const study = await conductStudy({ ...plan, replications: replications ?? REPLICATIONS }, conduct);
    return { ...study, isPrecise: null };
  }
  const max = replications ?? REPLICATIONS_MAX;
  const goal = {
    precision: { relative: precision },
    budget: { min: Math.min(10, max), max },
    intervals: (outcomes: VariantOutcomes) => preciseIntervals(outcomes, service),
  };
  return conductToPrecision(plan, goal, conduct);
}

function preciseIntervals(outcomes: VariantOutcomes, service: string) {
  const metric = metricNamed(PRECISE);
  if (metric === undefined) return [];
  return outcomes.map((variant) =>
    summarizeMetric(metric, metricValues(metric, variant.outcomes, service), 0.95),
  );
}

function resultOf(
  { variants: outcomes, manifest, hash, isPrecise }: Conducted,
  variants: readonly ScenarioVariant[],
  service: string,
  repeat: (told: Pick<CompareResult, "seed" | "replications">) => string,
): CompareResult {
  const { schema, ...comparison } = compareVariants(outcomes, { service });
  const { version, seed, replications } = manifest;
  const title = variants.map(({ name }) => name).join(" against ");
  const passport = passportOf({ manifest, hash }, repeat({ seed, replications }));
  return { schema, title, version, seed, replications, isPrecise, hash, passport, ...comparison };
}

function precisionFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const precision = parseShare(text);
  if (precision === undefined) throw new HostError(`--precision ${text}: expected a share such as 5%`);
  return precision;
}

/** Results of chunks are kept in a folder, when one is given, and those that are there are used. */
function withFolder(conduct: ConductOptions, keep: string | undefined, io: CommandIo): ConductOptions {
  return keep === undefined ? conduct : { ...conduct, store: new StudyFolder(resolve(io.cwd, keep)) };
}

export function jsonText(result: unknown): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
