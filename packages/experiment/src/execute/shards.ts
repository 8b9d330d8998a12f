/**
 * A study in n parts that know nothing of one another, and the merge that proves that together they are the whole.
 *
 * Shard i computes every n-th chunk and writes it into a folder, its own or one that all share. Merging reads the folders,
 * compares what is there twice byte by byte, and demands that nothing is missing, damaged or foreign.
 */
import { collectStudy, complete, working, type ConductOptions, type StudyResult } from "./conduct.js";
import { ExperimentError } from "./experiment-error.js";
import { chunkHashes, manifestHash, planStudy, type Manifest, type StudyPlan } from "./manifest.js";
import { checkDuplicate, type ResultStore, type StoredResult } from "./result-store.js";
import type { StudyFolder } from "./study-folder.js";

export interface Shard {
  /** Counted from 1. */
  readonly index: number;
  readonly count: number;
}

/** `3/7`: the third of seven. */
export function parseShard(text: string): Shard | undefined {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim()) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count ? shard : undefined;
}

/** Computes one shard's chunks into the folder. The folder's manifest is that of the whole study. */
export async function conductShard(
  plan: StudyPlan,
  { index, count }: Shard,
  options: ConductOptions & { readonly store: StudyFolder },
): Promise<Pick<StudyResult, "manifest" | "reused" | "damaged">> {
  if (!(index >= 1 && index <= count))
    throw new ExperimentError("SHARD_WRONG", `There is no shard ${index} of ${count}: shards count from 1.`);
  const study = planStudy(plan);
  const own = study.tasks.filter((_, position) => position % count === index - 1);
  const work = async () => {
    options.store.open(study.manifest);
    return { manifest: study.manifest, ...(await complete(own, options)) };
  };
  return working(options.store, work, `shard-${index}-of-${count}`);
}

/** Puts the folders of all shards together. Nothing is written. */
export function mergeStudy(
  folders: readonly StudyFolder[],
): Pick<StudyResult, "manifest" | "hash" | "variants"> {
  const manifest = sharedManifest(folders);
  const expected = new Set(chunkHashes(manifest));
  const faults = folders.flatMap((folder) => [
    ...folder.strangers().map((name) => `${folder.folder}: results/${name} is not of this study`),
    ...folder
      .storedHashes()
      .filter((hash) => !expected.has(hash))
      .map((hash) => `${folder.folder}: results/${hash}.json is not of this study`),
  ]);
  if (faults.length > 0) throw new ExperimentError("RESULT_FOREIGN", listed("Foreign results", faults));
  const merged = new MergedStore(folders);
  checkComplete(manifest, merged);
  return collectStudy(manifest, merged);
}

class MergedStore implements ResultStore {
  constructor(private readonly folders: readonly StudyFolder[]) {}

  /** A sound result in one folder serves where another has a damaged one; two sound ones have to be equal. */
  read(hash: string): StoredResult {
    let found: StoredResult = { kind: "missing" };
    for (const folder of this.folders) {
      const stored = folder.read(hash);
      if (stored.kind === "sound") checkDuplicate(hash, found, stored.text);
      if (stored.kind === "sound" || found.kind === "missing") found = stored;
    }
    return found;
  }

  write(): void {
    throw new ExperimentError("FOLDER_UNUSABLE", "A merge writes nothing.");
  }
}

function sharedManifest(folders: readonly StudyFolder[]): Manifest {
  const [first, ...others] = folders.map((folder) => {
    const manifest = folder.manifest();
    if (manifest !== undefined) return { folder, manifest };
    throw new ExperimentError(
      "RESULT_MISSING",
      `${folder.folder} holds no study: there is no manifest.json.`,
    );
  });
  if (first === undefined) throw new ExperimentError("RESULT_MISSING", "There is no folder to merge.");
  const other = others.find(({ manifest }) => manifestHash(manifest) !== manifestHash(first.manifest));
  if (other === undefined) return first.manifest;
  const what = `${first.folder.folder} and ${other.folder.folder} hold different studies`;
  throw new ExperimentError(
    "MANIFEST_DIFFERS",
    `${what}: shards have to be run with the same files, version, seed and replications.`,
  );
}

function checkComplete(manifest: Manifest, store: ResultStore): void {
  const hashes = chunkHashes(manifest);
  const states = hashes.map((hash) => ({ hash, stored: store.read(hash) }));
  const damaged = states.flatMap(({ hash, stored }) =>
    stored.kind === "damaged" ? [`results/${hash}.json: ${stored.why}`] : [],
  );
  if (damaged.length > 0)
    throw new ExperimentError(
      "RESULT_DAMAGED",
      listed("Damaged results, which their shards compute again when they are started again", damaged),
    );
  const missing = states.filter(({ stored }) => stored.kind === "missing").map(({ hash }) => hash);
  if (missing.length > 0)
    throw new ExperimentError(
      "RESULT_MISSING",
      listed(`${missing.length} of ${hashes.length} chunks have no result`, missing),
    );
}

const LISTED_MAX = 10;

function listed(what: string, items: readonly string[]): string {
  const more = items.length - LISTED_MAX;
  const shown = items.slice(0, LISTED_MAX).map((item) => `\n  ${item}`);
  return `${what}:${shown.join("")}${more > 0 ? `\n  and ${more} more` : ""}`;
}
