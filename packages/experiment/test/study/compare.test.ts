/** Paired comparison: what common random numbers show that independent runs miss. */
import { describe, expect, test } from "vitest";
import { compareVariants, conductStudy, excludes, meanInterval, pairedDifference } from "../../src/index.js";
import { pairVariant, quietVariant } from "../pair.js";
import { mm1QueueLength } from "../queues.js";

describe("a service that is 2 % faster", () => {
  const measure = (serviceFactor: number, prefix: string) =>
    Array.from({ length: 20 }, (_, index) =>
      mm1QueueLength({
        seed: `${prefix}#${index + 1}`,
        utilization: 0.6,
        horizonSeconds: 1_000,
        serviceFactor,
      }),
    );
  const slower = measure(1, "a");

  test("is found by pairs with common random numbers", () => {
    const difference = pairedDifference(slower, measure(0.98, "a"));

    expect(excludes(difference, 0)).toBe(true);
    expect(difference.mean).toBeGreaterThan(0);
    // ρ² / (1 − ρ) at 0.6 and at 0.588.
    const truth = 0.36 / 0.4 - 0.588 ** 2 / 0.412;
    expect(difference.low).toBeLessThan(truth);
    expect(difference.high).toBeGreaterThan(truth);
  });

  test("is missed by independent runs", () => {
    const difference = pairedDifference(slower, measure(0.98, "b"));

    expect(excludes(difference, 0)).toBe(false);
  });

  test("is not found where there is none", () => {
    expect(pairedDifference(slower, measure(1, "a"))).toMatchObject({ mean: 0, low: 0, high: 0 });
  });
});

describe("of a scenario that loses a system and one that does not", async () => {
  const plan = {
    name: "pair",
    version: "test",
    seed: "1",
    variants: [pairVariant("loss"), quietVariant("quiet"), quietVariant("again")],
    replications: 4,
  };
  const { variants } = await conductStudy(plan);
  const comparison = compareVariants(variants, { service: "zosmf" });

  test("the outage is told with its difference, the first less the second", () => {
    const { variants: values, difference } = comparison.metrics["outageSeconds"] ?? {};

    expect(values?.["loss"]?.mean).toBeGreaterThan(20);
    expect(values?.["quiet"]?.mean).toBe(0);
    expect(difference).toMatchObject({ of: ["loss", "quiet"], shown: true, better: "quiet" });
    expect(difference?.mean).toBe(values?.["loss"]?.mean);
  });

  test("no difference is shown where there is none", () => {
    const other = compareVariants(variants.slice(1), { service: "zosmf" });

    for (const { difference } of Object.values(other.metrics))
      expect(difference).toMatchObject({ shown: false, better: null });
  });

  test("a failover that did not happen is missing, not zero", () => {
    const { variants: values, difference } = comparison.metrics["timeToFailoverSeconds"] ?? {};

    expect(values?.["loss"]).toMatchObject({ missing: 0, count: 4 });
    expect(values?.["quiet"]).toMatchObject({ mean: null, missing: 4 });
    expect(difference).toMatchObject({ mean: null, shown: false, missing: 4 });
  });

  test("several variants against one share the error", () => {
    const { differences } = comparison.metrics["availability"] ?? {};

    expect(Object.keys(differences ?? {})).toEqual(["quiet", "again"]);
    expect(differences?.["again"]?.confidence).toBeCloseTo(0.975, 12);
  });

  test.each([
    "timeToFailoverSeconds",
    "outageSeconds",
    "availability",
    "latencyP50Ms",
    "latencyP99Ms",
    "idleCpuSecondsPerHour",
    "idleMemoryMiB",
    "stateChangeCpuSeconds",
    "lostConnections",
    "lostSessions",
  ])("%s is among the metrics", (name) => {
    expect(comparison.metrics[name]?.variants).toHaveProperty("loss");
  });

  test("the parts of the outage add up to it", () => {
    const { outageSecondsByCause, metrics } = comparison.summaries["loss"] ?? {};
    const sum = Object.values(outageSecondsByCause ?? {}).reduce((total, seconds) => total + seconds, 0);

    expect(sum).toBeCloseTo(metrics?.["outageSeconds"]?.mean ?? NaN, 9);
  });

  test("an expectation is a share with Wilson's interval", () => {
    expect(comparison.summaries["loss"]?.expectations).toMatchObject([
      { metric: "zosmf.outage", share: { method: "wilson", count: 4, mean: 1 } },
    ]);
    expect(meanInterval([]).method).toBe("t");
  });
});
