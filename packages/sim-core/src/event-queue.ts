/**
 * Where pending events live: a slot each, shared by every kind of queue.
 *
 * Events are numbered as they are scheduled, modulo 2³¹: the number is the event's handle, its low bits are its slot, and a
 * number whose slot is taken is left out. So a handle costs no allocation, a handle of an event long gone is recognised
 * (the slot holds another number), and a cancelled event leaves its slot at once. A queue orders the numbers, and finds out
 * when it comes across one whether its event still lives; when most do not, they are purged.
 *
 * The sixteen bytes of a slot stand side by side, so that to take an event out touches one line of memory; payloads that are
 * no numbers stand in an array of their own.
 */

declare const handleBrand: unique symbol;

/** What scheduling returns and cancelling takes: plain data, may be kept in the store. */
export type EventHandle = number & { readonly [handleBrand]: true };

const NUMBER_MASK = 0x7fff_ffff;
const SLOT_COUNT_MAX = 0x200_0000;
const FIRST_SLOT_COUNT = 256;
const PURGE_MIN_COUNT = 1_024;
const FREE = -1;
/** What a queue answers that has no event to take. */
export const NO_EVENT = -1;

/** A slot is two 64-bit cells, the first one its payload; the second one is two integers, the kind and the number. */
const CELLS = 2;
const INTEGERS = 4;
const KIND = 2;
const NUMBER = 3;

/** Pending events in order of (time, order scheduled). Times are whole microseconds. */
export abstract class EventQueue {
  private cells = new Float64Array(CELLS * FIRST_SLOT_COUNT);
  /** The same memory. Kind: its id, or the id's complement when the payload is an object. */
  private integers = new Int32Array(this.cells.buffer).fill(FREE);
  private objects: unknown[] = [];
  private slotMask = FIRST_SLOT_COUNT - 1;
  private nextNumber = 0;
  private pushedCount = 0;
  private takenCount = 0;
  private cancelledCount = 0;
  private takenKind = 0;
  /** Cancelled events that the queue still holds. */
  protected staleCount = 0;
  private drainedTimes = new Float64Array(0);
  private drainedEvents = new Int32Array(0);

  /** The time of the event that was taken last; the loop may set it on to where a run ended. */
  time = 0;
  /** The time of the event that is pushed next: a call that is not inlined would have to allocate a time handed to it. */
  due = 0;

  /** Events that are still to run. */
  get size(): number {
    return this.pushedCount - this.takenCount - this.cancelledCount;
  }

  /** Events that take room: those that are still to run, and cancelled ones that the queue has not come across. */
  get heldCount(): number {
    return this.size + this.staleCount;
  }

  /** Events that were taken. */
  get taken(): number {
    return this.takenCount;
  }

  /** The kind of the event that was taken last: the id given to `push`. */
  get kind(): number {
    return this.takenKind < 0 ? ~this.takenKind : this.takenKind;
  }

  /** The time of the next event; Infinity when none is pending. */
  abstract nextTime(): number;

  /**
   * Takes the next event out if it is due at `last` or before, and returns its number; −1 when none is. Its time, kind and
   * payload stay readable until the next push.
   */
  abstract takeUntil(last: number): number;

  /** Puts a new event into the order, at {@link EventQueue.due}. */
  protected abstract insert(event: number): void;

  /** Takes every event out, cancelled ones too, and puts them into the arrays; those of one time in their order. */
  protected abstract drainInto(times: Float64Array, events: Int32Array): void;

  /** Puts back what was drained, in the order in which it was. */
  protected reinsert(event: number): void {
    this.insert(event);
  }

  /** Adds an event at {@link EventQueue.due}. */
  push(kind: number, payload: unknown): EventHandle {
    let event = this.nextNumber;
    if (this.integers[INTEGERS * (event & this.slotMask) + NUMBER] !== FREE) event = this.nextFree(event);
    const at = INTEGERS * (event & this.slotMask);
    this.nextNumber = (event + 1) & NUMBER_MASK;
    this.integers[at + NUMBER] = event;
    this.integers[at + KIND] = kind;
    if (typeof payload === "number") this.cells[at >> 1] = payload;
    else this.setObject(at, payload);
    this.pushedCount += 1;
    this.insert(event);
    return event as EventHandle;
  }

