/**
 * The requests that are under way: pooled slots in columns, named by slot and generation in one number of 31 bits.
 *
 * The generation is short. It need not be more: a request's timers are cancelled when it ends, and who answers names the
 * connection too.
 */
import { grownTo, SlotPool } from "@sysplex/sim-core";

/** Of one client. A tenth less than there is room for: arrivals at random come in bursts. */
export const REQUESTS_UNDER_WAY_MAX = 900_000;
export const NO_REQUEST = -1;
/** No connection is being made or used. */
export const NO_CONNECTION = -1;

export class RequestPool {
  /** When it should have been sent, in µs. */
  due = new Float64Array(0);
  attempts = new Uint16Array(0);
  connection = new Float64Array(0);
  /** 1 once the connection is established. */
  connected = new Uint8Array(0);
  /** 1 once an attempt has failed. */
  troubled = new Uint8Array(0);
  timer = new Float64Array(0);
  /** Counts arrivals, for who needs to keep answers in order. */
  serial = new Float64Array(0);
  private readonly pool = new SlotPool({
    slotLimit: 0x10_0000,
    generationLimit: 0x800,
    what: "requests of one client are under way: its rate outruns the servers",
    grow: (capacity) => this.grow(capacity),
  });

  get openCount(): number {
    return this.pool.size;
  }

  open(due: number, serial: number): number {
    const slot = this.pool.take();
    this.due[slot] = due;
    this.serial[slot] = serial;
    this.attempts[slot] = 0;
    this.connection[slot] = NO_CONNECTION;
    this.connected[slot] = 0;
    this.troubled[slot] = 0;
    return this.pool.nameOf(slot);
  }

  /** The slot of a request, −1 when it has ended. */
  slotOf(request: number): number {
    return this.pool.slotOf(request);
  }

  close(slot: number): void {
    this.pool.release(slot);
  }

  /** The slots of all requests that have not ended. */
  get openSlots(): readonly number[] {
    return Array.from({ length: this.pool.slotCount }, (_, slot) => slot).filter((slot) =>
      this.pool.isInUse(slot),
    );
  }

  private grow(capacity: number): void {
    this.due = grownTo(capacity, this.due);
    this.attempts = grownTo(capacity, this.attempts);
    this.connection = grownTo(capacity, this.connection);
    this.connected = grownTo(capacity, this.connected);
    this.troubled = grownTo(capacity, this.troubled);
    this.timer = grownTo(capacity, this.timer);
    this.serial = grownTo(capacity, this.serial);
  }
}
