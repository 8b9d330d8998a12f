/**
 * The time to failover by pencil: from configuration and parameters, by the documented rules, without the models.
 *
 * Everything is in whole microseconds. What is computed ends when a living target is reachable (detect + decide + move);
 * what a client adds, its next SYN and one service time, is no rule of the sysplex.
 */
import type { ResolvedScenario } from "@sysplex/scenario";

const SECOND = 1_000_000;

type Verb = ResolvedScenario["document"]["timeline"][number]["verb"];

/** When the scenario's first entry with this verb is due. */
export function instantOf({ document }: ResolvedScenario, verb: Verb): number {
  const entry = document.timeline.find((entry) => entry.verb === verb);
  if (entry === undefined) throw new Error(`${document.name} has no ${verb}`);
  return entry.at;
}

/**
 * The failure detection interval: (N + 1) × spin time + 5 s, or INTERVAL when that is larger or USERINTERVAL is enabled.
 * @source z/OS MVS Setting Up a Sysplex, planning the failure detection interval.
 */
export function failureInterval({ sysplex }: ResolvedScenario, system: string): number {
  const { parameters, couple, systems } = sysplex;
  const isShared = systems.find(({ name }) => name === system)?.processors === "shared";
  const spinTime = isShared ? parameters.spinTimeShared : parameters.spinTimeDedicated;
  const derived = (parameters.spinRecoveryActions + 1) * spinTime + 5 * SECOND;
  if (couple.interval === undefined) return derived;
  return couple.userInterval ? couple.interval : Math.max(couple.interval, derived);
}

/**
 * From a silent death to IXC105I. The interval and OPNOTIFY count from the last status update before the failure.
 *
 * @returns `undefined` when XCF waits for an answer that nobody gives.
 * @source z/OS MVS Setting Up a Sysplex: SFM actions, status detection; messages IXC402D, IXC101I, IXC105I.
 */
export function untilPartitioned(scenario: ResolvedScenario, system: string, at: number): number | undefined {
  const { couple, sfm, operator, parameters, statusDetection } = scenario.sysplex;
  const { partitionDuration, isolationDuration, statusDetectionDelay, statusUpdatePeriod } = parameters;
  if (statusDetection && couple.systemStatusDetection) return statusDetectionDelay + partitionDuration;
  const missedFor = at % statusUpdatePeriod;
  const interval = failureInterval(scenario, system) - missedFor;
  const action = (sfm?.systems[system] ?? sfm?.otherSystems)?.action;
  if (action?.kind === "isolate") return interval + action.after + isolationDuration + partitionDuration;
  if (operator === undefined || couple.opNotify.kind !== "relative") return undefined;
  return interval + couple.opNotify.time + operator.replyAfter + partitionDuration;
}

/** From the news that the owner has gone until packets reach the stack that backs its DVIPA up. */
export function takeOver({ tcpip: { parameters } }: ResolvedScenario): number {
  return parameters.takeoverDuration + parameters.addressLearningDelay;
}

/**
 * From the moment at which a target stops accepting to a TSR of 0: the end of the first period without any success.
 *
 * @param builtAt When the distributor began to count.
 * @source IP Configuration Guide, target server responsiveness: evaluated about once a minute, 0 when nothing went well.
 */
export function untilUnresponsive({ tcpip }: ResolvedScenario, builtAt: number, at: number): number {
  const { tsrPeriod } = tcpip.parameters;
  return builtAt + (Math.ceil((at - builtAt) / tsrPeriod) + 1) * tsrPeriod - at;
}

/** From the IPL until TCP/IP has processed its dynamic VIPAs. */
export function iplToStack({ sysplex: { parameters }, tcpip }: ResolvedScenario): number {
  const { iplNip, iplMasterScheduler, iplJes2, iplUnix } = parameters;
  return iplNip + iplMasterScheduler + iplJes2 + iplUnix + tcpip.parameters.stackStartDuration;
}

/** From the stack to CWWKF0011I, on the first start of an IPL. */
export function stackToReady({ zosmf: { parameters } }: ResolvedScenario): number {
  return parameters.angelStartDuration + parameters.startDuration.mean;
}

/** From START to CWWKF0011I, on a later start in the same IPL. */
export function warmStart({ zosmf: { parameters } }: ResolvedScenario): number {
  return parameters.warmStartFactor * parameters.startDuration.mean;
}
