/**
 * Waiting for several things at once: for the first of them, or for all. Conditions can be parts of conditions.
 *
 * A part that fails while the condition is open fails the condition. Once it is met it has let go of the other parts:
 * what they do is not its concern, and a request among them still stands until it is cancelled or released.
 */
import { assert } from "../assert.js";
import type { Simulation } from "../simulation.js";
import type { Process } from "./process.js";
import { Waitable, type Waiter } from "./waitable.js";

/** The values of several parts, in the order of the parts. */
export type ValuesOf<Parts extends readonly Waitable<unknown>[]> = {
  -readonly [Index in keyof Parts]: Parts[Index] extends Waitable<infer Value> ? Value : never;
};

abstract class Condition<Value> extends Waitable<Value> implements Waiter {
  constructor(
    sim: Simulation<unknown>,
    protected readonly parts: readonly Waitable<unknown>[],
  ) {
    super(sim);
  }

  override claim(process: Process<unknown>): void {
    for (const part of this.parts) part.claim(process);
  }

  /** @internal */
  onHappened(part: Waitable<unknown>): void {
    if (!this.isOpen) return;
    if (part.hasFailed) {
      this.triggerFailure(part.outcome);
      this.letGo();
    } else this.onSucceeded(part);
  }

  /** A part succeeded; meets the condition, or waits on. */
  protected abstract onSucceeded(part: Waitable<unknown>): void;

  protected watch(): this {
    for (const part of this.parts) {
      if (!this.isOpen) break;
      if (part.hasHappened) this.onHappened(part);
      else part.addWaiter(this);
    }
    return this;
  }

  protected met(value: Value): void {
    this.letGo();
    this.triggerNow(value);
  }

  protected override onAbandoned(): void {
    this.markCancelled();
    for (const part of this.parts) if (!part.hasHappened) part.abandon(this);
  }

  private get isOpen(): boolean {
    return !this.isTriggered && !this.isCancelled;
  }

  private letGo(): void {
    for (const part of this.parts) if (!part.hasHappened) part.removeWaiter(this);
  }
}

class AnyOf<Part extends Waitable<unknown>> extends Condition<Part> {
  constructor(sim: Simulation<unknown>, parts: readonly Part[]) {
    super(sim, parts);
    this.watch();
  }

  protected onSucceeded(part: Waitable<unknown>): void {
    this.met(part as Part);
  }
}

class AllOf<Parts extends readonly Waitable<unknown>[]> extends Condition<ValuesOf<Parts>> {
  private missingCount: number;

  constructor(sim: Simulation<unknown>, parts: Parts) {
    super(sim, parts);
    this.missingCount = parts.length;
    if (parts.length === 0) this.met(this.values);
    else this.watch();
  }

  protected onSucceeded(): void {
    this.missingCount -= 1;
    if (this.missingCount === 0) this.met(this.values);
  }

  private get values(): ValuesOf<Parts> {
    return this.parts.map((part) => part.value) as ValuesOf<Parts>;
  }
}

/** Happens with the first part that does, and gives that part: compare it with those you hold. */
export function anyOf<const Parts extends readonly Waitable<unknown>[]>(
  sim: Simulation<unknown>,
  parts: Parts,
): Waitable<Parts[number]> {
  assert(parts.length > 0, "The first of no events never happens");
  return new AnyOf<Parts[number]>(sim, parts);
}

/** Happens when every part has, and gives their values in the order of the parts. */
export function allOf<const Parts extends readonly Waitable<unknown>[]>(
  sim: Simulation<unknown>,
  parts: Parts,
): Waitable<ValuesOf<Parts>> {
  return new AllOf<Parts>(sim, parts);
}
