import { defineEvent, Simulation, type EventKind } from "../../src/index.js";

/** The smallest model there is: it writes down what happened when. */
export interface Diary {
  readonly sim: Simulation<Diary>;
  readonly entries: string[];
}

export function newDiary(seed: number | string = 1): Diary {
  return new Simulation<Diary>({ seed, context: (sim) => ({ sim, entries: [] }) }).context;
}

/** Writes `<now in µs> <text>`. */
export const noted: EventKind<Diary, string> = defineEvent("test.noted", (diary: Diary, text: string) => {
  diary.entries.push(`${diary.sim.now} ${text}`);
});
