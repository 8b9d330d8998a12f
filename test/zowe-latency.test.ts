/**
 * What a request through the Gateway takes, with every time a constant: the sum of its parts, on one LPAR and on two, with a
 * target that refuses, and with one that is a black hole.
 */
import { describe, expect, test } from "vitest";
import { run, shipped } from "./support/shipped-scenarios.js";

const CONSTANTS = `
parameters:
  zowe.gatewayLatency: 5ms
  zowe.serviceTime: 50ms
  zowe.gatewayHopLatency: 200us
  zowe.gatewayTlsHandshake: 5ms
  client.tlsHandshake: 5ms
  tcpip.clientLatency: 500us
`;

/** Milliseconds: SYN and its answer, TLS, the request, Gateway, two hops, Catalog, the answer. */
const KEPT = 2 * 0.5 + 5 + 0.5 + 5 + 2 * 0.2 + 50 + 0.5;
/** A connection to the Catalog is renewed after 10 s at the latest: SYN, its answer, and TLS. */
const NEW = KEPT + 2 * 0.2 + 5;

function catalogOf(name: string, ...entries: readonly string[]) {
  const timeline = `timeline:\n${entries.map((entry) => `  - ${entry}\n`).join("")}`;
  const scenario = shipped(name, (text) => {
    const head = text
      .replace(/^timeline:\n(?: {2}.*\n|\n)*/m, "")
      .replace(/^expect:[\s\S]*/m, "")
      .replace(/^parameters:\n(?: {2}.*\n)*/m, "");
    const clients = `clients:
  - name: catalog
    request: GET https://zowe.example.com:7554/apicatalog/ui/v1/
    arrivals: poisson 2/s
    timeout: 90s
`; // At random: clients in step with the probe would share the round robin out, one to each system.
    return `${head.replace(/^clients:\n(?: {2}.*\n)*/m, "")}${clients}${CONSTANTS}${entries.length > 0 ? timeline : ""}`;
  });
  const service = run(scenario).services["api-catalog"];
  if (service === undefined) throw new Error("nobody asks the Catalog");
  return service;
}

/** The histogram's classes are 0.4 % wide. */
const within = (expected: number) => expected * 0.01;

describe("latency through the Gateway", () => {
  test.each(["zowe-single-lpar", "zowe-lpar-loss"])("%s: nothing fails, and all parts add up", (name) => {
    const { latencyMs, requests } = catalogOf(name);

    expect(requests.failed).toBe(0);
    expect(Math.abs((latencyMs.p50 ?? 0) - KEPT)).toBeLessThan(within(KEPT));
    expect(Math.abs((latencyMs.max ?? 0) - NEW)).toBeLessThan(within(NEW));
  });

  test("a target that refuses costs a round trip, until the registry has forgotten it", () => {
    const { latencyMs, requests } = catalogOf(
      "zowe-lpar-loss",
      "{ at: 5m, fail: SYSB/ZWESLSTC/api-catalog, restarts: fail }",
    );

    expect(requests.failed).toBe(0);
    expect(latencyMs.max).toBeLessThan(NEW + 2 * 0.2 + within(NEW));
  });

  test("a black hole costs the Gateway's limit of 60 s, and then the answer is 504", () => {
    const { latencyMs, requests, outages } = catalogOf("zowe-lpar-loss", "{ at: 5m, fail: SYSB }");

    // Every other request, but for those that the circuit breaker refuses.
    expect(requests.byFailure["http504"]).toBeGreaterThan(100);
    expect(requests.byFailure["timeout"]).toBe(0); // The client's patience is longer than the Gateway's.
    expect(latencyMs.max).toBeLessThan(NEW + within(NEW)); // Whoever gets through meets no black hole.
    expect(outages.length).toBeGreaterThan(0);
  });
});
