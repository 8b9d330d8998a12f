/**
 * Why new connections reach no server: read off the state of the models, in the order in which a packet meets them.
 *
 * Who owns the address, and why nobody does; whether the LAN and the group know that the owner lives; which targets are
 * available; whether a server listens; whether it answers.
 */
import { replyIdText } from "@sysplex/sysplex";
import type { DvipaState, StackName, TargetState } from "@sysplex/tcpip";
import { isActive, type Server } from "@sysplex/zosmf";
import type { Component, LauncherState } from "@sysplex/zowe";
import type { ScenarioPlex } from "../plex.js";

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export function whyUnserved(plex: ScenarioPlex, { address, port }: Endpoint): string {
  const dvipa = plex.tcpip.state.value.dvipas[address];
  const home = plex.tcpip.stackWithHomeAddress(address);
  if (dvipa?.owner !== undefined) return whyOwnerFails(plex, dvipa, dvipa.owner, port);
  if (home === undefined || dvipa !== undefined) return whyNobodyOwns(plex, address, dvipa);
  const trouble = stackTrouble(plex, home);
  return trouble === undefined
    ? whyNoServer(plex, home, { address, port })
    : `${address} is an address of ${home}, and ${trouble}`;
}

function whyNobodyOwns(plex: ScenarioPlex, address: string, dvipa: DvipaState | undefined): string {
  const reasons = plex.tcpip.stacks.flatMap(({ name, state, isMember }) => {
    const definition = state.profile.dvipas.find((definition) => definition.address === address);
    if (definition === undefined) return [];
    const statement = definition.kind === "define" ? "VIPADEFINE" : "VIPABACKUP";
    const trouble = stackTrouble(plex, name) ?? (isMember ? undefined : "it has left the sysplex group");
    if (trouble !== undefined) return [`${name} has ${statement}, and ${trouble}`];
    const entry = dvipa?.entries[name];
    if (entry?.status === "deactivated") return [`it is deactivated on ${name}`];
    if (entry?.creates === false) return [`the plain VIPABACKUP of ${name} creates nothing`];
    return [`${name} has ${statement}, and does not bring it up`];
  });
  const { stacks } = plex.tcpip;
  const isKnown = stacks.some(({ isMember, name }) => isMember && dvipa?.entries[name] !== undefined);
  if (reasons.length === 0) reasons.push("no stack defines it");
  else if (!isKnown) reasons.push("no stack that is up backs it up");
  return `nobody owns ${address}: ${reasons.join("; ")}`;
}

function whyOwnerFails(plex: ScenarioPlex, dvipa: DvipaState, owner: StackName, port: number): string {
  const { address } = dvipa;
  const { tcpip } = plex;
  const stack = tcpip.stack(owner);
  const trouble = stackTrouble(plex, owner);
  if (trouble !== undefined)
    return `${owner} still counts as the owner of ${address}, and ${trouble}; ${whatIsAwaited(plex, stack.system)}`;
  if (!stack.isMember) return `${owner} owns ${address}, and has left the sysplex group`;
  if (tcpip.state.value.lan[address] !== owner)
    return `the LAN does not know yet that ${owner} owns ${address}`;
  const distributor = dvipa.distributors[String(port)];
  if (distributor === undefined) return whyNoServer(plex, owner, { address, port });
  const { service, targets, healthSwitch } = distributor;
  const active = distributor.active ?? tcpip.distributor(address, port).availableStacks[0];
  if (active !== undefined) return whyTargetFails(plex, owner, active, { address, port });
  const reasons = targets.map((target) => whyNotAvailable(plex, target, healthSwitch, port));
  return `${owner} owns ${address}, and no target of ${service} is available: ${reasons.join("; ")}`;
}

function whyNotAvailable(
  plex: ScenarioPlex,
  target: TargetState,
  healthSwitch: boolean,
  port: number,
): string {
  const { stack, ready, quiesced, reachable, tsr } = target;
  const trouble = stackTrouble(plex, stack);
  if (trouble !== undefined) return `${stack}: ${trouble}`;
  if (quiesced) return `${stack} is quiesced`;
  if (ready === 0) return `${stack}: no listener${serverRemark(plex, stack, port)}`;
  if (!reachable) return `${stack}: no route from the distributor`;
  return healthSwitch && tsr === 0 ? `${stack}: a TSR of 0` : `${stack} is not chosen`;
}

function whyTargetFails(plex: ScenarioPlex, owner: StackName, active: StackName, endpoint: Endpoint): string {
  const trouble = stackTrouble(plex, active);
  const { system } = plex.tcpip.stack(active);
  if (trouble !== undefined)
    return `${active} still counts as the active target, and ${trouble}; ${whatIsAwaited(plex, system)}`;
  if (!plex.tcpip.hasRoute(owner, active)) return `there is no route from ${owner} to its target ${active}`;
  return whyNoServer(plex, active, endpoint);
}

