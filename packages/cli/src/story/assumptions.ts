/** The numbers without a published figure that the answer rests on. */
import type { RunResult } from "@sysplex/scenario";
import { columns, counted, hang, printable } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

export function assumptionsStory({ services, assumptions }: RunResult, { paint }: StoryOptions): string[] {
  const parts = Object.values(services).flatMap(({ failovers }) =>
    failovers.flatMap(({ explanation }) => explanation),
  );
  const sourceOf = (name: string): string | undefined =>
    parts.find(({ parameters }) => parameters.includes(name))?.source;
  const shown = assumptions.filter(({ name, overridden }) => sourceOf(name) !== undefined || overridden);
  const rows = shown.map(({ name, value, overridden }) => [
    name,
    printable(value),
    overridden ? "set for this run" : printable(sourceOf(name) ?? ""),
  ]);
  const others = assumptions.length - shown.length;
  const more = `${counted(others, "other assumed number")} of the models: sysplex parameters`;
  const lines = [...columns(rows, { indent: 2 }), ...(others === 0 ? [] : hang("  ", more))];
  return section("Assumed numbers that this answer rests on", lines, paint);
}
