/** Requests that send something: zowe/zowe-cli#672. */
import { defineEvent, minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { operationOf, operations, type Upload, type ZosmfPlex } from "../src/index.js";
import { duration, DVIPA, LIST_JOBS, serverOn, ZosmfFixture } from "./fixture.js";

const WRITE = operationOf("PUT", "/zosmf/restfiles/ds/TEST.DATA") ?? -1;
const MB = 1_000_000;

/** No such connection: the answer goes nowhere, but the thread works all the same. */
const NO_CONNECTION = 2 ** 40;
const bodyArrived = defineEvent("test.body-arrived", (plex: ZosmfPlex, number: number) =>
  plex.zosmf.threadsOf(serverOn("SYSA")).onRequest(NO_CONNECTION, 1, number),
);

const parameters = {
  dataSetWriteServiceTime: duration("500ms"),
  jobsServiceTime: duration("100ms"),
  tsoFilesNeedAddressSpace: false,
  threads: 1,
};

/** A server with one thread, and when it has finished each request, in seconds. */
function uploading(upload: Upload, others: Partial<typeof parameters & { uploadTimeLimit: number }> = {}) {
  const plex = new ZosmfFixture({ parameters: { ...parameters, ...others } as never });
  const times: number[] = [];
  plex.sim.trace(({ at, kind }) => {
    if (kind === "zosmf.request-completed") times.push(at / 1e6);
  });
  const number = plex.plex.zosmf.uploads.add(WRITE, upload);
  return { plex, times, number };
}

const threadsOf = (plex: ZosmfFixture) => plex.plex.zosmf.threadsOf(serverOn("SYSA"));

describe("a request with a body", () => {
  test.each([
    // Size over rate, and the writing itself.
    [{ bytes: 20 * MB, bytesPerSecond: 2 * MB }, 10.5],
    [{ bytes: 20 * MB, bytesPerSecond: 0.5 * MB }, 40.5],
    // z/OSMF's limit of a minute.
    [{ bytes: 20 * MB, bytesPerSecond: 0.25 * MB }, 60],
    // X-IBM-Response-Timeout counts instead.
    [{ bytes: 20 * MB, bytesPerSecond: 0.25 * MB, limit: seconds(600) }, 80.5],
    [{ bytes: 20 * MB, bytesPerSecond: 2 * MB, limit: seconds(5) }, 5],
    // By default 1 MB/s.
    [{ bytes: 20 * MB }, 20.5],
  ])("%j holds its thread for %d s", (upload, held) => {
    const { plex, times, number } = uploading(upload);
    plex.sim.after(NO_TIME, bodyArrived, number);
    plex.runFor(minutes(5));

    expect(times).toHaveLength(1);
    expect(times[0]).toBeCloseTo(held, 6);
  });

  test("lets others wait for its thread", () => {
    const { plex, number } = uploading({ bytes: 20 * MB, bytesPerSecond: MB });
    const client = plex.client(DVIPA);
    plex.client(DVIPA).ask(number);
    plex.runFor(seconds(1));
    client.send(LIST_JOBS);

    plex.runFor(seconds(19));
    expect(client.answers).toEqual([]);
    expect([threadsOf(plex).busy, threadsOf(plex).queueLength]).toEqual([1, 1]);
    plex.runFor(seconds(1));
    expect(client.answers).toEqual([200]);
  });

  test("is answered with 500 beyond its limit, and as ever within it", () => {
    const [late, soon] = [500, 2_000].map((rate) => {
      const { plex, number } = uploading({ bytes: 60 * MB, bytesPerSecond: rate * 1_000 });
      return { client: plex.client(DVIPA), plex, number };
    });
    for (const one of [late, soon]) {
      one?.client.ask(one.number);
      one?.plex.runFor(minutes(3));
    }

    expect(late?.client.answers).toEqual([500]);
    expect(soon?.client.answers).toEqual([operations[WRITE]?.status]);
  });

  test("has no limit where the limit is 0", () => {
    const { plex, times, number } = uploading(
      { bytes: 20 * MB, bytesPerSecond: 0.1 * MB },
      { uploadTimeLimit: 0 },
    );
    plex.sim.after(NO_TIME, bodyArrived, number);
    plex.runFor(minutes(5));

    expect(times[0]).toBeCloseTo(200.5, 6);
  });

  test("stops coming in while the server hangs", () => {
    const { plex, times, number } = uploading({ bytes: 20 * MB, bytesPerSecond: MB });
    plex.sim.after(NO_TIME, bodyArrived, number);
    plex.runFor(seconds(10));
    plex.server("SYSA").hang();
    plex.runFor(minutes(1));
    plex.server("SYSA").resume();
    plex.runFor(minutes(1));

    expect(times[0]).toBeCloseTo(80.5, 6);
  });

  test("goes on in a fork as in its parent", () => {
    const { plex, number } = uploading({ bytes: 20 * MB });
    plex.sim.after(NO_TIME, bodyArrived, number);
    plex.runFor(seconds(5));
    const fork = plex.sim.fork();
    // What clients may send is said where a plex is built, which this fixture does not do.
    fork.context.zosmf.uploads.add(WRITE, { bytes: 20 * MB });
    const ended: number[] = [];
    fork.trace(({ at, kind }) => {
      if (kind === "zosmf.request-completed") ended.push(at / 1e6);
    });
    fork.runFor(minutes(1));

    expect(ended).toEqual([20.5]);
    expect(plex.plex.zosmf.threadsOf(serverOn("SYSA")).busy).toBe(1);
  });

  test("that waits for a thread keeps its size in a fork", () => {
    const { plex, number } = uploading({ bytes: 20 * MB });
    for (const asked of [number, number]) plex.sim.after(NO_TIME, bodyArrived, asked);
    plex.runFor(seconds(5));
    const fork = plex.sim.fork();
    fork.context.zosmf.uploads.add(WRITE, { bytes: 20 * MB });
    fork.runFor(seconds(30)); // 35 s: the first has ended at 20.5 s, the second has until 41 s.

    expect(fork.context.zosmf.threadsOf(serverOn("SYSA")).answeredCount).toBe(1);
    fork.runFor(seconds(6.1));
    expect(fork.context.zosmf.threadsOf(serverOn("SYSA")).answeredCount).toBe(2);
  });
});

describe("numbers of uploads", () => {
  test("are behind those of the operations, one for each body, rate and limit", () => {
    const { uploads } = new ZosmfFixture().plex.zosmf;
    const first = uploads.add(WRITE, { bytes: MB });

    expect(first).toBe(operations.length);
    expect(uploads.add(WRITE, { bytes: MB })).toBe(first);
    expect(uploads.add(WRITE, { bytes: MB, bytesPerSecond: MB })).toBe(first + 1);
    expect(uploads.add(WRITE, { bytes: MB, limit: seconds(5) })).toBe(first + 2);
    expect(operations.map((_, index) => uploads.uploadIn(index))).toEqual(operations.map(() => 0));
    expect(uploads.operationOf(uploads.uploadIn(first))).toBe(WRITE);
  });

  test("end, and say so", () => {
    const { uploads } = new ZosmfFixture().plex.zosmf;

    expect(() => {
      for (let bytes = 1; bytes <= 256; bytes += 1) uploads.add(WRITE, { bytes });
    }).toThrow(/too many different uploads/);
  });
});
