/**
 * Which kinds of events the kernel ran, and when: in memory that does not grow with the run.
 *
 * Of a kind that is rare every instant is kept. Of any other the run is cut into 240 stretches of one length, and how many fell into
 * each is counted.
 */
import type { Duration, TracedEvent } from "@sysplex/sim-core";

/** Enough for the width of a screen. */
export const STRETCHES = 240;

/** Instants kept of a kind; one more, and it is counted only. */
export const INSTANTS_MAX = 100;

export interface KernelTrack {
  /** `tcpip.listener-closed` */
  readonly kind: string;
  readonly count: number;
  /** Microseconds, of every event; null: they are too many. */
  readonly instants: readonly number[] | null;
  /** Events in each stretch of this many microseconds, from 0 on. */
  readonly stretchMicros: number;
  readonly counts: readonly number[];
}

interface Kept {
  readonly instants: number[];
  readonly counts: Uint32Array;
  count: number;
}

export class KernelEventRecord {
  readonly stretchMicros: number;
  private readonly kinds = new Map<string, Kept>();

  /** @param length Of the run. */
  constructor(length: Duration) {
    this.stretchMicros = Math.max(1, Math.ceil(length / STRETCHES));
  }

  onEvent({ at, kind }: Pick<TracedEvent, "at" | "kind">): void {
    let kept = this.kinds.get(kind);
    if (kept === undefined) {
      kept = { instants: [], counts: new Uint32Array(STRETCHES), count: 0 };
      this.kinds.set(kind, kept);
    }
    kept.count += 1;
    if (kept.count <= INSTANTS_MAX) kept.instants.push(at);
    // What is due at the very end belongs to the last stretch.
    const stretch = Math.min(STRETCHES - 1, Math.floor(at / this.stretchMicros));
    kept.counts[stretch] = (kept.counts[stretch] as number) + 1;
  }

  /** By name. */
  get tracks(): readonly KernelTrack[] {
    const { stretchMicros } = this;
    return [...this.kinds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, { instants, counts, count }]) => ({
        kind,
        count,
        instants: count <= INSTANTS_MAX ? [...instants] : null,
        stretchMicros,
        counts: [...counts],
      }));
  }
}
