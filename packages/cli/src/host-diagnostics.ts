/** What can be wrong before there is a text to read, or in how it is written down. */
export const hostDiagnostics = {
  SCENARIO_UNREADABLE: {
    severity: "error",
    text: (file: string, why: string) => `${file} ${why}`,
    then: "Nothing is run.",
    instead: "Name a scenario file: sysplex run scenarios/zosmf-lpar-loss/scenario.yaml",
  },
  NOT_UTF8: {
    severity: "warning",
    text: (places: number) =>
      places === 1 ? "The text is not UTF-8 here" : `The text is not UTF-8 in ${places} places, first here`,
    then: "The bytes there are read as the character U+FFFD, which no name and no keyword holds.",
    instead: "Save the file as UTF-8; an editor may have written it as ISO 8859-1.",
  },
} as const;
