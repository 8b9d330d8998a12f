/** What can be wrong in a study file beyond what its schema tells. */
const NOT_RUN = "The study is not run.";

export const studyDiagnostics = {
  NO_FACTORS: {
    severity: "error",
    text: (design: string) => `A ${design} design needs factors`,
    then: NOT_RUN,
    instead: "Write at least one: factors: { zosmf.startDuration: [2m, 4m] }",
  },
  NO_POINTS: {
    severity: "error",
    text: () => "The design is a list, and there are no points",
    then: NOT_RUN,
    instead: "Write them: points: [{ zosmf.startDuration: 2m }]",
  },
  POINTS_UNUSED: {
    severity: "error",
    text: (design: string) => `Points are written, and the design is ${design}`,
    then: NOT_RUN,
    instead: "Write `design: list`, or leave the points out.",
  },
  NO_VALUES: {
    severity: "error",
    text: (factor: string) => `${factor} has no values`,
    then: NOT_RUN,
  },
  NO_RANGE: {
    severity: "error",
    text: (factor: string, from: string, to: string) =>
      `${factor}: there is nothing between ${from} and ${to}; they must differ in one number only`,
    then: NOT_RUN,
    instead: "Write both with the same unit, such as { from: 1m, to: 8m }; or list the values.",
  },
  TOO_MANY_POINTS: {
    severity: "error",
    text: (count: number, most: number) => `The design has ${count} points; at most ${most} are run`,
    then: NOT_RUN,
    instead: "Take fewer values, or { latinHypercube: 200 }.",
  },
  BUDGET_TURNED: {
    severity: "error",
    text: (min: number, max: number) =>
      `The least number of replications, ${min}, is above the greatest, ${max}`,
    then: NOT_RUN,
  },
  SETTING_FAILS: {
    severity: "error",
    text: (setting: string, why: string) => `${setting}: ${why}`,
    then: NOT_RUN,
  },
  SCENARIO_UNSOUND: {
    severity: "error",
    text: (point: string, why: string) => `With ${point} the scenario cannot be run: ${why}`,
    then: NOT_RUN,
  },
  SCENARIO_UNREADABLE: {
    severity: "error",
    text: (path: string, why: string) => `${path} ${why}`,
    then: NOT_RUN,
  },
  UNKNOWN_SERVICE: {
    severity: "error",
    text: (service: string, known: string) => `No client asks for ${service}; there is ${known}`,
    then: NOT_RUN,
  },
} as const;
