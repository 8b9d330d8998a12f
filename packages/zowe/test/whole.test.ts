/** Launchers, Discovery, Gateways and z/OSMF together, as a client of the DVIPA finds them. */
import { describe, expect, test } from "vitest";
import { hours, minutes, seconds } from "@sysplex/sim-core";
import type { ServiceThreads } from "../src/index.js";
import { DVIPA, GATEWAY_PORT, homeAddress, SMALL_ZOWE, ZoweFixture } from "./fixture.js";

const WITH_CATALOG = SMALL_ZOWE.replace(
  "  zss:\n",
  "  api-catalog:\n    enabled: true\n    port: 7552\n  zss:\n",
);
const CATALOG = "/apicatalog/ui/v1";
/** @source zowe/api-layer gateway-service: apiml.connection.timeout, 60,000 ms, is connect, response and total limit in one. */
const GATEWAY_LIMIT_SECONDS = 60;

const gatewayOf = (system: string): string => `${system}/ZWE1SV/gateway`;

function registryOf(plex: ZoweFixture, system: string, serviceId: string): string[] {
  const view = plex.plex.zowe.eureka.registryView(gatewayOf(system));
  return view.instancesOf(serviceId).map(({ host }) => host);
}

/** A plex whose gateways know host names. */
function up(): ZoweFixture {
  return ZoweFixture.up({
    yaml: WITH_CATALOG,
    hosts: {
      "dvipa.example.com": DVIPA,
      "sysa.example.com": homeAddress("SYSA"),
      "sysb.example.com": homeAddress("SYSB"),
    },
  });
}

describe("Zowe on two systems", () => {
  test("answers through the DVIPA, the Gateway and z/OSMF", () => {
    const plex = up();
    const client = plex.client(DVIPA);
    plex.runFor(seconds(5));
    client.send();
    plex.runFor(seconds(5));

    expect(client.answers).toEqual([200]);
  });

  test("takes turns between the Catalogs of both systems, with no preference for its own", () => {
    const plex = up();
    const client = plex.client(DVIPA, GATEWAY_PORT, CATALOG);
    plex.runFor(seconds(5));
    for (let count = 0; count < 20; count += 1) {
      client.send();
      plex.runFor(seconds(2));
    }
    const served = ["SYSA", "SYSB"].map(
      (system) => plex.plex.zowe.applicationOf(`${system}/ZWE1SV/api-catalog`) as ServiceThreads,
    );

    expect(client.answers).toEqual(Array.from({ length: 20 }, () => 200));
    expect(served.map(({ answeredCount }) => answeredCount)).toEqual([10, 10]);
  });

  test("a Catalog whose process is killed is refused, and the next instance answers within a second", () => {
    const plex = up();
    const client = plex.client(DVIPA, GATEWAY_PORT, CATALOG);
    plex.runFor(seconds(5));
    plex.component("api-catalog", "SYSB").breakStart();
    plex.component("api-catalog", "SYSB").kill();
    for (let count = 0; count < 4; count += 1) {
      client.send();
      plex.runFor(seconds(1));
    }

    expect(client.answers).toEqual([200, 200, 200, 200]);
  });

  test("the loss of a system leaves its Catalog in the registry: every other request hangs for the Gateway's limit", () => {
    const plex = up();
    plex.runFor(minutes(1));
    plex.plex.sysplex.lpar("SYSB").fail("wait-state");
    plex.runFor(minutes(5)); // Partitioned, and its leases have expired: 180 s after the last heartbeat.
    const client = plex.client(DVIPA, GATEWAY_PORT, CATALOG);
    const since = plex.sim.now / 1_000_000;
    for (let count = 0; count < 4; count += 1) client.send();
    plex.runFor(minutes(2));

    expect(registryOf(plex, "SYSA", "apicatalog").sort()).toEqual(["sysa.example.com", "sysb.example.com"]);
    expect([...client.answers].sort()).toEqual([200, 200, 504, 504]);
    const waits = client.times.map((time) => time - since).sort((a, b) => a - b);
    expect(waits[1]).toBeLessThan(5);
    expect(waits[2]).toBeGreaterThan(GATEWAY_LIMIT_SECONDS);
    expect(waits[3]).toBeLessThan(GATEWAY_LIMIT_SECONDS + 1);
  });

  test("the dead system stays in the registry for ever: self-preservation lets nothing be evicted", () => {
    // @source Eureka renewalPercentThreshold 0.85: with half of the members gone, fewer renewals come than that share.
    const plex = up();
    plex.runFor(minutes(1));
    plex.plex.sysplex.lpar("SYSB").fail("wait-state");
    plex.runFor(hours(24));

    expect(registryOf(plex, "SYSA", "apicatalog").sort()).toEqual(["sysa.example.com", "sysb.example.com"]);
    expect(registryOf(plex, "SYSA", "gateway").sort()).toEqual(["sysa.example.com", "sysb.example.com"]);
  });
});
