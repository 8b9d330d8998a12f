/** The requests inside one service program: pooled slots in columns. */
import { grownTo, SlotPool, WaitingRing, type Forkable } from "@sysplex/sim-core";

/** In one program at a time; with the index of the component a slot must fit 31 bits. */
const REQUEST_LIMIT = 0x20_0000;

/** No timer, no connection. */
export const NONE = -1;

export const RequestPhase = {
  Waiting: 0,
  /** A thread works on it. */
  InService: 1,
  /** It waits for the answer of another service. */
  Calling: 2,
} as const;

export class RequestColumns implements Forkable {
  /** Who asked; −1: the program itself. */
  connection = new Int32Array(0);
  request = new Int32Array(0);
  operation = new Int32Array(0);
  phase = new Uint8Array(0);
  /** When the service ends; while stopped, what is left of it. */
  ends = new Float64Array(0);
  /** The end of the service, or the limit of the call; −1: none. */
  timer = new Int32Array(0);
  /** The connection to who is asked; −1: none. */
  call = new Int32Array(0);
  /** What the call is made for, and what is asked. */
  purpose = new Uint8Array(0);
  asked = new Int32Array(0);
  /** Which of several threads works on it, where they are told apart. */
  worker = new Uint8Array(0);
  /** While stopped: a call has ended with this status. */
  hasNews = new Uint8Array(0);
  news = new Uint16Array(0);
  readonly waiting = new WaitingRing();
  readonly pool = new SlotPool({
    slotLimit: REQUEST_LIMIT,
    what: "requests are in one component: they come faster than it answers",
    grow: (capacity) => this.grow(capacity),
  });

  open(connection: number, request: number, operation: number): number {
    const slot = this.pool.take();
    this.connection[slot] = connection;
    this.request[slot] = request;
    this.operation[slot] = operation;
    this.phase[slot] = RequestPhase.Waiting;
    this.timer[slot] = NONE;
    this.call[slot] = NONE;
    this.purpose[slot] = 0;
    this.worker[slot] = 0;
    this.hasNews[slot] = 0;
    return slot;
  }

  copyFrom(twin: RequestColumns): void {
    this.pool.copyFrom(twin.pool);
    this.connection = twin.connection.slice();
    this.request = twin.request.slice();
    this.operation = twin.operation.slice();
    this.phase = twin.phase.slice();
    this.ends = twin.ends.slice();
    this.timer = twin.timer.slice();
    this.call = twin.call.slice();
    this.purpose = twin.purpose.slice();
    this.asked = twin.asked.slice();
    this.worker = twin.worker.slice();
    this.hasNews = twin.hasNews.slice();
    this.news = twin.news.slice();
    this.waiting.copyFrom(twin.waiting);
  }

  private grow(capacity: number): void {
    this.connection = grownTo(capacity, this.connection);
    this.request = grownTo(capacity, this.request);
    this.operation = grownTo(capacity, this.operation);
    this.phase = grownTo(capacity, this.phase);
    this.ends = grownTo(capacity, this.ends);
    this.timer = grownTo(capacity, this.timer);
    this.call = grownTo(capacity, this.call);
    this.purpose = grownTo(capacity, this.purpose);
    this.asked = grownTo(capacity, this.asked);
    this.worker = grownTo(capacity, this.worker);
    this.hasNews = grownTo(capacity, this.hasNews);
    this.news = grownTo(capacity, this.news);
  }
}
