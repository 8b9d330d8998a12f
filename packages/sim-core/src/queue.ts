/**
 * The pending events, in order of (time, order scheduled).
 *
 * An event lives in a slot of parallel arrays; the heap (heap-js) holds slot numbers only. A cancelled event keeps its
 * slot until it surfaces, or until cancelled ones outnumber live ones and the heap is purged: cancelling is O(1)
 * amortised. A handle is the slot with the slot's generation, so that a handle of an event long gone is recognised.
 */
import { Heap } from "heap-js";
import type { AnyEventKind } from "./event.js";

declare const handleBrand: unique symbol;

/** What scheduling returns and cancelling takes: plain data, may be kept in the store. */
export type EventHandle = number & { readonly [handleBrand]: true };

const SLOT_LIMIT = 0x100_0000;
const GENERATION_LIMIT = 0x2000_0000;
const PURGE_MIN_COUNT = 1_024;

export class EventQueue {
  private capacity = 256;
  private times = new Float64Array(this.capacity);
  private orders = new Float64Array(this.capacity);
  private generations = new Float64Array(this.capacity);
  private live = new Uint8Array(this.capacity);
  private readonly kinds: AnyEventKind[] = [];
  private readonly payloads: unknown[] = [];
  private readonly freeSlots: number[] = [];
  private slotCount = 0;
  private nextOrder = 0;
  private cancelledCount = 0;
  private heap = new Heap<number>((a, b) => this.compare(a, b));

  /** Events that are still to run. */
  get size(): number {
    return this.heap.length - this.cancelledCount;
  }

  push(time: number, kind: AnyEventKind, payload: unknown): EventHandle {
    const slot = this.takeSlot();
    this.times[slot] = time;
    this.orders[slot] = this.nextOrder;
    this.nextOrder += 1;
    this.live[slot] = 1;
    this.kinds[slot] = kind;
    this.payloads[slot] = payload;
    this.heap.push(slot);
    return ((this.generations[slot] as number) * SLOT_LIMIT + slot) as EventHandle;
  }

  /** Takes an event out; false when it has run or was cancelled before. */
  cancel(handle: EventHandle): boolean {
    const slot = handle % SLOT_LIMIT;
    const generation = Math.floor(handle / SLOT_LIMIT);
    if (slot >= this.slotCount || this.generations[slot] !== generation || this.live[slot] === 0)
      return false;
    this.live[slot] = 0;
    this.payloads[slot] = undefined;
    this.cancelledCount += 1;
    if (this.cancelledCount > PURGE_MIN_COUNT && this.cancelledCount * 2 > this.heap.length) this.purge();
    return true;
  }

  /** The time of the next event; `undefined` when none is pending. */
  nextTime(): number | undefined {
    const slot = this.nextSlot();
    return slot === undefined ? undefined : this.times[slot];
  }

  /** The kind of the next event; `undefined` when none is pending. */
  nextKind(): AnyEventKind | undefined {
    const slot = this.nextSlot();
    return slot === undefined ? undefined : this.kinds[slot];
  }

  /** Removes the next event, frees its slot, and returns its payload. Only after `nextTime` said there is one. */
  pop(): unknown {
    const slot = this.heap.pop() as number;
    const payload = this.payloads[slot];
    this.live[slot] = 0;
    this.freeSlot(slot);
    return payload;
  }

  private nextSlot(): number | undefined {
    for (;;) {
      const slot = this.heap.peek();
      if (slot === undefined || this.live[slot] === 1) return slot;
      this.heap.pop();
      this.cancelledCount -= 1;
      this.freeSlot(slot);
    }
  }

  private compare(a: number, b: number): number {
    const byTime = (this.times[a] as number) - (this.times[b] as number);
    return byTime !== 0 ? byTime : (this.orders[a] as number) - (this.orders[b] as number);
  }

  private takeSlot(): number {
    const reused = this.freeSlots.pop();
    if (reused !== undefined) return reused;
    if (this.slotCount === this.capacity) this.grow();
    const slot = this.slotCount;
    this.slotCount += 1;
    return slot;
  }

  private freeSlot(slot: number): void {
    this.payloads[slot] = undefined;
    this.generations[slot] = ((this.generations[slot] as number) + 1) % GENERATION_LIMIT;
    this.freeSlots.push(slot);
  }

  private grow(): void {
    if (this.capacity === SLOT_LIMIT) throw new RangeError(`More than ${SLOT_LIMIT} events are pending`);
    this.capacity *= 2;
    this.times = grown(this.times, this.capacity);
    this.orders = grown(this.orders, this.capacity);
    this.generations = grown(this.generations, this.capacity);
    const live = new Uint8Array(this.capacity);
    live.set(this.live);
    this.live = live;
  }

  private purge(): void {
    const pending: number[] = [];
    for (const slot of this.heap.heapArray) {
      if (this.live[slot] === 1) pending.push(slot);
      else this.freeSlot(slot);
    }
    this.heap = new Heap<number>((a, b) => this.compare(a, b));
    this.heap.init(pending);
    this.cancelledCount = 0;
  }
}

function grown(array: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(array);
  return larger;
}
