/**
 * A chart: plain options that the server draws as SVG and the browser makes interactive, with words and a table behind it.
 *
 * Options are JSON: no function stands in them, so that both sides draw the same. Colours are CSS variables of the page, so
 * that light, dark and print need one drawing.
 */
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import {
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { Markup, printable } from "../html/markup.js";
import { clip } from "../text/format.js";
import type { Table } from "../html/table.js";

use([BarChart, LineChart, ScatterChart, SVGRenderer]);
use([GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent]);

export interface Chart {
  readonly title: string;
  /** What a reader is to see in it, in words: also the text alternative. */
  readonly words: string;
  readonly height: number;
  readonly option: EChartsCoreOption;
  readonly tip: Tip;
  readonly table: Table;
}

/** What the browser's tooltip says; texts, never markup. */
export interface Tip {
  /** How the value of the x axis reads, and how many of its base units are one of the axis: seconds. */
  readonly x?: { readonly kind: "time" | "share" | "text"; readonly factor?: number };
  /** The unit of the values. */
  readonly unit?: string;
  /** By series and item: in place of values. */
  readonly details?: readonly (readonly string[])[];
}

/** Pixels of the drawing that is printed; on a screen it is as wide as the page. */
const WIDTH = 900;

/** The same options give the same text: ids that count up with every chart of a process are taken out. */
export function svgOf({ option, height }: Chart, id: string): Markup {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    chart.setOption(withoutMarks(option));
    return Markup.of(tidied(chart.renderToSVGString(), id));
  } finally {
    chart.dispose();
  }
}

/** More than this nobody reads in a chart. */
const TEXT_MAX = 400;

/** Control characters would break the drawing as they would break the page; endless texts would fill it. */
export function withoutMarks<Option>(option: Option): Option {
  return JSON.parse(
    JSON.stringify(option, (_key, part: unknown) =>
      typeof part === "string" ? clip(printable(part), TEXT_MAX) : part,
    ),
  ) as Option;
}

function tidied(svg: string, id: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ (?:class|ecmeta_\w+)="[^"]*"/g, "")
    .replace(/ xmlns(?::xlink)?="[^"]*"/g, "")
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/^<svg width="\d+" height="\d+"/, `<svg aria-hidden="true" focusable="false"`);
}
