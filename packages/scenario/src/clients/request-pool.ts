/** The requests of all clients that are under way: pooled slots in columns, named by a number of 31 bits. */
import { grownTo, SlotPool, type Forkable } from "@sysplex/sim-core";

/** Of one client. There is room for four times as many: there may be more clients, and arrivals come in bursts. */
export const REQUESTS_UNDER_WAY_MAX = 900_000;
export const NO_REQUEST = -1;
/** No connection is being made or used. */
export const NO_CONNECTION = -1;

export class RequestPool implements Forkable {
  /** Index of the client among the plex's. */
  client = new Int32Array(0);
  /** When it should have been sent, in µs. */
  due = new Float64Array(0);
  attempts = new Uint16Array(0);
  connection = new Int32Array(0);
  /** 1 once the connection is established. */
  connected = new Uint8Array(0);
  /** 1 once an attempt has failed. */
  troubled = new Uint8Array(0);
  /** What it does before what it is for. */
  preparing = new Uint8Array(0);
  /** 1 once this attempt has logged on anew. */
  renewed = new Uint8Array(0);
  timer = new Int32Array(0);
  /** Counts arrivals, for who needs to keep answers in order. */
  serial = new Float64Array(0);
  private readonly pool = new SlotPool({
    slotLimit: 0x40_0000,
    what: "requests are under way: their rate outruns the servers",
    grow: (capacity) => this.grow(capacity),
  });

  get openCount(): number {
    return this.pool.size;
  }

  /** Opens a slot; `due` is for the client to set, as an instant handed over costs memory. */
  open(client: number, serial: number): number {
    const slot = this.pool.take();
    this.client[slot] = client;
    this.serial[slot] = serial;
    this.attempts[slot] = 0;
    this.connection[slot] = NO_CONNECTION;
    this.connected[slot] = 0;
    this.troubled[slot] = 0;
    this.preparing[slot] = 0;
    this.renewed[slot] = 0;
    return this.pool.nameOf(slot);
  }

  /** The slot of a request, −1 when it has ended. */
  slotOf(request: number): number {
    return this.pool.slotOf(request);
  }

  close(slot: number): void {
    this.pool.release(slot);
  }

  /** The slots of all requests of a client that have not ended. */
  openSlotsOf(client: number): readonly number[] {
    return Array.from({ length: this.pool.slotCount }, (_, slot) => slot).filter(
      (slot) => this.pool.isInUse(slot) && this.client[slot] === client,
    );
  }

  copyFrom(twin: RequestPool): void {
    this.pool.copyFrom(twin.pool);
    this.client = twin.client.slice();
    this.due = twin.due.slice();
    this.attempts = twin.attempts.slice();
    this.connection = twin.connection.slice();
    this.connected = twin.connected.slice();
    this.troubled = twin.troubled.slice();
    this.preparing = twin.preparing.slice();
    this.renewed = twin.renewed.slice();
    this.timer = twin.timer.slice();
    this.serial = twin.serial.slice();
  }

  private grow(capacity: number): void {
    this.client = grownTo(capacity, this.client);
    this.due = grownTo(capacity, this.due);
    this.attempts = grownTo(capacity, this.attempts);
    this.connection = grownTo(capacity, this.connection);
    this.connected = grownTo(capacity, this.connected);
    this.troubled = grownTo(capacity, this.troubled);
    this.preparing = grownTo(capacity, this.preparing);
    this.renewed = grownTo(capacity, this.renewed);
    this.timer = grownTo(capacity, this.timer);
    this.serial = grownTo(capacity, this.serial);
  }
}
