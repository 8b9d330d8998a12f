/**
 * Why it took so long until something that was gone was there again: IPL, stack, server, each by its message.
 *
 * Only of the two systems that the failover is about: others may start meanwhile, for reasons of their own.
 */
import { between, plus, type Duration, type Instant } from "@sysplex/sim-core";
import type { ConsoleMessage } from "@sysplex/sysplex";
import {
  configuredReason,
  parametersReason,
  seenReason,
  type Explained,
  type Part,
  type Reason,
} from "./explained.js";

type Rule = (of: Explained, system: string, length: Duration) => Reason;

/** By the message that ends the stretch. */
const RULES: Readonly<Record<string, Rule>> = {
  IEA371I: (_of, system) =>
    configuredReason("systemRestart", `until ${system} is IPLed`, "the scenario's timeline"),
  BPXI004I: ipl,
  EZD1214I: stackStart,
  CWWKZ0001I: (of, system) =>
    parametersReason(of, "listener", `z/OSMF starts on ${system}, and a plug-in of it asks name servers`, [
      "zosmf.startDuration",
      "zosmf.startLookups",
    ]),
  CWWKO0219I: (of, system) =>
    parametersReason(of, "listener", `angel and server of z/OSMF start on ${system}`, [
      "zosmf.startDuration",
    ]),
  CWWKF0011I: (of, system) =>
    parametersReason(of, "serverReady", `the port is open and z/OSMF on ${system} is not ready to answer`, [
      "zosmf.listenerToReady",
    ]),
};

/** The stretch, split at those messages; what is behind the last one has the reason given. */
export function explainRestart(
  of: Explained,
  from: Instant,
  to: Instant,
  otherwise: Reason,
): readonly Part[] {
  const parts: Part[] = [];
  let at = from;
  for (const { at: next, id, system } of startMessages(of, from, to)) {
    const length = between(at, next);
    const reason = RULES[id]?.(of, system, length) ?? seenReason("unexplained", `until ${id} on ${system}`);
    if (length > 0) parts.push({ length, reason });
    at = next;
  }
  return [...parts, { length: between(at, to), reason: otherwise }];
}

function startMessages({ seen, failover }: Explained, from: Instant, to: Instant): ConsoleMessage[] {
  const systems = [failover.from, failover.to].map((stack) => stack?.split("/")[0]);
  return seen.messages.filter(
    ({ at, id, system }) => at > from && at <= to && Object.hasOwn(RULES, id) && systems.includes(system),
  );
}

function ipl(of: Explained, system: string, length: Duration): Reason {
  const { iplNip, iplMasterScheduler, iplJes2, iplUnix } = of.resolved.sysplex.parameters;
  const whole = plus(plus(iplNip, iplMasterScheduler), plus(iplJes2, iplUnix));
  if (length !== whole) return seenReason("systemRestart", `until z/OS UNIX is up on ${system}`);
  return parametersReason(of, "systemRestart", `IPL of ${system}, up to z/OS UNIX`, [
    "sysplex.iplNip",
    "sysplex.iplMasterScheduler",
    "sysplex.iplJes2",
    "sysplex.iplUnix",
  ]);
}

function stackStart(of: Explained, system: string, length: Duration): Reason {
  const because = `the stack of ${system} starts and joins its group`;
  if (length !== of.resolved.tcpip.parameters.stackStartDuration)
    return seenReason("systemRestart", `until ${because}`);
  return parametersReason(of, "systemRestart", because, ["tcpip.stackStartDuration"]);
}
