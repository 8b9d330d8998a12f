/** Results → one HTML file. A pure function: no clock, no files, and the same input gives the same text. */
import type { RunResult } from "@sysplex/scenario";
import { Figures, type PageLimits } from "./html/figure.js";
import { markup, NOTHING, type Markup } from "./html/markup.js";
import { pageText } from "./html/page.js";
import type { ReportInput } from "./input/report-input.js";
import { comparedSection } from "./section/compared.js";
import { comparedCards, runCards } from "./section/four-metrics.js";
import { passportSection } from "./section/passport.js";
import { runSection } from "./section/run.js";
import { sweepVerdicts, sweptSection } from "./section/swept.js";
import { comparisonVerdicts, runVerdicts, type Verdict } from "./section/verdict.js";
import { clip, counted, listed } from "./text/format.js";

/** From all that a person reads to what is left when a result is long. */
const LIMITS: readonly PageLimits[] = [
  { runs: 4, services: 6, rows: 500, cellCharacters: 1_000, sourceCharacters: 200_000 },
  { runs: 4, services: 3, rows: 120, cellCharacters: 400, sourceCharacters: 100_000 },
  { runs: 2, services: 2, rows: 60, cellCharacters: 200, sourceCharacters: 50_000 },
  { runs: 1, services: 1, rows: 30, cellCharacters: 100, sourceCharacters: 20_000 },
];

/** A file that can be mailed, and opens at once. */
const CHARACTERS_MAX = 2_700_000;

/** @returns At most 3 MB: a report that would be longer tells less in full, and says what it leaves out. */
export function reportHtml(input: ReportInput): string {
  let html = "";
  for (const limits of LIMITS) {
    html = reportWithin(limits, input);
    if (html.length <= CHARACTERS_MAX) break;
  }
  return html;
}

function reportWithin(limits: PageLimits, input: ReportInput): string {
  const { runs = [], comparison, sweep } = input;
  const figures = new Figures(limits);
  const told = runs.slice(0, limits.runs);
  const title = clip(titleOf(input), 200);
  const left = runs.length - told.length;
  const body = markup`<section id="summary">
<h2>In short</h2>
${verdictList({ ...input, runs: told })}
${comparison === undefined ? (runs.length === 0 ? NOTHING : runCards(told)) : comparedCards(comparison)}
${comparison === undefined && told.length > 1 ? markup`<p class="note">One run of each: what differs may be chance. <code>sysplex compare</code> tells.</p>` : NOTHING}
</section>
${comparison === undefined ? NOTHING : comparedSection(comparison, figures)}
${sweep === undefined ? NOTHING : sweptSection(sweep, figures)}
${told.map((run, index) => runSection(run, `run-${index + 1}`, figures))}
${left === 0 ? NOTHING : markup`<p class="note">${counted(left, "more run")} in JSON results only.</p>`}
${passportSection({ ...input, runs: told }, figures)}`;
  return pageText({ title, header: headerOf(title, input, told), body, charts: figures.live });
}

function titleOf({ title, runs = [], comparison, sweep }: ReportInput): string {
  if (title !== undefined) return title;
  if (comparison !== undefined)
    return comparison.title ?? `${comparison.variants.join(" against ")}: ${comparison.service}`;
  if (sweep !== undefined) return sweep.title === "" ? `Study ${sweep.study}` : sweep.title;
  const [only] = runs;
  return runs.length === 1 && only !== undefined ? only.title : listed(runs.map(({ scenario }) => scenario));
}

function headerOf(title: string, { comparison, sweep }: ReportInput, runs: readonly RunResult[]): Markup {
  const links = [
    { id: "summary", name: "Summary" },
    ...(comparison === undefined ? [] : [{ id: "compared", name: "Comparison" }]),
    ...(sweep === undefined ? [] : [{ id: "swept", name: "Sweep" }]),
    ...runs.map(({ scenario }, index) => ({ id: `run-${index + 1}`, name: `Run: ${clip(scenario, 40)}` })),
    { id: "passport", name: "Passport" },
  ];
  return markup`<header>
<p class="note">Benchmark report, Sysplex Simulator</p>
<h1>${title}</h1>
<nav aria-label="Sections"><ul>${links.map(({ id, name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>`;
}

const WORDS: Readonly<Record<Verdict["tone"], string>> = { good: "✓", warn: "!", bad: "✗" };

function verdictList({ runs = [], comparison, sweep }: ReportInput): Markup {
  const several = runs.length > 1;
  const ofRuns =
    comparison === undefined
      ? runs.flatMap((run) =>
          runVerdicts(run).map(({ tone, text }) => ({
            tone,
            text: several ? `${run.scenario}: ${text}` : text,
          })),
        )
      : [];
  const all = [
    ...(comparison === undefined ? [] : comparisonVerdicts(comparison)),
    ...(sweep === undefined ? [] : sweepVerdicts(sweep)),
    ...ofRuns,
  ];
  return markup`<ul class="verdict">${all.map(
    ({ tone, text }) =>
      markup`<li class="${tone}"><strong aria-hidden="true">${WORDS[tone]}</strong> ${clip(text, 900)}</li>`,
  )}</ul>`;
}
