/** What standing by costs, and what a change of state costs: processor time side by side. */
import { quantity } from "../text/format.js";
import type { Chart } from "./chart.js";
import { categoryAxis, SERIES, themed, valueAxis } from "./theme.js";

export interface ResourceRow {
  readonly name: string;
  readonly idleCpuSecondsPerHour: number;
  readonly idleMemoryMiB: number;
  readonly stateChangeCpuSeconds: number;
  readonly messages: number;
  readonly bytes: number;
  readonly restarts: number;
}

export function resourcesChart(rows: readonly ResourceRow[]): Chart {
  const kinds = [
    { name: "idle, an hour", value: ({ idleCpuSecondsPerHour }: ResourceRow) => idleCpuSecondsPerHour },
    {
      name: "state changes, the whole run",
      value: ({ stateChangeCpuSeconds }: ResourceRow) => stateChangeCpuSeconds,
    },
  ];
  return {
    title: "Processor time of standing by and of state changes",
    words: rows.map(resourceWords).join(" "),
    height: 110 + 56 * rows.length,
    tip: { x: { kind: "text" }, unit: "s" },
    table: {
      caption: "Idle and state-change resources",
      head: [
        "of",
        "idle processor time, an hour",
        "idle memory",
        "processor time of state changes",
        "group messages",
        "bytes",
        "restarts",
      ],
      numeric: [1, 2, 3, 4, 5, 6],
      rows: rows.map((row) => [
        row.name,
        quantity(row.idleCpuSecondsPerHour, "s"),
        quantity(row.idleMemoryMiB, "MiB"),
        quantity(row.stateChangeCpuSeconds, "s"),
        quantity(row.messages, "count"),
        quantity(row.bytes, "count"),
        quantity(row.restarts, "count"),
      ]),
    },
    option: themed({
      grid: { left: 210, right: 30, top: 40, bottom: 48 },
      tooltip: { confine: true, trigger: "axis", axisPointer: { type: "shadow" }, className: "tip" },
      xAxis: valueAxis({ name: "processor seconds" }),
      yAxis: categoryAxis(
        rows.map(({ name }) => name),
        { inverse: true },
      ),
      series: kinds.map(({ name, value }, index) => ({
        name,
        type: "bar",
        barMaxWidth: 18,
        itemStyle: { color: SERIES[index] },
        data: rows.map(value),
      })),
    }),
  };
}

function resourceWords({
  name,
  idleCpuSecondsPerHour,
  idleMemoryMiB,
  stateChangeCpuSeconds,
  restarts,
}: ResourceRow): string {
  return (
    `${name}: what stands by takes ${quantity(idleCpuSecondsPerHour, "s")} of processor time an hour and ${quantity(idleMemoryMiB, "MiB")}; ` +
    `state changes cost ${quantity(stateChangeCpuSeconds, "s")} and ${quantity(restarts, "count")} ${restarts === 1 ? "restart" : "restarts"}.`
  );
}
