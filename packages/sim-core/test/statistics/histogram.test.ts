import fc from "fast-check";
import hdr from "hdr-histogram-js";
import { describe, expect, test } from "vitest";
import { LatencyHistogram } from "../../src/index.js";

const QUANTILES = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1];
const RELATIVE_ERROR = 1 / 128;
/** hdr-histogram-js with three significant digits. */
const PEER_RELATIVE_ERROR = 1 / 1_000;

/** Every size from a microsecond to decades. */
const latency = fc
  .tuple(fc.integer({ min: 0, max: 51 }), fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true }))
  .map(([doublings, mantissa]) => Math.floor(2 ** doublings * mantissa));
const latencies = fc.array(latency, { minLength: 1, maxLength: 200 });

describe("the latency histogram", () => {
  test("never understates a quantile, and overstates it by less than 1/128", () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const histogram = of(values);
        for (const fraction of QUANTILES) {
          const exact = sorted[Math.max(1, Math.ceil(fraction * values.length)) - 1] as number;
          const observed = histogram.quantile(fraction);
          expect(observed).toBeGreaterThanOrEqual(exact);
          expect(observed - exact).toBeLessThanOrEqual(exact * RELATIVE_ERROR);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("agrees with hdr-histogram-js within both errors", () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const peer = hdr.build({
          lowestDiscernibleValue: 1,
          highestTrackableValue: 2 ** 53 - 1,
          numberOfSignificantValueDigits: 3,
        });
        for (const value of values) peer.recordValue(value);
        const histogram = of(values);

        expect(histogram.count).toBe(peer.totalCount);
        for (const fraction of QUANTILES.slice(1)) {
          const expected = peer.getValueAtPercentile(100 * fraction);
          const tolerance = expected * (RELATIVE_ERROR + PEER_RELATIVE_ERROR);
          expect(Math.abs(histogram.quantile(fraction) - expected)).toBeLessThanOrEqual(tolerance);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is exact below 256 µs, and in count, smallest, largest and mean everywhere", () => {
    const histogram = of([3, 200, 255, 1_000_003, 7_654_321]);

    expect([0.2, 0.4, 0.6].map((fraction) => histogram.quantile(fraction))).toEqual([3, 200, 255]);
    expect([histogram.count, histogram.min, histogram.max]).toEqual([5, 3, 7_654_321]);
    expect(histogram.mean).toBe((3 + 200 + 255 + 1_000_003 + 7_654_321) / 5);
    expect(histogram.quantile(1)).toBe(7_654_321);
  });

  test("takes the rank that a fraction names, whatever rounding does to it", () => {
    const histogram = of(Array.from({ length: 100 }, (_, index) => index + 1));

    // 0.07 × 100 is 7.000000000000001 in doubles: still the seventh.
    for (let percent = 1; percent <= 100; percent += 1)
      expect(histogram.quantile(percent / 100)).toBe(percent);
  });

  test("merges exactly, in any order", () => {
    fc.assert(
      fc.property(latencies, latencies, latencies, (a, b, c) => {
        const forwards = of(a);
        forwards.merge(of(b));
        forwards.merge(of(c));
        const backwards = of(c);
        backwards.merge(of(b));
        backwards.merge(of(a));
        const whole = of([...a, ...b, ...c]);

        expect(forwards.toJSON()).toEqual(whole.toJSON());
        expect(backwards.toJSON()).toEqual(whole.toJSON());
      }),
      { numRuns: 100 },
    );
  });

  test("survives JSON, nothing lost", () => {
    fc.assert(
      fc.property(latencies, latencies, (first, second) => {
        const read = LatencyHistogram.fromJSON(JSON.parse(JSON.stringify(of(first))));
        for (const value of second) read.record(value);

        expect(read.toJSON()).toEqual(of([...first, ...second]).toJSON());
      }),
      { numRuns: 100 },
    );
  });

  test("keeps the sum exact past 2⁵³", () => {
    const largest = 2 ** 52 - 1;
    const histogram = of(Array.from({ length: 5 }, () => largest));

    expect(histogram.toJSON().sum).toEqual([4, 2 ** 52 - 5]); // 5 (2⁵² − 1) = 4 × 2⁵² + (2⁵² − 5)
    expect(histogram.mean).toBe(largest);
    expect(histogram.quantile(0.5)).toBe(largest);
  });

  test("says NaN while it is empty, also after a reset, an empty merge or JSON", () => {
    const used = of([5]);
    used.reset();
    used.merge(new LatencyHistogram());

    for (const empty of [used, LatencyHistogram.fromJSON(new LatencyHistogram().toJSON())]) {
      expect([empty.count, empty.min, empty.max, empty.mean, empty.quantile(0.5)]).toEqual([
        0,
        NaN,
        NaN,
        NaN,
        NaN,
      ]);
    }
  });

  test("refuses what is no latency", () => {
    for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 52]) expect(() => of([wrong])).toThrow("is no latency");
    expect(() => of([1]).quantile(1.01)).toThrow("is no fraction");
  });
});

function of(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}
