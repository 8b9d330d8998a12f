/** Which store a component of Zowe finds behind the Gateway, and what it does without one. */
import { minutes, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import type { CacheRequest, CachingAccess } from "../../src/caching/index.js";
import { DVIPA, GATEWAY_PORT, homeAddress, HOSTS } from "../fixture.js";
import { CachingFixture, nameOf, type CachingSetting } from "./fixture.js";

const GATEWAYS = [nameOf("SYSA", "gateway"), nameOf("SYSB", "gateway")] as const;

/** Gateways have fetched registries with both Caching Services in them. */
function settled(setting: CachingSetting = {}): CachingFixture {
  const plex = CachingFixture.up(setting);
  plex.runFor(minutes(2));
  return plex;
}

function access(plex: CachingFixture, from: string, kind: CacheRequest["kind"], key = "k"): CachingAccess {
  return plex.caching.consumers.access(from, { kind, key, value: 1 });
}

describe("behind the Gateway", () => {
  test("the Caching Services of all systems answer in turn", () => {
    const plex = settled();

    const by = [1, 2, 3].map(() => access(plex, GATEWAYS[1], "list").by);

    expect(new Set(by)).toEqual(new Set([nameOf("SYSA"), nameOf("SYSB")]));
    expect(by[0]).toBe(by[2]);
  });

  test("a cluster is one store for all gateways", () => {
    const { consumers } = settled().caching;

    expect(consumers.storesReachedBy(GATEWAYS[0])).toHaveLength(1);
    expect(consumers.share(...GATEWAYS)).toBe(true);
  });

  test("inMemory is as many stores as there are, and every second access misses", () => {
    const plex = settled({ storage: "mode: inMemory" });
    access(plex, GATEWAYS[0], "create");

    expect(plex.caching.consumers.storesReachedBy(GATEWAYS[0])).toHaveLength(2);
    expect(plex.caching.consumers.share(...GATEWAYS)).toBe(false);
    const statuses = [1, 2, 3, 4].map(() => access(plex, GATEWAYS[0], "read").status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(2);
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
  });

  test("a refused connection is tried at the next one by GET only", () => {
    const plex = settled();
    plex.component("SYSB").kill();

    const reads = [1, 2].map(() => access(plex, GATEWAYS[0], "list").status);
    const writes = [1, 2].map((_, number) => access(plex, GATEWAYS[0], "create", `k${number}`).status);

    expect(reads).toEqual([200, 200]);
    expect([...writes].sort()).toEqual([201, 500]);
  });

  test("one on a lost LPAR costs the Gateway's whole time-out", () => {
    const plex = settled();
    plex.failLpar("SYSB");
    plex.runFor(seconds(15));

    const answers = [1, 2].map(() => access(plex, GATEWAYS[0], "list"));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 504]);
    expect(answers.find(({ status }) => status === 504)?.wait).toBe(seconds(60));
  });

  test("without a Gateway nobody is reached, the own system's Caching Service neither", () => {
    const plex = settled();
    for (const system of ["SYSA", "SYSB"]) plex.component(system, "gateway").hang();

    expect(access(plex, nameOf("SYSA", "discovery"), "list")).toEqual({ status: 504, wait: seconds(60) });
    expect(plex.caching.consumers.storesReachedBy(nameOf("SYSA", "discovery"))).toEqual([]);
  });
});

describe("name spaces", () => {
  test("are one for instances with one certificate, and two where subjects differ", () => {
    const plex = settled();
    access(plex, GATEWAYS[0], "create");
    expect(access(plex, GATEWAYS[1], "read").status).toBe(200);

    plex.zowe.plex.zowe.certificates.rotate("lpar2", { subject: "CN=other" });
    plex.component("SYSB", "gateway").crash();
    plex.runFor(minutes(2));

    expect(access(plex, GATEWAYS[1], "read").status).toBe(404);
  });
});

