/** What the scenario expected, and what came. */
import type { RunResult } from "@sysplex/scenario";
import { columns, printable } from "../plain-text.js";
import { section, type StoryOptions } from "./section.js";

export function expectationsStory(result: RunResult, options: StoryOptions): string[] {
  return section("Expectations", expectationLines(result, options), options.paint);
}

/** One line for each; `--quiet` prints these alone. */
export function expectationLines(
  { expectations }: RunResult,
  { paint }: Pick<StoryOptions, "paint">,
): string[] {
  const rows = expectations.map(({ metric, expected, observed, ok }) => [
    ok ? "ok" : "FAILED",
    printable(metric),
    printable(expected),
    `observed ${printable(observed)}`,
  ]);
  return columns(rows, { indent: 2 }).map((line) =>
    line.replace(
      /^( {2})(ok|FAILED)/,
      (_, blanks: string, word: string) => `${blanks}${word === "ok" ? paint.green(word) : paint.red(word)}`,
    ),
  );
}
