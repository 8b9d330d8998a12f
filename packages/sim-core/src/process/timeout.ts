import { defineEvent } from "../event.js";
import type { EventHandle } from "../event-queue.js";
import type { Simulation } from "../simulation.js";
import { after, type Duration, type Instant } from "../time.js";
import { Waitable } from "./waitable.js";

/**
 * Sleeps: `yield sleep(seconds(2))`. A process may yield a bare duration as well; this one reads as what it does. Takes
 * one event and allocates nothing. What is to be one of several conditions is a {@link timeout}.
 */
export function sleep(duration: Duration): Duration {
  return duration;
}

const timeoutPassed = defineEvent("process.timeout-passed", (_: unknown, timeout: Timeout<unknown>) =>
  timeout.onPassed(),
);

/**
 * Time that passes from its creation on, for conditions: `yield* anyOf(sim, [request, timeout(sim, seconds(5))])`.
 *
 * It is in the event queue only while somebody waits for it: the patience of a customer who was served leaves nothing
 * behind.
 */
export class Timeout<Value = void> extends Waitable<Value> {
  /** When it happens, if it is not cancelled. */
  readonly due: Instant;
  private handle: EventHandle | undefined = undefined;

  constructor(
    sim: Simulation<unknown>,
    duration: Duration,
    private readonly passedValue: Value,
  ) {
    super(sim);
    if (!(duration >= 0)) throw new RangeError(`A timeout of ${duration} µs lies in the past`);
    this.due = after(sim.now, duration);
  }

  override get isTriggered(): boolean {
    return this.hasHappened;
  }

  override get hasHappened(): boolean {
    return super.hasHappened || this.due < this.sim.now;
  }

  override get outcome(): unknown {
    return this.passedValue;
  }

  override get value(): Value {
    return this.hasHappened ? this.passedValue : super.value;
  }

  /** @internal */
  onPassed(): void {
    this.triggerNow(this.passedValue);
  }

  protected override onFirstWaiter(): void {
    this.handle = this.sim.at(this.due, timeoutPassed, this);
  }

  protected override onLastWaiterGone(): void {
    if (this.handle !== undefined) this.sim.cancel(this.handle);
    this.handle = undefined;
  }
}

/** Time that passes from now on, to wait for beside other things; see {@link Timeout}. */
export function timeout(sim: Simulation<unknown>, duration: Duration): Timeout;
/** The same, with a value that it gives when it has passed. */
export function timeout<Value>(sim: Simulation<unknown>, duration: Duration, value: Value): Timeout<Value>;
export function timeout(sim: Simulation<unknown>, duration: Duration, value?: unknown): Timeout<unknown> {
  return new Timeout<unknown>(sim, duration, value);
}
