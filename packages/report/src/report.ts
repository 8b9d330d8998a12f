/** Results → one HTML file. A pure function: no clock, no files, and the same input gives the same text. */
import type { RunResult } from "@sysplex/scenario";
import { Figures } from "./html/figure.js";
import { markup, NOTHING, type Markup } from "./html/markup.js";
import { pageText } from "./html/page.js";
import { RUNS_MAX, type ReportInput } from "./input/report-input.js";
import { comparedSection } from "./section/compared.js";
import { comparedCards, runCards } from "./section/four-metrics.js";
import { passportSection } from "./section/passport.js";
import { runSection } from "./section/run.js";
import { sweepVerdicts, sweptSection } from "./section/swept.js";
import { comparisonVerdicts, runVerdicts, type Verdict } from "./section/verdict.js";
import { clip, listed } from "./text/format.js";

export function reportHtml(input: ReportInput): string {
  const { runs = [], comparison, sweep } = input;
  const figures = new Figures();
  const told = runs.slice(0, RUNS_MAX);
  const title = clip(titleOf(input), 200);
  const body = markup`<section id="summary">
${verdictList(input)}
${comparison === undefined ? (runs.length === 0 ? NOTHING : runCards(told)) : comparedCards(comparison)}
${comparison === undefined && told.length > 1 ? markup`<p class="note">One run of each: what differs may be chance. <code>sysplex compare</code> tells.</p>` : NOTHING}
</section>
${comparison === undefined ? NOTHING : comparedSection(comparison, figures)}
${sweep === undefined ? NOTHING : sweptSection(sweep, figures)}
${told.map((run, index) => runSection(run, `run-${index + 1}`, figures))}
${runs.length > told.length ? markup`<p class="note">${runs.length - told.length} more runs are in their JSON results.</p>` : NOTHING}
${passportSection(input)}`;
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
      ? runs.slice(0, RUNS_MAX).flatMap((run) =>
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
