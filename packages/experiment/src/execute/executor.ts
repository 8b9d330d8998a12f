/** Who computes chunks. The same interface for one process, for threads and for other machines. */
import { setImmediate } from "node:timers/promises";
import { computeChunk, type ChunkTask } from "./chunk.js";
import { ExperimentError } from "./experiment-error.js";

export interface ExecutionOptions {
  /** Told of each result, in whatever order they come. When it throws, nothing more is begun. */
  readonly onResult: (hash: string, text: string) => void;
  /** Nothing more is begun once it is aborted. */
  readonly signal?: AbortSignal;
}

export interface Executor {
  /** Resolves when every chunk has been told of; rejects at the first that cannot be computed. */
  run(tasks: readonly ChunkTask[], options: ExecutionOptions): Promise<void>;
  /** Lets threads and connections go. */
  close(): Promise<void>;
}

/** One chunk after the other, here. Between two chunks the host gets its turn, so that Ctrl-C is heard. */
export class InProcessExecutor implements Executor {
  async run(tasks: readonly ChunkTask[], { onResult, signal }: ExecutionOptions): Promise<void> {
    for (const task of tasks) {
      checkInterrupted(signal);
      onResult(task.hash, computeChunk(task));
      await setImmediate();
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export function checkInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new ExperimentError(
    "INTERRUPTED",
    "The study was interrupted. What was finished is kept: start it again to go on.",
  );
}
