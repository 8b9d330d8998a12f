/**
 * Waiting requests, first in first out, in parallel arrays that are used again and again.
 *
 * One request takes no allocation while the ring has room; a full ring doubles. Tested against a plain array.
 */
import type { AnyEventKind } from "../event.js";
import type { Duration, Instant } from "../time.js";

/** A power of two, and so is every capacity that comes of doubling it. */
const INITIAL_CAPACITY = 16;

export class RequestRing {
  private capacity = INITIAL_CAPACITY;
  private arrivals = new Float64Array(this.capacity);
  private serviceTimes = new Float64Array(this.capacity);
  private kinds: (AnyEventKind | undefined)[] = new Array<undefined>(this.capacity).fill(undefined);
  private payloads: unknown[] = new Array<undefined>(this.capacity).fill(undefined);
  private first = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  get firstArrival(): Instant {
    return this.arrivals[this.first] as Instant;
  }

  get firstServiceTime(): Duration {
    return this.serviceTimes[this.first] as Duration;
  }

  get firstKind(): AnyEventKind {
    return this.kinds[this.first] as AnyEventKind;
  }

  get firstPayload(): unknown {
    return this.payloads[this.first];
  }

  push(arrival: Instant, serviceTime: Duration, kind: AnyEventKind, payload: unknown): void {
    if (this.count === this.capacity) this.grow();
    const index = (this.first + this.count) & (this.capacity - 1);
    this.arrivals[index] = arrival;
    this.serviceTimes[index] = serviceTime;
    this.kinds[index] = kind;
    this.payloads[index] = payload;
    this.count += 1;
  }

  /** Removes the first request, which must be there. */
  shift(): void {
    this.payloads[this.first] = undefined;
    this.first = (this.first + 1) & (this.capacity - 1);
    this.count -= 1;
  }

  clear(): void {
    this.payloads.fill(undefined);
    this.first = 0;
    this.count = 0;
  }

  /** Becomes an independent copy; payloads are shared, since nobody changes them. */
  copyFrom(other: RequestRing): void {
    this.capacity = other.capacity;
    this.arrivals = other.arrivals.slice();
    this.serviceTimes = other.serviceTimes.slice();
    this.kinds = [...other.kinds];
    this.payloads = [...other.payloads];
    this.first = other.first;
    this.count = other.count;
  }

  private grow(): void {
    const unrolled = <Item>(items: ArrayLike<Item>): Item[] =>
      Array.from(items, (_, index) => items[(this.first + index) % this.capacity] as Item);
    const arrivals = unrolled(this.arrivals);
    const serviceTimes = unrolled(this.serviceTimes);
    this.kinds = unrolled(this.kinds);
    this.payloads = unrolled(this.payloads);
    this.capacity *= 2;
    this.arrivals = new Float64Array(this.capacity);
    this.serviceTimes = new Float64Array(this.capacity);
    this.arrivals.set(arrivals);
    this.serviceTimes.set(serviceTimes);
    this.first = 0;
  }
}
