/**
 * Why it took so long from the news to the decision: what the operator, the SFM policy and partitioning took.
 *
 * The console tells: between two messages about the lost system lies one step, and each step has its rule.
 */
import { between, formatDuration, type Duration, type Instant } from "@sysplex/sim-core";
import { sfmPolicyFor, type ConsoleMessage } from "@sysplex/sysplex";
import { explainRestart } from "./explain-restart.js";
import { newsReason, placeOf } from "./explain-detection.js";
import {
  configuredReason,
  milestoneAt,
  runningOnAt,
  parametersReason,
  seenReason,
  type Explained,
  type Part,
  type Reason,
} from "./explained.js";

/** A step, from one message to the next. `before` is absent when nothing was written since the system was missed. */
interface Step {
  readonly before?: ConsoleMessage;
  readonly next: ConsoleMessage;
  readonly length: Duration;
}

const TELLING_MESSAGES: readonly string[] = [
  "IXC402D",
  "IXC426D",
  "IXC409D",
  "IXC371D",
  "IEE600I",
  "IXC101I",
  "IXC102A",
  "IXC104I",
  "IXC105I",
  "IXC108I",
  "IXC109I",
];

/** Questions to an operator, and the answer. */
const OPERATOR_MESSAGES: readonly string[] = [
  "IXC402D",
  "IXC426D",
  "IXC409D",
  "IXC371D",
  "IXC102A",
  "IEE600I",
];

export function explainDecision(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const parts: Part[] = [];
  let at = from;
  let before: ConsoleMessage | undefined;
  for (const next of messagesAbout(of, to)) {
    if (next.at > at) {
      const length = between(at, next.at);
      parts.push({ length, reason: stepReason(of, { next, length, ...(before && { before }) }) });
      at = next.at;
    }
    before = next;
  }
  return [...parts, ...remainder(of, at, to)];
}

/** Behind the last message about the lost system. */
function remainder(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const length = between(from, to);
  const runningOn = runningOnAt(of, to);
  if (runningOn !== undefined)
    return [{ length, reason: seenReason("operator", `until ${runningOn}: nothing had been decided`) }];
  const news = milestoneAt(of, to);
  const rule = newsReason(of, length, news);
  if (rule !== undefined) return [{ length, reason: rule }];
  const cause = messagesAbout(of, to).length > 0 ? "isolation" : "ownershipMove"; // Of a system, or of a server.
  return explainRestart(
    of,
    from,
    to,
    seenReason(cause, news === undefined ? "until it was decided" : `until ${news}`),
  );
}

/** What the consoles say about the lost system, and the replies. */
export function messagesAbout({ seen, failover, system }: Explained, to: Instant): ConsoleMessage[] {
  if (system === undefined) return [];
  const named = new RegExp(`(?<![A-Z0-9@#$])${system.replaceAll("$", "\\$")}(?![A-Z0-9@#$])`);
  return seen.messages.filter(
    ({ at, id, text }) =>
      at >= failover.at &&
      at <= to &&
      TELLING_MESSAGES.includes(id) &&
      (id === "IEE600I" || named.test(text)),
  );
}

function stepReason(of: Explained, step: Step): Reason {
  return (
    RULES[step.next.id]?.(of, step) ??
    seenReason(
      OPERATOR_MESSAGES.includes(step.next.id) ? "operator" : "isolation",
      `until ${step.next.id} on ${step.next.system}`,
    )
  );
}

type Rule = (of: Explained, step: Step) => Reason | undefined;

/** By the message that ends the step. */
const RULES: Readonly<Record<string, Rule>> = {
  IXC402D: notification,
  IXC426D: notification,
  IEE600I: reply,
  IXC101I: policy,
  IXC108I: policy,
  IXC109I: isolation,
  IXC105I: partitioning,
};

/** OPNOTIFY: absolute from the last status update, or relative to the end of the interval; or asked again, as replied. */
function notification({ resolved }: Explained, { before, next, length }: Step): Reason | undefined {
  const again = /;(INTERVAL=\d+)$/.exec(before?.id === "IEE600I" ? before.text : "")?.[1];
  if (again !== undefined)
    return configuredReason(
      "operator",
      `until ${next.id} asks again: the operator had replied ${again}`,
      "the scenario's operator or reply",
    );
  const { couple } = resolved.sysplex;
  const { kind, time } = couple.opNotify;
  const value = `${kind === "relative" ? "+" : ""}${time / 1_000_000}`;
  if (kind === "relative" && time !== length) return undefined;
  const because = `until ${next.id} asks the operator: OPNOTIFY(${value})`;
  if (couple.origins["OPNOTIFY"] !== undefined)
    return configuredReason("operator", because, placeOf(couple, "OPNOTIFY"));
  const source = "z/OS MVS Initialization and Tuning Reference, COUPLExx, OPNOTIFY";
  return {
    because: `${because}, the default`,
    cause: "operator",
    standing: "documented",
    source,
    parameters: [],
  };
}

function reply({ resolved }: Explained, { before, length }: Step): Reason | undefined {
  if (before === undefined) return undefined;
  const because = `the operator replies to ${before.id} after ${formatDuration(length)}`;
  const habit = resolved.sysplex.operator?.replyAfter === length;
  return configuredReason(
    "operator",
    because,
    habit ? "the scenario's sysplex.operator.replyAfter" : "the scenario's timeline",
  );
}

/** An action of the SFM policy, that of the lost system; or a new IPL, which needs no answer any more. */
function policy(of: Explained, { before, next, length }: Step): Reason | undefined {
  const { resolved, system } = of;
  const { sfm } = resolved.sysplex;
  if (next.text.endsWith("IMAGE GONE") && before !== undefined) {
    const because = `until ${system ?? "the system"} is IPLed again, which proves that its old image is gone`;
    return parametersReason(of, "operator", because, ["sysplex.reIplRemovesOldImage"]);
  }
  if (sfm === undefined || system === undefined || before !== undefined) return undefined;
  const { action, ssumLimit } = sfmPolicyFor(sfm, system);
  const source = `SFM policy ${sfm.name}, ${sfm.file}`;
  if (ssumLimit === length) return configuredReason("isolation", `SSUMLIMIT(${length / 1_000_000})`, source);
  if (action.kind === "prompt" || action.after !== length) return undefined;
  const keyword = { isolate: "ISOLATETIME", deactivate: "DEACTTIME", reset: "RESETTIME" }[action.kind];
  return configuredReason("isolation", `${keyword}(${length / 1_000_000})`, source);
}

function isolation(of: Explained, { next, length }: Step): Reason | undefined {
  const { isolationDuration, imageResetDuration } = of.resolved.sysplex.parameters;
  const system = of.system ?? "the system";
  if (next.text.startsWith("FENCE") && length === isolationDuration)
    return parametersReason(of, "isolation", `${system} is isolated through a coupling facility`, [
      "sysplex.isolationDuration",
    ]);
  if (length === imageResetDuration)
    return parametersReason(of, "isolation", `the image of ${system} is reset`, [
      "sysplex.imageResetDuration",
    ]);
  return undefined;
}

function partitioning(of: Explained, { next, length }: Step): Reason | undefined {
  if (length !== of.resolved.sysplex.parameters.partitionDuration) return undefined;
  const because = `${of.system ?? "the system"} is partitioned from the sysplex (${next.id})`;
  return parametersReason(of, "isolation", because, ["sysplex.partitionDuration"]);
}
