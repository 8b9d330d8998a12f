/**
 * Latency distributions as plots of HDR histograms have them: each step to the right leaves a tenth of the requests, so that
 * the tail has as much room as the middle.
 */
import { duration, share as shareText } from "../text/format.js";
import type { Chart } from "./chart.js";
import { FAINT, INK, SERIES, themed, valueAxis } from "./theme.js";

export interface Distribution {
  readonly name: string;
  /** Share of the requests, 0 to 1, and milliseconds. */
  readonly points: readonly (readonly [number, number])[];
}

const LEAST_MS = 0.01;

/** Shares with a line of their own; the place is how many tenfold steps what is left has shrunk. */
const MARKED = [
  { share: 0.5, place: 0.301_03 },
  { share: 0.9, place: 1 },
  { share: 0.99, place: 2 },
  { share: 0.999, place: 3 },
  { share: 0.9999, place: 4 },
  { share: 0.99999, place: 5 },
] as const;

const TOLD = [0.5, 0.9, 0.99, 0.999, 1] as const;

export function percentileChart(title: string, distributions: readonly Distribution[]): Chart | undefined {
  const present = distributions.filter(({ points }) => points.length > 0);
  if (present.length === 0) return undefined;
  const placed = present.map(({ name, points }) => ({
    name,
    points: points.map(([share, value], index) => [placeOf(share, points[index - 1]?.[0]), value] as const),
  }));
  const end = Math.max(1, ...placed.flatMap(({ points }) => points.map(([place]) => place)));
  return {
    title,
    words: present
      .map(
        ({ name, points }) =>
          `${name}: half within ${at(points, 0.5)}, 99 % within ${at(points, 0.99)}, all within ${at(points, 1)}.`,
      )
      .join(" "),
    height: 340,
    tip: { x: { kind: "share" }, unit: "ms" },
    table: {
      caption: title,
      head: ["share of requests", ...present.map(({ name }) => name)],
      numeric: [0, ...present.map((_, index) => index + 1)],
      rows: TOLD.map((share) => [
        share === 1 ? "all" : shareText(share),
        ...present.map(({ points }) => at(points, share)),
      ]),
    },
    option: themed({
      grid: { left: 78, right: 24, top: 44, bottom: 56 },
      xAxis: valueAxis({
        min: 0,
        max: end,
        name: "share of the requests",
        nameGap: 34,
        axisLabel: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
      }),
      yAxis: valueAxis({ type: "log", name: "milliseconds, logarithmic", nameGap: 58 }),
      series: placed.map(({ name, points }, index) => ({
        name,
        type: "line",
        symbol: "none",
        lineStyle: {
          width: 2,
          type: index % 2 === 0 ? "solid" : "dashed",
          color: SERIES[index % SERIES.length],
        },
        itemStyle: { color: SERIES[index % SERIES.length] },
        data: points.map(([place, value]) => [place, Math.max(LEAST_MS, value)]),
        ...(index === 0 ? { markLine: shareLines(end) } : {}),
      })),
    }),
  };
}

/** How many tenfold steps; all of the requests stand half a step behind the last that is not all. */
function placeOf(share: number, before = 0): number {
  return share < 1
    ? Math.max(0, -Math.log10(1 - share))
    : -Math.log10(1 - Math.min(before, 0.999_999_9)) + 0.301_03;
}

function shareLines(end: number) {
  return {
    symbol: "none",
    silent: true,
    lineStyle: { color: FAINT, type: "dotted" },
    label: { position: "start", color: INK, formatter: "{b}", distance: 6 },
    data: MARKED.filter(({ place }) => place <= end).map(({ share, place }) => ({
      name: shareName(share),
      xAxis: place,
    })),
  };
}

function shareName(share: number): string {
  return `${Number((share * 100).toPrecision(7))} %`;
}

/** The first point whose share is not less. */
function at(points: Distribution["points"], share: number): string {
  const point = points.find(([known]) => known >= share - 1e-9) ?? points.at(-1);
  return point === undefined ? "—" : duration(point[1] / 1000);
}
