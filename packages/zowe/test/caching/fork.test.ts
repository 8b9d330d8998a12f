/** A fork of Caching Services in the middle of any trouble, and what must hold whatever happens. */
import { millis, minutes, seconds, type Duration } from "@sysplex/sim-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "../../../../test/support/forked.js";
import { CachingFixture, nameOf, type CachingSetting } from "./fixture.js";
import { sharedByFork } from "../shared-by-fork.js";

const SYSTEMS = ["SYSA", "SYSB", "SYSC"] as const;
const REDIS = "redis1:6379";

interface Happening {
  readonly what: string;
  readonly system: (typeof SYSTEMS)[number];
  readonly other: (typeof SYSTEMS)[number];
  readonly wait: Duration;
}

const settings: Readonly<Record<string, CachingSetting>> = {
  infinispan: { systems: SYSTEMS, release: "3.5" },
  distributed: { systems: SYSTEMS, release: "3.4", parameters: { cachingJava: "21" } },
  inMemory: { systems: SYSTEMS, storage: "mode: inMemory\nsize: 5\nevictionStrategy: removeOldest" },
  vsam: {
    systems: SYSTEMS,
    storage: "mode: VSAM\nvsam: { name: ZWE.CACHE }",
    parameters: { vsamSharedWriteFailure: 0.1 },
  },
  redis: {
    systems: SYSTEMS,
    storage: `mode: redis\nredis: { masterNodeUri: redis1, sentinel: { enabled: true, nodes: [s1, s2, s3] } }`,
  },
  absent: { systems: SYSTEMS, isAbsent: true },
};

const things: Readonly<Record<string, (plex: CachingFixture, happening: Happening) => void>> = {
  fill: (plex, { system, wait }) => eachMember(plex, system, () => plex.fill(system, 3, `${system}${wait}-`)),
  delete: (plex, { system }) => eachMember(plex, system, () => plex.ask(system, "delete", "SYSA0-1")),
  access: (plex, { system, wait }) => {
    plex.caching.consumers.access(nameOf(system, "gateway"), { kind: "create", key: `g${wait}`, value: 1 });
  },
  crash: (plex, { system }) => eachMember(plex, system, () => plex.component(system).crash()),
  hang: (plex, { system }) => eachMember(plex, system, () => plex.component(system).hang()),
  resume: (plex, { system }) => eachMember(plex, system, () => plex.component(system).resume()),
  stall: (plex, { system }) => eachMember(plex, system, () => plex.caching.stall(nameOf(system))),
  endStall: (plex, { system }) => eachMember(plex, system, () => plex.caching.endStall(nameOf(system))),
  cut: (plex, { system, other }) => (system === other ? undefined : plex.cut(system, other)),
  heal: (plex, { system, other }) => (system === other ? undefined : plex.cut(system, other, false)),
  stopStack: (plex, { system }) => plex.zowe.plex.tcpip.stack(`${system}/TCPIP`).stop(),
  fail: (plex, { system }) => plex.failLpar(system),
  redisFails: (plex) =>
    plex.caching.state.redis[REDIS] === undefined ? undefined : plex.caching.redis.fail(REDIS),
  redisReturns: (plex) =>
    plex.caching.state.redis[REDIS] === undefined ? undefined : plex.caching.redis.restore(REDIS, 0),
};

function eachMember(plex: CachingFixture, system: string, act: () => void): void {
  if (plex.caching.isMember(nameOf(system)) && plex.caching.state.running[nameOf(system)] !== undefined)
    act();
}

function stories(among: readonly string[]) {
  return fc.array(
    fc.record({
      what: fc.constantFrom(...among),
      system: fc.constantFrom(...SYSTEMS),
      other: fc.constantFrom(...SYSTEMS),
      wait: fc.integer({ min: 0, max: 40_000 }).map((wait) => millis(wait)),
    }),
    { minLength: 1, maxLength: 10 },
  );
}

function play(plex: CachingFixture, happenings: readonly Happening[]): void {
  for (const happening of happenings) {
    things[happening.what]?.(plex, happening);
    plex.runFor(happening.wait);
  }
}

test("a fork holds the same, shares nothing that changes, and goes on as its parent and as one never forked", () => {
  let lost = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(settings)),
      stories(Object.keys(things)),
      fc.nat(9),
      (mode, story, cut) => {
        const [plex, straight] = [1, 2].map(() => CachingFixture.up(settings[mode])) as [
          CachingFixture,
          CachingFixture,
        ];
        for (const one of [plex, straight]) {
          one.fill("SYSA", mode === "absent" ? 0 : 4);
          play(one, story.slice(0, cut));
          one.runFor(seconds(2.5));
        }
        const fork = plex.fork();
        expect(differences(plex.zowe.sim, fork.zowe.sim)).toEqual([]);
        expect(sharedByFork(plex.zowe.sim, fork.zowe.sim)).toEqual([]);
        for (const one of [fork, plex, straight]) {
          play(one, story.slice(cut));
          one.runFor(minutes(5));
        }
        expect(differences(straight.zowe.sim, fork.zowe.sim)).toEqual([]);
        expect(differences(straight.zowe.sim, plex.zowe.sim)).toEqual([]);
        lost += straight.caching.report.lost;
      },
    ),
    { numRuns: 30, seed: 7 },
  );
  expect(lost, "some entries were lost").toBeGreaterThan(0);
});

const CALM = ["fill", "delete", "crash", "hang", "resume", "stall", "endStall", "cut", "heal"];

test.each(["infinispan", "distributed"])(
  "%s: each member that runs is in one cluster, and all in one with equal entries when all is well again",
  (mode) => {
    const { parameters: _, ...setting } = settings[mode] as CachingSetting;
    let splits = 0;
    fc.assert(
      fc.property(stories(CALM), (story) => {
        const plex = CachingFixture.up(setting);
        for (const happening of story) {
          play(plex, [happening]);
          const running = Object.keys(plex.caching.state.running);
          const inViews = plex.caching.views.flat().filter((member) => running.includes(member));
          expect([...inViews].sort()).toEqual([...running].sort());
        }
        splits += plex.splits.length;
        for (const a of SYSTEMS) for (const b of SYSTEMS) if (a < b) plex.cut(a, b, false);
        for (const system of SYSTEMS) {
          plex.component(system).resume();
          plex.caching.endStall(nameOf(system));
        }
        plex.runFor(minutes(15));

        expect(plex.views.map((view) => view.split(" "))).toEqual([[...SYSTEMS]]);
        expect(plex.caching.report.isSplit).toBe(false);
        const counts = SYSTEMS.map((system) => plex.ask(system, "list").count);
        expect(counts).toEqual([counts[0], counts[0], counts[0]]);
      }),
      { numRuns: 60, seed: 3 },
    );
    expect(splits, "some clusters were split").toBeGreaterThan(0);
  },
);

test("a write in the fork is not the parent's", () => {
  const plex = CachingFixture.up();
  const fork = plex.fork();
  fork.fill("SYSA", 1);

  expect([plex.entries("SYSB"), fork.entries("SYSB")]).toEqual([0, 1]);
  expect([plex.caching.report.writes, fork.caching.report.writes]).toEqual([0, 1]);
});