describe("without a Caching Service", () => {
  const absent = (statefulWithoutCaching: "never" | "whenAbsent") =>
    settled({ isAbsent: true, parameters: { statefulWithoutCaching } });

  // The design of Zowe's high availability: fall back to memory, and become stateful.
  test("a component keeps its state in its own memory, which others do not see", () => {
    const plex = absent("whenAbsent");

    expect(access(plex, GATEWAYS[0], "create")).toMatchObject({ status: 201, isOwn: true });
    expect(access(plex, GATEWAYS[0], "read").status).toBe(200);
    expect(access(plex, GATEWAYS[1], "read").status).toBe(404);
    expect(plex.caching.consumers.share(...GATEWAYS)).toBe(false);
  });

  test("that memory ends with its process", () => {
    const plex = absent("whenAbsent");
    access(plex, GATEWAYS[0], "create");
    plex.component("SYSA", "gateway").crash();
    plex.runFor(minutes(2));

    expect(access(plex, GATEWAYS[0], "read").status).toBe(404);
    expect(plex.losses).toEqual(["stateful component ended: 1"]);
  });

  test("it fails where components do not fall back", () => {
    const plex = absent("never");

    expect(access(plex, GATEWAYS[0], "create").status).toBe(503);
    expect(plex.caching.consumers.storesReachedBy(GATEWAYS[0])).toEqual([]);
  });

  test("for a while only: a fallback then is a choice", () => {
    const parameters = { statefulWithoutCaching: "whenUnreachable" } as const;
    const plex = settled({ systems: ["SYSA"], parameters });
    access(plex, GATEWAYS[0], "create", "shared");
    plex.component("SYSA").hang();

    expect(access(plex, GATEWAYS[0], "create", "own")).toMatchObject({ status: 201, isOwn: true });
    expect(plex.caching.consumers.ownEntries(GATEWAYS[0])).toBe(1);
  });
});

describe("revoked tokens", () => {
  test("are known on all systems with Infinispan", () => {
    const { lists } = settled().caching;

    expect(lists.append(GATEWAYS[0], "invalidTokens", "t1", 7)).toBe(201);
    expect(lists.list(GATEWAYS[1], "invalidTokens")).toEqual(new Map([["t1", 7]]));
  });

  test("cannot be kept by others", () => {
    const { lists } = settled({ storage: "mode: redis" }).caching;

    expect(lists.append(GATEWAYS[0], "invalidTokens", "t1", 7)).toBe(400);
    expect(lists.list(GATEWAYS[1], "invalidTokens")).toBe(400);
  });
});

describe("REST through the Gateway", () => {
  const path = "/cachingservice/api/v1";
  const hosts = {
    ...HOSTS,
    "sysa.example.com": homeAddress("SYSA"),
    "sysb.example.com": homeAddress("SYSB"),
  };
  const ask = (plex: CachingFixture, method: string, rest: string) => {
    const client = plex.zowe.client(DVIPA, GATEWAY_PORT, `${path}${rest}`, method);
    client.send();
    plex.runFor(seconds(5));
    return client.answers.at(-1);
  };

  test("creates, reads and deletes", () => {
    const plex = settled({ hosts });

    const answers = [
      ask(plex, "GET", "/cache/k"),
      ask(plex, "POST", "/cache/k"),
      ask(plex, "POST", "/cache/k"),
      ask(plex, "GET", "/cache/k"),
      ask(plex, "PUT", "/cache/k"),
      ask(plex, "DELETE", "/cache/k"),
      ask(plex, "GET", "/cache"),
    ];

    expect(answers).toEqual([404, 201, 409, 200, 204, 204, 200]);
  });

  test("creates an entry of its own by each POST that names no key", () => {
    const plex = settled({ hosts });
    ask(plex, "POST", "/cache");
    ask(plex, "POST", "/cache");

    expect([plex.entries("SYSA"), plex.entries("SYSB")]).toEqual([2, 2]);
  });

  test("waits with a write until a silent member is excluded", () => {
    const plex = settled({ hosts });
    plex.runFor(minutes(1));
    plex.component("SYSB").hang();
    const client = plex.zowe.client(DVIPA, GATEWAY_PORT, `${path}/cache/k`, "POST");
    for (let request = 0; request < 2; request += 1) client.send();

    plex.runFor(seconds(7));
    expect(client.answers).toEqual([]);
    plex.runFor(seconds(6));

    expect(client.answers).toEqual([201]);
  });

  test("knows no other operations", () => {
    const { operations } = settled({ hosts }).zowe.plex.zowe;

    expect(operations.operationOf("PATCH", `${path}/cache/k`)).toBeUndefined();
    expect(operations.operationOf("GET", `${path}/nothing`)).toBeUndefined();
  });
});
