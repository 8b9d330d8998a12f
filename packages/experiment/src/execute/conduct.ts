/** A study from its plan to its outcomes: what is missing is computed, what is there is used. */
import type { ReplicationOutcome } from "../study/outcome.js";
import type { VariantOutcomes } from "../study/compare.js";
import { looks, isPrecise, DEFAULT_BUDGET, type Budget, type Precision } from "../statistics/precision.js";
import type { Interval } from "../statistics/interval.js";
import { sha256, type ChunkResult, type ChunkTask } from "./chunk.js";
import { checkInterrupted, InProcessExecutor, type Executor } from "./executor.js";
import { ExperimentError } from "./experiment-error.js";
import { CHUNK_REPLICATIONS, planStudy, type Manifest, type StudyPlan } from "./manifest.js";
import { ProgressMeter, type StudyProgress } from "./progress.js";
import { MemoryStore, type ResultStore, type StoredResult } from "./result-store.js";
import { StudyFolder } from "./study-folder.js";

export interface ConductOptions {
  /** Left out: one process. Whoever made it closes it. */
  readonly executor?: Executor;
  /** Left out: nothing is kept. A {@link StudyFolder} is opened here. */
  readonly store?: ResultStore;
  readonly onProgress?: (progress: StudyProgress) => void;
  readonly signal?: AbortSignal;
}

export interface StudyResult {
  readonly manifest: Manifest;
  /** Over the manifest and every result, in order: the same for every way to run the same study. */
  readonly hash: string;
  readonly variants: VariantOutcomes;
  /** Chunks that had been finished before. */
  readonly reused: number;
  /** Chunks whose results were damaged and have been computed again. */
  readonly damaged: readonly string[];
}

/** Runs a study to its end. */
export async function conductStudy(plan: StudyPlan, options: ConductOptions = {}): Promise<StudyResult> {
  const { store = new MemoryStore() } = options;
  const study = planStudy(plan);
  return working(store, async () => {
    if (store instanceof StudyFolder) store.open(study.manifest);
    const { reused, damaged } = await complete(study.tasks, { ...options, store });
    return { ...collectStudy(study.manifest, store), reused, damaged };
  });
}

/** Computes those of the tasks that have no sound result yet. */
export async function complete(
  tasks: readonly ChunkTask[],
  { executor = new InProcessExecutor(), store = new MemoryStore(), onProgress, signal }: ConductOptions,
): Promise<Pick<StudyResult, "reused" | "damaged">> {
  checkInterrupted(signal);
  const damaged: string[] = [];
  const missing = tasks.filter(({ hash }) => {
    const stored = store.read(hash);
    if (stored.kind === "damaged") damaged.push(`results/${hash}.json: ${stored.why}; it is computed again`);
    return stored.kind !== "sound";
  });
  const reused = tasks.length - missing.length;
  const sizes = new Map(missing.map(({ hash, spec }) => [hash, spec.last - spec.first + 1]));
  const replications = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const meter = new ProgressMeter(tasks.length, reused, damaged, replications);
  onProgress?.(meter.now);
  await executor.run(missing, {
    onResult: (hash, text) => {
      store.write(hash, text);
      const progress = meter.onChunk(sizes.get(hash) ?? 0);
      onProgress?.(progress);
    },
    ...(signal === undefined ? {} : { signal }),
  });
  return { reused, damaged };
}

/** Every result of the manifest, in its order. Anything missing or damaged is an error. */
export function collectStudy(
  manifest: Manifest,
  store: ResultStore,
): Pick<StudyResult, "manifest" | "hash" | "variants"> {
  const hashes: string[] = [];
  const variants = manifest.variants.map(({ name, chunks }) => {
    const outcomes: ReplicationOutcome[] = [];
    for (const hash of chunks) {
      const { text, sha256 } = soundResult(hash, name, store);
      hashes.push(sha256);
      outcomes.push(...(JSON.parse(text) as ChunkResult).outcomes);
    }
    return { variant: name, outcomes };
  });
  const hash = sha256(
    [sha256(JSON.stringify(manifest.variants.map(({ name }) => name))), ...hashes].join("\n"),
  );
  return { manifest, hash, variants };
}

function soundResult(hash: string, variant: string, store: ResultStore): SoundResult {
  const stored = store.read(hash);
  if (stored.kind === "sound") return stored;
  const what = `Chunk ${hash} of ${variant}`;
  throw stored.kind === "missing"
    ? new ExperimentError("RESULT_MISSING", `${what} has no result: the study is not finished.`)
    : new ExperimentError("RESULT_DAMAGED", `${what}: its result is damaged, ${stored.why}.`);
}

type SoundResult = Extract<StoredResult, { readonly kind: "sound" }>;

export interface PrecisionGoal {
  readonly precision: Precision;
  readonly budget?: Budget;
  /** The intervals that have to be short enough, of what is there so far. */
  readonly intervals: (variants: VariantOutcomes) => readonly Interval[];
}

export interface PreciseResult extends StudyResult {
  /** false: the budget was spent before every interval was short enough. */
  readonly isPrecise: boolean;
}

/** Runs a study with more and more replications until its intervals are short enough. */
export async function conductToPrecision(
  plan: Omit<StudyPlan, "replications">,
  { precision, budget = DEFAULT_BUDGET, intervals }: PrecisionGoal,
  options: ConductOptions = {},
): Promise<PreciseResult> {
  const isEnough = (variants: VariantOutcomes): boolean =>
    intervals(variants).every((interval) => isPrecise(interval, precision));
  const { result, wasEnough } = await conductUntil(plan, { budget, isEnough }, options);
  return { ...result, isPrecise: wasEnough };
}

export interface Goal {
  readonly budget: Budget;
  readonly isEnough: (variants: VariantOutcomes) => boolean;
}

/**
 * Runs a study with more and more replications until it is enough, or the budget is spent. Looks are taken at numbers of
 * replications that are known beforehand, so that every executor stops at the same one.
 */
export async function conductUntil(
  plan: Omit<StudyPlan, "replications">,
  { budget, isEnough }: Goal,
  options: ConductOptions = {},
): Promise<{ readonly result: StudyResult; readonly wasEnough: boolean }> {
  const { store = new MemoryStore() } = options;
  const { chunkReplications = CHUNK_REPLICATIONS } = plan;
  const damaged: string[] = [];
  let reused: number | undefined;
  return working(store, async () => {
    for (const look of wholeChunks(looks(budget), chunkReplications)) {
      const study = planStudy({ ...plan, replications: look.count });
      if (store instanceof StudyFolder) store.grow(study.manifest);
      const done = await complete(study.tasks, { ...options, store });
      reused ??= done.reused;
      damaged.push(...done.damaged);
      const result = { ...collectStudy(study.manifest, store), reused, damaged };
      const wasEnough = isEnough(result.variants);
      if (wasEnough || look.isLast) return { result, wasEnough };
    }
    throw new RangeError("A budget allows one replication at least");
  });
}

/** One process at a time works on a study in a folder, or on a shard of it. */
export async function working<Value>(
  store: ResultStore,
  work: () => Promise<Value>,
  part = "study",
): Promise<Value> {
  const release = store instanceof StudyFolder ? store.claim(part) : undefined;
  try {
    return await work();
  } finally {
    release?.();
  }
}

/** A chunk that grew would be another chunk: so looks come at whole chunks. */
function wholeChunks(counts: readonly number[], size: number): { count: number; isLast: boolean }[] {
  const rounded = [...new Set(counts.map((count) => Math.ceil(count / size) * size))];
  return rounded.map((count, index) => ({ count, isLast: index === rounded.length - 1 }));
}
