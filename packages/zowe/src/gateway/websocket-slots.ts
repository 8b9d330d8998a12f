/** The websockets of one gateway: pooled slots in columns, found by the client's connection too. */
import { grownTo, SlotPool, type Forkable } from "@sysplex/sim-core";
import type { ConnectionName } from "@sysplex/tcpip";

/** In one gateway at a time; with the index of the gateway a slot must fit 31 bits. */
const WEBSOCKETS_MAX = 0x20_0000;

const NONE = -1;

/** In the order in which a websocket passes through them. */
export const WebsocketPhase = {
  /** A connection to the instance is being made. */
  Connecting: 0,
  /** The instance has the upgrade. */
  Upgrading: 1,
  Open: 2,
} as const;

/** What has reached a gateway that hangs. */
export const WebsocketNews = {
  None: 0,
  Connected: 1,
  Refused: 2,
  TimedOut: 3,
  Answered: 4,
  LimitReached: 5,
} as const;

export class WebsocketSlots implements Forkable {
  /** The client's connection, and its number for what it waits for; −1: it waits for nothing. */
  connection = new Int32Array(0);
  request = new Int32Array(0);
  /** What the instance is asked. */
  asked = new Int32Array(0);
  phase = new Uint8Array(0);
  /** The connection to the instance. */
  upstream = new Int32Array(0);
  /** When something came over it at last, in µs. */
  usedAt = new Float64Array(0);
  /** The limit of the upgrade; −1: none. */
  timer = new Int32Array(0);
  news = new Uint8Array(0);
  newsStatus = new Uint16Array(0);
  private byConnection = new Map<ConnectionName, number>();
  private readonly pool = new SlotPool({
    slotLimit: WEBSOCKETS_MAX,
    what: "websockets are in one gateway",
    grow: (capacity) => this.grow(capacity),
  });

  get count(): number {
    return this.pool.size;
  }

  get slotCount(): number {
    return this.pool.slotCount;
  }

  open(connection: ConnectionName, request: number, asked: number): number {
    const slot = this.pool.take();
    this.connection[slot] = connection;
    this.request[slot] = request;
    this.asked[slot] = asked;
    this.phase[slot] = WebsocketPhase.Connecting;
    this.upstream[slot] = NONE;
    this.timer[slot] = NONE;
    this.news[slot] = WebsocketNews.None;
    this.byConnection.set(connection, slot);
    return slot;
  }

  close(slot: number): void {
    this.byConnection.delete(this.connection[slot] as number);
    this.pool.release(slot);
  }

  isInUse(slot: number): boolean {
    return this.pool.isInUse(slot);
  }

  nameOf(slot: number): number {
    return this.pool.nameOf(slot);
  }

  /** The slot of a websocket, −1 when it has ended. */
  slotOf(name: number): number {
    return this.pool.slotOf(name);
  }

  /** The slot of the websocket on a client's connection, −1: it carries none. */
  slotOn(connection: ConnectionName): number {
    return this.byConnection.get(connection) ?? NONE;
  }

  copyFrom(twin: WebsocketSlots): void {
    this.pool.copyFrom(twin.pool);
    this.connection = twin.connection.slice();
    this.request = twin.request.slice();
    this.asked = twin.asked.slice();
    this.phase = twin.phase.slice();
    this.upstream = twin.upstream.slice();
    this.usedAt = twin.usedAt.slice();
    this.timer = twin.timer.slice();
    this.news = twin.news.slice();
    this.newsStatus = twin.newsStatus.slice();
    this.byConnection = new Map(twin.byConnection);
  }

  private grow(capacity: number): void {
    this.connection = grownTo(capacity, this.connection);
    this.request = grownTo(capacity, this.request);
    this.asked = grownTo(capacity, this.asked);
    this.phase = grownTo(capacity, this.phase);
    this.upstream = grownTo(capacity, this.upstream);
    this.usedAt = grownTo(capacity, this.usedAt);
    this.timer = grownTo(capacity, this.timer);
    this.news = grownTo(capacity, this.news);
    this.newsStatus = grownTo(capacity, this.newsStatus);
  }
}
