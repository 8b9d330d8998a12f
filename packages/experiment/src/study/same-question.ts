/** Whether two scenarios ask the same question of two systems: the same clients, the same faults, for the same time. */
import { printScenario, type ScenarioDocument } from "@sysplex/scenario";
import { parse } from "yaml";
import { canonicalJson } from "./canonical.js";

/** What has to be the same for a difference to be that of the systems. */
const QUESTION = ["duration", "warmup", "clients", "probe", "timeline"] as const;

/** Parts of the question in which the two differ: `clients`, `timeline`. */
export function whatElseDiffers(a: ScenarioDocument, b: ScenarioDocument): readonly string[] {
  const [one, other] = [plain(a), plain(b)];
  return QUESTION.filter((key) => canonicalJson(one[key]) !== canonicalJson(other[key]));
}

function plain(document: ScenarioDocument): Readonly<Record<string, unknown>> {
  return parse(printScenario(document)) as Readonly<Record<string, unknown>>;
}
