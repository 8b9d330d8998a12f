/** The seconds explained: bars whose parts add up to the whole. */
import { DELAY_CAUSES, type Explanation, type FailoverResult } from "@sysplex/scenario";
import type { ComparisonResult } from "../input/report-input.js";
import { clip, clock, duration } from "../text/format.js";
import type { Chart } from "./chart.js";
import { categoryAxis, LEGEND, SERIES, themed, valueAxis } from "./theme.js";

const PHASES = ["detect", "decide", "move", "accept", "recover"] as const;

/** Failovers drawn; the table has all. */
const BARS_MAX = 12;

/** A part this small has no room for its name. */
const LABEL_SHARE = 0.05;

/** Failovers that ended: each second has one cause. */
export function failoversExplained(service: string, failovers: readonly FailoverResult[]): Chart | undefined {
  const ended = failovers.filter(({ timeToFailoverSeconds }) => timeToFailoverSeconds !== null);
  if (ended.length === 0) return undefined;
  const drawn = ended.slice(0, BARS_MAX);
  const longest = Math.max(...drawn.map(({ timeToFailoverSeconds }) => timeToFailoverSeconds ?? 0));
  const parts = Math.max(...drawn.map(({ explanation }) => explanation.length));
  const causes = [...new Set(drawn.flatMap(({ explanation }) => explanation.map(causeOf)))];
  const colorOf = (cause: string): string => SERIES[causes.indexOf(cause) % SERIES.length] as string;
  const series = Array.from({ length: parts }, (_, part) => ({
    name: `part ${part + 1}`,
    type: "bar",
    stack: "seconds",
    barMaxWidth: 34,
    data: drawn.map(({ explanation }) => {
      const told = explanation[part];
      const seconds = told?.seconds ?? 0;
      return {
        value: seconds,
        itemStyle: {
          color: told === undefined ? "transparent" : colorOf(causeOf(told)),
          borderColor: "var(--paper)",
          borderWidth: 1,
        },
        label: {
          show: seconds > LABEL_SHARE * longest,
          formatter: duration(seconds),
          color: "var(--on-lane)",
          position: "inside",
        },
      };
    }),
  }));
  const causeNames = causes.map((cause) => ({
    name: causeTitle(cause),
    type: "bar",
    stack: "seconds",
    itemStyle: { color: colorOf(cause) },
    data: [],
  }));
  return {
    title: `The seconds explained: ${service}`,
    words: `${drawn.map(sumWords).join(" ")}`,
    height: 110 + 52 * drawn.length,
    tip: {
      unit: "s",
      details: Array.from({ length: parts }, (_, part) =>
        drawn.map(({ explanation }) => {
          const told = explanation[part];
          return told === undefined
            ? ""
            : `${duration(told.seconds ?? 0)} to ${told.phase}: ${told.because} (${told.standing})`;
        }),
      ),
    },
    table: explanationTable(service, failovers),
    option: themed({
      grid: { left: 210, right: 30, top: 36, bottom: 48 },
      legend: { ...LEGEND, data: causes.map(causeTitle), left: 8, right: 8, selectedMode: false },
      tooltip: { confine: true, trigger: "item", className: "tip" },
      xAxis: valueAxis({ name: "seconds" }),
      yAxis: categoryAxis(drawn.map(failoverName), { inverse: true }),
      series: [...series, ...causeNames],
    }),
  };
}

