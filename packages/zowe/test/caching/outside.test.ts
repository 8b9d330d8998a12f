/** VSAM data sets and Redis: what outlives the Caching Services. */
import { millis, minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { CachingFixture } from "./fixture.js";

const VSAM = "mode: VSAM\nvsam: { name: ZWE.CACHE }";
const RLS = "setup: { vsam: { mode: RLS } }";

describe("a VSAM data set", () => {
  test("is one store for all systems, and outlives their Caching Services", () => {
    const plex = CachingFixture.up({ storage: VSAM, zowe: RLS });
    plex.fill("SYSA", 2);
    expect(plex.status("SYSB", "read", "a2")).toBe(200);

    for (const system of ["SYSA", "SYSB"]) plex.component(system).crash();
    plex.runFor(minutes(2));

    expect(plex.status("SYSB", "read", "a2")).toBe(200);
    expect(plex.losses).toEqual([]);
    expect(plex.caching.findings.map(({ code }) => code)).toEqual(["noTokenRevocation"]);
  });

  test.each([
    [["SYSA", "SYSB"], undefined, true],
    [["SYSA", "SYSB"], RLS, false],
    [["SYSA"], undefined, false],
  ] as const)("of %j with %s is at risk: %s", (systems, zowe, isAtRisk) => {
    const plex = CachingFixture.up({ systems, storage: VSAM, ...(zowe === undefined ? {} : { zowe }) });

    expect(plex.caching.vsam.isAtRisk("ZWE.CACHE")).toBe(isAtRisk);
    expect(plex.caching.findings.some(({ code }) => code === "vsamNotRls")).toBe(isAtRisk);
  });

  test("that two systems damage answers 500 until it is defined anew, empty", () => {
    const plex = CachingFixture.up({ storage: VSAM });
    plex.fill("SYSA", 4);
    plex.zowe.plex.zowe.onParametersChanged();
    Object.assign(plex.zowe.plex.zowe.parameters, { vsamSharedWriteFailure: 1 });

    expect(plex.status("SYSB", "create", "next")).toBe(500);
    expect(plex.status("SYSA", "read", "a1")).toBe(500);
    expect(plex.losses).toEqual(["data set damaged: 4"]);
    plex.component("SYSB").kill();
    plex.runFor(millis(1));
    plex.caching.vsam.redefine("ZWE.CACHE");

    expect(plex.status("SYSA", "create", "a1"), "one system alone damages nothing").toBe(201);
  });
});

const REDIS = "redis1:6379";
const single = "mode: redis\nredis: { masterNodeUri: redis1 }";
const watched =
  "mode: redis\nredis: { masterNodeUri: redis1, sentinel: { enabled: true, nodes: [s1, s2, s3] } }";

describe("Redis", () => {
  test("is one store for all, and outlives them", () => {
    const plex = CachingFixture.up({ storage: single });
    plex.fill("SYSA", 2);
    for (const system of ["SYSA", "SYSB"]) plex.component(system).crash();
    plex.runFor(minutes(2));

    expect(plex.status("SYSB", "read", "a2")).toBe(200);
  });

  test.each([0, 1])(
    "without sentinels fails after its time-out while it is down, with %i replicas",
    (redisReplicas) => {
      const plex = CachingFixture.up({ storage: single, parameters: { redisReplicas } });
      plex.fill("SYSA", 2);
      plex.runFor(seconds(1));
      plex.caching.redis.fail(REDIS);
      plex.runFor(minutes(10));

      expect(plex.ask("SYSA", "read", "a1")).toEqual({ status: 500, wait: seconds(60) });
      plex.caching.redis.restore(REDIS);
      expect(plex.status("SYSA", "read", "a1")).toBe(200);
    },
  );

  test("whose replica an operator promotes has what had arrived there", () => {
    const plex = CachingFixture.up({ storage: single });
    plex.fill("SYSA", 2);
    plex.runFor(seconds(1));
    plex.caching.redis.fail(REDIS);
    plex.caching.redis.promote(REDIS);

    expect(plex.status("SYSA", "read", "a1")).toBe(200);
  });

  test("with sentinels has a new master after down-after-milliseconds and their election", () => {
    const plex = CachingFixture.up({ storage: watched });
    plex.fill("SYSA", 2);
    plex.runFor(seconds(1));
    plex.caching.redis.fail(REDIS);
    plex.runFor(seconds(12));

    // 30 s and an election of 2 s, of which 12 s have passed.
    expect(plex.ask("SYSA", "read", "a1")).toMatchObject({ status: 200, wait: seconds(20) });
    plex.runFor(seconds(20));

    expect(plex.caching.redis.record(REDIS).master).toBe(1);
    expect(plex.ask("SYSA", "read", "a1")).toMatchObject({ status: 200, wait: 0 });
    expect(plex.losses).toEqual([]);
  });

  test("loses what its master had not passed on", () => {
    const plex = CachingFixture.up({ storage: watched, parameters: { redisReplicationLag: millis(10) } });
    plex.fill("SYSA", 2);
    plex.runFor(millis(10));
    plex.fill("SYSA", 3, "late");
    plex.runFor(millis(9));
    plex.caching.redis.fail(REDIS);
    plex.runFor(seconds(10));
    expect(plex.status("SYSA", "read", "late1"), "what is lost does not arrive later").toBe(404);
    plex.runFor(minutes(1));

    expect(plex.losses).toEqual(["not replicated: 3"]);
    expect(plex.entries("SYSA")).toBe(2);
  });

  test("gets no new master while most sentinels are down", () => {
    const plex = CachingFixture.up({ storage: watched });
    plex.caching.redis.setSentinel(REDIS, 0, false);
    plex.caching.redis.setSentinel(REDIS, 1, false);
    plex.caching.redis.fail(REDIS);
    plex.runFor(minutes(10));
    expect(plex.caching.redis.record(REDIS).master).toBe(0);

    plex.caching.redis.setSentinel(REDIS, 1, true);
    plex.runFor(seconds(32));

    expect(plex.caching.redis.record(REDIS).master).toBe(1);
  });

  test("whose old master returns follows the new one", () => {
    const plex = CachingFixture.up({ storage: watched });
    plex.fill("SYSA", 2);
    plex.runFor(seconds(1));
    plex.caching.redis.fail(REDIS);
    plex.runFor(minutes(1));
    plex.ask("SYSA", "delete", "a1");
    plex.runFor(seconds(1));
    plex.caching.redis.restore(REDIS, 0);
    plex.caching.redis.fail(REDIS);
    plex.runFor(minutes(1));

    expect(plex.caching.redis.record(REDIS).master).toBe(0);
    expect([plex.status("SYSA", "read", "a1"), plex.status("SYSA", "read", "a2")]).toEqual([404, 200]);
  });

  test("that keeps nothing comes back empty, and its replicas follow it", () => {
    const plex = CachingFixture.up({ storage: single, parameters: { redisKeepsData: false } });
    plex.fill("SYSA", 2);
    plex.caching.redis.fail(REDIS);
    plex.caching.redis.restore(REDIS);

    expect(plex.entries("SYSA")).toBe(0);
    expect(plex.losses).toEqual(["came back empty: 2"]);
  });

  test("that is full answers 507", () => {
    const plex = CachingFixture.up({ storage: single, parameters: { redisEntriesMax: 2 } });
    plex.fill("SYSA", 2);

    expect(plex.ask("SYSA", "create", "a3")).toMatchObject({ status: 507, message: "ZWECS134" });
  });
});
