/** Silent death: what is evicted, when, and what is never. */
import { after, between, hours, minutes, seconds, type Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import type { EurekaState } from "../../src/discovery/state.js";
import { discoveryPlex, SERVICES, systemNames, YEAR, type DiscoveryPlex } from "./fixture.js";

/** @source Netflix eureka-core: a lease of 90 s that counts twice, an eviction run each minute. */
const EXPIRY = seconds(180);
const EVICTION_PERIOD = seconds(60);
const HEARTBEAT = seconds(30);

/** When the entry of a dead component was renewed last, as a Discovery has it. */
function lastRenewal(plex: DiscoveryPlex, system: string, component: string): Instant {
  const entry = plex.discovery(system).entries.find((one) => one.component === component);
  return entry?.lease.renewedAt ?? expect.fail(`${component} has no renewal`);
}

describe("two equal LPARs, one lost without a word (zowe/api-layer issue 2461)", () => {
  test("nothing is evicted, for a year: self-preservation", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(10));
    // 12 clients at 2 a minute; 3 static entries, each renewed by both Discovery services.
    expect(plex.discovery("SYSA").renewalsLastMinute).toBe(12 * 2 + 3 * 2 * 2);
    plex.sysplex.lpar("SYSB").fail("power-loss");
    plex.runFor(minutes(5));

    const discovery = plex.discovery("SYSA");
    expect(discovery.renewalsLastMinute).toBe(6 * 2 + 3 * 2);
    expect(discovery.renewalThreshold).toBe(Math.floor(15 * 2 * 0.85));
    expect(discovery.record.selfPreservation.on).toBe(true);
    plex.runFor(YEAR);
    expect(plex.evictions).toEqual([]);
    expect(plex.registered("SYSA").filter((name) => name.startsWith("SYSB"))).toEqual(
      [...SERVICES.map((service) => `SYSB/${service}`), "SYSB/zss"].sort(),
    );
  });

  test("self-preservation is noticed at the end of the first minute that lacks renewals", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(10.5));
    const lost = plex.sim.now;
    plex.sysplex.lpar("SYSB").fail("power-loss");
    plex.runFor(minutes(5));

    const { on, since } = plex.discovery("SYSA").record.selfPreservation;
    expect(on).toBe(true);
    expect(between(lost, since)).toBeGreaterThan(0);
    expect(between(lost, since)).toBeLessThanOrEqual(minutes(2));
    expect(since % minutes(1)).toBe(0); // The Discovery began at 0.
  });

  test("dead entries are counted as stale for the time that they stand", () => {
    const plex = discoveryPlex();
    plex.sysplex.lpar("SYSB").fail("power-loss");
    plex.runFor(minutes(10));

    expect(plex.discovery("SYSA").record.stale.count).toBe(7);
    expect(plex.discovery("SYSA").staleTime).toBe(7 * minutes(10));
  });

  test("they are gone when the survivor's Discovery is restarted, except static ones", () => {
    const plex = discoveryPlex();
    plex.sysplex.lpar("SYSB").fail("power-loss");
    plex.runFor(minutes(30));
    plex.kill("SYSA/discovery");
    plex.runFor(seconds(10));
    plex.start("SYSA/discovery");
    // The Gateway's heartbeat may have met the black hole of SYSB, which holds it for three minutes.
    plex.runFor(minutes(5));

    const survivors = [...SERVICES.map((service) => `SYSA/${service}`), "SYSA/zss", "SYSB/zss"];
    expect(plex.registered("SYSA")).toEqual([...survivors, "STATIC-zosmf.example.com:ibmzosmf:443"].sort());
  });

  test("and without self-preservation they are evicted in time", () => {
    const plex = discoveryPlex({ parameters: { selfPreservation: false } });
    plex.sysplex.lpar("SYSB").fail("power-loss");
    plex.runFor(minutes(10));

    expect(plex.registered("SYSA").filter((name) => name.startsWith("SYSB"))).toEqual(["SYSB/zss"]);
  });
});

