/** Estimates as points, their intervals as bars: what is compared, and which knob moves a metric how far. */
import type { IntervalResult } from "../input/report-input.js";
import { quantity } from "../text/format.js";
import { intervalText } from "../text/interval.js";
import type { Chart } from "./chart.js";
import { FAINT, SERIES, themed, valueAxis, categoryAxis } from "./theme.js";

export interface IntervalRow {
  readonly name: string;
  readonly interval: IntervalResult;
  readonly note: string;
}

export interface IntervalChartOptions {
  readonly title: string;
  readonly words: string;
  readonly unit: string;
}

const UNITS: Readonly<Record<string, string>> = {
  s: "seconds",
  ms: "milliseconds",
  share: "share",
  count: "",
};

export function intervalChart(
  rows: readonly IntervalRow[],
  { title, words, unit }: IntervalChartOptions,
): Chart {
  const drawn = rows.filter(({ interval }) => interval.mean !== null).slice(0, 30);
  return {
    title,
    words,
    height: 90 + 30 * drawn.length,
    tip: {
      unit,
      details: [
        drawn.map(
          ({ name, interval, note }) =>
            `${name}: ${intervalText(interval, unit)}${note === "" ? "" : `, ${note}`}`,
        ),
      ],
    },
    table: {
      caption: title,
      head: ["what", "estimate", "from", "to", "note"],
      numeric: [1, 2, 3],
      rows: rows.map(({ name, interval: { mean, low, high }, note }) => [
        name,
        ...[mean, low, high].map((value) => quantity(value, unit)),
        note,
      ]),
    },
    option: themed({
      grid: { left: 230, right: 30, top: 16, bottom: 48 },
      legend: { show: false },
      tooltip: { confine: true, trigger: "item", className: "tip" },
      xAxis: valueAxis({ name: UNITS[unit] ?? unit }),
      yAxis: categoryAxis(
        drawn.map(({ name }) => name),
        { inverse: true },
      ),
      series: [
        {
          name: title,
          type: "scatter",
          symbolSize: 11,
          z: 4,
          itemStyle: { color: SERIES[0] },
          data: drawn.map(({ interval: { mean } }, index) => [mean, index]),
          markLine: {
            symbol: "none",
            silent: true,
            label: { show: false },
            lineStyle: { color: FAINT },
            data: [{ xAxis: 0 }],
          },
        },
        {
          name: "interval",
          type: "line",
          silent: true,
          symbol: "none",
          connectNulls: false,
          lineStyle: { color: SERIES[0], width: 5, opacity: 0.45 },
          data: drawn.flatMap(({ interval: { low, high } }, index) => [
            [low, index],
            [high, index],
            [null, null],
          ]),
        },
      ],
    }),
  };
}
