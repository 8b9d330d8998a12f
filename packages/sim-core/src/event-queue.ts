/**
 * What every kind of queue shares: handles of events that are pending, and payloads that are no numbers.
 *
 * Events are numbered as they are scheduled, modulo 2³¹: the number is the event's handle, its low bits are its slot, and a
 * number whose slot is taken is left out. So a handle costs no allocation, a handle of an event long gone is recognised
 * (the slot holds another number), and a cancelled event leaves its slot at once. A queue orders records, and finds out when
 * it comes across one whether its event still lives; when most do not, they are purged.
 *
 * A record is by value (time, payload, label), so that an event's memory is never looked for: with many pending that is what
 * costs. As long as nothing is cancelled no slot is read to run an event, it is only written.
 */

declare const handleBrand: unique symbol;

/** What scheduling returns and cancelling takes: plain data, may be kept in the store. */
export type EventHandle = number & { readonly [handleBrand]: true };

const NUMBER_MASK = 0x7fff_ffff;
const SLOT_COUNT_MAX = 0x200_0000;
const FIRST_SLOT_COUNT = 256;
/** With fewer slots a quarter of them may be taken, and with more a half: then they do not all fit the processor's cache. */
const LARGE_SLOT_COUNT = 0x1_0000;
const PURGE_MIN_COUNT = 1_024;
/** Room for as many drained records is kept; for more it is given back. */
const DRAINED_COUNT_KEPT = 16 * PURGE_MIN_COUNT;
const FREE = -1;
/** What a queue answers that has no event to take. */
export const NO_EVENT = -1;

/** A label is number × unit + kind, 53 bits in all: exact. To multiply by the unit's inverse is exact too. */
const LABEL_UNIT = 0x40_0000;
const LABEL_INVERSE = 1 / LABEL_UNIT;
/** Added to a kind whose payload is an object. */
const OBJECT = 0x20_0000;

/** A record's cells. The queues have these constants again: one that is imported is none to the engine, but is looked up. */
const CELLS = 3;
const PAYLOAD = 1;
const LABEL = 2;

/** Of a queue that is over. */
const NO_NUMBERS = new Int32Array([FREE]);
const NO_RECORDS = new Float64Array(0);

/** What a queue has allocated, empty again. */
export interface QueueMemory {
  readonly numbers: Int32Array;
  readonly objects: unknown[];
  readonly drained: Float64Array;
}

/** Pending events in order of (time, order scheduled). Times are whole microseconds. */
export abstract class EventQueue {
  /** By slot, the number of its event. */
  private numbers: Int32Array;
  /** By slot, payloads that are no numbers. */
  private objects: unknown[];
  private nextNumber = 0;
  private takenCount = 0;
  private takenKind = 0;
  /** For records that are drained: kept, as cancelled time-outs make a queue purge itself again and again. */
  private drained: Float64Array;
  /** Cancelled events that the queue still holds. */
  protected staleCount = 0;

  /** The time of the event that was taken last; the loop may set it on to where a run ended. */
  time = 0;
  /** The time of the event that is pushed next: a call that is not inlined would have to allocate a time handed to it. */
  due = 0;

  constructor(memory?: QueueMemory) {
    this.numbers = memory?.numbers ?? new Int32Array(FIRST_SLOT_COUNT).fill(FREE);
    this.objects = memory?.objects ?? [];
    this.drained = memory?.drained ?? NO_RECORDS;
  }

  /** Events that are still to run. */
  get size(): number {
    return this.heldCount - this.staleCount;
  }

  /** Events that take room: those that are still to run, and cancelled ones that the queue has not come across. */
  abstract get heldCount(): number;

  /** Events that were taken. */
  get taken(): number {
    return this.takenCount;
  }

  /** The kind of the event that was taken last: the id given to `push`. */
  get kind(): number {
    return this.takenKind & ~OBJECT;
  }

  /** The time of the next event; Infinity when none is pending. */
  abstract nextTime(): number;

  /**
   * Takes the next event out if it is due at `last` or before, and returns its number; −1 when none is. Its time, kind and
   * payload stay readable until the next push.
   */
  abstract takeUntil(last: number): number;

  /** The number in the record that was taken last. */
  protected abstract readonly takenPayload: number;

  /** Puts a new event into the order, at {@link EventQueue.due}. */
  protected abstract insert(event: number, kind: number, payload: number): void;

  /** Puts back what was drained, in the order in which it was. */
  protected reinsert(event: number, kind: number, payload: number): void {
    this.insert(event, kind, payload);
  }

  /** Takes every record out and puts it into the array, those of cancelled events too; those of one time in their order. */
  protected abstract drainInto(records: Float64Array): void;

  /** Adds an event at {@link EventQueue.due}. */
  push(kind: number, payload: unknown): EventHandle {
    if (typeof payload !== "number") return this.pushObject(kind, payload);
    const { numbers } = this;
    let event = this.nextNumber;
    const slot = event & (numbers.length - 1);
    if (numbers[slot] === FREE) numbers[slot] = event;
    else event = this.takeFreeNumber();
    this.nextNumber = (event + 1) & NUMBER_MASK;
    this.insert(event, kind, payload);
    return event as EventHandle;
  }

