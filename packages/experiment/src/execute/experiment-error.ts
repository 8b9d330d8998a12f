/** What can go wrong around a study through no fault of the models: told in words, with finished results left as they are. */

export type ExperimentProblem =
  | "CHUNK_FAILED"
  | "DISK_FULL"
  | "DUPLICATE_DIFFERS"
  | "FOLDER_UNUSABLE"
  | "INTERRUPTED"
  | "MANIFEST_DAMAGED"
  | "MANIFEST_DIFFERS"
  | "REDIS_REFUSED"
  | "REDIS_UNREACHABLE"
  | "RESULT_DAMAGED"
  | "RESULT_FOREIGN"
  | "RESULT_MISSING"
  | "SHARD_WRONG"
  | "STUDY_RUNNING"
  | "VERSION_DIFFERS"
  | "WARMUP_UNKNOWN"
  | "WORKER_DIED";

export class ExperimentError extends Error {
  constructor(
    readonly problem: ExperimentProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "ExperimentError";
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
