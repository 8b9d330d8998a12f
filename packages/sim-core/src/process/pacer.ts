/**
 * Runs a simulation in step with a clock of the host: for demonstrations, and to drive real programs.
 *
 * A model cannot read a clock or wait, so the host does both: it hands in its clock, and waits as long as each call of
 * {@link Pacer.runDue} says.
 *
 *     const pacer = new Pacer(sim, { factor: 0.1, now: () => performance.now() });
 *     for (let waitMs = pacer.runDue(); waitMs !== undefined; waitMs = pacer.runDue()) await setTimeout(waitMs);
 *
 * What happens is the same as without a clock: only when the host sees it differs.
 */
import type { Simulation } from "../simulation.js";
import { inMillis, type Instant } from "../time.js";

/** The clock of the host, and how fast the simulation runs by it. */
export interface PacerOptions {
  /** Host seconds that a simulated second takes: 0.1 is ten times as fast as life. 1 unless said otherwise. */
  readonly factor?: number;
  /** The host's clock, in milliseconds from any beginning. */
  readonly now: () => number;
  /** Throws when an event runs later than that by the host's clock; never unless said otherwise. */
  readonly lagMsMax?: number;
}

/** Runs the events of a simulation when they are due by a clock of the host. */
export class Pacer {
  private readonly factor: number;
  private readonly now: () => number;
  private readonly lagMsMax: number;
  private readonly startedMs: number;
  private readonly startedAt: Instant;

  constructor(
    private readonly sim: Simulation<unknown>,
    { factor = 1, now, lagMsMax = Infinity }: PacerOptions,
  ) {
    if (!(factor > 0)) throw new RangeError(`A factor of ${factor}: a simulated second must take some time`);
    this.factor = factor;
    this.now = now;
    this.lagMsMax = lagMsMax;
    this.startedMs = now();
    this.startedAt = sim.now;
  }

  /**
   * Runs the events that are due by the host's clock.
   *
   * @param end Events after that instant are not waited for.
   * @returns How many milliseconds to wait before the next call; `undefined` when nothing is left.
   */
  runDue(end = Infinity): number | undefined {
    for (;;) {
      const next = this.sim.peek();
      if (next === undefined || next > end) return undefined;
      const waitMs = this.dueMs(next) - this.now();
      if (waitMs > 0) return waitMs;
      if (-waitMs > this.lagMsMax) throw new Error(`The simulation is ${-waitMs} ms behind the host's clock`);
      this.sim.step();
    }
  }

  private dueMs(instant: Instant): number {
    return this.startedMs + inMillis((instant - this.startedAt) as Instant) * this.factor;
  }
}
