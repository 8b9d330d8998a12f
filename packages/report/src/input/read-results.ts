/** Texts of result files → what a report is made of. What is no result is told, and never guessed at. */
import type { RunResult } from "@sysplex/scenario";
import type { ComparisonResult, ReportInput, SweepResult } from "./report-input.js";

export interface ResultText {
  readonly file: string;
  readonly text: string;
}

export interface ResultsReading {
  /** Absent: there is a problem. */
  readonly input?: ReportInput;
  readonly problems: readonly { readonly file: string; readonly problem: string }[];
}

type Kind = "run" | "comparison" | "sweep";

/** What tells one kind of result from another, and what of it a report cannot do without. */
const NEEDED: Readonly<
  Record<Kind, readonly (readonly [string, "object" | "array" | "string" | "number"])[]>
> = {
  run: [
    ["scenario", "string"],
    ["title", "string"],
    ["seed", "string"],
    ["fingerprint", "string"],
    ["simulatedSeconds", "number"],
    ["services", "object"],
    ["resources", "object"],
    ["messages", "array"],
    ["expectations", "array"],
    ["timeline", "array"],
    ["owners", "array"],
    ["activeTargets", "array"],
    ["stacks", "array"],
    ["files", "array"],
    ["diagnostics", "array"],
    ["assumptions", "array"],
  ],
  comparison: [
    ["service", "string"],
    ["variants", "array"],
    ["metrics", "object"],
    ["summaries", "object"],
  ],
  sweep: [
    ["study", "string"],
    ["title", "string"],
    ["service", "string"],
    ["points", "array"],
    ["sensitivity", "object"],
  ],
};

/** Reads what `run --json`, `compare --json` and `sweep --json` wrote: any number of runs, one comparison, one sweep. */
export function readResults(texts: readonly ResultText[]): ResultsReading {
  const runs: RunResult[] = [];
  let comparison: ComparisonResult | undefined;
  let sweep: SweepResult | undefined;
  const problems: { file: string; problem: string }[] = [];
  for (const { file, text } of texts) {
    const reading = readOne(text);
    if (typeof reading === "string") problems.push({ file, problem: reading });
    else if (reading.kind === "run") runs.push(reading.value as RunResult);
    else if (reading.kind === "comparison" && comparison === undefined)
      comparison = reading.value as ComparisonResult;
    else if (reading.kind === "sweep" && sweep === undefined) sweep = reading.value as SweepResult;
    else problems.push({ file, problem: `a second ${reading.kind}: a report tells one` });
  }
  if (problems.length > 0 || texts.length === 0) return { problems };
  return {
    input: {
      runs: runs.map(withAll),
      ...(comparison === undefined ? {} : { comparison }),
      ...(sweep === undefined ? {} : { sweep }),
    },
    problems,
  };
}

function readOne(text: string): string | { readonly kind: Kind; readonly value: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "no JSON: give the result of run, compare or sweep, written with --json";
  }
  if (!isObject(value)) return "JSON, but no result of run, compare or sweep";
  const kind = kindOf(value);
  if (kind === undefined) return "JSON, but no result of run, compare or sweep";
  if (value["schema"] !== 1)
    return `a result of schema ${JSON.stringify(value["schema"])}: this version reads 1`;
  const missing = NEEDED[kind].filter(([name, type]) => typeOf(value[name]) !== type).map(([name]) => name);
  if (missing.length > 0)
    return `a result that is cut short or changed: ${missing.join(", ")} missing or of another type`;
  return { kind, value };
}

function kindOf(value: Readonly<Record<string, unknown>>): Kind | undefined {
  if ("scenario" in value && "services" in value) return "run";
  if ("variants" in value && "metrics" in value) return "comparison";
  return "study" in value && "points" in value ? "sweep" : undefined;
}

/** What results of older versions do not have. */
function withAll(run: RunResult): RunResult {
  return {
    ...run,
    story: run.story ?? null,
    zowe: run.zowe ?? null,
    users: run.users ?? {},
    kubernetes: run.kubernetes ?? null,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
}
