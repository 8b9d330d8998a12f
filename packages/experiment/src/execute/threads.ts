/** Chunks on the cores of this machine: a pool of worker threads. */
import { availableParallelism } from "node:os";
import { Tinypool } from "tinypool";
import type { ChunkTask } from "./chunk.js";
import { checkInterrupted, type ExecutionOptions, type Executor } from "./executor.js";
import { ExperimentError, messageOf } from "./experiment-error.js";
import { threadFile } from "./source-loader.js";

/** A chunk that kills its thread that often is at fault itself. */
const ATTEMPTS_MAX = 3;

export interface ThreadOptions {
  /** Left out: one for each core. */
  readonly threads?: number;
  /** The module whose default export computes a chunk. Left out: this package's. */
  readonly worker?: URL;
}

export class ThreadExecutor implements Executor {
  private readonly pool: Tinypool;
  /** Rejects when a thread cannot even start: no task of it would ever be answered. */
  private readonly unable: Promise<never>;
  private isClosed = false;
  private readonly watched = new WeakSet<PoolThread>();

  constructor({
    threads = availableParallelism(),
    worker = threadFile("thread-worker"),
  }: ThreadOptions = {}) {
    this.pool = new Tinypool({
      filename: worker.href,
      minThreads: threads,
      maxThreads: threads,
    });
    this.unable = new Promise((_resolve, reject) => this.pool.on("error", reject));
    this.unable.catch(() => undefined);
  }

  /** As many at a time as there are threads, so that little is lost when it is interrupted. */
  async run(tasks: readonly ChunkTask[], { onResult, signal }: ExecutionOptions): Promise<void> {
    const waiting = tasks.values();
    let failure: unknown;
    const lane = async (): Promise<void> => {
      for (const task of waiting) {
        if (failure !== undefined) return;
        try {
          checkInterrupted(signal);
          onResult(task.hash, await this.compute(task));
        } catch (error) {
          failure ??= error;
        }
      }
    };
    await Promise.all(Array.from({ length: this.pool.options.maxThreads }, lane));
    if (failure !== undefined) throw failure as Error;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.pool.destroy();
  }

  /** The pool hears of errors only: a thread that ends without one would leave its chunk waiting for ever. */
  private watchThreads(): void {
    for (const thread of this.pool.threads) {
      if (this.watched.has(thread)) continue;
      this.watched.add(thread);
      let isTold = false;
      thread.once("error", () => (isTold = true));
      thread.once("exit", () => {
        if (!isTold && !this.isClosed) thread.emit("error", new Error("the worker thread ended by itself"));
      });
    }
  }

  /** A thread that dies takes its chunk with it; the pool starts another, and the chunk is computed anew. */
  private async compute(task: ChunkTask): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = this.pool.run(task);
        this.watchThreads();
        return (await Promise.race([answer, this.unable])) as string;
      } catch (error) {
        if (!isDeath(error)) throw new ExperimentError("CHUNK_FAILED", messageOf(error), { cause: error });
        if (attempt < ATTEMPTS_MAX) continue;
        throw new ExperimentError(
          "WORKER_DIED",
          `A worker thread died ${ATTEMPTS_MAX} times over chunk ${task.hash} (replications ${task.spec.first} to ` +
            `${task.spec.last}): ${messageOf(error)}. What was finished is kept.`,
          { cause: error },
        );
      }
    }
  }
}

type PoolThread = Tinypool["threads"][number];

/** Out of memory, or ended by itself: not an error that the chunk's own code has thrown. */
function isDeath(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_WORKER_OUT_OF_MEMORY" || /worker|thread/i.test(message ?? "");
}
