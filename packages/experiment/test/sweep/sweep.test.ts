/** A study from its points to the ranking of its knobs. */
import { describe, expect, test } from "vitest";
import {
  conductStudy,
  conductSweep,
  planSweep,
  rankSensitivity,
  readStudy,
  summarizeSweep,
  StudyFolder,
  withWarmup,
} from "../../src/index.js";
import { hostOf, PAIR, quietVariant } from "../pair.js";
import { scratchFolder } from "../scratch.js";

function studyOf(text: string) {
  const { study, diagnostics } = readStudy(
    { file: "study.yaml", text: `study: knobs\nscenario: scenario.yaml\n${text}` },
    {
      openScenario: (path) => ({
        ok: true,
        source: { file: path, text: PAIR[path] ?? "" },
        host: hostOf(PAIR),
      }),
    },
  );
  if (study === undefined) throw new Error(diagnostics.map(({ text }) => text).join("\n"));
  return study;
}

describe("a sweep", async () => {
  const study = studyOf(`
replications: 3
metrics: [timeToFailoverSeconds]
factors:
  sysplex.spinTimeDedicated: [5s, 10s]
  tcpip.addressLearningDelay: [1ms, 3ms]
`);
  const plan = planSweep(study, "test");
  const result = await conductSweep(study, "test");

  test("ranks the knob that moves the interval above the one that moves milliseconds", () => {
    const [first, second] = result.sensitivity["timeToFailoverSeconds"] ?? [];

    expect(first?.factor).toBe("sysplex.spinTimeDedicated");
    // (3 + 1) × 10 s + 5 s less (3 + 1) × 5 s + 5 s is 20 s; clients' next SYN rounds it up or down by some seconds.
    expect(first?.effect.mean).toBeGreaterThan(10);
    expect(first?.correlation.mean).toBeGreaterThan(0.8);
    expect(second?.factor).toBe("tcpip.addressLearningDelay");
    expect(Math.abs(second?.effect.mean ?? 99)).toBeLessThan(1);
    expect([first?.standing, second?.standing]).toEqual(["documented", "assumed"]);
  });

  test("comes to the same in one piece and from its plan", async () => {
    const collected = await conductStudy(plan ?? (undefined as never));

    expect(summarizeSweep(study, collected, null)).toEqual(result);
    expect(result.points).toHaveLength(4);
    expect(result).toMatchObject({ replications: 3, isPrecise: null });
  });
});

test("a range has its slope, and values without order the range of their means", () => {
  const levels = [1, 2, 3].map((value) => ({ text: `${value}`, number: value, settings: [] }));
  const words = ["a", "b", "a"].map((text) => ({ text, settings: [] }));
  const points = levels.map((level, index) => ({
    name: `${index}`,
    levels: { x: level, word: words[index] as (typeof words)[0] },
  }));
  const variants = points.map(({ name }, index) => ({
    variant: name,
    outcomes: [0, 1].map((replication) => ({
      services: { zosmf: { outageMicros: (10 * index + replication) * 1_000_000 } },
    })),
  })) as never;

  const { outageSeconds } = rankSensitivity({ factors: [], points, metrics: ["outageSeconds"] }, variants, {
    service: "zosmf",
    confidence: 0.95,
  });

  // 0, 10 and 20 s at 1, 2 and 3: 10 s for each step, 20 s over the range. Word a: 0 and 20 s; b: 10 s.
  expect(outageSeconds).toMatchObject([
    { factor: "x", effect: { mean: 20, low: 20, high: 20 }, correlation: { mean: 1 }, standing: null },
    { factor: "word", effect: { mean: 0 }, correlation: { mean: null } },
  ]);
});

describe("a study by precision", () => {
  const text = (precision: string, metric: string) => `
replications: { precision: ${precision}, of: [${metric}], min: 10, max: 20 }
factors: { duration: [100s] }
`;

  test("stops at the first look that is precise enough", async () => {
    const { replications, isPrecise } = await conductSweep(studyOf(text("5%", "outageSeconds")), "test");

    expect({ replications, isPrecise }).toEqual({ replications: 10, isPrecise: true });
  });

  test("stops when the budget is spent, says so, and goes on later with more", async () => {
    const folder = scratchFolder();
    const store = () => new StudyFolder(folder);
    const spent = await conductSweep(studyOf(text("0.001%", "latencyP50Ms")), "test", { store: store() });
    const again = await conductSweep(
      studyOf(text("0.001%", "latencyP50Ms").replace("max: 20", "max: 30")),
      "test",
      { store: store() },
    );

    expect(spent).toMatchObject({ replications: 20, isPrecise: false });
    expect(again).toMatchObject({ replications: 30, isPrecise: false });
    expect(store().storedHashes()).toHaveLength(3);
  });
});

test("a pilot finds a warm-up before the first fault, the same for all variants", () => {
  const { isLongEnough, variants, seconds } = withWarmup([quietVariant("a"), quietVariant("b")], {
    seed: "1",
    service: "zosmf",
  });

  expect(isLongEnough).toBe(true);
  expect(seconds % 5).toBe(0);
  for (const { bundle } of variants) expect(bundle.main).toContain(`warmup: ${seconds}s`);
});
