/**
 * What every kind of queue shares: handles of events that are pending, and payloads that are no numbers.
 *
 * Events are numbered as they are scheduled, modulo 2³¹: the number is the event's handle, its low bits are its slot, and a
 * number whose slot is taken is left out. So a handle costs no allocation, a handle of an event long gone is recognised
 * (the slot holds another number), and a cancelled event leaves its slot at once. A queue orders records, and finds out when
 * it comes across one whether its event still lives; when most do not, they are purged.
 *
 * A record is by value (time, payload, label), so that an event's memory is never looked for: with many pending that is what
 * costs. As long as nothing is cancelled no slot is read to run an event, it is only written. Where the slots are too many for
 * the processor's cache not even that: their numbers stay, and a bit each tells which are taken.
 */

declare const handleBrand: unique symbol;

/** What scheduling returns and cancelling takes: plain data, may be kept in the store. */
export type EventHandle = number & { readonly [handleBrand]: true };

const NUMBER_MASK = 0x7fff_ffff;
const SLOT_COUNT_MAX = 0x200_0000;
const FIRST_SLOT_COUNT = 256;
/** With fewer slots a quarter of them may be taken, and with more a half: then they do not all fit the processor's cache. */
const LARGE_SLOT_COUNT = 0x1_0000;
/** With more slots bits tell which are taken. @measured A million pending: 25 % less time; 100,000: 5 % more, with 260,000 slots. */
const PLAIN_SLOT_COUNT_MAX = 0x4_0000;
const PURGE_MIN_COUNT = 1_024;
/** Room for as many drained records is kept; for more it is given back. */
const DRAINED_COUNT_KEPT = 16 * PURGE_MIN_COUNT;
const FREE = -1;
/** Not any event's, and not free: a bit tells. */
const NO_NUMBER = -2;
/** What a queue answers that has no event to take. */
export const NO_EVENT = -1;

/** A label is number × unit + kind, 53 bits in all: exact. To multiply by the unit's inverse is exact too. */
const LABEL_UNIT = 0x40_0000;
const LABEL_INVERSE = 1 / LABEL_UNIT;
/** Added to a kind whose payload is an object. */
const OBJECT = 0x20_0000;
/** A kind's id is less. */
export const KIND_ID_LIMIT = OBJECT;

/** A record's cells. The queues have these constants again: one that is imported is none to the engine, but is looked up. */
const CELLS = 3;
const PAYLOAD = 1;
const LABEL = 2;

/** Of a queue that is over. */
const NO_NUMBERS = new Int32Array([FREE]);
const NO_BITS = new Int32Array(0);
const NO_RECORDS = new Float64Array(0);

/** What a queue has allocated, empty again. */
export interface QueueMemory {
  readonly numbers: Int32Array;
  readonly bits: Int32Array;
  readonly objects: unknown[];
  readonly drained: Float64Array;
}

/** Pending events in order of (time, order scheduled). Times are whole microseconds. */
export abstract class EventQueue {
  /** By slot, the number of its event; with {@link EventQueue.hasBits}, of its latest. */
  private numbers: Int32Array;
  /** Whether bits tell which slots are taken. */
  private hasBits: boolean;
  private bits: Int32Array;
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
    this.bits = memory?.bits ?? NO_BITS;
    this.hasBits = this.bits.length > 0;
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
    this.release(handle);
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
    this.bits = other.bits.slice();
    this.hasBits = other.hasBits;
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
    const { numbers, bits, objects, drained } = this;
    numbers.fill(this.hasBits ? NO_NUMBER : FREE);
    bits.fill(0);
    objects.fill(undefined);
    this.numbers = NO_NUMBERS;
    this.bits = NO_BITS;
    this.hasBits = false;
    this.objects = [];
    this.drained = NO_RECORDS;
    this.staleCount = 0;
    return { numbers, bits, objects, drained };
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
    const slot = event & (this.numbers.length - 1);
    return this.numbers[slot] === event && (!this.hasBits || this.hasBit(slot));
  }

  /** The event has left the order and is about to run. Returns its number. */
  protected finish(label: number): number {
    const event = this.eventOf(label);
    this.takenKind = (label - event * LABEL_UNIT) | 0;
    this.takenCount += 1;
    this.release(event);
    return event;
  }

  private pushObject(kind: number, object: unknown): EventHandle {
    const event = this.push(kind | OBJECT, 0);
    const slot = event & (this.numbers.length - 1);
    while (this.objects.length <= slot) this.objects.push(undefined); // An array with gaps may become a hash table.
    this.objects[slot] = object;
    return event;
  }

  /** The event leaves its slot. */
  private release(event: number): void {
    const slot = event & (this.numbers.length - 1);
    if (this.hasBits) this.clearBit(slot);
    else this.numbers[slot] = FREE;
  }

  private hasBit(slot: number): boolean {
    return (((this.bits[slot >> 5] as number) >> slot) & 1) === 1;
  }

  private clearBit(slot: number): void {
    this.bits[slot >> 5] = (this.bits[slot >> 5] as number) & ~(1 << slot);
  }

  /** The next number whose slot is free. When many of them are taken there are more: a slot that is met is mostly free. */
  private takeFreeNumber(): number {
    let event = this.nextNumber;
    if (this.isTaken(event)) {
      const { length } = this.numbers;
      if (this.size > (length < LARGE_SLOT_COUNT ? length >> 2 : length >> 1)) this.grow();
      while (this.isTaken(event)) event = (event + 1) & NUMBER_MASK;
    }
    this.occupy(event);
    return event;
  }

  private isTaken(event: number): boolean {
    const slot = event & (this.numbers.length - 1);
    return this.hasBits ? this.hasBit(slot) : this.numbers[slot] !== FREE;
  }

  private occupy(event: number): void {
    const slot = event & (this.numbers.length - 1);
    this.numbers[slot] = event;
    if (this.hasBits) this.bits[slot >> 5] = (this.bits[slot >> 5] as number) | (1 << slot);
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
    const pending = numbers.filter((event) => event >= 0 && this.isLive(event));
    this.hasBits = slotCount > PLAIN_SLOT_COUNT_MAX;
    this.numbers = new Int32Array(slotCount).fill(this.hasBits ? NO_NUMBER : FREE);
    this.bits = this.hasBits ? new Int32Array(slotCount >> 5) : NO_BITS;
    for (const event of pending) this.occupy(event);
    if (objects.length === 0) return;
    this.objects = new Array<unknown>(slotCount).fill(undefined);
    for (const event of pending) {
      this.objects[event & (slotCount - 1)] = objects[event & (numbers.length - 1)];
    }
  }

  private refuseMore(): void {
    if (2 * this.size > SLOT_COUNT_MAX)
      throw new RangeError(`More than ${SLOT_COUNT_MAX / 2} events are pending`);
  }
}
