/** The arithmetic of heartbeats and of self-preservation, against counting one by one. */
import { after, micros, minutes, seconds, times, type Instant } from "@sysplex/sim-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  firstOnGrid,
  lastOnGrid,
  lastRenewal,
  nextBesideHanging,
  renewalCount,
  rolledTo,
  withCeased,
} from "../../src/discovery/renewals.js";
import {
  evictionLimit,
  leaseExpiry,
  mayEvict,
  pickVictims,
  recalculatedExpectation,
  renewalThreshold,
} from "../../src/discovery/self-preservation.js";
import type { Renewals } from "../../src/discovery/state.js";

const instant = fc.integer({ min: 0, max: 500 }).map((count) => count as Instant);
const renewals = fc.record({
  by: fc.constant("client"),
  first: instant,
  period: fc.integer({ min: 1, max: 40 }).map(micros),
});

/** Every renewal up to an instant. */
function allUpTo({ first, period }: Renewals, end: number): number[] {
  const instants: number[] = [];
  for (let at: number = first; at <= end; at += period) instants.push(at);
  return instants;
}

describe("heartbeats", () => {
  test("the last one before an instant, and how many lie between two, are as if each had been listed", () => {
    fc.assert(
      fc.property(renewals, instant, instant, (one, a, b) => {
        expect(lastRenewal(one, a)).toBe(allUpTo(one, a).at(-1));
        const inside = allUpTo(one, 500).filter((at) => at >= a && at < b);
        expect(renewalCount(one, a, b)).toBe(inside.length);
      }),
    );
  });

  test("the first one on a grid is the smallest that is not too early", () => {
    fc.assert(
      fc.property(renewals, instant, ({ first, period }, earliest) => {
        const found = firstOnGrid(first, period, earliest);
        expect(found).toBeGreaterThanOrEqual(earliest);
        expect((found - first) % period).toBe(0);
        expect(found === first || found - period < earliest).toBe(true);
        expect(lastOnGrid(first, period, found)).toBe(found);
      }),
    );
  });

  test("beside one that hangs follow after 90 s, 240 s, 510 s, and then every 330 s", () => {
    const start = seconds(7) as number as Instant;
    const found: number[] = [];
    let at = start;
    for (let count = 0; count < 5; count += 1) {
      at = nextBesideHanging(start, seconds(30), 10, after(at, micros(1)));
      found.push((at - start) / 1e6);
    }
    expect(found).toEqual([90, 240, 510, 840, 1_170]);
  });

  // Whoever ceases leaves behind what he has sent in the minute that runs and in the one before it.
  test("those who cease are counted in both minutes as if they had been counted one by one", () => {
    const length = micros(60);
    fc.assert(
      fc.property(fc.array(renewals, { maxLength: 5 }), instant, (ceasing, now) => {
        const minute = (Math.floor(now / length) * length) as Instant;
        let past = rolledTo({ minute: 0 as Instant, present: 0, before: 0 }, minute, length);
        for (const one of ceasing) past = withCeased(past, one, now, length);
        const sent = ceasing.flatMap((one) => allUpTo(one, now));
        expect(past.present).toBe(sent.filter((at) => at >= minute).length);
        expect(past.before).toBe(sent.filter((at) => at >= minute - length && at < minute).length);
      }),
    );
  });

  test("a minute that has passed becomes the one before, and is forgotten after another", () => {
    const past = { minute: seconds(60) as number as Instant, present: 7, before: 3 };
    expect(rolledTo(past, seconds(60) as number as Instant, minutes(1))).toEqual(past);
    expect(rolledTo(past, seconds(120) as number as Instant, minutes(1))).toMatchObject({
      present: 0,
      before: 7,
    });
    expect(rolledTo(past, seconds(180) as number as Instant, minutes(1))).toMatchObject({
      present: 0,
      before: 0,
    });
  });
});

const RULES = { selfPreservation: true, renewalPercentThreshold: 0.85, heartbeatPeriod: seconds(30) };

describe("a lease", () => {
  const leases = { leaseDuration: seconds(90), leaseDurationFactor: 2 };

  test("runs out 180 s after the last renewal, and 90 s after a registration that none followed", () => {
    const grantedAt = 1_000 as Instant;
    const renewedAt = seconds(70) as number as Instant;
    expect(leaseExpiry({ grantedAt, renewals: [] }, leases)).toBe(after(grantedAt, seconds(90)));
    expect(leaseExpiry({ grantedAt, renewedAt, renewals: [] }, leases)).toBe(
      after(renewedAt, times(seconds(90), 2)),
    );
  });
});

describe("self-preservation", () => {
  test("the threshold is a whole number: 2 a minute and client, times 0.85, cut", () => {
    expect([1, 15, 42].map((clients) => renewalThreshold(clients, RULES))).toEqual([1, 25, 71]);
  });

  test("renewals must exceed the threshold; one of zero forbids, as Eureka has it", () => {
    expect(mayEvict(72, 42, RULES)).toBe(true);
    expect(mayEvict(71, 42, RULES)).toBe(false);
    expect(mayEvict(5, 0, RULES)).toBe(false);
    expect(mayEvict(0, 42, { ...RULES, selfPreservation: false })).toBe(true);
  });

  test("with equal members, one lost: half does not evict, 6/7 does", () => {
    const evicts = [2, 3, 4, 5, 6, 7, 8, 20].filter((n) => mayEvict((n - 1) * 12, n * 6, RULES));
    expect(evicts).toEqual([7, 8, 20]);
  });

  test("one run never leaves less than the share of 0.85", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (size) => {
        const left = size - evictionLimit(size, RULES);
        expect(left).toBeLessThanOrEqual(0.85 * size);
        expect(left).toBeGreaterThan(0.85 * size - 1);
      }),
    );
  });

  test("the expectation follows the registry, unless it has shrunk by more than 15 %", () => {
    expect(recalculatedExpectation(16, 15, RULES)).toBe(15);
    expect(recalculatedExpectation(15, 20, RULES)).toBe(20);
    expect(recalculatedExpectation(20, 17, RULES)).toBe(20);
    expect(recalculatedExpectation(20, 17, { ...RULES, selfPreservation: false })).toBe(17);
  });

  test("victims are different ones of the expired, each as likely as another", () => {
    const counts = [0, 0, 0];
    const draws = [0, 1, 2].flatMap((first) => [0, 1].map((second) => [first, second]));
    for (const draw of draws) {
      const picked = pickVictims([0, 1, 2], 2, { below: () => draw.shift() ?? 0 });
      expect(new Set(picked).size).toBe(2);
      for (const index of picked) counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts).toEqual([4, 4, 4]);
  });
});
