import { assert } from "../assert.js";
import type { Instant } from "../time.js";

/**
 * The average of a level over time, each value weighing as long as it lasted: servers busy, requests queued.
 *
 * The area under a level of whole numbers is exact up to 2⁵³ level-microseconds: a thousand for 104 days.
 */
export class TimeWeighted {
  private current: number;
  private highest: number;
  private area = 0;
  private since: Instant;
  private changedAt: Instant;

  constructor(start: Instant, level = 0) {
    this.current = level;
    this.highest = level;
    this.since = start;
    this.changedAt = start;
  }

  /** The level at present. */
  get level(): number {
    return this.current;
  }

  /** The highest level since the start or the last reset. */
  get max(): number {
    return this.highest;
  }

  /** The level from `at` on, which must not lie before the last change. */
  set(level: number, at: Instant): void {
    this.area = this.areaUntil(at);
    this.changedAt = at;
    this.current = level;
    if (level > this.highest) this.highest = level;
  }

  /** Raises the level by `by`, or lowers it, from `at` on. */
  change(by: number, at: Instant): void {
    this.set(this.current + by, at);
  }

  /** The average up to `at`; before any time has passed, the level itself. */
  average(at: Instant): number {
    const area = this.areaUntil(at);
    return at === this.since ? this.current : area / (at - this.since);
  }

  /** Forgets the past, not the level: the end of a warm-up. */
  reset(at: Instant): void {
    assert(at >= this.changedAt, "A time-weighted average cannot go back in time");
    this.area = 0;
    this.since = at;
    this.changedAt = at;
    this.highest = this.current;
  }

  /** Becomes an independent copy. */
  copyFrom(other: TimeWeighted): void {
    this.current = other.current;
    this.highest = other.highest;
    this.area = other.area;
    this.since = other.since;
    this.changedAt = other.changedAt;
  }

  private areaUntil(at: Instant): number {
    assert(at >= this.changedAt, "A time-weighted average cannot go back in time");
    return this.area + this.current * (at - this.changedAt);
  }
}
