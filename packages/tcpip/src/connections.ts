/**
 * The data plane's connections: pooled slots in typed arrays, so that a connection costs no allocation and memory does
 * not grow with the length of a run.
 *
 * A connection is named by its slot and the slot's generation in one number: a name of a connection that has closed is
 * recognised as stale, whoever still holds it.
 */
const SLOT_LIMIT = 0x400000;
const GENERATION_LIMIT = 0x80000000;

/** Slot and generation of a connection in one number. */
export type ConnectionName = number;

/** In the order in which a connection passes through them. */
export const ConnectionPhase = {
  Free: 0,
  SynSent: 1,
  /** The target has accepted; the acknowledgement is on its way to the client. */
  Accepted: 2,
  Established: 3,
} as const;

const NONE = -1;

export class Connections {
  private capacity = 64;
  private used = 0;
  private readonly free: number[] = [];
  private generations = new Float64Array(this.capacity);
  phase = new Uint8Array(this.capacity);
  /** What the client opened it for. */
  purpose = new Int32Array(this.capacity);
  /** Index of the client, of the destination, of the stack it ends at, and of the listener there. */
  client = new Int32Array(this.capacity);
  destination = new Int32Array(this.capacity);
  stack = new Int32Array(this.capacity);
  listener = new Int32Array(this.capacity);
  incarnation = new Float64Array(this.capacity);
  /** SYNs sent, later transmissions of the present request. */
  attempts = new Uint8Array(this.capacity);
  timer = new Float64Array(this.capacity);
  /** The request that waits for its answer, and what it asks for; −1: none. */
  request = new Int32Array(this.capacity);
  operation = new Int32Array(this.capacity);
  delivered = new Uint8Array(this.capacity);
  status = new Uint16Array(this.capacity);

  /** Slots in use. */
  get openCount(): number {
    return this.used - this.free.length;
  }

  /** Slots that exist: all of them may be visited, most may be free. */
  get slotCount(): number {
    return this.used;
  }

  open(client: number, destination: number, purpose: number): ConnectionName {
    const slot = this.takeSlot();
    this.purpose[slot] = purpose;
    this.phase[slot] = ConnectionPhase.SynSent;
    this.client[slot] = client;
    this.destination[slot] = destination;
    this.stack[slot] = NONE;
    this.listener[slot] = NONE;
    this.attempts[slot] = 0;
    this.request[slot] = NONE;
    this.delivered[slot] = 0;
    return this.nameOf(slot);
  }

  /** The slot of a connection; −1 when it has closed. */
  slotOf(name: ConnectionName): number {
    const slot = name % SLOT_LIMIT;
    return this.generations[slot] === (name - slot) / SLOT_LIMIT && this.phase[slot] !== ConnectionPhase.Free
      ? slot
      : NONE;
  }

  nameOf(slot: number): ConnectionName {
    return (this.generations[slot] as number) * SLOT_LIMIT + slot;
  }

  close(slot: number): void {
    this.phase[slot] = ConnectionPhase.Free;
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
    if (this.capacity === SLOT_LIMIT) throw new RangeError(`More than ${SLOT_LIMIT} connections are open`);
    this.capacity *= 2;
    const size = this.capacity;
    this.generations = copied(this.generations, new Float64Array(size));
    this.phase = copied(this.phase, new Uint8Array(size));
    this.purpose = copied(this.purpose, new Int32Array(size));
    this.client = copied(this.client, new Int32Array(size));
    this.destination = copied(this.destination, new Int32Array(size));
    this.stack = copied(this.stack, new Int32Array(size));
    this.listener = copied(this.listener, new Int32Array(size));
    this.incarnation = copied(this.incarnation, new Float64Array(size));
    this.attempts = copied(this.attempts, new Uint8Array(size));
    this.timer = copied(this.timer, new Float64Array(size));
    this.request = copied(this.request, new Int32Array(size));
    this.operation = copied(this.operation, new Int32Array(size));
    this.delivered = copied(this.delivered, new Uint8Array(size));
    this.status = copied(this.status, new Uint16Array(size));
  }
}

function copied<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
