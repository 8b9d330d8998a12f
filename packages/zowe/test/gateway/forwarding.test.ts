/** Routing, round robin, retries, time-outs. Facts are those of the api-layer's source: see MODEL.md, The gateway. */
import {
  after,
  hours,
  inSeconds,
  millis,
  minutes,
  plus,
  seconds,
  times,
  type Duration,
} from "@sysplex/sim-core";
import { Jar, placeOf, TokenKind } from "@sysplex/zosmf";
import { describe, expect, test } from "vitest";
import {
  CLIENT_HOP,
  GATEWAY_HOP,
  GATEWAY_LATENCY,
  HANDSHAKE,
  instanceOn,
  LIMIT,
  LIST_JOBS,
  ROUTE,
  SERVICE_TIME,
  SUBMIT,
  twoGateways,
  ZOSMF,
  type GatewayFixture,
} from "./fixture.js";

const sum = (...parts: readonly Duration[]): number => parts.reduce((all, part) => all + part, 0) / 1e6;

/** Connection to the gateway, its latency, a connection and its handshake, the request behind it. */
const CLIENT_PART = times(CLIENT_HOP, 4);
const NEW_CONNECTION = plus(times(GATEWAY_HOP, 2), HANDSHAKE);
const BEHIND = plus(times(GATEWAY_HOP, 2), SERVICE_TIME);

describe("latency without faults is the sum of its parts", () => {
  test("the first request makes a connection, the next one uses it", () => {
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSB")] } });
    const client = plex.clientOf("SYSA");

    const first = client.ask(LIST_JOBS);
    const second = client.ask(LIST_JOBS);

    expect(first).toMatchObject({
      answer: 200,
      took: sum(CLIENT_PART, GATEWAY_LATENCY, NEW_CONNECTION, BEHIND),
    });
    expect(second).toMatchObject({ answer: 200, took: sum(CLIENT_PART, GATEWAY_LATENCY, BEHIND) });
  });
});

describe("round robin", () => {
  test("every gateway alternates between the instances of both systems, its own is not preferred", () => {
    const plex = twoGateways();
    const counts: number[] = [];
    for (let request = 0; request < 20; request += 1) {
      plex.clientOf("SYSA").ask(LIST_JOBS);
      counts.push(plex.servedBy("SYSA"));
    }
    expect(plex.servedBy("SYSA")).toBe(10);
    expect(plex.servedBy("SYSB")).toBe(10);
    // No instance is asked twice in a row.
    expect(counts.every((count, index) => index < 2 || count - (counts[index - 2] ?? 0) === 1)).toBe(true);
  });

  test("an instance takes part as soon as the gateway knows it, and no longer than that", () => {
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSA")] } });
    for (let request = 0; request < 4; request += 1) plex.clientOf("SYSA").ask(LIST_JOBS);
    plex.register(ZOSMF, instanceOn("SYSA"), instanceOn("SYSB"));
    for (let request = 0; request < 4; request += 1) plex.clientOf("SYSA").ask(LIST_JOBS);
    plex.register(ZOSMF, instanceOn("SYSB"));
    for (let request = 0; request < 4; request += 1) plex.clientOf("SYSA").ask(LIST_JOBS);

    expect([plex.servedBy("SYSA"), plex.servedBy("SYSB")]).toEqual([4 + 2, 2 + 4]);
  });
});

describe("no instance", () => {
  test("is 503 at once, for every method", () => {
    const plex = twoGateways({ registry: {} });
    const client = plex.clientOf("SYSA");
    const took = sum(CLIENT_PART, GATEWAY_LATENCY);

    expect(client.ask(LIST_JOBS)).toMatchObject({ answer: 503, took });
    expect(client.ask(SUBMIT)).toMatchObject({ answer: 503, took });
    expect(plex.gatewayOn("SYSA").report.ended).toMatchObject({ noInstance: 2 });
  });

  test("no route is 404", () => {
    const plex = twoGateways();
    expect(plex.clientOf("SYSA").ask("GET /zaas/api/v1/auth/login").answer).toBe(404);
    expect(plex.clientOf("SYSA").ask("GET /ibmzosmf/api/v1/nothing/of/the/kind").answer).toBe(404);
  });
});

