// Scenario files: read and printed.
export {
  formatObject,
  HOST_PROBLEMS,
  parameterFromText,
  printScenario,
  readScenario,
  scenarioDiagnostics,
  scenarioJsonSchema,
  type HostProblem,
  type HostReading,
  type ParameterOverride,
  type ScenarioDocument,
  type ScenarioHost,
  type ScenarioReading,
} from "./file/index.js";

// With the files that they name: what the models are built from.
export {
  diagnoseFiles,
  resolveScenario,
  type Resolution,
  type ResolvedScenario,
} from "./resolve/configuration.js";
export { findSurprises, type Whole } from "./findings/findings.js";
export { findingRows } from "./findings/finding-rows.js";
export { clientParameters, parameterTables } from "./resolve/parameters.js";

// Run.
export { buildScenario, runScenario, type BuildOptions, type KernelOptions, type RunOptions } from "./run.js";
export type { BuiltScenario, FinishOptions } from "./built-scenario.js";
export type { ScenarioPlex } from "./plex.js";

// What came of it.
export type {
  ClientResult,
  DiagnosticResult,
  FailoverResult,
  LatencyResult,
  MessageResult,
  PhasesResult,
  ResourcesResult,
  RunResult,
  SeriesResult,
  ServiceResult,
  TenureResult,
  UsersResult,
  ZoweResult,
} from "./result/result.js";
export type { KubernetesResult, PodResult } from "./result/kubernetes-result.js";
export { explainFailover } from "./explain/explain.js";
export { HINDRANCES, type HindranceCause } from "./measure/hindrances.js";
export type { Explanation } from "./explain/explained.js";
export { DELAY_CAUSES, type DelayCause } from "./explain/delay-cause.js";
export { latencyDistribution } from "./result/series-result.js";
export { messageTables, type MessageRow, type MessageTable } from "./result/messages.js";
export {
  evaluateExpectation,
  formatObserved,
  metrics,
  type Expectation,
  type ExpectationResult,
  type Metric,
} from "./result/expectation.js";

// For readers of other YAML files that come with scenarios: positions, hints, and all faults at once.
export {
  parsedText,
  Places,
  readingHints,
  readSound,
  readYaml,
  spelledText,
  type Fault,
  type ReadingHint,
  type Sound,
  type TreeNode,
  type YamlReading,
} from "./file/index.js";
