/** The messages that the models write, and whether their wording is IBM's. */
import { messageTables, type MessageRow } from "@sysplex/scenario";
import { argumentNames } from "./diagnostics.js";
import type { ReferenceTable } from "./table.js";

export function messageReference(): readonly ReferenceTable[] {
  return messageTables.map(({ writer, rows }) => ({
    title: `Messages of ${writer}`,
    introduction: "",
    columns: ["id", "standing", "text"],
    rows: rows.map((row) => ({ id: row.id, standing: row.standing, text: templateOf(row) })),
  }));
}

/** The text with the names of its arguments in place of their values. */
function templateOf({ text }: MessageRow): string {
  const values = argumentNames(text).map((name) => ARGUMENTS[name] ?? `‹${name}›`);
  return text(...(values as never[]));
}

/** Arguments that a text takes apart: stacks, which are named by system and job, and rates. */
const ARGUMENTS: Readonly<Record<string, unknown>> = {
  from: "‹system›/‹job›",
  to: "‹system›/‹job›",
  target: "‹system›/‹job›",
  rates: { tcsr: "‹tcsr›", cer: "‹cer›", sef: "‹sef›" },
};