/** The z/OSMF server of SYSB has crashed, and the registry, being static, keeps it. */
function refusing(): GatewayFixture {
  const plex = twoGateways();
  plex.zosmfServer("SYSB").crash();
  return plex;
}

describe("an instance that refuses", () => {
  test("costs a GET two ways more, and no failure", () => {
    const plex = refusing();
    const client = plex.clientOf("SYSA");
    for (let request = 0; request < 8; request += 1) client.ask(LIST_JOBS);

    expect(client.answers).toEqual(Array.from({ length: 8 }, () => 200));
    // The retry moves round robin on as well. So once a lone client's GET has met SYSB, SYSB's turn comes at each GET.
    const detour = sum(CLIENT_PART, GATEWAY_LATENCY, times(GATEWAY_HOP, 2), BEHIND);
    for (const { took } of client.requests.slice(2)) expect(took).toBeCloseTo(detour, 6);
    expect(plex.gatewayOn("SYSA").report.retries.refused).toBeGreaterThanOrEqual(7);
  });

  test("fails a PUT at once when it is its turn", () => {
    const plex = refusing();
    const client = plex.clientOf("SYSA");
    for (let request = 0; request < 8; request += 1) client.ask(SUBMIT);

    const failed = client.requests.filter(({ answer }) => answer === 500);
    expect(failed).toHaveLength(4);
    const took = sum(CLIENT_PART, GATEWAY_LATENCY, times(GATEWAY_HOP, 2));
    for (const request of failed) expect(request.took).toBeCloseTo(took, 6);
    expect(plex.gatewayOn("SYSA").report.retries.refused).toBe(0);
  });

  test("everywhere: a GET has six attempts, then fails", () => {
    const plex = refusing();
    plex.zosmfServer("SYSA").crash();
    const request = plex.clientOf("SYSA").ask(LIST_JOBS);

    expect(request.answer).toBe(500);
    expect(request.took).toBeCloseTo(sum(CLIENT_PART, GATEWAY_LATENCY, times(GATEWAY_HOP, 6 * 2)), 6);
    expect(plex.gatewayOn("SYSA").report.retries.refused).toBe(5);
  });

  test("is an instance whose host name is not known, too", () => {
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSA", { host: "no-such-host" })] } });
    expect(plex.clientOf("SYSA").ask(SUBMIT)).toMatchObject({
      answer: 500,
      took: sum(CLIENT_PART, GATEWAY_LATENCY),
    });
  });
});

