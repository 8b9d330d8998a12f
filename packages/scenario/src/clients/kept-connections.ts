/**
 * A client's pool of kept connections: those that idle, the place that is left for more, the requests that wait.
 *
 * The connection used last is taken first, as HTTP clients do; so the oldest ones fall idle when the load falls.
 */
import type { Forkable } from "@sysplex/sim-core";
import type { ConnectionName } from "@sysplex/tcpip";

export class KeptConnections implements Forkable {
  private idle: ConnectionName[] = [];
  private idleSince: number[] = [];
  private waiting: number[] = [];
  private openCount = 0;

  constructor(private readonly sizeMax: number) {}

  copyFrom(twin: KeptConnections): void {
    this.idle = twin.idle.slice();
    this.idleSince = twin.idleSince.slice();
    this.waiting = twin.waiting.slice();
    this.openCount = twin.openCount;
  }

  /** Takes a place for a new connection, if one is free. */
  mayOpen(): boolean {
    if (this.openCount >= this.sizeMax) return false;
    this.openCount += 1;
    return true;
  }

  /** A connection has ended, whatever ended it: its place is free. */
  ended(): void {
    this.openCount = Math.max(0, this.openCount - 1);
  }

  giveBack(connection: ConnectionName, now: number): void {
    this.idle.push(connection);
    this.idleSince.push(now);
  }

  /** The idle connection used last; not usable when it has idled since before `since`. */
  take(since: number): { readonly name: ConnectionName; readonly usable: boolean } | undefined {
    const name = this.idle.pop();
    const idleSince = this.idleSince.pop();
    return name === undefined || idleSince === undefined ? undefined : { name, usable: idleSince >= since };
  }

  /** The idle connection that was used longest ago, if it has idled since before `since`. */
  takeExpired(since: number): ConnectionName | undefined {
    if (!((this.idleSince[0] ?? since) < since)) return undefined;
    this.idleSince.shift();
    return this.idle.shift();
  }

  wait(request: number): void {
    this.waiting.push(request);
  }

  /** A waiting request was given up. */
  withdraw(request: number): void {
    const place = this.waiting.indexOf(request);
    if (place >= 0) this.waiting.splice(place, 1);
  }

  /** The request that has waited longest, when there is a connection or a place for it. */
  nextWaiting(): number | undefined {
    if (this.idle.length === 0 && this.openCount >= this.sizeMax) return undefined;
    return this.waiting.shift();
  }
}
