/**
 * Automatic restart management: pure rules over an ARM policy.
 *
 * @source z/OS MVS Setting Up a Sysplex, automatic restart management parameters; messages IXC804I, IXC815I.
 */
import { longer, seconds, type Duration, type Instant } from "@sysplex/sim-core";
import type { ArmAttempts, ArmElementPolicy, ArmMethod, ArmRestartGroup } from "./parmlib/index.js";
import type { ArmElement } from "./arm-state.js";
import type { SystemName } from "./sysplex-configuration.js";

/** ARM waits so long for the clean-up of members in any case. @source Message IXC815I: two minutes. */
export const CLEANUP_WAIT_MIN = seconds(120);

/** Restarts that still count at an instant. */
export function restartsThatCount(
  restartsAt: readonly Instant[],
  now: Instant,
  { within }: ArmAttempts,
): readonly Instant[] {
  return restartsAt.filter((at) => now - at < within);
}

/**
 * Why an element is not restarted; `undefined`: it is. The texts are those of IXC804I.
 *
 * @assumption Restarts on other systems count like those in place.
 */
export function reasonAgainst(
  element: Pick<ArmElement, "restartsAt" | "termType">,
  policy: ArmElementPolicy,
  event: "element ended" | "system lost",
  now: Instant,
): string | undefined {
  const termType = policy.termType ?? element.termType;
  if (event === "system lost" && termType === "ELEMTERM") {
    return "TERMTYPE IS ELEMTERM, CROSS-SYSTEM RESTARTS PROHIBITED.";
  }
  const count = restartsThatCount(element.restartsAt, now, policy.attempts).length;
  return count < policy.attempts.max ? undefined : "THE RESTART ATTEMPTS THRESHOLD HAS BEEN REACHED.";
}

/**
 * Where the elements of a lost system go.
 *
 * @assumption z/OS weighs capacity and free common storage; here the first that runs, in the order of TARGET_SYSTEM or of
 * the configuration.
 * @param running In configuration order.
 */
export function electTargetSystem(
  { targetSystems }: Pick<ArmRestartGroup, "targetSystems">,
  running: readonly SystemName[],
): SystemName | undefined {
  if (targetSystems === "any") return running[0];
  return targetSystems.find((system) => running.includes(system));
}

/** From the end of partitioning to restarts elsewhere: the clean-up of members, if it does not take too long. */
export function cleanUpWait(cleanUp: Duration, { cleanupTimeout }: ArmElementPolicy): Duration {
  const longest = longer(cleanupTimeout, CLEANUP_WAIT_MIN);
  return cleanUp < longest ? cleanUp : longest;
}

/** The command that starts an element anew; empty where a job is submitted. */
export function restartCommand(method: ArmMethod, startText: string): string {
  if (method.kind === "persist") return startText;
  return method.kind === "startCommand" ? method.text : "";
}
