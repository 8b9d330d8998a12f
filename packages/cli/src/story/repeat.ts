/** The line that repeats the run. */
import type { RunResult } from "@sysplex/scenario";
import { hang } from "../plain-text.js";
import type { StoryOptions } from "./section.js";

export function repeatStory(result: RunResult, { scenarioPath, settings }: StoryOptions): string[] {
  const { seed, fingerprint, version, simulatedSeconds, events, wallSeconds } = result;
  const words = [
    "sysplex",
    "run",
    scenarioPath,
    "--seed",
    seed,
    ...settings.flatMap((setting) => ["--set", setting]),
  ];
  const took = wallSeconds === undefined ? "" : ` in ${wallSeconds.toFixed(1)} s`;
  return [
    "",
    ...hang(
      "",
      `${simulatedSeconds} s simulated, ${events} events${took}; version ${version}, fingerprint ${fingerprint}`,
    ),
    `Repeat: ${words.map(shellWord).join(" ")}`, // Not wrapped: it is there to be copied.
  ];
}

/** As a POSIX shell takes it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
