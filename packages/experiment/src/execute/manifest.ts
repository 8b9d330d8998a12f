/**
 * What a study consists of, chunk by chunk: written before anything runs, and what completeness is proved against.
 *
 * The study's parts do not depend on who runs it: the same plan gives the same chunks to one process, to seven shards and to
 * a hundred workers.
 */
import { assert } from "@sysplex/sim-core";
import type { Variant } from "../study/bundle.js";
import { canonicalJson } from "../study/canonical.js";
import { bundleHash, chunkHash, sha256, type ChunkSpec, type ChunkTask } from "./chunk.js";

export interface StudyPlan {
  readonly name: string;
  /** Of the models: a result of another version is another result. */
  readonly version: string;
  readonly seed: string;
  readonly variants: readonly Variant[];
  /** Of each variant. */
  readonly replications: number;
  /** Replications in a chunk. Left out: {@link CHUNK_REPLICATIONS}. */
  readonly chunkReplications?: number;
}

/**
 * Replications in a chunk.
 *
 * @measured A replication of a shipped scenario takes 10 to 100 ms, compiled, on a 2-core machine; to keep a result costs 1 to 2 ms,
 * most of it for the disk. With ten in a chunk that is some 1 % at worst, and a kill loses a second of work.
 */
export const CHUNK_REPLICATIONS = 10;

export interface Manifest {
  readonly schema: 1;
  readonly study: string;
  readonly version: string;
  readonly seed: string;
  readonly replications: number;
  readonly chunkReplications: number;
  readonly variants: readonly ManifestVariant[];
}

export interface ManifestVariant {
  readonly name: string;
  readonly bundle: string;
  /** The hashes of its chunks, in the order of the replications. */
  readonly chunks: readonly string[];
}

export interface PlannedStudy {
  readonly manifest: Manifest;
  /** Of the manifest: the study is known by it. */
  readonly hash: string;
  /** Each chunk once, though two variants may have the same one. First all first chunks, so that variants grow evenly. */
  readonly tasks: readonly ChunkTask[];
}

export function planStudy(plan: StudyPlan): PlannedStudy {
  const { chunkReplications = CHUNK_REPLICATIONS, replications } = plan;
  assert(replications >= 1 && chunkReplications >= 1, "A study has one replication at least");
  const byVariant = plan.variants.map((variant) => chunksOf(variant, plan, chunkReplications));
  const manifest: Manifest = {
    schema: 1,
    study: plan.name,
    version: plan.version,
    seed: plan.seed,
    replications,
    chunkReplications,
    variants: plan.variants.map(({ name }, index) => ({
      name,
      bundle: byVariant[index]?.[0]?.spec.bundle ?? "",
      chunks: (byVariant[index] ?? []).map(({ hash }) => hash),
    })),
  };
  const tasks = new Map<string, ChunkTask>();
  const most = Math.max(0, ...byVariant.map(({ length }) => length));
  for (let index = 0; index < most; index += 1) {
    for (const chunks of byVariant) {
      const task = chunks[index];
      if (task !== undefined && !tasks.has(task.hash)) tasks.set(task.hash, task);
    }
  }
  return { manifest, hash: manifestHash(manifest), tasks: [...tasks.values()] };
}

export function manifestHash(manifest: Manifest): string {
  return sha256(canonicalJson(manifest));
}

/** Each hash once, in the order of the variants and replications. */
export function chunkHashes({ variants }: Manifest): readonly string[] {
  return [...new Set(variants.flatMap(({ chunks }) => chunks))];
}

function chunksOf(
  { bundle }: Variant,
  { version, seed, replications }: StudyPlan,
  chunkReplications: number,
): ChunkTask[] {
  const hash = bundleHash(bundle);
  const tasks: ChunkTask[] = [];
  for (let first = 1; first <= replications; first += chunkReplications) {
    const last = Math.min(replications, first + chunkReplications - 1);
    const spec: ChunkSpec = { schema: 1, version, bundle: hash, seed, first, last };
    tasks.push({ hash: chunkHash(spec), spec, bundle });
  }
  return tasks;
}
