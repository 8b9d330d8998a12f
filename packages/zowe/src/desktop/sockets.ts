/**
 * The websockets that end at one Desktop server, and the terminal connections behind them.
 *
 * Modelled: a terminal's websocket has a TCP connection to a Telnet server, which ends with it, and it with that.
 * Simplified: a message takes no worker's time; a client that closed is found at the next sweep.
 */
import { defineEvent, NO_TIME, type Duration, type EventHandle, type Forkable } from "@sysplex/sim-core";
import { tcpProfiles, type ConnectionName, type TcpClient } from "@sysplex/tcpip";
import { SWITCHING_PROTOCOLS } from "../gateway/index.js";
import type { ZowePlex } from "../plex.js";
import { SocketColumns } from "./socket-columns.js";

const NONE = -1;
const HTTP_OK = 200;
const HTTP_INTERNAL_SERVER_ERROR = 500;

const FROM_CLIENT = 1;
const ANSWERED = 2;
const CONNECTED = 3;
const NOT_CONNECTED = 4;

/** What ended a websocket that was open, as the Desktop sees it. */
export const socketCauses = ["processEnded", "workerEnded", "terminalEnded", "clientGone"] as const;
export type SocketCause = (typeof socketCauses)[number];

export interface SocketReport {
  readonly opened: number;
  readonly open: number;
  readonly cut: Readonly<Record<SocketCause, number>>;
  /** Terminals in use that were cut, though their users had not left: what they were doing is lost. */
  readonly terminalsLost: number;
}

/** The payload is the index of the component. */
const sweepDue = defineEvent("zowe.desktop-sweep-due", ({ zowe }: ZowePlex, index: number) =>
  (zowe.application(index) as unknown as { readonly sockets: Sockets }).sockets.onSweep(),
);

export class Sockets implements TcpClient, Forkable {
  private readonly columns = new SocketColumns();
  private readonly client: number;
  private isStopped = false;
  private sweepTimer = NONE;
  private opened = 0;
  private terminalsLost = 0;
  private cut = new Float64Array(socketCauses.length);
  private sweepPeriod: Duration = NO_TIME;

  constructor(
    private readonly plex: ZowePlex,
    private readonly index: number,
    latency: Duration,
  ) {
    this.client = plex.tcpip.transport.addClient(this, tcpProfiles.zos, latency);
  }

  setSweepPeriod(period: Duration): void {
    this.sweepPeriod = period;
  }

  get report(): SocketReport {
    const cut = socketCauses.map((cause, index) => [cause, this.cut[index] as number] as const);
    return {
      opened: this.opened,
      open: this.columns.count,
      cut: Object.fromEntries(cut) as SocketReport["cut"],
      terminalsLost: this.terminalsLost,
    };
  }

  copyFrom(twin: Sockets): void {
    this.columns.copyFrom(twin.columns);
    this.isStopped = twin.isStopped;
    this.sweepTimer = twin.sweepTimer;
    this.opened = twin.opened;
    this.terminalsLost = twin.terminalsLost;
    this.cut = twin.cut.slice();
  }

  /** The connection carries a websocket already. */
  has(connection: ConnectionName): boolean {
    return this.columns.slotOn(connection) >= 0;
  }

  /** An upgrade was granted. @param destination Of the terminal's server; negative: it is no terminal's. */
  open(connection: ConnectionName, request: number, worker: number, destination: number): void {
    const slot = this.columns.open(connection, request, worker);
    const { transport } = this.plex.tcpip;
    if (destination < 0) return this.establish(slot);
    this.columns.terminal[slot] = transport.connect(this.client, destination, this.columns.nameOf(slot));
  }

  /** An upgrade for a terminal whose server has no address that is known. */
  refuse(connection: ConnectionName, request: number): void {
    this.plex.tcpip.respond(connection, request, HTTP_INTERNAL_SERVER_ERROR);
  }

  /** A message of the client's. */
  onMessage(connection: ConnectionName, request: number): void {
    const slot = this.columns.slotOn(connection);
    if (slot < 0) return;
    this.columns.request[slot] = request;
    this.columns.wasUsed[slot] = 1;
    if (this.isStopped) this.columns.note(slot, FROM_CLIENT, 0);
    else this.pass(slot);
  }

  onConnected(_connection: ConnectionName, name: number): void {
    const slot = this.columns.slotOf(name);
    if (slot < 0) return;
    if (this.isStopped) this.columns.note(slot, CONNECTED, 0);
    else this.establish(slot);
  }

  onConnectFailed(name: number): void {
    const slot = this.columns.slotOf(name);
    if (slot < 0) return;
    this.columns.terminal[slot] = NONE;
    if (this.isStopped) this.columns.note(slot, NOT_CONNECTED, 0);
    else this.fail(slot);
  }

