/** The answer in words: what users noticed, for how long, and what most of it was spent on. */
import type { FailoverResult, RunResult, ServiceResult } from "@sysplex/scenario";
import type { ComparisonResult, DifferenceResult, MetricResult } from "../input/report-input.js";
import { clip, clock, counted, duration, listed, number, quantity, share } from "../text/format.js";
import { intervalWords, sizeOf } from "../text/interval.js";
import { differenceUnit } from "./metric-words.js";

export interface Verdict {
  readonly tone: "good" | "warn" | "bad";
  readonly text: string;
}

/** One for each service of a run and for each group of people, then one for its expectations. */
export function runVerdicts(run: RunResult): Verdict[] {
  const services = Object.entries(run.services).map(([name, service]) => serviceVerdict(name, service));
  const users = Object.entries(run.users).map(([name, group]) => usersVerdict(name, group));
  const nobody = services.length + users.length > 0 ? [] : [NOBODY];
  return [...services, ...users, ...nobody, ...expectationVerdict(run)];
}

function serviceVerdict(name: string, service: ServiceResult): Verdict {
  const { requests, outageSeconds, unservedAtEnd, failovers, wasServed, longestOutageSeconds, availability } =
    service;
  if (!wasServed)
    return {
      tone: "bad",
      text: `${name} never served: ${unservedAtEnd ?? "no connection reached a server"}.`,
    };
  const failed = failedWords(requests.failed, requests.sent, availability);
  const loss = failovers.find(({ kind }) => kind === "failover" || kind === "recovery") ?? failovers[0];
  const cause = loss === undefined ? "" : `After “${clip(loss.cause, 60)}” at ${clock(loss.causedAt)}, `;
  if (unservedAtEnd !== null) {
    return {
      tone: "bad",
      text: `${cause}${name} was lost and did not come back: ${unservedAtEnd}. ${failed}`,
    };
  }
  if (outageSeconds === 0 && requests.failed === 0) {
    const moved = loss === undefined ? "" : ` ${cause}the service moved without an outage.`;
    return {
      tone: "good",
      text: `Users of ${name} noticed nothing: none of ${counted(requests.sent, "request")} failed.${moved}`,
    };
  }
  const all =
    outageSeconds === longestOutageSeconds ? "" : ` at the longest, ${duration(outageSeconds)} in all`;
  const outage =
    outageSeconds === 0
      ? `users of ${name} saw no outage, but requests failed.`
      : `users of ${name} were without service for ${duration(longestOutageSeconds)}${all}.`;
  return {
    tone: "warn",
    text: `${sentence(cause + outage)} ${failed}${loss === undefined ? "" : backWords(loss)}`,
  };
}

const NOBODY: Verdict = { tone: "warn", text: "Nobody asked for anything: the run tells nothing of users." };

export type UsersResult = RunResult["users"][string];

function usersVerdict(name: string, users: UsersResult): Verdict {
  const {
    "requests.sent": sent = 0,
    "requests.failed": failed = 0,
    logonsNeeded = 0,
    availability = null,
  } = users.metrics;
  const longest = longestDisturbance(users);
  const who = `${counted(users.count, "person").replace("persons", "people")} of ${name}`;
  const isQuiet = failed === 0 && logonsNeeded === 0 && longest === null;
  if (isQuiet)
    return { tone: "good", text: `${who} noticed nothing: none of ${counted(sent ?? 0, "request")} failed.` };
  const disturbed = longest === null ? "" : ` Work was disturbed for ${duration(longest)} at the longest.`;
  const logons =
    (logonsNeeded ?? 0) === 0
      ? " Nobody had to log on again."
      : ` ${counted(logonsNeeded ?? 0, "new logon")} became necessary.`;
  return {
    tone: "warn",
    text: `${who}: ${failedWords(failed ?? 0, sent ?? 0, availability)}${disturbed}${logons}`,
  };
}

/** Seconds; null: nobody was disturbed. */
export function longestDisturbance({ metrics }: UsersResult): number | null {
  return metrics["longestDisturbance"] ?? metrics["longestReconnect"] ?? null;
}

function failedWords(failed: number, sent: number, availability: number | null): string {
  if (failed === 0) return `None of ${counted(sent, "request")} failed in the end.`;
  return `${number(failed)} of ${counted(sent, "request")} failed: availability ${share(availability)}.`;
}