/** The mean outage of each variant by cause. */
export function outageByCause({ variants, summaries, metrics }: ComparisonResult): Chart | undefined {
  const causes = [
    ...new Set(variants.flatMap((name) => Object.keys(summaries[name]?.outageSecondsByCause ?? {}))),
  ].toSorted((a, b) => placeOf(a) - placeOf(b));
  if (causes.length === 0) return undefined;
  const total = (name: string): number =>
    Object.values(summaries[name]?.outageSecondsByCause ?? {}).reduce((sum, seconds) => sum + seconds, 0);
  const title = (cause: string): string =>
    (
      metrics[`outageSeconds${cause.charAt(0).toUpperCase()}${cause.slice(1)}`]?.title ?? causeTitle(cause)
    ).replace("Outage by cause: ", "");
  const most = Math.max(...variants.map(total));
  return {
    title: "The seconds explained",
    words: `Mean outage of a run, by what each second waited for: ${variants.map((name) => `${name} ${duration(total(name))}`).join(", ")}.`,
    height: 120 + 52 * variants.length,
    tip: { x: { kind: "text" }, unit: "s" },
    table: {
      caption: "Mean outage of a run by cause",
      head: ["cause", ...variants],
      numeric: variants.map((_, index) => index + 1),
      rows: [
        ...causes.map((cause) => [
          title(cause),
          ...variants.map((name) => duration(summaries[name]?.outageSecondsByCause[cause] ?? 0)),
        ]),
        ["all", ...variants.map((name) => duration(total(name)))],
      ],
    },
    option: themed({
      grid: { left: 210, right: 30, top: 62, bottom: 48 },
      legend: { ...LEGEND, left: 8, right: 8 },
      tooltip: { confine: true, trigger: "axis", axisPointer: { type: "shadow" }, className: "tip" },
      xAxis: valueAxis({ name: "seconds" }),
      yAxis: categoryAxis(variants, { inverse: true }),
      series: causes.map((cause, index) => ({
        name: title(cause),
        type: "bar",
        stack: "seconds",
        barMaxWidth: 34,
        itemStyle: { color: SERIES[index % SERIES.length], borderColor: "var(--paper)", borderWidth: 1 },
        label: { show: false },
        data: variants.map((name) => {
          const seconds = summaries[name]?.outageSecondsByCause[cause] ?? 0;
          return {
            value: seconds,
            label: {
              show: seconds > LABEL_SHARE * most,
              formatter: duration(seconds),
              color: "var(--on-lane)",
              position: "inside",
            },
          };
        }),
      })),
    }),
  };
}

/** Results of older versions tell the phase only. */
function causeOf({ cause, phase }: Partial<Pick<Explanation, "cause">> & Pick<Explanation, "phase">): string {
  return cause ?? phase;
}

/** In the order in which they usually come: what was under way, what the failover waited for, the next probe. */
function placeOf(cause: string): number {
  return [
    "inFlight",
    ...DELAY_CAUSES.filter((known) => known !== "unexplained"),
    "probe",
    "unexplained",
  ].indexOf(cause);
}

/** `statusInterval` reads as `status interval`. */
function causeTitle(cause: string): string {
  return cause.replace(
    /([a-z])([A-Z])/g,
    (_match, end: string, begin: string) => `${end} ${begin.toLowerCase()}`,
  );
}

export function failoverName({ cause, at, kind }: FailoverResult): string {
  return `${clip(cause, 24)}, ${clock(at)} (${kind})`;
}

function sumWords({ kind, cause, phases, timeToFailoverSeconds }: FailoverResult): string {
  const parts = PHASES.flatMap((phase) => {
    const seconds = phases?.[phase] ?? 0;
    return seconds === 0 ? [] : [`${duration(seconds)} to ${phase}`];
  });
  return `${clip(cause, 60)}: the ${kind} took ${duration(timeToFailoverSeconds ?? 0)} = ${parts.join(" + ")}.`;
}

function explanationTable(service: string, failovers: readonly FailoverResult[]) {
  return {
    caption: `What each second of the failovers of ${service} waited for`,
    head: ["failover", "phase", "cause", "time", "because", "standing", "source", "parameters"],
    numeric: [3],
    rows: failovers.flatMap((failover) =>
      failover.explanation.map(({ phase, cause, seconds, because, standing, source, parameters }) => [
        failoverName(failover),
        phase,
        causeTitle(causeOf({ cause, phase })),
        seconds === null ? "to the end" : duration(seconds),
        because,
        standing,
        source,
        parameters.join(", "),
      ]),
    ),
  };
}
