/**
 * What of an ARM policy applies to an element: pure rules.
 *
 * A name that is coded in full comes before patterns; of patterns the one with more characters that are no wildcards.
 * @assumption The manual's rule among several patterns was not seen; IBM MQ's sample policy, in which ELEMENT(*) of the
 * group DEFAULT stands beside a longer pattern of another group, works by this one.
 */
import { seconds } from "@sysplex/sim-core";
import type { ArmElementPolicy, ArmPolicy, ArmRestartGroup } from "./arm-policy.js";
import {
  ATTEMPTS_DEFAULT,
  CLEANUP_SECONDS_DEFAULT,
  LEVEL_DEFAULT,
  TIMEOUT_SECONDS_DEFAULT,
} from "./arm-statements.js";

export interface ArmRules {
  readonly group: ArmRestartGroup;
  readonly element: ArmElementPolicy;
}

const DEFAULT_GROUP: ArmRestartGroup = {
  name: "DEFAULT",
  targetSystems: "any",
  pacing: seconds(0),
  elements: [],
};

/** The values of a policy that says nothing. */
const DEFAULT_ELEMENT: ArmElementPolicy = {
  element: "*",
  attempts: { max: ATTEMPTS_DEFAULT.max, within: seconds(ATTEMPTS_DEFAULT.seconds) },
  restartTimeout: seconds(TIMEOUT_SECONDS_DEFAULT),
  readyTimeout: seconds(TIMEOUT_SECONDS_DEFAULT),
  cleanupTimeout: seconds(CLEANUP_SECONDS_DEFAULT),
  onElementEnd: { kind: "persist" },
  onSystemEnd: { kind: "persist" },
};

/** Levels of types that RESTART_ORDER does not name. @source The topic on the parameters of the utility, RESTART_ORDER. */
const LEVEL_OF_TYPE: Readonly<Record<string, number>> = {
  ...{ SYSIRLM: 0, SYSLVL0: 0 },
  ...{ SYSDB2: 1, SYSIMS: 1, SYSVTAM: 1, SYSTCPIP: 1, SYSLVL1: 1 },
  ...{ SYSCICS: 2, SYSMQMGR: 2, SYSMQCH: 2, SYSKERB: 2, SYSLVL2: 2 },
  ...{ SYSCB: 3, SYSLVL3: 3 },
};

/** @param policy Absent: ARM runs with the defaults of z/OS. */
export function armRulesFor(policy: ArmPolicy | undefined, element: string): ArmRules {
  const defaultGroup = policy?.groups.find(({ name }) => name === "DEFAULT") ?? DEFAULT_GROUP;
  let best: ArmRules = { group: defaultGroup, element: DEFAULT_ELEMENT };
  let bestScore = -1;
  for (const group of policy?.groups ?? []) {
    for (const one of group.elements) {
      const score = specificity(one.element, element);
      if (score <= bestScore) continue;
      best = { group, element: one };
      bestScore = score;
    }
  }
  return best;
}

/** Elements of the lowest level become ready first. */
export function armLevelOf(policy: ArmPolicy | undefined, element: string, type: string): number {
  const order = policy?.order ?? [];
  const byName = order.find(({ elementNames }) => elementNames.some((one) => specificity(one, element) >= 0));
  const byType = order.find(({ elementTypes }) => elementTypes.some((one) => specificity(one, type) >= 0));
  const known = Object.hasOwn(LEVEL_OF_TYPE, type) ? LEVEL_OF_TYPE[type] : undefined;
  return (byName ?? byType)?.level ?? known ?? LEVEL_DEFAULT;
}

/** −1: no match; the more the less is left to wildcards. */
function specificity(pattern: string, name: string): number {
  if (pattern === name) return Number.MAX_SAFE_INTEGER;
  return matches(pattern, name) ? pattern.replace(/[*?]/g, "").length : -1;
}

/** Whether a name fits a pattern in which * stands for any characters and ? for one. */
export function matches(pattern: string, name: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < name.length) {
    const sign = pattern[at];
    if (sign === "*") [star, mark, at] = [at, from, at + 1];
    else if (sign === "?" || sign === name[from]) [at, from] = [at + 1, from + 1];
    else if (star >= 0) [at, mark, from] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
