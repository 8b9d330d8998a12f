/** A scenario that is built: run to an instant, forked there, finished into a result. */
import { describe, expect, test } from "vitest";
import { after, minutes, seconds, START, type Instant } from "@sysplex/sim-core";
import { buildScenario, runScenario, type BuiltScenario } from "../src/index.js";
import { client, pairAskedBy, resolvedOf, type Files } from "./fixture.js";

const VERSION = { version: "test" };
const at = (second: number): Instant => after(START, seconds(second));

const LIST_JOBS = /GET (https:\/\/[^/]*)\/zosmf\/restjobs\/jobs/;

/** What changes state beside the models: parameters, profiles, speed, links, and clients of every kind. */
const eventful: Files = {
  ...pairAskedBy(
    [
      client("timeout: 5s, retry: { attempts: 3, backoff: 1s }", "poisson 20/s"),
      client("connections: { keepAlive: { pool: 3, idle: 2s } }", "poisson 15/s").replace("rest", "kept"),
      client("", "every 700ms").replace("rest", "direct").replace("zosmf.example.com", "10.1.1.2"),
      // The second is answered 500 until the first has made a session on the server.
      client("user: worker", "every 200s")
        .replace("rest", "logon")
        .replace(LIST_JOBS, "POST $1/zosmf/tsoApp/tso"),
      client("user: worker", "every 3s")
        .replace("rest", "receive")
        .replace(LIST_JOBS, "GET $1/zosmf/tsoApp/tso/KEY1"),
    ],
    [
      "{ at: 20s, set: zosmf.jobsServiceTime, to: exponential(mean 300ms) }",
      "{ at: 30s, slow: SYSA/IZUSVRA, factor: 3 }",
      "{ at: 40s, obeyfile: OBEY1, on: SYSA/TCPIP }",
      "{ at: 50s, hang: SYSA/IZUSVRA }",
      "{ at: 140s, heal: SYSA/IZUSVRA }",
      "{ at: 150s, set: client.tlsHandshake, to: 50ms }",
      "{ at: 155s, set: sysplex.signallingDelay, to: 5ms }",
      '{ at: 160s, command: "V XCF,SYSA,OFFLINE", on: SYSB }',
      "{ at: 240s, set: tcpip.clientLatency, to: 3ms }",
    ],
  ),
  OBEY1:
    "VIPADYNAMIC\n  VIPADISTRIBUTE DEFINE DISTM HOTSTANDBY 10.1.1.100 PORT 444 DESTIP 10.1.2.1 PREFERRED 10.1.2.2 BACKUP\nENDVIPADYNAMIC\n",
};
const warmed = withWarmup(eventful, "25s");

function withWarmup(files: Files, warmup: string): Files {
  const text = files["scenario.yaml"] ?? "";
  return { ...files, "scenario.yaml": text.replace("duration: 5m", `duration: 5m\nwarmup: ${warmup}`) };
}

function builtTo(files: Files, instant: Instant): BuiltScenario {
  const built = buildScenario(resolvedOf(files), "1");
  built.runUntil(instant);
  return built;
}

