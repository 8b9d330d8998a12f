/**
 * A queueing resource: several equal servers, first come first served, one queue in front of them.
 *
 * Modelled: a queue without or with a limit, a failure that drops everything, waiting times and levels.
 * Not modelled: priorities, requests that give up while they wait, a number of servers that changes.
 * A fork takes it over: it is made while the context is built, and attaches itself to the simulation by its name.
 *
 * A request brings its service time and the event that ends it, a kind and a payload; no closure is kept. The handler
 * of that event calls {@link FcfsServers.release} first, which frees the server and begins the next request. So each
 * request costs one event, and the trace names it as the model does. Waiting requests lie in a ring of parallel
 * arrays that are reused: no allocation per request once the ring is large enough.
 */
import { assert } from "../assert.js";
import type { AnyEventKind, EventKind } from "../event.js";
import type { EventHandle } from "../event-queue.js";
import type { Forkable } from "../forkable.js";
import type { Simulation } from "../simulation.js";
import { Counter } from "../statistics/counter.js";
import { Tally } from "../statistics/tally.js";
import { TimeWeighted } from "../statistics/time-weighted.js";
import type { Duration, Instant } from "../time.js";
import { RequestRing } from "./request-ring.js";

/** How many servers, and how many may wait for them. */
export interface FcfsOptions {
  /** No other of the simulation has it: messages name the resource by it, and a fork finds its twin. */
  readonly name: string;
  readonly servers: number;
  /** Requests that may wait; absent: any number. With 0 a request is served at once or turned away. */
  readonly queueLimit?: number;
}

/** A request in service: when and by which event it ends. */
interface Service {
  readonly end: number;
  readonly handle: EventHandle;
}

/** Equal servers with one queue, first come first served. */
export class FcfsServers<Context> implements Forkable {
  readonly name: string;
  readonly servers: number;
  /** Servers busy over time. Its average over `servers` is the utilization. */
  readonly busyServers: TimeWeighted;
  /** Requests waiting over time, those in service not counted. */
  readonly queueLength: TimeWeighted;
  /** From request to beginning of service, in microseconds; 0 for those served at once. */
  readonly waitingTimes = new Tally();
  /** Requests that found every server busy and the queue full. */
  readonly turnedAway = new Counter();
  private readonly queueLimit: number;
  private readonly waiting = new RequestRing();
  private services: Service[] = []; // In the order they began.

  constructor(
    private readonly sim: Simulation<Context>,
    { name, servers, queueLimit = Infinity }: FcfsOptions,
  ) {
    assert(Number.isInteger(servers) && servers >= 1, `${name} needs at least one server, not ${servers}`);
    assert(queueLimit >= 0, `${name} cannot have a queue limit of ${queueLimit}`);
    this.name = name;
    this.servers = servers;
    this.queueLimit = queueLimit;
    this.busyServers = new TimeWeighted(sim.now);
    this.queueLength = new TimeWeighted(sim.now);
    sim.attach(`fcfs/${name}`, this);
  }

  /** Requests in service. */
  get busyCount(): number {
    return this.services.length;
  }

  /** Requests that wait. */
  get queuedCount(): number {
    return this.waiting.size;
  }

  /**
   * Asks for `serviceTime` of one server; `kind` with `payload` is due when it ends.
   *
   * @returns false when every server is busy and the queue is full: the request is turned away.
   */
  request<Payload>(serviceTime: Duration, kind: EventKind<Context, Payload>, payload: Payload): boolean {
    if (this.services.length < this.servers) {
      this.waitingTimes.add(0);
      this.begin(serviceTime, kind, payload);
      return true;
    }
    if (this.waiting.size >= this.queueLimit) {
      this.turnedAway.add();
      return false;
    }
    this.waiting.push(this.sim.now, serviceTime, kind, payload);
    this.queueLength.set(this.waiting.size, this.sim.now);
    return true;
  }

  /** Frees the server of the request that ends now. The first act of the handler of its event. */
  release(): void {
    const ended = this.earliestService();
    const end = this.services[ended]?.end;
    assert(end === this.sim.now, `${this.name}: release, but no service ends now`);
    this.services.splice(ended, 1);
    if (this.waiting.size > 0) this.beginNext();
    else this.busyServers.set(this.services.length, this.sim.now);
  }

  /** Drops every request, waiting or in service; their events do not happen. Returns how many. */
  clear(): number {
    const count = this.services.length + this.waiting.size;
    for (const { handle } of this.services) this.sim.cancel(handle);
    this.services = [];
    this.waiting.clear();
    this.busyServers.set(0, this.sim.now);
    this.queueLength.set(0, this.sim.now);
    return count;
  }

  /** Starts measuring anew, at the end of a warm-up. */
  resetMeasures(): void {
    this.busyServers.reset(this.sim.now);
    this.queueLength.reset(this.sim.now);
    this.waitingTimes.reset();
    this.turnedAway.reset();
  }

  /** @internal */
  copyFrom(twin: FcfsServers<Context>): void {
    this.busyServers.copyFrom(twin.busyServers);
    this.queueLength.copyFrom(twin.queueLength);
    this.waitingTimes.copyFrom(twin.waitingTimes);
    this.turnedAway.copyFrom(twin.turnedAway);
    this.waiting.copyFrom(twin.waiting);
    this.services = twin.services.map((service) => ({ ...service }));
  }

  private beginNext(): void {
    const { waiting } = this;
    this.waitingTimes.add(this.sim.now - waiting.firstArrival);
    const { firstServiceTime, firstKind, firstPayload } = waiting;
    waiting.shift();
    this.queueLength.set(waiting.size, this.sim.now);
    this.begin(firstServiceTime, firstKind, firstPayload);
  }

  private begin(serviceTime: Duration, kind: AnyEventKind, payload: unknown): void {
    const end = (this.sim.now + serviceTime) as Instant;
    this.services.push({ end, handle: this.sim.at(end, kind, payload) });
    this.busyServers.set(this.services.length, this.sim.now);
  }

  /** Of services that end together, the one that began first: the order in which their events run. */
  private earliestService(): number {
    let earliest = 0;
    for (let index = 1; index < this.services.length; index += 1) {
      if ((this.services[index] as Service).end < (this.services[earliest] as Service).end) earliest = index;
    }
    return earliest;
  }
}
