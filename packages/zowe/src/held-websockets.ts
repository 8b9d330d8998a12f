/**
 * The websockets that one program holds, found by the client's connection too: what gateways and Desktop servers have in
 * common. Pooled slots in columns; a program has columns of its own beside these.
 */
import { grownTo, type Forkable, type SlotPool } from "@sysplex/sim-core";
import type { ConnectionName } from "@sysplex/tcpip";

/** In one program at a time; with the index of the component a slot must fit 31 bits. */
export const WEBSOCKETS_MAX = 0x20_0000;

const NONE = -1;

export abstract class HeldWebsockets implements Forkable {
  /** The client's connection, and its number for what it waits for; −1: it waits for nothing. */
  connection = new Int32Array(0);
  request = new Int32Array(0);
  /** While the process hangs, what has come for it: the program's own numbers, 0 for nothing. */
  news = new Uint8Array(0);
  newsStatus = new Uint16Array(0);
  private byConnection = new Map<ConnectionName, number>();
  /** Where the search for a lost one goes on: many are cut in one go, in the order of their slots. */
  private cursor = 0;
  /** Makes room in all columns as soon as it is made: it stands behind them. */
  protected abstract readonly pool: SlotPool;

  get count(): number {
    return this.pool.size;
  }

  get slotCount(): number {
    return this.pool.slotCount;
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

  /** Something has come for a process that hangs. */
  note(slot: number, news: number, status: number): void {
    this.news[slot] = news;
    this.newsStatus[slot] = status;
  }

  /** A connection behind one of them was cut; which one is not said. @returns −1: none is lost. */
  nextLost(isLost: (slot: number) => boolean): number {
    for (let count = 0; count < this.slotCount; count += 1) {
      const slot = (this.cursor + count) % this.slotCount;
      if (!this.isInUse(slot) || !isLost(slot)) continue;
      this.cursor = slot;
      return slot;
    }
    return NONE;
  }

  copyFrom(twin: this): void {
    this.pool.copyFrom(twin.pool);
    this.connection = twin.connection.slice();
    this.request = twin.request.slice();
    this.news = twin.news.slice();
    this.newsStatus = twin.newsStatus.slice();
    this.byConnection = new Map(twin.byConnection);
    this.cursor = twin.cursor;
  }

  protected hold(connection: ConnectionName, request: number): number {
    const slot = this.pool.take();
    this.connection[slot] = connection;
    this.request[slot] = request;
    this.news[slot] = 0;
    this.byConnection.set(connection, slot);
    return slot;
  }

  protected grow(capacity: number): void {
    this.connection = grownTo(capacity, this.connection);
    this.request = grownTo(capacity, this.request);
    this.news = grownTo(capacity, this.news);
    this.newsStatus = grownTo(capacity, this.newsStatus);
  }
}
