/**
 * From VIPADISTRIBUTE to the distributors of an owner: targets are named by their dynamic XCF address, ports one by one.
 */
import type { TcpipPlex } from "./plex.js";
import { DEFAULT_RANK, DEFAULT_WEIGHT } from "./profile/defaults.js";
import { addressFamily } from "./profile/ip-address.js";
import type {
  DistributionDefinition,
  DistributionMethod,
  IpAddress,
  PortRange,
} from "./profile/stack-profile.js";
import { serverWeight } from "./wlm.js";
import type { DistributorState, DvipaState, StackName, TargetState } from "./state.js";

/** Ports of a range that are spelled out; a server on a later port of a longer range is found when it listens. */
const PORTS_SPELLED_OUT = 64;

export interface DistributionTable {
  /** The stack whose VIPADISTRIBUTE applies; absent: the address is not distributed. */
  readonly source?: StackName;
  readonly distributors: Readonly<Record<string, DistributorState>>;
}

/** The distributors that `owner` runs for an address: by its own VIPADISTRIBUTE or by the one it inherits. */
export function distributorsOf(plex: TcpipPlex, dvipa: DvipaState, owner: StackName): DistributionTable {
  const source = [owner, inheritedFrom(plex, dvipa)].find(
    (stack) => stack !== undefined && definitionsOf(plex, stack, dvipa.address).length > 0,
  );
  if (source === undefined) return { distributors: {} };
  const distributors: Record<string, DistributorState> = {};
  for (const definition of definitionsOf(plex, source, dvipa.address)) {
    for (const port of portsOf(plex, definition)) {
      distributors[String(port)] = distributorState(plex, definition, port, owner);
    }
  }
  return { source, distributors };
}

/** One distributor, if the VIPADISTRIBUTE in force covers the port. */
export function distributorFor(
  plex: TcpipPlex,
  { address, owner, distributedBy }: DvipaState,
  port: number,
  boundToAddress: boolean,
): DistributorState | undefined {
  if (owner === undefined || distributedBy === undefined) return undefined;
  const definition = definitionsOf(plex, distributedBy, address).find(({ ports }) =>
    ports.length === 0 ? boundToAddress : ports.some(({ first, last }) => first <= port && port <= last),
  );
  return definition === undefined ? undefined : distributorState(plex, definition, port, owner);
}

/** The VIPADISTRIBUTE in force names the stack: the address exists there, hidden, so that servers can bind to it. */
export function isTarget(plex: TcpipPlex, { address, distributedBy }: DvipaState, stack: StackName): boolean {
  if (distributedBy === undefined) return false;
  return definitionsOf(plex, distributedBy, address).some((definition) =>
    targetStacks(plex, definition, distributedBy).some((target) => target.stack === stack),
  );
}

/** New distributors go on from where those that they replace stood: the active target, the health of each. */
export function carryOver(fresh: DistributionTable, before: DvipaState["distributors"]): DistributionTable {
  const distributors = Object.entries(fresh.distributors).map(([port, distributor]) => {
    const { active, available, targets: known = [] } = before[port] ?? {};
    const targets = distributor.targets.map((target) => ({
      ...target,
      tsr: known.find(({ stack }) => stack === target.stack)?.tsr ?? target.tsr,
    }));
    const isHotStandby = distributor.method === "HOTSTANDBY";
    const current = {
      ...(isHotStandby && active !== undefined ? { active } : {}),
      ...(!isHotStandby && available !== undefined ? { available } : {}),
    };
    return [port, { ...distributor, targets, ...current }] as const;
  });
  return { ...fresh, distributors: Object.fromEntries(distributors) };
}

function inheritedFrom(plex: TcpipPlex, { distributedBy }: DvipaState): StackName | undefined {
  return plex.tcpip.parameters.backupInheritsDistribution ? distributedBy : undefined;
}

function definitionsOf(
  plex: TcpipPlex,
  stack: StackName,
  address: IpAddress,
): readonly DistributionDefinition[] {
  return plex.tcpip
    .stack(stack)
    .state.profile.distributions.filter(
      (definition) => definition.address === address && isSimulated(definition),
    );
}

/** Tiers and their method are read; whoever builds the model says what that means. */
function isSimulated({ method, tier }: DistributionDefinition): boolean {
  return method !== "TARGCONTROLLED" && tier === undefined;
}

function portsOf(plex: TcpipPlex, { address, ports }: DistributionDefinition): readonly number[] {
  const spelledOut = ports.flatMap((range) => portNumbers(range));
  const listened = plex.tcpip.stackNames.flatMap((stack) =>
    plex.tcpip
      .stack(stack)
      .listeners.filter((listener) =>
        ports.length === 0
          ? listener.address === address
          : ports.some(({ first, last }) => first <= listener.port && listener.port <= last),
      )
      .map(({ port }) => port),
  );
  return [...new Set([...spelledOut, ...listened])];
}

function portNumbers({ first, last }: PortRange): number[] {
  const end = Math.min(last, first + PORTS_SPELLED_OUT - 1);
  return Array.from({ length: end - first + 1 }, (_, offset) => first + offset);
}

function distributorState(
  plex: TcpipPlex,
  definition: DistributionDefinition,
  port: number,
  owner: StackName,
): DistributorState {
  const { address, method, timedAffinity, autoSwitchBack, healthSwitch } = definition;
  const targets = targetStacks(plex, definition, owner);
  return {
    service: `${address}:${port}`,
    address,
    port,
    method,
    timedAffinity,
    autoSwitchBack,
    healthSwitch,
    targets: targets.map((target) => ({
      ...targetState(plex, target, address, port, owner),
      ...(method === "SERVERWLM" ? { serverWeight: serverWeight(plex, target.stack, address, port) } : {}),
    })),
  };
}

type TargetStack = Pick<TargetState, "stack" | "role" | "rank" | "weight">;

/** DESTIP ALL: every stack of the group that has a dynamic XCF address of the family, those that join later too. */
function targetStacks(
  plex: TcpipPlex,
  { address, method, targets }: DistributionDefinition,
  owner: StackName,
): readonly TargetStack[] {
  const { tcpip } = plex;
  if (targets === "ALL") {
    const { group } = tcpip.stack(owner);
    const key = addressFamily(address) === "IPv4" ? "dynamicXcf" : "dynamicXcf6";
    return tcpip.stacks
      .filter((stack) => stack.group === group && stack.state.profile.ipConfig[key] !== undefined)
      .map(({ name }) => ({ stack: name, rank: DEFAULT_RANK, ...weightBy(method, DEFAULT_WEIGHT) }));
  }
  return targets.flatMap(({ address: dynamicXcf, role = "backup", rank, weight }) => {
    const stack = tcpip.stackWithDynamicXcf(dynamicXcf);
    if (stack === undefined) return [];
    return [{ stack, ...(method === "HOTSTANDBY" ? { role } : {}), rank, ...weightBy(method, weight) }];
  });
}

function weightBy(method: DistributionMethod, weight: number): Pick<TargetState, "weight"> {
  return method === "WEIGHTEDACTIVE" ? { weight } : {};
}

function targetState(
  plex: TcpipPlex,
  target: TargetStack,
  address: IpAddress,
  port: number,
  owner: StackName,
): TargetState {
  const view = plex.tcpip.stack(target.stack);
  return {
    ...target,
    ready: view.isMember ? view.readyCount(address, port) : 0, // A stack that does not run reports nothing.
    quiesced: view.isQuiesced(port),
    reachable: plex.tcpip.hasRoute(owner, target.stack),
    tsr: 100,
  };
}
