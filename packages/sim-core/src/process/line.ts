/**
 * Waiting lines of requests: in the order they came, or by rank. The request is its own place in the line, so that
 * joining allocates nothing and leaving from the middle costs O(1), or O(log n) amortised by rank.
 */
import { Heap } from "heap-js";
import type { Simulation } from "../simulation.js";
import { Waitable } from "./waitable.js";

/** Waits in a line of a resource, a container or a store until it is granted or cancelled. */
export abstract class Queued<Value> extends Waitable<Value> {
  /** @internal */
  next: this | undefined = undefined;
  /** @internal */
  previous: this | undefined = undefined;

  constructor(
    sim: Simulation<unknown>,
    private readonly onCancelled: (queued: Queued<Value>) => void,
  ) {
    super(sim);
  }

  /** Gives up waiting; false when it was granted or cancelled before. */
  cancel(): boolean {
    if (this.isTriggered || this.isCancelled) return false;
    this.markCancelled();
    this.onCancelled(this);
    return true;
  }

  /** @internal */
  grant(value: Value): void {
    this.trigger(value);
  }

  protected override onAbandoned(): void {
    this.cancel();
  }
}
