/**
 * Slots that are used again: the ground of everything that comes and goes by the million, such as connections.
 *
 * What is kept in a slot stands in columns (typed arrays) of the owner, so that an item costs no allocation and memory
 * follows the number of items at a time, not the length of a run. An item's name is its slot and the slot's generation in
 * one number: a name of an item that is gone is recognised as stale, whoever still holds it.
 */
export interface SlotPoolOptions {
  /** Slots at most. Name = generation × slotLimit + slot. */
  readonly slotLimit: number;
  /** Generations are counted modulo this: how soon a name may come up again. */
  readonly generationLimit: number;
  /** What is pooled, for the message when the limit is reached. */
  readonly what: string;
  /** The owner's columns must have room for this many slots. */
  readonly grow: (capacity: number) => void;
}

const FIRST_CAPACITY = 64;

export class SlotPool {
  private capacity = FIRST_CAPACITY;
  private generations = new Float64Array(FIRST_CAPACITY);
  private inUse = new Uint8Array(FIRST_CAPACITY);
  private readonly free: number[] = [];
  private used = 0;

  constructor(private readonly options: SlotPoolOptions) {
    options.grow(FIRST_CAPACITY);
  }

  /** Slots in use. */
  get size(): number {
    return this.used - this.free.length;
  }

  /** Slots that exist: all may be visited, most may be free. */
  get slotCount(): number {
    return this.used;
  }

  /** A free slot, now in use. The one freed last is used first. */
  take(): number {
    const slot = this.free.pop() ?? this.newSlot();
    this.inUse[slot] = 1;
    return slot;
  }

  /** The slot's item is gone: its name goes stale. */
  release(slot: number): void {
    this.inUse[slot] = 0;
    this.generations[slot] = ((this.generations[slot] as number) + 1) % this.options.generationLimit;
    this.free.push(slot);
  }

  isInUse(slot: number): boolean {
    return this.inUse[slot] === 1;
  }

  nameOf(slot: number): number {
    return (this.generations[slot] as number) * this.options.slotLimit + slot;
  }

  /** The slot of an item; −1 when it is gone. */
  slotOf(name: number): number {
    if (name < 0) return -1;
    const { slotLimit } = this.options;
    const slot = name % slotLimit;
    return this.inUse[slot] === 1 && this.generations[slot] === (name - slot) / slotLimit ? slot : -1;
  }

  /** Becomes an independent copy; the owner's columns are the owner's business. */
  copyFrom(other: SlotPool): void {
    this.capacity = other.capacity;
    this.generations = other.generations.slice();
    this.inUse = other.inUse.slice();
    this.free.splice(0, Infinity, ...other.free);
    this.used = other.used;
  }

  private newSlot(): number {
    if (this.used === this.capacity) this.growTo(2 * this.capacity);
    this.used += 1;
    return this.used - 1;
  }

  private growTo(capacity: number): void {
    const { slotLimit, what, grow } = this.options;
    if (capacity > slotLimit) throw new RangeError(`More than ${slotLimit} ${what}`);
    this.capacity = capacity;
    this.generations = grownTo(capacity, this.generations);
    this.inUse = grownTo(capacity, this.inUse);
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
