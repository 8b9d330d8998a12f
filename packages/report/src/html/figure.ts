/** A chart in the page: the drawing for print and for a browser without scripts, the place of the live one, the table. */
import { svgOf, withoutMarks, type Chart } from "../chart/chart.js";
import { markup, type Markup } from "./markup.js";
import { tableMarkup, type Table, type TableLimits } from "./table.js";

/** What the page's script makes live. */
export interface LiveChart {
  readonly id: string;
  readonly option: Chart["option"];
  readonly tip: Chart["tip"];
}

/** How much one page tells in full. */
export interface PageLimits extends TableLimits {
  readonly runs: number;
  /** Of each run, with charts of their own. */
  readonly services: number;
  /** Of the texts of files, all together. */
  readonly sourceCharacters: number;
}

/** The figures and tables of one page: each figure gets an id, and is told to the script. */
export class Figures {
  readonly live: LiveChart[] = [];

  constructor(readonly limits: PageLimits) {}

  table(table: Table): Markup {
    return tableMarkup(table, this.limits);
  }

  draw(chart: Chart): Markup {
    const id = `c${this.live.length + 1}`;
    this.live.push({ id, option: withoutMarks(chart.option), tip: withoutMarks(chart.tip) });
    return markup`<figure id="${id}">
<figcaption><strong>${chart.title}.</strong> ${chart.words}</figcaption>
<div class="drawn" role="img" aria-label="${chart.title}. ${chart.words}">${svgOf(chart, id)}</div>
<div class="live" data-height="${chart.height}" tabindex="0" role="application" aria-roledescription="chart" aria-label="${chart.title}. ${chart.words} Arrow keys read its values." hidden></div>
<p class="said" aria-live="polite"></p>
<details><summary>The figures as a table</summary>${this.table(chart.table)}</details>
</figure>`;
  }
}
