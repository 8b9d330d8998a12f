/** What a study asks: kept beside its results, for whoever tells of them without the study file. */
import type { Warmup } from "../study/pilot.js";
import type { Factor, Point } from "./design.js";

/** Without what is run, and without functions: plain data. */
export interface StudyQuestion {
  readonly name: string;
  readonly title: string;
  readonly service: string;
  readonly confidence: number;
  readonly factors: readonly Pick<Factor, "name" | "levels">[];
  readonly points: readonly Point[];
  readonly metrics: readonly string[];
  /** What repeats it, as a shell takes it, in the folder of the study file. */
  readonly command: string;
  /** Absent: the scenario's own. */
  readonly foundWarmup?: Warmup;
}

/** That part of a study. */
export function questionOf(study: StudyQuestion): StudyQuestion {
  const { name, title, service, confidence, factors, points, metrics, command, foundWarmup } = study;
  const plain = factors.map(({ name, levels }) => ({ name, levels }));
  const question = { name, title, service, confidence, factors: plain, points, metrics, command };
  return foundWarmup === undefined ? question : { ...question, foundWarmup };
}