/** The stack lives: nobody listens there, or whoever does is not fit. */
function whyNoServer(plex: ScenarioPlex, stack: StackName, { address, port }: Endpoint): string {
  const view = plex.tcpip.stack(stack);
  const listener = view.hasAddress(address) ? view.listenerFor(address, port) : undefined;
  if (listener === undefined)
    return `${address} reaches ${stack}, and no server listens on port ${port} there${serverRemark(plex, stack, port)}: connections are refused`;
  return `${address} reaches ${listener.job} on ${view.system}, which takes no connections${serverRemark(plex, stack, port)}`;
}

/** ` (IZUSVRA is not started)` */
function serverRemark(plex: ScenarioPlex, stack: StackName, port: number): string {
  const { system } = plex.tcpip.stack(stack);
  const servers = plex.zosmf.servers
    .filter((server) => server.system === system && server.configuration.httpSslPort === port)
    .map((server) => serverTrouble(plex, server));
  const components = plex.zowe.components
    .filter((component) => component.system === system && component.ports.includes(port))
    .map(componentTrouble);
  const remarks = [...servers, ...components];
  return remarks.length === 0 ? "" : ` (${remarks.join(", ")})`;
}

function serverTrouble(plex: ScenarioPlex, { job, state, system, isListening }: Server): string {
  if (state.kind === "failed") return `${job} did not start: ${state.why}`;
  if (state.kind === "connected")
    return `${job} is not started here: ${system} uses ${state.to ?? "no server"}`;
  if (!isActive(state)) return `${job} is not started`;
  if (state.kind === "hung") return `${job} hangs`;
  if (state.kind !== "ready" && state.kind !== "listening") return `${job} is ${WORDS[state.kind]}`;
  if (!isListening) return `${job} runs without its port${bindProblem(plex, system)}`;
  return state.kind === "ready" ? `${job} is ready` : `${job} is not ready`;
}

function componentTrouble({ id, launcher, state, isListening }: Component): string {
  if (state.kind === "down")
    return isActiveLauncher(launcher.state) ? `${id} is down` : `${launcher.job} is not started`;
  if (state.kind === "hung") return `${id} hangs`;
  if (state.kind === "outOfMemory") return `${id} is out of memory`;
  if (state.kind === "starting" || state.kind === "stopping") return `${id} is ${state.kind}`;
  return isListening ? `${id} is not ready` : `${id} runs without its port`;
}

function isActiveLauncher({ kind }: LauncherState): boolean {
  return kind !== "down" && kind !== "failed";
}

const WORDS = {
  waitingForAngel: "waiting for its angel",
  starting: "starting",
  stopping: "stopping",
} as const;

/** Whether it lost its socket with the stack, or never got it, and what the console says of it. */
function bindProblem({ sysplex }: ScenarioPlex, system: string): string {
  const last = sysplex.console.messages.findLast(
    (message) => message.system === system && /^(CWWKO|EZZ0309I)/.test(message.id),
  );
  const code = /\b(EADDR[A-Z]+)\b/.exec(last?.text ?? "")?.[1];
  if (last?.id === "CWWKO0224E") return ": its HOSTNAME does not resolve, CWWKO0224E";
  if (code !== undefined) return `: ${code} when it bound, CWWKO0221E`;
  return ", which it lost with TCP/IP and does not open again by itself";
}

/** Why a stack does not run; `undefined`: it does. */
function stackTrouble({ sysplex, tcpip }: ScenarioPlex, name: StackName): string | undefined {
  const { system, state, isUp } = tcpip.stack(name);
  if (isUp) return undefined;
  switch (sysplex.lpar(system).state.kind) {
    case "dead":
    case "down":
      return `${system} does not run`;
    case "hung":
      return `${system} hangs`;
    case "ipl":
      return `${system} is in its IPL`;
    default:
      return state.status.kind === "starting" ? `${name} is starting` : `${name} is not started`;
  }
}

/** What the sysplex waits for with a system that it misses. */
function whatIsAwaited(plex: ScenarioPlex, system: string): string {
  const { prompts, systems } = plex.sysplex.state.value;
  const prompt = prompts.find(({ about, other }) => about === system || other === system);
  if (prompt !== undefined)
    return `${prompt.id} with reply id ${replyIdText(prompt.replyId)} on ${prompt.console} waits for a reply, and nobody gives one`;
  if (plex.sysplex.actingSystem(system) === undefined)
    return "no other system runs that could take notice of it";
  const due = systems[system]?.absence?.due;
  if (due !== undefined) return `the run ends before the sysplex goes on: ${due}`;
  return "nothing in the sysplex takes notice of it";
}
