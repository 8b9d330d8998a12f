/** The line that repeats the run. */
import type { RunResult } from "@sysplex/scenario";
import { hang } from "../plain-text.js";
import type { StoryOptions } from "./section.js";

export function repeatStory(result: RunResult, { scenarioPath, settings }: StoryOptions): string[] {
  const { seed, fingerprint, version, simulatedSeconds, events, wallSeconds } = result;
  const took = wallSeconds === undefined ? "" : ` in ${wallSeconds.toFixed(1)} s`;
  return [
    "",
    ...hang(
      "",
      `${simulatedSeconds} s simulated, ${events} events${took}; version ${version}, fingerprint ${fingerprint}`,
    ),
    `Repeat: ${repeatCommand(scenarioPath, seed, settings)}`, // Not wrapped: it is there to be copied.
  ];
}

/** The command that comes to the same result. */
export function repeatCommand(scenarioPath: string, seed: string, settings: readonly string[]): string {
  const words = ["sysplex", "run", scenarioPath, "--seed", seed];
  return [...words, ...settings.flatMap((setting) => ["--set", setting])].map(shellWord).join(" ");
}

/** As a POSIX shell takes it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