describe("an LPAR that is lost: nobody answers at its address", () => {
  function lost(): GatewayFixture {
    const plex = twoGateways();
    plex.sysplex.lpar("SYSB").fail("wait-state");
    return plex;
  }

  test("every second request hangs for the whole limit and fails, from the first one on, and no retry helps", () => {
    const plex = lost();
    const client = plex.clientOf("SYSA");
    for (let request = 0; request < 10; request += 1) {
      client.send(LIST_JOBS);
      plex.runFor(seconds(1));
    }
    plex.runFor(LIMIT);

    const hung = client.requests.map(({ answer }) => answer === 504);
    expect(hung.filter(Boolean)).toHaveLength(5);
    expect(hung.every((is, index) => index === 0 || is !== hung[index - 1])).toBe(true);
    for (const { answer, took = 0 } of client.requests) {
      if (answer === 504) expect(took).toBeCloseTo(sum(CLIENT_PART, GATEWAY_LATENCY, LIMIT), 6);
      else expect(answer).toBe(200);
    }
    expect(plex.gatewayOn("SYSA").report).toMatchObject({
      ended: { blackHoled: 5, answered: 5 },
      retries: { timeout: 0, refused: 0 },
    });
  });

  test("requests under way and on kept connections hang as long, and are told apart", () => {
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSB")] } });
    const client = plex.clientOf("SYSA");
    client.ask(LIST_JOBS); // It leaves a connection, which idles for a second.
    const underWay = client.send(LIST_JOBS);
    plex.runFor(millis(30));
    plex.sysplex.lpar("SYSB").fail("wait-state");
    plex.runFor(plus(LIMIT, seconds(1)));

    expect(underWay.answer).toBe(504);
    expect(underWay.took).toBeCloseTo(sum(CLIENT_PART, GATEWAY_LATENCY, LIMIT), 6);
    expect(plex.gatewayOn("SYSA").report.ended).toMatchObject({ unanswered: 1, blackHoled: 0 });
  });

  test("another connection.timeout is another limit", () => {
    const plex = twoGateways({
      settings: { connectionTimeout: seconds(10) },
      registry: { [ZOSMF]: [instanceOn("SYSB")] },
    });
    plex.sysplex.lpar("SYSB").fail("wait-state");
    const request = plex.clientOf("SYSA").send(LIST_JOBS);
    plex.runFor(seconds(11));
    expect(request).toMatchObject({ answer: 504, took: sum(CLIENT_PART, GATEWAY_LATENCY, seconds(10)) });
  });

  test("with a shorter time-out of the service a GET has time left for the other instance, a PUT has not", () => {
    const timeout = seconds(3);
    const registry = { [ZOSMF]: [instanceOn("SYSA", { timeout }), instanceOn("SYSB", { timeout })] };
    const plex = twoGateways({ registry });
    plex.sysplex.lpar("SYSB").fail("wait-state");
    const client = plex.clientOf("SYSA");
    for (const request of [LIST_JOBS, LIST_JOBS, LIST_JOBS, SUBMIT, SUBMIT]) {
      client.send(request);
      plex.runFor(seconds(20));
    }

    const [slow = 0] = client.requests.map(({ took = 0 }) => took).filter((took) => took > 1);
    expect(client.answers.slice(0, 3)).toEqual([200, 200, 200]);
    expect(slow).toBeGreaterThan(inSeconds(timeout));
    expect(slow).toBeLessThan(inSeconds(timeout) + 0.2);
    expect(client.requests.slice(3).filter(({ answer }) => answer === 504)).toHaveLength(1);
  });
});

