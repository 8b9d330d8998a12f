/** @source zowe/api-layer caching-service: CachingController, caching-log-messages.yml, InMemoryStorage, VsamStorage. */
import { minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import type { CacheRequest } from "../../src/caching/index.js";
import { CALLER, CachingFixture, nameOf } from "./fixture.js";

const STORAGES = [
  "mode: inMemory",
  "mode: VSAM\nvsam: { name: ZWE.CACHE }",
  "mode: redis",
  "mode: infinispan",
];

function answers(plex: CachingFixture, requests: readonly Partial<CacheRequest>[]) {
  return requests.map(
    (request) =>
      plex.caching.answer(nameOf("SYSA"), { kind: "read", caller: CALLER, ...request } as CacheRequest)
        .status,
  );
}

describe.each(STORAGES)("%s", (storage) => {
  const one = () => CachingFixture.up({ systems: ["SYSA"], storage });

  test("creates, reads, updates and deletes an entry", () => {
    const plex = one();
    const entry = { key: "k", value: 1 };

    const statuses = answers(plex, [
      { kind: "read", ...entry },
      { kind: "update", ...entry },
      { kind: "create", ...entry },
      { kind: "create", ...entry },
      { kind: "update", ...entry },
      { kind: "list" },
      { kind: "delete", ...entry },
      { kind: "delete", ...entry },
      { kind: "clear" },
    ]);

    expect(statuses).toEqual([404, 404, 201, 409, 204, 200, 204, 404, 200]);
  });

  test("refuses what has no key, no value or no caller", () => {
    const statuses = answers(one(), [
      { kind: "create", key: "k" },
      { kind: "create", value: 1 },
      { kind: "read" },
      { kind: "read", key: "k", caller: {} },
    ]);

    expect(statuses).toEqual([400, 400, 400, 401]);
  });

  test("keeps callers apart, by certificate, by service id, and by both", () => {
    const plex = one();
    const callers = [
      { dn: "CN=a" },
      { dn: "CN=b" },
      { serviceId: "desktop" },
      { dn: "CN=a", serviceId: "desktop" },
    ];
    const create = callers.map((caller) => ({ kind: "create", key: "k", value: 1, caller }) as const);

    expect(answers(plex, [...create, ...create])).toEqual([201, 201, 201, 201, 409, 409, 409, 409]);
    const { count } = plex.caching.answer(nameOf("SYSA"), { kind: "list", caller: { dn: "CN=a" } });
    expect(count).toBe(1);
  });

  test("has an entry no longer for its caller when its lifetime is over", () => {
    const plex = one();
    answers(plex, [{ kind: "create", key: "k", value: 1, lifetime: minutes(1) }]);
    plex.runFor(seconds(59));
    expect(plex.status("SYSA", "read", "k")).toBe(200);
    plex.runFor(seconds(1));

    expect(plex.status("SYSA", "read", "k")).toBe(404);
    expect(plex.status("SYSA", "create", "k")).toBe(201);
  });
});

// Personal access tokens need them.
test.each([
  ["mode: inMemory", 400],
  ["mode: VSAM\nvsam: { name: ZWE.CACHE }", 400],
  ["mode: redis", 400],
  ["mode: infinispan", 201],
])("lists of %s: %i", (storage, status) => {
  const plex = CachingFixture.up({ systems: ["SYSA"], storage });
  const item = { kind: "addItem", caller: CALLER, key: "invalidTokens", item: "t1", value: 7 } as const;

  const answer = plex.caching.answer(nameOf("SYSA"), item);

  expect(answer.status).toBe(status);
  expect(answer.message).toBe(status === 400 ? "ZWECS136" : undefined);
});

test("a list has its items, and neither the entries nor other lists", () => {
  const plex = CachingFixture.up({ systems: ["SYSA"] });
  const ask = (request: Omit<CacheRequest, "caller">) =>
    plex.caching.answer(nameOf("SYSA"), { caller: CALLER, ...request });
  ask({ kind: "create", key: "invalidTokens", value: 1 });
  ask({ kind: "addItem", key: "invalidTokens", item: "t1", value: 7 });
  ask({ kind: "addItem", key: "invalidTokens", item: "t2", value: 8 });
  ask({ kind: "addItem", key: "invalidUsers", item: "u", value: 9 });

  expect([...(ask({ kind: "items", key: "invalidTokens" }).items ?? [])]).toEqual([
    ["t1", 7],
    ["t2", 8],
  ]);
  expect(ask({ kind: "list" }).count).toBe(1);
  expect(ask({ kind: "maps" }).count).toBe(3);
  ask({ kind: "evict", key: "invalidTokens" });
  expect(ask({ kind: "maps" }).count).toBe(1);
});

describe("the size limit", () => {
  const sized = (mode: string, eviction: string) =>
    CachingFixture.up({
      systems: ["SYSA"],
      storage: `mode: ${mode}\nvsam: { name: ZWE.CACHE }\nsize: 3\nevictionStrategy: ${eviction}`,
    });

  test.each(["inMemory", "VSAM"])("of %s refuses with 507 what is too much", (mode) => {
    const plex = sized(mode, "reject");
    plex.fill("SYSA", 3);

    const answer = plex.ask("SYSA", "create", "a4");

    expect([answer.status, answer.message, plex.entries("SYSA")]).toEqual([507, "ZWECS134", 3]);
    expect(plex.status("SYSA", "update", "a1"), "an update needs no room").toBe(204);
  });

  test.each(["inMemory", "VSAM"])("of %s makes room by what was written longest ago", (mode) => {
    const plex = sized(mode, "removeOldest");
    plex.fill("SYSA", 3);
    plex.ask("SYSA", "update", "a1");

    expect(plex.status("SYSA", "create", "a4")).toBe(201);
    expect(["a1", "a2", "a3", "a4"].map((key) => plex.status("SYSA", "read", key))).toEqual([
      200, 404, 200, 200,
    ]);
    expect(plex.caching.report.evicted).toBe(1);
  });

  test.each(["infinispan", "redis"])("is none of %s's", (mode) => {
    const plex = sized(mode, "reject");
    plex.fill("SYSA", 5);

    expect(plex.entries("SYSA")).toBe(5);
  });

  test("is 10,000 entries by default", () => {
    const plex = CachingFixture.up({ systems: ["SYSA"], storage: "mode: inMemory" });
    plex.fill("SYSA", 10_000);

    expect(plex.status("SYSA", "create", "one")).toBe(507);
  });
});

test("a create in VSAM takes as long as the data set is large, a read does not", () => {
  const plex = CachingFixture.up({ systems: ["SYSA"], storage: STORAGES[1] as string });
  plex.fill("SYSA", 100);

  // 100 records at 20 µs.
  expect(plex.ask("SYSA", "create", "next").wait).toBe(2_000);
  expect(plex.ask("SYSA", "read", "next").wait).toBe(NO_TIME);
});
