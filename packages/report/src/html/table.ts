/** Tables: what stands in a cell is text, and a long table says what it leaves out. */
import { clip } from "../text/format.js";
import { markup, NOTHING, type Content, type Markup } from "./markup.js";

export type Cell = string | number | Markup;

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns of figures, which are set to the right. */
  readonly numeric?: readonly number[];
}

/** What a table may hold at most; the rest is in the result. */
export interface TableLimits {
  readonly rows: number;
  readonly cellCharacters: number;
}

export function tableMarkup({ caption, head, rows, numeric = [] }: Table, limits: TableLimits): Markup {
  const cell = (content: Cell): Content =>
    typeof content === "string" ? clip(content, limits.cellCharacters) : content;
  const kind = (column: number): Markup => (numeric.includes(column) ? markup` class="figure"` : NOTHING);
  const row = (cells: readonly Cell[]): Markup =>
    markup`<tr>${cells.map((content, column) =>
      column === 0
        ? markup`<th scope="row"${kind(column)}>${cell(content)}</th>`
        : markup`<td${kind(column)}>${cell(content)}</td>`,
    )}</tr>`;
  const left = rows.length - limits.rows;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((name, column) => markup`<th scope="col"${kind(column)}>${name}</th>`)}</tr></thead>
<tbody>${rows.slice(0, limits.rows).map(row)}</tbody>
</table></div>
${left > 0 ? markup`<p class="note">${left} more rows are in the JSON result.</p>` : NOTHING}`;
}
