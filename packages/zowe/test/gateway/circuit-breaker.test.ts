/** The circuit breaker of a route, as Resilience4j has it by default. */
import { inSeconds, minutes, plus, seconds, type Duration } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import {
  instanceOn,
  LIMIT,
  LIST_JOBS,
  ROUTE,
  SUBMIT,
  twoGateways,
  ZOSMF,
  type GatewayFixture,
  type Setting,
} from "./fixture.js";

const WINDOW = 100;
const OPEN_TIME = seconds(60);

const onlySysa: Setting = { registry: { [ZOSMF]: [instanceOn("SYSA")] } };

/** So many requests, a tenth of a second from one to the next. */
function ask(plex: GatewayFixture, count: number, request = SUBMIT, gap = seconds(0.1)): void {
  for (let sent = 0; sent < count; sent += 1) {
    plex.clientOf("SYSA").send(request);
    plex.runFor(gap);
  }
}

const breaker = (plex: GatewayFixture): string => plex.gatewayOn("SYSA").breakerOf(ROUTE);

/** So many requests that fail, of the next `count`. */
function askFailing(plex: GatewayFixture, count: number): void {
  plex.register(ZOSMF, instanceOn("SYSA", { host: "zosmf-sysa", port: 9 }));
  ask(plex, count);
}

describe("closed", () => {
  test("99 failures of 99 calls open nothing, the hundredth does", () => {
    const plex = twoGateways(onlySysa);
    plex.zosmfServer("SYSA").crash();
    ask(plex, WINDOW - 1);
    expect(breaker(plex)).toBe("closed");
    ask(plex, 1);
    expect(breaker(plex)).toBe("open");
    expect(plex.gatewayOn("SYSA").report.ended).toMatchObject({ refused: WINDOW, breakerOpen: 0 });
  });

  test.each([
    { failures: 49, state: "closed" },
    { failures: 50, state: "open" },
  ])("$failures failures among the latest 100 calls: $state", ({ failures, state }) => {
    const plex = twoGateways(onlySysa);
    ask(plex, 2 * WINDOW); // What is older than the window is forgotten.
    plex.zosmfServer("SYSA").crash();
    ask(plex, failures);
    expect(breaker(plex)).toBe(state);
  });

  test("a status of the target is no failure, whatever it is", () => {
    const plex = twoGateways({ registry: { demo: [{ host: "zosmf-sysa", port: 8_443 }] } });
    plex.target("SYSA").status = 500;
    ask(plex, 2 * WINDOW, "POST /demo/api/v1/x");
    expect(plex.gatewayOn("SYSA").report.ended).toMatchObject({ answered: 2 * WINDOW, breakerOpen: 0 });
  });

  test("another first instance in the registry is another route, and another circuit breaker", () => {
    const plex = twoGateways(onlySysa);
    askFailing(plex, WINDOW);
    expect(breaker(plex)).toBe("open");
    plex.register(ZOSMF, instanceOn("SYSB"));
    expect(plex.clientOf("SYSA").ask(LIST_JOBS).answer).toBe(200);
  });
});

test("a first instance that leaves the registry and comes back finds the circuit breaker as it was", () => {
  const plex = twoGateways(onlySysa);
  plex.zosmfServer("SYSA").crash();
  ask(plex, WINDOW);
  plex.register(ZOSMF);
  plex.clientOf("SYSA").ask(LIST_JOBS);
  plex.register(ZOSMF, instanceOn("SYSA"));
  plex.clientOf("SYSA").ask(LIST_JOBS);
  expect(plex.gatewayOn("SYSA").report.ended).toMatchObject({ refused: WINDOW, breakerOpen: 2 });
});

describe("open", () => {
  function opened(): GatewayFixture {
    const plex = twoGateways(onlySysa);
    plex.zosmfServer("SYSA").crash();
    ask(plex, WINDOW, SUBMIT, seconds(0.01));
    plex.runFor(seconds(0.1));
    expect(breaker(plex)).toBe("open");
    // By the time that z/OSMF is back, the breaker has not changed.
    plex.register(ZOSMF, instanceOn("SYSA"), instanceOn("SYSB"));
    return plex;
  }

  test("blocks healthy instances for 60 s, at once and with 503", () => {
    const plex = opened();
    const before = plex.servedBy("SYSB");
    ask(plex, 59, LIST_JOBS, seconds(1));
    const blocked = plex.clientOf("SYSA").requests.slice(WINDOW);
    expect(blocked.every(({ answer, took = 1 }) => answer === 503 && took < 0.01)).toBe(true);
    expect(plex.servedBy("SYSB")).toBe(before);

    plex.runFor(seconds(1));
    expect(plex.clientOf("SYSA").ask(LIST_JOBS).answer).toBe(200);
    expect(breaker(plex)).toBe("halfOpen");
  });

  test("half-open closes after ten calls of which fewer than half fail", () => {
    const plex = opened();
    plex.runFor(OPEN_TIME);
    ask(plex, 9, LIST_JOBS);
    expect(breaker(plex)).toBe("halfOpen");
    ask(plex, 1, LIST_JOBS);
    expect(breaker(plex)).toBe("closed");
  });

  test("half-open opens again after ten calls of which half fail", () => {
    const plex = opened();
    plex.runFor(OPEN_TIME);
    ask(plex, 10, SUBMIT); // Every second one is SYSA's, which refuses.
    expect(breaker(plex)).toBe("open");
    expect(plex.gatewayOn("SYSA").report.breakerOpenings).toBe(2);
  });
});

describe("one of two LPARs is lost, and its instance stays in the registry", () => {
  const gap = seconds(0.5);

  function underLoad(time: Duration): GatewayFixture {
    const plex = twoGateways();
    ask(plex, WINDOW, LIST_JOBS, gap);
    plex.sysplex.lpar("SYSB").fail("wait-state");
    ask(plex, inSeconds(time) / inSeconds(gap), LIST_JOBS, gap);
    return plex;
  }

  test("the breaker opens with the fiftieth hung request, the limit after it was sent", () => {
    const plex = underLoad(minutes(2));
    const { requests } = plex.clientOf("SYSA");
    const hung = requests.filter(({ answer }) => answer === 504);
    const blocked = requests.filter(({ answer }) => answer === 503);

    // 49 answers and one of before are between: 50 of the latest 100. What hung later was cut off by the end of the test.
    const opensAt = (hung[WINDOW / 2 - 1]?.sentAt ?? 0) + LIMIT;
    const [first = 0] = blocked.map(({ sentAt }) => sentAt);
    expect(first - opensAt).toBeGreaterThanOrEqual(0);
    expect(first - opensAt).toBeLessThan(gap);
    const after = requests.filter(({ sentAt, answer }) => sentAt >= first && answer === 200);
    expect(after).toEqual([]);
  });

  test("half-open calls hang as well: of each two minutes, five requests are served", () => {
    const plex = underLoad(minutes(3));
    const before = plex.servedBy("SYSA");
    ask(plex, inSeconds(minutes(20)) / inSeconds(gap), LIST_JOBS, gap);

    // 60 s open, then ten calls, of which five hang for 60 s: ten cycles in 20 minutes.
    const cycle = plus(OPEN_TIME, LIMIT);
    const cycles = inSeconds(minutes(20)) / inSeconds(cycle);
    const served = plex.servedBy("SYSA") - before;
    expect(served).toBeGreaterThanOrEqual(5 * (cycles - 1));
    expect(served).toBeLessThanOrEqual(5 * (cycles + 1));
  });
});
