/**
 * Why a failover took as long as it did: each phase split at what was seen, each part with the rule or the number behind it.
 *
 * The parts of a phase add up to it. A rule is named only where its number fits what was observed to the microsecond;
 * what no rule explains is told as it was seen.
 */
import { after, between, formatDuration, inSeconds, seconds, type Instant } from "@sysplex/sim-core";
import { failureDetectionInterval, sfmPolicyFor } from "@sysplex/sysplex";
import { tcpProfiles } from "@sysplex/tcpip";
import type { ResolvedScenario } from "../resolve/configuration.js";
import {
  clusterEnds,
  explainClusterDecision,
  explainClusterDetection,
  explainClusterMove,
  isOfCluster,
} from "./explain-cluster.js";
import { explainDecision } from "./explain-decision.js";
import { explainDetection } from "./explain-detection.js";
import { hindered, LONGEST_ANSWER } from "./explain-hindrance.js";
import { explainMove } from "./explain-move.js";
import { explainOpen } from "./explain-open.js";
import { explainRestart } from "./explain-restart.js";
import {
  configuredReason,
  parametersReason,
  seenReason,
  told,
  type Explained,
  type Explanation,
  type Part,
  type Reason,
  type Seen,
  type SeenOfService,
} from "./explained.js";
import type { Failover, Phases } from "../measure/failover-tracker.js";

/** The explanation of one failover, in order of time. */
export function explainFailover(
  resolved: ResolvedScenario,
  failover: Failover,
  seen: Seen,
  { whyUnserved, hindrances }: SeenOfService,
): readonly Explanation[] {
  const system = failover.from?.split("/")[0];
  const of: Explained = { resolved, failover, seen, hindrances, system };
  const { completed } = failover;
  return [
    ...explainDelay(of),
    ...(completed === undefined ? explainOpen(of, whyUnserved) : explainCompleted(of, completed.phases)),
  ];
}

/** The cause did not take the service away: that came later, by the removal of a system that still served. */
function explainDelay(of: Explained): Explanation[] {
  const { failover, system } = of;
  const removed = `the sysplex removes ${system}`;
  const isRemoved = failover.milestones.some(({ at, what }) => at === failover.at && what === removed);
  if (system === undefined || !isRemoved || failover.causedAt >= failover.at) return [];
  const length = formatDuration(between(failover.causedAt, failover.at));
  const because = `${system} served until it was stopped, ${length} after ${failover.cause}`;
  const rule = removalRule(of, system);
  return [
    {
      phase: "detect",
      seconds: 0,
      ...(rule === undefined ? seenReason("unexplained", because) : rule(because)),
    },
  ];
}

/** Why it was left to serve that long: SSUMLIMIT of the SFM policy, or a question that an operator had to answer. */
function removalRule(
  { resolved, failover, seen }: Explained,
  system: string,
): ((because: string) => Reason) | undefined {
  const { sfm, parameters, couple, systems } = resolved.sysplex;
  const before = seen.messages.filter(({ at }) => at >= failover.causedAt && at <= failover.at);
  const asked = before.findLast(({ replyId }) => replyId !== undefined);
  if (asked !== undefined)
    return (because) =>
      configuredReason(
        "operator",
        `${because}: the reply to ${asked.id}`,
        "the scenario's operator or reply",
      );
  const limit = sfm && sfmPolicyFor(sfm, system).ssumLimit;
  const processors = systems.find(({ name }) => name === system)?.processors;
  if (sfm === undefined || limit === undefined || processors === undefined) return undefined;
  if (!failover.cause.startsWith("hang ")) return undefined;
  const interval = formatDuration(failureDetectionInterval(couple, processors, parameters));
  return (because) =>
    configuredReason(
      "isolation",
      `${because}: it signalled, so that it is fenced SSUMLIMIT(${inSeconds(limit)}) behind its interval of ${interval}`,
      `SFM policy ${sfm.name}, ${sfm.file}`,
    );
}

function explainCompleted(of: Explained, phases: Phases): Explanation[] {
  const { detect, decide, move, accept, recover } = phases;
  if (isOfCluster(of.failover)) return explainClusterCompleted(of, phases);
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
    ...told("recover", hindered(of, accepted, explainRecovery(of, accepted, recovered))),
  ];
}

function explainClusterCompleted(of: Explained, phases: Phases): Explanation[] {
  const { at } = of.failover;
  const { detected, decided, moved } = clusterEnds(at, phases);
  const accepted = after(moved, phases.accept);
  const answered = {
    length: phases.recover,
    reason: seenReason(
      "serverReady",
      "until a request succeeds: the pod and what is behind it have to be ready for it",
    ),
  };
  return [
    ...told("detect", explainClusterDetection(of, at, detected)),
    ...told("decide", explainClusterDecision(of, detected, decided)),
    ...told("move", explainClusterMove(of, decided, moved)),
    ...told("accept", explainAccept(of, moved, accepted)),
    ...told("recover", hindered(of, accepted, [answered])),
  ];
}

/** Until a client, old or new, gets a connection. */
function explainAccept({ resolved, failover }: Explained, from: Instant, to: Instant): readonly Part[] {
  const length = between(from, to);
  const { clients } = resolved.document;
  const because = `until a client gets a connection to ${isOfCluster(failover) ? "a pod" : (failover.to ?? "the target")}`;
  if (length < SHORTEST_SYN_WAIT) {
    const reason = configuredReason(
      "retryBackOff",
      `${because}: the next request`,
      "the arrivals of the scenario's clients",
    );
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
      reason: configuredReason(
        "retryBackOff",
        `${because}: a new request, or a next SYN (${schedules.join("; ")})`,
        source,
      ),
    },
  ];
}

/** No client's TCP sends a SYN again before. */
const SHORTEST_SYN_WAIT = seconds(1);

/** From the connection to the answer. A server that is not ready refuses by HTTP, and clients try again. */
function explainRecovery(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const isReady = !of.seen.messages.some(({ id, at }) => id === "CWWKF0011I" && at > from && at <= to);
  const because = "TLS handshake, and the answer to the first request";
  const isPrompt = between(from, to) < LONGEST_ANSWER;
  const answered =
    isReady && isPrompt
      ? parametersReason(of, "answer", because, ["client.tlsHandshake"])
      : seenReason(
          isReady ? "unexplained" : "retryBackOff",
          isReady
            ? "requests reach a server and fail there or behind it, until one succeeds"
            : "until a client tries again and is answered",
        );
  return explainRestart(of, from, to, answered);
}
