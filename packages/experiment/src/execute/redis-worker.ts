/**
 * A worker for studies of other processes: takes chunks from the queue in Redis until it is told to stop.
 *
 * Chunks are computed in worker threads: a processor that blocked the event loop longer than its lock lasts would never be done.
 */
import { availableParallelism } from "node:os";
import { Worker } from "bullmq";
import { leaveCoresToThreads } from "./engine.js";
import { checkRedis, lastingConnection, queueNameFor } from "./redis-connection.js";
import { threadFile } from "./source-loader.js";

export interface RedisWorkerOptions {
  readonly url: string;
  /** Of the models that this process has. */
  readonly version: string;
  /** Chunks at a time. Left out: one for each core. */
  readonly threads?: number;
  /** So long after a worker was killed another takes its chunk. */
  readonly lockSeconds?: number;
  readonly onChunk?: (hash: string, problem?: string) => void;
}

/** @assumption Ten seconds without a sign: a worker that lives renews its lock twice in that time. */
const LOCK_SECONDS = 10;
/** Killed so often over one chunk, it is the chunk that kills. */
const STALLED_MAX = 3;

export interface RedisWorker {
  /** Finishes what is under way and takes nothing more. */
  close(): Promise<void>;
}

/** Resolves when the worker takes chunks; rejects when Redis cannot be reached or refuses the password. */
export async function startRedisWorker(options: RedisWorkerOptions): Promise<RedisWorker> {
  const { url, version, threads = availableParallelism(), lockSeconds = LOCK_SECONDS, onChunk } = options;
  await checkRedis(url);
  if (threads > 1) leaveCoresToThreads();
  const connection = lastingConnection(url);
  const worker = new Worker(queueNameFor(version), threadFile("redis-processor"), {
    connection,
    concurrency: threads,
    useWorkerThreads: true,
    lockDuration: lockSeconds * 1000,
    stalledInterval: lockSeconds * 1000,
    maxStalledCount: STALLED_MAX,
  });
  worker.on("completed", ({ id }) => onChunk?.(id ?? ""));
  worker.on("failed", (job, error) => onChunk?.(job?.id ?? "", error.message));
  worker.on("error", () => undefined); // Redis is away: the connection waits for it.
  await worker.waitUntilReady();
  return {
    close: async () => {
      await worker.close();
      connection.disconnect();
    },
  };
}
