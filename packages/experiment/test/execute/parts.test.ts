/** A chunk that is computed in parts is the same chunk. */
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { conductStudy, planStudy, ThreadExecutor } from "../../src/index.js";
import { computeChunk, type ChunkTask } from "../../src/execute/chunk.js";
import { inParts, splitChunk } from "../../src/execute/parts.js";
import { pairVariant, smallPlan } from "../pair.js";

const plan = { ...smallPlan(), variants: [pairVariant()] };

/** As many chunks of the same length; nothing of them is computed. */
function chunks(count: number, chunkReplications: number): readonly ChunkTask[] {
  return planStudy({ ...plan, replications: count * chunkReplications, chunkReplications }).tasks;
}

function lengthOf({ spec }: ChunkTask): number {
  return spec.last - spec.first + 1;
}

describe("a chunk in parts", () => {
  property.prop([fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 })])(
    "has every replication once, in order, in parts as long as one another",
    (size, most) => {
      const [task] = chunks(1, size);
      const parts = splitChunk(task as ChunkTask, most);
      const lengths = parts.map(lengthOf);

      expect(parts).toHaveLength(Math.min(size, most));
      expect(parts[0]?.spec.first).toBe(1);
      expect(parts.at(-1)?.spec.last).toBe(size);
      for (const [index, { spec }] of parts.slice(1).entries())
        expect(spec.first).toBe((parts[index]?.spec.last ?? 0) + 1);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      expect(new Set(parts.map(({ hash }) => hash)).size).toBe(parts.length);
    },
  );

  test("comes to the same bytes as whole, in whatever order its parts come", () => {
    const [task] = chunks(1, 5);
    const parts = inParts([task as ChunkTask], 2);

    const texts = [2, 0, 3, 1].map((index) => {
      const part = parts[index];
      return part?.whole.take(part.task, computeChunk(part.task));
    });

    expect(parts).toHaveLength(4);
    expect(texts.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(texts[3]).toBe(computeChunk(task as ChunkTask));
  });

  test("is refused when a part is no result", () => {
    const [part] = inParts(chunks(1, 5), 2);

    expect(() => part?.whole.take(part.task, "{}")).toThrow(/no result of a part/);
  });
});

describe("of a study", () => {
  test("only the last chunks come in parts: two for each thread", () => {
    const tasks = chunks(20, 10);
    const lengths = inParts(tasks, 2).map(({ task }) => lengthOf(task));

    expect(lengths.slice(0, 16)).toEqual(Array.from({ length: 16 }, () => 10));
    expect(lengths.slice(16)).toHaveLength(4 * 4);
    expect(Math.max(...lengths.slice(16))).toBe(3);
  });

  test("sixteen threads have something to do where there are fewer chunks than threads", () => {
    expect(inParts(chunks(4, 10), 16)).toHaveLength(40);
  });

  test("one thread computes whole chunks", () => {
    const tasks = chunks(5, 10);

    expect(inParts(tasks, 1).map(({ task }) => task)).toEqual(tasks);
  });

  test("its store is told of whole chunks only, each once", async () => {
    const study = { ...plan, replications: 7, chunkReplications: 4 };
    const { tasks } = planStudy(study);
    const executor = new ThreadExecutor({ threads: 2 });
    const told: string[] = [];
    try {
      await executor.run(tasks, { onResult: (hash) => told.push(hash) });
      const { hash } = await conductStudy(study, { executor });

      expect(told.toSorted()).toEqual(tasks.map(({ hash }) => hash).toSorted());
      expect(hash).toBe((await conductStudy(study)).hash);
    } finally {
      await executor.close();
    }
  });
});
