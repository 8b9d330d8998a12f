/**
 * A resource by priority that a more urgent request takes away from its holder: the holder with the highest priority
 * number, of equals the one that came last, is interrupted with the cause {@link Preempted} and has lost its place.
 *
 * A request preempts when it arrives or not at all, and only if nobody in the line goes before it.
 */
import type { Simulation } from "../simulation.js";
import type { Instant } from "../time.js";
import { RankedLine } from "./line.js";
import { byPriority, Resource, type Request, type RequestOptions, type ResourceOptions } from "./resource.js";

/** How urgent a request is, and whether it may take the place of another. */
export interface PreemptiveRequestOptions extends RequestOptions {
  /** Whether it may take the place of a less urgent one; true unless said otherwise. */
  readonly preempt?: boolean;
}

/** The cause of the interrupt of a process that lost its place. */
export class Preempted {
  /** @internal */
  constructor(
    /** The resource it lost. */
    readonly resource: PreemptiveResource,
    /** The more urgent request. */
    readonly by: Request,
    /** Since when the place was held. */
    readonly heldSince: Instant,
  ) {}
}

interface Holder {
  readonly request: Request;
  readonly since: Instant;
}

/** A resource by priority whose places the more urgent take away. */
export class PreemptiveResource extends Resource {
  private readonly holders: Holder[] = [];

  constructor(sim: Simulation<unknown>, options: ResourceOptions = {}) {
    super(sim, options, new RankedLine(byPriority));
  }

  /** Asks for a place, which may interrupt a less urgent holder. */
  override request({ priority = 0, preempt = true }: PreemptiveRequestOptions = {}): Request {
    return this.enter(priority, preempt);
  }

  protected override onFull(request: Request): void {
    const { first } = this.line;
    if (!request.preempts || (first !== undefined && byPriority(first, request) < 0)) return;
    const victim = this.leastUrgent();
    if (victim.request.priority <= request.priority) return;
    this.takeAway(victim.request);
    const { owner } = victim.request;
    if (owner?.isAlive === true) owner.interrupt(new Preempted(this, request, victim.since));
  }

  protected override onGranted(request: Request): void {
    this.holders.push({ request, since: this.sim.now });
  }

  protected override onGone(request: Request): void {
    this.holders.splice(
      this.holders.findIndex((holder) => holder.request === request),
      1,
    );
  }

  private leastUrgent(): Holder {
    return this.holders.reduce((worst, holder) =>
      byPriority(holder.request, worst.request) > 0 ? holder : worst,
    );
  }
}
