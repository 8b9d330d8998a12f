/**
 * A chunk: some replications of one variant. The unit that executors hand out, and that results are kept by.
 *
 * Its result is a pure function of its hash, which is taken over all that goes in: the texts of the scenario and its files,
 * the version of the models, the seed, and which replications. The name of the variant is none of it.
 */
import { createHash } from "node:crypto";
import type { Resolution } from "@sysplex/scenario";
import { SimulationMemory } from "@sysplex/sim-core";
import { canonicalJson } from "../study/canonical.js";
import { resolveBundle, type ScenarioBundle } from "../study/bundle.js";
import type { ReplicationOutcome } from "../study/outcome.js";
import { runReplication } from "../study/replication.js";
import { ExperimentError, messageOf } from "./experiment-error.js";

export interface ChunkSpec {
  readonly schema: 1;
  /** Of the models. */
  readonly version: string;
  /** The hash of the bundle. */
  readonly bundle: string;
  /** Of the study. */
  readonly seed: string;
  /** The first and the last replication, counted from 1. */
  readonly first: number;
  readonly last: number;
}

/** A chunk and what it needs, for a worker that has nothing. */
export interface ChunkTask {
  readonly hash: string;
  readonly spec: ChunkSpec;
  readonly bundle: ScenarioBundle;
}

/** What a chunk's result holds. */
export interface ChunkResult {
  readonly chunk: ChunkSpec;
  readonly outcomes: readonly ReplicationOutcome[];
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function bundleHash(bundle: ScenarioBundle): string {
  return sha256(canonicalJson(bundle));
}

export function chunkHash(spec: ChunkSpec): string {
  return sha256(canonicalJson(spec));
}

/** Runs the chunk. The text is the same wherever and whenever. */
export function computeChunk({ spec, bundle }: ChunkTask): string {
  const { resolved, diagnostics } = resolvedOnce(spec.bundle, bundle);
  if (resolved === undefined) {
    const [first] = diagnostics.filter(({ severity }) => severity === "error");
    throw new ExperimentError(
      "CHUNK_FAILED",
      `The scenario cannot be run: ${first?.text ?? "it is unsound"}`,
    );
  }
  const { seed, version, first, last } = spec;
  const outcomes: ReplicationOutcome[] = [];
  for (let replication = first; replication <= last; replication += 1) {
    try {
      outcomes.push(runReplication(resolved, { seed, replication, version }, memory));
    } catch (error) {
      const what = `Replication ${replication} with seed ${seed}#${replication} failed: ${messageOf(error)}`;
      throw new ExperimentError("CHUNK_FAILED", what, { cause: error });
    }
  }
  // The order of keys is that in which outcomes are made, which is the scenario's.
  return JSON.stringify({ chunk: spec, outcomes } satisfies ChunkResult);
}

/** Of this thread: a replication's garbage would be collected by helpers of the engine, whose cores other threads have. */
const memory = new SimulationMemory();

/** What stands before the first outcome in the text of a result. */
export function headOf(spec: ChunkSpec): string {
  return JSON.stringify({ chunk: spec, outcomes: [] } satisfies ChunkResult).slice(0, -"]}".length);
}

/**
 * Reading a scenario costs as much as a short replication, and the next chunk is often of the same one. What is kept is
 * read only; a run takes copies.
 */
const resolutions = new Map<string, Resolution>();
const RESOLUTIONS_MAX = 4;

function resolvedOnce(hash: string, bundle: ScenarioBundle): Resolution {
  const known = resolutions.get(hash);
  if (known !== undefined) return known;
  const resolution = resolveBundle(bundle);
  const [oldest] = resolutions.keys();
  if (resolutions.size >= RESOLUTIONS_MAX && oldest !== undefined) resolutions.delete(oldest);
  resolutions.set(hash, resolution);
  return resolution;
}
