/** Of a failover that never ended: what was seen of it, step by step, and what the service lacks at the end of the run. */
import { between, type Instant } from "@sysplex/sim-core";
import { isOfCluster } from "./explain-cluster.js";
import { explainDecision, messagesAbout } from "./explain-decision.js";
import { explainDetection } from "./explain-detection.js";
import { hindranceReason } from "./explain-hindrance.js";
import { explainTakeOver } from "./explain-move.js";
import type { DelayCause } from "./delay-cause.js";
import { seenReason, told, type Explained, type Explanation, type Reason } from "./explained.js";
import type { Phases } from "../measure/failover-tracker.js";
import { foremost } from "../measure/hindrances.js";
import type { Tenure } from "../measure/measurement.js";

/** @param whyUnserved What the service lacks when the run ends; `undefined`: new connections reach a server. */
export function explainOpen(of: Explained, whyUnserved: string | undefined): readonly Explanation[] {
  const { at, milestones } = of.failover;
  const detected = milestones[0]?.at;
  const missing = seenReason(openCause(of, detected), whatIsMissing(of, whyUnserved));
  const isReached = whyUnserved === undefined && of.failover.cutShortBy === undefined;
  const last = (from: Instant): Explanation[] =>
    lastParts(of, from, { phase: openPhase(of, detected), reason: missing, isReached });
  if (isOfCluster(of.failover)) return last(at);
  const owner = newOwner(of);
  const decided = lastStepBefore(of, owner?.at);
  const known = detected === undefined ? [] : told("detect", explainDetection(of, at, detected));
  const isDecided = detected !== undefined && decided !== undefined && decided > detected;
  const steps = isDecided ? told("decide", explainDecision(of, detected, decided)) : [];
  const takeOver = owner === undefined ? [] : told("move", explainTakeOver(of, decided ?? at, owner));
  return [...known, ...steps, ...takeOver, ...last(owner?.at ?? decided ?? detected ?? at)];
}

interface LastPart {
  readonly phase: keyof Phases;
  readonly reason: Reason;
  /** New connections reach a server. */
  readonly isReached: boolean;
}

/** What lasts to the end of the run: what is missing, or from some instant on the registry or a new logon. */
function lastParts(
  { hindrances }: Explained,
  from: Instant,
  { phase, reason, isReached }: LastPart,
): Explanation[] {
  const lasting = isReached ? foremost(hindrances.filter(({ to }) => to === undefined)) : undefined;
  if (lasting === undefined) return [{ phase, seconds: null, ...reason }];
  const before = told(phase, [{ length: between(from, lasting.from), reason }]);
  return [...before, { phase, seconds: null, ...hindranceReason(lasting) }];
}

function whatIsMissing({ failover }: Explained, whyUnserved: string | undefined): string {
  if (failover.cutShortBy !== undefined)
    return `no request had succeeded when the service was lost again: ${failover.cutShortBy}`;
  return whyUnserved ?? "new connections reach a server, and no request succeeded until the end of the run";
}

/** Another stack has taken the address over meanwhile. */
function newOwner({ failover, seen }: Explained): Tenure | undefined {
  return seen.owners.find(({ at, stack }) => at > failover.at && stack !== undefined);
}

/** The latest news or message about the lost system, up to a take-over. */
function lastStepBefore(of: Explained, end: Instant | undefined): Instant | undefined {
  const messages = messagesAbout(of, end ?? (Infinity as Instant));
  const steps = [...of.failover.milestones, ...messages].map(({ at }) => at);
  const before = steps.filter((at) => end === undefined || at < end);
  return before.length === 0 ? undefined : (Math.max(...before) as Instant);
}

/** The first phase that has not ended. */
function openPhase({ failover }: Explained, detected: Instant | undefined): keyof Phases {
  if (detected === undefined) return "detect";
  if (failover.hasMoved) return "recover";
  return failover.isDecided ? "move" : "decide";
}

/** What the service is still waiting for when the run ends. */
function openCause(of: Explained, detected: Instant | undefined): DelayCause {
  const phase = openPhase(of, detected);
  if (phase !== "detect" && phase !== "decide") return phase === "move" ? "ownershipMove" : "serverReady";
  if (of.resolved.sysplex.systems.length === 1) return "systemRestart"; // Nobody else could take notice, or over.
  const last = messagesAbout(of, Infinity as Instant).at(-1);
  if (last?.replyId !== undefined) return "operator";
  return phase === "detect" ? "statusInterval" : "isolation";
}
