/** The four metrics of the first screen: time to failover, latency, idle resources, state-change resources. */
import type { RunResult, ServiceResult } from "@sysplex/scenario";
import { markup, NOTHING, type Markup } from "../html/markup.js";
import type { ComparisonResult, MetricSummaryResult } from "../input/report-input.js";
import { counted, duration, millis, quantity } from "../text/format.js";
import { spanText } from "../text/interval.js";
import { differenceWords, longestDisturbance, type UsersResult } from "./verdict.js";

interface Card {
  readonly title: string;
  readonly meaning: string;
  /** In the results of experiments. */
  readonly metrics: readonly { readonly name: string; readonly label: string }[];
  readonly ofService?: (service: ServiceResult) => readonly Figure[];
  readonly ofUsers?: (users: UsersResult) => readonly Figure[];
  readonly ofRun?: (run: RunResult) => readonly Figure[];
}

interface Figure {
  readonly label: string;
  readonly value: string;
}

const CARDS: readonly Card[] = [
  {
    title: "Time to failover, availability",
    meaning: "From the loss of the service to the first request that is sent after it and succeeds.",
    metrics: [
      { name: "timeToFailoverSeconds", label: "longest of the run" },
      { name: "availability", label: "requests that succeeded" },
    ],
    ofService: ({ failovers, availability }) => [
      { label: "longest of the run", value: failoverText(failovers) },
      { label: "requests that succeeded", value: quantity(availability, "share") },
    ],
    ofUsers: (users) => [{ label: "longest disturbance", value: disturbanceText(users) }],
  },
  {
    title: "Latency",
    meaning:
      "Of requests that succeeded, from the moment they should have been sent, retries included. What fails has no latency: look at availability too.",
    metrics: [
      { name: "latencyP50Ms", label: "median" },
      { name: "latencyP99Ms", label: "99th percentile" },
    ],
    ofService: ({ latencyMs }) => [
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

/** Of runs: the figures of each, service by service and users by users, or of the whole run. */
export function runCards(runs: readonly RunResult[]): Markup {
  return cards("", (card) =>
    runs.flatMap((run) => figuresOf(card, run, runs.length > 1 ? run.scenario : "")).map(figureTable),
  );
}

interface NamedFigures {
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** Services, and groups of people, of one run. */
const ROWS_MAX = 8;

function figuresOf({ ofService, ofUsers, ofRun }: Card, run: RunResult, prefix: string): NamedFigures[] {
  const named = (name: string): string => [prefix, name].filter((part) => part !== "").join(": ");
  if (ofRun !== undefined) return [{ name: prefix, figures: ofRun(run) }];
  const services = Object.entries(run.services).map(([name, service]) => ({
    name: named(name),
    figures: ofService?.(service) ?? [],
  }));
  const users = Object.entries(run.users).map(([name, group]) => ({
    name: named(name),
    figures: ofUsers?.(group) ?? [],
  }));
  return [...services, ...users].filter(({ figures }) => figures.length > 0).slice(0, ROWS_MAX);
}

function figureTable({ name, figures }: NamedFigures): Markup {
  return markup`<table>${name === "" ? NOTHING : markup`<caption>${name}</caption>`}<tbody>${figures.map(
    ({ label, value }) =>
      markup`<tr>${label === "" ? NOTHING : markup`<th scope="row">${label}</th>`}<td class="figure big">${value}</td></tr>`,
  )}</tbody></table>`;
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

function disturbanceText(users: UsersResult): string {
  const longest = longestDisturbance(users);
  return longest === null ? "none" : duration(longest);
}
