/** What can be wrong before there is a text to read. */
export const hostDiagnostics = {
  SCENARIO_UNREADABLE: {
    severity: "error",
    text: (file: string, why: string) => `${file} ${why}`,
    then: "Nothing is run.",
    instead: "Name a scenario file: sysplex run scenarios/zosmf-lpar-loss/scenario.yaml",
  },
} as const;
