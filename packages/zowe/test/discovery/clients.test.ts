/** Registration, the list of Discovery services, what clients know, and what peers tell each other. */
import { after, between, millis, minutes, seconds, type Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { addressOf } from "../../src/discovery/reachability.js";
import { discoveryPlex, SERVICES, systemNames, type DiscoveryPlex } from "./fixture.js";

const ALL = (system: string): string[] => SERVICES.map((service) => `${system}/${service}`);

/** When a client got a registry for the first time after an instant. */
function viewAt(plex: DiscoveryPlex, client: string, from: Instant): Instant | undefined {
  return plex.views.find((view) => view.client === client && view.at >= from)?.at;
}

describe("the list of Discovery services", () => {
  test("leads every client of both LPARs to the first one (zowe-install-packaging#4568)", () => {
    const plex = discoveryPlex();
    const talks = [...ALL("SYSA"), ...ALL("SYSB")].map((client) => plex.talksTo(client));
    expect(new Set(talks)).toEqual(new Set(["SYSA"]));
  });

  test("leads everybody to the next when the first is gone, at the next heartbeat as it refuses", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(5));
    plex.kill("SYSA/discovery");
    plex.runFor(seconds(31));

    for (const client of [...ALL("SYSA").slice(1), ...ALL("SYSB")]) expect(plex.talksTo(client)).toBe("SYSB");
    plex.runFor(minutes(10));
    expect(plex.evictions.map(({ instanceId }) => instanceId)).toEqual(["sysa.example.com:discovery:7553"]);
  });

  // The first request fails with the Discovery in use, the second with the same one as the first of the list. The Gateway would
  // wait three minutes for each; the stack gives up after the 75 s of TCPCONFIG CONNECTTIMEOUT.
  test("costs two time-outs when the first LPAR is a black hole: 10 s, and 150 s for the Gateway", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(5));
    const lost = plex.sim.now;
    plex.sysplex.lpar("SYSA").fail("power-loss");
    const movedAfter = (client: string): number => {
      while (plex.talksTo(client) === undefined) plex.runFor(seconds(1));
      return between(lost, plex.sim.now);
    };

    const zaas = movedAfter("SYSB/zaas");
    expect(zaas).toBeGreaterThanOrEqual(seconds(2 * 5));
    expect(zaas).toBeLessThanOrEqual(seconds(30 + 2 * 5 + 1));
    const gateway = movedAfter("SYSB/gateway");
    expect(gateway).toBeGreaterThanOrEqual(seconds(2 * 75));
    expect(gateway).toBeLessThanOrEqual(seconds(30 + 2 * 75 + 1));
  });

  test("a Discovery that hangs costs the Gateway its own time-out of three minutes, twice", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(5));
    plex.hang("SYSA/discovery");
    plex.runFor(seconds(2 * 180));
    expect(plex.talksTo("SYSB/zaas")).toBe("SYSB");
    expect(plex.talksTo("SYSB/gateway")).toBeUndefined();
    plex.runFor(seconds(31));
    expect(plex.talksTo("SYSB/gateway")).toBe("SYSB");
  });

  test("leads back to the first, half an hour after it has returned at the latest", () => {
    const plex = discoveryPlex();
    plex.kill("SYSA/discovery");
    plex.runFor(minutes(5));
    plex.start("SYSA/discovery");
    plex.runFor(seconds(10));
    expect(plex.talksTo("SYSB/zaas")).toBe("SYSB");
    plex.runFor(minutes(31));

    for (const client of [...ALL("SYSA"), ...ALL("SYSB")]) expect(plex.talksTo(client)).toBe("SYSA");
    expect(plex.registered("SYSA")).toEqual(plex.registered("SYSB"));
  });

  test.each([
    ["https://a.example.com:7553/eureka/", { host: "a.example.com", port: 7553 }],
    ["https://user:secret@A.example.com:10011/eureka", { host: "a.example.com", port: 10_011 }],
    ["https://a.example.com/eureka/", { host: "a.example.com", port: 443 }],
  ])("is read: %s", (url, address) => expect(addressOf(url)).toEqual(address));
});

