/** Swim lanes: what a thing was, from when to when. */
import { clip, clock, duration } from "../text/format.js";
import type { Chart } from "./chart.js";
import { bandSeries, type Marks } from "./faults.js";
import { categoryAxis, INK, themed, timeAxis, timeUnit, valueAxis } from "./theme.js";

export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Stands in the lane: `SYSA`. */
  readonly name: string;
  /** What the tooltip and the table add. */
  readonly detail: string;
  readonly color: string;
}

export interface Lane {
  readonly name: string;
  readonly segments: readonly Segment[];
}

export interface LanesOptions {
  readonly title: string;
  readonly words: string;
  readonly end: number;
  readonly marks: Marks;
}

/** More lanes than this are no picture any more: the table has all. */
const LANES_MAX = 60;
const SEGMENTS_MAX = 400;
const LANE_HEIGHT = 30;
const PIXELS = 640;

export function lanesChart(lanes: readonly Lane[], { title, words, end, marks }: LanesOptions): Chart {
  const unit = timeUnit(end);
  const drawn = lanes.slice(0, LANES_MAX);
  const segments = drawn
    .flatMap(({ name, segments }, lane) => segments.map((segment) => ({ ...segment, lane, of: name })))
    .slice(0, SEGMENTS_MAX);
  const left = lanes.length - drawn.length;
  return {
    title,
    words: left === 0 ? words : `${words} ${left} more lanes are in the table.`,
    height: 90 + LANE_HEIGHT * drawn.length,
    tip: {
      unit: "",
      details: [
        segments.map(
          ({ of, name, detail, from, to }) =>
            `${of}: ${name}, ${spanText(from, to, end)}${detail === "" ? "" : `. ${detail}`}`,
        ),
      ],
    },
    table: {
      caption: title,
      head: ["what", "from", "to", "for", "was", "why"],
      numeric: [1, 2, 3],
      rows: lanes.flatMap(({ name: of, segments: all }) =>
        all.map(({ from, to, name, detail }) => [
          of,
          clock(from),
          clock(to),
          duration(to - from),
          name,
          detail,
        ]),
      ),
    },
    option: themed({
      grid: { left: 210, right: 24, top: 34, bottom: 48 },
      legend: { show: false },
      tooltip: { confine: true, trigger: "item", className: "tip" },
      xAxis: timeAxis(end, unit),
      yAxis: [
        categoryAxis(
          drawn.map(({ name }) => name),
          { inverse: true },
        ),
        valueAxis({ show: false, min: 0, max: drawn.length, inverse: true }),
      ],
      series: [
        {
          name: title,
          type: "scatter",
          yAxisIndex: 1,
          symbolSize: 1,
          itemStyle: { opacity: 0 },
          data: segments.map(({ from, to, lane }) => [(from + to) / 2 / unit.factor, lane + 0.5]),
          markArea: {
            label: { position: "inside", color: "var(--on-lane)", fontSize: 11, overflow: "truncate" },
            data: segments.map(({ from, to, name, color, lane }) => [
              {
                name: clip(name, 40),
                xAxis: from / unit.factor,
                yAxis: lane + 0.14,
                itemStyle: { color },
                label: { width: ((to - from) / end) * PIXELS, show: ((to - from) / end) * PIXELS > 30 },
              },
              { xAxis: to / unit.factor, yAxis: lane + 0.86 },
            ]),
          },
        },
        {
          ...bandSeries("fault", marks.bands, unit, "var(--band-fault)"),
          markLine: beginnings(marks, unit.factor),
          markArea: undefined,
        },
      ],
    }),
  };
}

/** In lanes a fault is a line where it begins: a band would hide them. */
function beginnings({ bands, moments }: Marks, factor: number) {
  const all = [...bands.map(({ from, name }) => ({ at: from, name })), ...moments].slice(0, 40);
  return {
    symbol: "none",
    silent: true,
    lineStyle: { color: INK, type: "dashed", width: 1 },
    label: { color: INK, fontSize: 11, formatter: "{b}", position: "start" },
    data: all.map(({ at, name }) => ({ name: clip(name, 24), xAxis: at / factor })),
  };
}

function spanText(from: number, to: number, end: number): string {
  return `${clock(from)} to ${to === end ? "the end" : clock(to)} (${duration(to - from)})`;
}
