/**
 * What a process can wait for: it happens at most once, with a value or a failure, and then tells who waits, in the
 * order they came.
 *
 * Between being triggered and having happened lies one kernel event of the same instant, so that nobody is resumed
 * inside somebody else's step. A success that nobody waits for needs no event and has happened at once. A failure always
 * takes one: whoever is to handle it may come in the same instant; when nobody did, the run ends.
 *
 * `yield` waits; `yield*` waits and gives the value with its type.
 */
import { assert } from "../assert.js";
import { defineEvent } from "../event.js";
import type { Simulation } from "../simulation.js";
import { NO_TIME } from "../time.js";
import type { Process } from "./process.js";

/** Who is told: a process, or a condition that has this as a part. */
export interface Waiter {
  onHappened(what: Waitable<unknown>): void;
}

type Phase = "pending" | "triggered" | "happened" | "cancelled";

const happened = defineEvent("process.event-happened", (_: unknown, what: Waitable<unknown>) =>
  what.happen(),
);

/** Something that happens at most once, with a value or a failure, and that processes wait for. */
export abstract class Waitable<Value> {
  private phase: Phase = "pending";
  private failing = false;
  private result: unknown = undefined;
  // Almost always one waits: the list is made for the second.
  private waiter: Waiter | undefined = undefined;
  private furtherWaiters: Waiter[] | undefined = undefined;

  constructor(readonly sim: Simulation<unknown>) {
    sim.markUnforkable();
  }

  /** Whether the outcome is decided. */
  get isTriggered(): boolean {
    return this.phase === "triggered" || this.phase === "happened";
  }

  /** Whether it is over: a process that waits for it goes on at once. */
  get hasHappened(): boolean {
    return this.phase === "happened";
  }

  /** Whether the outcome is a failure. */
  get hasFailed(): boolean {
    return this.failing;
  }

  /** Whether it was withdrawn before it happened; it never will. */
  get isCancelled(): boolean {
    return this.phase === "cancelled";
  }

  /** The value it succeeded with. */
  get value(): Value {
    assert(this.isTriggered && !this.failing, "The value of what has not succeeded");
    return this.result as Value;
  }

  /** What it failed with. */
  get failure(): unknown {
    assert(this.failing, "The failure of what has not failed");
    return this.result;
  }

  /** Waits and gives the value: `const item = yield* store.get()`. */
  [Symbol.iterator](): Iterator<Waitable<Value>, Value, unknown> {
    return new Waiting<Value>(this);
  }

  /** @internal The value or the failure, for the process that goes on with it. */
  get outcome(): unknown {
    return this.result;
  }

  /** @internal */
  addWaiter(waiter: Waiter): void {
    assert(this.phase !== "cancelled", "Waiting for what was cancelled would never end");
    if (this.waiter === undefined) {
      this.waiter = waiter;
      this.onFirstWaiter();
    } else (this.furtherWaiters ??= []).push(waiter);
  }

  /** @internal */
  removeWaiter(waiter: Waiter): void {
    if (this.waiter === waiter) this.waiter = this.furtherWaiters?.shift();
    else removeFrom(this.furtherWaiters, waiter);
    if (this.waiter === undefined) this.onLastWaiterGone();
  }

  /** @internal An interrupt took the waiter away. What nobody else waits for is withdrawn, where that is possible. */
  abandon(waiter: Waiter): void {
    this.removeWaiter(waiter);
    if (this.waiter === undefined && this.phase === "pending") this.onAbandoned();
  }

  /** @internal The process is about to wait for it. */
  claim(_process: Process<unknown>): void {}

  /** @internal */
  happen(): void {
    const { waiter, furtherWaiters } = this;
    this.phase = "happened";
    this.waiter = undefined;
    this.furtherWaiters = undefined;
    if (waiter === undefined) this.refuseUnhandled();
    else waiter.onHappened(this);
    if (furtherWaiters !== undefined) for (const further of furtherWaiters) further.onHappened(this);
  }

  protected get hasWaiter(): boolean {
    return this.waiter !== undefined;
  }

  /** Decides the outcome; who waits is told by an event of this instant. */
  protected trigger(value: Value): void {
    this.decide(value);
    if (this.waiter === undefined) this.phase = "happened";
    else this.sim.after(NO_TIME, happened, this);
  }

  protected triggerFailure(failure: unknown): void {
    this.decide(failure);
    this.failing = true;
    this.sim.after(NO_TIME, happened, this);
  }

  /** Decides the outcome and tells who waits, inside the event that brings it about. */
  protected triggerNow(value: Value): void {
    this.decide(value);
    this.happen();
  }

  protected markCancelled(): void {
    assert(this.phase === "pending", "What has happened cannot be cancelled");
    this.phase = "cancelled";
  }

  protected onFirstWaiter(): void {}

  protected onLastWaiterGone(): void {}

  protected onAbandoned(): void {}

  private decide(result: unknown): void {
    assert(this.phase === "pending", "It was triggered or cancelled before: it happens once");
    this.phase = "triggered";
    this.result = result;
  }

  protected refuseUnhandled(): void {
    if (this.failing) throw this.result;
  }
}

/**
 * The two steps of `yield*`: first what is waited for, then the value that came back. It is its own iterator result,
 * which saves two objects per wait.
 */
class Waiting<Value> implements Iterator<Waitable<Value>, Value, unknown> {
  done = false;
  private asked = false;

  constructor(public value: unknown) {}

  next(received?: unknown): IteratorResult<Waitable<Value>, Value> {
    if (this.asked) {
      this.done = true;
      this.value = received;
    }
    this.asked = true;
    return this as unknown as IteratorResult<Waitable<Value>, Value>;
  }

  throw(failure: unknown): never {
    throw failure;
  }
}

function removeFrom(waiters: Waiter[] | undefined, waiter: Waiter): void {
  const index = waiters?.indexOf(waiter) ?? -1;
  if (index >= 0) waiters?.splice(index, 1);
}
