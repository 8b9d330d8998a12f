/**
 * Connections that idle: a ring of whole numbers and instants, which grows to the busiest moment and then stays, so that
 * to idle costs no memory of its own.
 */
import { grownTo, type Forkable } from "@sysplex/sim-core";

const FIRST_CAPACITY = 16;

/** Connections that idle, the one that has idled longest first. */
export class IdleRing implements Forkable {
  names = new Int32Array(FIRST_CAPACITY);
  since = new Float64Array(FIRST_CAPACITY);
  openedAt = new Float64Array(FIRST_CAPACITY);
  first = 0;
  count = 0;

  /** The place for one more; what is there is for the caller to set. */
  push(): number {
    if (this.count === this.names.length) this.grow();
    this.count += 1;
    return (this.first + this.count - 1) % this.names.length;
  }

  /** The place that the first one leaves. */
  shift(): number {
    const place = this.first;
    this.first = (place + 1) % this.names.length;
    this.count -= 1;
    return place;
  }

  copyFrom(twin: IdleRing): void {
    this.names = twin.names.slice();
    this.since = twin.since.slice();
    this.openedAt = twin.openedAt.slice();
    this.first = twin.first;
    this.count = twin.count;
  }

  private grow(): void {
    this.names = unrolled(this.first, this.names);
    this.since = unrolled(this.first, this.since);
    this.openedAt = unrolled(this.first, this.openedAt);
    this.first = 0;
  }
}

/** Twice as long, its content from the beginning on. */
function unrolled<Kind extends Int32Array | Float64Array>(first: number, column: Kind): Kind {
  const larger = grownTo(2 * column.length, column);
  for (let place = 0; place < column.length; place += 1) {
    larger[place] = column[(first + place) % column.length] as number;
  }
  return larger;
}
