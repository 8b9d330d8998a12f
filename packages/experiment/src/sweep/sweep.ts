/** A study from its file to its table of points and its ranking of knobs. */
import {
  conductStudy,
  conductToPrecision,
  type ConductOptions,
  type StudyResult,
} from "../execute/conduct.js";
import type { StudyPlan } from "../execute/manifest.js";
import { passportOf, type Passport } from "../study/passport.js";
import { summarizeMetric, summarizeVariant, type VariantSummary } from "../study/summary.js";
import { metricNamed, metricValues } from "../study/metrics.js";
import { withWarmup, type Warmup } from "../study/pilot.js";
import type { Study } from "./read-study.js";
import type { StudyQuestion } from "./question.js";
import { interactionsOf, type Interaction } from "./interactions.js";
import { rankSensitivity, type SensitivityRanking } from "./sensitivity.js";

export interface SweepResult extends SensitivityRanking {
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
  /** null: the scenario's own warm-up. */
  readonly warmup: Warmup | null;
  readonly passport: Passport;
  readonly points: readonly SweepPoint[];
  /** How far effects depend on one another, by metric; empty: the design is no full factorial of several factors. */
  readonly interactions: Readonly<Record<string, readonly Interaction[]>>;
}

export interface SweepPoint {
  readonly name: string;
  /** By factor, as people read them. */
  readonly levels: Readonly<Record<string, string>>;
  readonly summary: VariantSummary;
}

/** The study with the warm-up that its pilot runs find, where it asks for that. @throws ExperimentError: they are too short. */
export function settleWarmup(study: Study): Study {
  if (study.warmup !== "mser5" || study.foundWarmup !== undefined) return study;
  const { seed, service } = study;
  const { warmup, variants } = withWarmup(study.variants, { seed, service });
  return { ...study, variants, foundWarmup: warmup };
}

/** What an executor is given: for shards, and for whoever looks at the parts. A precision has no plan beforehand. */
export function planSweep(study: Study, version: string): StudyPlan | undefined {
  if (study.replications.kind !== "fixed") return undefined;
  return { ...unnumberedPlan(settleWarmup(study), version), replications: study.replications.count };
}

export async function conductSweep(
  asked: Study,
  version: string,
  options: ConductOptions = {},
): Promise<SweepResult> {
  const study = settleWarmup(asked);
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
    warmup: study.foundWarmup ?? null,
    passport: passportOf({ manifest, hash }, study.command),
    points: points.map((point, index) => ({
      name: point.name,
      levels: Object.fromEntries(Object.entries(point.levels).map(([factor, { text }]) => [factor, text])),
      summary: summarizeVariant(variants[index]?.outcomes ?? [], { service, confidence }),
    })),
    ...rankSensitivity(study, variants, { service, confidence }),
    interactions: interactionsOf(study, variants, { service, confidence }),
  };
}

function unnumberedPlan({ name, seed, variants }: Study, version: string) {
  return { name, version, seed, variants };
}
