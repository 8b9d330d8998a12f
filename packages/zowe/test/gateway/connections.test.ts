/** Connections behind a gateway: how many, for how long, and who waits for them. */
import { millis, seconds, times, type Duration } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { GATEWAY_HOP, HANDSHAKE, instanceOn, LIST_JOBS, SUBMIT, twoGateways, ZOSMF } from "./fixture.js";

const SLOW = "1s";
const toSysa = { registry: { [ZOSMF]: [instanceOn("SYSA")] }, serviceTime: SLOW };
/** Round robin, the latency of gateway and hops, the handshake: less than this, in all. */
const MARGIN = millis(50);

describe("at most 100 connections to one endpoint", () => {
  test("a further request waits for the first one that is free", () => {
    const plex = twoGateways(toSysa);
    for (let request = 0; request < 250; request += 1) plex.clientOf("SYSA").send(LIST_JOBS);
    const counts: number[] = [];
    for (let tenth = 0; tenth < 40; tenth += 1) {
      plex.runFor(seconds(0.1));
      counts.push(plex.gatewayOn("SYSA").connectionsTo("zosmf-sysa", 443));
    }

    expect(Math.max(...counts)).toBe(100);
    const waves = plex.clientOf("SYSA").requests.map(({ took = 0 }) => Math.round(took));
    expect([1, 2, 3].map((wave) => waves.filter((second) => second === wave).length)).toEqual([100, 100, 50]);
    expect(plex.gatewayOn("SYSA").report.connectionsOpened).toBe(100);
  });

  test("a client that gave up while it waited takes nobody's place, and its request is made all the same", () => {
    const plex = twoGateways({ ...toSysa, settings: { maxConnectionsPerRoute: 1 } });
    const client = plex.clientOf("SYSA");
    const [, waiting] = [client.send(LIST_JOBS), client.send(LIST_JOBS)];
    const last = client.send(LIST_JOBS);
    plex.runFor(millis(500));
    client.giveUp(waiting);
    plex.runFor(seconds(5));
    expect(Math.round(last.took ?? 0)).toBe(3);
    expect(plex.servedBy("SYSA")).toBe(3);
  });
});

test("at most so many connections in all: an endpoint's idle ones give way to those who wait for another", () => {
  const plex = twoGateways({
    serviceTime: SLOW,
    settings: { maxTotalConnections: 6, maxConnectionsPerRoute: 5 },
  });
  for (let request = 0; request < 24; request += 1) plex.clientOf("SYSA").send(LIST_JOBS);
  const counts: number[] = [];
  for (let tenth = 0; tenth < 60; tenth += 1) {
    plex.runFor(seconds(0.1));
    counts.push(plex.gatewayOn("SYSA").report.connectionsOpen);
  }
  expect(Math.max(...counts)).toBe(6);
  expect(new Set(plex.clientOf("SYSA").answers)).toEqual(new Set([200]));
  // Six at a time, a second each.
  const last = Math.max(...plex.clientOf("SYSA").requests.map(({ took = 0 }) => took));
  expect(last).toBeGreaterThanOrEqual(4);
  expect(last).toBeLessThan(5);
});

test("who waits because all connections are taken gets the first one that is free, whoever had it", () => {
  const plex = twoGateways({
    serviceTime: SLOW,
    settings: { maxTotalConnections: 2, maxConnectionsPerRoute: 2 },
    registry: { [ZOSMF]: [instanceOn("SYSA")], demo: [{ host: "zosmf-sysb", port: 8_443 }] },
  });
  const client = plex.clientOf("SYSA");
  for (let request = 0; request < 2; request += 1) client.send(LIST_JOBS);
  plex.runFor(MARGIN);
  const waiting = client.send("GET /demo/api/v1/x");
  plex.runFor(seconds(2));
  expect(waiting.answer).toBe(200);
  expect(waiting.took).toBeGreaterThan(0.9);
});

describe("a kept connection", () => {
  const opened = (gap: Duration, count: number): number => {
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSA")] } });
    for (let request = 0; request < count; request += 1) {
      plex.clientOf("SYSA").send(LIST_JOBS);
      plex.runFor(gap);
    }
    return plex.gatewayOn("SYSA").report.connectionsOpened;
  };

  test("is closed after 5 s without a request", () => {
    expect(opened(seconds(4.9), 2)).toBe(1);
    expect(opened(seconds(5.1), 2)).toBe(2);
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSA")] } });
    plex.clientOf("SYSA").send(LIST_JOBS);
    plex.runFor(seconds(5));
    expect(plex.gatewayOn("SYSA").report.connectionsOpen).toBe(1);
    plex.runFor(seconds(0.1));
    expect(plex.gatewayOn("SYSA").report.connectionsOpen).toBe(0);
  });

  test("is 10 s old at most, however busy", () => {
    // A request each second for 100 s: a new connection every 10 s.
    expect(opened(seconds(1), 100)).toBe(10);
    // After the requests at 0, 3, 6 and 9 s it idles, and is too old for the one at 12 s.
    expect(opened(seconds(3), 5)).toBe(2);
  });

  test("costs no TLS handshake", () => {
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSA")] } });
    const [first, second] = [plex.clientOf("SYSA").ask(LIST_JOBS), plex.clientOf("SYSA").ask(LIST_JOBS)];
    const saved = (first.took ?? 0) - (second.took ?? 0);
    expect(saved).toBeCloseTo((HANDSHAKE + times(GATEWAY_HOP, 2)) / 1e6, 6);
  });

  test("that idles is cut when its server ends; the next request makes a new one", () => {
    const plex = twoGateways({ registry: { demo: [{ host: "zosmf-sysa", port: 8_443 }] } });
    const POST = "POST /demo/api/v1/x";
    for (let request = 0; request < 3; request += 1) plex.clientOf("SYSA").send(POST);
    plex.runFor(MARGIN);
    expect(plex.gatewayOn("SYSA").report.connectionsOpen).toBe(3);
    plex.closeTarget("SYSA");
    plex.runFor(millis(10));
    expect(plex.gatewayOn("SYSA").report.connectionsOpen).toBe(0);
    plex.openTarget("SYSA");
    expect(plex.clientOf("SYSA").ask(POST).answer).toBe(200);
  });
});

