/** The websockets that one Desktop server holds: pooled slots in columns, found by the client's connection too. */
import { grownTo, SlotPool, type Forkable } from "@sysplex/sim-core";
import type { ConnectionName } from "@sysplex/tcpip";

const SOCKETS_MAX = 0x20_0000;
const NONE = -1;

export class SocketColumns implements Forkable {
  connection = new Int32Array(0);
  /** What waits for its answer, −1: nothing. */
  request = new Int32Array(0);
  worker = new Uint8Array(0);
  /** The connection to the terminal's server; −1: this websocket is no terminal's. */
  terminal = new Int32Array(0);
  /** 1 once the client has its answer to the upgrade. */
  isOpen = new Uint8Array(0);
  /** 1 once something was typed: what is lost with it, is missed. */
  wasUsed = new Uint8Array(0);
  /** While the process hangs, what has come for it: 1 from the client, 2 an answer, 3 the connection, 4 no connection. */
  news = new Uint8Array(0);
  newsStatus = new Uint16Array(0);
  private byConnection = new Map<ConnectionName, number>();
  private readonly pool = new SlotPool({
    slotLimit: SOCKETS_MAX,
    what: "websockets are in one Desktop server",
    grow: (capacity) => this.grow(capacity),
  });

  get count(): number {
    return this.pool.size;
  }

  get slotCount(): number {
    return this.pool.slotCount;
  }

  open(connection: ConnectionName, request: number, worker: number): number {
    const slot = this.pool.take();
    this.connection[slot] = connection;
    this.request[slot] = request;
    this.worker[slot] = worker;
    this.terminal[slot] = NONE;
    this.isOpen[slot] = 0;
    this.wasUsed[slot] = 0;
    this.news[slot] = 0;
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

  slotOf(name: number): number {
    return this.pool.slotOf(name);
  }

  slotOn(connection: ConnectionName): number {
    return this.byConnection.get(connection) ?? NONE;
  }

  copyFrom(twin: SocketColumns): void {
    this.pool.copyFrom(twin.pool);
    this.connection = twin.connection.slice();
    this.request = twin.request.slice();
    this.worker = twin.worker.slice();
    this.terminal = twin.terminal.slice();
    this.isOpen = twin.isOpen.slice();
    this.wasUsed = twin.wasUsed.slice();
    this.news = twin.news.slice();
    this.newsStatus = twin.newsStatus.slice();
    this.byConnection = new Map(twin.byConnection);
  }

  private grow(capacity: number): void {
    this.connection = grownTo(capacity, this.connection);
    this.request = grownTo(capacity, this.request);
    this.worker = grownTo(capacity, this.worker);
    this.terminal = grownTo(capacity, this.terminal);
    this.isOpen = grownTo(capacity, this.isOpen);
    this.wasUsed = grownTo(capacity, this.wasUsed);
    this.news = grownTo(capacity, this.news);
    this.newsStatus = grownTo(capacity, this.newsStatus);
  }
}
