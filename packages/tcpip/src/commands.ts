/**
 * The operator commands of TCP/IP that a scenario may enter on a system.
 *
 * @source z/OS Communications Server: IP System Administrator's Commands, VARY TCPIP,,SYSPLEX.
 */
import { stackMessages } from "./messages.js";
import type { TcpipPlex } from "./plex.js";
import type { SystemName } from "@sysplex/sysplex";
import { Dvipa } from "./dvipa.js";
import { parseIpAddress } from "./profile/ip-address.js";
import type { Stack } from "./stack.js";

/** What became of a command: done, not one of TCP/IP's, or refused with the reason. */
export type CommandResult =
  | { readonly kind: "done" }
  | { readonly kind: "unknown" }
  | { readonly kind: "refused"; readonly why: string };

const DONE: CommandResult = { kind: "done" };
const UNKNOWN: CommandResult = { kind: "unknown" };
const refused = (why: string): CommandResult => ({ kind: "refused", why });

type Operation = (plex: TcpipPlex, stack: Stack, operands: ReadonlyMap<string, string>) => CommandResult;

/** VARY TCPIP,[procname],SYSPLEX,operation: by operation. */
const sysplexOperations: Readonly<Record<string, Operation>> = {
  LEAVEGROUP: (_, stack) => {
    if (!stack.isMember) return refuseOutsider(stack);
    stack.leaveGroup();
    return DONE;
  },
  JOINGROUP: (_, stack) => {
    if (stack.isMember) return refused(`${stack.name} is a member of ${stack.group} already`);
    stack.join();
    return DONE;
  },
  DEACTIVATE: (plex, stack, operands) => changeDvipa(plex, stack, operands, "DEACTIVATE"),
  REACTIVATE: (plex, stack, operands) => changeDvipa(plex, stack, operands, "REACTIVATE"),
  QUIESCE: (_, stack, operands) => quiesce(stack, operands, true),
  RESUME: (_, stack, operands) => quiesce(stack, operands, false),
};

/** Operations of VARY TCPIP,,SYSPLEX, for messages. */
export const sysplexOperationNames = Object.keys(sysplexOperations);

/** START, STOP and CANCEL of an address space: verb and job name. */
export const LIFE_CYCLE = /^(P|STOP|S|START|C|CANCEL)\s+([A-Z0-9@#$]{1,8})$/;

/** Stack, operation and operands. */
const VARY_SYSPLEX = /^(?:V|VARY)\s+TCPIP,([^,]*),SYSPLEX,([A-Z]+)(?:,(.*))?$/;

/** Whether a command is a VARY TCPIP,,SYSPLEX whose operation is simulated. */
export function isVarySysplexCommand(command: string): boolean {
  const operation = VARY_SYSPLEX.exec(command.trim().toUpperCase())?.[2];
  return operation !== undefined && sysplexOperationNames.includes(operation);
}

/** Enters a command on a system. `P`, `S`, `C` of the stack, and VARY TCPIP,,SYSPLEX. */
export function executeTcpipCommand(plex: TcpipPlex, system: SystemName, command: string): CommandResult {
  const text = command.trim().toUpperCase();
  const stacks = plex.tcpip.stacksOn(system);
  const lifeCycle = LIFE_CYCLE.exec(text);
  if (lifeCycle !== null) return changeAddressSpace(stacks, lifeCycle[1] as string, lifeCycle[2] as string);
  const vary = VARY_SYSPLEX.exec(text);
  if (vary === null) return /^(?:V|VARY)\s+TCPIP\b/.test(text) ? refused(notSimulated()) : UNKNOWN;
  const [, job = "", operation = "", operands = ""] = vary;
  const stack = stacks.find((stack) => job === "" || stack.state.job === job);
  if (stack === undefined) return refused(`${system} has no TCP/IP stack ${job}`);
  const execute = sysplexOperations[operation];
  if (execute === undefined)
    return refused(`${operation} is no operation; ${sysplexOperationNames.join(", ")} are`);
  if (!stack.isUp) return refused(`${stack.name} is not up`);
  stack.write("EZZ0060I", stackMessages.EZZ0060I(text));
  return execute(plex, stack, operandsOf(operands));
}

function changeAddressSpace(stacks: readonly Stack[], verb: string, job: string): CommandResult {
  const stack = stacks.find((stack) => stack.state.job === job);
  if (stack === undefined) return UNKNOWN;
  const { kind } = stack.state.status;
  if (verb === "S" || verb === "START") {
    if (kind !== "down") return refused(`${stack.name} is started already`);
    stack.start();
    return DONE;
  }
  if (kind === "down") return refused(`${stack.name} is not started`);
  if (verb.startsWith("C")) stack.fail();
  else stack.stop();
  return DONE;
}

function changeDvipa(
  plex: TcpipPlex,
  stack: Stack,
  operands: ReadonlyMap<string, string>,
  operation: "DEACTIVATE" | "REACTIVATE",
): CommandResult {
  if (!stack.isMember) return refuseOutsider(stack);
  const address = parseIpAddress(operands.get("DVIPA") ?? "");
  const definition = stack.state.profile.dvipas.find((definition) => definition.address === address);
  if (address === undefined || definition === undefined)
    return refused(`${operation} needs DVIPA=address of a VIPADEFINE or VIPABACKUP of ${stack.name}`);
  if (operation === "DEACTIVATE") new Dvipa(plex, address).giveUp(stack.name, "deactivated");
  else new Dvipa(plex, address).reactivate(stack.name, definition);
  return DONE;
}

function quiesce(stack: Stack, operands: ReadonlyMap<string, string>, quiesced: boolean): CommandResult {
  const port = operands.get("PORT");
  const job = operands.get("JOBNAME");
  if (port !== undefined && !isPort(port)) return refused(`PORT=${port} is no port`);
  if (port === undefined && !job && !operands.has("TARGET"))
    return refused("QUIESCE and RESUME need TARGET, PORT=number or JOBNAME=name");
  stack.quiesce({ ...(port === undefined ? {} : { port: Number(port) }), ...(job ? { job } : {}) }, quiesced);
  return DONE;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function refuseOutsider(stack: Stack): CommandResult {
  stack.write("EZZ8269I", stackMessages.EZZ8269I(stack.state.job, stack.system));
  return refused(`${stack.name} is not a member of a sysplex group`);
}

function operandsOf(text: string): ReadonlyMap<string, string> {
  const operands = new Map<string, string>();
  for (const operand of text.split(",")) {
    const [name = "", value = ""] = operand.split("=");
    if (name !== "") operands.set(name.trim(), value.trim());
  }
  return operands;
}

function notSimulated(): string {
  return `of VARY TCPIP only SYSPLEX,${sysplexOperationNames.join("|")} is simulated; OBEYFILE is the verb obeyfile`;
}
