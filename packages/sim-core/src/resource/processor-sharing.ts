/**
 * A queueing resource whose requests all run at once and share the processors alike: what a dispatcher with a short
 * time slice does to equal work.
 *
 * Modelled: c processors, n requests, each progressing at min(1, c / n) of a processor's speed; a failure that drops
 * everything. Simplified: the time slice is infinitely short and switching is free.
 * Not modelled: weights, priorities, a request that gives up.
 * A fork takes it over: it is made while the context is built, and attaches itself to the simulation by its name.
 *
 * Every request present progresses alike, so one number, the service attained since the resource was last idle, places
 * them all: a request ends when it has grown by its work since the request came. Only the next end is scheduled. Its
 * handler calls {@link ProcessorSharing.release} first, which takes the request out and schedules the end that follows.
 * An end shows on the first whole microsecond that is not too early, and the others get what was left of it: rounding
 * does not build up. Each request costs O(log n).
 *
 * @source L. Kleinrock, "Time-shared systems: a theoretical treatment", Journal of the ACM 14, 1967.
 */
import { Heap } from "heap-js";
import { assert } from "../assert.js";
import type { AnyEventKind, EventKind } from "../event.js";
import type { EventHandle } from "../event-queue.js";
import type { Forkable } from "../forkable.js";
import type { Simulation } from "../simulation.js";
import { Tally } from "../statistics/tally.js";
import { TimeWeighted } from "../statistics/time-weighted.js";
import type { Duration, Instant } from "../time.js";

/** What rounding may add to a rest that is a whole microsecond in truth. */
const ROUNDING_TOLERANCE_MICROS = 1e-3;

/** How many processors there are to share. */
export interface ProcessorSharingOptions {
  /** No other of the simulation has it: messages name the resource by it, and a fork finds its twin. */
  readonly name: string;
  readonly processors: number;
}

interface Job {
  /** The attained service at which the request ends, in microseconds. */
  readonly endsAt: number;
  readonly order: number;
  readonly arrival: Instant;
  readonly kind: AnyEventKind;
  readonly payload: unknown;
}

/** Processors that all requests present share alike. */
export class ProcessorSharing<Context> implements Forkable {
  readonly name: string;
  readonly processors: number;
  /** Processors busy over time. Its average over `processors` is the utilization. */
  readonly busyProcessors: TimeWeighted;
  /** Requests in progress over time. */
  readonly requestsPresent: TimeWeighted;
  /** From request to its end, in microseconds. */
  readonly sojournTimes = new Tally();
  private readonly jobs = new Heap<Job>((a, b) => a.endsAt - b.endsAt || a.order - b.order);
  private attained = 0;
  private attainedAt: Instant;
  private nextOrder = 0;
  private nextEnd: { readonly at: Instant; readonly handle: EventHandle } | undefined;

  constructor(
    private readonly sim: Simulation<Context>,
    { name, processors }: ProcessorSharingOptions,
  ) {
    assert(processors > 0, `${name} needs processors, not ${processors}`);
    this.name = name;
    this.processors = processors;
    this.attainedAt = sim.now;
    this.busyProcessors = new TimeWeighted(sim.now);
    this.requestsPresent = new TimeWeighted(sim.now);
    sim.attach(`processor-sharing/${name}`, this);
  }

  /** Requests present, all of them in progress. */
  get count(): number {
    return this.jobs.length;
  }

  /** Asks for `work`, the time it would take a processor alone; `kind` with `payload` is due when it is done. */
  request<Payload>(work: Duration, kind: EventKind<Context, Payload>, payload: Payload): void {
    assert(work >= 0, `${this.name}: work of ${work} µs`);
    this.progress();
    const endsAt = this.attained + work;
    this.jobs.push({ endsAt, order: this.nextOrder, arrival: this.sim.now, kind, payload });
    this.nextOrder += 1;
    this.jobsChanged();
  }

  /** Takes out the request that ends now. The first act of the handler of its event. */
  release(): void {
    assert(this.nextEnd?.at === this.sim.now, `${this.name}: release, but no request ends now`);
    this.progress();
    const speedBefore = this.speed;
    const job = this.jobs.pop() as Job;
    // The request ended within the last microsecond; what it got since then is the others'.
    const excess = Math.max(0, this.attained - job.endsAt);
    this.attained += excess * (this.speed / speedBefore - 1);
    this.sojournTimes.add(this.sim.now - job.arrival);
    this.nextEnd = undefined;
    this.jobsChanged();
  }

  /** Drops every request; their events do not happen. Returns how many. */
  clear(): number {
    const count = this.jobs.length;
    this.progress();
    this.jobs.clear();
    this.jobsChanged();
    return count;
  }

  /** Starts measuring anew, at the end of a warm-up. */
  resetMeasures(): void {
    this.busyProcessors.reset(this.sim.now);
    this.requestsPresent.reset(this.sim.now);
    this.sojournTimes.reset();
  }

  /** @internal */
  copyFrom(twin: ProcessorSharing<Context>): void {
    this.busyProcessors.copyFrom(twin.busyProcessors);
    this.requestsPresent.copyFrom(twin.requestsPresent);
    this.sojournTimes.copyFrom(twin.sojournTimes);
    this.jobs.heapArray = twin.jobs.heapArray.map((job) => ({ ...job }));
    this.attained = twin.attained;
    this.attainedAt = twin.attainedAt;
    this.nextOrder = twin.nextOrder;
    this.nextEnd = twin.nextEnd === undefined ? undefined : { ...twin.nextEnd };
  }

  private get speed(): number {
    return Math.min(1, this.processors / this.jobs.length);
  }

  /** Credits every request present with what it got since the last change. */
  private progress(): void {
    if (this.jobs.length > 0) this.attained += (this.sim.now - this.attainedAt) * this.speed;
    this.attainedAt = this.sim.now;
  }

  private jobsChanged(): void {
    const count = this.jobs.length;
    this.requestsPresent.set(count, this.sim.now);
    this.busyProcessors.set(Math.min(count, this.processors), this.sim.now);
    if (this.nextEnd !== undefined) this.sim.cancel(this.nextEnd.handle);
    this.nextEnd = undefined;
    const next = this.jobs.peek();
    if (next === undefined)
      this.attained = 0; // Idle: start anew, so that rounding does not build up.
    else this.scheduleEnd(next);
  }

  private scheduleEnd({ endsAt, kind, payload }: Job): void {
    const rest = Math.max(0, endsAt - this.attained);
    const at = (this.sim.now + Math.ceil(rest / this.speed - ROUNDING_TOLERANCE_MICROS)) as Instant;
    this.nextEnd = { at, handle: this.sim.at(at, kind, payload) };
  }
}
