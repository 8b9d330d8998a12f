/**
 * Slots that are used again: the ground of everything that comes and goes by the million, such as connections.
 *
 * What is kept in a slot stands in columns (typed arrays) of the owner, so that an item costs no allocation and memory
 * follows the number of items at a time, not the length of a run. Items are numbered as they come, modulo 2³¹: the number
 * is an item's name, small enough to cost no allocation either. A name of an item that is gone is recognised, whoever
 * still holds it; it comes up again after two thousand million items.
 */

/** How many slots there may be, and who makes room for them. */
export interface SlotPoolOptions {
  /** Slots at most. */
  readonly slotLimit: number;
  /** What is pooled, for the message when the limit is reached. */
  readonly what: string;
  /** The owner's columns must have room for this many slots. */
  readonly grow: (capacity: number) => void;
}

const FIRST_CAPACITY = 64;
const NAME_MASK = 0x7fff_ffff;
const NOBODY = -1;

/** Which slots are in use, and the names of what is in them. The columns are the owner's. */
export class SlotPool {
  private capacity = FIRST_CAPACITY;
  /** By slot; −1 when it is free. */
  private names = new Int32Array(FIRST_CAPACITY).fill(NOBODY);
  private free = new Int32Array(FIRST_CAPACITY);
  private freeCount = 0;
  private used = 0;
  /** By the low bits of a name, its slot: twice as many places as slots, so that a free one is near. */
  private places = new Int32Array(2 * FIRST_CAPACITY).fill(NOBODY);
  private nextName = 0;

  constructor(private readonly options: SlotPoolOptions) {
    options.grow(FIRST_CAPACITY);
  }

  /** Slots in use. */
  get size(): number {
    return this.used - this.freeCount;
  }

  /** Slots that exist: all may be visited, most may be free. */
  get slotCount(): number {
    return this.used;
  }

  /** A free slot, now in use. The one freed last is used first. */
  take(): number {
    const slot = this.freeSlot();
    const mask = this.places.length - 1;
    let name = this.nextName;
    while (this.places[name & mask] !== NOBODY) name = (name + 1) & NAME_MASK;
    this.nextName = (name + 1) & NAME_MASK;
    this.places[name & mask] = slot;
    this.names[slot] = name;
    return slot;
  }

  /** The slot's item is gone: its name goes stale. */
  release(slot: number): void {
    this.places[(this.names[slot] as number) & (this.places.length - 1)] = NOBODY;
    this.names[slot] = NOBODY;
    this.free[this.freeCount] = slot;
    this.freeCount += 1;
  }

  /** Whether the slot holds an item: for a visit to all slots below {@link SlotPool.slotCount}. */
  isInUse(slot: number): boolean {
    return slot < this.used && this.names[slot] !== NOBODY;
  }

  /** The name of the item in a slot. It goes stale when the slot is released. */
  nameOf(slot: number): number {
    return this.names[slot] as number;
  }

  /** The slot of an item; −1 when it is gone. */
  slotOf(name: number): number {
    const slot = this.places[name & (this.places.length - 1)] as number;
    return slot >= 0 && this.names[slot] === name ? slot : NOBODY;
  }

  /** Becomes an independent copy; the owner's columns are the owner's business. */
  copyFrom(other: SlotPool): void {
    this.capacity = other.capacity;
    this.names = other.names.slice();
    this.free = other.free.slice();
    this.freeCount = other.freeCount;
    this.used = other.used;
    this.places = other.places.slice();
    this.nextName = other.nextName;
  }

  private freeSlot(): number {
    if (this.freeCount > 0) {
      this.freeCount -= 1;
      return this.free[this.freeCount] as number;
    }
    if (this.used === this.capacity) this.growTo(2 * this.capacity);
    this.used += 1;
    return this.used - 1;
  }

  private growTo(capacity: number): void {
    const { slotLimit, what, grow } = this.options;
    if (capacity > slotLimit) throw new RangeError(`More than ${slotLimit} ${what}`);
    const { names } = this;
    this.capacity = capacity;
    this.names = new Int32Array(capacity).fill(NOBODY);
    this.names.set(names);
    this.free = grownTo(capacity, this.free);
    this.places = new Int32Array(2 * capacity).fill(NOBODY);
    names.forEach((name, slot) => (this.places[name & (this.places.length - 1)] = slot)); // All are in use.
    grow(capacity);
  }
}

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** A column with room for `capacity` slots, its content kept. */
export function grownTo<Kind extends Column>(capacity: number, column: Kind): Kind {
  const larger = new (column.constructor as new (length: number) => Kind)(capacity);
  larger.set(column);
  return larger;
}
