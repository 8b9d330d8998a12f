/** The data plane's connections: pooled slots in columns, named by a number of 31 bits. */
import { grownTo, SlotPool } from "@sysplex/sim-core";

/** Which connection: see SlotPool. */
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
  phase = new Uint8Array(0);
  /** What the client opened it for. */
  purpose = new Int32Array(0);
  /** Index of the client, of the destination, of the stack it ends at, and of the listener there. */
  client = new Int32Array(0);
  destination = new Int32Array(0);
  stack = new Int32Array(0);
  listener = new Int32Array(0);
  incarnation = new Float64Array(0);
  /** SYNs sent, later transmissions of the present request. */
  attempts = new Uint8Array(0);
  timer = new Int32Array(0);
  /** The request that waits for its answer, and what it asks for; −1: none. */
  request = new Int32Array(0);
  operation = new Int32Array(0);
  delivered = new Uint8Array(0);
  status = new Uint16Array(0);
  /**
   * 1 + the entry of the destination port table that it was sent by, negative when by a timed affinity; 0: by none. See
   * ConnectionRoutingTable.
   */
  routed = new Int32Array(0);
  private readonly pool = new SlotPool({
    slotLimit: 0x40_0000,
    what: "connections are open",
    grow: (capacity) => this.grow(capacity),
  });

  /** Connections that are open, or being opened. */
  get openCount(): number {
    return this.pool.size;
  }

  /** Slots that exist: all of them may be visited, most may be free. */
  get slotCount(): number {
    return this.pool.slotCount;
  }

  open(client: number, destination: number, purpose: number): ConnectionName {
    const slot = this.pool.take();
    this.purpose[slot] = purpose;
    this.phase[slot] = ConnectionPhase.SynSent;
    this.client[slot] = client;
    this.destination[slot] = destination;
    this.stack[slot] = NONE;
    this.listener[slot] = NONE;
    this.attempts[slot] = 0;
    this.request[slot] = NONE;
    this.delivered[slot] = 0;
    return this.pool.nameOf(slot);
  }

  /** The slot of a connection; −1 when it has closed. */
  slotOf(name: ConnectionName): number {
    return this.pool.slotOf(name);
  }

  nameOf(slot: number): ConnectionName {
    return this.pool.nameOf(slot);
  }

  close(slot: number): void {
    this.phase[slot] = ConnectionPhase.Free;
    this.pool.release(slot);
  }

  copyFrom(other: Connections): void {
    this.pool.copyFrom(other.pool);
    this.phase = other.phase.slice();
    this.purpose = other.purpose.slice();
    this.client = other.client.slice();
    this.destination = other.destination.slice();
    this.stack = other.stack.slice();
    this.listener = other.listener.slice();
    this.incarnation = other.incarnation.slice();
    this.attempts = other.attempts.slice();
    this.timer = other.timer.slice();
    this.request = other.request.slice();
    this.operation = other.operation.slice();
    this.delivered = other.delivered.slice();
    this.status = other.status.slice();
    this.routed = other.routed.slice();
  }

  private grow(capacity: number): void {
    this.phase = grownTo(capacity, this.phase);
    this.purpose = grownTo(capacity, this.purpose);
    this.client = grownTo(capacity, this.client);
    this.destination = grownTo(capacity, this.destination);
    this.stack = grownTo(capacity, this.stack);
    this.listener = grownTo(capacity, this.listener);
    this.incarnation = grownTo(capacity, this.incarnation);
    this.attempts = grownTo(capacity, this.attempts);
    this.timer = grownTo(capacity, this.timer);
    this.request = grownTo(capacity, this.request);
    this.operation = grownTo(capacity, this.operation);
    this.delivered = grownTo(capacity, this.delivered);
    this.status = grownTo(capacity, this.status);
    this.routed = grownTo(capacity, this.routed);
  }
}