describe("an orderly stop", () => {
  test("takes the entries out at once, at the peer half a second later", () => {
    const plex = discoveryPlex({ extra: { SYSB: ["tiny"] } });
    plex.runFor(minutes(5));
    plex.eureka.onStopping("SYSB/tiny");
    expect(plex.registered("SYSA")).not.toContain("SYSB/tiny");
    plex.runFor(millis(499));
    expect(plex.registered("SYSB")).toContain("SYSB/tiny");
    plex.runFor(millis(1));
    expect(plex.registered("SYSB")).not.toContain("SYSB/tiny");
    plex.eureka.onEnded("SYSB/tiny");
  });

  test("of a whole LPAR leaves nothing but its static entries, for which ZSS is still up (api-layer#3010, #3011)", () => {
    const plex = discoveryPlex();
    plex.stop(...plex.componentsOn("SYSB"));
    plex.runFor(minutes(60));

    expect(plex.registered("SYSA").filter((name) => name.startsWith("SYSB"))).toEqual(["SYSB/zss"]);
    const [zss] = plex.discovery("SYSA").entries.filter(({ component }) => component === "SYSB/zss");
    expect(zss?.status).toBe("UP");
    expect(plex.evictions).toEqual([]);
    expect(plex.discovery("SYSA").record.expectedClients).toBe(15 - 6);
  });

  test("of the first LPAR too: its Discovery tells its peer before it ends", () => {
    const plex = discoveryPlex();
    plex.stop(...plex.componentsOn("SYSA"));
    plex.runFor(seconds(1));

    expect(plex.registered("SYSB").filter((name) => name.startsWith("SYSA"))).toEqual(["SYSA/zss"]);
  });
});

describe("a forgotten HAINST", () => {
  test("makes both LPARs one entry for each service: the later overwrites the earlier (zowe-install-packaging#3870)", () => {
    const plex = discoveryPlex({ sameHost: "zowe.example.com", hasStatics: false });
    const [discovery] = plex.eureka.discoveries;
    expect(discovery?.entries.map(({ instanceId }) => instanceId).sort()).toEqual([
      "zowe.example.com:apicatalog:7552",
      "zowe.example.com:cachingservice:7555",
      "zowe.example.com:discovery:7553",
      "zowe.example.com:gateway:7554",
      "zowe.example.com:zaas:7558",
      "zowe.example.com:zlux:7556",
    ]);
    const gateway = discovery?.entries.find(({ serviceId }) => serviceId === "gateway");
    expect(gateway?.component).toBe("SYSB/gateway");
  });

  test("and the stop of one takes the other's entry away, until its next heartbeat", () => {
    const plex = discoveryPlex({ sameHost: "zowe.example.com", hasStatics: false });
    plex.runFor(minutes(5));
    plex.eureka.onStopping("SYSA/gateway");
    expect(plex.registered("SYSA")).not.toContain("SYSB/gateway");
    plex.runFor(seconds(31));
    expect(plex.registered("SYSA")).toContain("SYSB/gateway");
    plex.eureka.onEnded("SYSA/gateway");
  });
});

describe("a Discovery that starts", () => {
  test("takes over what its peer knows, stale entries too (api-layer#2461)", () => {
    const plex = discoveryPlex({ systems: systemNames(3), hasStatics: false });
    plex.runFor(minutes(5));
    plex.sysplex.lpar("SYSC").fail("power-loss"); // 12 × 2 renewals of 30: self-preservation.
    plex.runFor(minutes(10));
    plex.kill("SYSB/discovery");
    plex.runFor(seconds(5));
    plex.start("SYSB/discovery");

    expect(plex.registered("SYSB")).toEqual(plex.registered("SYSA"));
    expect(plex.registered("SYSB")).toContain("SYSC/gateway");
    expect(plex.discovery("SYSB").record.expectedClients).toBe(18);
  });

  test("alone begins empty, and learns of everybody by their next heartbeats", () => {
    const plex = discoveryPlex({ systems: ["SYSA"] });
    plex.runFor(minutes(5));
    plex.kill("SYSA/discovery");
    plex.runFor(seconds(40));
    plex.start("SYSA/discovery");
    expect(plex.discovery("SYSA").entries.filter(({ isStatic }) => !isStatic)).toHaveLength(1); // Itself.
    plex.runFor(seconds(31));

    expect(plex.registered("SYSA").filter((name) => name.startsWith("SYSA"))).toEqual(
      [...ALL("SYSA"), "SYSA/zss"].sort(),
    );
    // It expected one client, and each registration added one; the recalculation takes the odd one away.
    expect(plex.discovery("SYSA").record.expectedClients).toBe(1 + 8);
    plex.runFor(minutes(15));
    expect(plex.discovery("SYSA").record.expectedClients).toBe(8);
  });

  test("is asked to wait by those who find it empty, when so set", () => {
    const plex = discoveryPlex({ idle: ["SYSA", "SYSB"], parameters: { emptyRegistryWait: minutes(5) } });
    plex.start("SYSA/discovery");
    plex.start("SYSA/gateway");
    plex.runFor(minutes(4));
    expect(plex.seenBy("SYSA/gateway", "gateway")).toEqual([]);
    plex.runFor(minutes(1.6));
    expect(plex.seenBy("SYSA/gateway", "gateway")).toEqual(["SYSA/gateway"]);
  });
});

