/** What was done to the system, as bands and lines over time: a fault lasts until its object is repaired. */
import type { RunResult, ServiceResult } from "@sysplex/scenario";
import { clip } from "../text/format.js";
import { FAINT, INK, type TimeUnit } from "./theme.js";

export interface Band {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

export interface Marks {
  readonly bands: readonly Band[];
  /** What neither begins nor ends a fault: `set`, `command`, `rotate`. */
  readonly moments: readonly { readonly at: number; readonly name: string }[];
}

const BEGINS = /^(?:fail|hang|stop|slow|partition|leak|fill|kill|drop)\b/;
const ENDS = /^(?:ipl|start|heal|resume|restart|free)\b/;

/** An entry that the run refused did nothing, and is left out. */
export function faultMarks({ timeline, simulatedSeconds }: RunResult): Marks {
  const done = timeline.filter(({ refusal }) => refusal === undefined);
  const open: { from: number; name: string; object: string }[] = [];
  const bands: Band[] = [];
  const moments: { at: number; name: string }[] = [];
  for (const { at, what } of done) {
    const object = objectOf(what);
    if (BEGINS.test(what)) open.push({ from: at, name: what, object });
    else if (ENDS.test(what)) {
      const ended = open.filter((fault) => isPartOf(fault.object, object));
      for (const fault of ended) {
        open.splice(open.indexOf(fault), 1);
        bands.push({ from: fault.from, to: at, name: fault.name });
      }
      moments.push({ at, name: what });
    } else moments.push({ at, name: what });
  }
  for (const { from, name } of open) bands.push({ from, to: simulatedSeconds, name });
  return { bands: bands.toSorted((a, b) => a.from - b.from), moments };
}

/** `SYSA/TCPIP` of `stop SYSA/TCPIP for 3m`; for two objects, both. */
function objectOf(what: string): string {
  return what.replace(/^\S+\s*/, "");
}

/** An IPL of SYSA repairs whatever was wrong on SYSA. */
function isPartOf(fault: string, repaired: string): boolean {
  const [word = ""] = repaired.split(/\s/);
  return (
    fault === repaired || fault === word || fault.startsWith(`${word}/`) || fault.startsWith(`${repaired} `)
  );
}

/** A series without values that carries the bands, so that the legend names them and can take them away. */
export function bandSeries(
  name: string,
  bands: readonly Band[],
  unit: TimeUnit,
  color: string,
  isLabelled = true,
) {
  return {
    name,
    type: "line",
    data: [],
    symbol: "none",
    itemStyle: { color },
    lineStyle: { color, width: 8 },
    markArea: {
      z: 0,
      itemStyle: { color },
      label: { show: isLabelled, color: INK, fontSize: 11, position: "insideTopLeft" },
      data: bands.map(({ from, to, name: label }, index) => [
        {
          name: clip(label, 32),
          xAxis: from / unit.factor,
          label: { distance: 4 + (index % 4) * 15 },
        },
        { xAxis: to / unit.factor },
      ]),
    },
  };
}

export function momentSeries(moments: Marks["moments"], unit: TimeUnit) {
  return {
    name: "repairs and commands",
    type: "line",
    data: [],
    symbol: "none",
    itemStyle: { color: FAINT },
    lineStyle: { color: FAINT, type: "dashed", width: 1 },
    markLine: {
      symbol: "none",
      lineStyle: { color: FAINT, type: "dashed", width: 1 },
      label: { color: INK, fontSize: 11, position: "insideEndBottom", formatter: "{b}" },
      data: moments.slice(0, 40).map(({ at, name }) => ({ name: clip(name, 32), xAxis: at / unit.factor })),
    },
  };
}

export function outageBands({ outages }: ServiceResult, end: number): Band[] {
  return outages.slice(0, 200).map(({ from, to }) => ({ from, to: to ?? end, name: "no service" }));
}
