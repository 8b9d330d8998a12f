/** A fork of registries and their clients, in the middle of any trouble. */
import { micros, minutes, seconds, type Duration } from "@sysplex/sim-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences, sharedMutables } from "../../../../test/support/forked.js";
import { discoveryPlex, type DiscoveryPlex } from "./fixture.js";
import { happening, NAMES, play, SYSTEMS } from "./happenings.js";

function sharedBy(plex: DiscoveryPlex, fork: DiscoveryPlex): string[] {
  const constants: readonly unknown[] = [plex.setting, plex.systems];
  return sharedMutables(plex, fork, (value) => constants.includes(value));
}

test("holds the same, shares nothing that changes, and goes on as its parent and as one never forked", () => {
  let evictions = 0;
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 8 }),
      fc.nat(8),
      fc.nat(180_000_000),
      (story, cut, share) => {
        const [plex, straight] = [1, 2].map(() => discoveryPlex({ systems: SYSTEMS })) as [
          DiscoveryPlex,
          DiscoveryPlex,
        ];
        const rest = (minutes(3) - share) as Duration;
        for (const one of [plex, straight]) {
          play(one, story.slice(0, cut));
          one.runFor(micros(share));
        }
        const fork = plex.fork();
        expect(differences(plex, fork)).toEqual([]);
        expect(sharedBy(plex, fork)).toEqual([]);
        for (const one of [fork, plex, straight]) {
          one.runFor(rest);
          play(one, story.slice(cut));
          one.runFor(minutes(6));
        }
        expect(differences(straight, fork)).toEqual([]);
        expect(differences(straight, plex)).toEqual([]);
        evictions += straight.evictions.length;
      },
    ),
    { numRuns: 40, seed: 5 },
  );
  expect(evictions, "some leases were evicted").toBeGreaterThan(0);
});

// What must hold whatever has happened, once half an hour has passed in which everybody is there again.
test("registries agree and hold everybody when all is well again", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 8 }), (story) => {
      const calm = story.filter(({ what }) => what !== "lpar" && what !== "lpar-hang");
      const plex = discoveryPlex({ systems: SYSTEMS });
      play(plex, calm);
      for (const a of SYSTEMS) for (const b of SYSTEMS) if (a < b) plex.eureka.setCut(a, b, false);
      for (const name of NAMES) plex.start(name);
      plex.runFor(minutes(60));
      const all = plex.eureka.discoveries.map(({ record }) => Object.keys(record.entries).sort());
      expect(all).toHaveLength(3);
      for (const one of all) expect(one).toHaveLength(3 * 6 + 3 + 1);
      for (const client of plex.eureka.clients) {
        expect(client.record.fetched?.version).toBe(plex.eureka.discovery("SYSA/discovery").record.version);
      }
      expect(plex.eventsIn(minutes(600))).toBe(0);
    }),
    { numRuns: 60, seed: 3 },
  );
});

test("a fork's death is not the parent's", () => {
  const plex = discoveryPlex();
  plex.runFor(minutes(2));
  const fork = plex.fork();
  fork.kill("SYSA/discovery");
  for (const one of [plex, fork]) one.runFor(seconds(40));

  expect(plex.talksTo("SYSB/zaas")).toBe("SYSA");
  expect(fork.talksTo("SYSB/zaas")).toBe("SYSB");
});
