/**
 * Something that a limited number of processes may hold at a time, for as long as each of them likes.
 *
 *     const request = desk.request();
 *     try {
 *       yield request;
 *       yield sleep(minutes(3));
 *     } finally {
 *       request.release();
 *     }
 *
 * Resource grants in the order of arrival, PriorityResource the lowest priority number first. A request that can be
 * granted at once is, without an event. For a service time and an event in place of a story there is FcfsServers.
 */
import { assert } from "../assert.js";
import type { Simulation } from "../simulation.js";
import { ArrivalLine, Queued, RankedLine, type Line } from "./line.js";
import type { Process } from "./process.js";

/** How many may hold the resource. */
export interface ResourceOptions {
  /** How many may hold it at a time; 1 unless said otherwise. */
  readonly capacity?: number;
}

/** How urgent a request is. */
export interface RequestOptions {
  /** The lower the number, the earlier it is granted; 0 unless said otherwise. */
  readonly priority?: number;
}

/** A claim on a resource: waits, is granted, and is released. */
export class Request extends Queued<void> {
  /** The process that waits for it or holds it; `undefined` until somebody waits. */
  owner: Process<unknown> | undefined = undefined;
  private held = false;

  /** @internal Made by {@link Resource.request}. */
  constructor(
    private readonly resource: Resource,
    readonly priority: number,
    /** @internal */
    readonly order: number,
    /** @internal */
    readonly preempts: boolean,
  ) {
    super(resource.sim);
  }

  /** Whether it holds a place of the resource. */
  get isHeld(): boolean {
    return this.held;
  }

  /** Gives the place back; gives up waiting when it has none yet. Harmless when repeated. */
  release(): void {
    if (!this.held) this.cancel();
    else {
      this.held = false;
      this.resource.onReleased(this);
    }
  }

  override claim(process: Process<unknown>): void {
    this.owner = process;
  }

  override grant(): void {
    this.held = true;
    super.grant(undefined);
  }

  /** @internal */
  lose(): void {
    this.held = false;
  }

  protected leaveLine(): void {
    this.resource.onLeft(this);
  }
}

/** Places that processes hold as long as they like, granted in the order of arrival. */
export class Resource {
  readonly capacity: number;
  private busy = 0;
  private requested = 0;

  constructor(
    readonly sim: Simulation<unknown>,
    { capacity = 1 }: ResourceOptions = {},
    protected readonly line: Line<Request> = new ArrivalLine<Request>(),
  ) {
    assert(Number.isInteger(capacity) && capacity >= 1, `A resource cannot have a capacity of ${capacity}`);
    this.capacity = capacity;
  }

  /** Requests that hold a place. */
  get busyCount(): number {
    return this.busy;
  }

  /** Requests that wait. */
  get queuedCount(): number {
    return this.line.size;
  }

  /** Asks for a place: wait for what it returns, then release it. */
  request(): Request {
    return this.enter(0, false);
  }

  /** @internal */
  onReleased(request: Request): void {
    this.busy -= 1;
    this.onGone(request);
    this.serve();
  }

  /** @internal */
  onLeft(request: Request): void {
    this.line.leave(request);
  }

  protected enter(priority: number, preempts: boolean): Request {
    const request = new Request(this, priority, this.requested, preempts);
    this.requested += 1;
    if (this.busy < this.capacity) this.grant(request);
    else {
      this.onFull(request);
      this.line.join(request);
      this.serve();
    }
    return request;
  }

  /** All places are held; a request is about to join the line. */
  protected onFull(_request: Request): void {}

  protected onGranted(_request: Request): void {}

  protected onGone(_request: Request): void {}

  /** Takes the place of a request away from it. */
  protected takeAway(request: Request): void {
    request.lose();
    this.busy -= 1;
    this.onGone(request);
  }

  private grant(request: Request): void {
    this.busy += 1;
    this.onGranted(request);
    request.grant();
  }

  private serve(): void {
    while (this.busy < this.capacity) {
      const { first } = this.line;
      if (first === undefined) return;
      this.line.shift();
      this.grant(first);
    }
  }
}

/** By priority, then by arrival. */
export function byPriority(a: Request, b: Request): number {
  return a.priority - b.priority || a.order - b.order;
}

/** A resource that grants the lowest priority number first, of equals the first that came. */
export class PriorityResource extends Resource {
  constructor(sim: Simulation<unknown>, options: ResourceOptions = {}) {
    super(sim, options, new RankedLine(byPriority));
  }

  /** Asks for a place, with a priority. */
  override request({ priority = 0 }: RequestOptions = {}): Request {
    return this.enter(priority, false);
  }
}
