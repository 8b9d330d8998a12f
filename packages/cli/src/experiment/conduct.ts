/** Around every study: who computes, how far it is, Ctrl-C, and what went wrong in words. */
import {
  ExperimentError,
  InProcessExecutor,
  RedisExecutor,
  ThreadExecutor,
  type ConductOptions,
  type ExperimentProblem,
  type Executor,
} from "@sysplex/experiment";
import { HostError } from "../exit-status.js";
import type { CommandIo } from "../io.js";
import { packageVersion } from "../version.js";
import { StudyMeter } from "./study-meter.js";

export interface ExecutorOptions {
  /** Left out: one for each core. */
  readonly workers?: number;
  readonly redis?: string;
}

/** Runs `work` with an executor that is closed afterwards, whatever happens. */
export async function conducting<Value>(
  { workers, redis }: ExecutorOptions,
  io: CommandIo,
  work: (options: ConductOptions) => Promise<Value>,
): Promise<Value> {
  const interruption = new AbortController();
  const meter = new StudyMeter(io);
  const release = io.onInterrupt?.(() => {
    meter.end();
    io.err("sysplex: what is under way is finished and kept; once more ends at once\n");
    interruption.abort();
  });
  let executor: Executor | undefined;
  try {
    executor = executorFor(workers, redis, (text) => meter.tell(text));
    const onProgress = meter.onProgress.bind(meter);
    return await work({ executor, onProgress, signal: interruption.signal });
  } catch (error) {
    throw inWords(error);
  } finally {
    meter.end();
    release?.();
    await executor?.close();
  }
}

function executorFor(
  workers: number | undefined,
  redis: string | undefined,
  onTrouble: (text: string) => void,
): Executor {
  if (redis !== undefined && workers !== undefined)
    throw new HostError(
      "--workers and --redis (or SYSPLEX_REDIS) exclude each other: threads here, or workers there",
    );
  if (redis !== undefined) return new RedisExecutor({ url: redis, version: packageVersion(), onTrouble });
  if (workers === 1) return new InProcessExecutor();
  return new ThreadExecutor(workers === undefined ? {} : { threads: workers });
}

/** What no user can help is an error of the program. */
const OWN_FAULTS: readonly ExperimentProblem[] = ["CHUNK_FAILED", "DUPLICATE_DIFFERS"];

export function inWords(error: unknown): unknown {
  if (!(error instanceof ExperimentError) || OWN_FAULTS.includes(error.problem)) return error;
  return new HostError(error.message, { cause: error });
}
