/**
 * Whether the host of one member reaches the host of another: read off the state of stacks, addresses and cuts, as for the calls
 * to Discovery. A host name that nobody resolves stands for the system of the member that has it.
 */
import type { SystemName } from "@sysplex/sysplex";
import { pairOf } from "../discovery/state.js";
import type { ZowePlex } from "../plex.js";
import type { CachingMember } from "./members.js";

/** Its stack is up and executes programs. */
export function hasHost({ tcpip }: ZowePlex, system: SystemName): boolean {
  return tcpip.stacksOn(system).some(({ isUp }) => isUp);
}

export function hostsReach(plex: ZowePlex, a: SystemName, b: SystemName): boolean {
  if (!hasHost(plex, a) || !hasHost(plex, b)) return false;
  return a === b || !plex.zowe.eureka.state.cuts.includes(pairOf(a, b));
}

/** The system that a host name leads to; of a dynamic VIPA with a distributor, by the port. */
export function systemOfHost(plex: ZowePlex, host: string, port: number): SystemName | undefined {
  const { tcpip } = plex;
  const address = plex.zowe.configuration.hosts[host.toLowerCase()];
  if (address === undefined) return undefined;
  const stack = tcpip.stackBehind(address, port);
  return stack === undefined ? undefined : tcpip.stack(stack).system;
}

/** JGroups can bind to its address: a dynamic VIPA that another system owns is none of its own. */
export function canBind(plex: ZowePlex, { system, cluster }: CachingMember): boolean {
  if (cluster === undefined) return false;
  const { host, port } = cluster.address;
  if (plex.zowe.configuration.hosts[host] === undefined) return true;
  return systemOfHost(plex, host, port) === system;
}
