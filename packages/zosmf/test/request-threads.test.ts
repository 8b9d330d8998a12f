import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defineEvent,
  exponential,
  inSeconds,
  micros,
  minutes,
  sampleDuration,
  seconds,
  type Duration,
} from "@sysplex/sim-core";
import { operationOf, type ZosmfPlex } from "../src/index.js";
import { duration, serverOn, ZosmfFixture } from "./fixture.js";

/** No such connection: the answer goes nowhere, but the thread works all the same. */
const NO_CONNECTION = 2 ** 40;
const LIST_JOBS = operationOf("GET", "/zosmf/restjobs/jobs") ?? 0;

const requestArrived = defineEvent("test.request-arrived", (plex: ZosmfPlex, request: number) =>
  plex.zosmf.threadsOf(serverOn("SYSA")).onRequest(NO_CONNECTION, request, LIST_JOBS),
);

/** When each request is answered, in the order of the answers. */
function answerTimes(plex: ZosmfFixture): number[] {
  const times: number[] = [];
  plex.sim.trace(({ at, kind }) => {
    if (kind === "zosmf.request-completed") times.push(at);
  });
  return times;
}

const threadsOf = (plex: ZosmfFixture) => plex.plex.zosmf.threadsOf(serverOn("SYSA"));

describe("request threads", () => {
  test("serve in order of arrival, as the plain rule says: begin when a thread is free and all before have begun", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 5 }), (gapsMicros, threads) => {
        const plex = new ZosmfFixture({ parameters: { threads, jobsServiceTime: duration("100ms") } });
        const times = answerTimes(plex);
        const arrivals: number[] = [];
        gapsMicros.reduce((clock, gap) => {
          arrivals.push(clock + gap);
          return clock + gap;
        }, 0);
        arrivals.forEach((at, request) => plex.sim.after(micros(at), requestArrived, request));
        plex.runFor(minutes(2));

        const free = new Array<number>(threads).fill(0);
        const expected = arrivals.map((arrival) => {
          const thread = free.indexOf(Math.min(...free));
          free[thread] = Math.max(arrival, free[thread] ?? 0) + 100_000;
          return free[thread];
        });
        expect(times).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test("with exponential arrivals and services wait as M/M/4 (Erlang C)", () => {
    const [arrivalRate, serviceRate, threads] = [28, 10, 4]; // Per second: 70 % busy.
    const replications = Array.from({ length: 20 }, (_, seed) => meanResponseTime(seed));

    function meanResponseTime(seed: number): number {
      const plex = new ZosmfFixture({ seed, parameters: { threads, jobsServiceTime: exponential(100_000) } });
      const answers = answerTimes(plex);
      const gaps = plex.sim.random("test/arrivals");
      let clock = 0;
      let total = 0;
      for (let request = 0; request < 5_000; request += 1) {
        clock += sampleDuration(exponential(1_000_000 / arrivalRate), gaps);
        total -= clock;
        plex.sim.after(clock as Duration, requestArrived, request);
      }
      plex.runFor(minutes(10));
      expect(answers).toHaveLength(5_000);
      return inSeconds((answers.reduce((sum, at) => sum + at, total) / 5_000) as Duration);
    }

    const mean = replications.reduce((sum, value) => sum + value, 0) / 20;
    const variance = replications.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 19;
    const halfWidth = 2.861 * Math.sqrt(variance / 20); // Student's t, 19 degrees of freedom, 99 %.
    const expected =
      1 / serviceRate + erlangC(threads, arrivalRate / serviceRate) / (threads * serviceRate - arrivalRate);
    expect(Math.abs(mean - expected)).toBeLessThan(halfWidth);
    expect(halfWidth).toBeLessThan(0.05 * expected);
  });

  test("count what a crash leaves unanswered, in service and waiting", () => {
    const plex = new ZosmfFixture({ parameters: { threads: 3, jobsServiceTime: duration("1m") } });
    for (let request = 0; request < 10; request += 1) plex.sim.after(seconds(1), requestArrived, request);
    plex.runFor(seconds(2));
    expect([threadsOf(plex).busy, threadsOf(plex).queueLength]).toEqual([3, 7]);

    plex.server("SYSA").crash();
    plex.runFor(minutes(10));

    expect(threadsOf(plex)).toMatchObject({ busy: 0, queueLength: 0, lostCount: 10, answeredCount: 0 });
  });

  test("stop during a hang and lose nothing", () => {
    const plex = new ZosmfFixture({ parameters: { threads: 3, jobsServiceTime: duration("10s") } });
    const times = answerTimes(plex);
    for (let request = 0; request < 4; request += 1) plex.sim.after(seconds(1), requestArrived, request);
    plex.runFor(seconds(5));

    plex.server("SYSA").hang();
    plex.sim.after(seconds(1), requestArrived, 4);
    plex.runFor(seconds(100));
    expect(times).toEqual([]);
    plex.server("SYSA").resume();
    plex.runFor(minutes(1));

    expect(times.map((at) => at / 1_000_000)).toEqual([111, 111, 111, 121, 121]);
  });

  test("take any number of waiting requests, and reuse their slots", () => {
    const plex = new ZosmfFixture({ parameters: { threads: 1, jobsServiceTime: duration("1ms") } });
    for (let round = 0; round < 3; round += 1) {
      for (let request = 0; request < 1_000; request += 1)
        plex.sim.after(seconds(0), requestArrived, request);
      plex.runFor(seconds(2));
    }

    expect(threadsOf(plex)).toMatchObject({ busy: 0, queueLength: 0, answeredCount: 3_000 });
  });
});

