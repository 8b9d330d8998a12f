/** One study, one result: whoever computes it, in however many parts, interrupted or not. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  conductShard,
  conductStudy,
  mergeStudy,
  StudyFolder,
  ThreadExecutor,
  type ExperimentError,
  type StudyResult,
} from "../../src/index.js";
import { smallPlan } from "../pair.js";
import { scratchFolder } from "../scratch.js";

const plan = smallPlan();
let alone: StudyResult;

beforeAll(async () => {
  alone = await conductStudy(plan);
});

test("the replications of a study differ from one another, and its variants see the same arrivals", () => {
  const [pair, quiet] = alone.variants;
  const fingerprints = alone.variants.flatMap(({ outcomes }) =>
    outcomes.map(({ fingerprint }) => fingerprint),
  );

  expect(new Set(fingerprints).size).toBe(12);
  expect(pair?.outcomes.map(({ clients }) => clients["rest"]?.requests.sent)).toEqual(
    quiet?.outcomes.map(({ clients }) => clients["rest"]?.requests.sent),
  );
  expect(pair?.outcomes.map(({ seed }) => seed)).toEqual(["1#1", "1#2", "1#3", "1#4", "1#5", "1#6"]);
});

describe("the result hash is the same", () => {
  test("by two threads", async () => {
    const executor = new ThreadExecutor({ threads: 2 });
    try {
      const { hash, variants } = await conductStudy(plan, { executor });

      expect(hash).toBe(alone.hash);
      expect(variants).toEqual(alone.variants);
    } finally {
      await executor.close();
    }
  });

  test.each([1, 7, 16])("by %i shards that are merged", async (count) => {
    const folder = scratchFolder();
    const shards = Array.from({ length: count }, (_, index) => new StudyFolder(join(folder, `${index}`)));
    for (const [index, store] of shards.entries())
      await conductShard(plan, { index: index + 1, count }, { store });

    expect(mergeStudy(shards).hash).toBe(alone.hash);
  });

  test("by shards that share one folder", async () => {
    const store = new StudyFolder(scratchFolder());
    for (const index of [3, 1, 2]) await conductShard(plan, { index, count: 3 }, { store });

    expect(mergeStudy([store]).hash).toBe(alone.hash);
  });

  test("interrupted and resumed", async () => {
    const folder = scratchFolder();
    const controller = new AbortController();
    const interrupted = conductStudy(plan, {
      store: new StudyFolder(folder),
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 2) controller.abort();
      },
    });

    await expect(interrupted).rejects.toMatchObject({
      problem: "INTERRUPTED",
    } satisfies Partial<ExperimentError>);
    const resumed = await conductStudy(plan, { store: new StudyFolder(folder) });

    expect(resumed.reused).toBe(2);
    expect(resumed.hash).toBe(alone.hash);
  });
});

test("another seed, another version and another file are other studies", async () => {
  const [variant] = plan.variants;
  const one = { ...plan, variants: [variant as (typeof plan.variants)[number]], replications: 2 };
  const hashes = await Promise.all(
    [one, { ...one, seed: "2" }, { ...one, version: "other" }].map(
      async (each) => (await conductStudy(each)).hash,
    ),
  );

  expect(new Set(hashes).size).toBe(3);
});

test("a second start of a finished study computes nothing", async () => {
  const folder = scratchFolder();
  await conductStudy(plan, { store: new StudyFolder(folder) });
  const unable = {
    run: (tasks: readonly unknown[]) => Promise.resolve(expect(tasks).toEqual([])),
    close: () => Promise.resolve(),
  };

  const again = await conductStudy(plan, { store: new StudyFolder(folder), executor: unable });

  expect(again.reused).toBe(6);
  expect(again.hash).toBe(alone.hash);
});
