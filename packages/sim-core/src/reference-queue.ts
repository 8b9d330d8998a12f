/**
 * The plain queue: heap-js over event objects. The reference that the production queue is tested against, selectable
 * (`new Simulation({ queue: "reference", … })`) for whoever doubts a result, and the one that can shuffle ties.
 */
import { Heap } from "heap-js";
import { EventQueue, NO_EVENT } from "./event-queue.js";
import type { RandomStream } from "./random.js";

const TWO_TO_32 = 4_294_967_296;
const TWO_TO_21 = 2_097_152;

interface Entry {
  readonly time: number;
  /** Of events of one time the lowest runs first. */
  readonly rank: number;
  readonly payload: number;
  readonly label: number;
}

export class ReferenceQueue extends EventQueue {
  private readonly heap = new Heap<Entry>((a, b) => a.time - b.time || a.rank - b.rank);
  /** By event, as long as it is held: a purge and a fork change no rank. */
  private ranks = new Map<number, number>();
  private nextOrder = 0;
  protected takenPayload = 0;

  /** @param shuffle Ranks events of one time at random; absent: in the order scheduled. */
  constructor(private readonly shuffle?: RandomStream) {
    super();
  }

  get heldCount(): number {
    return this.heap.length;
  }

  nextTime(): number {
    return this.next()?.time ?? Infinity;
  }

  takeUntil(last: number): number {
    const next = this.next();
    if (next === undefined || next.time > last) return NO_EVENT;
    this.removeFirst();
    this.time = next.time;
    this.takenPayload = next.payload;
    return this.finish(next.label);
  }

  override copyFrom(other: ReferenceQueue): void {
    this.ranks = new Map(other.ranks);
    this.nextOrder = other.nextOrder;
    if (other.shuffle !== undefined) this.shuffle?.copyFrom(other.shuffle);
    super.copyFrom(other);
  }

  protected insert(event: number, kind: number, payload: number): void {
    this.ranks.set(event, this.newRank());
    this.reinsert(event, kind, payload);
  }

  protected override reinsert(event: number, kind: number, payload: number): void {
    const rank = this.ranks.get(event) ?? 0;
    this.heap.push({ time: this.due, rank, payload, label: this.labelOf(event, kind) });
  }

  protected drainInto(records: Float64Array): void {
    for (let at = 0; ; at += 3) {
      const entry = this.heap.pop();
      if (entry === undefined) return;
      records.set([entry.time, entry.payload, entry.label], at);
    }
  }

  /** The next event that was not cancelled. */
  private next(): Entry | undefined {
    for (;;) {
      const entry = this.heap.peek();
      if (entry === undefined || this.isLive(this.eventOf(entry.label))) return entry;
      this.removeFirst();
      this.staleCount -= 1;
    }
  }

  private removeFirst(): void {
    const first = this.heap.pop();
    if (first !== undefined) this.ranks.delete(this.eventOf(first.label));
  }

  private newRank(): number {
    const order = this.nextOrder;
    this.nextOrder += 1;
    return this.shuffle === undefined
      ? order
      : this.shuffle.below(TWO_TO_21) * TWO_TO_32 + (order % TWO_TO_32);
  }
}
