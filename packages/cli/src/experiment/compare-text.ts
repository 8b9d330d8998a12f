/** A comparison as a person reads it: every metric with its interval, and the difference in words. */
import {
  CAUSES,
  counterparts,
  whatElseDiffers,
  type Difference,
  type MetricComparison,
} from "@sysplex/experiment";
import type { Paint } from "../io.js";
import { columns, hang, printable, wrap, WIDTH } from "../plain-text.js";
import { shellWord } from "../story/repeat.js";
import { section } from "../story/section.js";
import type { CompareCommandOptions, CompareResult } from "./compare-command.js";
import { meanText, quantityText, spanText } from "./quantity.js";
import type { ScenarioVariant } from "./read-variants.js";

export interface CompareTextOptions {
  readonly variants: readonly ScenarioVariant[];
  readonly paint: Paint;
}

const GROUPS = [
  ["Time to failover, outage, availability", ["timeToFailoverSeconds", "outageSeconds", "availability"]],
  ["Latency of requests that succeeded", ["latencyP50Ms", "latencyP99Ms"]],
  ["Idle resources", ["idleCpuSecondsPerHour", "idleMemoryMiB"]],
  ["State-change resources", ["stateChangeCpuSeconds", "stateChangeMessages", "restarts"]],
  ["Lost work", ["failedRequests", "lostConnections", "lostSessions"]],
] as const;

/** Only where there are people who have such a figure. */
const PEOPLE = [
  "disturbances",
  "longestDisturbanceSeconds",
  "userLogonsNeeded",
  "terminalsCut",
  "unsavedStateLost",
];

export function compareText(result: CompareResult, told: CompareTextOptions): string[] {
  return [
    ...headLines(result, told),
    ...GROUPS.flatMap(([title, metrics]) =>
      section(
        title,
        metrics.flatMap((name) => metricLines(result.metrics[name])),
        told.paint,
      ),
    ),
    ...peopleLines(result, told.paint),
    ...section("Outage by cause, mean seconds", causeLines(result), told.paint),
    ...section(
      "Expectations, and in how many of the replications they were met",
      expectationLines(result),
      told.paint,
    ),
    ...footLines(result),
  ];
}

function headLines(
  { service, replications, seed, confidence, isPrecise }: CompareResult,
  told: CompareTextOptions,
) {
  const { variants, paint } = told;
  const asked =
    isPrecise === null
      ? ""
      : isPrecise
        ? ", as precise as asked for"
        : ", the budget: NOT as precise as asked for";
  const paired = variants.length > 1 ? "; differences are of pairs that saw the same random numbers" : "";
  return [
    ...variants.flatMap(({ name, resolved }, index) => [
      ...(index === 0 ? [] : [paint.dim("against")]),
      ...hang(`${paint.bold(printable(name))}  `, printable(resolved.document.title)),
    ]),
    "",
    ...wrap(
      `Service ${printable(service)}, ${replications} replications each${asked}, seed ${printable(seed)}. ` +
        `${Math.round(confidence * 1000) / 10} % intervals of means, by Student's t${paired}.`,
      WIDTH,
    ),
    ...variants.slice(1).flatMap((other) => remarkLines(variants[0], other)),
  ];
}

/** A difference is that of the systems only if everything else is the same. */
function remarkLines(first: ScenarioVariant | undefined, other: ScenarioVariant): string[] {
  if (first === undefined) return [];
  const documents = [first.resolved.document, other.resolved.document] as const;
  const parts = whatElseDiffers(...documents);
  if (parts.length === 0) {
    const pairs = counterparts(...documents).map(({ node, system }) => `node ${node} stands for ${system}`);
    return pairs.length === 0 ? [] : hang("Note: ", `in the timelines ${printable(pairs.join(", "))}.`);
  }
  const what = `${printable(first.name)} and ${printable(other.name)} also differ in ${parts.join(", ")}`;
  return hang("Note: ", `${what}; not all of a difference is that of the systems.`);
}

function peopleLines({ metrics }: CompareResult, paint: Paint): string[] {
  const lines = PEOPLE.map((name) => metrics[name])
    .filter(hasValues)
    .flatMap(metricLines);
  return lines.length === 0 ? [] : section("People at work", lines, paint);
}

function hasValues(metric: MetricComparison | undefined): boolean {
  return metric !== undefined && Object.values(metric.variants).some(({ count }) => count > 0);
}

