/**
 * What reaches a gateway that hangs: requests, timers, news of connections. It meets them in order when it runs on.
 *
 * Something may have become of a request by then: a limit that is met first makes it leave its connection, and news of that
 * one are no news of the next.
 */
import { grownTo, type Forkable } from "@sysplex/sim-core";
import type { TcpClient } from "@sysplex/tcpip";
import type { Exchanges } from "./exchanges.js";

/** Who meets it all: the gateway. */
export interface Receiver extends Pick<TcpClient, "onConnected" | "onConnectFailed"> {
  onRequest(connection: number, request: number, operation: number): void;
  onRouted(slot: number): void;
  onLimit(slot: number): void;
  onAttemptLimit(slot: number): void;
  onResponse(connection: number, name: number, status: number): void;
  onReset(name: number): void;
}

const Arrival = {
  Request: 0,
  IdleReset: 1,
  Routed: 2,
  Limit: 3,
  AttemptLimit: 4,
  Connected: 5,
  Refused: 6,
  TimedOut: 7,
  Response: 8,
  Reset: 9,
} as const;

/** A kind and three numbers. */
const WIDTH = 4;
const FIRST_CAPACITY = 64;

export class Deferred implements Forkable {
  private rows = new Int32Array(0);
  private count = 0;

  constructor(
    private readonly exchanges: Exchanges,
    private readonly receiver: Receiver,
  ) {}

  request(connection: number, request: number, operation: number): void {
    this.push(Arrival.Request, connection, request, operation);
  }

  routed(slot: number): void {
    this.push(Arrival.Routed, this.exchanges.nameOf(slot), 0, 0);
  }

  limit(slot: number): void {
    this.push(Arrival.Limit, this.exchanges.nameOf(slot), 0, 0);
  }

  attemptLimit(slot: number): void {
    const timer = this.exchanges.attemptTimer[slot] as number;
    this.push(Arrival.AttemptLimit, this.exchanges.nameOf(slot), timer, 0);
  }

  connected(connection: number, name: number): void {
    this.push(Arrival.Connected, name, connection, 0);
  }

  connectFailed(name: number, why: "refused" | "timeout"): void {
    this.pushAboutConnection(why === "refused" ? Arrival.Refused : Arrival.TimedOut, name);
  }

  response(connection: number, name: number, status: number): void {
    this.push(Arrival.Response, name, connection, status);
  }

  reset(name: number): void {
    if (name < 0) this.push(Arrival.IdleReset, 0, 0, 0);
    else this.pushAboutConnection(Arrival.Reset, name);
  }

  /** Hands over everything, in order. */
  meet(): void {
    for (let row = 0; row < this.count; row += 1) {
      const [kind = 0, first = 0, second = 0, third = 0] = this.rows.subarray(row * WIDTH, (row + 1) * WIDTH);
      this.meetOne(kind, first, second, third);
    }
    this.count = 0;
  }

  clear(): void {
    this.count = 0;
  }

  copyFrom(twin: Deferred): void {
    this.rows = twin.rows.slice();
    this.count = twin.count;
  }

  private meetOne(kind: number, first: number, second: number, third: number): void {
    if (kind === Arrival.Request) return this.receiver.onRequest(first, second, third);
    if (kind === Arrival.IdleReset) return this.receiver.onReset(-1);
    const slot = this.exchanges.slotOf(first);
    if (slot < 0) return;
    if (kind < Arrival.Connected) this.meetTimer(kind, slot, second);
    else if (this.exchanges.upstream[slot] === second) this.meetConnection(kind, first, second, third);
  }

  /** The limit of an attempt counts unless its answer was there before. */
  private meetTimer(kind: number, slot: number, timer: number): void {
    if (kind === Arrival.Routed) this.receiver.onRouted(slot);
    else if (kind === Arrival.Limit) this.receiver.onLimit(slot);
    else if (this.exchanges.attemptTimer[slot] === timer) this.receiver.onAttemptLimit(slot);
  }

  private meetConnection(kind: number, name: number, connection: number, status: number): void {
    if (kind === Arrival.Connected) this.receiver.onConnected(connection, name);
    else if (kind === Arrival.Refused) this.receiver.onConnectFailed(name, "refused");
    else if (kind === Arrival.TimedOut) this.receiver.onConnectFailed(name, "timeout");
    else if (kind === Arrival.Response) this.receiver.onResponse(connection, name, status);
    else this.receiver.onReset(name);
  }

  private pushAboutConnection(kind: number, name: number): void {
    const slot = this.exchanges.slotOf(name);
    if (slot >= 0) this.push(kind, name, this.exchanges.upstream[slot] as number, 0);
  }

  private push(kind: number, first: number, second: number, third: number): void {
    const base = this.count * WIDTH;
    if (base === this.rows.length) this.rows = grownTo(Math.max(FIRST_CAPACITY, 2 * base), this.rows);
    this.rows[base] = kind;
    this.rows[base + 1] = first;
    this.rows[base + 2] = second;
    this.rows[base + 3] = third;
    this.count += 1;
  }
}