  /** Takes an event out; false when it has run or was cancelled before. O(1), amortised over the purges. */
  cancel(handle: EventHandle): boolean {
    if (!(handle >= 0) || !this.isLive(handle)) return false;
    this.integers[INTEGERS * (handle & this.slotMask) + NUMBER] = FREE;
    this.cancelledCount += 1;
    this.staleCount += 1;
    if (this.staleCount > PURGE_MIN_COUNT && this.staleCount > this.size) this.purge();
    return true;
  }

  /** The payload of the event that was taken last, by its number. */
  payloadOf(event: number): unknown {
    const slot = event & this.slotMask;
    return this.takenKind < 0 ? this.objects[slot] : this.cells[CELLS * slot];
  }

  /** Becomes an independent copy, handles included. The payloads are shared. */
  copyFrom(other: EventQueue): void {
    this.drainAll();
    this.cells = other.cells.slice();
    this.integers = new Int32Array(this.cells.buffer);
    this.objects = other.objects.slice();
    this.slotMask = other.slotMask;
    this.nextNumber = other.nextNumber;
    this.pushedCount = other.pushedCount;
    this.takenCount = other.takenCount;
    this.cancelledCount = other.cancelledCount;
    this.takenKind = other.takenKind;
    this.staleCount = other.staleCount;
    this.time = other.time;
    const count = other.drainAll();
    for (let index = 0; index < count; index += 1) {
      const event = other.drainedEvents[index] as number;
      this.due = other.drainedTimes[index] as number;
      other.due = this.due;
      this.reinsert(event);
      other.reinsert(event);
    }
  }

  protected isLive(event: number): boolean {
    return this.integers[INTEGERS * (event & this.slotMask) + NUMBER] === event;
  }

  /** The event has left the order and is about to run. */
  protected finish(event: number): void {
    const at = INTEGERS * (event & this.slotMask);
    this.takenKind = this.integers[at + KIND] as number;
    this.integers[at + NUMBER] = FREE;
    this.takenCount += 1;
  }

  /** The next number whose slot is free. When half of them are taken there are more, so that one is near. */
  private nextFree(taken: number): number {
    if (this.size > this.slotMask >> 1) this.grow();
    let event = taken;
    while (this.integers[INTEGERS * (event & this.slotMask) + NUMBER] !== FREE)
      event = (event + 1) & NUMBER_MASK;
    return event;
  }

  private setObject(at: number, payload: unknown): void {
    this.integers[at + KIND] = ~(this.integers[at + KIND] as number);
    this.objects[at / INTEGERS] = payload;
  }

  private purge(): void {
    const count = this.drainAll();
    this.staleCount = 0;
    for (let index = 0; index < count; index += 1) {
      const event = this.drainedEvents[index] as number;
      this.due = this.drainedTimes[index] as number;
      if (this.isLive(event)) this.reinsert(event);
    }
  }

  /** Everything that is held: the first so many of `drainedTimes` and `drainedEvents`. */
  private drainAll(): number {
    const count = this.heldCount;
    if (count > this.drainedEvents.length) {
      this.drainedTimes = new Float64Array(2 * count);
      this.drainedEvents = new Int32Array(2 * count);
    }
    this.drainInto(this.drainedTimes, this.drainedEvents);
    return count;
  }

  /** Twice as many slots: no two events meet. */
  private grow(): void {
    const { cells, integers, objects, slotMask } = this;
    const slotCount = 2 * (slotMask + 1);
    if (slotCount > SLOT_COUNT_MAX)
      throw new RangeError(`More than ${SLOT_COUNT_MAX / 2} events are pending`);
    this.slotMask = slotCount - 1;
    this.cells = new Float64Array(CELLS * slotCount);
    this.integers = new Int32Array(this.cells.buffer).fill(FREE);
    this.objects = [];
    for (let at = 0; at < integers.length; at += INTEGERS) {
      const event = integers[at + NUMBER] as number;
      if (event === FREE) continue;
      const slot = event & this.slotMask;
      this.integers[INTEGERS * slot + KIND] = integers[at + KIND] as number;
      this.integers[INTEGERS * slot + NUMBER] = event;
      if ((integers[at + KIND] as number) < 0) this.objects[slot] = objects[at / INTEGERS];
      else this.cells[CELLS * slot] = cells[at >> 1] as number;
    }
  }
}