function metricLines(metric: MetricComparison | undefined): string[] {
  if (metric === undefined) return [];
  const { title, unit, variants, differences } = metric;
  const rows = Object.entries(variants).map(([name, summary]) => {
    const { missing, count } = summary;
    const never = missing === 0 ? "" : `not in ${missing} of ${missing + count}`;
    return [
      printable(name),
      meanText(summary, unit),
      [spanText(summary, unit), never].filter(Boolean).join("; "),
    ];
  });
  return [
    `  ${title}`,
    ...columns(rows, { indent: 4 }),
    ...Object.values(differences).flatMap((difference) => hang("    ", differenceText(difference, metric))),
  ];
}

/** `zosmf-ha: 643 s less than zosmf-single (642.9 to 643.1 s), which is better` */
export function differenceText(
  difference: Difference,
  { unit, better }: Pick<MetricComparison, "unit" | "better">,
): string {
  const [first = "", second = ""] = difference.of.map(printable);
  const { mean, low, high, shown } = difference;
  if (mean === null) return `${first} and ${second}: no pair of replications has a value of both`;
  if (low === null || high === null) return `${first} and ${second}: one pair shows no difference; run more`;
  if (mean === 0 && low === high) return `the same as ${second} in every pair: no difference shown`;
  if (!shown) return `no difference shown to ${second} (${spanText(difference, unit)})`;
  const isLower = mean < 0;
  const size = isLower ? { ...difference, mean: -mean, low: -high, high: -low } : difference;
  const amount =
    unit === "share" ? meanText(size, unit).replace("%", "percentage points") : meanText(size, unit);
  const span = low === high ? "" : ` (${spanText(size, unit)})`;
  const verdict = isLower === (better === "lower") ? "better" : "worse";
  return `${first}: ${amount} ${isLower ? "less" : "more"} than ${second}${span}, which is ${verdict}`;
}

/** One row for each cause that took time in one of the variants; the last one is the outage, which they add up to. */
function causeLines({ variants, summaries, metrics }: CompareResult): string[] {
  const seconds = (variant: string, cause: (typeof CAUSES)[number]["cause"]) =>
    summaries[variant]?.outageSecondsByCause[cause] ?? 0;
  const causes = CAUSES.filter(({ cause }) => variants.some((variant) => seconds(variant, cause) > 0));
  if (causes.length === 0) return [];
  const cell = (value: number): string => value.toFixed(3);
  const total = variants.map((variant) => metrics["outageSeconds"]?.variants[variant]?.mean ?? 0);
  const rows = [
    ["", ...variants.map(printable), ""],
    ...causes.map(({ cause, title, meaning }) => [
      title,
      ...variants.map((variant) => (seconds(variant, cause) === 0 ? "" : cell(seconds(variant, cause)))),
      meaning,
    ]),
    ["outage", ...total.map(cell), ""],
  ];
  return columns(rows, { indent: 2, right: variants.map((_, index) => index + 1) });
}

/** Those that did not always hold one by one; of the others, how many. */
function expectationLines({ variants, summaries }: CompareResult): string[] {
  const rows = variants.flatMap((variant) => {
    const expectations = summaries[variant]?.expectations ?? [];
    const missed = expectations.filter(({ share }) => share.mean !== 1);
    const met = expectations.length - missed.length;
    const all =
      met === 0 ? [] : [[printable(variant), `${met} of ${expectations.length}`, "", "in all of them"]];
    return [
      ...all,
      ...missed.map(({ metric, expected, share }) => [
        printable(variant),
        printable(metric),
        printable(expected),
        `in ${quantityText(share.mean ?? 0, "share", 1)} of them`,
      ]),
    ];
  });
  return columns(rows, { indent: 2 });
}

function footLines({ version, hash, passport }: CompareResult): string[] {
  return ["", `version ${version}, result ${hash.slice(0, 16)}`, `Repeat: ${passport.command}`];
}

/** The command that comes to the same result. */
export function repeatCommand(
  { seed, replications }: Pick<CompareResult, "seed" | "replications">,
  paths: readonly string[],
  { service, set = [], precision, replications: asked }: CompareCommandOptions,
): string {
  const count = precision === undefined ? replications : asked;
  const words = [
    ...["sysplex", "compare", ...paths],
    ...(precision === undefined ? [] : ["--precision", precision]),
    ...(count === undefined ? [] : ["--replications", String(count)]),
    ...(service === undefined ? [] : ["--service", service]),
    ...["--seed", seed],
    ...set.flatMap((setting) => ["--set", setting]),
  ];
  return words.map(shellWord).join(" ");
}
