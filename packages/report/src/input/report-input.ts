/**
 * What a report is made of: results of runs, a comparison, a sweep. The last two are told as far as a report reads them, in the
 * form in which `@sysplex/experiment` writes them: a report leans on results, not on who computed them.
 */
import type { RunResult } from "@sysplex/scenario";
import type { LatencyHistogramJson } from "@sysplex/sim-core";

export interface ReportInput {
  /** Told one by one, in this order: four in full, less when they are long. */
  readonly runs?: readonly RunResult[];
  readonly comparison?: ComparisonResult;
  readonly sweep?: SweepResult;
  /** In place of the scenario's, or of what is compared. */
  readonly title?: string;
  /** The command that repeats what is reported, as a shell takes it. */
  readonly command?: string;
  /** The texts of the files that were read: shown with their hashes. */
  readonly sources?: readonly { readonly file: string; readonly text: string }[];
}

/** An estimate with its interval; null where there is none. */
export interface IntervalResult {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  readonly method: string;
  readonly count: number;
}

export interface MetricSummaryResult extends IntervalResult {
  /** Replications in which it did not happen, or never ended. */
  readonly missing: number;
}

export interface DifferenceResult extends IntervalResult {
  /** The first less the second. */
  readonly of: readonly [string, string];
  readonly shown: boolean;
  /** Null: no difference is shown. */
  readonly better: string | null;
  readonly missing: number;
}

export interface MetricResult {
  readonly title: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly variants: Readonly<Record<string, MetricSummaryResult>>;
  /** The first variant less each of the others, by the other's name. */
  readonly differences: Readonly<Record<string, DifferenceResult>>;
}

export interface VariantSummaryResult {
  readonly replications: number;
  readonly metrics: Readonly<Record<string, MetricSummaryResult & { readonly unit: string }>>;
  readonly latency: LatencyHistogramJson;
  readonly outageSecondsByCause: Readonly<Record<string, number>>;
}

export interface ComparisonResult {
  readonly schema: 1;
  readonly service: string;
  readonly confidence: number;
  /** The first is what the others are compared with. */
  readonly variants: readonly string[];
  readonly metrics: Readonly<Record<string, MetricResult>>;
  readonly summaries: Readonly<Record<string, VariantSummaryResult>>;
  /** Where the command writes them too. */
  readonly hash?: string;
  readonly seed?: string;
  readonly version?: string;
  readonly title?: string;
  readonly passport?: PassportResult;
}

/** What comes to the same figures. Not in old results. */
export interface PassportResult {
  readonly command: string;
}

export interface SweepResult {
  readonly schema: 1;
  readonly study: string;
  readonly title: string;
  readonly service: string;
  readonly confidence: number;
  readonly hash: string;
  readonly replications: number;
  readonly isPrecise: boolean | null;
  readonly version?: string;
  readonly seed?: string;
  readonly passport?: PassportResult;
  readonly points: readonly {
    readonly name: string;
    readonly levels: Readonly<Record<string, string>>;
    readonly summary: VariantSummaryResult;
  }[];
  /** By metric, the greatest effect first. */
  readonly sensitivity: Readonly<Record<string, readonly SensitivityResult[]>>;
  /** By metric, where the order is that of a rank regression. Not in old results. */
  readonly rankRegression?: Readonly<Record<string, RankRegressionResult>>;
  /** By metric, the greatest first; none where not every combination of several factors was run. Not in old results. */
  readonly interactions?: Readonly<Record<string, readonly InteractionResult[]>>;
}

export interface SensitivityResult {
  readonly factor: string;
  readonly standing: "documented" | "measured" | "assumed" | null;
  /** In the unit of the metric. */
  readonly effect: IntervalResult;
  readonly correlation: IntervalResult;
  /** `main effect`, `rank regression`, `one at a time`. Not in old results, like the two that follow. */
  readonly method?: string;
  /** The standardised rank regression coefficient. */
  readonly coefficient?: IntervalResult;
  /** More than chance explains. */
  readonly shown?: boolean;
}

export interface RankRegressionResult {
  readonly points: number;
  readonly rSquared: number | null;
  readonly explainsLittle: boolean;
}

export interface InteractionResult {
  readonly factors: readonly [string, string];
  /** In the unit of the metric. */
  readonly effect: IntervalResult;
}
