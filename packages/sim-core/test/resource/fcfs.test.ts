import { describe, expect, test } from "vitest";
import {
  defineEvent,
  FcfsServers,
  InvariantError,
  micros,
  Simulation,
  type FcfsOptions,
} from "../../src/index.js";

/** Threads that serve requests, and a log of who was answered when. */
interface Site {
  readonly sim: Simulation<Site>;
  readonly threads: FcfsServers<Site>;
  readonly answers: string[];
}

const answered = defineEvent("test.answered", ({ sim, threads, answers }: Site, request: string) => {
  threads.release();
  answers.push(`${sim.now} ${request}`);
});

const arrived = defineEvent(
  "test.arrived",
  ({ threads }: Site, { request, work }: { request: string; work: number }) => {
    threads.request(micros(work), answered, request);
  },
);

function site(options: Partial<FcfsOptions> = {}): Site {
  return new Simulation<Site>({
    seed: 1,
    context: (sim) => ({
      sim,
      threads: new FcfsServers(sim, { name: "threads", servers: 2, ...options }),
      answers: [],
    }),
  }).context;
}

describe("first come, first served", () => {
  test("as many are served at once as there are servers, the others in the order they came", () => {
    const { sim, threads, answers } = site();
    for (const [request, work] of [
      ["a", 10],
      ["b", 4],
      ["c", 4],
      ["d", 4],
    ] as const) {
      threads.request(micros(work), answered, request);
    }

    expect([threads.busyCount, threads.queuedCount]).toEqual([2, 2]);
    sim.run();

    expect(answers).toEqual(["4 b", "8 c", "10 a", "12 d"]);
    expect([threads.busyCount, threads.queuedCount]).toEqual([0, 0]);
  });

  test("requests that end together free their servers in the order they began", () => {
    const { sim, threads, answers } = site();
    for (const request of ["a", "b", "c", "d"]) threads.request(micros(5), answered, request);

    sim.run();

    expect(answers).toEqual(["5 a", "5 b", "10 c", "10 d"]);
  });

  test("each request costs one event", () => {
    const { sim, threads } = site();
    for (let count = 0; count < 100; count += 1) threads.request(micros(5), answered, "x");
    sim.run();

    expect(sim.eventCount).toBe(100);
  });

  test("a full queue turns requests away", () => {
    const { sim, threads, answers } = site({ queueLimit: 1 });
    const accepted = ["a", "b", "c", "d"].map((request) => threads.request(micros(5), answered, request));
    sim.run();

    expect(accepted).toEqual([true, true, true, false]);
    expect(answers).toEqual(["5 a", "5 b", "10 c"]);
    expect(threads.turnedAway.count).toBe(1);
  });

  test("without a place to wait a request is served at once or not at all", () => {
    const { sim, threads } = site({ servers: 1, queueLimit: 0 });

    expect([1, 2].map(() => threads.request(micros(5), answered, "x"))).toEqual([true, false]);
    sim.run();
    expect(threads.request(micros(5), answered, "x")).toBe(true);
  });

  test("a failure drops everything, and the servers are free again", () => {
    const { sim, threads, answers } = site();
    for (const request of ["a", "b", "c"]) threads.request(micros(5), answered, request);
    sim.runFor(micros(3));

    expect(threads.clear()).toBe(3);
    threads.request(micros(5), answered, "after the restart");
    sim.run();

    expect(answers).toEqual(["8 after the restart"]);
    expect([threads.busyCount, threads.queuedCount]).toEqual([0, 0]);
  });

  test("a service of no time ends at once, after what is due already", () => {
    const { sim, threads, answers } = site({ servers: 1 });
    for (const request of ["a", "b"]) threads.request(micros(0), answered, request);
    sim.run();

    expect(answers).toEqual(["0 a", "0 b"]);
  });

  test("a release that no service asked for is a broken invariant", () => {
    const { sim, threads } = site();
    expect(() => threads.release()).toThrow(InvariantError);

    threads.request(micros(5), answered, "a");
    sim.runFor(micros(3));
    expect(() => threads.release()).toThrow("threads: release, but no service ends now");
  });

  test("no servers are none", () => {
    for (const servers of [0, -1, 1.5, NaN]) expect(() => site({ servers })).toThrow(InvariantError);
  });
});

describe("its measures", () => {
  test("are those of a hand calculation", () => {
    const { sim, threads } = site({ servers: 1 });
    sim.after(micros(0), arrived, { request: "a", work: 10 }); // 0 … 10
    sim.after(micros(4), arrived, { request: "b", work: 6 }); // waits 6, 10 … 16
    sim.after(micros(6), arrived, { request: "c", work: 2 }); // waits 10, 16 … 18
    sim.runFor(micros(20));

    expect(threads.waitingTimes.count).toBe(3);
    expect(threads.waitingTimes.mean).toBeCloseTo((0 + 6 + 10) / 3, 12);
    expect(threads.busyServers.average(sim.now)).toBe(18 / 20);
    expect(threads.queueLength.average(sim.now)).toBe((6 + 10) / 20); // Little: λ W
    expect(threads.queueLength.max).toBe(2);
  });

  test("start anew after a warm-up", () => {
    const { sim, threads } = site({ servers: 1 });
    for (const request of ["a", "b"]) threads.request(micros(10), answered, request);
    sim.runFor(micros(10));
    threads.resetMeasures();
    sim.runFor(micros(20));

    expect(threads.waitingTimes.count).toBe(0);
    expect(threads.busyServers.average(sim.now)).toBe(0.5);
    expect(threads.queueLength.max).toBe(0);
  });
});
