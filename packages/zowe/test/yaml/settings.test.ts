/** @source api-layer start.sh of gateway and caching-service; launcher. */
import { inSeconds, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { readZoweConfiguration } from "../../src/index.js";
import { hostOf, resolved, TWO_INSTANCES } from "./fixture.js";

const gateway = (text: string) =>
  resolved(TWO_INSTANCES.replace("  gateway:\n", `  gateway:\n${text}`), { haInstance: "lpar1" }).instance
    .gateway;
const caching = (text: string) =>
  resolved(TWO_INSTANCES.replace("  caching-service:\n", `  caching-service:\n    storage:\n${text}`), {
    haInstance: "lpar1",
  }).instance.caching;

describe("the gateway", () => {
  test("has the timeouts and limits of its start script", () => {
    const { connectionTimeout, timeout, ...others } = gateway("");

    expect([inSeconds(connectionTimeout), inSeconds(timeout)]).toEqual([60, 30]);
    expect(others).toMatchObject({
      maxConnectionsPerRoute: 100,
      maxTotalConnections: 1000,
      authProvider: "zosmf",
    });
    expect(others).not.toHaveProperty("rateLimiter");
  });

  test("takes those that are coded", () => {
    const coded = gateway(
      "    server: { maxConnectionsPerRoute: 5 }\n    apiml: { connection: { timeout: 10000 }, gateway: { rateLimiterCapacity: 20 } }\n",
    );

    expect(inSeconds(coded.connectionTimeout)).toBe(10);
    expect(coded).toMatchObject({ maxConnectionsPerRoute: 5, rateLimiter: { rateLimiterCapacity: 20 } });
  });
});

describe("the cache", () => {
  test("is Infinispan by default, with itself as the only member", () => {
    expect(caching("      evictionStrategy: reject\n")).toEqual({
      mode: "infinispan",
      evictionStrategy: "reject",
      sizeMax: 10_000,
      infinispan: {
        host: "lpar1.example.com",
        port: 7600,
        keyExchangePort: 7601,
        initialHosts: ["lpar1.example.com[7600]"],
        initialHostsCoded: false,
      },
    });
  });

  test("has the members that are listed", () => {
    const listed = caching(
      '      infinispan:\n        initialHosts: "lpar1.example.com[7600], lpar2.example.com[7600]"\n',
    );

    expect(listed.infinispan?.initialHosts).toEqual(["lpar1.example.com[7600]", "lpar2.example.com[7600]"]);
  });

  test.each([
    ["      mode: VSAM\n      vsam: { name: ZWE.CACHE }\n", { mode: "VSAM", vsam: { name: "ZWE.CACHE" } }],
    [
      '      mode: redis\n      redis: { masterNodeUri: "user:pw@redis1:6380", timeout: 5 }\n',
      { mode: "redis", redis: { master: "redis1:6380", timeout: seconds(5), sentinels: [] } },
    ],
    [
      "      mode: redis\n      redis: { masterNodeUri: redis1, sentinel: { enabled: true, nodes: [a:pw@s1, s2:26380] } }\n",
      { redis: { master: "redis1:6379", timeout: seconds(60), sentinels: ["s1:26379", "s2:26380"] } },
    ],
    ["      mode: VSAM\n", { vsam: { name: "", rls: false } }],
    [
      "      infinispan: { persistence: { dataLocation: /data }, useVirtualThreads: false }\n",
      { infinispan: { dataLocation: "/data", virtualThreads: false } },
    ],
    ["      mode: inMemory\n      size: 5\n", { mode: "inMemory", sizeMax: 5 }],
    ["      evictionStrategy: removeOldest\n", { evictionStrategy: "removeOldest" }],
    ["      mode: unheard-of\n", { mode: "inMemory" }],
  ])("of another kind: %#", (text, settings) => {
    expect(caching(text)).toMatchObject(settings);
  });
});

test("an instance has what a simulation of it needs", () => {
  expect(resolved(TWO_INSTANCES, { haInstance: "lpar1" }).instance).toMatchObject({
    externalDomains: ["dvipa.example.com"],
    externalPort: 7554,
    job: { name: "ZWE1SV", prefix: "ZWE1" },
    zosmf: { host: "dvipa.example.com", port: 443 },
    verifyCertificates: "STRICT",
    onComponentConfigureFail: "warn",
    validatePortFree: true,
  });
});

test.each([
  ["zowe:\n  jobPrefix: ZWE\n", "1.28"],
  ["zowe:\n  environments: { LAUNCH_COMPONENT_GROUPS: GATEWAY }\n", "1.28"],
  ["zowe:\n  useConfigmgr: true\n", "2.18"],
  ["components:\n  cloud-gateway: { enabled: false }\n", "2.18"],
  ["components:\n  zaas: { enabled: true }\nzowe:\n  useConfigmgr: true\n", "3.1"],
  ["zowe:\n  externalPort: 7554\n", "3.1"],
])("the release is guessed from what only its version has: %#", (text, release) => {
  const host = hostOf({ "zowe.yaml": text });
  const { configuration, diagnostics } = readZoweConfiguration({
    config: "zowe.yaml",
    host,
    system: { name: "LPR1" },
  });

  expect(configuration?.release).toBe(release);
  expect(diagnostics.map(({ code }) => code)).toContain("ZW_ASSUMED_RELEASE");
});
