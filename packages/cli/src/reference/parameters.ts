/** The numbers of the models, one table for each package. */
import { parameterTables } from "@sysplex/scenario";
import type { AnyParameter, AnyParameterTable } from "@sysplex/sim-core";
import type { ReferenceTable } from "./table.js";

/** The models that have numbers. */
export const parameterScopes: readonly string[] = parameterTables.map(({ scope }) => scope);

/** @param of One of the models; left out: all. */
export function parameterReference(of?: string): readonly ReferenceTable[] {
  const tables: readonly AnyParameterTable[] = parameterTables;
  return tables
    .filter(({ scope }) => of === undefined || scope === of)
    .map(({ scope, rows }) => ({
      title: `Parameters: ${scope}`,
      introduction: "Set them under `parameters:` of a scenario, or with --set name=value.",
      columns: ["name", "default", "standing", "unit", "meaning", "source"],
      rows: Object.entries(rows).map(([key, row]) => parameterRow(`${scope}.${key}`, row)),
      wide: ["unit", "source"],
    }));
}

function parameterRow(name: string, { unit, defaultText, standing, meaning, source }: AnyParameter) {
  return { name, default: defaultText, standing, unit, meaning, source };
}