function backWords({ timeToFailoverSeconds, to, explanation }: FailoverResult): string {
  if (timeToFailoverSeconds === null) return " The failover did not end within the run.";
  const [most] = explanation.toSorted((a, b) => (b.seconds ?? Infinity) - (a.seconds ?? Infinity));
  const where = to === null ? "The service was back" : `${to} served`;
  const why =
    most === undefined || most.seconds === null || most.seconds < timeToFailoverSeconds / 5
      ? ""
      : ` Most of that, ${duration(most.seconds)}: ${most.because}.`;
  return ` ${where} ${duration(timeToFailoverSeconds)} after the loss.${why}`;
}

function expectationVerdict({ expectations }: RunResult): Verdict[] {
  if (expectations.length === 0) return [];
  const missed = expectations.filter(({ ok }) => !ok);
  if (missed.length === 0)
    return [
      { tone: "good", text: `All ${counted(expectations.length, "expectation")} of the scenario are met.` },
    ];
  const told = missed
    .slice(0, 3)
    .map(({ metric, expected, observed }) => `${metric} should be ${expected} and is ${observed}`);
  return [
    {
      tone: "bad",
      text: `${missed.length} of ${counted(expectations.length, "expectation")} are missed: ${listed(told)}.`,
    },
  ];
}

/** What tells most: the outage, or where there was none, availability. Then which of the four speak for whom. */
export function comparisonVerdicts(comparison: ComparisonResult): Verdict[] {
  const [first = "", ...others] = comparison.variants;
  return others.flatMap((other) => [
    headVerdict(comparison, first, other),
    priceVerdict(comparison, first, other),
  ]);
}

function headVerdict(
  { metrics, service, summaries }: ComparisonResult,
  first: string,
  other: string,
): Verdict {
  const outage = metrics["outageSeconds"];
  const mean = (variant: string): string => quantity(outage?.variants[variant]?.mean ?? null, "s");
  const runs = summaries[first]?.replications ?? 0;
  const facts = `In ${counted(runs, "paired run")}, users of ${service} were without service for ${mean(first)} with ${first} and ${mean(other)} with ${other}, on average`;
  const difference = outage?.differences[other];
  if (difference === undefined || !difference.shown) {
    return {
      tone: "warn",
      text: `No difference in outage is shown between ${first} and ${other}. ${facts}.`,
    };
  }
  const better = difference.better ?? first;
  return {
    tone: "good",
    text: `${better} is more available: it saves ${quantity(Math.abs(difference.mean ?? 0), "s")} of outage a run (${intervalWords(sizeOf(difference), "s")}). ${facts}.`,
  };
}

const PRICES = [
  { name: "idleCpuSecondsPerHour", what: "processor time an hour to stand by" },
  { name: "idleMemoryMiB", what: "memory to stand by" },
  { name: "stateChangeCpuSeconds", what: "processor time for changes of state" },
] as const;

/** What the more available one costs, standing by and at each change. */
function priceVerdict({ metrics }: ComparisonResult, first: string, other: string): Verdict {
  const subject = metrics["outageSeconds"]?.differences[other]?.better ?? first;
  const told = PRICES.flatMap(({ name, what }) => {
    const metric = metrics[name];
    const difference = metric?.differences[other];
    if (metric === undefined || difference?.shown !== true) return [];
    const more = (difference.mean ?? 0) > 0 === (subject === first) ? "more" : "less";
    return [`${quantity(Math.abs(difference.mean ?? 0), metric.unit)} ${more} ${what}`];
  });
  const against = subject === first ? other : first;
  return {
    tone: "good",
    text:
      told.length === 0
        ? "No difference in what they cost is shown."
        : `The price: ${subject} takes ${listed(told)} than ${against}.`,
  };
}

/** `ha: 210 s less than single (95 % interval …). Better.`, or that nothing is shown. */
export function differenceWords(difference: DifferenceResult, metric: Pick<MetricResult, "unit">): string {
  const unit = differenceUnit(metric.unit);
  const [first, second] = difference.of;
  if (difference.mean === null)
    return `${first} and ${second} cannot be compared: no pair of runs has a value of both.`;
  if (difference.mean === 0 && difference.low === 0 && difference.high === 0)
    return `No difference between ${first} and ${second} in any run.`;
  if (!difference.shown) {
    return `No difference shown between ${first} and ${second}: ${intervalWords(difference, unit)}.`;
  }
  const size = sizeOf(difference);
  const direction = difference.mean < 0 ? "less" : "more";
  const judged = difference.better === first ? "better" : "worse";
  return `${first}: ${quantity(size.mean, unit)} ${direction} than ${second} (${intervalWords(size, unit)}), ${judged}.`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
