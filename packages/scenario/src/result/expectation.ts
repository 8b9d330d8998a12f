/**
 * What a scenario expects of its own answer: `zosmf.timeToFailover: < 60s`.
 *
 * A metric's name is a service's or client's name, a dot, and a row of {@link metrics}; metrics of the whole run stand alone.
 * Values are compared exactly, in base units: durations in microseconds, shares as numbers from 0 to 1, counts.
 */
import { parseDuration } from "@sysplex/sim-core";
import { type SourceRange, didYouMean } from "@sysplex/sysplex";
import { userMetrics, type UserKind } from "./user-metrics.js";
import { kubernetesMetrics } from "./kubernetes-metrics.js";
import { zosmfMetrics } from "./zosmf-metrics.js";
import { zoweMetrics } from "./zowe-metrics.js";

export type MetricUnit = "duration" | "share" | "count";

export interface Metric {
  /** Without the service's name. `<…>` stands for any one word. */
  readonly name: string;
  /** Of a service (or client), of users, or of the whole run. */
  readonly scope: "service" | "users" | "run";
  /** Of users: which of them have it. */
  readonly kinds?: readonly UserKind[];
  readonly unit: MetricUnit;
  readonly meaning: string;
}

const row = (unit: MetricUnit, name: string, meaning: string): Metric => ({
  name,
  scope: "service",
  unit,
  meaning,
});

/** Every metric, for expectations, results and the reference page. */
export const metrics: readonly Metric[] = [
  row(
    "duration",
    "timeToFailover",
    "From the loss of the service until it is back, whoever serves then: to the completion of the first successful request sent after the loss. Of several failovers and recoveries, the longest.",
  ),
  row(
    "duration",
    "timeToSwitchback",
    "From the return of the preferred target to the first successful request that it serves. Of several, the longest.",
  ),
  row(
    "duration",
    "phases.detect",
    "Part of the time to failover: from the loss until the sysplex knows of it, or until it is over unnoticed.",
  ),
  row(
    "duration",
    "phases.decide",
    "Part of the time to failover: until the system is partitioned, or the listeners are known.",
  ),
  row(
    "duration",
    "phases.move",
    "Part of the time to failover: until the DVIPA is owned and a target active.",
  ),
  row("duration", "phases.accept", "Part of the time to failover: until the first connection is accepted."),
  row("duration", "phases.recover", "Part of the time to failover: until a client's request succeeds."),
  row("share", "availability", "Requests that succeeded, the client's retries included, over requests sent."),
  row(
    "duration",
    "outage",
    "Time during which a request sent then would fail or outlast its timeout, as the probe sees it.",
  ),
  row("duration", "longestOutage", "The longest stretch of such time."),
  row(
    "duration",
    "latencyP50",
    "Half of the requests took no longer, from the moment they should have been sent.",
  ),
  row("duration", "latencyP90", "90 % of the requests took no longer."),
  row("duration", "latencyP99", "99 % of the requests took no longer."),
  row("duration", "latencyP999", "99.9 % of the requests took no longer."),
  row("duration", "latencyMax", "The longest that a request took."),
  row("count", "requests.sent", "Requests sent, retries not counted."),
  row("count", "requests.succeeded", "Requests that succeeded in the end."),
  row("count", "requests.failed", "Requests that failed in the end."),
  row("count", "requests.retried", "Attempts after the first."),
  row("count", "failures.refused", "Attempts that failed as the connection was refused."),
  row("count", "failures.timeout", "Attempts that failed as nothing came in time."),
  row("count", "failures.reset", "Attempts that failed as the connection was reset."),
  row("count", "failures.tls", "Attempts that failed as the client did not accept the server's certificate."),
  row("count", "failures.http<status>", "Attempts that failed with this HTTP status: failures.http503."),
  row(
    "count",
    "failovers",
    "Moves of the service to another target because of a failure, and losses that never ended.",
  ),
  row(
    "count",
    "recoveries",
    "Losses after which the same target serves again: what hung runs on, or what was lost is started anew.",
  ),
  row("count", "switchbacks", "Moves of the service back to its preferred target."),
  row("count", "lost.connections", "Connections that were reset or given up."),
  row(
    "count",
    "lost.sessions",
    "Sessions for which their client had to log on again: tokens that were refused, and TSO/E sessions that ended with their server or system.",
  ),
  row("count", "logons", "Tokens that clients got by logging on."),
  ...userMetrics.map(({ name, kinds, unit, meaning }): Metric => ({
    name,
    scope: "users",
    kinds,
    unit,
    meaning,
  })),
  { name: "events", scope: "run", unit: "count", meaning: "Events simulated." },
  {
    name: "messages.<id>",
    scope: "run",
    unit: "count",
    meaning:
      "Messages of this id on all consoles, of Zowe in the SYSPRINT of its launchers: messages.IXC402D.",
  },
  ...kubernetesMetrics.map(({ name, unit, meaning }): Metric => ({
    name: `kubernetes.${name}`,
    scope: "run",
    unit,
    meaning,
  })),
  ...zosmfMetrics.map(({ name, unit, meaning }): Metric => ({
    name: `zosmf.${name}`,
    scope: "run",
    unit,
    meaning,
  })),
  ...zoweMetrics.map(({ name, unit, meaning }): Metric => ({
    name: `zowe.${name}`,
    scope: "run",
    unit,
    meaning,
  })),
];

