/** `sysplex worker`: computes chunks of other people's studies until it is told to stop. */
import { startRedisWorker } from "@sysplex/experiment";
import { EXIT_STATUS, type ExitStatus } from "../exit-status.js";
import type { CommandIo } from "../io.js";
import { counted, printable } from "../plain-text.js";
import { packageVersion } from "../version.js";
import { inWords } from "./conduct.js";

export interface WorkerCommandOptions {
  readonly redis: string;
  readonly workers?: number;
}

export async function workerCommand(
  { redis, workers }: WorkerCommandOptions,
  io: CommandIo,
): Promise<ExitStatus> {
  const version = packageVersion();
  const count = { done: 0 };
  try {
    const worker = await startRedisWorker({
      url: redis,
      version,
      ...(workers === undefined ? {} : { threads: workers }),
      onChunk: (hash, problem) => {
        count.done += 1;
        if (problem !== undefined) io.err(`sysplex: chunk ${hash}: ${printable(problem)}\n`);
      },
    });
    io.err(`sysplex: takes chunks of version ${version}; Ctrl-C finishes what is under way and ends\n`);
    await new Promise<void>((stop) => io.onInterrupt?.(stop));
    await worker.close();
  } catch (error) {
    throw inWords(error);
  }
  io.err(`sysplex: ${counted(count.done, "chunk")} computed\n`);
  return EXIT_STATUS.ok;
}
