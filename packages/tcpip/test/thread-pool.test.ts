import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineEvent, micros, millis, minutes, seconds, type Duration } from "@sysplex/sim-core";
import { programIn, slotIn, ThreadPool, type TcpipPlex } from "../src/index.js";
import { twoSystems, type TestPlex } from "./fixture.js";

/** No such connection: the answer goes nowhere, but the thread works all the same. */
const NO_CONNECTION = 2 ** 40;
const SERVICE_TIME = millis(100);

const pools = new WeakMap<object, Program[]>();

const served = defineEvent("test.pool-served", (plex: TcpipPlex, payload: number) =>
  program(plex, programIn(payload)).onCompleted(slotIn(payload)),
);
const arrived = defineEvent("test.pool-request-arrived", (plex: TcpipPlex, request: number) =>
  program(plex).onRequest(NO_CONNECTION, request, request),
);

/** What is asked is the number of the request; a service takes {@link SERVICE_TIME}. */
class Program extends ThreadPool<TcpipPlex> {
  /** Requests in the order of their services' beginnings and ends. */
  begun: number[] = [];
  ended: { readonly request: number; readonly at: number }[] = [];

  constructor(plex: TcpipPlex, index: number, threads: number) {
    super(plex, { index, completed: served, what: "program" });
    this.threadCount = threads;
    this.setMode("serving");
  }

  onRequest(connection: number, request: number, asked: number): void {
    if (this.mode !== "closed") this.enter(this.take(connection, request, asked));
  }

  override onCompleted(slot: number): void {
    this.ended.push({ request: this.operations[slot] as number, at: this.plex.sim.now });
    super.onCompleted(slot);
  }

  override copyFrom(twin: Program): void {
    super.copyFrom(twin);
    this.begun = [...twin.begun];
    this.ended = [...twin.ended];
  }

  protected serve(slot: number): void {
    this.begun.push(this.operations[slot] as number);
    this.statuses[slot] = 200;
    this.schedule(slot, (SERVICE_TIME * this.slowness) as Duration);
  }
}

function program(plex: object, index = 0): Program {
  return pools.get(plex)?.[index] as Program;
}

/** A sysplex, and a program with so many threads; beside it another one, whose events are of the same kind. */
function withThreads(threads: number): { readonly plex: TestPlex; readonly pool: Program } {
  const plex = twoSystems();
  pools.set(plex, [new Program(plex, 0, threads), new Program(plex, 1, 1)]);
  return { plex, pool: program(plex) };
}

function send(plex: TestPlex, count: number): void {
  for (let request = 0; request < count; request += 1)
    program(plex).onRequest(NO_CONNECTION, request, request);
}

describe("a thread pool", () => {
  test("serves in order of arrival, as the plain rule says: begin when a thread is free and all before have begun", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 5 }), (gapsMicros, threads) => {
        const { plex, pool } = withThreads(threads);
        let clock: number = plex.sim.now;
        const arrivals = gapsMicros.map((gap) => (clock += gap));
        arrivals.forEach((at, request) => plex.sim.after(micros(at - plex.sim.now), arrived, request));
        plex.runFor(minutes(2));

        const free = new Array<number>(threads).fill(0);
        const expected = arrivals.map((arrival, request) => {
          const thread = free.indexOf(Math.min(...free));
          free[thread] = Math.max(arrival, free[thread] ?? 0) + SERVICE_TIME;
          return { request, at: free[thread] };
        });
        expect(pool.ended).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test("knows its requests from those of another pool with the same event", () => {
    const { plex, pool } = withThreads(1);
    const other = program(plex, 1);
    other.onRequest(NO_CONNECTION, 7, 7);
    plex.runFor(millis(50));
    pool.onRequest(NO_CONNECTION, 8, 8);

    plex.runFor(millis(50));
    expect([pool.answeredCount, other.answeredCount]).toEqual([0, 1]);
    plex.runFor(millis(50));
    expect([pool.answeredCount, other.answeredCount]).toEqual([1, 1]);
  });

  test("that hangs accepts nothing, begins nothing, and ends nothing; then goes on where it was", () => {
    const { plex, pool } = withThreads(1);
    send(plex, 2);
    plex.runFor(millis(60));

    pool.setMode("stopped");
    pool.onRequest(NO_CONNECTION, 2, 2);
    plex.runFor(minutes(1));
    expect({ accepting: pool.accepting, begun: pool.begun, ended: pool.ended }).toEqual({
      accepting: false,
      begun: [0],
      ended: [],
    });
    const resumedAt = plex.sim.now;
    pool.setMode("serving");
    plex.runFor(seconds(1));

    expect(pool.ended).toEqual([
      { request: 0, at: resumedAt + millis(40) },
      { request: 1, at: resumedAt + millis(140) },
      { request: 2, at: resumedAt + millis(240) },
    ]);
  });

  test("that is closed loses what is in service and what waits, and takes no more", () => {
    const { plex, pool } = withThreads(2);
    send(plex, 5);
    plex.runFor(millis(50));
    expect([pool.busy, pool.queueLength, pool.inside]).toEqual([2, 3, 5]);

    pool.setMode("closed");
    send(plex, 1);
    plex.runFor(seconds(1));

    expect([pool.inside, pool.lostCount, pool.answeredCount]).toEqual([0, 5, 0]);
  });

  test("stretches only services that begin from now on", () => {
    const { plex, pool } = withThreads(1);
    const start = plex.sim.now;
    send(plex, 2);
    pool.setSlowness(3);

    plex.runFor(seconds(1));

    expect(pool.ended.map(({ at }) => at - start)).toEqual([millis(100), millis(400)]);
  });

  test("becomes an independent copy, with what is in service and what waits", () => {
    const { plex, pool } = withThreads(1);
    send(plex, 3);
    plex.runFor(millis(50));
    const fork = plex.fork();
    pools.set(fork, [new Program(fork, 0, 1), new Program(fork, 1, 1)]);
    program(fork).copyFrom(pool);

    pool.setMode("closed");
    fork.runFor(seconds(1));

    expect(program(fork).ended.map(({ request }) => request)).toEqual([0, 1, 2]);
    expect([pool.answeredCount, pool.lostCount]).toEqual([0, 3]);
  });
});