export type ComparisonOperator = "<" | "<=" | "=" | "!=" | ">" | ">=";

export type Condition =
  | { readonly kind: "compare"; readonly operator: ComparisonOperator; readonly bound: number }
  /** Both ends included. */
  | { readonly kind: "between"; readonly least: number; readonly most: number }
  /** It does not happen at all. */
  | { readonly kind: "never" };

export interface Expectation {
  /** As the file has it: `zosmf.timeToFailover`. */
  readonly metric: string;
  /** `zosmf`; absent for a metric of the whole run. */
  readonly subject?: string;
  /** The metric's name behind the subject: `timeToFailover`, `failures.http503`. */
  readonly measure: string;
  readonly unit: MetricUnit;
  readonly condition: Condition;
  /** The condition as the file has it: `< 60s`. */
  readonly text: string;
  readonly range: SourceRange;
}

/** An expectation beside what was observed. */
export interface ExpectationResult {
  readonly metric: string;
  readonly expected: string;
  readonly observed: string;
  readonly ok: boolean;
}

/** What a measure is of: a client has the metrics of a service. */
export type MetricSubject = "service" | "run" | UserKind;

/** The row that a measure (`timeToFailover`, `failures.http503`) belongs to. */
export function findMetric(measure: string, of: MetricSubject): Metric | undefined {
  return metrics.find((metric) => isOf(metric, of) && matches(metric.name, measure));
}

function isOf({ scope, kinds }: Metric, of: MetricSubject): boolean {
  return of === "service" || of === "run" ? scope === of : kinds?.includes(of) === true;
}

/** The nearest name to a mistyped measure. */
export function suggestMeasure(measure: string, of: MetricSubject): string | undefined {
  const names = metrics.filter((metric) => isOf(metric, of) && !metric.name.includes("<"));
  return didYouMean(
    measure,
    names.map(({ name }) => name),
  );
}

function matches(name: string, measure: string): boolean {
  if (!name.includes("<")) return name === measure;
  const head = name.slice(0, name.indexOf("<"));
  const tail = measure.slice(head.length);
  const word = head.endsWith(".") ? /^[A-Z$][A-Z0-9]{3,9}$/ : /^[1-5]\d\d$/;
  return measure.startsWith(head) && word.test(tail);
}

export type ConditionReading =
  { readonly ok: true; readonly condition: Condition } | { readonly ok: false; readonly problem: string };