describe("a target that answers 503", () => {
  const GET = "GET /demo/api/v1/x";
  const POST = "POST /demo/api/v1/x";
  const registry = {
    demo: [
      { host: "zosmf-sysa", port: 8_443 },
      { host: "zosmf-sysb", port: 8_443 },
    ],
  };

  test("is asked no more by a GET; a POST hands the answer on", () => {
    const plex = twoGateways({ registry });
    plex.target("SYSB").status = 503;
    const client = plex.clientOf("SYSA");
    for (let request = 0; request < 6; request += 1) client.ask(GET);
    for (let request = 0; request < 6; request += 1) client.ask(POST);

    expect(client.answers.slice(0, 6)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(client.answers.slice(6).filter((answer) => answer === 503)).toHaveLength(3);
  });

  test("other statuses are the gateway's", () => {
    const plex = twoGateways({ registry });
    for (const status of [201, 404, 500, 502]) {
      for (const target of plex.targets) target.status = status;
      expect(plex.clientOf("SYSA").ask(GET).answer).toBe(status);
    }
    expect(plex.gatewayOn("SYSA").report.retries.status).toBe(0);
  });
});

describe("ZAAS", () => {
  const LOGIN = "POST /gateway/api/v1/auth/login";
  const registry = {
    zaas: [
      { host: "zosmf-sysa", port: 8_443 },
      { host: "zosmf-sysb", port: 8_443 },
    ],
  };

  test("that refuses fails the logon, every second one", () => {
    const plex = twoGateways({ registry });
    plex.closeTarget("SYSB");
    for (let request = 0; request < 10; request += 1) plex.clientOf("SYSA").ask(LOGIN);
    const { answers } = plex.clientOf("SYSA");
    expect(answers.filter((answer) => answer === 200)).toHaveLength(5);
    expect(answers.filter((answer) => answer === 500)).toHaveLength(5);
  });

  test("answers a logon for good, whatever it says", () => {
    const plex = twoGateways({ registry });
    plex.target("SYSB").status = 500;
    for (let request = 0; request < 6; request += 1) plex.clientOf("SYSA").ask(LOGIN);
    const { answers } = plex.clientOf("SYSA");
    expect(answers.filter((answer) => answer === 200)).toHaveLength(3);
    expect(answers.filter((answer) => answer === 500)).toHaveLength(3);
  });
});

describe("the ticket of ZAAS", () => {
  const registry = {
    [ZOSMF]: [instanceOn("SYSA"), instanceOn("SYSB")],
    zaas: [
      { host: "zosmf-sysa", port: 8_443 },
      { host: "zosmf-sysb", port: 8_443 },
    ],
  };

  /** User 7 has a JWT of z/OSMF on SYSA, which that of SYSB takes too. */
  function loggedOn(setting: Partial<Parameters<typeof twoGateways>[0]> = {}) {
    const plex = twoGateways({ registry, ...setting });
    const { tokens } = plex.zosmf;
    tokens.issue(placeOf(7, Jar.zowe, TokenKind.jwt), tokens.newToken(), 0, after(plex.sim.now, hours(1)));
    return plex;
  }

  test("costs one call before the request is forwarded, and none without credentials to look at", () => {
    const plex = loggedOn();
    plex.clientOf("SYSA").ask(LIST_JOBS, 7);
    expect(plex.targets.map(({ requests }) => requests)).toEqual([0, 0]);

    expect(plex.clientOf("SYSA").ask(LIST_JOBS, 7, "jwt").answer).toBe(200);
    expect(plex.target("SYSA").requests + plex.target("SYSB").requests).toBe(1);
    expect(plex.servedBy("SYSA") + plex.servedBy("SYSB")).toBe(2);
  });

  test("is asked of the next ZAAS after an answer other than 200 and 401, also for a PUT", () => {
    const plex = loggedOn();
    plex.target("SYSB").status = 500;
    for (let request = 0; request < 6; request += 1) plex.clientOf("SYSA").ask(SUBMIT, 7, "jwt");
    expect(new Set(plex.clientOf("SYSA").answers)).toEqual(new Set([201]));

    for (const target of plex.targets) target.status = 500;
    expect(plex.clientOf("SYSA").ask(SUBMIT, 7, "jwt").answer).toBe(503);
    expect(plex.gatewayOn("SYSA").report.ended.noTicket).toBe(1);
  });

  test("does not help who has no token that z/OSMF takes", () => {
    const plex = twoGateways({ registry });
    expect(plex.clientOf("SYSA").ask(LIST_JOBS, 7, "jwt").answer).toBe(401);
    expect(plex.servedBy("SYSA") + plex.servedBy("SYSB"), "z/OSMF was asked").toBe(1);
  });

  test("refused: the service refuses the token, and takes a password", () => {
    const plex = loggedOn();
    for (const target of plex.targets) target.status = 401;
    const client = plex.clientOf("SYSA");

    expect(client.ask(SUBMIT, 7, "jwt").answer).toBe(401);
    expect(client.ask(SUBMIT, 7, "none").answer).toBe(401);
    expect(client.ask(SUBMIT, 7, "basic").answer).toBe(201);
    expect(plex.gatewayOn("SYSA").report.retries.status).toBe(0);
  });

  test("cannot be asked for: every second PUT fails, and a GET is tried again with the next ZAAS", () => {
    const plex = loggedOn();
    plex.closeTarget("SYSB");
    const client = plex.clientOf("SYSA");
    for (let request = 0; request < 10; request += 1) client.ask(SUBMIT, 7, "jwt");
    expect(client.answers.filter((answer) => answer === 500)).toHaveLength(5);
    for (let request = 0; request < 10; request += 1) client.ask(LIST_JOBS, 7, "jwt");
    expect(new Set(client.answers.slice(10))).toEqual(new Set([200]));
  });

  test("without the retry of tickets every second GET fails too", () => {
    const plex = loggedOn({ parameters: { gatewayRetriesTickets: false } });
    plex.closeTarget("SYSB");
    for (let request = 0; request < 10; request += 1) plex.clientOf("SYSA").ask(LIST_JOBS, 7, "jwt");
    expect(plex.clientOf("SYSA").answers.filter((answer) => answer === 500)).toHaveLength(5);
  });

  test("no ZAAS is known: 503", () => {
    const plex = twoGateways();
    expect(plex.clientOf("SYSA").ask(LIST_JOBS, 7, "jwt").answer).toBe(503);
    expect(plex.gatewayOn("SYSA").report.ended.noInstance).toBe(1);
  });
});

describe("version 2", () => {
  test("a request that waits for a connection waits 30 s at most", () => {
    const plex = twoGateways({
      version: 2,
      settings: { maxConnectionsPerRoute: 1 },
      registry: { [ZOSMF]: [instanceOn("SYSB")] },
    });
    plex.sysplex.lpar("SYSB").fail("wait-state");
    for (let request = 0; request < 3; request += 1) {
      plex.clientOf("SYSA").send(SUBMIT);
      plex.runFor(millis(1));
    }
    plex.runFor(minutes(2));

    // The place of the first is the second's after 30 s; the third has waited long enough by then.
    const first = sum(CLIENT_PART, GATEWAY_LATENCY, seconds(30));
    const second = first + 30 - 0.001;
    const took = plex.clientOf("SYSA").requests.map((request) => request.took ?? 0);
    [first, second, first].forEach((expected, index) => expect(took[index]).toBeCloseTo(expected, 6));
    expect(plex.gatewayOn("SYSA").report.ended).toMatchObject({ blackHoled: 2, noConnection: 1 });
  });

  test("connections are refused: every method is sent to the next instance", () => {
    const plex = twoGateways({ version: 2 });
    plex.zosmfServer("SYSB").crash();
    for (let request = 0; request < 6; request += 1) plex.clientOf("SYSA").ask(SUBMIT);
    expect(new Set(plex.clientOf("SYSA").answers)).toEqual(new Set([201]));
  });

  test("a silent instance costs 30 s, then a GET goes to the other one and a PUT fails", () => {
    const plex = twoGateways({ version: 2 });
    plex.sysplex.lpar("SYSB").fail("wait-state");
    const client = plex.clientOf("SYSA");
    for (const request of [LIST_JOBS, LIST_JOBS, LIST_JOBS, SUBMIT, SUBMIT]) {
      client.send(request);
      plex.runFor(minutes(2));
    }

    expect(client.answers.slice(0, 3)).toEqual([200, 200, 200]);
    const slow = client.requests.slice(0, 3).filter(({ took = 0 }) => took > 30);
    expect(slow.length).toBeGreaterThanOrEqual(1);
    for (const { took = 0 } of slow) {
      expect(took).toBeCloseTo(sum(CLIENT_PART, GATEWAY_LATENCY, seconds(30), NEW_CONNECTION, BEHIND), 6);
    }
    expect(client.answers.slice(3).filter((answer) => answer === 504)).toHaveLength(1);
  });

  test("has no circuit breaker", () => {
    const plex = twoGateways({ version: 2, registry: {} });
    for (let request = 0; request < 150; request += 1) plex.clientOf("SYSA").send(LIST_JOBS);
    plex.runFor(seconds(1));
    expect(plex.gatewayOn("SYSA").report.ended).toMatchObject({ noInstance: 150, breakerOpen: 0 });
    expect(plex.gatewayOn("SYSA").breakerOf(ROUTE)).toBe("closed");
  });
});

describe("a gateway that is not ready", () => {
  test("answers 503 by itself until it is", () => {
    const plex = twoGateways();
    plex.gatewayOn("SYSA").setMode("notReady");
    expect(plex.clientOf("SYSA").ask(LIST_JOBS).answer).toBe(503);
    plex.gatewayOn("SYSA").setMode("serving");
    expect(plex.clientOf("SYSA").ask(LIST_JOBS).answer).toBe(200);
    expect(plex.gatewayOn("SYSA").report.ended).toMatchObject({ notReady: 1, answered: 1 });
  });

  test("a slow one adds its own latency as many times", () => {
    const plex = twoGateways({ registry: {} });
    plex.gatewayOn("SYSA").setSlowness(10);
    expect(plex.clientOf("SYSA").ask(LIST_JOBS).took).toBeCloseTo(
      sum(CLIENT_PART, times(GATEWAY_LATENCY, 10)),
      6,
    );
  });
});

describe("parameters", () => {
  test("each request costs the gateway CPU, answered or not", () => {
    const plex = twoGateways({ parameters: { gatewayCpu: millis(3) } });
    for (let request = 0; request < 4; request += 1) plex.clientOf("SYSA").ask(LIST_JOBS);
    plex.register(ZOSMF);
    plex.clientOf("SYSA").ask(LIST_JOBS);
    expect(plex.gatewayOn("SYSA").report.cpuSeconds).toBeCloseTo(5 * 0.003, 9);
  });

  test("statuses of failures are as they say", () => {
    const plex = twoGateways({
      registry: {},
      parameters: {
        gatewayNoInstanceStatus: "404",
        gatewayUnreachableStatus: "502",
        gatewayTimeoutStatus: "503",
      },
    });
    const client = plex.clientOf("SYSA");
    expect(client.ask(SUBMIT).answer).toBe(404);
    plex.register(ZOSMF, instanceOn("SYSA", { port: 9 }));
    expect(client.ask(SUBMIT).answer).toBe(502);
    plex.register(ZOSMF, instanceOn("SYSA", { host: "zosmf-nowhere" }));
    const silent = client.send(SUBMIT);
    plex.runFor(plus(LIMIT, seconds(1)));
    expect(silent.answer).toBe(503);
  });

  test.each([true, false])(
    "no instance is a failure for the circuit breaker: %s",
    (gatewayNoInstanceIsFailure) => {
      const plex = twoGateways({ registry: {}, parameters: { gatewayNoInstanceIsFailure } });
      for (let request = 0; request < 100; request += 1) plex.clientOf("SYSA").send(LIST_JOBS);
      plex.runFor(seconds(1));
      expect(plex.gatewayOn("SYSA").breakerOf(ROUTE)).toBe(gatewayNoInstanceIsFailure ? "open" : "closed");
    },
  );
});

describe("who goes away", () => {
  test("a client that gives up: the request goes on behind it, and the answer is dropped", () => {
    const plex = twoGateways();
    const request = plex.clientOf("SYSA").send(LIST_JOBS);
    plex.runFor(millis(20));
    plex.clientOf("SYSA").giveUp(request);
    plex.runFor(seconds(1));

    expect(plex.servedBy("SYSA") + plex.servedBy("SYSB")).toBe(1);
    expect(plex.gatewayOn("SYSA").report).toMatchObject({ ended: { answered: 1 }, dropped: 1, open: 0 });
  });

  test("a gateway that crashes resets its clients; the target answers nobody, and a new process starts fresh", () => {
    const plex = twoGateways();
    const request = plex.clientOf("SYSA").send(LIST_JOBS);
    plex.runFor(millis(20));
    plex.crashGateway("SYSA");
    plex.runFor(seconds(1));

    expect(request.answer).toBe("reset");
    expect(plex.clientOf("SYSA").ask(LIST_JOBS).answer).toBe("refused");
    expect(plex.gatewayOn("SYSA").report).toMatchObject({ ended: { lost: 1 }, connectionsOpen: 0 });
    plex.openGateway("SYSA");
    expect(plex.clientOf("SYSA").ask(LIST_JOBS).answer).toBe(200);
  });

  test("a target that crashes with the request: a GET goes to the other instance, a PUT fails", () => {
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSB")] } });
    const [get, put] = [LIST_JOBS, SUBMIT].map((request) => plex.clientOf("SYSA").send(request));
    plex.runFor(millis(30));
    plex.register(ZOSMF, instanceOn("SYSA"), instanceOn("SYSB"));
    plex.zosmfServer("SYSB").crash();
    plex.runFor(seconds(1));

    expect([get?.answer, put?.answer]).toEqual([200, 500]);
    expect(plex.gatewayOn("SYSA").report.retries.reset).toBe(1);
  });

  test("a gateway that hangs meets everything when it runs on, answers and limits in the order in which they came", () => {
    const plex = twoGateways({ registry: { [ZOSMF]: [instanceOn("SYSA")] } });
    const [early] = [plex.clientOf("SYSA").send(LIST_JOBS)];
    plex.runFor(millis(40));
    plex.gatewayOn("SYSA").setMode("stopped");
    plex.runFor(minutes(5));
    expect(early?.answer).toBeUndefined();

    plex.gatewayOn("SYSA").setMode("serving");
    plex.runFor(seconds(1));
    expect(early?.answer).toBe(200); // The answer was there before the limit was over.
    expect(plex.gatewayOn("SYSA").report).toMatchObject({ open: 0, ended: { answered: 1 } });
  });

  test("a limit that ran out while the gateway hung: what came of the connection later is no news of the next one", () => {
    const plex = twoGateways({ version: 2 });
    plex.sysplex.lpar("SYSB").fail("wait-state");
    for (let request = 0; request < 4; request += 1) plex.clientOf("SYSA").send(LIST_JOBS);
    plex.runFor(seconds(1));
    plex.gatewayOn("SYSA").setMode("stopped");
    plex.runFor(minutes(5)); // After 30 s the limit, after 75 s TCP gives up.
    plex.gatewayOn("SYSA").setMode("serving");
    plex.runFor(minutes(5));

    expect(plex.clientOf("SYSA").answers).toEqual([200, 200, 200, 200]);
    expect(plex.servedBy("SYSA")).toBe(4); // None of them twice.
    expect(plex.gatewayOn("SYSA").report).toMatchObject({ open: 0, connectionsOpen: 0 });
  });

  test("an answer that came while the gateway hung, before the limit of its attempt: the limit is no news any more", () => {
    const timeout = seconds(3);
    const demo = ["zosmf-sysa", "zosmf-sysb"].map((host) => ({ host, port: 8_443, timeout }));
    const plex = twoGateways({ registry: { demo } });
    for (const target of plex.targets) target.status = 503;
    const request = plex.clientOf("SYSA").send("GET /demo/api/v1/x");
    plex.runFor(millis(10)); // The TLS handshake is under way.
    plex.gatewayOn("SYSA").setMode("stopped");
    plex.runFor(seconds(10));
    for (const target of plex.targets) target.status = 200;
    plex.gatewayOn("SYSA").setMode("serving");
    plex.runFor(seconds(1));

    expect(request.answer).toBe(200);
    expect(plex.gatewayOn("SYSA").report.retries).toMatchObject({ status: 1, timeout: 0 });
  });
});
