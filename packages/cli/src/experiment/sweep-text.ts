/** A sweep as a person reads it: the points with their figures, and which knob moves them. */
import { metricNamed, type Interaction, type Sensitivity, type SweepResult } from "@sysplex/experiment";
import { paintFor, type CommandIo, type Paint } from "../io.js";
import { columns, counted, hang, printable } from "../plain-text.js";
import { section } from "../story/section.js";
import { meanText, spanText } from "./quantity.js";

export interface SweepTextOptions {
  /** Where the results are, as the user named it. */
  readonly name: string;
  readonly json: boolean;
}

export function printSweep(result: SweepResult, { name, json }: SweepTextOptions, io: CommandIo): void {
  if (json) io.out(`${JSON.stringify(result, null, 2)}\n`);
  else
    io.out(
      sweepText(result, name, paintFor(io.outColors))
        .map((line) => `${line}\n`)
        .join(""),
    );
}

function sweepText(result: SweepResult, name: string, paint: Paint): string[] {
  const { study, title, service, replications, confidence, isPrecise, points, hash, version } = result;
  const precise = isPrecise === false ? " (the budget: NOT as precise as asked for)" : "";
  const metrics = Object.keys(result.sensitivity);
  return [
    ...hang(`${paint.bold(printable(study))}  `, printable(title)),
    `Service ${printable(service)}, ${counted(points.length, "point")}, ${replications} replications each${precise}; ${confidence * 100} % intervals, Student's t.`,
    ...warmupLines(result),
    ...metrics.flatMap((metric) => [
      ...section(metricTitle(metric), pointLines(result, metric), paint),
      ...section(
        `What moves it: ${metric}`,
        [
          ...sensitivityLines(result.sensitivity[metric] ?? [], unitOf(metric)),
          ...interactionLines(result.interactions[metric] ?? [], unitOf(metric)),
          ...fitLines(result, metric),
          ...hang("  ", methodText(result, metric)),
        ],
        paint,
      ),
    ]),
    "",
    `version ${version}, result ${hash.slice(0, 16)}; kept in ${printable(name)}`,
    `Repeat: ${printable(result.passport.command)}`,
  ];
}

function warmupLines({ warmup }: SweepResult): string[] {
  if (warmup === null) return [];
  const { seconds, pilots, pilotSeconds } = warmup;
  return [`Warm-up ${seconds} s, by MSER-5 of the mean of ${pilots} pilot runs of ${pilotSeconds} s.`];
}

/** Only those that are shown to be one, or that none is. */
function interactionLines(rows: readonly Interaction[], unit: string): string[] {
  if (rows.length === 0) return [];
  const shown = rows.filter(({ effect }) => isShown(effect));
  if (shown.length === 0) return ["  No interaction of two factors is shown."];
  return [
    "  How much further the first factor moves it when the second is at its greatest value:",
    ...columns(
      shown.map(({ factors, effect }) => [
        factors.map(printable).join(" with "),
        meanText(effect, unit),
        spanText(effect, unit),
      ]),
      { indent: 4 },
    ),
  ];
}

function isShown({ low, high }: Interaction["effect"]): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

/** What the figures above rest on. */
function methodText({ sensitivity, interactions }: SweepResult, metric: string): string {
  const method = sensitivity[metric]?.[0]?.method;
  if (method === "rank regression")
    return "Method: effects by one linear regression of all factors, for each replication; their order by one regression over ranks (SRRC). Interactions are not told.";
  if (method === "one at a time")
    return "Method: slopes over all points, one factor at a time, since a regression needs more points, or factors that do not move together. Interactions are not told.";
  return Object.keys(interactions).length > 0
    ? "Method: slopes and double differences over a full factorial, for each replication."
    : "Method: slopes over a full factorial, for each replication.";
}

function fitLines({ rankRegression }: SweepResult, metric: string): string[] {
  const { points, rSquared, explainsLittle } = rankRegression[metric] ?? { rSquared: undefined };
  if (rSquared === undefined) return [];
  if (rSquared === null) return hang("  ", `It is the same at all ${counted(points, "point")}.`);
  const fit = `The ranks of the factors explain R² = ${rSquared.toFixed(2)} of its ranks at ${counted(points, "point")}`;
  const caution = explainsLittle
    ? ": little. It turns, depends on factors together, or is moved by chance; the order above tells only so much."
    : ".";
  return hang("  ", fit + caution);
}

function metricTitle(metric: string): string {
  return metricNamed(metric)?.title ?? metric;
}

function unitOf(metric: string): string {
  return metricNamed(metric)?.unit ?? "";
}

/** Points beyond these are in the result only. */
const POINTS_TOLD = 40;

function pointLines({ points }: SweepResult, metric: string): string[] {
  const rows = points.slice(0, POINTS_TOLD).map(({ name, summary }) => {
    const value = summary.metrics[metric];
    if (value === undefined) return [printable(name), "–", ""];
    const { unit, missing, count } = value;
    const never = missing === 0 ? "" : `not in ${missing} of ${missing + count}`;
    return [
      printable(name),
      meanText(value, unit),
      [spanText(value, unit), never].filter(Boolean).join("; "),
    ];
  });
  const more = points.length - POINTS_TOLD;
  return [
    ...columns(rows, { indent: 2, widest: { 0: 60 } }),
    ...(more > 0 ? [`  … and ${more} more; result.json has them all`] : []),
  ];
}

/** An effect that chance explains too is not shown to be one. */
function sensitivityLines(rows: readonly Sensitivity[], unit: string): string[] {
  return columns(
    rows.map(({ factor, standing, effect, shown, coefficient, correlation }) => {
      const words = shown ? spanText(effect, unit) : "no effect shown";
      return [
        printable(factor),
        standing ?? "configured",
        meanText(effect, unit),
        [words, coefficientText(coefficient), correlationText(correlation)].filter(Boolean).join("; "),
      ];
    }),
    { indent: 2 },
  );
}

function coefficientText({ mean, low, high }: Sensitivity["coefficient"]): string {
  if (mean === null) return "";
  const span = low === null || high === null ? "" : ` (${hundredths(low)} to ${hundredths(high)})`;
  return `SRRC ${hundredths(mean)}${span}`;
}

function correlationText({ mean }: Sensitivity["correlation"]): string {
  return mean === null ? "" : `rank correlation ${hundredths(mean)}`;
}

function hundredths(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && Number(text) > 0 ? `−${text}` : text;
}
