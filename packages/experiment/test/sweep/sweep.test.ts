/** A study from its points to the ranking of its knobs. */
import { describe, expect, test } from "vitest";
import {
  conductStudy,
  conductSweep,
  pilotSeries,
  planSweep,
  questionOf,
  rankSensitivity,
  readStudy,
  settleWarmup,
  summarizeSweep,
  StudyFolder,
  withWarmup,
} from "../../src/index.js";
import { hostOf, PAIR, pairVariant, quietVariant } from "../pair.js";
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
    expect([first?.method, second?.method]).toEqual(["main effect", "main effect"]);
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

  const asked = { factors: [], points, metrics: ["outageSeconds"] };
  const { sensitivity } = rankSensitivity(asked, variants, { service: "zosmf", confidence: 0.95 });

  // 0, 10 and 20 s at 1, 2 and 3: 10 s for each step, 20 s over the range. Word a: 0 and 20 s; b: 10 s.
  expect(sensitivity["outageSeconds"]).toMatchObject([
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

describe("a warm-up found by pilot runs", () => {
  const options = { seed: "1", service: "zosmf" };

  test("is the same for all variants, and says how it was found", () => {
    const { warmup, variants } = withWarmup([quietVariant("a"), quietVariant("b")], options);

    // 150 s, of which the second of the end is not whole.
    expect(warmup).toEqual({ method: "mser5", seconds: expect.any(Number), pilots: 5, pilotSeconds: 149 });
    expect(warmup.seconds % 5).toBe(0);
    for (const { bundle } of variants) expect(bundle.main).toContain(`warmup: ${warmup.seconds}s`);
  });

  test("rests on runs that are no replications, and differ from one another", () => {
    const [one, other] = [1, 2].map((pilot) => pilotSeries(quietVariant(), options, pilot));

    expect(one).toHaveLength(149);
    expect(one).not.toEqual(other);
    expect(pilotSeries(quietVariant(), options, 1)).toEqual(one);
  });

  test("is none where faults come too early for it: an error, and not another answer", () => {
    expect(() => withWarmup([quietVariant(), pairVariant()], options)).toThrow(
      /mser5 finds none for pair: its pilot runs have 29 s before the first entry of the timeline, and 50 s are needed/,
    );
  });

  test("is none while a queue grows: the runs are too short for what they begin with", () => {
    // 5 requests a second of a minute each are 300 at a time: more than there are threads, and each waits longer.
    const growing = pairVariant("growing", (text) =>
      text
        .replace(/timeline:\n.*\n/, "parameters: { zosmf.jobsServiceTime: 60s, zosmf.threads: 10 }\n")
        .replace("arrivals: poisson 5/s", "arrivals: poisson 5/s\n    timeout: 1h")
        .replace("duration: 150s", "duration: 10m"),
    );

    expect(() => withWarmup([growing], options)).toThrow(/it would leave out \d+ s, more than half/);
  });

  test("stands in the result and in the study's question, whether whole or in shards", async () => {
    const study = studyOf("warmup: mser5\nreplications: 1\nfactors: { 'timeline[1].at': [70s, 90s] }\n");
    const settled = settleWarmup(study);
    const result = await conductSweep(study, "test");

    expect(settleWarmup(settled)).toBe(settled);
    expect(result.warmup).toEqual(settled.foundWarmup);
    expect(questionOf(settled).foundWarmup).toEqual(result.warmup);
    expect(planSweep(study, "test")?.variants).toEqual(settled.variants);
  });
});
