/**
 * Keywords and their shortest accepted spelling, as IBM's syntax diagrams write them: `VIPADEFine` is accepted from
 * `VIPADEF` up to `VIPADEFINE`, in any case. A word longer than the keyword is another word.
 */

/** A keyword whose required letters are capitals. */
export type Stem = string;

/** `VIPADEFine` → `VIPADEFINE`. */
export function fullWord(stem: Stem): string {
  return stem.toUpperCase();
}

/** `VIPADEFine` → `VIPADEF`. */
export function shortestWord(stem: Stem): string {
  return stem.replace(/[a-z]+$/, "");
}

/** Whether a folded word is an accepted spelling. */
export function matchesStem(word: string, stem: Stem): boolean {
  const full = fullWord(stem);
  return word === full || (full.startsWith(word) && word.length >= shortestWord(stem).length);
}

/** Rows by every accepted spelling. A full word comes before another keyword's short form. */
export class StemTable<Row> {
  private readonly rows = new Map<string, Row>();
  readonly words: readonly string[];

  constructor(entries: readonly (readonly [Stem, Row])[]) {
    this.words = entries.map(([stem]) => fullWord(stem));
    for (const [stem, row] of entries) this.rows.set(fullWord(stem), row);
    for (const [stem, row] of entries) this.addShortForms(stem, row);
  }

  find(word: string): Row | undefined {
    return this.rows.get(word);
  }

  private addShortForms(stem: Stem, row: Row): void {
    const full = fullWord(stem);
    for (let length = shortestWord(stem).length; length < full.length; length += 1) {
      const short = full.slice(0, length);
      if (!this.rows.has(short)) this.rows.set(short, row);
    }
  }
}
