/** A comparison for an engineer: outage by cause, latencies, resources, every metric with its interval. */
import { latencyDistribution } from "@sysplex/scenario";
import { LatencyHistogram } from "@sysplex/sim-core";
import { outageByCause } from "../chart/explained.js";
import { intervalChart } from "../chart/intervals.js";
import { percentileChart } from "../chart/percentiles.js";
import { resourcesChart, type ResourceRow } from "../chart/resources.js";
import type { Figures } from "../html/figure.js";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import type { ComparisonResult } from "../input/report-input.js";
import { intervalText } from "../text/interval.js";
import { differenceWords } from "./verdict.js";

export function comparedSection(comparison: ComparisonResult, figures: Figures): Markup {
  const { variants, summaries, service } = comparison;
  const charts = [
    outageByCause(comparison),
    percentileChart(
      `Latency distribution: ${service}`,
      variants.flatMap((name) => {
        const summary = summaries[name];
        return summary === undefined
          ? []
          : [{ name, points: latencyDistribution(LatencyHistogram.fromJSON(summary.latency)) }];
      }),
    ),
    ...["timeToFailoverSeconds", "latencyP99Ms"].map((metric) => metricChart(comparison, metric)),
    resourcesChart(variants.map((name) => resourcesOf(comparison, name))),
  ];
  return markup`<section id="compared"><h2>The comparison in figures</h2>
${charts.map((chart) => (chart === undefined ? NOTHING : figures.draw(chart)))}
${metricsTable(comparison, figures)}</section>`;
}

function metricChart({ metrics, variants }: ComparisonResult, name: string) {
  const metric = metrics[name];
  if (metric === undefined || variants.every((variant) => (metric.variants[variant]?.mean ?? null) === null))
    return undefined;
  return intervalChart(
    variants.flatMap((variant) => {
      const interval = metric.variants[variant];
      if (interval === undefined) return [];
      const note =
        interval.missing === 0
          ? ""
          : `without a value in ${interval.missing} of ${interval.missing + interval.count} runs`;
      return [{ name: variant, interval, note }];
    }),
    {
      title: metric.title,
      words: Object.values(metric.differences)
        .map((difference) => differenceWords(difference, metric))
        .join(" "),
      unit: metric.unit,
    },
  );
}

function resourcesOf({ metrics }: ComparisonResult, variant: string): ResourceRow {
  const mean = (name: string): number => metrics[name]?.variants[variant]?.mean ?? 0;
  return {
    name: variant,
    idleCpuSecondsPerHour: mean("idleCpuSecondsPerHour"),
    idleMemoryMiB: mean("idleMemoryMiB"),
    stateChangeCpuSeconds: mean("stateChangeCpuSeconds"),
    messages: mean("stateChangeMessages"),
    bytes: mean("stateChangeBytes"),
    restarts: mean("restarts"),
  };
}

function metricsTable({ metrics, variants, confidence }: ComparisonResult, figures: Figures): Markup {
  const table = figures.table({
    caption: `Every metric: means of the runs with ${Math.round(confidence * 100)} % intervals`,
    head: ["metric", ...variants, "difference"],
    rows: Object.values(metrics)
      .filter((metric) => variants.some((variant) => (metric.variants[variant]?.count ?? 0) > 0))
      .map((metric) => [
        metric.title,
        ...variants.map((variant) => {
          const summary = metric.variants[variant];
          return summary === undefined ? "—" : intervalText(summary, metric.unit);
        }),
        Object.values(metric.differences)
          .map((difference) => differenceWords(difference, metric))
          .join(" "),
      ]),
  });
  return markup`<details><summary>Every metric with its interval</summary>${table}</details>`;
}
