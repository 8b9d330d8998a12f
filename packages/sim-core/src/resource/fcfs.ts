/**
 * A queueing resource: several equal servers, first come first served, one queue in front of them.
 *
 * Modelled: a queue without or with a limit, a failure that drops everything, waiting times and levels.
 * Not modelled: priorities, requests that give up while they wait, a number of servers that changes.
 * A fork takes it over: it is made while the context is built, and attaches itself to the simulation by its name.
 *
 * A request brings its service time and the event that ends it, a kind and a payload; no closure is kept. The handler
 * of that event calls {@link FcfsServers.release} first, which frees the server and begins the next request. So each
 * request costs one event, and the trace names it as the model does. Requests that wait and those in service lie in
 * parallel arrays that are reused: no allocation per request once they are large enough.
 */
import { assert, InvariantError } from "../assert.js";
import type { AnyEventKind, EventKind } from "../event.js";
import type { Forkable } from "../forkable.js";
import type { Simulation } from "../simulation.js";
import { Counter } from "../statistics/counter.js";
import { Tally } from "../statistics/tally.js";
import { TimeWeighted } from "../statistics/time-weighted.js";
import { after, type Duration } from "../time.js";
import { RequestRing } from "./request-ring.js";
import { ServiceList } from "./service-list.js";

/** How many servers, and how many may wait for them. */
export interface FcfsOptions {
  /** No other of the simulation has it: messages name the resource by it, and a fork finds its twin. */
  readonly name: string;
  readonly servers: number;
  /** Requests that may wait; absent: any number. With 0 a request is served at once or turned away. */
  readonly queueLimit?: number;
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
  private readonly services = new ServiceList();

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
    return this.services.count;
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
    if (this.services.count < this.servers) {
      this.waitingTimes.add(0);
      this.begin(serviceTime, kind, payload);
      this.busyServers.set(this.services.count, this.sim.now);
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
    const { services, sim } = this;
    if (!services.endFirst(sim.now))
      throw new InvariantError(`${this.name}: release, but no service ends now`);
    if (this.waiting.size > 0) this.beginNext();
    else this.busyServers.set(services.count, sim.now);
  }

  /** Drops every request, waiting or in service; their events do not happen. Returns how many. */
  clear(): number {
    const count = this.services.count + this.waiting.size;
    for (const handle of this.services.handlesInOrder()) this.sim.cancel(handle);
    this.services.clear();
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
    this.services.copyFrom(twin.services);
  }

  /** As many are busy as before. */
  private beginNext(): void {
    const { waiting, sim } = this;
    const { firstServiceTime, firstKind, firstPayload } = waiting;
    this.waitingTimes.add(sim.now - waiting.firstArrival);
    waiting.shift();
    this.queueLength.set(waiting.size, sim.now);
    this.begin(firstServiceTime, firstKind, firstPayload);
  }

  private begin(serviceTime: Duration, kind: AnyEventKind, payload: unknown): void {
    const end = after(this.sim.now, serviceTime);
    this.services.push(end, this.sim.at(end, kind, payload));
  }
}
