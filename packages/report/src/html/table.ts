/** Tables: what stands in a cell is text, and a long table says what it leaves out. */
import { clip } from "../text/format.js";
import { markup, Markup, NOTHING, type Content } from "./markup.js";

export type Cell = string | number | Markup;

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns of figures, which are set to the right. */
  readonly numeric?: readonly number[];
}

/** Rows of one table; the rest is in the result. */
export const ROWS_MAX = 500;
const CELL_MAX = 1_000;

export function tableMarkup({ caption, head, rows, numeric = [] }: Table): Markup {
  const cell = (content: Cell): Content => (typeof content === "string" ? clip(content, CELL_MAX) : content);
  const kind = (column: number): Markup => (numeric.includes(column) ? markup` class="figure"` : NOTHING);
  const row = (cells: readonly Cell[]): Markup =>
    markup`<tr>${cells.map((content, column) =>
      column === 0
        ? markup`<th scope="row"${kind(column)}>${cell(content)}</th>`
        : markup`<td${kind(column)}>${cell(content)}</td>`,
    )}</tr>`;
  const left = rows.length - ROWS_MAX;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((name, column) => markup`<th scope="col"${kind(column)}>${name}</th>`)}</tr></thead>
<tbody>${rows.slice(0, ROWS_MAX).map(row)}</tbody>
</table></div>
${left > 0 ? markup`<p class="note">${left} more rows are in the JSON result.</p>` : NOTHING}`;
}
