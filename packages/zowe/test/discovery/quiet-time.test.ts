/** Quiet time costs no events, whatever state it is quiet in. */
import { after, minutes, seconds, type Instant } from "@sysplex/sim-core";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { RegistryTasks } from "../../src/discovery/registry-tasks.js";
import { firstOnGrid } from "../../src/discovery/renewals.js";
import { discoveryPlex, systemNames, YEAR, type DiscoveryPlex } from "./fixture.js";
import { happening, play, SYSTEMS } from "./happenings.js";

// Once the last run of the eviction task has seen a whole undisturbed minute nothing is scheduled, so nothing can happen.
test("two LPARs, or seven, cost no event in a year after their first quarter of an hour", () => {
  for (const count of [2, 7]) {
    const plex = discoveryPlex({ systems: systemNames(count) });
    plex.runFor(minutes(15));
    expect(plex.eventsIn(YEAR)).toBe(0);
    expect(plex.sim.pendingCount).toBe(0);
  }
});

test("nor does a year of self-preservation with a dead LPAR, an hour after its loss", () => {
  const plex = discoveryPlex();
  plex.runFor(minutes(5));
  plex.sysplex.lpar("SYSA").fail("power-loss");
  plex.runFor(minutes(60));
  expect(plex.eventsIn(YEAR)).toBe(0);
});

test("nor a year without any Discovery", () => {
  const plex = discoveryPlex();
  for (const system of plex.systems) plex.kill(`${system}/discovery`);
  plex.runFor(minutes(10));
  expect(plex.eventsIn(YEAR)).toBe(0);
});

test("and whoever was quiet for a year is evicted in time", () => {
  const plex = discoveryPlex({ extra: { SYSA: ["tiny"] } });
  plex.runFor(YEAR);
  plex.kill("SYSA/tiny");
  const lost = plex.sim.now;
  plex.runFor(minutes(5));
  const [eviction] = plex.evictions;
  expect((eviction?.at ?? 0) - lost).toBeGreaterThan(seconds(150));
  expect((eviction?.at ?? Infinity) - lost).toBeLessThanOrEqual(seconds(240));
});

afterEach(() => vi.restoreAllMocks());

/** The reference: its eviction task runs each minute, whatever there is to see. */
function keepAwake(): void {
  const look = vi.spyOn(
    RegistryTasks.prototype as unknown as { nextLook: () => Instant | undefined },
    "nextLook",
  );
  look.mockImplementation(function (this: RegistryTasks) {
    const { evictionPeriod } = this["plex"].zowe.eureka.parameters;
    const { startedAt } = this["discovery"].record;
    return firstOnGrid(
      after(startedAt, evictionPeriod),
      evictionPeriod,
      after(this["plex"].sim.now, 1 as never),
    );
  });
}

interface Seen {
  readonly evictions: readonly object[];
  readonly views: readonly object[];
  readonly preservation: readonly string[];
  readonly events: number;
}

test("whatever happens, evictions and self-preservation are as if every run of the eviction task took place", () => {
  let restedCount = 0;
  let evictionCount = 0;
  const statics = fc.boolean();
  const heartbeat = fc.constantFrom(30, 25);
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 8 }), statics, heartbeat, (story, hasStatics, period) => {
      const observe = (): Seen => {
        const parameters = { heartbeatPeriod: seconds(period) };
        const plex: DiscoveryPlex = discoveryPlex({ systems: SYSTEMS, hasStatics, parameters });
        const preservation: string[] = [];
        plex.eureka.selfPreservationChanged.subscribe(({ discovery, on, at }) =>
          preservation.push(`${at} ${discovery} ${String(on)}`),
        );
        play(plex, story);
        plex.runFor(minutes(40));
        const { evictions, views } = plex;
        return { evictions, views, preservation, events: plex.sim.eventCount };
      };
      const { events, ...rested } = observe();
      keepAwake();
      const { events: eventsAwake, ...awake } = observe();
      vi.restoreAllMocks();

      expect(rested).toEqual(awake);
      restedCount += eventsAwake - events;
      evictionCount += rested.evictions.length;
    }),
    { numRuns: 60, seed: 11 },
  );
  expect(restedCount).toBeGreaterThan(1_000);
  expect(evictionCount).toBeGreaterThan(5);
});
