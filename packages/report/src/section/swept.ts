/** A sweep: which knob moves which metric how far, which assumption matters most, and every point. */
import { intervalChart } from "../chart/intervals.js";
import type { Figures } from "../html/figure.js";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import type { IntervalResult, SensitivityResult, SweepResult } from "../input/report-input.js";
import { listed, quantity } from "../text/format.js";
import { interactingSection, isInteraction } from "./interacting.js";
import { differenceUnit, metricTitle, metricUnit } from "./metric-words.js";
import type { Verdict } from "./verdict.js";

export function sweepVerdicts(sweep: SweepResult): Verdict[] {
  const { sensitivity, points, replications, service } = sweep;
  const metrics = Object.entries(sensitivity);
  const told = metrics.slice(0, 4).map(([name, rows]): Verdict => {
    const [most] = rows.filter(isShown);
    const [assumed] = rows.filter((row) => isShown(row) && row.standing === "assumed");
    const title = metricTitle(name);
    const little = explainsLittle(sweep, name) ? " The factors by themselves explain little of it." : "";
    if (most === undefined)
      return { tone: "warn", text: `${title}: no factor is shown to move it.${little}` };
    const effect = quantity(Math.abs(most.effect.mean ?? 0), metricUnit(points, name));
    const caution =
      assumed === undefined
        ? ""
        : ` Of the assumed parameters, ${assumed.factor} matters most: measure it first.`;
    return {
      tone: assumed === undefined && little === "" ? "good" : "warn",
      text: `${title}: ${most.factor} moves it most, by ${effect} over its range.${dependence(sweep, name, most.factor)}${little}${caution}`,
    };
  });
  return [
    { tone: "good", text: `${points.length} points of ${replications} runs each, measured on ${service}.` },
    ...told,
  ];
}

/** On whose value it depends how far the factor moves the metric: the greatest of the interactions that are shown. */
function dependence({ interactions = {}, points }: SweepResult, metric: string, factor: string): string {
  const found = (interactions[metric] ?? []).find(
    (row) => row.factors.includes(factor) && isInteraction(row),
  );
  const other = found?.factors.find((name) => name !== factor);
  if (found === undefined || other === undefined) return "";
  const size = quantity(Math.abs(found.effect.mean ?? 0), differenceUnit(metricUnit(points, metric)));
  return ` How far depends on ${other}, by ${size}.`;
}

function explainsLittle({ rankRegression = {} }: SweepResult, metric: string): boolean {
  return rankRegression[metric]?.explainsLittle ?? false;
}

export function sweptSection(sweep: SweepResult, figures: Figures): Markup {
  const { sensitivity, points } = sweep;
  const charts = Object.entries(sensitivity)
    .filter(([, rows]) => rows.some(({ effect }) => effect.mean !== null))
    .slice(0, 8)
    .map(([name, rows]) =>
      intervalChart(
        rows.map((row) => ({ name: row.factor, interval: row.effect, note: noteOf(row) })),
        {
          title: `Sensitivity: ${metricTitle(name)}`,
          words: sensitivityWords(sweep, name),
          unit: metricUnit(points, name),
        },
      ),
    );
  return markup`<section id="swept"><h2>The sweep in figures</h2>
${charts.length === 0 ? markup`<p>No factor has an effect to rank.</p>` : NOTHING}${charts.map((chart) => figures.draw(chart))}
${interactingSection(sweep, figures)}
<details><summary>Every point</summary>${pointsTable(sweep, figures)}</details></section>`;
}

function pointsTable({ points, sensitivity }: SweepResult, figures: Figures): Markup {
  const factors = [...new Set(points.flatMap(({ levels }) => Object.keys(levels)))];
  const metrics = Object.keys(sensitivity);
  return figures.table({
    caption: "Every point of the sweep: its levels, and the means of its runs",
    head: [...factors, ...metrics.map((name) => metricTitle(name))],
    numeric: metrics.map((_, index) => factors.length + index),
    rows: points.map(({ levels, summary }) => [
      ...factors.map((factor) => levels[factor] ?? "—"),
      ...metrics.map((name) => quantity(summary.metrics[name]?.mean ?? null, metricUnit(points, name))),
    ]),
  });
}

/** Old results leave it to the interval of the effect. */
function isShown({ shown, effect: { low, high } }: SensitivityResult): boolean {
  return shown ?? (low !== null && high !== null && (low > 0 || high < 0));
}

function noteOf({ standing, coefficient, correlation }: SensitivityResult): string {
  const figure = (name: string, interval: IntervalResult | undefined): string => {
    if (interval === undefined || interval.mean === null) return "";
    const { mean, low, high } = interval;
    return `${name} ${hundredths(mean)}${low === null || high === null ? "" : ` (${hundredths(low)} to ${hundredths(high)})`}`;
  };
  return [
    standing ?? "configured",
    figure("SRRC", coefficient),
    figure("rank correlation", { ...correlation, low: null, high: null }),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function hundredths(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) > 0 ? `−${text}` : text;
}

const EFFECT = "How far the metric goes when a factor runs from its least to its greatest value";

/** What is drawn, by which method, and how much of the metric that explains. */
function sensitivityWords({ sensitivity, rankRegression = {} }: SweepResult, metric: string): string {
  const rows = sensitivity[metric] ?? [];
  if (rows[0]?.method !== "rank regression")
    return `${EFFECT}, all else as it comes. A bar that reaches 0 shows no effect.`;
  const { points, rSquared, explainsLittle: isLittle } = rankRegression[metric] ?? {};
  const fit =
    points === undefined || rSquared === undefined || rSquared === null
      ? ""
      : ` The ranks of the factors explain R² = ${rSquared.toFixed(2)} of those of the metric at ${points} points.`;
  const caution =
    isLittle === true
      ? " That is little: the metric turns, depends on factors together, or is moved by chance, and the order tells only so much."
      : "";
  return `${EFFECT}, the others standing still. The order is that of the standardised rank regression coefficients (SRRC), whose intervals also say which effect is shown.${unshownWords(rows)}${fit}${caution}`;
}

const FACTORS_NAMED = 6;

function unshownWords(rows: readonly SensitivityResult[]): string {
  const names = rows.filter((row) => !isShown(row)).map(({ factor }) => factor);
  const more = names.length - FACTORS_NAMED;
  const told = more > 0 ? [...names.slice(0, FACTORS_NAMED), `${more} more`] : names;
  return told.length === 0 ? "" : ` No effect is shown of ${listed(told)}.`;
}
