/** What the timeline does to the helpers of Zowe's components: workers, Telnet and cross-memory servers, caches, Redis. */
import { describe, expect, test } from "vitest";
import { after, minutes, seconds, START } from "@sysplex/sim-core";
import { printScenario } from "../../src/index.js";
import { buildScenario } from "../../src/run.js";
import { resolutionOf, resolvedOf, runOf, type Files } from "../fixture.js";
import { withTimeline, zowePair } from "./fixture.js";

const DESK = `clients:
  - { name: desk, desktop: "https://zowe.example.com:7554", users: 10, arrivals: every 1s, logonsWithin: 20s }
`;

/** With app-servers, ZSS and users of the Desktop. */
function desktop(...entries: readonly string[]): Files {
  const files = zowePair(
    [["clients:\n", DESK]],
    [
      [
        "components:\n",
        "components:\n  app-server: { enabled: true, port: 7556 }\n  zss: { enabled: true, port: 7557 }\n",
      ],
    ],
  );
  return withTimeline(files, ...entries);
}

const LISTS = "sysa.example.com[7600],sysb.example.com[7600]";

function caching(storage: string, ...entries: readonly string[]): Files {
  const component = `components:\n  caching-service: { enabled: true, port: 7555, storage: ${storage} }\n`;
  return withTimeline(zowePair([], [["components:\n", component]]), ...entries);
}

const infinispan = (...entries: readonly string[]): Files =>
  caching(
    `{ mode: infinispan, infinispan: { jgroups: { port: 7600 }, initialHosts: "${LISTS}" } }`,
    ...entries,
  );

const redis = (...entries: readonly string[]): Files =>
  caching(
    '{ mode: redis, redis: { masterNodeUri: "redis.example.com:6379", sentinel: { enabled: true, nodes: [s1.example.com, s2.example.com, s3.example.com] } } }',
    ...entries,
  );

const refusalsOf = (files: Files): readonly (string | undefined)[] =>
  runOf(files).timeline.map(({ refusal }) => refusal);

function plexAt(files: Files, at: ReturnType<typeof minutes>) {
  const built = buildScenario(resolvedOf(files), "1");
  built.runUntil(after(START, at));
  return built.plex;
}

describe("an app-server", () => {
  test("goes on when one of its workers ends, and the worker is started again", () => {
    const { users, zowe } = runOf(desktop("{ at: 2m, fail: SYSA/ZWESLSTC/app-server, worker: 1 }"));
    const ids = zowe?.sysprint.filter(({ at }) => at > 100).map(({ id }) => id);

    // @source zlux-server-framework: ZWED0023I a worker ended, ZWED0022I it is started again.
    expect(ids).toContain("ZWED0023I");
    expect(zowe?.turns.filter(({ at }) => at > 0)).toEqual([]);
    expect(users["desk"]?.metrics["logonsNeeded"]).toBe(0);
  });

  test("has no more workers than zowe.desktopWorkers says, and a Gateway has none", () => {
    expect(
      refusalsOf(
        desktop(
          "{ at: 2m, fail: SYSA/ZWESLSTC/app-server, worker: 60 }",
          "{ at: 2m, fail: SYSA/ZWESLSTC/gateway, worker: 0 }",
        ),
      ),
    ).toEqual([
      "SYSA/ZWE1SV/app-server has no worker 60",
      "SYSA/ZWE1SV/gateway has no workers: only an app-server has",
    ]);
  });
});

describe("the Telnet server", () => {
  test("takes every terminal that ends at it along, and users open others once it is back", () => {
    const { users } = runOf(
      desktop(
        "{ at: 2m, stop: SYSA/TN3270 }",
        "{ at: 3m, start: SYSA/TN3270 }",
        "{ at: 3m, start: SYSB/TN3270 }",
      ),
    );
    const metrics = users["desk"]?.metrics;

    // The DVIPA, at which Zowe looks for it, leads to SYSA.
    expect(metrics?.["websocketsCut"]).toBe(10);
    expect(metrics?.["terminalsAtEnd"]).toBe(10);
    expect(metrics?.["longestReconnect"]).toBeGreaterThanOrEqual(60);
  });

  test("cannot be started twice, nor hang", () => {
    expect(refusalsOf(desktop("{ at: 2m, start: SYSA/TN3270 }", "{ at: 2m, hang: SYSA/TN3270 }"))).toEqual([
      "SYSA/TN3270 is started already",
      "a hang of SYSA/TN3270 is not simulated: stop it",
    ]);
  });
});

