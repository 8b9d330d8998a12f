/** Entries that a registry keeps as UP while nothing serves behind them. */
import type { RunResult } from "@sysplex/scenario";
import { clock, counted, duration } from "../text/format.js";
import type { Chart } from "./chart.js";
import { bandSeries, faultMarks } from "./faults.js";
import { themed, timeAxis, timeUnit, valueAxis } from "./theme.js";

export function staleChart(run: RunResult): Chart | undefined {
  const { zowe, simulatedSeconds: end } = run;
  if (zowe === null || zowe.staleEntries.length === 0) return undefined;
  const unit = timeUnit(end);
  const registries = [...new Set(zowe.staleEntries.map(({ discovery }) => discovery))];
  const { staleEntries: most = null, staleEntriesAtEnd: left = null, staleTime = null } = zowe.metrics;
  return {
    title: "Stale registry entries",
    words:
      `At most ${counted(most ?? 0, "entry").replace("entrys", "entries")} of one Discovery named something that was gone, ` +
      `for ${staleTime === null ? "no time" : duration(staleTime)} at the longest; ${left ?? 0} when the run ends.`,
    height: 240,
    tip: { x: { kind: "time", factor: unit.factor }, unit: "entries" },
    table: {
      caption: "Stale registry entries, from when on",
      head: ["from", "registry", "entries"],
      numeric: [0, 2],
      rows: zowe.staleEntries.map(({ at, discovery, count }) => [clock(at), discovery, count]),
    },
    option: themed({
      xAxis: timeAxis(end, unit),
      yAxis: valueAxis({ minInterval: 1, name: "entries", nameGap: 40 }),
      series: [
        ...registries.map((registry) => {
          const rows = zowe.staleEntries.filter(({ discovery }) => discovery === registry);
          const steps = rows.map(({ at, count }) => [at / unit.factor, count]);
          return {
            name: registry,
            type: "line",
            step: "end",
            symbol: "none",
            areaStyle: { opacity: 0.15 },
            data: [[0, 0], ...steps, [end / unit.factor, rows.at(-1)?.count ?? 0]],
          };
        }),
        bandSeries("fault", faultMarks(run).bands, unit, "var(--band-fault)"),
      ],
    }),
  };
}
