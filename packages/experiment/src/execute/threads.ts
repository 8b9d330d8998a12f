/** Chunks on the cores of this machine: a pool of worker threads. */
import { availableParallelism } from "node:os";
import { Tinypool } from "tinypool";
import type { ChunkTask } from "./chunk.js";
import { leaveCoresToThreads } from "./engine.js";
import { checkInterrupted, type ExecutionOptions, type Executor } from "./executor.js";
import { ExperimentError, messageOf } from "./experiment-error.js";
import { inParts } from "./parts.js";
import { threadFile } from "./source-loader.js";

/** A chunk that kills its thread that often is at fault itself. */
const ATTEMPTS_MAX = 3;

/**
 * Room for what lives shortly, in each thread.
 *
 * A replication leaves some 3 MB of garbage behind. With the engine's own limit of 48 MiB it is collected after every ten
 * replications, by helper threads; where all cores have a thread already, that time is missing elsewhere.
 *
 * @measured 200 replications of zosmf-lpar-loss-sfm on two threads, Node 20: 2.8 s of processor time in place of 3.1 s. Twice as
 * much again changes nothing, as the engine has a limit of its own for typed arrays.
 */
const YOUNG_GENERATION_MIB = 192;

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
    if (threads > 1) leaveCoresToThreads();
    this.pool = new Tinypool({
      filename: worker.href,
      minThreads: threads,
      maxThreads: threads,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB },
    });
    this.unable = new Promise((_resolve, reject) => this.pool.on("error", reject));
    this.unable.catch(() => undefined);
  }

  /** As many at a time as there are threads, so that little is lost when it is interrupted. */
  async run(tasks: readonly ChunkTask[], { onResult, signal }: ExecutionOptions): Promise<void> {
    const { maxThreads } = this.pool.options;
    const waiting = inParts(tasks, maxThreads).values();
    let failure: unknown;
    const lane = async (): Promise<void> => {
      for (const { task, whole } of waiting) {
        if (failure !== undefined) return;
        try {
          checkInterrupted(signal);
          const text = whole.take(task, await this.compute(task));
          if (text !== undefined) onResult(whole.task.hash, text);
        } catch (error) {
          failure ??= error;
        }
      }
    };
    await Promise.all(Array.from({ length: maxThreads }, lane));
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
        // The thread in the place of the dead one may be handed what another lane waits for.
        this.watchThreads();
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
