import { millis, minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { stuckThreads, type BatchLoad } from "../../src/discovery/replication-threads.js";
import { discoveryPlex } from "./fixture.js";

/** As told in zowe/api-layer issue 4777, with 15 heartbeats in 30 s. */
const load: BatchLoad = {
  renewalsPerSecond: 0.5,
  batchingDelay: millis(500),
  batchDuration: seconds(18),
  readTimeout: seconds(15),
  sleep: seconds(1),
  lifetime: seconds(30),
  threads: 6,
};

describe("replication threads that wait for answers which come too late", () => {
  test("are all of them when batches wait for longer than they come", () => {
    // 0.5/s × 2 sendings × 15 s = 15 are wanted.
    expect(stuckThreads(load)).toBe(6);
    expect(stuckThreads({ ...load, threads: 100 })).toBe(15);
  });

  test("are none when the peer answers in time", () => {
    expect(stuckThreads({ ...load, readTimeout: seconds(30) })).toBe(0);
    expect(stuckThreads({ ...load, batchDuration: seconds(15) })).toBe(0);
  });

  test("a batch every 500 ms is the most, however many heartbeats there are", () => {
    // 2/s × 2 sendings × 15 s.
    expect(stuckThreads({ ...load, renewalsPerSecond: 50, threads: 1_000 })).toBe(60);
    expect(stuckThreads({ ...load, renewalsPerSecond: 50, batchingDelay: NO_TIME, threads: 10_000 })).toBe(
      1_500,
    );
  });

  test("are those of one Discovery and its peers that are there", () => {
    const slow = { peerBatchDuration: seconds(18), peerThreads: 100 };
    const plex = discoveryPlex({ parameters: slow });
    plex.runFor(minutes(1));
    const [first, second] = plex.zowe.eureka.discoveries.map(({ name }) => name);
    const threads = () =>
      [first, second].map((name) => plex.zowe.eureka.replication.stuckThreads(name as string));
    // All clients talk to the first Discovery of the list: each heartbeat of theirs occupies a thread for 2 × 15 of 30 s.
    const clients = plex.zowe.eureka.clients.length;
    expect(threads()[0]).toBeGreaterThanOrEqual(clients);
    expect(threads()[1]).toBeLessThan(threads()[0] as number);
  });
});
