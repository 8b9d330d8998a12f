/** What all charts share: colours by the page's CSS variables, axes, a legend that does not lie on the drawing. */
import type { EChartsCoreOption } from "echarts/core";

export const INK = "var(--ink)";
export const FAINT = "var(--faint)";
export const GRID = "var(--grid)";

/** Colours of series in their order: told apart also by people who do not see red and green. */
export const SERIES = [
  "var(--s1)",
  "var(--s2)",
  "var(--s3)",
  "var(--s4)",
  "var(--s5)",
  "var(--s6)",
  "var(--s7)",
  "var(--s8)",
];

export const TONES = {
  good: "var(--good)",
  warn: "var(--warn)",
  bad: "var(--bad)",
  idle: "var(--idle)",
} as const;

export type Tone = keyof typeof TONES;

const FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";

export const LEGEND = {
  top: 4,
  left: 64,
  icon: "roundRect",
  itemGap: 22,
  itemWidth: 16,
  itemHeight: 10,
  textStyle: { color: INK },
  inactiveColor: FAINT,
  borderColor: "transparent",
} as const;

/** Options of one grid, with what a chart adds. */
export function themed(option: Readonly<Record<string, unknown>>): EChartsCoreOption {
  return {
    animation: false,
    color: SERIES,
    textStyle: { fontFamily: FONT, color: INK, fontSize: 12 },
    grid: { left: 70, right: 24, top: 40, bottom: 48 },
    legend: LEGEND,
    tooltip: { confine: true, trigger: "axis", className: "tip" },
    ...option,
  };
}

export function valueAxis(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: "value",
    nameLocation: "middle",
    nameGap: 30,
    nameTextStyle: { color: FAINT },
    axisLabel: { color: INK, hideOverlap: true },
    axisLine: { show: true, onZero: false, lineStyle: { color: FAINT } },
    axisTick: { lineStyle: { color: FAINT } },
    splitLine: { lineStyle: { color: GRID } },
    minorSplitLine: { show: false },
    ...more,
  };
}

export function categoryAxis(
  data: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    ...valueAxis(),
    type: "category",
    data,
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { color: INK, width: 190, overflow: "truncate", interval: 0 },
    ...more,
  };
}

/** The unit in which a run's length reads best, in seconds. */
export interface TimeUnit {
  readonly name: string;
  readonly factor: number;
}

export function timeUnit(seconds: number): TimeUnit {
  if (seconds <= 300) return { name: "seconds", factor: 1 };
  if (seconds <= 4 * 3_600) return { name: "minutes", factor: 60 };
  if (seconds <= 4 * 86_400) return { name: "hours", factor: 3_600 };
  return { name: "days", factor: 86_400 };
}

/** The time of the run, from 0 to its end. */
export function timeAxis(end: number, unit: TimeUnit): Record<string, unknown> {
  return valueAxis({
    min: 0,
    max: end / unit.factor,
    name: `${unit.name} since the start of the run`,
    splitLine: { show: false },
  });
}
