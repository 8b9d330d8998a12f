/**
 * Sysplex failure management: pure rules over an SFM policy.
 *
 * @source z/OS MVS Setting Up a Sysplex, defining an SFM policy; checks XCF_SFM_SUM_ACTION, XCF_SFM_SSUMLIMIT.
 */
import { plus, type Duration } from "@sysplex/sim-core";
import type { SfmSystemPolicy } from "./parmlib/couple-configuration.js";
import type { SystemName } from "./sysplex-configuration.js";
import type { RemovalStep } from "./sysplex-state.js";

/** What to do, and when, counted from the last status update. */
export interface MissingStatusDecision {
  readonly step: RemovalStep & ("prompt operator" | "isolate" | "reset image");
  readonly delay: Duration;
}

/**
 * What follows when a system's status update is missing.
 *
 * A system that still sends signals is removed only after its SSUMLIMIT; with SSUMLIMIT(NONE), or without a policy, the
 * operator decides. @assumption SSUMLIMIT counts from the end of the interval, and ISOLATETIME does not add to it.
 *
 * @param policy Absent: no SFM policy is active.
 * @param opNotify From the last status update to the prompt.
 */
export function decideOnMissingStatus(
  policy: SfmSystemPolicy | undefined,
  signalling: boolean,
  interval: Duration,
  opNotify: Duration,
): MissingStatusDecision {
  const prompt = { step: "prompt operator", delay: opNotify } as const;
  if (policy === undefined) return prompt;
  const { action, ssumLimit } = policy;
  if (signalling) {
    return ssumLimit === undefined ? prompt : { step: "isolate", delay: plus(interval, ssumLimit) };
  }
  if (action.kind === "prompt") return prompt;
  return { step: action.kind === "isolate" ? "isolate" : "reset image", delay: plus(interval, action.after) };
}

/**
 * Who stays when signalling paths are lost: of all sets of systems that reach one another, the one with the largest
 * total weight. Of equals the one that keeps the system that comes first. @assumption The manual leaves ties open.
 *
 * @param systems In configuration order.
 * @param connected Whether two systems reach each other, both ways.
 */
export function electSurvivors(
  systems: readonly SystemName[],
  connected: (a: SystemName, b: SystemName) => boolean,
  weight: (system: SystemName) => number,
): readonly SystemName[] {
  let best: readonly SystemName[] = [];
  let bestWeight = -1;
  for (const set of fullyConnectedSets(systems, connected)) {
    const total = set.reduce((sum, system) => sum + weight(system), 0);
    if (total > bestWeight || (total === bestWeight && comesFirst(set, best, systems))) {
      best = set;
      bestWeight = total;
    }
  }
  return best;
}

/** Every set of systems that all reach one another and that no further system could join (Bron and Kerbosch). */
function fullyConnectedSets(
  systems: readonly SystemName[],
  connected: (a: SystemName, b: SystemName) => boolean,
): readonly (readonly SystemName[])[] {
  const sets: SystemName[][] = [];
  const extend = (
    chosen: SystemName[],
    candidates: readonly SystemName[],
    excluded: readonly SystemName[],
  ): void => {
    const pivot = candidates[0] ?? excluded[0];
    if (pivot === undefined) return void sets.push(systems.filter((system) => chosen.includes(system)));
    let open = candidates;
    let done = excluded;
    for (const next of candidates.filter((system) => system === pivot || !connected(system, pivot))) {
      const reachable = (system: SystemName): boolean => system !== next && connected(system, next);
      extend([...chosen, next], open.filter(reachable), done.filter(reachable));
      open = open.filter((system) => system !== next);
      done = [...done, next];
    }
  };
  extend([], systems, []);
  return sets;
}

/** Of two sets, the one that has the first system in which they differ. */
function comesFirst(
  a: readonly SystemName[],
  b: readonly SystemName[],
  order: readonly SystemName[],
): boolean {
  const difference = order.find((system) => a.includes(system) !== b.includes(system));
  return difference !== undefined && a.includes(difference);
}
