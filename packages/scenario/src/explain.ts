/**
 * Why a failover took as long as it did: each phase split at what was seen, each part with the rule or the number behind it.
 *
 * The parts of a phase add up to it. A rule is named only where its number fits what was observed to the microsecond;
 * what no rule explains is told as it was seen.
 */
import { after, between, inSeconds, seconds, type Instant } from "@sysplex/sim-core";
import { tcpProfiles } from "@sysplex/tcpip";
import type { ResolvedScenario } from "./configuration.js";
import type { ConsoleMessage } from "@sysplex/sysplex";
import { explainDecision } from "./explain-decision.js";
import { explainDetection } from "./explain-detection.js";
import { explainRestart } from "./explain-restart.js";
import {
  configuredReason,
  milestoneAt,
  parametersReason,
  seenReason,
  type Explained,
  type Part,
  type Reason,
  type Seen,
} from "./explained.js";
import type { Failover, Phases } from "./failover-tracker.js";
import type { Tenure } from "./measurement.js";

/** One part of a phase. */
export interface Explanation extends Reason {
  readonly phase: keyof Phases;
  /** Null: it lasted to the end of the run. */
  readonly seconds: number | null;
}

/** The explanation of one failover, in order of time. */
export function explainFailover(
  resolved: ResolvedScenario,
  failover: Failover,
  seen: Seen,
): readonly Explanation[] {
  const of: Explained = { resolved, failover, seen, system: systemOf(failover.from) };
  return failover.completed === undefined ? explainOpen(of) : explainCompleted(of, failover.completed.phases);
}

function explainCompleted(of: Explained, { detect, decide, move, accept, recover }: Phases): Explanation[] {
  const detected = after(of.failover.at, detect);
  const decided = after(detected, decide);
  const moved = after(decided, move);
  const accepted = after(moved, accept);
  const recovered = after(accepted, recover);
  return [
    ...told("detect", explainDetection(of, of.failover.at, detected)),
    ...told("decide", explainDecision(of, detected, decided)),
    ...told("move", explainMove(of, decided, moved)),
    ...told("accept", explainAccept(of, moved, accepted)),
    ...told("recover", explainRecovery(of, accepted, recovered)),
  ];
}

/** It never ended: what was seen of it, and what it waits for. */
function explainOpen(of: Explained): Explanation[] {
  const { at, milestones } = of.failover;
  const detected = milestones[0]?.at;
  const asked = unansweredPrompt(of);
  const known = detected === undefined ? [] : told("detect", explainDetection(of, at, detected));
  const askedLater = detected !== undefined && asked !== undefined && asked.at > detected;
  const decided = askedLater ? told("decide", explainDecision(of, detected, asked.at)) : [];
  const phase = detected === undefined ? "detect" : asked === undefined ? "recover" : "decide";
  return [...known, ...decided, { phase, seconds: null, ...seenReason(whatItWaitsFor(of, asked)) }];
}

/** The last question that nobody answered. */
function unansweredPrompt({ failover, seen }: Explained): ConsoleMessage | undefined {
  const since = seen.messages.filter(({ at }) => at >= failover.at);
  const asked = since.findLastIndex(({ id }) => WTORS.includes(id));
  const answered = since.slice(asked + 1).some(({ id }) => id === "IEE600I" || id === "IXC105I");
  return answered ? undefined : since[asked];
}

function whatItWaitsFor({ failover, seen, system }: Explained, asked: ConsoleMessage | undefined): string {
  if (asked !== undefined) return `${asked.id} waits for a reply, and nobody gives one`;
  const owner = seen.owners.findLast(({ at }) => at >= failover.at);
  if (owner !== undefined && owner.stack === undefined)
    return `nobody owns ${owner.of}: no stack that is up has VIPADEFINE or VIPABACKUP for it`;
  const active = seen.activeTargets.findLast(({ at }) => at >= failover.at);
  if (active !== undefined && active.stack === undefined) return `no target of ${active.of} is ready`;
  if (failover.milestones.length > 0) return "no request succeeded until the end of the run";
  return `nothing in the sysplex takes notice of what happened${system === undefined ? "" : ` on ${system}`}`;
}

