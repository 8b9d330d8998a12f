/** Experiments over scenarios: replicate, compare, sweep, size; in one process, on threads, in shards, on Redis. */

// What is run
export {
  bundleScenario,
  resolveBundle,
  type BundleReading,
  type ScenarioBundle,
  type Variant,
} from "./study/bundle.js";
export { replicationSeed } from "./study/seeds.js";
export type {
  ClientOutcome,
  FailoverOutcome,
  ReplicationOutcome,
  RequestOutcome,
  ResourcesOutcome,
  ServiceOutcome,
} from "./study/outcome.js";
export { runReplication, type ReplicationTask } from "./study/replication.js";

export {
  isParameter,
  standingOf,
  withSettings,
  type EditedScenario,
  type Setting,
  type SettingValue,
} from "./study/settings.js";
export { passportOf, type Passport } from "./study/passport.js";
export { counterparts, whatElseDiffers, type Counterparts } from "./study/same-question.js";
export {
  PILOTS,
  pilotSeries,
  withWarmup,
  type PilotOptions,
  type PilotResult,
  type Warmup,
} from "./study/pilot.js";

// What comes of it
export {
  experimentMetrics,
  metricNamed,
  metricValues,
  outageMetricOf,
  type Metric,
} from "./study/metrics.js";
export {
  summarizeMetric,
  summarizeVariant,
  type ExpectationSummary,
  type MetricSummary,
  type SummaryOptions,
  type VariantSummary,
} from "./study/summary.js";
export {
  compareVariants,
  pairedDifference,
  type CompareOptions,
  type Comparison,
  type Difference,
  type MetricComparison,
  type VariantOutcomes,
} from "./study/compare.js";

// Seconds explained
export { attributeFailover, attributeOutage, criticalPath, type Stretch } from "./outage/attribute.js";
export { CAUSES, type Cause, type CauseMicros } from "./outage/causes.js";

// Intervals
export {
  clipped,
  DEFAULT_CONFIDENCE,
  excludes,
  halfWidth,
  type Interval,
  type IntervalMethod,
} from "./statistics/interval.js";
export { meanInterval } from "./statistics/mean.js";
export { clopperPearsonInterval, wilsonInterval } from "./statistics/proportion.js";
export { quantileInterval } from "./statistics/order-statistic.js";
export { rateInterval } from "./statistics/rate.js";
export { batchMeansInterval } from "./statistics/batch-means.js";
export { meanSeries, mser5, mser5OfMean, type Truncation } from "./statistics/warmup.js";
export { rankCorrelation } from "./statistics/rank-correlation.js";
export { leastSquares, type LeastSquares } from "./statistics/least-squares.js";
export {
  rankRegression,
  type RankCoefficient,
  type RankRegression,
  type RegressionTerm,
} from "./statistics/rank-regression.js";
export { DEFAULT_BUDGET, isPrecise, looks, type Budget, type Precision } from "./statistics/precision.js";

// Sweeps
export { readStudy, type Study, type StudyHost, type StudyReading } from "./sweep/read-study.js";
export { parseShare, studyJsonSchema, type StudyFile } from "./sweep/study-schema.js";
export { studyDiagnostics } from "./sweep/diagnostics.js";
export { factorialDesign, latinHypercube, type Factor, type Level, type Point } from "./sweep/design.js";
export { interactionsOf, isFactorial, type Interaction } from "./sweep/interactions.js";
export { questionOf, type StudyQuestion } from "./sweep/question.js";
export {
  RANK_REGRESSION_FIELDS,
  SENSITIVITY_FIELDS,
  SENSITIVITY_METHODS,
  type ResultField,
} from "./sweep/result-fields.js";
export {
  LEAST_R_SQUARED,
  rankSensitivity,
  type RankRegressionFit,
  type Sensitivity,
  type SensitivityMethod,
  type SensitivityOptions,
  type SensitivityRanking,
} from "./sweep/sensitivity.js";
export {
  conductSweep,
  settleWarmup,
  planSweep,
  summarizeSweep,
  type SweepPoint,
  type SweepResult,
} from "./sweep/sweep.js";

// Sizing
export {
  findSize,
  sizePassport,
  verdictOf,
  type SizeRequest,
  type SizeResult,
  type SizeTarget,
  type SizeTried,
  type Verdict,
} from "./sizing/size.js";

// Studies, and who runs them
export {
  CHUNK_REPLICATIONS,
  planStudy,
  type Manifest,
  type ManifestVariant,
  type PlannedStudy,
  type StudyPlan,
} from "./execute/manifest.js";
export {
  collectStudy,
  conductStudy,
  conductToPrecision,
  conductUntil,
  type ConductOptions,
  type Goal,
  type PreciseResult,
  type PrecisionGoal,
  type StudyResult,
} from "./execute/conduct.js";
export type { StudyProgress } from "./execute/progress.js";
export { InProcessExecutor, type ExecutionOptions, type Executor } from "./execute/executor.js";
export { ThreadExecutor, type ThreadOptions } from "./execute/threads.js";
export { RedisExecutor, type RedisOptions } from "./execute/redis-executor.js";
export { startRedisWorker, type RedisWorker, type RedisWorkerOptions } from "./execute/redis-worker.js";
export { conductShard, mergeStudy, parseShard, type Shard } from "./execute/shards.js";
export { MemoryStore, type ResultStore, type StoredResult } from "./execute/result-store.js";
export { StudyFolder } from "./execute/study-folder.js";
export { ExperimentError, type ExperimentProblem } from "./execute/experiment-error.js";

// Data for other programs
export {
  failoverColumns,
  replicationColumns,
  requestColumns,
  studyTables,
  type Cell,
  type Column,
  type Table,
} from "./data/columns.js";
export { csvText, jsonLinesText, parquetBytes } from "./data/formats.js";
export { KernelEventRecord, type KernelTrack } from "./data/kernel-events.js";
export { traceOfRun, type Trace, type TraceEvent } from "./data/trace.js";
