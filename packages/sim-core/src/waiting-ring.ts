/**
 * Whole numbers in order of arrival: slots or names of what waits for a thread, a connection, a turn.
 *
 * A ring that grows to the busiest moment and then stays, so that to wait costs no memory of its own.
 */
import type { Forkable } from "./forkable.js";
import { grownTo } from "./slot-pool.js";

/** A power of two, and so is every capacity that comes of doubling it. */
const FIRST_CAPACITY = 16;

/** A queue of whole numbers, first come, first served. */
export class WaitingRing implements Forkable {
  private numbers = new Int32Array(FIRST_CAPACITY);
  private first = 0;
  private length = 0;

  /** How many wait. */
  get count(): number {
    return this.length;
  }

  /** Behind the last one. */
  push(number: number): void {
    if (this.length === this.numbers.length) this.grow();
    this.numbers[(this.first + this.length) & (this.numbers.length - 1)] = number;
    this.length += 1;
  }

  /** Takes out what has waited longest. There must be one. */
  shift(): number {
    const number = this.numbers[this.first] as number;
    this.first = (this.first + 1) & (this.numbers.length - 1);
    this.length -= 1;
    return number;
  }

  /** Nobody waits any more. */
  clear(): void {
    this.length = 0;
  }

  copyFrom(twin: WaitingRing): void {
    this.numbers = twin.numbers.slice();
    this.first = twin.first;
    this.length = twin.length;
  }

  private grow(): void {
    const { numbers, first } = this;
    const larger = grownTo(2 * numbers.length, numbers);
    for (let place = 0; place < numbers.length; place += 1) {
      larger[place] = numbers[(first + place) & (numbers.length - 1)] as number;
    }
    this.numbers = larger;
    this.first = 0;
  }
}
