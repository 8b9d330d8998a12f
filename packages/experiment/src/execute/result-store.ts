/** Where results of chunks are kept, by their hash. */
import { sha256 } from "./chunk.js";
import { ExperimentError } from "./experiment-error.js";

export type StoredResult =
  | { readonly kind: "sound"; readonly text: string; readonly sha256: string }
  | { readonly kind: "missing" }
  /** The file is there, and is not what was written: cut short, or changed. */
  | { readonly kind: "damaged"; readonly why: string };

export interface ResultStore {
  read(hash: string): StoredResult;
  /** Keeps a result. One that is there already has to be the same byte by byte; a damaged one is replaced. */
  write(hash: string, text: string): void;
}

/** For a study that fits into one process and need not be resumed. */
export class MemoryStore implements ResultStore {
  private readonly results = new Map<string, string>();

  read(hash: string): StoredResult {
    const text = this.results.get(hash);
    return text === undefined ? { kind: "missing" } : { kind: "sound", text, sha256: sha256(text) };
  }

  write(hash: string, text: string): void {
    checkDuplicate(hash, this.read(hash), text);
    this.results.set(hash, text);
  }
}

/** The same chunk has come to two results: a defect of the program or of a machine, and no number can be trusted. */
export function checkDuplicate(hash: string, before: StoredResult, text: string): void {
  if (before.kind !== "sound" || before.text === text) return;
  throw new ExperimentError(
    "DUPLICATE_DIFFERS",
    `Chunk ${hash} has two results that differ (${sha256(before.text).slice(0, 12)} and ${sha256(text).slice(0, 12)}). ` +
      "The same chunk must come to the same bytes on every machine: one of the machines or versions is at fault. " +
      "Both are kept as they were; run the study again in one process and compare.",
  );
}
