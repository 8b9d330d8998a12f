import { inSeconds, Simulation, type Story } from "../../src/index.js";

/** A simulation and a log of what its processes did when: `3 served`. */
export interface Scene {
  readonly sim: Simulation<unknown>;
  readonly log: string[];
  note(text: string): void;
}

export function newScene(seed: number | string = 1): Scene {
  const sim = new Simulation<unknown>({ seed, context: () => undefined });
  const log: string[] = [];
  return { sim, log, note: (text) => void log.push(`${inSeconds(sim.now)} ${text}`) };
}

/** What a process goes through that has nothing to do. */
export function* nothing(): Story {}
