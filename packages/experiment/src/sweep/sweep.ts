/** A study from its file to its table of points and its ranking of knobs. */
import {
  conductStudy,
  conductToPrecision,
  type ConductOptions,
  type StudyResult,
} from "../execute/conduct.js";
import type { StudyPlan } from "../execute/manifest.js";
import { summarizeMetric, summarizeVariant, type VariantSummary } from "../study/summary.js";
import { metricNamed, metricValues } from "../study/metrics.js";
import { withWarmup } from "../study/pilot.js";
import type { Study } from "./read-study.js";
import type { StudyQuestion } from "./question.js";
import { rankSensitivity, type Sensitivity } from "./sensitivity.js";

export interface SweepResult {
  readonly schema: 1;
  readonly study: string;
  readonly title: string;
  readonly service: string;
  readonly confidence: number;
  /** The result hash: the same for every way to run the study. */
  readonly hash: string;
  readonly version: string;
  readonly seed: string;
  /** Of each point. */
  readonly replications: number;
  /** null: a number of replications was asked for, not a precision. */
  readonly isPrecise: boolean | null;
  readonly points: readonly SweepPoint[];
  readonly sensitivity: Readonly<Record<string, readonly Sensitivity[]>>;
}

export interface SweepPoint {
  readonly name: string;
  /** By factor, as people read them. */
  readonly levels: Readonly<Record<string, string>>;
  readonly summary: VariantSummary;
}

/** What an executor is given: for shards, and for whoever looks at the parts. A precision has no plan beforehand. */
export function planSweep(study: Study, version: string): StudyPlan | undefined {
  if (study.replications.kind !== "fixed") return undefined;
  return { ...unnumberedPlan(study, version), replications: study.replications.count };
}

export async function conductSweep(
  study: Study,
  version: string,
  options: ConductOptions = {},
): Promise<SweepResult> {
  const { replications, service, confidence } = study;
  const plan = unnumberedPlan(study, version);
  if (replications.kind === "fixed") {
    const result = await conductStudy({ ...plan, replications: replications.count }, options);
    return summarizeSweep(study, result, null);
  }
  const { precision, budget, of } = replications;
  const result = await conductToPrecision(
    plan,
    {
      precision,
      budget,
      intervals: (variants) =>
        variants.flatMap(({ outcomes }) =>
          of.flatMap((name) => {
            const metric = metricNamed(name);
            return metric === undefined
              ? []
              : [summarizeMetric(metric, metricValues(metric, outcomes, service), confidence)];
          }),
        ),
    },
    options,
  );
  return summarizeSweep(study, result, result.isPrecise);
}

/** Also of a study that was computed in shards and merged. */
export function summarizeSweep(
  study: StudyQuestion,
  { hash, variants, manifest }: Pick<StudyResult, "hash" | "variants" | "manifest">,
  isPrecise: boolean | null,
): SweepResult {
  const { name, title, service, confidence, points } = study;
  return {
    schema: 1,
    study: name,
    title,
    service,
    confidence,
    hash,
    version: manifest.version,
    seed: manifest.seed,
    replications: manifest.replications,
    isPrecise,
    points: points.map((point, index) => ({
      name: point.name,
      levels: Object.fromEntries(Object.entries(point.levels).map(([factor, { text }]) => [factor, text])),
      summary: summarizeVariant(variants[index]?.outcomes ?? [], { service, confidence }),
    })),
    sensitivity: rankSensitivity(study, variants, { service, confidence }),
  };
}

function unnumberedPlan({ name, seed, variants, warmup, service }: Study, version: string) {
  return {
    name,
    version,
    seed,
    variants: warmup === "mser5" ? withWarmup(variants, { seed, service }).variants : variants,
  };
}
