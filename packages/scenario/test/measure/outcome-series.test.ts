/** Requests over time: by when they were due, in stretches, with quantiles of each. */
import { hours, micros, minutes, seconds, type Duration, type Instant } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { OutcomeSeries, stretchLength } from "../../src/measure/outcome-series.js";
import { ServiceMeter } from "../../src/measure/service-meter.js";

const second = (count: number): Instant => seconds(count) as number as Instant;

/** Ten stretches of a second each. */
function tenSeconds(from = 0): OutcomeSeries {
  return new OutcomeSeries(second(from), second(from + 10));
}

describe("a stretch", () => {
  test.each([
    [seconds(10), 1],
    [minutes(4), 1],
    [minutes(20), 5],
    [hours(24), 600],
    [hours(24 * 30), 3 * 3_600],
  ])("of %i µs of measured time is %i s long", (measured, length) => {
    expect(stretchLength(measured)).toBe(seconds(length));
  });

  test.each([1, 59, 3_601, 86_400, 31_536_000])("%i s need no more than 240 of them", (length) => {
    expect(new OutcomeSeries(second(0), second(length)).stretches.length).toBeLessThanOrEqual(240);
  });

  test("begins where the warm-up ends", () => {
    expect(tenSeconds(60).stretches.map(({ at }) => at)).toEqual(
      [60, 61, 62, 63, 64, 65, 66, 67, 68, 69].map(second),
    );
  });

  test("counts what was due in it, and what is due at the very end is of the last", () => {
    const series = tenSeconds();
    for (const due of [0, 0.5, 3, 10]) series.onSent(second(due));
    series.onSucceeded(second(0.5), seconds(7));
    series.onFailed(second(3));

    const { stretches } = series;
    expect(stretches.map(({ sent }) => sent)).toEqual([2, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    expect(stretches.map(({ succeeded }) => succeeded)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(stretches.map(({ failed }) => failed)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  test("in which nothing succeeded has no latency", () => {
    expect(tenSeconds().stretches[4]?.latency).toBeUndefined();
  });

  test.each([1, 20, 300, 4_000, 1_000_000, 40_000_000])(
    "has quantiles at most 1/16 above the true ones, of latencies of k × %i µs",
    (unit) => {
      const series = tenSeconds();
      for (let k = 1; k <= 100; k += 1) series.onSucceeded(second(2), micros(k * unit));

      const { latency } = series.stretches[2] ?? {};
      for (const [quantile, k] of [
        [latency?.p50, 50],
        [latency?.p90, 90],
        [latency?.p99, 99],
      ] as const) {
        expect(quantile).toBeGreaterThanOrEqual(k * unit);
        expect(quantile).toBeLessThan(Math.max(k * unit * (1 + 1 / 16), k * unit + 16));
      }
      expect(latency?.max).toBe(100 * unit);
    },
  );

  test("takes latencies beyond an hour as its longest", () => {
    const series = tenSeconds();
    series.onSucceeded(second(2), hours(30));

    expect(series.stretches[2]?.latency).toEqual({
      p50: hours(30),
      p90: hours(30),
      p99: hours(30),
      max: hours(30),
    });
  });
});

describe("two series of one run", () => {
  test("merge into what one would have counted", () => {
    const [one, other, both] = [tenSeconds(), tenSeconds(), tenSeconds()];
    for (let k = 0; k < 50; k += 1)
      for (const series of [k % 3 === 0 ? one : other, both]) {
        series.onSent(second(k / 5));
        if (k % 7 === 0) series.onFailed(second(k / 5));
        else series.onSucceeded(second(k / 5), micros(k * k * 100));
      }

    one.merge(other);

    expect(one.stretches).toEqual(both.stretches);
  });

  test("a copy goes its own way", () => {
    const series = tenSeconds();
    series.onSent(second(1));
    const copy = series.copy();
    copy.onSent(second(1));

    expect(copy.stretches[1]?.sent).toBe(2);
    expect(series.stretches[1]?.sent).toBe(1);
  });
});

describe("a service's meter", () => {
  test("puts a request into the stretch in which it should have been sent", () => {
    const clock = { now: second(0) };
    const meter = new ServiceMeter(
      second(2),
      clock,
      () => undefined,
      new OutcomeSeries(second(2), second(12)),
    );
    clock.now = second(1);
    meter.onSent(); // Due before the warm-up ends.
    clock.now = second(3);
    meter.onSent();
    clock.now = second(4);
    meter.onSent();
    clock.now = second(5);
    meter.onSent();
    clock.now = second(9);
    meter.onSucceeded(seconds(6), 0, 0);
    meter.onFailed(seconds(5));
    meter.onAbandoned(seconds(4));
    meter.onSucceeded(seconds(8) as Duration, 0, 0); // Due at 1 s.

    const stretches = meter.series?.stretches ?? [];
    expect(stretches.map(({ sent }) => sent)).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(stretches.map(({ succeeded }) => succeeded)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(stretches.map(({ failed }) => failed)).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(stretches[1]?.latency?.p50).toBe(seconds(6));
  });
});
