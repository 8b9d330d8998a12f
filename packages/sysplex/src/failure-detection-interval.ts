/** How long a system may miss its status updates, and when the operator is asked. Pure rules. */
import { longer, plus, seconds, times, type Duration, type ParameterValues } from "@sysplex/sim-core";
import type { sysplexParameters } from "./parameters.js";
import type { CoupleConfiguration } from "./parmlib/couple-configuration.js";
import type { SystemConfiguration } from "./sysplex-configuration.js";

/**
 * The interval that follows from excessive-spin recovery, the "spin" failure detection interval.
 *
 *     interval = (recoveryActions + 1) × spinTime + 5 s      3 actions: 45 s at 10 s, 165 s at 40 s
 *
 * @param recoveryActions Actions on SPINRCVY in EXSPATxx; the implicit SPIN is added here.
 * @param spinTime Excessive-spin loop time.
 * @source z/OS MVS Setting Up a Sysplex, planning the failure detection interval.
 */
export function spinFailureDetectionInterval(recoveryActions: number, spinTime: Duration): Duration {
  return plus(times(spinTime, recoveryActions + 1), seconds(5));
}

/**
 * The effective INTERVAL: how long the others wait for a status update of this system before they act.
 *
 * The larger of the coded INTERVAL and the spin interval; the coded one alone with FUNCTIONS ENABLE(USERINTERVAL); the
 * spin interval alone when none is coded. It is a property of the system that fails, not of those that watch.
 * @source z/OS MVS Setting Up a Sysplex, planning the failure detection interval.
 */
export function failureDetectionInterval(
  couple: Pick<CoupleConfiguration, "interval" | "userInterval">,
  processors: SystemConfiguration["processors"],
  parameters: Pick<
    ParameterValues<typeof sysplexParameters>,
    "spinTimeDedicated" | "spinTimeShared" | "spinRecoveryActions"
  >,
): Duration {
  const spinTime = processors === "dedicated" ? parameters.spinTimeDedicated : parameters.spinTimeShared;
  const derived = spinFailureDetectionInterval(parameters.spinRecoveryActions, spinTime);
  if (couple.interval === undefined) return derived;
  return couple.userInterval ? couple.interval : longer(couple.interval, derived);
}

/**
 * From the last status update to the prompt of the operator.
 *
 * A relative OPNOTIFY counts from the end of the interval. An absolute one that ends before the interval is stretched
 * to it. @assumption The effective interval may be longer than the coded one; XCF does not ask before it has noticed.
 * @source z/OS MVS Initialization and Tuning Reference, COUPLExx, OPNOTIFY.
 */
export function operatorNotificationTime(
  opNotify: CoupleConfiguration["opNotify"],
  interval: Duration,
): Duration {
  return opNotify.kind === "relative" ? plus(interval, opNotify.time) : longer(opNotify.time, interval);
}
