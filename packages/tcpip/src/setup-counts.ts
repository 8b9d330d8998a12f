/** What distributors count of connection requests: the ground of the responsiveness of their targets. */
import type { Forkable } from "@sysplex/sim-core";
import type { TcpipPlex } from "./plex.js";

/** By destination and target, since the last evaluation. */
export interface SetupCounts {
  forwarded: number;
  reached: number;
  established: number;
  accepted: number;
}

export class ConnectionSetups implements Forkable {
  private readonly counts = new Map<number, SetupCounts>();

  constructor(
    private readonly plex: TcpipPlex,
    private readonly stackCount: number,
  ) {}

  /** Something was counted since {@link take} was last called. */
  has(destination: number, stack: number): boolean {
    return (this.counts.get(destination * this.stackCount + stack)?.forwarded ?? 0) > 0;
  }

  /** What was counted since the last call; the counts start anew. */
  take(destination: number, stack: number): SetupCounts {
    const key = destination * this.stackCount + stack;
    const counts = this.counts.get(key) ?? emptyCounts();
    this.counts.set(key, emptyCounts());
    return counts;
  }

  /** A connection request is forwarded to a target. */
  count(destination: number, stack: number): SetupCounts {
    const counts = this.countsOf(destination, stack);
    counts.forwarded += 1;
    if (counts.forwarded === 1) this.plex.tcpip.onFirstSetup(destination);
    return counts;
  }

  copyFrom(twin: ConnectionSetups): void {
    this.counts.clear();
    for (const [key, counts] of twin.counts) this.counts.set(key, { ...counts });
  }

  private countsOf(destination: number, stack: number): SetupCounts {
    const key = destination * this.stackCount + stack;
    let counts = this.counts.get(key);
    if (counts === undefined) {
      counts = emptyCounts();
      this.counts.set(key, counts);
    }
    return counts;
  }
}

function emptyCounts(): SetupCounts {
  return { forwarded: 0, reached: 0, established: 0, accepted: 0 };
}