  /** Takes an event out; false when it has run or was cancelled before. O(1), amortised over the purges. */
  cancel(handle: EventHandle): boolean {
    if (!(handle >= 0) || !this.isLive(handle)) return false;
    this.numbers[handle & (this.numbers.length - 1)] = FREE;
    this.staleCount += 1;
    if (this.staleCount > PURGE_MIN_COUNT && this.staleCount > this.size) this.purge();
    return true;
  }

  /** The payload of the event that was taken last, by its number. */
  payloadOf(event: number): unknown {
    return this.takenKind < OBJECT ? this.takenPayload : this.objects[event & (this.numbers.length - 1)];
  }

  /** Becomes an independent copy, handles included. The payloads are shared. */
  copyFrom(other: EventQueue): void {
    this.drain();
    this.numbers = other.numbers.slice();
    this.objects = other.objects.slice();
    this.nextNumber = other.nextNumber;
    this.takenCount = other.takenCount;
    this.takenKind = other.takenKind;
    this.time = other.time;
    const count = other.heldCount;
    const records = other.drain();
    other.putBack(records, count);
    this.putBack(records, count);
  }

  /** Drops every event and leaves its memory: only the queue's clock and counts may be read from now on. */
  vacate(): QueueMemory {
    const { numbers, objects, drained } = this;
    this.numbers = NO_NUMBERS;
    this.objects = [];
    this.drained = NO_RECORDS;
    this.staleCount = 0;
    return { numbers: numbers.fill(FREE), objects: objects.fill(undefined), drained };
  }

  /** What a record says of its event. */
  protected labelOf(event: number, kind: number): number {
    return event * LABEL_UNIT + kind;
  }

  /** The number of a record's event. */
  protected eventOf(label: number): number {
    return (label * LABEL_INVERSE) | 0;
  }

  protected isLive(event: number): boolean {
    return this.numbers[event & (this.numbers.length - 1)] === event;
  }

  /** The event has left the order and is about to run. Returns its number. */
  protected finish(label: number): number {
    const event = this.eventOf(label);
    this.takenKind = (label - event * LABEL_UNIT) | 0;
    this.takenCount += 1;
    this.numbers[event & (this.numbers.length - 1)] = FREE;
    return event;
  }

  private pushObject(kind: number, object: unknown): EventHandle {
    const event = this.push(kind | OBJECT, 0);
    const slot = event & (this.numbers.length - 1);
    while (this.objects.length <= slot) this.objects.push(undefined); // An array with gaps may become a hash table.
    this.objects[slot] = object;
    return event;
  }

  /** The next number whose slot is free. When many of them are taken there are more: a slot that is met is mostly free. */
  private takeFreeNumber(): number {
    const { length } = this.numbers;
    if (this.size > (length < LARGE_SLOT_COUNT ? length >> 2 : length >> 1)) this.grow();
    const { numbers } = this;
    const mask = numbers.length - 1;
    let event = this.nextNumber;
    while (numbers[event & mask] !== FREE) event = (event + 1) & NUMBER_MASK;
    numbers[event & mask] = event;
    return event;
  }

  private purge(): void {
    const count = this.heldCount;
    this.putBack(this.drain(), count);
  }

  /** The array has room for every record, and may have more. */
  private drain(): Float64Array {
    const length = CELLS * this.heldCount;
    const records = length <= this.drained.length ? this.drained : new Float64Array(length);
    if (length <= CELLS * DRAINED_COUNT_KEPT) this.drained = records;
    this.drainInto(records);
    return records;
  }

  /** What was cancelled is left out. */
  private putBack(records: Float64Array, count: number): void {
    this.staleCount = 0;
    for (let at = 0; at < CELLS * count; at += CELLS) {
      const label = records[at + LABEL] as number;
      const event = this.eventOf(label);
      if (!this.isLive(event)) continue;
      this.due = records[at] as number;
      this.reinsert(event, label - event * LABEL_UNIT, records[at + PAYLOAD] as number);
    }
  }

  /** Twice as many slots: no two events meet. */
  private grow(): void {
    const { numbers, objects } = this;
    const slotCount = 2 * numbers.length;
    if (slotCount > SLOT_COUNT_MAX) return this.refuseMore();
    this.numbers = new Int32Array(slotCount).fill(FREE);
    for (const event of numbers) {
      if (event !== FREE) this.numbers[event & (slotCount - 1)] = event;
    }
    if (objects.length === 0) return;
    this.objects = new Array<unknown>(slotCount).fill(undefined);
    for (const event of numbers) {
      if (event !== FREE) this.objects[event & (slotCount - 1)] = objects[event & (numbers.length - 1)];
    }
  }

  private refuseMore(): void {
    if (2 * this.size > SLOT_COUNT_MAX)
      throw new RangeError(`More than ${SLOT_COUNT_MAX / 2} events are pending`);
  }
}
