/** What has been counted since the start of the run. */
import type { Forkable, Instant } from "@sysplex/sim-core";

export interface CachingReport {
  /** Accesses that wrote something, and entries that a size limit has removed. */
  readonly writes: number;
  readonly evicted: number;
  readonly lost: number;
  readonly lostByWhy: Readonly<Record<string, number>>;
  /** Clusters that could be one are several now. */
  readonly isSplit: boolean;
  /** Seconds that they were. */
  readonly splitSeconds: number;
}

const NEVER = -1;

export class CachingCounts implements Forkable {
  /** Of all storages: its number tells which of two entries is the later one. */
  writes = 0;
  evicted = 0;
  private splitSince = NEVER;
  private splitMicros = 0;
  private readonly lostByWhy = new Map<string, number>();

  copyFrom(twin: CachingCounts): void {
    this.writes = twin.writes;
    this.evicted = twin.evicted;
    this.splitSince = twin.splitSince;
    this.splitMicros = twin.splitMicros;
    this.lostByWhy.clear();
    for (const [why, count] of twin.lostByWhy) this.lostByWhy.set(why, count);
  }

  reportAt(now: Instant): CachingReport {
    const { writes, evicted, splitSince } = this;
    const open = splitSince === NEVER ? 0 : now - splitSince;
    return {
      writes,
      evicted,
      lost: [...this.lostByWhy.values()].reduce((sum, count) => sum + count, 0),
      lostByWhy: Object.fromEntries(this.lostByWhy),
      isSplit: splitSince !== NEVER,
      splitSeconds: (this.splitMicros + open) / 1_000_000,
    };
  }

  noteLost(count: number, why: string): void {
    this.lostByWhy.set(why, (this.lostByWhy.get(why) ?? 0) + count);
  }

  /** False: nothing has changed. */
  noteSplit(isSplit: boolean, now: Instant): boolean {
    if (isSplit === (this.splitSince !== NEVER)) return false;
    if (isSplit) this.splitSince = now;
    else {
      this.splitMicros += now - this.splitSince;
      this.splitSince = NEVER;
    }
    return true;
  }
}
