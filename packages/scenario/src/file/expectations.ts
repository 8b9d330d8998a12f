/** The expectations of a scenario file: metrics that exist, of something that is measured, with conditions in their unit. */
import { didYouMean } from "@sysplex/sysplex";
import {
  type Expectation,
  type Metric,
  findMetric,
  parseCondition,
  suggestMeasure,
} from "../result/expectation.js";
import type { UserKind } from "../result/user-metrics.js";
import type { Ground } from "./places.js";
import type { Sound } from "./reading.js";
import type { ScenarioFile } from "./schema.js";

/** What an expectation may speak of. A client has the metrics of a service. */
export interface Subject {
  readonly name: string;
  readonly kind: "service" | UserKind;
}

/** `subjects`: of the scenario; `undefined` when faulty clients hide some of them. */
export function readExpectations(
  expect: Sound<ScenarioFile["expect"]>,
  subjects: readonly Subject[] | undefined,
  ground: Ground,
): Expectation[] {
  const expectations: Expectation[] = [];
  for (const [metric, condition] of Object.entries(expect)) {
    const known = checkMetric(metric, subjects, ground);
    if (known === undefined || condition === undefined) continue;
    const text = ground.places.spelling("expect", metric);
    const reading = parseCondition(text, known.row.unit);
    const range = ground.places.range("expect", metric);
    if (!reading.ok) {
      ground.fault("BAD_EXPECTATION", range, metric, `${reading.problem}, found "${text.slice(0, 40)}"`);
      continue;
    }
    const { subject, measure, row } = known;
    const named = subject === undefined ? {} : { subject };
    expectations.push({
      metric,
      ...named,
      measure,
      unit: row.unit,
      condition: reading.condition,
      text,
      range,
    });
  }
  return expectations;
}

interface KnownMetric {
  readonly subject?: string;
  readonly measure: string;
  readonly row: Metric;
}

function checkMetric(
  name: string,
  subjects: readonly Subject[] | undefined,
  ground: Ground,
): KnownMetric | undefined {
  const ofRun = findMetric(name, "run");
  if (ofRun !== undefined) return { measure: name, row: ofRun };
  const range = ground.places.keyRange("expect", name);
  const dot = name.indexOf(".");
  const subject = name.slice(0, Math.max(dot, 0));
  const measure = name.slice(dot + 1);
  const known = subjects?.find((one) => one.name === subject);
  const row = dot < 0 ? undefined : rowFor(measure, known, subjects === undefined);
  if (row === undefined) {
    const nearest = suggestMeasure(measure, known?.kind ?? "service");
    const suggestion =
      nearest === undefined ? undefined : `${subject || (subjects?.[0]?.name ?? "zosmf")}.${nearest}`;
    ground.fault("UNKNOWN_METRIC", range, name.slice(0, 60), suggestion ?? suggestMeasure(name, "run"));
  }
  if (dot >= 0 && subjects !== undefined && known === undefined) {
    const names = subjects.map((one) => one.name);
    const listed = names.length === 0 ? "none, as there are no clients" : names.join(", ");
    ground.fault("UNKNOWN_SUBJECT", range, subject.slice(0, 40), listed, didYouMean(subject, names));
    return undefined;
  }
  return row === undefined ? undefined : { subject, measure, row };
}

/** A subject that nobody has declared may be one that a faulty client hides, and then of any kind. */
function rowFor(measure: string, known: Subject | undefined, isHidden: boolean): Metric | undefined {
  if (known !== undefined) return findMetric(measure, known.kind);
  const ofService = findMetric(measure, "service");
  return isHidden ? (ofService ?? findMetric(measure, "desktop") ?? findMetric(measure, "ums")) : ofService;
}
