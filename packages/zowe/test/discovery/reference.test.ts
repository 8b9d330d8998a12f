/** One Discovery against a plain reference that sends every heartbeat and runs every eviction task. */
import { minutes, seconds, type Duration } from "@sysplex/sim-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { discoveryPlex, SERVICES } from "./fixture.js";

const EXTRA = ["one", "two", "three", "four", "five", "six"];
const END = minutes(50);

interface Client {
  readonly since: number;
  readonly diesAt: number;
}

interface Entry {
  readonly client: Client;
  last: number;
}

const SECOND = 1e6;

/** Instants of the eviction runs, and how many each has evicted. All are there from the start and none comes back. */
function plainEvictions(clients: readonly Client[]): Record<number, number> {
  const found: Record<number, number> = {};
  let entries: Entry[] = clients.map((client) => ({ client, last: 0 }));
  let expected = entries.length;
  for (let run = 60 * SECOND; run <= END; run += 60 * SECOND) {
    let renewals = 0;
    for (const entry of entries) {
      const { since, diesAt } = entry.client;
      for (let at = since + 30 * SECOND; at < run; at += 30 * SECOND) {
        if (at > diesAt || at < 0) continue;
        entry.last = Math.max(entry.last, at);
        if (at >= run - 60 * SECOND) renewals += 1;
      }
    }
    if (renewals > Math.floor(expected * 2 * 0.85)) {
      const limit = entries.length - Math.floor(entries.length * 0.85);
      const expired = entries.filter(({ last }) => run > last + 180 * SECOND).slice(0, limit);
      entries = entries.filter((entry) => !expired.includes(entry));
      expected -= expired.length;
      if (expired.length > 0) found[run] = expired.length;
    }
    if (run % (15 * 60 * SECOND) === 0 && entries.length > 0.85 * expected) expected = entries.length;
  }
  return found;
}

const deaths = fc.array(fc.integer({ min: 1, max: 2_400 }), { maxLength: EXTRA.length + 3 });

test("evictions happen in the same runs, and as many in each", () => {
  let evictionCount = 0;
  let preservedCount = 0;
  fc.assert(
    fc.property(deaths, (deathSeconds) => {
      const plex = discoveryPlex({ systems: ["SYSA"], extra: { SYSA: EXTRA }, hasStatics: false });
      const names = [...EXTRA, ...SERVICES.slice(1)].map((service) => `SYSA/${service}`);
      const dying = new Map(deathSeconds.map((second, index) => [names[index] ?? "", second]));
      const clients = plex.eureka.clients.map(({ name, record }) => ({
        since: record.since,
        diesAt: (dying.get(name) ?? Infinity) * SECOND,
      }));
      for (const [name, second] of [...dying].sort(([, a], [, b]) => a - b)) {
        plex.runFor((seconds(second) - plex.sim.now) as Duration);
        plex.kill(name);
      }
      plex.runFor((END - plex.sim.now) as Duration);
      const counts: Record<number, number> = {};
      for (const { at } of plex.evictions) counts[at] = (counts[at] ?? 0) + 1;

      expect(counts).toEqual(plainEvictions(clients));
      evictionCount += plex.evictions.length;
      preservedCount += plex.discovery("SYSA").staleEntries.length;
    }),
    { numRuns: 200, seed: 2 },
  );
  expect(evictionCount, "some were evicted").toBeGreaterThan(50);
  expect(preservedCount, "some were kept by self-preservation").toBeGreaterThan(50);
});
