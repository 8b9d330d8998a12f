/**
 * Sticky routing: which instance of a service each user is sent to.
 *
 * Modelled: without a choice, or when the chosen instance has left the registry, the first instance of the list is chosen,
 * for whoever asks; every request renews the choice, which expires when it was not used for long enough.
 * Simplified: choices that gateways share through the Caching Service are read and written in no time.
 * @source zowe/api-layer gateway-service, DeterministicLoadBalancer: `serviceInstances.get(0)`, stored at each request.
 */
import { grownTo, type Duration, type Forkable } from "@sysplex/sim-core";
import type { Clock } from "./plex.js";
import type { RoutingTable } from "./routing-table.js";

/** A key is user × this + service. */
const SERVICES_MAX = 4_096;

const NONE = -1;

export class StickyChoices implements Forkable {
  private readonly places = new Map<number, number>();
  private upstream = new Int32Array(0);
  private usedAt = new Float64Array(0);

  constructor(
    private readonly clock: Clock,
    private readonly expiration: Duration,
  ) {}

  /** The instance that the user is sent to now; −1: there is none. */
  instanceFor(user: number, service: number, table: RoutingTable): number {
    const chosen = this.choiceOf(user, service);
    const instance = chosen >= 0 && table.has(service, chosen) ? chosen : table.firstOf(service);
    if (instance >= 0) this.choose(user, service, instance);
    return instance;
  }

  clear(): void {
    this.places.clear();
  }

  copyFrom(twin: StickyChoices): void {
    this.places.clear();
    for (const [key, place] of twin.places) this.places.set(key, place);
    this.upstream = twin.upstream.slice();
    this.usedAt = twin.usedAt.slice();
  }

  /** The instance that the user was sent to; −1: none, or too long ago. */
  private choiceOf(user: number, service: number): number {
    const place = this.places.get(user * SERVICES_MAX + service);
    if (place === undefined || this.clock.now - (this.usedAt[place] as number) > this.expiration) return NONE;
    return this.upstream[place] as number;
  }

  private choose(user: number, service: number, upstream: number): void {
    const key = user * SERVICES_MAX + service;
    const place = this.places.get(key) ?? this.newPlace(key);
    this.upstream[place] = upstream;
    this.usedAt[place] = this.clock.now;
  }

  private newPlace(key: number): number {
    const place = this.places.size;
    if (place >= this.upstream.length) {
      const capacity = Math.max(16, 2 * this.upstream.length);
      this.upstream = grownTo(capacity, this.upstream);
      this.usedAt = grownTo(capacity, this.usedAt);
    }
    this.places.set(key, place);
    return place;
  }
}
