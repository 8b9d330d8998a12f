/**
 * A gateway's connections to service instances: for each endpoint those that idle, and the requests that wait for one.
 *
 * Modelled: a limit for each endpoint and one for all; idle time and time to live; waiting in order of arrival; the
 * connection that has idled longest is used first, as Reactor Netty's pool does.
 * @assumption When all places are taken, an idle connection to another endpoint gives up its own.
 *
 * Data plane: see the ring for what is kept of each connection that idles.
 */
import { WaitingRing, type Duration, type Forkable } from "@sysplex/sim-core";
import type { ConnectionName } from "@sysplex/tcpip";
import { IdleRing } from "./idle-ring.js";
import type { Clock } from "./plex.js";

const NONE = -1;

/** The pool for one endpoint. */
class Upstream {
  /** Destination of the transport; −1: the host name is not known. */
  destination = NONE;
  /** Connections that are open or being made. */
  openCount = 0;
  readonly idle = new IdleRing();
  /** Names of requests, also of those that have ended meanwhile. */
  readonly waiting = new WaitingRing();

  copyFrom(twin: Upstream): void {
    this.destination = twin.destination;
    this.openCount = twin.openCount;
    this.idle.copyFrom(twin.idle);
    this.waiting.copyFrom(twin.waiting);
  }
}

export interface UpstreamsOptions {
  readonly perRouteMax: number;
  readonly totalMax: number;
  /** Closes a connection, if it still is one. */
  readonly close: (connection: ConnectionName) => void;
  readonly isOpen: (connection: ConnectionName) => boolean;
  /** The transport's number for an endpoint; −1: its host name is not known. */
  readonly destinationOf: (endpoint: number) => number;
}

export class Upstreams implements Forkable {
  /** Connections that are open or being made, to all endpoints. */
  openCount = 0;
  opened = 0;
  /** When the connection was opened that {@link takeIdle} has just given. */
  readonly takenOpenedAt = new Float64Array(1);
  idleTimeout = 0;
  timeToLive = 0;
  private upstreams: Upstream[] = [];
  private idleCount = 0;
  private waitingCount = 0;

  constructor(
    private readonly clock: Clock,
    private readonly options: UpstreamsOptions,
  ) {}

  destinationOf(endpoint: number): number {
    return this.at(endpoint).destination;
  }

  /** Connections to an endpoint that are open or being made. */
  openTo(endpoint: number): number {
    return this.upstreams[endpoint]?.openCount ?? 0;
  }

  /** Requests wait for a connection to some endpoint. */
  get hasWaiting(): boolean {
    return this.waitingCount > 0;
  }

  get count(): number {
    return this.upstreams.length;
  }

  /** The connection that has idled longest, of those that may still be used; −1: none. */
  takeIdle(endpoint: number): ConnectionName {
    const { idle } = this.at(endpoint);
    while (idle.count > 0) {
      const place = this.shiftIdle(idle);
      const name = idle.names[place] as number;
      const usable = this.isFresh(idle, place);
      if (!this.options.isOpen(name)) this.closed(endpoint);
      else if (usable) {
        this.takenOpenedAt[0] = idle.openedAt[place] as number;
        return name;
      } else this.close(endpoint, name);
    }
    return NONE;
  }

  /** There is a connection, or a place for one. */
  hasPlace(endpoint: number): boolean {
    const { idle, openCount } = this.at(endpoint);
    if (idle.count > 0) return true;
    const { perRouteMax, totalMax } = this.options;
    return openCount < perRouteMax && (this.openCount < totalMax || this.idleCount > 0);
  }

  /** Takes a place for a new connection, if there is one. */
  mayOpen(endpoint: number): boolean {
    const upstream = this.at(endpoint);
    if (upstream.openCount >= this.options.perRouteMax) return false;
    if (this.openCount >= this.options.totalMax && !this.evictIdle()) return false;
    upstream.openCount += 1;
    this.openCount += 1;
    this.opened += 1;
    return true;
  }

  /** A connection has ended, whatever ended it. */
  closed(endpoint: number): void {
    this.at(endpoint).openCount -= 1;
    this.openCount -= 1;
  }

  close(endpoint: number, connection: ConnectionName): void {
    this.closed(endpoint);
    this.options.close(connection);
  }

