/** Why it took so long until the sysplex knew: the interval and its formula, status detection, signals, or a TSR of 0. */
import { between, formatDuration, type Duration, type Instant } from "@sysplex/sim-core";
import {
  failureDetectionInterval,
  spinFailureDetectionInterval,
  type SysplexConfiguration,
  type SystemConfiguration,
} from "@sysplex/sysplex";
import { explainRestart } from "./explain-restart.js";
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

export function explainDetection(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const length = between(from, to);
  const news = milestoneAt(of, to);
  const runningOn = runningOnAt(of, to);
  if (runningOn !== undefined)
    return [{ length, reason: seenReason("statusInterval", `until ${runningOn}: nobody had taken notice`) }];
  const rule = intervalReason(of, length) ?? sysplexReason(of, length) ?? newsReason(of, length, news);
  const otherwise = seenReason(
    "statusInterval",
    news === undefined ? "until the sysplex took notice" : `until ${news}`,
  );
  return rule === undefined ? explainRestart(of, from, to, otherwise) : [{ length, reason: rule }];
}

/** The failure detection interval counts from the last status update, which lies less than a period back. */
function intervalReason(of: Explained, length: Duration): Reason | undefined {
  const { sysplex } = of.resolved;
  const lost = sysplex.systems.find(({ name }) => name === of.system);
  if (lost === undefined) return undefined;
  const interval = failureDetectionInterval(sysplex.couple, lost.processors, sysplex.parameters);
  const before = interval - length;
  if (before < 0 || before >= sysplex.parameters.statusUpdatePeriod) return undefined;
  const since =
    before === 0 ? "" : `, counted from its last status update ${formatDuration(before as Duration)} earlier`;
  return intervalRule(
    of,
    sysplex,
    lost,
    `${lost.name} misses its status updates for ${formatDuration(interval)}${since}`,
  );
}

/** Where the effective interval comes from: INTERVAL as coded, or the excessive-spin formula. */
function intervalRule(
  of: Explained,
  { couple, parameters }: SysplexConfiguration,
  { processors }: SystemConfiguration,
  what: string,
): Reason {
  const spinTime = processors === "dedicated" ? parameters.spinTimeDedicated : parameters.spinTimeShared;
  const actions = parameters.spinRecoveryActions;
  const derived = spinFailureDetectionInterval(actions, spinTime);
  const formula = `(${actions} + 1) × ${formatDuration(spinTime)} + 5s = ${formatDuration(derived)}, ${processors} processors`;
  const coded = couple.interval;
  if (coded !== undefined && (couple.userInterval || coded > derived)) {
    const why = couple.userInterval ? "USERINTERVAL is enabled" : `more than ${formula}`;
    return configuredReason(
      "statusInterval",
      `${what}: INTERVAL(${coded / 1_000_000}) as coded; ${why}`,
      placeOf(couple, "INTERVAL"),
    );
  }
  const spin = processors === "dedicated" ? "sysplex.spinTimeDedicated" : "sysplex.spinTimeShared";
  const coveredUp = coded === undefined ? "" : `; INTERVAL(${coded / 1_000_000}) is less and does not count`;
  return parametersReason(of, "statusInterval", `${what}: ${formula}${coveredUp}`, [
    spin,
    "sysplex.spinRecoveryActions",
  ]);
}

/** The statement in COUPLExx, where it stands. */
export function placeOf({ origins, file }: SysplexConfiguration["couple"], keyword: string): string {
  const range = origins[keyword];
  return range === undefined ? (file ?? "") : `${range.file}:${range.start.line}`;
}

function sysplexReason(of: Explained, length: Duration): Reason | undefined {
  const { statusDetection, couple, parameters } = of.resolved.sysplex;
  if (statusDetection && couple.systemStatusDetection && length === parameters.statusDetectionDelay) {
    const because = `system status detection proves that ${of.system ?? "the system"} is gone`;
    return parametersReason(of, "statusInterval", because, ["sysplex.statusDetectionDelay"]);
  }
  if (length === parameters.pathLossDetectionDelay && of.failover.cause.startsWith("partition")) {
    return parametersReason(of, "statusInterval", "XCF gives the signalling paths up", [
      "sysplex.pathLossDetectionDelay",
    ]);
  }
  return undefined;
}

/** News that came by a signal, or by the distributor's own look at its targets. */
export function newsReason(of: Explained, length: Duration, news: string | undefined): Reason | undefined {
  if (news === undefined) return undefined;
  const { sysplex, tcpip } = of.resolved;
  if (news.endsWith("has a TSR of 0")) {
    const period = formatDuration(tcpip.parameters.tsrPeriod);
    return parametersReason(
      of,
      "targetHealth",
      `${news}: the distributor computes the responsiveness every ${period}`,
      ["tcpip.tsrPeriod"],
    );
  }
  if (length !== sysplex.parameters.signallingDelay) return undefined;
  return parametersReason(of, "ownershipMove", `${news}: one XCF signal`, ["sysplex.signallingDelay"]);
}