describe("what a Gateway knows", () => {
  test("follows the registry by 30 s at most, in one fetch", () => {
    const plex = discoveryPlex({ extra: { SYSB: ["tiny"] } });
    plex.runFor(minutes(5));
    plex.views = [];
    const stopped = plex.sim.now;
    plex.stop("SYSB/tiny");
    plex.runFor(minutes(5));

    for (const gateway of ["SYSA/gateway", "SYSB/gateway"]) {
      expect(plex.views.filter(({ client }) => client === gateway)).toHaveLength(1);
      const wait = between(stopped, viewAt(plex, gateway, stopped) ?? expect.fail(gateway));
      expect(wait).toBeLessThanOrEqual(seconds(30));
      expect(plex.seenBy(gateway, "tiny")).toEqual([]);
    }
  });

  test("follows it when a service comes, too", () => {
    const plex = discoveryPlex({ extra: { SYSB: ["tiny"] } });
    plex.stop("SYSB/tiny");
    plex.runFor(minutes(5));
    plex.start("SYSB/tiny");
    expect(plex.seenBy("SYSA/gateway", "tiny")).toEqual([]);
    plex.runFor(seconds(31));

    expect(plex.seenBy("SYSA/gateway", "tiny")).toEqual(["SYSB/tiny"]);
  });

  test("is the instances of all LPARs", () => {
    const plex = discoveryPlex();
    expect(plex.seenBy("SYSA/gateway", "zaas")).toEqual(["SYSA/zaas", "SYSB/zaas"]);
    const [instance] = plex.eureka.registryView("SYSB/gateway").instancesOf("ibmzosmf");
    expect(instance).toMatchObject({ host: "zosmf.example.com", port: 443, isStatic: true });
  });

  test("stays as it was while no Discovery answers (GatewayHealthIndicator)", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(5));
    plex.views = [];
    for (const system of plex.systems) plex.kill(`${system}/discovery`);
    plex.kill("SYSB/zaas");
    plex.runFor(minutes(60));

    expect(plex.views).toEqual([]);
    expect(plex.seenBy("SYSA/gateway", "zaas")).toEqual(["SYSA/zaas", "SYSB/zaas"]);
  });

  test("a client that starts has the registry at once, with itself in it", () => {
    const plex = discoveryPlex({ idle: ["SYSB"] });
    plex.runFor(minutes(5));
    plex.start("SYSB/gateway");
    plex.runFor(seconds(1));
    expect(plex.seenBy("SYSB/gateway", "gateway")).toEqual(["SYSA/gateway", "SYSB/gateway"]);
  });
});

