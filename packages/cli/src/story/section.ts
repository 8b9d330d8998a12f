/** A heading and lines below it. */
import type { Paint } from "../io.js";

/** What the parts of the story need beside the result. */
export interface StoryOptions {
  /** How the scenario was named on the command line. */
  readonly scenarioPath: string;
  /** `--set` options, to repeat them. */
  readonly settings: readonly string[];
  readonly paint: Paint;
}

/** Nothing at all when there are no lines. */
export function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : ["", paint.bold(title), ...lines];
}
