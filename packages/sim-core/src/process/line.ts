/**
 * Waiting lines: in the order of arrival, or by rank. In a line by arrival the request is its own link, so that joining
 * allocates nothing and leaving from the middle costs O(1). A line by rank is a heap (heap-js): what was cancelled stays
 * in it until it surfaces, or until such entries outnumber the live ones.
 */
import { Heap } from "heap-js";
import type { Simulation } from "../simulation.js";
import { Waitable } from "./waitable.js";

/** Waits in a line until it is granted or cancelled. */
export abstract class Queued<Value> extends Waitable<Value> {
  /** @internal */
  next: Queued<unknown> | undefined = undefined;
  /** @internal */
  previous: Queued<unknown> | undefined = undefined;

  constructor(sim: Simulation<unknown>) {
    super(sim);
  }

  /** Gives up waiting; false when it was granted or cancelled before. */
  cancel(): boolean {
    if (!this.isWaiting) return false;
    this.markCancelled();
    this.leaveLine();
    return true;
  }

  /** @internal */
  get isWaiting(): boolean {
    return !this.isTriggered && !this.isCancelled;
  }

  /** @internal */
  grant(value: Value): void {
    this.trigger(value);
  }

  protected abstract leaveLine(): void;

  protected override onAbandoned(): void {
    this.cancel();
  }
}

export interface Line<Item extends Queued<unknown>> {
  readonly size: number;
  readonly first: Item | undefined;
  join(item: Item): void;
  /** Takes out the first, which is still waiting. */
  shift(): void;
  /** Takes out one that is anywhere in the line. */
  leave(item: Item): void;
}

/** First come, first served. */
export class ArrivalLine<Item extends Queued<unknown>> implements Line<Item> {
  private head: Queued<unknown> | undefined = undefined;
  private tail: Queued<unknown> | undefined = undefined;
  private count = 0;

  get size(): number {
    return this.count;
  }

  get first(): Item | undefined {
    return this.head as Item | undefined;
  }

  join(item: Item): void {
    item.previous = this.tail;
    if (this.tail === undefined) this.head = item;
    else this.tail.next = item;
    this.tail = item;
    this.count += 1;
  }

  shift(): void {
    if (this.head !== undefined) this.leave(this.head as Item);
  }

  leave(item: Item): void {
    const { previous, next } = item;
    if (previous === undefined) this.head = next;
    else previous.next = next;
    if (next === undefined) this.tail = previous;
    else next.previous = previous;
    item.previous = undefined;
    item.next = undefined;
    this.count -= 1;
  }

  *[Symbol.iterator](): Generator<Item> {
    for (let item = this.head; item !== undefined;) {
      const { next } = item; // The item may leave the line while it is looked at.
      yield item as Item;
      item = next;
    }
  }
}

const PURGE_MIN_COUNT = 64;

/** The best rank first: `before` is negative when `a` goes before `b`, and never 0 for two different items. */
export class RankedLine<Item extends Queued<unknown>> implements Line<Item> {
  private readonly heap: Heap<Item>;
  private count = 0;

  constructor(before: (a: Item, b: Item) => number) {
    this.heap = new Heap(before);
  }

  get size(): number {
    return this.count;
  }

  get first(): Item | undefined {
    let first = this.heap.peek();
    while (first !== undefined && !first.isWaiting) {
      this.heap.pop();
      first = this.heap.peek();
    }
    return first;
  }

  join(item: Item): void {
    this.heap.push(item);
    this.count += 1;
  }

  shift(): void {
    if (this.first === undefined) return;
    this.heap.pop();
    this.count -= 1;
  }

  leave(): void {
    this.count -= 1;
    const { length } = this.heap;
    if (length < PURGE_MIN_COUNT || length < 2 * this.count) return;
    this.heap.init(this.heap.toArray().filter((item) => item.isWaiting));
  }
}
