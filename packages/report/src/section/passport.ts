/** Versions, seeds, hashes and the command: what somebody needs to get the same figures. */
import { createHash } from "node:crypto";
import type { RunResult } from "@sysplex/scenario";
import { version as echartsVersion } from "echarts/core";
import type { Figures } from "../html/figure.js";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import type { Cell } from "../html/table.js";
import type { ComparisonResult, ReportInput, SweepResult } from "../input/report-input.js";
import { clip, number } from "../text/format.js";

export function passportSection(input: ReportInput, figures: Figures): Markup {
  const { runs = [], comparison, sweep } = input;
  const entries: readonly Entry[] = [
    ...runs.map((run) => ({
      name: `run of ${run.scenario}`,
      version: run.version,
      seed: run.seed,
      fingerprint: run.fingerprint,
      json: withoutClock(run),
      size: `${number(run.simulatedSeconds)} s simulated, ${number(run.events)} events`,
    })),
    ...(comparison === undefined ? [] : [comparisonEntry(comparison)]),
    ...(sweep === undefined ? [] : [sweepEntry(sweep)]),
  ];
  return markup`<section id="passport"><h2>Passport</h2>
${figures.table(passportTable(entries))}
<h3>To repeat it</h3>${commandsMarkup(input)}
<p class="note">The same scenario, files, seed and version give the same fingerprint on every supported machine. Charts: Apache ECharts ${echartsVersion}, Apache License 2.0.</p>
${sourcesMarkup(input, figures)}</section>`;
}

interface Entry {
  readonly name: string;
  readonly version: string;
  readonly seed: string;
  /** Of a run; of a study its result hash. */
  readonly fingerprint: string;
  readonly json: unknown;
  readonly size: string;
}

function comparisonEntry(comparison: ComparisonResult): Entry {
  const { variants, version = "—", seed = "—", hash = "—", summaries } = comparison;
  return {
    name: `comparison of ${variants.join(", ")}`,
    version,
    seed,
    fingerprint: hash,
    json: comparison,
    size: replicationsText(summaries),
  };
}

function sweepEntry(sweep: SweepResult): Entry {
  const { study, hash, points, replications, isPrecise, version = "—", seed = "—" } = sweep;
  return {
    name: `sweep ${study}`,
    version,
    seed,
    fingerprint: hash,
    json: sweep,
    size: `${points.length} points, ${replications} runs each${precisionText(isPrecise)}`,
  };
}

function passportTable(entries: readonly Entry[]) {
  const row = (title: string, value: (entry: Entry) => Cell): Cell[] => [title, ...entries.map(value)];
  return {
    caption: "What gave these figures",
    head: ["", ...entries.map(({ name }) => name)],
    rows: [
      row("version", ({ version }) => version),
      row("seed", ({ seed }) => seed),
      row("fingerprint, or hash of all results", ({ fingerprint }) => markup`<code>${fingerprint}</code>`),
      row("SHA-256 of the JSON", ({ json }) => markup`<code>${sha256(JSON.stringify(json))}</code>`),
      row("size", ({ size }) => size),
    ],
  };
}

function commandsMarkup({ runs = [], comparison, sweep, command }: ReportInput): Markup {
  if (command !== undefined) return commandBlock([command]);
  const told = [comparison?.passport?.command, sweep?.passport?.command].filter((line) => line !== undefined);
  const guessed = [
    ...(comparison === undefined || comparison.passport !== undefined ? [] : [compareLine(comparison)]),
    ...runs.map(
      ({ scenario, seed }) => `sysplex run ${shellWord(scenario)}/scenario.yaml --seed ${shellWord(seed)}`,
    ),
  ];
  if (told.length + guessed.length === 0) return markup`<p>The command was not told to this report.</p>`;
  if (guessed.length === 0) return commandBlock(told);
  return markup`${told.length === 0 ? NOTHING : commandBlock(told)}<p>A result does not tell where its scenario files lie; with their folders in place of the names:</p>${commandBlock(guessed)}`;
}

function commandBlock(lines: readonly string[]): Markup {
  return markup`<pre tabindex="0">${lines.join("\n")}</pre>`;
}

function compareLine({ variants, summaries, seed }: ComparisonResult): string {
  const files = variants.map((name) => `${shellWord(name)}/scenario.yaml`);
  const replications = summaries[variants[0] ?? ""]?.replications;
  return [
    "sysplex compare",
    ...files,
    ...(replications === undefined ? [] : [`--replications ${replications}`]),
    ...(seed === undefined ? [] : [`--seed ${shellWord(seed)}`]),
  ].join(" ");
}

function sourcesMarkup({ sources = [] }: ReportInput, { limits }: Figures): Markup {
  if (sources.length === 0) return NOTHING;
  let left = limits.sourceCharacters;
  const texts = sources.map(({ file, text }) => {
    const shown = clip(text, Math.max(1, Math.min(left, limits.sourceCharacters / 4)));
    left -= shown.length;
    return markup`<details><summary>${file}</summary><p class="note">SHA-256 ${sha256(text)}</p><pre tabindex="0">${shown}</pre></details>`;
  });
  return markup`<h3>The texts of the files</h3>${texts}`;
}

/** How long the run took is no part of what repeats. */
function withoutClock({ wallSeconds: _wallSeconds, ...run }: RunResult): Omit<RunResult, "wallSeconds"> {
  return run;
}

function replicationsText(summaries: NonNullable<ReportInput["comparison"]>["summaries"]): string {
  const counts = [...new Set(Object.values(summaries).map(({ replications }) => replications))];
  return `${counts.join(" or ")} runs of each`;
}

function precisionText(isPrecise: boolean | null): string {
  if (isPrecise === null) return "";
  return isPrecise ? ", as precise as asked" : ", less precise than asked: the budget was used up";
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** As a POSIX shell takes it. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