const WTORS: readonly string[] = ["IXC402D", "IXC426D", "IXC102A", "IXC409D", "IXC371D"];

/** From the decision until a living target is active and its address reachable. */
function explainMove(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const owner = of.seen.owners.find(({ at, stack }) => stack !== undefined && at >= from && at <= to);
  return owner === undefined
    ? explainRestart(of, from, to, targetReason(of, from, to))
    : [...explainTakeOver(of, from, owner), ...explainReach(of, owner.at, to)];
}

function explainTakeOver(of: Explained, from: Instant, { at, of: address, stack }: Tenure): readonly Part[] {
  const length = between(from, at);
  if (length === of.resolved.tcpip.parameters.takeoverDuration) {
    const reason = parametersReason(of, `${stack} takes ${address} over`, ["tcpip.takeoverDuration"]);
    return [{ length, reason }];
  }
  return explainRestart(of, from, at, seenReason(`until ${stack} owns ${address}`));
}

function explainReach(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const length = between(from, to);
  if (length === of.resolved.tcpip.parameters.addressLearningDelay) {
    const because = "the LAN learns where the address is";
    return [{ length, reason: parametersReason(of, because, ["tcpip.addressLearningDelay"]) }];
  }
  return explainRestart(of, from, to, targetReason(of, from, to));
}

function targetReason({ seen, failover }: Explained, from: Instant, to: Instant): Reason {
  const target = seen.activeTargets.findLast(
    ({ at, stack }) => stack !== undefined && at >= from && at <= to,
  );
  const news = milestoneAt({ failover }, to);
  if (target !== undefined) return seenReason(`until ${target.stack} is the active target of ${target.of}`);
  return seenReason(news === undefined ? "until a living target is active" : `until ${news}`);
}

/** Until a client, old or new, gets a connection. */
function explainAccept({ resolved, failover }: Explained, from: Instant, to: Instant): readonly Part[] {
  const length = between(from, to);
  const { clients } = resolved.document;
  const because = `until a client gets a connection to ${failover.to ?? "the target"}`;
  if (length < SHORTEST_SYN_WAIT) {
    const reason = configuredReason(`${because}: the next request`, "the arrivals of the scenario's clients");
    return [{ length, reason }];
  }
  const profiles = [...new Set(clients.map(({ os }) => tcpProfiles[os]))];
  const schedules = profiles.map(
    ({ meaning, synAt }) => `${meaning} sends SYN at ${synAt.map((at) => inSeconds(at)).join(", ")} s`,
  );
  const source = "the arrivals of the scenario's clients, and their operating systems' TCP";
  return [
    {
      length,
      reason: configuredReason(`${because}: a new request, or a next SYN (${schedules.join("; ")})`, source),
    },
  ];
}

/** No client's TCP sends a SYN again before. */
const SHORTEST_SYN_WAIT = seconds(1);

/** From the connection to the answer. A server that is not ready refuses by HTTP, and clients try again. */
function explainRecovery(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const isReady = !of.seen.messages.some(({ id, at }) => id === "CWWKF0011I" && at > from && at <= to);
  const because = "TLS handshake, and the answer to the first request";
  const answered = isReady
    ? parametersReason(of, because, ["client.tlsHandshake"])
    : seenReason("until a client tries again and is answered");
  return explainRestart(of, from, to, answered);
}

/** Parts without length need no explanation. */
function told(phase: keyof Phases, parts: readonly Part[]): Explanation[] {
  return parts
    .filter(({ length }) => length > 0)
    .map(({ length, reason }) => ({ phase, seconds: inSeconds(length), ...reason }));
}

function systemOf(stack: string | undefined): string | undefined {
  return stack?.split("/")[0];
}
