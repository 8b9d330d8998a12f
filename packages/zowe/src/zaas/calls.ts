/**
 * Calls that a ZAAS makes for a request: to z/OSMF, to another ZAAS, to the Caching Service through the Gateway's external
 * address. Each has a connection of its own; connection and answer have one limit each.
 *
 * While the process does nothing, what becomes of a call is only noted. It is met when the process runs on.
 */
import type { Duration, EventHandle, EventKind } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { tcpProfiles, type ConnectionName, type TcpClient } from "@sysplex/tcpip";
import type { GatewayPlex } from "../gateway/plex.js";
import { News, WorkPhase, type Works } from "./works.js";

/** To whom, and for what. */
export const Call = {
  /** A logon with user and password. */
  login: 0,
  /** Is this JWT good? */
  validate: 1,
  logout: 2,
  /** A token for a user whose PassTicket ZAAS makes. */
  token: 3,
  /** Another ZAAS. */
  invalidate: 4,
  /** The Caching Service. */
  readLists: 5,
  appendList: 6,
  /** A logout of the LTPA token that came with a JWT that is no good. */
  unstick: 7,
} as const;

/** There was no answer. */
export const NO_ANSWER = -1;

const NONE = -1;

export interface CallsOptions {
  readonly works: Works;
  readonly system?: SystemName;
  readonly latency: Duration;
  readonly timeout: Duration;
  readonly timedOut: EventKind<GatewayPlex, number>;
  readonly payloadOf: (slot: number) => number;
  readonly isStopped: () => boolean;
  /** @param status {@link NO_ANSWER}: refused, cut, or too late. */
  readonly onAnswer: (slot: number, status: number) => void;
}

export class Calls implements TcpClient {
  handshake!: Duration;
  private readonly client: number;

  constructor(
    private readonly plex: GatewayPlex,
    private readonly options: CallsOptions,
  ) {
    this.client = plex.tcpip.transport.addClient(this, tcpProfiles.zos, options.latency, options.system);
  }

  /** @param destination Of the transport; negative: there is no such host. */
  begin(slot: number, call: number, destination: number, operation: number): void {
    const { works } = this.options;
    works.phase[slot] = WorkPhase.Calling;
    works.call[slot] = call;
    works.callOperation[slot] = operation;
    if (destination < 0) return this.options.onAnswer(slot, NO_ANSWER);
    this.limit(slot);
    works.upstream[slot] = this.plex.tcpip.transport.connect(this.client, destination, works.nameOf(slot));
  }

  /** The process ends. */
  drop(slot: number): void {
    this.unlimit(slot);
    this.closeUpstream(slot);
  }

  /** What was noted while the process did nothing. */
  meet(slot: number): void {
    const { works, onAnswer } = this.options;
    const news = works.news[slot] as number;
    works.news[slot] = News.none;
    if (news === News.connected) this.send(slot);
    else if (news === News.failed) this.end(slot, NO_ANSWER);
    else if (news === News.answered) {
      onAnswer(slot, works.newsStatus[slot] as number);
    }
  }

  onConnected(connection: ConnectionName, name: number): void {
    const { works, isStopped } = this.options;
    const slot = works.slotOf(name);
    if (slot < 0 || works.upstream[slot] !== connection) return this.plex.tcpip.transport.close(connection);
    if (isStopped()) works.news[slot] = News.connected;
    else this.send(slot);
  }

  onConnectFailed(name: number): void {
    this.fail(this.options.works.slotOf(name));
  }

  onResponse(connection: ConnectionName, name: number, status: number): void {
    const { works, isStopped } = this.options;
    this.plex.tcpip.transport.close(connection);
    const slot = works.slotOf(name);
    if (slot < 0 || works.upstream[slot] !== connection) return;
    works.upstream[slot] = NONE;
    this.unlimit(slot);
    if (!isStopped()) return this.options.onAnswer(slot, status);
    works.news[slot] = News.answered;
    works.newsStatus[slot] = status;
  }

  onReset(name: number): void {
    if (name >= 0) this.fail(this.options.works.slotOf(name));
  }

  onTimedOut(slot: number): void {
    this.options.works.timer[slot] = NONE;
    this.fail(slot);
  }

  private send(slot: number): void {
    const { works } = this.options;
    const { transport } = this.plex.tcpip;
    const connection = works.upstream[slot] as number;
    if (!transport.isOpen(connection)) return this.end(slot, NO_ANSWER); // Cut while the process did nothing.
    this.unlimit(slot);
    this.limit(slot);
    transport.send(connection, works.nameOf(slot), works.callOperation[slot] as number, this.handshake);
  }

  private fail(slot: number): void {
    const { works, isStopped } = this.options;
    if (slot < 0 || works.phase[slot] !== WorkPhase.Calling) return;
    if (isStopped()) works.news[slot] = News.failed;
    else this.end(slot, NO_ANSWER);
  }

  private end(slot: number, status: number): void {
    this.drop(slot);
    this.options.onAnswer(slot, status);
  }

  private limit(slot: number): void {
    const { works, timeout, timedOut, payloadOf } = this.options;
    works.timer[slot] = this.plex.sim.after(timeout, timedOut, payloadOf(slot));
  }

  private unlimit(slot: number): void {
    const { works } = this.options;
    const timer = works.timer[slot] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    works.timer[slot] = NONE;
  }

  private closeUpstream(slot: number): void {
    const { works } = this.options;
    const connection = works.upstream[slot] as number;
    if (connection >= 0) this.plex.tcpip.transport.close(connection);
    works.upstream[slot] = NONE;
  }
}
