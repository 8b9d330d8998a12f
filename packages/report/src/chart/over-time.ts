/** Latency over time, and requests by outcome, with every fault and every outage behind them. */
import type { RunResult, SeriesResult, ServiceResult } from "@sysplex/scenario";
import { clock, counted, duration, millis, number } from "../text/format.js";
import type { Chart } from "./chart.js";
import { bandSeries, faultMarks, momentSeries, outageBands } from "./faults.js";
import { themed, timeAxis, timeUnit, TONES, valueAxis, type TimeUnit } from "./theme.js";

/** Nothing is faster, and a logarithmic axis has no 0. */
const LEAST_MS = 0.01;

const LATENCIES = [
  { key: "max", name: "longest", color: "var(--s4)", width: 1, type: "dotted" },
  { key: "p99", name: "99th percentile", color: "var(--s2)", width: 1.5, type: "solid" },
  { key: "p50", name: "median", color: "var(--s1)", width: 2.5, type: "solid" },
] as const;

export function latencyOverTime(run: RunResult, name: string, service: ServiceResult): Chart | undefined {
  const { series } = service;
  if (series === undefined) return undefined;
  const unit = timeUnit(run.simulatedSeconds);
  return {
    title: `Latency over time: ${name}`,
    words:
      `Each point is what requests met that were due in a stretch of ${duration(series.stretchSeconds)}; ` +
      `where no request succeeded there is no point. ${outageWords(service)}`,
    height: 360,
    tip: { x: { kind: "time", factor: unit.factor }, unit: "ms" },
    table: seriesTable(`Latency and outcome of requests to ${name} over time`, series),
    option: themed({
      grid: { left: 78, right: 24, top: 44, bottom: 48 },
      xAxis: timeAxis(run.simulatedSeconds, unit),
      yAxis: valueAxis({ type: "log", name: "milliseconds, logarithmic", nameGap: 58 }),
      series: [
        ...LATENCIES.map(({ key, name: label, color, width, type }) => ({
          name: label,
          type: "line",
          symbol: "none",
          step: "end",
          itemStyle: { color },
          lineStyle: { color, width, type },
          data: points(series, series[key], unit).map(([x, value]) => [
            x,
            value === null ? null : Math.max(LEAST_MS, value),
          ]),
        })),
        ...behind(run, service, unit),
      ],
    }),
  };
}

export function requestsOverTime(run: RunResult, name: string, service: ServiceResult): Chart | undefined {
  const { series, requests } = service;
  if (series === undefined) return undefined;
  const unit = timeUnit(run.simulatedSeconds);
  const unfinished = series.sent.map(
    (sent, index) => sent - (series.succeeded[index] ?? 0) - (series.failed[index] ?? 0),
  );
  const kinds = [
    { name: "succeeded", color: TONES.good, values: series.succeeded },
    { name: "failed", color: TONES.bad, values: series.failed },
    { name: "not ended", color: TONES.idle, values: unfinished },
  ];
  return {
    title: `Requests by outcome: ${name}`,
    words:
      `Of ${counted(requests.sent, "request")}, ${number(requests.succeeded)} succeeded and ${number(requests.failed)} failed; ` +
      `${counted(requests.retried, "attempt")} were retries. Counted by when they were due, in stretches of ${duration(series.stretchSeconds)}.`,
    height: 280,
    tip: { x: { kind: "time", factor: unit.factor }, unit: "requests" },
    table: outcomeTable(name, service),
    option: themed({
      grid: { left: 78, right: 24, top: 44, bottom: 48 },
      xAxis: timeAxis(run.simulatedSeconds, unit),
      yAxis: valueAxis({ name: "requests a stretch", nameGap: 58 }),
      series: [
        ...kinds.map(({ name: label, color, values }) => ({
          name: label,
          type: "line",
          stack: "requests",
          step: "end",
          symbol: "none",
          itemStyle: { color },
          lineStyle: { width: 0, color },
          areaStyle: { color, opacity: 0.75 },
          data: points(series, values, unit),
        })),
        ...behind(run, service, unit),
      ],
    }),
  };
}

function behind(run: RunResult, service: ServiceResult, unit: TimeUnit) {
  const { bands, moments } = faultMarks(run);
  return [
    bandSeries("fault", bands, unit, "var(--band-fault)"),
    bandSeries("no service", outageBands(service, run.simulatedSeconds), unit, "var(--band-outage)", false),
    ...(moments.length === 0 ? [] : [momentSeries(moments, unit)]),
  ];
}

/** Steps: a value holds from the beginning of its stretch to the next. */
function points<Value>(
  series: SeriesResult,
  values: readonly Value[],
  { factor }: TimeUnit,
): [number, Value][] {
  return values.map((value, index) => [(series.fromSeconds + index * series.stretchSeconds) / factor, value]);
}

function outageWords({ outages, outageSeconds, probeSeconds }: ServiceResult): string {
  if (probeSeconds === null) return "Nothing probed the service.";
  if (outages.length === 0) return "The probe saw no outage.";
  const all = outages
    .slice(0, 3)
    .map(({ from, to }) => `${clock(from)} to ${to === null ? "the end" : clock(to)}`);
  const more = outages.length > 3 ? " and later" : "";
  return `There was no service for ${duration(outageSeconds)}: ${all.join(", ")}${more}.`;
}

function seriesTable(caption: string, series: SeriesResult) {
  return {
    caption,
    head: ["from", "sent", "succeeded", "failed", "median", "90th percentile", "99th percentile", "longest"],
    numeric: [0, 1, 2, 3, 4, 5, 6, 7],
    rows: series.sent.map((sent, index) => [
      clock(series.fromSeconds + index * series.stretchSeconds),
      sent,
      series.succeeded[index] ?? 0,
      series.failed[index] ?? 0,
      ...[series.p50, series.p90, series.p99, series.max].map((values) => millis(values[index] ?? null)),
    ]),
  };
}

function outcomeTable(name: string, { requests }: ServiceResult) {
  const { byFailure, ...counts } = requests;
  return {
    caption: `Requests to ${name} by outcome, and failed attempts by kind`,
    head: ["what", "count"],
    numeric: [1],
    rows: [
      ...Object.entries(counts).map(([what, count]) => [what, number(count)]),
      ...Object.entries(byFailure).map(([kind, count]) => [`attempts that failed: ${kind}`, number(count)]),
    ],
  };
}
