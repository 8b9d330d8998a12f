/** Statements that are a list of keywords in any order: each is either handled, or skipped with its values. */
import { fullWord, StemTable } from "../stem.js";
import type { KeywordTable } from "../keywords.js";
import type { Draft } from "./draft.js";
import type { Operands } from "./operands.js";

/** What a keyword does, by its full word; it takes its values from the operands itself. */
export type KeywordHandlers = Readonly<Record<string, (operands: Operands, draft: Draft) => void>>;

/** Makes a resolver out of a table of keywords; each counts as soon as it is read. */
export function keywordResolver(
  keywords: KeywordTable,
  handlers: KeywordHandlers,
): (operands: Operands, draft: Draft) => void {
  const table = new StemTable(
    Object.entries(keywords).map(([stem, values]) => [stem, { name: fullWord(stem), values }] as const),
  );
  return (operands, draft) => {
    for (let token = operands.peek; token !== undefined; token = operands.peek) {
      const keyword = table.find(token.word);
      if (keyword === undefined) {
        operands.unknown();
        return;
      }
      operands.next();
      handlers[keyword.name]?.(operands, draft);
      for (let value = 0; value < keyword.values; value += 1) operands.word(`a value of ${keyword.name}`);
    }
  };
}
