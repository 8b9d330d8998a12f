/** The series and the distribution in a result. */
import { LatencyHistogram } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { latencyDistribution, sharesOf } from "../../src/result/series-result.js";
import { client, pairAskedBy, runOf } from "../fixture.js";

describe("the distribution of latencies", () => {
  test("is told at five shares to each halving of what is left, and ends with all", () => {
    expect(sharesOf(4)).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.775, 0.8, 0.825, 0.85, 1,
    ]);
  });

  test("is told at 90 %, 99 % and 99.9 % exactly, as far as there are so many requests", () => {
    expect(sharesOf(1_500)).toEqual(expect.arrayContaining([0.9, 0.99, 0.999]));
    expect(sharesOf(1_500)).not.toContain(0.9999);
    expect(sharesOf(1_500)).toEqual(sharesOf(1_500).toSorted((a, b) => a - b));
  });

  test("rises from the smallest latency to the largest", () => {
    const latency = new LatencyHistogram();
    for (let k = 1; k <= 1_000; k += 1) latency.record(k * 1_000);

    const points = latencyDistribution(latency);

    expect(points[0]).toEqual([0, 1]);
    expect(points.at(-1)).toEqual([1, 1_000]);
    for (const [share, millis] of points) {
      expect(millis).toBeGreaterThanOrEqual(share * 1_000);
      expect(millis).toBeLessThanOrEqual(Math.max(1, share * 1_000 * (1 + 1 / 128) + 1));
    }
  });

  test("of equal latencies is told by its two ends", () => {
    const latency = new LatencyHistogram();
    for (let k = 0; k < 100; k += 1) latency.record(5_000);

    expect(latencyDistribution(latency)).toEqual([
      [0, 5],
      [1, 5],
    ]);
  });

  test("of nothing is empty", () => {
    expect(latencyDistribution(new LatencyHistogram())).toEqual([]);
  });
});

describe("the series of a service", () => {
  const result = runOf(
    pairAskedBy([client(), client().replace("rest", "other")], ["{ at: 1m, fail: SYSA }"]),
  );
  const { requests, series } = result.services["zosmf"] ?? {};
  const sum = (counts: readonly number[] = []): number => counts.reduce((total, count) => total + count, 0);

  test("adds up to its requests, those of all its clients", () => {
    expect(requests?.failed).toBeGreaterThan(0);
    expect([series?.sent, series?.succeeded, series?.failed].map(sum)).toEqual([
      requests?.sent,
      requests?.succeeded,
      requests?.failed,
    ]);
  });

  test("covers the measured time", () => {
    expect(series?.stretchSeconds).toBe(2);
    expect((series?.fromSeconds ?? 0) + 2 * (series?.sent.length ?? 0)).toBe(result.simulatedSeconds);
  });
});
