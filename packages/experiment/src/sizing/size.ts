/**
 * How much does it take? The smallest of several sizes that keeps its targets, found by simulation.
 *
 * Sizes are tried from the cheapest up, or by halving where more never makes it worse. Each gets replications until every target is
 * decided: kept when the whole interval is on the good side, missed when the whole interval of one target is on the bad
 * side. What the budget does not decide is said to be undecided, and does not count as kept.
 */
import { bundleHash, sha256 } from "../execute/chunk.js";
import { conductUntil, type ConductOptions } from "../execute/conduct.js";
import { manifestHash } from "../execute/manifest.js";
import { DEFAULT_BUDGET, type Budget } from "../statistics/precision.js";
import type { Interval } from "../statistics/interval.js";
import { DEFAULT_CONFIDENCE } from "../statistics/interval.js";
import type { Variant } from "../study/bundle.js";
import type { Passport } from "../study/passport.js";
import { metricNamed, metricValues } from "../study/metrics.js";
import { summarizeMetric } from "../study/summary.js";
import type { VariantOutcomes } from "../study/compare.js";

export interface SizeTarget {
  /** `latencyP99Ms`, `availability`. */
  readonly metric: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface SizeRequest {
  readonly version: string;
  readonly seed: string;
  readonly service: string;
  /** From the cheapest up. Each scenario has in its timeline what has to be survived. */
  readonly sizes: readonly Variant[];
  readonly targets: readonly SizeTarget[];
  readonly confidence?: number;
  readonly budget?: Budget;
  /** More never makes it worse: the search halves. Left out, every size is tried until one keeps its targets. */
  readonly isMonotone?: boolean;
}

export type Verdict = "kept" | "missed" | "undecided";

export interface SizeTried {
  readonly size: string;
  readonly verdict: Verdict;
  readonly replications: number;
  /** SHA-256 of the scenario with all its files, of what was to be computed, and over every result. */
  readonly scenario: string;
  readonly study: string;
  readonly result: string;
  readonly targets: readonly (SizeTarget & { readonly verdict: Verdict; readonly interval: Interval })[];
}

export interface SizeResult {
  /** The cheapest size that keeps its targets; null: none of those tried does. */
  readonly size: string | null;
  /** In the order in which they were tried. */
  readonly tried: readonly SizeTried[];
}

/** The passport of all sizes that were tried, in the order in which they were. */
export function sizePassport(
  { tried }: SizeResult,
  { version, seed }: Pick<SizeRequest, "version" | "seed">,
  command: string,
): Passport {
  return {
    version,
    seed,
    replications: Math.max(0, ...tried.map(({ replications }) => replications)),
    scenarios: Object.fromEntries(tried.map(({ size, scenario }) => [size, scenario])),
    study: sha256(tried.map(({ study }) => study).join("\n")),
    result: sha256(tried.map(({ result }) => result).join("\n")),
    command,
  };
}

export async function findSize(request: SizeRequest, options: ConductOptions = {}): Promise<SizeResult> {
  const { sizes, isMonotone = false } = request;
  const tried = new Map<number, SizeTried>();
  const isKept = async (index: number): Promise<boolean> => {
    const known = tried.get(index) ?? (await trySize(sizes[index] as Variant, request, options));
    tried.set(index, known);
    return known.verdict === "kept";
  };
  const found = isMonotone ? await byHalving(sizes.length, isKept) : await firstKept(sizes.length, isKept);
  return { size: found === undefined ? null : (sizes[found]?.name ?? null), tried: [...tried.values()] };
}

type IsKept = (index: number) => Promise<boolean>;

async function firstKept(count: number, isKept: IsKept): Promise<number | undefined> {
  for (let index = 0; index < count; index += 1) if (await isKept(index)) return index;
  return undefined;
}

async function byHalving(count: number, isKept: IsKept): Promise<number | undefined> {
  let [low, high] = [0, count]; // Below low nothing is enough; from high on everything is.
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isKept(middle)) high = middle;
    else low = middle + 1;
  }
  return low < count ? low : undefined;
}

async function trySize(
  variant: Variant,
  { version, seed, service, targets, confidence = DEFAULT_CONFIDENCE, budget = DEFAULT_BUDGET }: SizeRequest,
  { store: _oneStudyOnly, ...options }: ConductOptions,
): Promise<SizeTried> {
  const judge = (variants: VariantOutcomes) =>
    targets.map((target) => judgeTarget(target, variants, service, confidence));
  const plan = { name: variant.name, version, seed, variants: [variant] };
  const isEnough = (variants: VariantOutcomes): boolean => overall(judge(variants)) !== "undecided";
  const { result } = await conductUntil(plan, { budget, isEnough }, options);
  const judged = judge(result.variants);
  return {
    size: variant.name,
    verdict: overall(judged),
    replications: result.manifest.replications,
    scenario: bundleHash(variant.bundle),
    study: manifestHash(result.manifest),
    result: result.hash,
    targets: judged,
  };
}

function judgeTarget(
  target: SizeTarget,
  variants: VariantOutcomes,
  service: string,
  confidence: number,
): SizeTarget & { verdict: Verdict; interval: Interval } {
  const metric = metricNamed(target.metric);
  if (metric === undefined) throw new RangeError(`There is no metric ${target.metric}`);
  const values = metricValues(metric, variants[0]?.outcomes ?? [], service);
  const interval = summarizeMetric(metric, values, confidence);
  // Nothing succeeded, or the service never came back: no figure is good enough.
  const verdict = interval.missing > 0 ? "missed" : verdictOf(target, interval);
  return { ...target, verdict, interval };
}

/** Where an interval lies towards its target. */
export function verdictOf(
  { atMost = Infinity, atLeast = -Infinity }: Omit<SizeTarget, "metric">,
  { low, high }: Interval,
): Verdict {
  if (low === null || high === null) return "undecided";
  if (low >= atLeast && high <= atMost) return "kept";
  return high < atLeast || low > atMost ? "missed" : "undecided";
}

function overall(targets: readonly { readonly verdict: Verdict }[]): Verdict {
  if (targets.some(({ verdict }) => verdict === "missed")) return "missed";
  return targets.every(({ verdict }) => verdict === "kept") ? "kept" : "undecided";
}
