/** Results as one self-contained HTML report. */
export { reportHtml } from "./report.js";
export { readResults, type ResultsReading, type ResultText } from "./input/read-results.js";
export type {
  ComparisonResult,
  DifferenceResult,
  InteractionResult,
  IntervalResult,
  MetricResult,
  MetricSummaryResult,
  RankRegressionResult,
  ReportInput,
  SensitivityResult,
  SweepResult,
  VariantSummaryResult,
} from "./input/report-input.js";

// Charts by themselves, as SVG.
export { svgOf, type Chart, type Tip } from "./chart/chart.js";
