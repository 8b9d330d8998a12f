/** What goes wrong around a study: told in words, and what was finished stays. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import {
  conductShard,
  conductStudy,
  ExperimentError,
  InProcessExecutor,
  mergeStudy,
  parseShard,
  planStudy,
  StudyFolder,
  ThreadExecutor,
  type ExperimentProblem,
} from "../../src/index.js";
import { nodeFiles, replaceWith, type Files } from "../../src/execute/files.js";
import { pairVariant, smallPlan } from "../pair.js";
import { scratchFolder } from "../scratch.js";

const plan = smallPlan();
const { tasks } = planStudy(plan);
let hash: string;

beforeAll(async () => {
  hash = (await conductStudy(plan)).hash;
});

async function finished(): Promise<string> {
  const folder = scratchFolder();
  await conductStudy(plan, { store: new StudyFolder(folder) });
  return folder;
}

function resultsOf(folder: string): string[] {
  return readdirSync(join(folder, "results")).sort();
}

async function problemOf(action: () => unknown): Promise<{ problem: ExperimentProblem; message: string }> {
  try {
    await action();
  } catch (error) {
    if (error instanceof ExperimentError) return error;
    throw error;
  }
  throw new Error("There was no problem");
}

describe("a process that is killed", () => {
  test("loses nothing that was finished, and the next one goes on", async () => {
    const folder = scratchFolder();
    const script = fileURLToPath(new URL("study-process.mjs", import.meta.url));
    const child = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (text: Buffer) => {
        if (/^[23]$/m.test(text.toString())) child.kill("SIGKILL");
      });
      child.on("exit", () => resolve());
    });
    const kept = resultsOf(folder).filter((name) => !name.startsWith("."));

    const resumed = await conductStudy(plan, { store: new StudyFolder(folder) });

    expect(kept.length).toBeGreaterThanOrEqual(2);
    expect(kept.length).toBeLessThan(tasks.length);
    expect(resumed.reused).toBe(kept.length);
    expect(resumed.hash).toBe(hash);
  });
});

describe("a result that was damaged", () => {
  test.each([
    ["cut short", (path: string) => truncateSync(path, 700), "cut short"],
    ["emptied", (path: string) => truncateSync(path, 0), "first line"],
    [
      "changed",
      (path: string) => writeFileSync(path, readFileSync(path, "utf8").replace('"retried":', '"Retried":')),
      "changed after",
    ],
    [
      "taken from another chunk",
      (path: string) =>
        writeFileSync(path, readFileSync(path.replace(/[^/]+$/, `${tasks[1]?.hash}.json`), "utf8")),
      "another chunk",
    ],
  ])("%s is told and computed again", async (_how, damage, why) => {
    const folder = await finished();
    const path = join(folder, "results", `${tasks[0]?.hash}.json`);
    damage(path);

    expect((await problemOf(() => mergeStudy([new StudyFolder(folder)]))).message).toContain(why);
    const again = await conductStudy(plan, { store: new StudyFolder(folder) });

    expect(again.damaged).toEqual([expect.stringContaining(why)]);
    expect(again.reused).toBe(tasks.length - 1);
    expect(again.hash).toBe(hash);
  });
});

describe("a merge", () => {
  test("names the chunks that are missing", async () => {
    const folder = await finished();
    rmSync(join(folder, "results", `${tasks[2]?.hash}.json`));

    const { problem, message } = await problemOf(() => mergeStudy([new StudyFolder(folder)]));

    expect(problem).toBe("RESULT_MISSING");
    expect(message).toContain(`1 of ${tasks.length}`);
    expect(message).toContain(tasks[2]?.hash);
  });

  test("refuses what is not of the study", async () => {
    const folder = await finished();
    writeFileSync(join(folder, "results", `${"0".repeat(64)}.json`), "{}\n");
    expect(await problemOf(() => mergeStudy([new StudyFolder(folder)]))).toMatchObject({
      problem: "RESULT_FOREIGN",
    });

    rmSync(join(folder, "results", `${"0".repeat(64)}.json`));
    writeFileSync(join(folder, "results", "notes.txt"), "");
    expect(await problemOf(() => mergeStudy([new StudyFolder(folder)]))).toMatchObject({
      problem: "RESULT_FOREIGN",
    });
  });

  test("raises an alarm when one chunk has two results", async () => {
    const [folder, other] = [await finished(), scratchFolder()];
    const store = new StudyFolder(other);
    await conductShard(plan, { index: 1, count: 3 }, { store });
    const [first] = tasks;
    const stored = store.read(first?.hash ?? "");
    rmSync(join(other, "results", `${first?.hash}.json`));
    store.write(
      first?.hash ?? "",
      stored.kind === "sound" ? stored.text.replace(/"events":\d+/, '"events":1') : "",
    );

    const { problem, message } = await problemOf(() => mergeStudy([new StudyFolder(folder), store]));

    expect(problem).toBe("DUPLICATE_DIFFERS");
    expect(message).toContain(first?.hash);
    // And so does whoever writes the second one.
    expect(await problemOf(() => new StudyFolder(folder).write(first?.hash ?? "", "{}"))).toMatchObject({
      problem,
    });
    expect((await conductStudy(plan, { store: new StudyFolder(folder) })).hash).toBe(hash);
  });

  test("refuses shards of different studies, and a folder without one", async () => {
    const [a, b] = [new StudyFolder(scratchFolder()), new StudyFolder(scratchFolder())];
    await conductShard(plan, { index: 1, count: 6 }, { store: a });
    await conductShard({ ...plan, seed: "2" }, { index: 2, count: 6 }, { store: b });

    expect(await problemOf(() => mergeStudy([a, b]))).toMatchObject({ problem: "MANIFEST_DIFFERS" });
    expect(await problemOf(() => mergeStudy([new StudyFolder(scratchFolder())]))).toMatchObject({
      problem: "RESULT_MISSING",
    });
    expect(await problemOf(() => mergeStudy([]))).toMatchObject({ problem: "RESULT_MISSING" });
  });

  test.each(["0/3", "4/3", "1", "a/b", "-1/3", "1/0"])("knows no shard %s", (text) => {
    expect(parseShard(text)).toBeUndefined();
    expect(parseShard("3/7")).toEqual({ index: 3, count: 7 });
  });
});

describe("a folder", () => {
  test("with another study is left as it is", async () => {
    const folder = await finished();
    const before = resultsOf(folder);

    const { problem, message } = await problemOf(() =>
      conductStudy({ ...plan, seed: "7" }, { store: new StudyFolder(folder) }),
    );

    expect(problem).toBe("MANIFEST_DIFFERS");
    expect(message).toContain("seed was 1 and is 7");
    expect(resultsOf(folder)).toEqual(before);
  });

  test("with a damaged manifest says so, and its results serve again once that is removed", async () => {
    const folder = await finished();
    truncateSync(join(folder, "manifest.json"), 20);
    expect(await problemOf(() => mergeStudy([new StudyFolder(folder)]))).toMatchObject({
      problem: "MANIFEST_DAMAGED",
    });

    rmSync(join(folder, "manifest.json"));
    expect(await conductStudy(plan, { store: new StudyFolder(folder) })).toMatchObject({
      reused: tasks.length,
      hash,
    });
  });

  test("that is a file cannot be used", async () => {
    const path = join(scratchFolder(), "file");
    writeFileSync(path, "");

    expect(await problemOf(() => conductStudy(plan, { store: new StudyFolder(path) }))).toMatchObject({
      problem: "FOLDER_UNUSABLE",
    });
  });
});

describe("a study that is being worked on", () => {
  test("is refused to a second process, and not when the first is gone", async () => {
    const folder = scratchFolder();
    const claim = join(folder, "running-study.json");
    writeFileSync(claim, JSON.stringify({ pid: process.ppid, host: hostname() }));

    const { problem, message } = await problemOf(() =>
      conductStudy(plan, { store: new StudyFolder(folder) }),
    );
    expect(problem).toBe("STUDY_RUNNING");
    expect(message).toContain(String(process.ppid));

    writeFileSync(claim, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    expect(await conductStudy(plan, { store: new StudyFolder(folder) })).toMatchObject({ hash });
    expect(readdirSync(folder).sort()).toEqual(["manifest.json", "results"]);
  });
});

test("a disk that fills up is told, and what was finished serves when there is room again", async () => {
  const folder = scratchFolder();
  let room = 4; // Who works on it, the manifest, and two results.
  const fillingUp: Files = {
    ...nodeFiles,
    replace: (path, text) =>
      replaceWith(path, text, (beside, whole) => {
        room -= 1;
        writeFileSync(beside, room < 0 ? whole.slice(0, 100) : whole);
        if (room < 0) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      }),
  };

  const { problem, message } = await problemOf(() =>
    conductStudy(plan, { store: new StudyFolder(folder, fillingUp) }),
  );

  expect(problem).toBe("DISK_FULL");
  expect(message).toContain(folder);
  expect(resultsOf(folder)).toHaveLength(2);
  expect(await conductStudy(plan, { store: new StudyFolder(folder) })).toMatchObject({
    reused: 2,
    damaged: [],
    hash,
  });
});

describe("a worker thread that dies", () => {
  const dying = (name: string) =>
    new ThreadExecutor({ threads: 2, worker: new URL(`${name}.mjs`, import.meta.url) });

  test("over a chunk is replaced, and the result is the same", async () => {
    process.env.DYING_WORKER_FOLDER = scratchFolder();
    const twoChunks = { ...plan, replications: 1, chunkReplications: 1 };
    const alone = await conductStudy(twoChunks);
    const executor = dying("dying-worker");
    try {
      expect(await conductStudy(twoChunks, { executor })).toMatchObject({ hash: alone.hash });
      expect(readdirSync(process.env.DYING_WORKER_FOLDER)).toHaveLength(2);
    } finally {
      await executor.close();
    }
  }, 60_000);

  test("over and over ends the study, and finished results stay", async () => {
    const folder = scratchFolder();
    await conductShard(plan, { index: 1, count: 2 }, { store: new StudyFolder(folder) });
    const executor = dying("always-dying-worker");
    try {
      const { problem, message } = await problemOf(() =>
        conductStudy(plan, { executor, store: new StudyFolder(folder) }),
      );

      expect(problem).toBe("WORKER_DIED");
      expect(message).toContain("What was finished is kept");
      expect(await conductStudy(plan, { store: new StudyFolder(folder) })).toMatchObject({ reused: 3, hash });
    } finally {
      await executor.close();
    }
  }, 60_000);
});

test("a scenario that cannot be run fails its chunk in words, here and in a thread", async () => {
  const { name, bundle } = pairVariant();
  const broken = { ...plan, variants: [{ name, bundle: { ...bundle, files: {} } }] };
  const threads = new ThreadExecutor({ threads: 1 });
  try {
    for (const executor of [new InProcessExecutor(), threads]) {
      const { problem, message } = await problemOf(() => conductStudy(broken, { executor }));

      expect(problem).toBe("CHUNK_FAILED");
      expect(message).toContain("SFMPOL01");
    }
  } finally {
    await threads.close();
  }
});