describe("sticky routing, apiml.lb.type: authentication", () => {
  const sticky = { registry: { [ZOSMF]: [instanceOn("SYSA", { sticky: true }), instanceOn("SYSB")] } };

  test("sends a user to one instance; who has no token is sent round", () => {
    const plex = twoGateways(sticky);
    for (let request = 0; request < 10; request += 1) plex.clientOf("SYSA").ask(LIST_JOBS, 1 + (request % 3));
    expect([plex.servedBy("SYSA"), plex.servedBy("SYSB")]).toEqual([10, 0]); // The first of the list, for all of them.
    for (let request = 0; request < 10; request += 1) plex.clientOf("SYSA").ask(LIST_JOBS);
    expect([plex.servedBy("SYSA"), plex.servedBy("SYSB")]).toEqual([15, 5]);
  });

  test("a user stays with an instance when another one becomes the first", () => {
    const plex = twoGateways(sticky);
    plex.clientOf("SYSA").ask(LIST_JOBS, 1);
    plex.register(ZOSMF, instanceOn("SYSB", { sticky: true }), instanceOn("SYSA"));
    plex.clientOf("SYSA").ask(LIST_JOBS, 1);
    plex.clientOf("SYSA").ask(LIST_JOBS, 2);
    expect([plex.servedBy("SYSA"), plex.servedBy("SYSB")]).toEqual([2, 1]);
  });

  test("every request of a user of a dead instance fails until it leaves the registry", () => {
    const plex = twoGateways(sticky);
    plex.clientOf("SYSA").ask(LIST_JOBS, 1);
    plex.zosmfServer("SYSA").crash();
    for (let request = 0; request < 10; request += 1) plex.clientOf("SYSA").ask(LIST_JOBS, 1);
    expect(new Set(plex.clientOf("SYSA").answers.slice(1))).toEqual(new Set([500]));

    plex.register(ZOSMF, instanceOn("SYSB", { sticky: true }));
    expect(plex.clientOf("SYSA").ask(LIST_JOBS, 1).answer).toBe(200);
  });

  test.each([
    { sharedChoices: true, served: [2, 0] },
    { sharedChoices: false, served: [1, 1] },
  ])(
    "gateways know of each other's choices when they share them: $sharedChoices",
    ({ sharedChoices, served }) => {
      const plex = twoGateways({ ...sticky, sharedChoices });
      plex.clientOf("SYSA").ask(LIST_JOBS, 1);
      plex.register(ZOSMF, instanceOn("SYSB", { sticky: true }), instanceOn("SYSA"));
      plex.clientOf("SYSB").ask(LIST_JOBS, 1);
      expect([plex.servedBy("SYSA"), plex.servedBy("SYSB")]).toEqual(served);
    },
  );

  test("a choice that was not used for eight hours is forgotten", () => {
    const wait = (seconds(1) * 3_600 * 8.1) as Duration;
    const plex = twoGateways(sticky);
    plex.clientOf("SYSA").ask(LIST_JOBS, 1);
    plex.register(ZOSMF, instanceOn("SYSB", { sticky: true }), instanceOn("SYSA"));
    plex.runFor(wait);
    plex.clientOf("SYSA").ask(LIST_JOBS, 1);
    expect([plex.servedBy("SYSA"), plex.servedBy("SYSB")]).toEqual([1, 1]);
  });
});

describe("the rate limiter", () => {
  const limited = (services: string) => ({
    ...toSysa,
    serviceTime: "10ms",
    settings: { rateLimiter: { servicesToLimitRequestRate: services } },
  });

  test("lets 20 requests of a user through at once, and 20 more in each minute", () => {
    const plex = twoGateways(limited("other, IBMZOSMF"));
    const client = plex.clientOf("SYSA");
    for (let request = 0; request < 25; request += 1) client.send(SUBMIT, 1);
    for (let request = 0; request < 20; request += 1) client.send(SUBMIT, 2);
    plex.runFor(seconds(1));
    expect(client.answers.filter((answer) => answer === 429)).toHaveLength(5);
    expect(client.answers.slice(25)).not.toContain(429);

    // A token every 3 s, the first one 3 s after the bucket was full at last.
    plex.runFor(seconds(1.5));
    expect(client.ask(SUBMIT, 1).answer).toBe(429);
    expect(client.ask(SUBMIT, 1).answer).toBe(201);
    expect(client.ask(SUBMIT, 1).answer).toBe(429);
  });

  test("is coded for other services, or not at all: nobody is limited", () => {
    for (const setting of [limited("other"), toSysa]) {
      const plex = twoGateways(setting);
      for (let request = 0; request < 50; request += 1) plex.clientOf("SYSA").send(SUBMIT, 1);
      plex.runFor(seconds(3));
      expect(plex.clientOf("SYSA").answers).not.toContain(429);
    }
  });
});
