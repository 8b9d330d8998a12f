/**
 * Where pending events live: a slot each, shared by every kind of queue.
 *
 * A queue orders slot numbers; what an event is stays in its slot. The four numbers of a slot stand side by side in one
 * array, so that to take an event out touches one line of memory; payloads that are no numbers stand in an array of their
 * own. A handle is the slot with the slot's generation, so that a handle of an event long gone is recognised. A cancelled
 * event keeps its slot until the queue comes across it, or until cancelled ones outnumber live ones and are purged.
 */
import { grownTo } from "./slot-pool.js";

declare const handleBrand: unique symbol;

/** What scheduling returns and cancelling takes: plain data, may be kept in the store. */
export type EventHandle = number & { readonly [handleBrand]: true };

const SLOT_LIMIT = 0x100_0000;
const GENERATION_LIMIT = 0x2000_0000;
const PURGE_MIN_COUNT = 1_024;
const FIRST_CAPACITY = 256;

/** Numbers of a slot: order scheduled; 2 × generation + live; 2 × kind + payload is an object; the payload. */
const WIDTH = 4;
const STATE = 1;
const KIND = 2;
const PAYLOAD = 3;

/** Pending events in order of (time, order scheduled). Times are whole microseconds. */
export abstract class EventQueue {
  private cells = new Float64Array(WIDTH * FIRST_CAPACITY);
  private readonly objects: unknown[] = [];
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

  /** Forgets the order of all events. */
  protected abstract empty(): void;

  /** Goes through everything that is held and drops the slots for which `keep` is false. */
  protected abstract sift(keep: (slot: number) => boolean): void;

  /** Hands every event that is held to `take`, cancelled ones too, in no order. */
  protected abstract forEachHeld(take: (time: number, slot: number) => void): void;

  /** Becomes an independent copy, handles included. The payloads are shared. */
  copyFrom(other: EventQueue): void {
    this.cells = other.cells.slice();
    this.freeSlots = other.freeSlots.slice();
    this.objects.splice(0, Infinity, ...other.objects);
    this.freeCount = other.freeCount;
    this.slotCount = other.slotCount;
    this.nextOrder = other.nextOrder;
    this.liveCount = other.liveCount;
    this.staleCount = other.staleCount;
    this.empty();
    other.forEachHeld((time, slot) => this.insert(time, slot));
  }

  push(time: number, kind: number, payload: unknown): EventHandle {
    const slot = this.takeSlot();
    const at = WIDTH * slot;
    const state = (this.cells[at + STATE] as number) + 1;
    this.cells[at] = this.nextOrder;
    this.cells[at + STATE] = state;
    this.nextOrder += 1;
    if (typeof payload === "number") {
      this.cells[at + KIND] = 2 * kind;
      this.cells[at + PAYLOAD] = payload;
    } else {
      this.cells[at + KIND] = 2 * kind + 1;
      this.objects[slot] = payload;
    }
    this.liveCount += 1;
    this.insert(time, slot);
    return (((state - 1) / 2) * SLOT_LIMIT + slot) as EventHandle;
  }

  /** Takes an event out; false when it has run or was cancelled before. O(1), amortised over the purges. */
  cancel(handle: EventHandle): boolean {
    const slot = handle % SLOT_LIMIT;
    const generation = (handle - slot) / SLOT_LIMIT;
    if (!(slot < this.slotCount) || this.cells[WIDTH * slot + STATE] !== 2 * generation + 1) return false;
    this.end(slot);
    this.staleCount += 1;
    if (this.staleCount > PURGE_MIN_COUNT && this.staleCount > this.liveCount) this.purge();
    return true;
  }

  /** The kind of a slot that was popped: the number given to `push`. */
  kindOf(slot: number): number {
    return Math.floor((this.cells[WIDTH * slot + KIND] as number) / 2);
  }

  payloadOf(slot: number): unknown {
    const isObject = (this.cells[WIDTH * slot + KIND] as number) % 2 === 1;
    return isObject ? this.objects[slot] : this.cells[WIDTH * slot + PAYLOAD];
  }

  /** Whether of two events of one instant the first was scheduled first. */
  protected isBefore(a: number, b: number): boolean {
    return (this.cells[WIDTH * a] as number) < (this.cells[WIDTH * b] as number);
  }

  protected isLive(slot: number): boolean {
    return (this.cells[WIDTH * slot + STATE] as number) % 2 === 1;
  }

  /** The popped event's slot may be used again. */
  protected finish(slot: number): void {
    this.end(slot);
    this.freeSlot(slot);
  }

  /** A cancelled event has left the order. */
  protected drop(slot: number): void {
    this.staleCount -= 1;
    this.freeSlot(slot);
  }

  /** From live to gone: the generation goes up, and every handle of the event is stale. */
  private end(slot: number): void {
    const state = (this.cells[WIDTH * slot + STATE] as number) + 1;
    this.cells[WIDTH * slot + STATE] = state === 2 * GENERATION_LIMIT ? 0 : state;
    this.liveCount -= 1;
  }

  private freeSlot(slot: number): void {
    this.freeSlots[this.freeCount] = slot;
    this.freeCount += 1;
  }

  private purge(): void {
    this.sift((slot) => {
      if (this.isLive(slot)) return true;
      this.drop(slot);
      return false;
    });
  }

  private takeSlot(): number {
    if (this.freeCount > 0) {
      this.freeCount -= 1;
      return this.freeSlots[this.freeCount] as number;
    }
    if (this.slotCount === this.freeSlots.length) this.grow();
    this.slotCount += 1;
    return this.slotCount - 1;
  }

  private grow(): void {
    const capacity = 2 * this.freeSlots.length;
    if (capacity > SLOT_LIMIT) throw new RangeError(`More than ${SLOT_LIMIT / 2} events are pending`);
    this.cells = grownTo(WIDTH * capacity, this.cells);
    this.freeSlots = grownTo(capacity, this.freeSlots);
  }
}