describe("peers", () => {
  test("hear of a registration half a second later", () => {
    const plex = discoveryPlex({ extra: { SYSA: ["tiny"] }, idle: [] });
    plex.stop("SYSA/tiny");
    plex.runFor(minutes(1));
    plex.start("SYSA/tiny");
    plex.runFor(millis(499));
    expect(plex.registered("SYSB")).not.toContain("SYSA/tiny");
    plex.runFor(millis(1));
    expect(plex.registered("SYSB")).toContain("SYSA/tiny");
  });

  test("that do not reach each other do not hear of a cancel; the lease runs out (api-layer#4150)", () => {
    const plex = discoveryPlex({ extra: { SYSA: ["tiny"] } });
    plex.runFor(minutes(5));
    plex.eureka.setCut("SYSA", "SYSB", true);
    plex.stop("SYSA/tiny");
    plex.runFor(seconds(20));
    plex.eureka.setCut("SYSA", "SYSB", false);
    plex.runFor(minutes(2));
    expect(plex.registered("SYSB")).toContain("SYSA/tiny");
    plex.runFor(minutes(3));

    expect(plex.registered("SYSB")).not.toContain("SYSA/tiny");
    expect(plex.evictions.map(({ discovery }) => discovery)).toEqual(["SYSB/discovery"]);
  });

  test("a short cut costs nobody his entry, though a Gateway's heartbeat hangs", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(5));
    plex.eureka.setCut("SYSA", "SYSB", true);
    plex.runFor(seconds(40));
    expect(plex.client("SYSB/gateway").record.hanging).toBeDefined();
    plex.eureka.setCut("SYSA", "SYSB", false);
    plex.runFor(seconds(91));
    expect(plex.client("SYSB/gateway").record.hanging).toBeUndefined();
    expect(plex.talksTo("SYSB/gateway")).toBe("SYSA");
    plex.runFor(minutes(40));

    expect(plex.evictions).toEqual([]);
  });

  test("a hung Discovery that runs on is reached by a later heartbeat, before the one that hangs gives up", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(5));
    plex.hang("SYSA/discovery");
    plex.runFor(seconds(40));
    const { hanging } = plex.client("SYSB/gateway").record;
    plex.resume("SYSA/discovery");
    const { since = plex.sim.now } = hanging ?? {};
    plex.sim.runUntil(after(since, seconds(89)));
    expect(plex.client("SYSB/gateway").record.hanging?.isOvertaken).toBe(true);
    plex.sim.runUntil(after(since, seconds(91)));

    expect(plex.client("SYSB/gateway").record.hanging).toBeUndefined();
    expect(plex.talksTo("SYSB/gateway")).toBe("SYSA");
  });

  test("that are cut off keep each other's entries, and agree again when healed", () => {
    const plex = discoveryPlex();
    plex.runFor(minutes(5));
    plex.eureka.setCut("SYSA", "SYSB", true);
    plex.runFor(minutes(30));
    expect(plex.talksTo("SYSB/gateway")).toBe("SYSB");
    expect(plex.registered("SYSA")).toContain("SYSB/gateway");
    plex.eureka.setCut("SYSA", "SYSB", false);
    plex.runFor(minutes(40));

    expect(plex.registered("SYSA")).toEqual(plex.registered("SYSB"));
    expect(plex.discovery("SYSA").renewalsLastMinute).toBe(36);
    expect(plex.discovery("SYSB").renewalsLastMinute).toBe(36);
  });

  test("give a change up after ten attempts, or 30 s", () => {
    const plex = discoveryPlex({ extra: { SYSA: ["tiny"] } });
    plex.runFor(minutes(5));
    plex.kill("SYSB/discovery");
    plex.runFor(minutes(1));
    let attempts = 0;
    plex.sim.trace(({ kind }) => (attempts += kind === "zowe.batch-sent" ? 1 : 0));
    plex.stop("SYSA/tiny");
    plex.runFor(minutes(2));

    expect(attempts).toBe(10);
  });

  // A batch of 18 s, a read time-out of 15 s and 1 s of sleep, within the 30 s that a change lives: 0.5, 16.5 s, then no more.
  test("slower than the read time-out are sent the same batch again (api-layer#4777), and get it late", () => {
    const plex = discoveryPlex({ extra: { SYSA: ["tiny"] }, parameters: { peerBatchDuration: seconds(18) } });
    plex.runFor(minutes(5));
    plex.stop("SYSA/tiny");
    plex.runFor(seconds(17));
    expect(plex.registered("SYSB")).toContain("SYSA/tiny");
    plex.runFor(seconds(1));
    expect(plex.registered("SYSB")).not.toContain("SYSA/tiny");
    plex.runFor(minutes(5));

    expect(plex.discovery("SYSA").record.resentCount).toBe(1);
    const fast = discoveryPlex({ extra: { SYSA: ["tiny"] }, parameters: { peerBatchDuration: seconds(10) } });
    fast.stop("SYSA/tiny");
    fast.runFor(minutes(5));
    expect(fast.discovery("SYSA").record.resentCount).toBe(0);
  });
});
