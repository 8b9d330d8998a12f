/** INCLUDE of a TCP/IP profile: data set names become files beside the profile, and never leave its folder. */
import type { SourceText } from "@sysplex/sysplex";
import { HOST_PROBLEMS, type ScenarioHost } from "../file/index.js";

/**
 * Looks for `A.B.C(MEMBER)` as the files `A.B.C(MEMBER)`, `A.B.C/MEMBER` and `MEMBER`, and for `A.B.C` as the file of
 * that name, beside the profile.
 */
export function includeReader(
  host: ScenarioHost,
  profilePath: string,
): (dataSet: string) => SourceText | { readonly problem: string } {
  const folder = profilePath.split("/").slice(0, -1).join("/");
  return (dataSet) => {
    if (!/^[A-Za-z0-9@#$._-]+(?:\([A-Za-z0-9@#$]+\))?$/.test(dataSet) || dataSet.includes("..")) {
      return { problem: "is no data set name; files outside the profile's folder are not read" };
    }
    let problem: string = HOST_PROBLEMS.missing;
    for (const name of candidates(dataSet)) {
      const reading = host.readText(folder === "" ? name : `${folder}/${name}`);
      if (reading.ok) return reading.source;
      if (reading.problem !== "missing") problem = HOST_PROBLEMS[reading.problem];
    }
    return { problem };
  };
}

function candidates(dataSet: string): readonly string[] {
  const [, name = dataSet, member] = /^([^(]+)\(([^)]+)\)$/.exec(dataSet) ?? [];
  const spelled = member === undefined ? [dataSet] : [dataSet, `${name}/${member}`, member];
  return [...new Set([...spelled, ...spelled.map((candidate) => candidate.toUpperCase())])];
}