  /** A connection has served its request, and stays unless it is too old. @param openedAt Column and slot. */
  giveBack(endpoint: number, connection: ConnectionName, openedAt: Float64Array, slot: number): void {
    const now: number = this.clock.now;
    if (now - (openedAt[slot] as number) >= this.timeToLive) return this.close(endpoint, connection);
    const { idle } = this.at(endpoint);
    const place = idle.push();
    idle.names[place] = connection;
    idle.since[place] = now;
    idle.openedAt[place] = openedAt[slot] as number;
    this.idleCount += 1;
  }

  wait(endpoint: number, request: number): void {
    this.at(endpoint).waiting.push(request);
    this.waitingCount += 1;
  }

  /** The request that has waited longest, it may have ended meanwhile; −1: none. */
  nextWaiting(endpoint: number): number {
    const { waiting } = this.at(endpoint);
    if (waiting.count === 0) return NONE;
    this.waitingCount -= 1;
    return waiting.shift();
  }

  /** A connection that idled was cut; which one is not said. */
  dropCut(): void {
    for (let endpoint = 0; endpoint < this.upstreams.length; endpoint += 1) {
      const { idle } = this.at(endpoint);
      for (let left = idle.count; left > 0; left -= 1) {
        const place = this.shiftIdle(idle);
        const name = idle.names[place] as number;
        if (this.options.isOpen(name)) this.keep(idle, name, place);
        else this.closed(endpoint);
      }
    }
  }

  /** Closes what has idled for too long. @returns Time until the next one has; −1: none idles. */
  sweep(): Duration {
    const now: number = this.clock.now;
    let next = NONE;
    for (let endpoint = 0; endpoint < this.upstreams.length; endpoint += 1) {
      const { idle } = this.at(endpoint);
      while (idle.count > 0 && now - (idle.since[idle.first] as number) >= this.idleTimeout) {
        this.close(endpoint, idle.names[this.shiftIdle(idle)] as number);
      }
      if (idle.count === 0) continue;
      const due = (idle.since[idle.first] as number) + this.idleTimeout - now;
      if (next < 0 || due < next) next = due;
    }
    return next as Duration;
  }

  /** The process has ended: connections that idled are closed, nobody waits, nothing is open. */
  clear(): void {
    for (const { idle } of this.upstreams) {
      while (idle.count > 0) this.options.close(idle.names[this.shiftIdle(idle)] as number);
    }
    this.upstreams = [];
    this.openCount = 0;
    this.waitingCount = 0;
  }

  copyFrom(twin: Upstreams): void {
    this.openCount = twin.openCount;
    this.opened = twin.opened;
    this.idleCount = twin.idleCount;
    this.waitingCount = twin.waitingCount;
    this.takenOpenedAt.set(twin.takenOpenedAt);
    this.upstreams = twin.upstreams.map((upstream) => {
      const copy = new Upstream();
      copy.copyFrom(upstream);
      return copy;
    });
  }

  private at(endpoint: number): Upstream {
    while (this.upstreams.length <= endpoint) {
      const upstream = new Upstream();
      upstream.destination = this.options.destinationOf(this.upstreams.length);
      this.upstreams.push(upstream);
    }
    return this.upstreams[endpoint] as Upstream;
  }

  /** Ring and place, not the instants: handed to a function that is not inlined, each would cost memory. */
  private isFresh(idle: IdleRing, place: number): boolean {
    const now: number = this.clock.now;
    const isIdleForLong = now - (idle.since[place] as number) >= this.idleTimeout;
    return !isIdleForLong && now - (idle.openedAt[place] as number) < this.timeToLive;
  }

  private shiftIdle(idle: IdleRing): number {
    this.idleCount -= 1;
    return idle.shift();
  }

  private keep(idle: IdleRing, name: ConnectionName, from: number): void {
    const [since, openedAt] = [idle.since[from] as number, idle.openedAt[from] as number];
    const place = idle.push();
    idle.names[place] = name;
    idle.since[place] = since;
    idle.openedAt[place] = openedAt;
    this.idleCount += 1;
  }

  private evictIdle(): boolean {
    const endpoint = this.upstreams.findIndex(({ idle }) => idle.count > 0);
    if (endpoint < 0) return false;
    const { idle } = this.at(endpoint);
    this.close(endpoint, idle.names[this.shiftIdle(idle)] as number);
    return true;
  }
}
