/** The requests that a gateway has not answered yet: pooled slots in columns. */
import { grownTo, SlotPool, type Forkable } from "@sysplex/sim-core";

/** In one gateway at a time; with the index of the gateway a slot must fit 31 bits. */
const EXCHANGES_MAX = 0x20_0000;

const NONE = -1;

/** In the order in which a request passes through them. */
export const ExchangePhase = {
  /** The gateway itself works on it. */
  Arrived: 0,
  /** For a connection to the endpoint. */
  Waiting: 1,
  Connecting: 2,
  Sent: 3,
} as const;

export class Exchanges implements Forkable {
  /** The client's connection and its number for the request. */
  connection = new Int32Array(0);
  request = new Int32Array(0);
  /** Operation and user. */
  operation = new Int32Array(0);
  phase = new Uint8Array(0);
  retriesLeft = new Uint8Array(0);
  /** 1 while ZAAS is asked for a ticket; how many more ZAAS may be asked. */
  inTicket = new Uint8Array(0);
  ticketsLeft = new Uint8Array(0);
  /** 1 once the circuit breaker has let it through. */
  permitted = new Uint8Array(0);
  endpoint = new Int32Array(0);
  /** The connection to the endpoint, −1: none; and when it was opened. */
  upstream = new Int32Array(0);
  openedAt = new Float64Array(0);
  /** The gateway's own work, then the limit of everything; −1: none. */
  timer = new Int32Array(0);
  /** The limit of one attempt; −1: none. */
  attemptTimer = new Int32Array(0);
  private readonly pool = new SlotPool({
    slotLimit: EXCHANGES_MAX,
    what: "requests are in one gateway: they come faster than services answer",
    grow: (capacity) => this.grow(capacity),
  });

  get openCount(): number {
    return this.pool.size;
  }

  get slotCount(): number {
    return this.pool.slotCount;
  }

  open(connection: number, request: number, operation: number): number {
    const slot = this.pool.take();
    this.connection[slot] = connection;
    this.request[slot] = request;
    this.operation[slot] = operation;
    this.phase[slot] = ExchangePhase.Arrived;
    this.permitted[slot] = 0;
    this.inTicket[slot] = 0;
    this.endpoint[slot] = NONE;
    this.upstream[slot] = NONE;
    this.timer[slot] = NONE;
    this.attemptTimer[slot] = NONE;
    return slot;
  }

  close(slot: number): void {
    this.pool.release(slot);
  }

  isOpen(slot: number): boolean {
    return this.pool.isInUse(slot);
  }

  nameOf(slot: number): number {
    return this.pool.nameOf(slot);
  }

  /** The slot of a request, −1 when it has ended. */
  slotOf(name: number): number {
    return this.pool.slotOf(name);
  }

  copyFrom(twin: Exchanges): void {
    this.pool.copyFrom(twin.pool);
    this.connection = twin.connection.slice();
    this.request = twin.request.slice();
    this.operation = twin.operation.slice();
    this.phase = twin.phase.slice();
    this.retriesLeft = twin.retriesLeft.slice();
    this.inTicket = twin.inTicket.slice();
    this.ticketsLeft = twin.ticketsLeft.slice();
    this.permitted = twin.permitted.slice();
    this.endpoint = twin.endpoint.slice();
    this.upstream = twin.upstream.slice();
    this.openedAt = twin.openedAt.slice();
    this.timer = twin.timer.slice();
    this.attemptTimer = twin.attemptTimer.slice();
  }

  private grow(capacity: number): void {
    this.connection = grownTo(capacity, this.connection);
    this.request = grownTo(capacity, this.request);
    this.operation = grownTo(capacity, this.operation);
    this.phase = grownTo(capacity, this.phase);
    this.retriesLeft = grownTo(capacity, this.retriesLeft);
    this.inTicket = grownTo(capacity, this.inTicket);
    this.ticketsLeft = grownTo(capacity, this.ticketsLeft);
    this.permitted = grownTo(capacity, this.permitted);
    this.endpoint = grownTo(capacity, this.endpoint);
    this.upstream = grownTo(capacity, this.upstream);
    this.openedAt = grownTo(capacity, this.openedAt);
    this.timer = grownTo(capacity, this.timer);
    this.attemptTimer = grownTo(capacity, this.attemptTimer);
  }
}
