/** The websockets that one Desktop server holds. */
import { grownTo, SlotPool } from "@sysplex/sim-core";
import type { ConnectionName } from "@sysplex/tcpip";
import { HeldWebsockets, WEBSOCKETS_MAX } from "../held-websockets.js";

const NONE = -1;

/** Its news: 1 from the client, 2 an answer, 3 the connection, 4 no connection. */
export class SocketColumns extends HeldWebsockets {
  worker = new Uint8Array(0);
  /** The connection to the terminal's server; −1: this websocket is no terminal's. */
  terminal = new Int32Array(0);
  /** 1 once the client has its answer to the upgrade. */
  isOpen = new Uint8Array(0);
  /** 1 once something was typed: what is lost with it, is missed. */
  wasUsed = new Uint8Array(0);
  protected readonly pool = new SlotPool({
    slotLimit: WEBSOCKETS_MAX,
    what: "websockets are in one Desktop server",
    grow: (capacity) => this.grow(capacity),
  });

  open(connection: ConnectionName, request: number, worker: number): number {
    const slot = this.hold(connection, request);
    this.worker[slot] = worker;
    this.terminal[slot] = NONE;
    this.isOpen[slot] = 0;
    this.wasUsed[slot] = 0;
    return slot;
  }

  override copyFrom(twin: this): void {
    super.copyFrom(twin);
    this.worker = twin.worker.slice();
    this.terminal = twin.terminal.slice();
    this.isOpen = twin.isOpen.slice();
    this.wasUsed = twin.wasUsed.slice();
  }

  protected override grow(capacity: number): void {
    super.grow(capacity);
    this.worker = grownTo(capacity, this.worker);
    this.terminal = grownTo(capacity, this.terminal);
    this.isOpen = grownTo(capacity, this.isOpen);
    this.wasUsed = grownTo(capacity, this.wasUsed);
  }
}
