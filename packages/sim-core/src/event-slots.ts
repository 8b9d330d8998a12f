/**
 * Where pending events live: slots of parallel arrays, shared by every kind of queue.
 *
 * A queue orders slot numbers; what an event is stays in its slot. A handle is the slot with the slot's generation, so
 * that a handle of an event long gone is recognised. A cancelled event keeps its slot until the queue comes across it.
 */
import type { AnyEventKind } from "./event.js";
import { grownTo } from "./slot-pool.js";

declare const handleBrand: unique symbol;

/** What scheduling returns and cancelling takes: plain data, may be kept in the store. */
export type EventHandle = number & { readonly [handleBrand]: true };

const SLOT_LIMIT = 0x100_0000;
const GENERATION_LIMIT = 0x2000_0000;
const PURGE_MIN_COUNT = 1_024;
const FIRST_CAPACITY = 256;

/** Pending events in order of (time, order scheduled). Times are whole microseconds. */
export abstract class EventQueue {
  /** By slot; a queue that breaks ties reads the orders, the simulation reads kind and payload of what it pops. */
  readonly kinds: AnyEventKind[] = [];
  readonly payloads: unknown[] = [];
  protected orders = new Float64Array(FIRST_CAPACITY);
  protected live = new Uint8Array(FIRST_CAPACITY);
  private generations = new Float64Array(FIRST_CAPACITY);
  private freeSlots = new Int32Array(FIRST_CAPACITY);
  private freeCount = 0;
  private slotCount = 0;
  private nextOrder = 0;
  private liveCount = 0;
  /** Cancelled events that the queue still holds. */
  protected staleCount = 0;

  /** Events that are still to run. */
  get size(): number {
    return this.liveCount;
  }

  /** The time of the next event; Infinity when none is pending. */
  abstract nextTime(): number;

  /**
   * Takes the next event out and returns its slot, whose kind and payload stay readable until the next push. Only after
   * `nextTime` said that there is one.
   */
  abstract pop(): number;

  /** Puts a slot into the order. */
  protected abstract insert(time: number, slot: number): void;

  /** Goes through everything that is held and drops the slots for which `keep` is false. */
  protected abstract sift(keep: (slot: number) => boolean): void;

  push(time: number, kind: AnyEventKind, payload: unknown): EventHandle {
    const slot = this.takeSlot();
    this.orders[slot] = this.nextOrder;
    this.nextOrder += 1;
    this.live[slot] = 1;
    this.kinds[slot] = kind;
    this.payloads[slot] = payload;
    this.liveCount += 1;
    this.insert(time, slot);
    return ((this.generations[slot] as number) * SLOT_LIMIT + slot) as EventHandle;
  }

  /** Takes an event out; false when it has run or was cancelled before. O(1), amortised over the purges. */
  cancel(handle: EventHandle): boolean {
    const slot = handle % SLOT_LIMIT;
    const isPending = this.live[slot] === 1 && this.generations[slot] === (handle - slot) / SLOT_LIMIT;
    if (!isPending) return false;
    this.live[slot] = 0;
    this.payloads[slot] = undefined;
    this.liveCount -= 1;
    this.staleCount += 1;
    if (this.staleCount > PURGE_MIN_COUNT && this.staleCount > this.liveCount) this.purge();
    return true;
  }

  /** The popped event's slot may be used again. */
  protected finish(slot: number): void {
    this.live[slot] = 0;
    this.liveCount -= 1;
    this.freeSlot(slot);
  }

  /** A cancelled event has left the order. */
  protected drop(slot: number): void {
    this.staleCount -= 1;
    this.freeSlot(slot);
  }

  private freeSlot(slot: number): void {
    this.generations[slot] = ((this.generations[slot] as number) + 1) % GENERATION_LIMIT;
    this.freeSlots[this.freeCount] = slot;
    this.freeCount += 1;
  }

  private purge(): void {
    this.sift((slot) => {
      if (this.live[slot] === 1) return true;
      this.drop(slot);
      return false;
    });
  }

  private takeSlot(): number {
    if (this.freeCount > 0) {
      this.freeCount -= 1;
      return this.freeSlots[this.freeCount] as number;
    }
    if (this.slotCount === this.orders.length) this.grow();
    this.slotCount += 1;
    return this.slotCount - 1;
  }

  private grow(): void {
    const capacity = 2 * this.orders.length;
    if (capacity > SLOT_LIMIT) throw new RangeError(`More than ${SLOT_LIMIT / 2} events are pending`);
    this.orders = grownTo(capacity, this.orders);
    this.live = grownTo(capacity, this.live);
    this.generations = grownTo(capacity, this.generations);
    this.freeSlots = grownTo(capacity, this.freeSlots);
  }
}
