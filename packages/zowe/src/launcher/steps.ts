/**
 * What a launcher or the process of a component does next, all by itself: one timer for each step, in its record. While its
 * system executes nothing, each timer keeps what is left of it.
 */
import type { Duration, EventKind, Simulation } from "@sysplex/sim-core";
import { cancelTimers, resumeTimers, startTimer, suspendTimers, type Timers } from "@sysplex/zosmf";

/** Who has the steps, and keeps them. */
export interface StepOwner<Step extends string, Holder extends { readonly timers: Timers<Step> }> {
  readonly name: string;
  readonly record: Holder;
  change(cause: string, next: (record: Holder) => Holder): void;
}

/** A view of the timers in a record: it has no state of its own. */
export class Steps<Context, Step extends string, Holder extends { readonly timers: Timers<Step> }> {
  constructor(
    private readonly sim: Simulation<Context>,
    private readonly owner: StepOwner<Step, Holder>,
    private readonly events: Readonly<Record<Step, EventKind<Context, string>>>,
  ) {}

  schedule(name: Step, delay: Duration): void {
    const timer = startTimer(this.sim, delay, this.events[name], this.owner.name);
    this.change(`${name} scheduled`, (timers) => ({ ...timers, [name]: timer }));
  }

  reschedule(name: Step, delay: Duration): void {
    this.stop(name);
    this.schedule(name, delay);
  }

  /** Its event has come. */
  done(name: Step): void {
    this.change(name, (timers) => {
      const left = { ...timers };
      delete left[name];
      return left;
    });
  }

  cancel(name: Step): void {
    this.stop(name);
    if (this.timers[name] !== undefined) this.done(name);
  }

  cancelAll(): void {
    cancelTimers(this.sim, this.timers);
    this.change("steps cancelled", () => ({}));
  }

  suspend(cause: string): void {
    const suspended = suspendTimers(this.sim, this.timers);
    this.change(cause, () => suspended);
  }

  resume(cause: string): void {
    const resumed = resumeTimers(this.sim, this.timers, this.events, this.owner.name);
    this.change(cause, () => resumed);
  }

  private stop(name: Step): void {
    const timer = this.timers[name];
    if (timer?.kind === "running") this.sim.cancel(timer.handle);
  }

  private get timers(): Timers<Step> {
    return this.owner.record.timers;
  }

  private change(cause: string, next: (timers: Timers<Step>) => Timers<Step>): void {
    this.owner.change(cause, (record) => ({ ...record, timers: next(record.timers) }));
  }
}