describe("a fork", () => {
  const busy = (): ZosmfFixture => {
    const plex = new ZosmfFixture({ parameters: { threads: 2, jobsServiceTime: duration("10s") } });
    for (let request = 0; request < 100; request += 1) plex.sim.after(seconds(1), requestArrived, request);
    plex.runFor(seconds(25)); // 4 answered, 2 in service since 21 s, 94 waiting
    return plex;
  };
  const threadsIn = (sim: ZosmfFixture["sim"]) => sim.context.zosmf.threadsOf(serverOn("SYSA"));

  test("goes on with the requests in service and those that wait, each at its time", () => {
    const plex = busy();
    const fork = plex.sim.fork();
    expect(threadsIn(fork)).toMatchObject({ busy: 2, queueLength: 94, answeredCount: 4 });

    fork.runFor(seconds(6)); // 31 s: the third pair is answered
    expect(threadsIn(fork)).toMatchObject({ busy: 2, queueLength: 92, answeredCount: 6 });
    expect(threadsIn(plex.sim)).toMatchObject({ busy: 2, queueLength: 94, answeredCount: 4 });
    plex.runFor(minutes(10));
    expect(threadsIn(plex.sim)).toMatchObject({ busy: 0, queueLength: 0, answeredCount: 100 });
  });

  test("has parameters, mode and slowness of its own, the parent's at first", () => {
    const plex = busy();
    Object.assign(plex.plex.zosmf.parameters, { threads: 4 });
    plex.plex.zosmf.onParametersChanged();
    plex.server("SYSA").slow(2);
    const fork = plex.sim.fork();
    fork.context.zosmf.server(serverOn("SYSA")).crash();
    expect(threadsIn(fork)).toMatchObject({ mode: "closed", busy: 0, lostCount: 96 });
    const other = plex.sim.fork();
    other.runFor(seconds(7)); // 32 s: the pair is answered, and four of 20 s each have begun

    expect(threadsIn(other)).toMatchObject({ mode: "serving", busy: 4, answeredCount: 6 });
    other.runFor(seconds(18));
    expect(threadsIn(other).answeredCount).toBe(6);
    other.runFor(seconds(2)); // 52 s
    expect(threadsIn(other).answeredCount).toBe(10);
    expect(threadsIn(plex.sim)).toMatchObject({ mode: "serving", busy: 2, answeredCount: 4, lostCount: 0 });
  });
});

/** Probability that an arrival waits, by Erlang's formula. */
function erlangC(servers: number, load: number): number {
  let term = 1;
  let sum = 1;
  for (let count = 1; count < servers; count += 1) {
    term *= load / count;
    sum += term;
  }
  const last = ((term * load) / servers) * (servers / (servers - load));
  return last / (sum + last);
}
