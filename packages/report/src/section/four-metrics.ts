/** The four metrics of the first screen: time to failover, latency, idle resources, state-change resources. */
import type { RunResult, ServiceResult } from "@sysplex/scenario";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import type { ComparisonResult, MetricSummaryResult } from "../input/report-input.js";
import { counted, duration, millis, quantity } from "../text/format.js";
import { spanText } from "../text/interval.js";
import { differenceWords } from "./verdict.js";

interface Card {
  readonly title: string;
  readonly meaning: string;
  /** In the results of experiments. */
  readonly metrics: readonly { readonly name: string; readonly label: string }[];
  readonly ofRun: (run: RunResult, service: ServiceResult) => readonly Figure[];
}

interface Figure {
  readonly label: string;
  readonly value: string;
}

const CARDS: readonly Card[] = [
  {
    title: "Time to failover",
    meaning: "From the loss of the service to the first request that is sent after it and succeeds.",
    metrics: [{ name: "timeToFailoverSeconds", label: "" }],
    ofRun: (_run, { failovers }) => [{ label: "", value: failoverText(failovers) }],
  },
  {
    title: "Latency",
    meaning: "From the moment a request should have been sent, retries included.",
    metrics: [
      { name: "latencyP50Ms", label: "median" },
      { name: "latencyP99Ms", label: "99th percentile" },
    ],
    ofRun: (_run, { latencyMs }) => [
      { label: "median", value: millis(latencyMs.p50) },
      { label: "99th percentile", value: millis(latencyMs.p99) },
    ],
  },
  {
    title: "Idle resources",
    meaning: "Processor time and memory of everything that only stands by.",
    metrics: [
      { name: "idleCpuSecondsPerHour", label: "processor, an hour" },
      { name: "idleMemoryMiB", label: "memory" },
    ],
    ofRun: ({ resources: { idle } }) => [
      { label: "processor, an hour", value: quantity(idle.cpuSecondsPerHour, "s") },
      { label: "memory", value: quantity(idle.memoryMiB, "MiB") },
    ],
  },
  {
    title: "State-change resources",
    meaning: "What failures, switches and returns cost beyond the steady state.",
    metrics: [
      { name: "stateChangeCpuSeconds", label: "processor" },
      { name: "restarts", label: "restarts" },
    ],
    ofRun: ({ resources: { stateChange } }) => [
      { label: "processor", value: quantity(stateChange.cpuSeconds, "s") },
      { label: "restarts", value: quantity(stateChange.restarts, "count") },
    ],
  },
];

/** Of a comparison: each variant's figure with its interval, and the difference in words. */
export function comparedCards(comparison: ComparisonResult): Markup {
  return cards("pair", ({ metrics }) =>
    metrics.map(({ name, label }) => {
      const metric = comparison.metrics[name];
      if (metric === undefined) return NOTHING;
      const rows = comparison.variants.map((variant) => {
        const summary = metric.variants[variant];
        return markup`<tr><th scope="row">${variant}</th><td class="figure big">${quantity(summary?.mean ?? null, metric.unit)}</td><td class="note">${summary === undefined ? "" : summaryNote(summary, metric.unit)}</td></tr>`;
      });
      const words = Object.values(metric.differences).map(
        (difference) =>
          markup`<p class="${difference.shown ? "shown" : "note"}">${differenceWords(difference, metric)}</p>`,
      );
      return markup`<table>${label === "" ? NOTHING : markup`<caption>${label}</caption>`}<tbody>${rows}</tbody></table>${words}`;
    }),
  );
}

/** Of runs: the figures of each, service by service. Idle and state-change resources are the whole run's. */
export function runCards(runs: readonly RunResult[]): Markup {
  return cards("", ({ ofRun, title }) => {
    const ofServices = /^(?:Time|Latency)/.test(title);
    const rows = runs.flatMap((run) => {
      const services = Object.entries(run.services).slice(0, ofServices ? 8 : 1);
      return services.map(([name, service]) => {
        const parts = [runs.length > 1 ? run.scenario : "", ofServices ? name : ""].filter(
          (part) => part !== "",
        );
        return { name: parts.join(": "), figures: ofRun(run, service) };
      });
    });
    return rows.map(
      ({ name, figures }) =>
        markup`<table>${name === "" ? NOTHING : markup`<caption>${name}</caption>`}<tbody>${figures.map(
          ({ label, value }) =>
            markup`<tr>${label === "" ? NOTHING : markup`<th scope="row">${label}</th>`}<td class="figure big">${value}</td></tr>`,
        )}</tbody></table>`,
    );
  });
}

function cards(kind: string, content: (card: Card) => readonly Markup[]): Markup {
  return markup`<div class="cards ${kind}">${CARDS.map(
    (card) =>
      markup`<section class="card"><h3>${card.title}</h3>${content(card)}<p class="note">${card.meaning}</p></section>`,
  )}</div>`;
}

function summaryNote(summary: MetricSummaryResult, unit: string): string {
  const { count, missing } = summary;
  const left = missing === 0 ? "" : `; in ${counted(missing, "run")} it did not happen or never ended`;
  return `${spanText(summary, unit) ?? `of ${counted(count, "run")}`}${left}`;
}

function failoverText(failovers: ServiceResult["failovers"]): string {
  const losses = failovers.filter(({ kind }) => kind === "failover" || kind === "recovery");
  if (losses.length === 0) return "no loss";
  const times = losses.map(({ timeToFailoverSeconds }) => timeToFailoverSeconds ?? Infinity);
  const longest = Math.max(...times);
  return longest === Infinity ? "not within the run" : duration(longest);
}
