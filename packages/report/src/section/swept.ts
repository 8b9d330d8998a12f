/** A sweep: which knob moves which metric how far, which assumption matters most, and every point. */
import { intervalChart } from "../chart/intervals.js";
import type { Figures } from "../html/figure.js";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import type { SensitivityResult, SweepResult } from "../input/report-input.js";
import { quantity } from "../text/format.js";
import type { Verdict } from "./verdict.js";

export function sweepVerdicts({ sensitivity, points, replications, service }: SweepResult): Verdict[] {
  const metrics = Object.entries(sensitivity);
  const told = metrics.slice(0, 4).map(([name, rows]): Verdict => {
    const [most] = rows.filter(isShown);
    const [assumed] = rows.filter((row) => isShown(row) && row.standing === "assumed");
    const title = titleOf(name);
    if (most === undefined) return { tone: "warn", text: `${title}: no factor is shown to move it.` };
    const effect = quantity(Math.abs(most.effect.mean ?? 0), unitOf(points, name));
    const caution =
      assumed === undefined
        ? ""
        : ` Of the assumed parameters, ${assumed.factor} matters most: measure it first.`;
    return {
      tone: assumed === undefined ? "good" : "warn",
      text: `${title}: ${most.factor} moves it most, by ${effect} over its range.${caution}`,
    };
  });
  return [
    { tone: "good", text: `${points.length} points of ${replications} runs each, measured on ${service}.` },
    ...told,
  ];
}

export function sweptSection(sweep: SweepResult, figures: Figures): Markup {
  const { sensitivity, points } = sweep;
  const charts = Object.entries(sensitivity)
    .filter(([, rows]) => rows.some(({ effect }) => effect.mean !== null))
    .slice(0, 8)
    .map(([name, rows]) =>
      intervalChart(
        rows.map(({ factor, effect, standing, correlation }) => ({
          name: factor,
          interval: effect,
          note: [
            standing ?? "configured",
            correlation.mean === null ? "" : `rank correlation ${correlation.mean.toFixed(2)}`,
          ]
            .filter((part) => part !== "")
            .join(", "),
        })),
        {
          title: `Sensitivity: ${titleOf(name)}`,
          words:
            "How far the metric goes when a factor runs from its least to its greatest value, all else as it comes. A bar that reaches 0 shows no effect.",
          unit: unitOf(points, name),
        },
      ),
    );
  return markup`<section id="swept"><h2>The sweep in figures</h2>
${charts.length === 0 ? markup`<p>No factor has an effect to rank.</p>` : NOTHING}${charts.map((chart) => figures.draw(chart))}
<details><summary>Every point</summary>${pointsTable(sweep, figures)}</details></section>`;
}

function pointsTable({ points, sensitivity }: SweepResult, figures: Figures): Markup {
  const factors = [...new Set(points.flatMap(({ levels }) => Object.keys(levels)))];
  const metrics = Object.keys(sensitivity);
  return figures.table({
    caption: "Every point of the sweep: its levels, and the means of its runs",
    head: [...factors, ...metrics.map((name) => titleOf(name))],
    numeric: metrics.map((_, index) => factors.length + index),
    rows: points.map(({ levels, summary }) => [
      ...factors.map((factor) => levels[factor] ?? "—"),
      ...metrics.map((name) => quantity(summary.metrics[name]?.mean ?? null, unitOf(points, name))),
    ]),
  });
}

function isShown({ effect: { low, high } }: SensitivityResult): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

function unitOf(points: SweepResult["points"], metric: string): string {
  return points[0]?.summary.metrics[metric]?.unit ?? "";
}

/** `timeToFailoverSeconds` reads as `Time to failover`; the unit stands with the figures. */
function titleOf(metric: string): string {
  const words = metric
    .replace(/(?:SecondsPerHour|Seconds|Ms|MiB)$/, "")
    .replace(/([a-z])([A-Z])/g, (_match, end: string, begin: string) => `${end} ${begin.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
