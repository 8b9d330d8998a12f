/**
 * The requests that are under way: pooled slots in typed arrays, so that a request costs no allocation. A request is
 * named by slot and generation in one number that fits 31 bits: timers that outlive it are recognised as stale.
 */
const SLOT_BITS = 16;
const SLOT_LIMIT = 0x10000;
const GENERATION_LIMIT = 0x8000;
export const NO_REQUEST = -1;
/** No connection is being made or used. */
export const NO_CONNECTION = -1;

export class RequestPool {
  private capacity = 64;
  private used = 0;
  private readonly free: number[] = [];
  private generations = new Uint16Array(this.capacity);
  private busy = new Uint8Array(this.capacity);
  /** When it should have been sent, in µs. */
  due = new Float64Array(this.capacity);
  attempts = new Uint16Array(this.capacity);
  connection = new Float64Array(this.capacity);
  /** 1 once the connection is established. */
  connected = new Uint8Array(this.capacity);
  timer = new Float64Array(this.capacity);
  /** Counts arrivals, for who needs to keep answers in order. */
  serial = new Float64Array(this.capacity);

  get openCount(): number {
    return this.used - this.free.length;
  }

  open(due: number, serial: number): number {
    const slot = this.takeSlot();
    this.busy[slot] = 1;
    this.due[slot] = due;
    this.serial[slot] = serial;
    this.attempts[slot] = 0;
    this.connection[slot] = NO_CONNECTION;
    this.connected[slot] = 0;
    return (this.generations[slot] as number) * SLOT_LIMIT + slot;
  }

  /** The slot of a request, −1 when it has ended. */
  slotOf(request: number): number {
    if (request < 0) return NO_REQUEST;
    const slot = request & (SLOT_LIMIT - 1);
    return this.busy[slot] === 1 && this.generations[slot] === request >>> SLOT_BITS ? slot : NO_REQUEST;
  }

  close(slot: number): void {
    this.busy[slot] = 0;
    this.generations[slot] = ((this.generations[slot] as number) + 1) % GENERATION_LIMIT;
    this.free.push(slot);
  }

  private takeSlot(): number {
    const reused = this.free.pop();
    if (reused !== undefined) return reused;
    if (this.used === this.capacity) this.grow();
    this.used += 1;
    return this.used - 1;
  }

  private grow(): void {
    if (this.capacity === SLOT_LIMIT) {
      throw new RangeError(
        `More than ${SLOT_LIMIT} requests of one client are under way: its rate outruns the servers`,
      );
    }
    this.capacity *= 2;
    this.generations = copied(this.generations, new Uint16Array(this.capacity));
    this.busy = copied(this.busy, new Uint8Array(this.capacity));
    this.due = copied(this.due, new Float64Array(this.capacity));
    this.attempts = copied(this.attempts, new Uint16Array(this.capacity));
    this.connection = copied(this.connection, new Float64Array(this.capacity));
    this.connected = copied(this.connected, new Uint8Array(this.capacity));
    this.timer = copied(this.timer, new Float64Array(this.capacity));
    this.serial = copied(this.serial, new Float64Array(this.capacity));
  }
}

function copied<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