describe("one of n equal members without static entries", () => {
  // 12 renewals a minute of each member: (n − 1) × 12 > ⌊n × 12 × 0.85⌋ from seven on; 6/7 = 85.7 %.
  test.each([
    [2, false],
    [3, false],
    [6, false],
    [7, true],
  ])("of %i: its entries are evicted: %s", (count, evicts) => {
    expect((count - 1) * 12 > Math.floor(count * 12 * 0.85)).toBe(evicts);
    const plex = discoveryPlex({ systems: systemNames(count), hasStatics: false });
    plex.runFor(minutes(5));
    const lost = systemNames(count).at(-1) ?? "";
    plex.sysplex.lpar(lost).fail("power-loss");
    plex.runFor(hours(2));

    expect(plex.registered("SYSA").some((name) => name.startsWith(lost))).toBe(!evicts);
  });

  test("of seven: each entry 180 to 240 s after its last heartbeat", () => {
    const plex = discoveryPlex({ systems: systemNames(7), hasStatics: false });
    plex.runFor(minutes(7.3));
    const lost = plex.sim.now;
    plex.sysplex.lpar("SYSG").fail("power-loss");
    plex.runFor(seconds(1));
    const lasts = new Map(
      SERVICES.map((id) => [`sysg.example.com:${id}`, lastRenewal(plex, "SYSA", `SYSG/${id}`)]),
    );
    plex.runFor(minutes(5));

    const evictions = plex.evictions.filter(({ discovery }) => discovery === "SYSA/discovery");
    expect(evictions).toHaveLength(SERVICES.length);
    for (const { instanceId, at } of evictions) {
      const last = lasts.get(instanceId.replace(/:\d+$/, "")) ?? expect.fail(instanceId);
      expect(between(last, lost)).toBeLessThanOrEqual(HEARTBEAT);
      expect(between(last, at)).toBeGreaterThan(EXPIRY);
      expect(between(last, at)).toBeLessThanOrEqual(EXPIRY + EVICTION_PERIOD);
    }
    expect(plex.discovery("SYSA").staleEntries).toEqual([]);
  });
});

describe("static entries raise the count of renewals (zowe-install-packaging#3328)", () => {
  // 18 clients and 4 static entries: threshold ⌊22 × 2 × 0.85⌋ = 37. Two survivors: 12 × 2 + 4 × 2 × 2 = 40.
  test("one of three is evicted, which 2/3 of the renewals would forbid; four entries a run, as 15 % of 22 allow", () => {
    const plex = discoveryPlex({ systems: systemNames(3) });
    plex.runFor(minutes(5));
    plex.sysplex.lpar("SYSC").fail("power-loss");
    plex.runFor(minutes(15));

    const evictions = plex.evictions.filter(({ discovery }) => discovery === "SYSA/discovery");
    expect(evictions).toHaveLength(6);
    const [first] = evictions;
    const inFirstRun = evictions.filter(({ at }) => at === first?.at);
    expect(inFirstRun.length).toBeLessThanOrEqual(22 - Math.floor(22 * 0.85));
    expect(plex.registered("SYSA").filter((name) => name.startsWith("SYSC"))).toEqual(["SYSC/zss"]);
  });
});

describe("one small service among many dies silently", () => {
  test("and is evicted 180 to 240 s after its last heartbeat, at both Discovery services", () => {
    const plex = discoveryPlex({ extra: { SYSA: ["tiny"] } });
    plex.runFor(minutes(6.2));
    plex.kill("SYSA/tiny");
    plex.runFor(seconds(1));
    const lasts = ["SYSA", "SYSB"].map((system) => lastRenewal(plex, system, "SYSA/tiny"));
    plex.runFor(minutes(5));

    expect(plex.evictions.map(({ discovery }) => discovery).sort()).toEqual([
      "SYSA/discovery",
      "SYSB/discovery",
    ]);
    plex.evictions
      .toSorted((a, b) => (a.discovery < b.discovery ? -1 : 1))
      .forEach(({ at }, index) => {
        const last = lasts[index] as Instant;
        expect(at).toBeGreaterThan(after(last, EXPIRY));
        expect(at).toBeLessThanOrEqual(after(last, seconds(240)));
      });
  });

  test("after 90 s already when it never sent a heartbeat", () => {
    const plex = discoveryPlex({ extra: { SYSA: ["tiny"] } });
    plex.kill("SYSA/tiny");
    plex.runFor(minutes(10));
    plex.start("SYSA/tiny");
    const registered = plex.sim.now;
    plex.evictions = [];
    plex.runFor(seconds(20));
    plex.kill("SYSA/tiny");
    plex.runFor(minutes(5));

    const eviction = plex.evictions.find(({ discovery }) => discovery === "SYSA/discovery");
    const age = between(registered, eviction?.at ?? expect.fail("it stays"));
    expect(age).toBeGreaterThan(seconds(90));
    expect(age).toBeLessThanOrEqual(seconds(150));
  });

  test("a client that comes back before that keeps its entry", () => {
    const plex = discoveryPlex({ extra: { SYSA: ["tiny"] } });
    plex.kill("SYSA/tiny");
    plex.runFor(minutes(2));
    plex.start("SYSA/tiny");
    plex.runFor(minutes(30));

    expect(plex.evictions).toEqual([]);
    expect(plex.registered("SYSB")).toContain("SYSA/tiny");
  });
});

test("a hung LPAR that runs on loses nothing: its heartbeats go on", () => {
  const plex = discoveryPlex({ systems: systemNames(7), hasStatics: false });
  plex.sysplex.lpar("SYSG").hang({ signalling: false });
  plex.runFor(seconds(100));
  plex.sysplex.lpar("SYSG").resume();
  plex.runFor(minutes(30));

  expect(plex.evictions).toEqual([]);
  expect(plex.discovery("SYSG").staleEntries).toEqual([]);
  const { registries } = plex.eureka.state satisfies EurekaState;
  for (const { entries } of Object.values(registries)) expect(Object.keys(entries)).toHaveLength(42);
});
