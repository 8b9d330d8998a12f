/**
 * A seed for each replication.
 *
 * Replication n of a study with the seed `1` runs with the seed `1#n`, whatever the variant, the executor and the order.
 * A simulation's streams are named after their readers and seeded by `<seed>/<name>`; so every replication has streams of its
 * own, and two variants see the same arrivals and the same faults in replication n (common random numbers).
 * `sysplex run --seed '1#7'` repeats the seventh one alone.
 */

/** @param replication Counted from 1. */
export function replicationSeed(studySeed: string, replication: number): string {
  return `${studySeed}#${replication}`;
}
