/**
 * Requests in service, in the order they began: when and by which event each of them ends.
 *
 * In parallel arrays that are used again and again, so that to begin and to end a service takes no allocation.
 */
import type { EventHandle } from "../event-queue.js";
import { grownTo } from "../slot-pool.js";
import type { Instant } from "../time.js";

const INITIAL_CAPACITY = 4;

export class ServiceList {
  private ends = new Float64Array(INITIAL_CAPACITY);
  private handles = new Float64Array(INITIAL_CAPACITY);
  private length = 0;

  get count(): number {
    return this.length;
  }

  /** Behind those that began before. */
  push(end: Instant, handle: EventHandle): void {
    const { length } = this;
    if (length === this.ends.length) this.grow();
    this.ends[length] = end;
    this.handles[length] = handle;
    this.length = length + 1;
  }

  /**
   * Takes out the one that ends first, if it ends at `now`; false when it does not, or there is none. Of several that end
   * together it is the one that began first: in that order their events run.
   */
  endFirst(now: Instant): boolean {
    const { ends, handles } = this;
    let first = 0;
    for (let place = 1; place < this.length; place += 1) {
      if ((ends[place] as number) < (ends[first] as number)) first = place;
    }
    if (this.length === 0 || ends[first] !== now) return false;
    this.length -= 1;
    for (let place = first; place < this.length; place += 1) {
      ends[place] = ends[place + 1] as number;
      handles[place] = handles[place + 1] as number;
    }
    return true;
  }

  /** The event that ends each of them. */
  handlesInOrder(): readonly EventHandle[] {
    return [...this.handles.subarray(0, this.length)] as EventHandle[];
  }

  clear(): void {
    this.length = 0;
  }

  /** Becomes an independent copy. */
  copyFrom(other: ServiceList): void {
    this.ends = other.ends.slice();
    this.handles = other.handles.slice();
    this.length = other.length;
  }

  private grow(): void {
    this.ends = grownTo(2 * this.length, this.ends);
    this.handles = grownTo(2 * this.length, this.handles);
  }
}
