/**
 * The chain of the stacks that may own a dynamic VIPA: rules over what each of them defines.
 *
 * @source IP Configuration Guide, VIPA take-over and conflict resolution; IP Configuration Reference, VIPABACKUP.
 */
import { known } from "@sysplex/sim-core";
import type { DvipaEntry, DvipaState, StackName } from "./state.js";

/**
 * Who takes an address over: the highest rank.
 *
 * A superseded VIPADEFINE has a rank of its own (`tcpip.supersededDefineRank`).
 * @param entries In the order of their definitions.
 * @param order The stacks in the order of the configuration.
 * @source IP Configuration Reference, VIPABACKUP: the highest rank is nearest to the head of the chain.
 * @assumption The order of equal ranks is not published. Of several VIPADEFINE it is the latest, as among living ones;
 * of several VIPABACKUP the first in the configuration.
 */
export function electOwner(
  entries: Readonly<Record<StackName, DvipaEntry>>,
  order: readonly StackName[],
): StackName | undefined {
  const inChain = order.filter((stack) => entries[stack] !== undefined && isInChain(entries[stack]));
  const definitions = Object.keys(entries);
  return inChain.reduce<StackName | undefined>((best, stack) => {
    if (best === undefined) return stack;
    const [a, b] = [known(entries[stack], stack), known(entries[best], best)];
    if (a.rank !== b.rank) return a.rank > b.rank ? stack : best;
    const isLater = definitions.indexOf(stack) > definitions.indexOf(best);
    return a.kind === "define" && b.kind === "define" && isLater ? stack : best;
  }, undefined);
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