  onResponse(_connection: ConnectionName, name: number, status: number): void {
    const slot = this.columns.slotOf(name);
    if (slot < 0) return;
    if (this.isStopped) this.columns.note(slot, ANSWERED, status);
    else this.answer(slot, status);
  }

  onReset(name: number): void {
    if (this.isStopped) return; // It finds out when it runs on.
    const slot = name >= 0 ? this.columns.slotOf(name) : this.nextCut();
    if (slot >= 0) this.end(slot, "terminalEnded");
  }

  /** A worker has ended: its websockets with it. @returns How many. */
  endWorker(worker: number): number {
    let count = 0;
    for (let slot = 0; slot < this.columns.slotCount; slot += 1) {
      if (!this.columns.isInUse(slot) || this.columns.worker[slot] !== worker) continue;
      this.end(slot, "workerEnded");
      count += 1;
    }
    return count;
  }

  stop(): void {
    this.isStopped = true;
  }

  goOn(): void {
    this.isStopped = false;
    for (let slot = 0; slot < this.columns.slotCount; slot += 1) {
      if (this.columns.isInUse(slot)) this.meet(slot);
    }
  }

  /** The process has ended; its stack resets the clients' connections, if it lives. */
  clear(): void {
    for (let slot = 0; slot < this.columns.slotCount; slot += 1) {
      if (this.columns.isInUse(slot)) this.release(slot, "processEnded");
    }
    this.isStopped = false;
    if (this.sweepTimer >= 0) this.plex.sim.cancel(this.sweepTimer as EventHandle);
    this.sweepTimer = NONE;
  }

  /** @internal Whose client has gone? */
  onSweep(): void {
    this.sweepTimer = NONE;
    for (let slot = 0; slot < this.columns.slotCount && !this.isStopped; slot += 1) {
      if (!this.columns.isInUse(slot)) continue;
      const isThere = this.plex.tcpip.transport.isOpen(this.columns.connection[slot] as number);
      if (!isThere) this.release(slot, "clientGone");
    }
    if (this.columns.count > 0) this.scheduleSweep();
  }

  private establish(slot: number): void {
    this.columns.isOpen[slot] = 1;
    this.opened += 1;
    if (this.sweepTimer < 0) this.scheduleSweep();
    this.answer(slot, SWITCHING_PROTOCOLS);
  }

  private pass(slot: number): void {
    const terminal = this.columns.terminal[slot] as number;
    if (terminal < 0) this.answer(slot, HTTP_OK);
    else this.plex.tcpip.transport.send(terminal, this.columns.nameOf(slot), 0, NO_TIME);
  }

  private answer(slot: number, status: number): void {
    const connection = this.columns.connection[slot] as number;
    const request = this.columns.request[slot] as number;
    this.columns.request[slot] = NONE;
    if (!this.plex.tcpip.transport.isOpen(connection)) this.release(slot, "clientGone");
    else this.plex.tcpip.respond(connection, request, status);
  }

  private fail(slot: number): void {
    const connection = this.columns.connection[slot] as number;
    const request = this.columns.request[slot] as number;
    this.columns.close(slot);
    this.refuse(connection, request);
  }

  private end(slot: number, cause: SocketCause): void {
    const connection = this.columns.connection[slot] as number;
    this.release(slot, cause);
    this.plex.tcpip.transport.reset(connection);
  }

  private release(slot: number, cause: SocketCause): void {
    const { columns } = this;
    const terminal = columns.terminal[slot] as number;
    if (columns.isOpen[slot] === 1) {
      const index = socketCauses.indexOf(cause);
      this.cut[index] = (this.cut[index] as number) + 1;
      if (cause !== "clientGone" && terminal >= 0 && columns.wasUsed[slot] === 1) this.terminalsLost += 1;
    }
    columns.close(slot);
    if (terminal >= 0) this.plex.tcpip.transport.close(terminal);
  }

  private meet(slot: number): void {
    const { columns } = this;
    const news = columns.news[slot];
    const terminal = columns.terminal[slot] as number;
    columns.news[slot] = 0;
    if (news === NOT_CONNECTED) this.fail(slot);
    else if (terminal >= 0 && !this.plex.tcpip.transport.isOpen(terminal)) this.end(slot, "terminalEnded");
    else if (news === FROM_CLIENT) this.pass(slot);
    else if (news === ANSWERED) this.answer(slot, columns.newsStatus[slot] as number);
    else if (news === CONNECTED) this.establish(slot);
  }

  private nextCut(): number {
    const { terminal } = this.columns;
    const { transport } = this.plex.tcpip;
    return this.columns.nextLost(
      (slot) => (terminal[slot] as number) >= 0 && !transport.isOpen(terminal[slot] as number),
    );
  }

  private scheduleSweep(): void {
    this.sweepTimer = this.plex.sim.after(this.sweepPeriod, sweepDue, this.index);
  }
}
