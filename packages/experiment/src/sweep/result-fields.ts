/** What the fields of a sensitivity mean, for the reference page: the names are those of {@link Sensitivity} and {@link RankRegressionFit}. */
import {
  LEAST_R_SQUARED,
  type RankRegressionFit,
  type Sensitivity,
  type SensitivityMethod,
} from "./sensitivity.js";

export interface ResultField {
  readonly type: string;
  readonly meaning: string;
}

export const SENSITIVITY_FIELDS: Readonly<Record<keyof Sensitivity, ResultField>> = {
  factor: { type: "string", meaning: "The factor, as the study names it." },
  standing: {
    type: "string or null",
    meaning: "Of a parameter: documented, measured or assumed. Null: a thing that is configured.",
  },
  method: { type: "string", meaning: "How effect, order and shown were computed: see the methods below." },
  effect: {
    type: "interval",
    meaning:
      "How far the metric goes from the factor's least to its greatest value, in the unit of the metric. Student's interval over the replications: the chance in the simulation. Of values without an order, the range of their means.",
  },
  coefficient: {
    type: "interval",
    meaning:
      "Standardised rank regression coefficient: standard deviations of the metric's rank for one of the factor's. Student's interval over the points. Of values without an order without sign and interval; with another method without an estimate.",
  },
  correlation: {
    type: "interval",
    meaning:
      "Spearman's rank correlation of factor and metric over the points, whatever the other factors do.",
  },
  shown: {
    type: "boolean",
    meaning:
      "More than chance explains: by the coefficient's interval or, of values without an order, a partial F test; with another method by the interval of the effect.",
  },
};

export const SENSITIVITY_METHODS: Readonly<Record<SensitivityMethod, string>> = {
  "main effect":
    "Every combination of values was run: the slope of a straight line over all points times the range, of each factor by itself. The greatest effect comes first.",
  "rank regression":
    "Any other design: the effects are those of one linear regression of all factors for each replication. The order is that of the coefficients of one regression over ranks, of the means of the points.",
  "one at a time":
    "Too few points for a regression, or factors that move together: as a main effect, but mixed with what the other factors do.",
};

export const RANK_REGRESSION_FIELDS: Readonly<Record<keyof RankRegressionFit, ResultField>> = {
  points: { type: "integer", meaning: "Points that have a value of the metric." },
  rSquared: {
    type: "number or null",
    meaning: "R²: what the factors explain of the ranks of the metric, 0 to 1. Null: it never changes.",
  },
  adjustedRSquared: {
    type: "number or null",
    meaning: "The same, less what as many factors without any effect would explain by chance.",
  },
  explainsLittle: {
    type: "boolean",
    meaning: `The adjusted R² is less than ${LEAST_R_SQUARED}: the metric turns, depends on factors together, or is moved by chance, and the order tells only so much.`,
  },
};
