/**
 * The requests in one ZAAS: pooled slots in columns, threads that work on them, and a queue in order of arrival.
 *
 * A request holds its thread while it waits for z/OSMF or another service, as in Tomcat.
 */
import { grownTo, SlotPool, WaitingRing, type Forkable } from "@sysplex/sim-core";

const REQUEST_LIMIT = 0x20_0000;
const NONE = -1;

export const WorkPhase = {
  /** For a thread. */
  Waiting: 0,
  /** ZAAS itself works on it. */
  Working: 1,
  /** It waits for an answer of z/OSMF, of another ZAAS, or of the Caching Service. */
  Calling: 2,
} as const;

/** What has become of a call while the process did nothing. */
export const News = { none: 0, connected: 1, answered: 2, failed: 3 } as const;

export class Works implements Forkable {
  /** The client's connection and its number for the request. */
  connection = new Int32Array(0);
  request = new Int32Array(0);
  /** User, credentials and operation. */
  asked = new Int32Array(0);
  /** The JWT that its user had when it came. */
  token = new Int32Array(0);
  phase = new Uint8Array(0);
  /** What is answered whatever is asked, since the application is not up yet; 0: nothing. */
  preset = new Uint16Array(0);
  /** The end of ZAAS's own work, then the limit of a call; −1: none. */
  timer = new Int32Array(0);
  /** When its own work ends; while stopped, what is left of it. */
  ends = new Float64Array(0);
  call = new Uint8Array(0);
  /** What is asked of the other side. */
  callOperation = new Int32Array(0);
  /** The connection to the other side, −1: none. */
  upstream = new Int32Array(0);
  /** Of a logout: how many of the ZAAS instances in the registry have been dealt with. */
  peer = new Int32Array(0);
  news = new Uint8Array(0);
  newsStatus = new Int32Array(0);
  busyCount = 0;
  readonly waiting = new WaitingRing();
  private readonly pool = new SlotPool({
    slotLimit: REQUEST_LIMIT,
    what: "requests are in one ZAAS: they come faster than it answers",
    grow: (capacity) => this.grow(capacity),
  });

  get inside(): number {
    return this.busyCount + this.waiting.count;
  }

  get slotCount(): number {
    return this.pool.slotCount;
  }

  open(connection: number, request: number, asked: number, token: number): number {
    const slot = this.pool.take();
    this.connection[slot] = connection;
    this.request[slot] = request;
    this.asked[slot] = asked;
    this.token[slot] = token;
    this.phase[slot] = WorkPhase.Waiting;
    this.preset[slot] = 0;
    this.timer[slot] = NONE;
    this.upstream[slot] = NONE;
    this.peer[slot] = 0;
    this.news[slot] = News.none;
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

  slotOf(name: number): number {
    return this.pool.slotOf(name);
  }

  /** Nobody is inside any more; the slots have been closed one by one. */
  clear(): void {
    this.busyCount = 0;
    this.waiting.clear();
  }

  copyFrom(twin: Works): void {
    this.pool.copyFrom(twin.pool);
    this.connection = twin.connection.slice();
    this.request = twin.request.slice();
    this.asked = twin.asked.slice();
    this.token = twin.token.slice();
    this.phase = twin.phase.slice();
    this.preset = twin.preset.slice();
    this.timer = twin.timer.slice();
    this.ends = twin.ends.slice();
    this.call = twin.call.slice();
    this.callOperation = twin.callOperation.slice();
    this.upstream = twin.upstream.slice();
    this.peer = twin.peer.slice();
    this.news = twin.news.slice();
    this.newsStatus = twin.newsStatus.slice();
    this.busyCount = twin.busyCount;
    this.waiting.copyFrom(twin.waiting);
  }

  private grow(capacity: number): void {
    this.connection = grownTo(capacity, this.connection);
    this.request = grownTo(capacity, this.request);
    this.asked = grownTo(capacity, this.asked);
    this.token = grownTo(capacity, this.token);
    this.phase = grownTo(capacity, this.phase);
    this.preset = grownTo(capacity, this.preset);
    this.timer = grownTo(capacity, this.timer);
    this.ends = grownTo(capacity, this.ends);
    this.call = grownTo(capacity, this.call);
    this.callOperation = grownTo(capacity, this.callOperation);
    this.upstream = grownTo(capacity, this.upstream);
    this.peer = grownTo(capacity, this.peer);
    this.news = grownTo(capacity, this.news);
    this.newsStatus = grownTo(capacity, this.newsStatus);
  }
}
