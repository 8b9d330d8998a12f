/** Whether intervals hold the truth as often as they say: queues and repairable systems with a closed form. */
import { describe, expect, test } from "vitest";
import { clopperPearsonInterval, meanInterval, wilsonInterval, type Interval } from "../../src/index.js";
import { RandomStream } from "@sysplex/sim-core";
import { availabilityOfUnits, kOfNAvailability, mm1QueueLength } from "../queues.js";

const STUDIES = 1_000;

function shareThatHold(truth: number, study: (seed: number) => Interval): number {
  let held = 0;
  for (let seed = 1; seed <= STUDIES; seed += 1) {
    const { low, high } = study(seed);
    if (low !== null && high !== null && low <= truth && truth <= high) held += 1;
  }
  return held / STUDIES;
}

function replications(
  count: number,
  measure: (seed: string) => number,
  study: number | string = 1,
): number[] {
  return Array.from({ length: count }, (_, index) => measure(`${study}#${index + 1}`));
}

test("95 % intervals of an M/M/1 queue hold ρ² / (1 − ρ) in 93 to 97 % of 1,000 studies", () => {
  const utilization = 0.4;
  const measure = (seed: string) => mm1QueueLength({ seed, utilization, horizonSeconds: 1_000 });
  const truth = utilization ** 2 / (1 - utilization);

  const share = shareThatHold(truth, (study) => meanInterval(replications(20, measure, study)));

  expect(share).toBeGreaterThanOrEqual(0.93);
  expect(share).toBeLessThanOrEqual(0.97);
});

test("an interval of 80 % holds it in 80 %, so that the test above could fail", () => {
  const measure = (seed: string) => mm1QueueLength({ seed, utilization: 0.4, horizonSeconds: 300 });

  const share = shareThatHold(0.16 / 0.6, (study) => meanInterval(replications(10, measure, study), 0.8));

  expect(share).toBeGreaterThan(0.76);
  expect(share).toBeLessThan(0.84);
});

test("intervals of a share of 10 % hold it, Wilson's about as often as they say, the exact one at least so", () => {
  const stream = new RandomStream("coverage", "trials");
  const hits = Array.from({ length: STUDIES }, () => {
    let count = 0;
    for (let trial = 0; trial < 50; trial += 1) count += stream.uniform() < 0.1 ? 1 : 0;
    return count;
  });
  const held = (interval: (count: number) => Interval) =>
    shareThatHold(0.1, (study) => interval(hits[study - 1] as number));

  const wilson = held((count) => wilsonInterval(count, 50));
  expect(wilson).toBeGreaterThan(0.93);
  expect(wilson).toBeLessThan(0.99);
  expect(held((count) => clopperPearsonInterval(count, 50))).toBeGreaterThanOrEqual(0.95);
});

describe("the closed form lies in the interval of", () => {
  test.each([
    [
      "a two-unit system of which one has to work",
      { units: 2, needed: 1, lifeSeconds: 100, repairSeconds: 10 },
    ],
    [
      "a two-unit system of which both have to work",
      { units: 2, needed: 2, lifeSeconds: 100, repairSeconds: 10 },
    ],
    ["2 of 3", { units: 3, needed: 2, lifeSeconds: 50, repairSeconds: 10 }],
    ["3 of 5", { units: 5, needed: 3, lifeSeconds: 30, repairSeconds: 10 }],
  ])("%s", (_what, options) => {
    const availability = kOfNAvailability(options);

    const { low, high } = meanInterval(
      replications(30, (seed) => availabilityOfUnits(seed, options, 20_000)),
    );

    expect(low).toBeLessThanOrEqual(availability);
    expect(high).toBeGreaterThanOrEqual(availability);
    // Narrow enough to tell it from a system with one unit more or less that has to work.
    const other = kOfNAvailability({ ...options, needed: options.needed === 1 ? 2 : options.needed - 1 });
    expect(other < (low ?? 0) || other > (high ?? 1)).toBe(true);
  });
});
