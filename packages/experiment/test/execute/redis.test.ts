/** Chunks over a real Redis: workers of which one is killed, a Redis that restarts, and a wrong password. */
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { conductStudy, RedisExecutor, startRedisWorker, StudyFolder } from "../../src/index.js";
import { smallPlan } from "../pair.js";
import { scratchFolder } from "../scratch.js";
import { hasRedis, RedisServer } from "../../../../test/support/redis-server.js";

const plan = { ...smallPlan(), chunkReplications: 1 };
const workers: ChildProcess[] = [];

function startWorker(url: string, version = "test"): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("redis-worker.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, url, version], { stdio: ["ignore", "pipe", "inherit"] });
  workers.push(child);
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) => {
      if (text.toString().includes("ready")) resolve(child);
    });
    child.on("exit", () => reject(new Error("the worker ended")));
  });
}

afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
});

if (!hasRedis) {
  // Continuous integration installs it, and demands it.
  test("redis-server is not installed: `apt-get install redis-server` has these tests run", () => {
    console.warn("redis-server is not installed: the tests of the Redis executor have not run.");
    expect(process.env.CI).toBeUndefined();
  });
} else {
  describe("over Redis", () => {
    const folder = mkdtempSync(join(tmpdir(), "sysplex-redis-"));
    let server: RedisServer;
    let hash: string;

    beforeAll(async () => {
      server = await RedisServer.start(folder);
      hash = (await conductStudy(plan)).hash;
    });

    afterAll(async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    test("two workers, one killed in the middle of a chunk, come to the same result", async () => {
      const [, doomed] = await Promise.all([startWorker(server.url()), startWorker(server.url())]);
      const executor = new RedisExecutor({ url: server.url(), version: "test", lookSeconds: 0.5 });
      try {
        const result = await conductStudy(plan, {
          executor,
          store: new StudyFolder(scratchFolder()),
          onProgress: ({ done }) => {
            if (done === 2) doomed.kill("SIGKILL");
          },
        });

        expect(doomed.killed).toBe(true);
        expect(result.hash).toBe(hash);
      } finally {
        await executor.close();
      }
    }, 60_000);

    test("a Redis that restarts and has forgotten everything costs time and no result", async () => {
      await startWorker(server.url());
      const executor = new RedisExecutor({ url: server.url(), version: "test", lookSeconds: 0.5 });
      let restarted: Promise<void> | undefined;
      try {
        const result = await conductStudy(plan, {
          executor,
          onProgress: ({ done }) => {
            if (done === 3) restarted ??= server.stop().then(() => server.start());
          },
        });
        await restarted;

        expect(restarted).toBeDefined();
        expect(result.hash).toBe(hash);
      } finally {
        await executor.close();
      }
    }, 60_000);

    test("a wrong password is told at once, without the password", async () => {
      const executor = new RedisExecutor({ url: server.url("guess"), version: "test" });

      const problem = await conductStudy(plan, { executor }).catch((error: unknown) => error as Error);
      await executor.close();

      expect(problem).toMatchObject({ problem: "REDIS_REFUSED" });
      expect((problem as Error).message).not.toContain("guess");
      await expect(startRedisWorker({ url: server.url("guess"), version: "test" })).rejects.toMatchObject({
        problem: "REDIS_REFUSED",
      });
    });

    test("no Redis is told at once, and so is an address that is none", async () => {
      await expect(startRedisWorker({ url: "redis://127.0.0.1:1", version: "test" })).rejects.toMatchObject({
        problem: "REDIS_UNREACHABLE",
      });
      await expect(startRedisWorker({ url: "127.0.0.1", version: "test" })).rejects.toThrow(/redis:\/\/host/);
    });

    test("a worker of another version takes no chunk, and the study says whom it waits for", async () => {
      await startWorker(server.url(), "other");
      const controller = new AbortController();
      const troubles: string[] = [];
      const executor = new RedisExecutor({
        url: server.url(),
        version: "test",
        lookSeconds: 0.2,
        onTrouble: (message) => {
          troubles.push(message);
          if (troubles.length === 3) controller.abort();
        },
      });
      const study = conductStudy(plan, { executor, signal: controller.signal });

      await expect(study).rejects.toMatchObject({ problem: "INTERRUPTED" });
      await executor.close();
      expect(troubles[0]).toContain("no worker of version test");
    }, 30_000);

    test("a chunk that fails on its workers ends the study in words", async () => {
      await startWorker(server.url());
      const [variant] = plan.variants;
      const broken = {
        ...plan,
        variants: [{ name: "broken", bundle: { main: variant?.bundle.main ?? "", files: {} } }],
      };
      const executor = new RedisExecutor({ url: server.url(), version: "test", lookSeconds: 0.2 });

      const problem = await conductStudy(broken, { executor }).catch((error: unknown) => error as Error);
      await executor.close();

      expect(problem).toMatchObject({ problem: "CHUNK_FAILED" });
      expect((problem as Error).message).toContain("SFMPOL01");
    }, 30_000);
  });
}