describe("a fork", () => {
  const straight = runScenario(resolvedOf(warmed), VERSION);

  test("comes to the result of its parent, wherever it was made", () => {
    expect(straight.timeline.map(({ refusal }) => refusal)).toEqual(new Array(9).fill(undefined));
    const parent = builtTo(warmed, START);
    const forks: BuiltScenario[] = [];
    for (let second = 0; second <= 300; second += 9) {
      parent.runUntil(at(second));
      forks.push(parent.fork());
    }

    for (const fork of forks) expect(fork.finish(VERSION)).toEqual(straight);
    expect(parent.finish(VERSION)).toEqual(straight);
  });

  test("keeps the values that the verb set has given, and does not give its own to the parent", () => {
    const parent = builtTo(warmed, at(155));
    const fork = parent.fork();
    expect(fork.plex.zosmf.parameters.jobsServiceTime.text).toBe("exponential(mean 300ms)");
    expect(fork.plex.clientParameters.tlsHandshake).toBe(50_000);

    fork.finish(VERSION);
    expect(fork.plex.tcpip.parameters.clientLatency).toBe(3_000);
    expect(parent.plex.tcpip.parameters.clientLatency).not.toBe(3_000);
  });

  test("shows what would have been different, from its instant on", () => {
    const files = pairAskedBy([client()]);
    const parent = builtTo(files, at(100));
    const fork = parent.fork();
    fork.plex.sysplex.lpar("SYSA").fail("wait-state");
    const [failover] = fork.finish(VERSION).services["zosmf"]?.failovers ?? [];

    expect(failover).toMatchObject({ kind: "failover", at: 100, from: "SYSA", to: "SYSB" });
    expect(parent.finish(VERSION)).toEqual(runScenario(resolvedOf(files), VERSION));
  });

  test("tells its own milestones: what the parent had seen before, and what it sees itself", () => {
    const files = pairAskedBy([client()], ["{ at: 1m, fail: SYSA }"]);
    const parent = builtTo(files, at(105.5)); // Detected after 45 s, not yet partitioned.
    const fork = parent.fork();
    const [there] = parent.finish(VERSION).services["zosmf"]?.failovers ?? [];
    const [here] = fork.finish(VERSION).services["zosmf"]?.failovers ?? [];

    expect(here?.phases?.detect).toBe(45);
    expect(here?.milestones.length).toBeGreaterThan(2);
    expect(here).toEqual(there);
  });
});

describe("what was measured before the fork", () => {
  const timeline = [
    "{ at: 10s, stop: SYSB/IZUSVRB }",
    "{ at: 11s, stop: SYSB/IZUANG1 }",
    "{ at: 50s, start: SYSB/IZUSVRB }", // Without an angel: it does not start, which no message tells.
  ];
  const files = withWarmup(pairAskedBy([client()], timeline), "1m");

  test("counts from the end of the warm-up, in the parent and in forks of before and after", () => {
    const straight = runScenario(resolvedOf(files), VERSION);
    expect(straight.resources.idle.memoryMiB).toBe(0); // SYSB's server is down by then.
    expect(straight.remarks).toHaveLength(1);

    for (const second of [30, 60, 90]) {
      const parent = builtTo(files, at(second));
      const fork = parent.fork();
      expect(fork.finish(VERSION), `forked after ${second} s`).toEqual(straight);
      expect(parent.finish(VERSION)).toEqual(straight);
    }
  });
});

describe("finishing", () => {
  test("tells the progress, up to the end", () => {
    const told: number[] = [];
    builtTo(pairAskedBy([client()]), at(90)).finish({ ...VERSION, onProgress: (done) => told.push(done) });

    expect(told).toEqual([150 / 300, 210 / 300, 270 / 300, 1]);
  });

  test("is done once, but a fork of before can be finished by itself", () => {
    const retrying = client("timeout: 5s, retry: { attempts: 9 }");
    const files = pairAskedBy([retrying], ["{ at: 285s, fail: SYSA }", "{ at: 285s, fail: SYSB }"]);
    const built = builtTo(files, at(290));
    const fork = built.fork();
    const result = built.finish(VERSION);
    const late = built.fork();

    expect(() => built.finish(VERSION)).toThrow(/finished once/);
    expect(() => late.finish(VERSION)).toThrow(/finished once/);
    expect(fork.finish(VERSION)).toEqual(result);
    expect(fork.sim.now).toBe(minutes(5));
    const { requests } = result.clients["rest"] ?? expect.fail("no client");
    expect(requests.abandoned).toBeGreaterThan(0);
    expect(late.plex.clientMeters.get("rest")?.counts).toEqual(requests);
  });
});

test("without charts the result lacks what they are drawn from, and nothing else", () => {
  const whole = buildScenario(resolvedOf(warmed), "1").finish(VERSION);

  const lean = buildScenario(resolvedOf(warmed), "1", { charts: false }).finish(VERSION);

  const { zosmf } = whole.services;
  expect(zosmf?.series?.sent.length).toBeGreaterThan(1);
  expect(zosmf?.latencyDistribution?.length).toBeGreaterThan(1);
  const services = Object.entries(whole.services).map(([name, service]) => {
    const others = { ...service, latencyDistribution: [] };
    delete others.series;
    return [name, others];
  });
  expect(lean).toEqual({ ...whole, services: Object.fromEntries(services) as unknown });
});
