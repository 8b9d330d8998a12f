/**
 * The chain of the stacks that may own a dynamic VIPA: rules over what each of them defines.
 *
 * @source IP Configuration Guide, VIPA take-over and conflict resolution; IP Configuration Reference, VIPABACKUP.
 */
import { known } from "@sysplex/sim-core";
import type { DvipaEntry, DvipaState, StackName } from "./state.js";

/**
 * Who takes an address over: the highest rank; of equal ranks the stack that comes first in the configuration.
 *
 * A superseded VIPADEFINE has a rank of its own (`tcpip.supersededDefineRank`).
 * @source IP Configuration Reference, VIPABACKUP: the highest rank is nearest to the head of the chain.
 * @assumption The order of equal ranks is not published.
 */
export function electOwner(
  entries: Readonly<Record<StackName, DvipaEntry>>,
  order: readonly StackName[],
): StackName | undefined {
  let best: StackName | undefined;
  for (const stack of order) {
    const entry = entries[stack];
    if (entry === undefined || !isInChain(entry)) continue;
    if (best === undefined || entry.rank > known(entries[best], best).rank) best = stack;
  }
  return best;
}

/** Two VIPADEFINE of different TIER: the earlier stands, the later stack drops its definitions. */
export function conflictsByTier(
  { owner, entries }: DvipaState,
  stack: StackName,
  { kind, tier }: DvipaEntry,
): boolean {
  const present = owner === undefined || owner === stack ? undefined : entries[owner];
  return kind === "define" && present?.kind === "define" && present.tier !== tier;
}

export function isInChain({ status }: DvipaEntry): boolean {
  return status !== "deactivated" && status !== "quiescing";
}

export function isKeptForConnections({ status }: DvipaEntry): boolean {
  return status === "moving" || status === "quiescing";
}

export function statusWithoutConnections({ status }: DvipaEntry): DvipaEntry["status"] {
  return status === "deactivated" || status === "quiescing" ? "deactivated" : "backup";
}