describe("the cross-memory server", () => {
  test("fails, is started again, and is known to commands", () => {
    const files = desktop(
      "{ at: 1m, fail: SYSA/ZWESISTC }",
      "{ at: 2m, start: SYSA/ZWESISTC }",
      "{ at: 3m, command: P ZWESISTC, on: SYSA }",
      "{ at: 4m, command: P ZWESISTC, on: SYSA }",
    );

    expect(plexAt(files, seconds(90)).zowe.crossMemory.isUp("SYSA")).toBe(false);
    expect(plexAt(files, seconds(150)).zowe.crossMemory.isUp("SYSA")).toBe(true);
    expect(plexAt(files, seconds(200)).zowe.crossMemory.isUp("SYSA")).toBe(false);
    expect(plexAt(files, seconds(200)).zowe.crossMemory.isUp("SYSB")).toBe(true);
    expect(refusalsOf(files).at(-1)).toBe("SYSA/ZWESISTC is not started");
  });

  test("is no address space of a system without ZSS", () => {
    const codes = resolutionOf(withTimeline(zowePair(), "{ at: 1m, fail: SYSA/ZWESISTC }")).diagnostics;
    expect(codes.map(({ code }) => code)).toContain("UNKNOWN_ADDRESS_SPACE");
  });
});

describe("a Caching Service", () => {
  test("that stalls leaves the cluster, and comes back into it when it is healed", () => {
    const files = infinispan(
      "{ at: 1m, stall: SYSA/ZWESLSTC/caching-service }",
      "{ at: 3m, heal: SYSA/ZWESLSTC/caching-service }",
    );
    const { timeline, zowe } = runOf(files);

    expect(timeline.map(({ refusal }) => refusal)).toEqual([undefined, undefined]);
    expect(zowe?.metrics["cacheSplits"]).toBe(1);
    // From the moment when it is heard again until the two have merged.
    expect(zowe?.metrics["splitTime"]).toBeGreaterThan(0);
    expect(zowe?.metrics["splitTime"]).toBeLessThan(120);
  });

  test("is what stalls, and once only", () => {
    expect(
      refusalsOf(
        infinispan(
          "{ at: 1m, stall: SYSA/ZWESLSTC/gateway }",
          "{ at: 2m, stall: SYSA/ZWESLSTC/caching-service }",
          "{ at: 3m, stall: SYSA/ZWESLSTC/caching-service }",
        ),
      ),
    ).toEqual([
      "SYSA/ZWESLSTC/gateway is no Caching Service",
      undefined,
      "SYSA/ZWE1SV/caching-service has stalled already",
    ]);
  });
});

describe("a Redis", () => {
  const record = (files: Files, at: ReturnType<typeof minutes>) =>
    plexAt(files, at).zowe.caching.redis.record("redis.example.com:6379");

  test("fails, and its sentinels promote a replica", () => {
    const files = redis("{ at: 1m, fail: redis redis.example.com:6379 }");

    expect(record(files, seconds(61))).toMatchObject({ master: 0, up: [false, true] });
    expect(record(files, minutes(4))).toMatchObject({ master: 1 });
  });

  test("fails without two of its three sentinels, until somebody promotes the replica", () => {
    const files = redis(
      "{ at: 30s, fail: redis redis.example.com:6379 sentinel 0 }",
      "{ at: 31s, fail: redis redis.example.com:6379 sentinel 1 }",
      "{ at: 1m, fail: redis redis.example.com:6379 }",
      "{ at: 3m, promote: redis redis.example.com:6379 }",
      "{ at: 4m, heal: redis redis.example.com:6379 }",
    );

    expect(record(files, seconds(170))).toMatchObject({ master: 0, sentinelsUp: [false, false, true] });
    expect(record(files, seconds(181))).toMatchObject({ master: 1 });
    expect(record(files, seconds(241))).toMatchObject({ master: 1, up: [true, true] });
  });

  test("is told apart: what has not failed cannot be healed, and there is no third server", () => {
    expect(
      refusalsOf(
        redis(
          "{ at: 1m, heal: redis redis.example.com:6379 }",
          "{ at: 1m, fail: redis redis.example.com:6379 server 2 }",
          "{ at: 2m, fail: redis redis.example.com:6379 server 1 }",
          "{ at: 2m, promote: redis redis.example.com:6379 }",
        ),
      ),
    ).toEqual([
      "redis redis.example.com:6379 has not failed",
      "redis.example.com:6379 has 2 servers: 2 is none of them",
      undefined,
      "no replica of redis.example.com:6379 is there to be promoted",
    ]);
  });
});

test("what serves no requests cannot be slow", () => {
  expect(refusalsOf(desktop("{ at: 2m, slow: SYSA/ZWESLSTC, factor: 2 }"))).toEqual([
    "SYSA/ZWESLSTC serves no requests: only z/OSMF servers and components of Zowe can be slow",
  ]);
});

test("these entries are printed as they are read", () => {
  const files = {
    ...desktop(
      "{ at: 1m, fail: SYSA/ZWESLSTC/app-server, worker: 1 }",
      "{ at: 2m, stop: SYSA/TN3270 }",
      "{ at: 2m, stall: SYSA/ZWESLSTC/gateway }",
    ),
  };
  const { document } = resolvedOf(files);
  const printed = resolvedOf({ ...files, "scenario.yaml": printScenario(document) }).document;
  const plain = (of: typeof document) => of.timeline.map(({ range: _, objectRange: __, ...entry }) => entry);

  expect(plain(printed)).toEqual(plain(document));
  expect(printed.users.map(({ range: _, ...users }) => users)).toEqual(
    document.users.map(({ range: _, ...users }) => users),
  );
});
