/** A scenario that has been built: it can be run to an instant, forked there, and finished into a result. */
import { after, minutes, START, type Instant, type Simulation } from "@sysplex/sim-core";
import type { Diagnostic } from "@sysplex/sysplex";
import type { ScenarioPlex } from "./plex.js";
import type { ResolvedScenario } from "./resolve/configuration.js";
import { reportResult } from "./result/report-result.js";
import type { RunResult } from "./result/result.js";

/** What is asked of the rest of a run. */
export interface FinishOptions {
  readonly version: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** Called once a simulated minute with the part that is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Simulated time between two calls of `onProgress`. */
const PROGRESS_STEP = minutes(1);

export class BuiltScenario {
  constructor(
    readonly resolved: ResolvedScenario,
    readonly sim: Simulation<ScenarioPlex>,
  ) {}

  get plex(): ScenarioPlex {
    return this.sim.context;
  }

  /**
   * Runs every event up to `instant`, that instant included. Unlike `sim.runUntil` it stops where the warm-up ends, to note
   * what has been used until then.
   */
  runUntil(instant: Instant): void {
    const warm = after(START, this.resolved.document.warmup);
    if (instant >= warm) {
      this.sim.runUntil(warm);
      this.plex.measurement.onWarm();
    }
    this.sim.runUntil(instant);
  }

  /**
   * An independent copy at this instant. Left alone, it comes to the same result; told to do something else, it shows what
   * would have been different.
   */
  fork(): BuiltScenario {
    return new BuiltScenario(this.resolved, this.sim.fork());
  }

  /** Runs to the scenario's end and tells what came of it. Once: fork before, to go on from here in another way. */
  finish(options: FinishOptions): RunResult {
    const end = after(START, this.resolved.document.duration);
    do {
      const next = after(this.sim.now, PROGRESS_STEP);
      this.runUntil(next < end ? next : end);
      options.onProgress?.(this.sim.now / end);
    } while (this.sim.now < end);
    this.plex.measurement.finish();
    return reportResult(this.resolved, this.plex, options);
  }
}