/** Reads `< 60s`, `>= 95%`, `= 0`, `45s..50s`, `48s ± 500ms`, `never`; a value alone means `=`. */
export function parseCondition(text: string, unit: MetricUnit): ConditionReading {
  const trimmed = text.trim();
  if (trimmed === "never") return { ok: true, condition: { kind: "never" } };
  const [, from, to] = /^(\S{1,40}?)\s{0,9}\.\.\s{0,9}(\S{1,40})$/.exec(trimmed) ?? [];
  if (from !== undefined && to !== undefined)
    return between(parseValue(from, unit), parseValue(to, unit), unit);
  const [, centreText, marginText] =
    /^(\S{1,40}?)\s{0,9}(?:±|\+-|\+\/-)\s{0,9}(\S{1,40})$/.exec(trimmed) ?? [];
  if (centreText !== undefined && marginText !== undefined) {
    const centre = parseValue(centreText, unit) ?? NaN;
    const margin = parseValue(marginText, unit) ?? NaN;
    return between(centre - margin, centre + margin, unit);
  }
  const [, operator = "=", valueText = ""] = /^(<=|>=|!=|<|>|=)?\s{0,9}(\S{1,40})$/.exec(trimmed) ?? [];
  const bound = parseValue(valueText, unit);
  if (bound === undefined) return { ok: false, problem: `expected ${EXPECTS[unit]}` };
  return { ok: true, condition: { kind: "compare", operator: operator as ComparisonOperator, bound } };
}

function between(least = NaN, most = NaN, unit: MetricUnit): ConditionReading {
  if (least <= most) return { ok: true, condition: { kind: "between", least, most } };
  const isReversed = least > most;
  return { ok: false, problem: isReversed ? "the range ends before it begins" : `expected ${EXPECTS[unit]}` };
}

const EXPECTS: Readonly<Record<MetricUnit, string>> = {
  duration: 'a duration with a condition, such as "< 60s", "45s..50s", "48s ± 500ms" or "never"',
  share: 'a percentage with a condition, such as ">= 95%"',
  count: 'a whole number with a condition, such as "= 0" or "<= 10"',
};

function parseValue(text: string, unit: MetricUnit): number | undefined {
  if (unit === "duration") return parseDuration(text);
  if (unit === "count") return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  const [, percent] = /^(\d{1,3}(?:\.\d{1,12})?)%$/.exec(text) ?? [];
  return percent !== undefined && Number(percent) <= 100 ? Number(percent) / 100 : undefined;
}

/** Holds an observation, in the metric's base unit, against an expectation; `undefined`: it did not happen. */
export function evaluateExpectation(
  { metric, unit, condition, text }: Expectation,
  observed: number | undefined,
): ExpectationResult {
  return { metric, expected: text, observed: formatObserved(observed, unit), ok: isMet(condition, observed) };
}

function isMet(condition: Condition, observed: number | undefined): boolean {
  if (condition.kind === "never") return observed === undefined || observed === 0;
  if (observed === undefined) return false;
  if (condition.kind === "between") return condition.least <= observed && observed <= condition.most;
  return COMPARISONS[condition.operator](observed, condition.bound);
}

const COMPARISONS: Readonly<Record<ComparisonOperator, (observed: number, bound: number) => boolean>> = {
  "<": (observed, bound) => observed < bound,
  "<=": (observed, bound) => observed <= bound,
  "=": (observed, bound) => observed === bound,
  "!=": (observed, bound) => observed !== bound,
  ">": (observed, bound) => observed > bound,
  ">=": (observed, bound) => observed >= bound,
};

const MICROS_PER_SECOND = 1_000_000;
const MICROS_PER_MILLI = 1_000;

/** `47.2 s`, `12.5 ms`, `99.95 %`, `7`, `never`: as exact as needed to tell it from a bound near by. */
export function formatObserved(observed: number | undefined, unit: MetricUnit): string {
  if (observed === undefined) return "never";
  if (unit === "count") return String(observed);
  if (unit === "share") return `${decimals(observed * 100, 6)} %`;
  if (observed === 0) return "0 s";
  if (observed < MICROS_PER_SECOND) return `${decimals(observed / MICROS_PER_MILLI, 3)} ms`;
  return `${decimals(observed / MICROS_PER_SECOND, 6)} s`;
}

function decimals(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
