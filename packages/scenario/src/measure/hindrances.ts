/**
 * What keeps requests from succeeding although they reach a server: nothing behind a Gateway, tokens that are gone, registries
 * that are not true, circuit breakers that are open.
 *
 * Stretches of time, for each service by itself. Whether anybody lost time by one is for those to say who measured outages.
 */
import type { Forkable, Instant } from "@sysplex/sim-core";

/** Where several last at the same time, the first of them has the time: the others have what nothing before explains. */
export const HINDRANCES = ["serverReady", "newLogon", "registry", "targetHealth"] as const;

export type HindranceCause = (typeof HINDRANCES)[number];

export interface Hindrance {
  readonly cause: HindranceCause;
  /** As it was when it began. */
  readonly because: string;
  readonly from: Instant;
  /** Absent: it lasts. */
  readonly to?: Instant;
}

/** Most kept; a run that flaps for days still ends. */
const KEPT_MAX = 10_000;

/** What is put down is frozen: forks share it. */
export class Hindrances implements Forkable {
  private readonly over: Hindrance[] = [];
  /** At most one of each cause. */
  private readonly open = new Map<HindranceCause, Hindrance>();

  copyFrom(twin: Hindrances): void {
    this.over.splice(0, Infinity, ...twin.over);
    this.open.clear();
    for (const [cause, hindrance] of twin.open) this.open.set(cause, hindrance);
  }

  /**
   * @param because Why requests are kept from success; `undefined`: by this cause they are not.
   * @param at From then on. What is heard late, of an instant before the last one, says nothing new.
   */
  note(cause: HindranceCause, because: string | undefined, at: Instant): void {
    const open = this.open.get(cause);
    if (open === undefined && because !== undefined)
      this.open.set(cause, Object.freeze({ cause, because, from: at }));
    if (open === undefined || because !== undefined || at < open.from) return;
    this.open.delete(cause);
    if (at > open.from && this.over.length < KEPT_MAX) this.over.push(Object.freeze({ ...open, to: at }));
  }

  /** In the order in which they began. */
  get all(): readonly Hindrance[] {
    return [...this.over, ...this.open.values()].sort((a, b) => a.from - b.from);
  }
}

/** Of several that last at the same time, the one that has the time. */
export function foremost<Named extends { readonly cause: HindranceCause }>(
  hindrances: readonly Named[],
): Named | undefined {
  return HINDRANCES.flatMap((cause) => hindrances.find((hindrance) => hindrance.cause === cause) ?? [])[0];
}
