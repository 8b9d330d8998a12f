/**
 * What an address space will do next, and when: kept in the store as plain data.
 *
 * A hung address space makes no progress. Its timers leave the event queue and only what was left of each is kept;
 * when it runs on, each goes back in with that.
 */
import {
  after,
  between,
  type Duration,
  type EventHandle,
  type EventKind,
  type Instant,
  type Simulation,
} from "@sysplex/sim-core";

export type Timers<Step extends string> = { readonly [Name in Step]?: Timer };

export type Timer =
  | { readonly kind: "running"; readonly due: Instant; readonly handle: EventHandle }
  | { readonly kind: "suspended"; readonly left: Duration };

export function startTimer<Context>(
  sim: Simulation<Context>,
  delay: Duration,
  event: EventKind<Context, string>,
  name: string,
): Timer {
  return { kind: "running", due: after(sim.now, delay), handle: sim.after(delay, event, name) };
}

export function cancelTimers<Context>(sim: Simulation<Context>, timers: Timers<string>): void {
  for (const timer of Object.values(timers)) if (timer?.kind === "running") sim.cancel(timer.handle);
}

export function suspendTimers<Context, Step extends string>(
  sim: Simulation<Context>,
  timers: Timers<Step>,
): Timers<Step> {
  return mapTimers(timers, (timer) => suspendTimer(sim, timer));
}

export function resumeTimers<Context, Step extends string>(
  sim: Simulation<Context>,
  timers: Timers<Step>,
  events: Readonly<Record<Step, EventKind<Context, string>>>,
  name: string,
): Timers<Step> {
  return mapTimers(timers, (timer, step) => resumeTimer(sim, timer, events[step], name));
}

/** A timer that is not one of a kind. */
export function suspendTimer<Context>(sim: Simulation<Context>, timer: Timer): Timer {
  if (timer.kind === "suspended") return timer;
  sim.cancel(timer.handle);
  return { kind: "suspended", left: between(sim.now, timer.due) };
}

export function resumeTimer<Context>(
  sim: Simulation<Context>,
  timer: Timer,
  event: EventKind<Context, string>,
  name: string,
): Timer {
  return timer.kind === "suspended" ? startTimer(sim, timer.left, event, name) : timer;
}

function mapTimers<Step extends string>(
  timers: Timers<Step>,
  change: (timer: Timer, step: Step) => Timer,
): Timers<Step> {
  const changed: Record<string, Timer> = {};
  for (const [step, timer] of Object.entries<Timer | undefined>(timers)) {
    if (timer !== undefined) changed[step] = change(timer, step as Step);
  }
  return changed as Timers<Step>;
}
