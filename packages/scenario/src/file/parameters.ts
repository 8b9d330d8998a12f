/** `parameters:` and the `set` verb: names and raw values, read by the tables of the models that own them. */
import type { AnyParameter, AnyParameterTable } from "@sysplex/sim-core";
import { type Diagnostic, type SourceRange, diagnose, didYouMean } from "@sysplex/sysplex";
import { scenarioDiagnostics } from "./diagnostics.js";
import type { ParameterOverride } from "./scenario-document.js";

/** Values in place of defaults, by scope and row: what `parameterValues` of each table takes. */
export type ParameterOverrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Rows that have moved, by the name that they had. */
const FORMER_NAMES: Readonly<Record<string, string>> = {
  "zowe.zosmfJwtLifetime": "zosmf.jwtLifetime",
  "zowe.sharedZosmfTokens": "zosmf.sharedJwtKey",
  "zowe.zosmfRemembersLogout": "zosmf.remembersLogout",
};

/** The name of a row today. */
export function parameterName(name: string): string {
  return FORMER_NAMES[name] ?? name;
}

/** Every row of every table by its full name: `zosmf.startDuration`. */
function rowsByName(tables: readonly AnyParameterTable[]) {
  const rows = new Map<string, { scope: string; key: string; row: AnyParameter }>();
  for (const { scope, rows: tableRows } of tables) {
    for (const [key, row] of Object.entries(tableRows)) rows.set(`${scope}.${key}`, { scope, key, row });
  }
  return rows;
}

/** Reads overrides; of two with one name the later counts, so that a command line can follow a file. */
export function readParameters(
  overrides: readonly ParameterOverride[],
  tables: readonly AnyParameterTable[],
): { readonly overrides: ParameterOverrides; readonly diagnostics: readonly Diagnostic[] } {
  const rows = rowsByName(tables);
  const values: Record<string, Record<string, unknown>> = {};
  const diagnostics: Diagnostic[] = [];
  for (const { scope } of tables) values[scope] = {};
  for (const { name, raw, nameRange, range } of overrides) {
    const known = rows.get(parameterName(name));
    if (known === undefined) {
      const suggestion = suggestParameter(name, [...rows.keys()]);
      diagnostics.push(diagnose(scenarioDiagnostics, "UNKNOWN_PARAMETER", nameRange, name, suggestion));
      continue;
    }
    const reading = readRaw(known.row, raw);
    if (reading.ok) (values[known.scope] ??= {})[known.key] = reading.value as unknown;
    else diagnostics.push(diagnose(scenarioDiagnostics, "BAD_PARAMETER", range, name, reading.problem));
  }
  return { overrides: values, diagnostics };
}

/** A choice such as 2 or 17 is a text that YAML takes for a number. */
function readRaw(row: AnyParameter, raw: ParameterOverride["raw"]): ReturnType<AnyParameter["read"]> {
  const reading = row.read(raw);
  if (reading.ok || typeof raw !== "number") return reading;
  const asText = row.read(String(raw));
  return asText.ok ? asText : reading;
}

/** A name in another scope, or without one, is meant as often as a mistyped one. */
function suggestParameter(name: string, names: readonly string[]): string | undefined {
  const key = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const elsewhere = names.find((known) => known.toLowerCase().endsWith(`.${key}`));
  return didYouMean(name.slice(0, 100), names) ?? elsewhere;
}

/** `name=value` of a command line's `--set`; `undefined` when there is no `=` in it. */
export function parameterFromText(text: string): ParameterOverride | undefined {
  const equals = text.indexOf("=");
  if (equals < 1) return undefined;
  const name = text.slice(0, equals).trim();
  const value = text.slice(equals + 1).trim();
  const nameRange = commandLineRange(0, equals);
  return { name, raw: plainValue(value), nameRange, range: commandLineRange(equals + 1, text.length) };
}

function commandLineRange(start: number, end: number): SourceRange {
  const position = (offset: number) => ({ offset, line: 1, column: offset + 1 });
  return { file: "--set", start: position(start), end: position(end) };
}

/** As YAML would have it: numbers, true and false, or text. */
function plainValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^[-+]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
