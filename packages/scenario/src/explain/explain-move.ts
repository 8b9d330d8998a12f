/** Why it took so long until the address was reachable and a living target active: take-over, ARP, or a start. */
import { between, type Instant } from "@sysplex/sim-core";
import { explainRestart } from "./explain-restart.js";
import {
  milestoneAt,
  parametersReason,
  seenReason,
  type Explained,
  type Part,
  type Reason,
} from "./explained.js";
import type { Tenure } from "../measure/measurement.js";

/** From the decision until a living target is active and its address reachable. */
export function explainMove(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const owner = of.seen.owners.find(({ at, stack }) => stack !== undefined && at >= from && at <= to);
  return owner === undefined
    ? explainRestart(of, from, to, targetReason(of, from, to))
    : [...explainTakeOver(of, from, owner), ...explainReach(of, owner.at, to)];
}

export function explainTakeOver(
  of: Explained,
  from: Instant,
  { at, of: address, stack }: Tenure,
): readonly Part[] {
  const length = between(from, at);
  if (length === of.resolved.tcpip.parameters.takeoverDuration) {
    const reason = parametersReason(of, "ownershipMove", `${stack} takes ${address} over`, [
      "tcpip.takeoverDuration",
    ]);
    return [{ length, reason }];
  }
  return explainRestart(of, from, at, seenReason("ownershipMove", `until ${stack} owns ${address}`));
}

function explainReach(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const length = between(from, to);
  if (length === of.resolved.tcpip.parameters.addressLearningDelay) {
    const because = "the LAN learns where the address is";
    return [
      { length, reason: parametersReason(of, "addressLearning", because, ["tcpip.addressLearningDelay"]) },
    ];
  }
  return explainRestart(of, from, to, targetReason(of, from, to));
}

function targetReason({ seen, failover }: Explained, from: Instant, to: Instant): Reason {
  const target = seen.activeTargets.findLast(
    ({ at, stack }) => stack !== undefined && at >= from && at <= to,
  );
  const news = milestoneAt({ failover }, to);
  if (target !== undefined)
    return seenReason("ownershipMove", `until ${target.stack} is the active target of ${target.of}`);
  return seenReason(
    "ownershipMove",
    news === undefined ? "until a living target is active" : `until ${news}`,
  );
}
