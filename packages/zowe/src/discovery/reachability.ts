/**
 * Who answers a call from one system's host to the address of a Discovery.
 *
 * Calls of the control plane are not simulated segment by segment: what they would meet is read off the state of stacks,
 * dynamic VIPAs and components at the instant of the call. A host name that nobody resolves stands for the system of the
 * component that registers under it.
 */
import { assert } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { Address, Caller, EurekaClientConfiguration, EurekaPlex } from "./eureka-plex.js";
import { pairOf, type DiscoveryName } from "./state.js";

export type CallOutcome =
  | { readonly kind: "answered"; readonly by: DiscoveryName }
  /** The host is there, and nobody listens. */
  | { readonly kind: "refused" }
  /** Nothing comes back: the caller waits for its time-out. `connected`: for the answer, else for the connection. */
  | { readonly kind: "silent"; readonly connected: boolean };

const REFUSED: CallOutcome = { kind: "refused" };
const BLACK_HOLE: CallOutcome = { kind: "silent", connected: false };

/** What becomes of a call: a handshake that fails ends the connection at once, as a refusal does. */
export function callOutcome(plex: EurekaPlex, caller: Caller, address: Address): CallOutcome {
  const outcome = tcpOutcome(plex, caller.system, address);
  if (outcome.kind !== "answered") return outcome;
  return plex.zowe.eureka.permits(caller.name, outcome.by, address.host) ? outcome : REFUSED;
}

/** What becomes of its connection, before TLS. */
export function tcpOutcome(plex: EurekaPlex, from: SystemName, address: Address): CallOutcome {
  const outside = plex.zowe.eureka.outside?.outcomeOf(from, address);
  if (outside !== undefined) return outside;
  const system = systemBehind(plex, address);
  if (system === undefined || !hasHost(plex, from) || !hasHost(plex, system)) return BLACK_HOLE;
  if (from !== system && plex.zowe.eureka.state.cuts.includes(pairOf(from, system))) return BLACK_HOLE;
  const { eureka } = plex.zowe;
  // Two levels of Zowe on one system have the port one after the other.
  const server = eureka.configuration.clients.find(
    ({ name, discoveryPort, system: own }) =>
      own === system && discoveryPort === address.port && eureka.state.registries[name] !== undefined,
  );
  if (server === undefined) return REFUSED;
  const life = eureka.lifeOf(server.name);
  if (life === "gone") return REFUSED;
  return life === "serving" ? { kind: "answered", by: server.name } : { kind: "silent", connected: true };
}

/** The Discovery that answers a call; `undefined`: none does. */
export function answering(
  plex: EurekaPlex,
  caller: Caller,
  address: Address | undefined,
): DiscoveryName | undefined {
  if (address === undefined) return undefined;
  const outcome = callOutcome(plex, caller, address);
  return outcome.kind === "answered" ? outcome.by : undefined;
}

/** `https://host:port/eureka/`, as in ZWE_DISCOVERY_SERVICES_LIST. */
export function addressOf(url: string): Address {
  const [, host, port] = /^[a-z]+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)(?::(\d+))?(?:\/|$)/i.exec(url) ?? [];
  assert(host !== undefined, `${url} is no address of a Discovery`);
  return { host: host.toLowerCase(), port: Number(port ?? 443) };
}

/** Its stack is up and executes programs. */
function hasHost({ tcpip }: EurekaPlex, system: SystemName): boolean {
  return tcpip.stacksOn(system).some(({ isUp }) => isUp);
}

function systemBehind(plex: EurekaPlex, { host, port }: Address): SystemName | undefined {
  const { configuration } = plex.zowe.eureka;
  const address = configuration.hosts[host.toLowerCase()];
  if (address !== undefined) return systemWithAddress(plex, address, port);
  const isNamed = (client: EurekaClientConfiguration): boolean =>
    client.host.toLowerCase() === host.toLowerCase();
  const named = configuration.clients.filter(isNamed);
  return (named.find(({ discoveryPort }) => discoveryPort === port) ?? named[0])?.system;
}

/** Of a dynamic VIPA, where new connections end. */
function systemWithAddress({ tcpip }: EurekaPlex, address: string, port: number): SystemName | undefined {
  const stack = tcpip.stackBehind(address, port);
  return stack === undefined ? undefined : tcpip.stack(stack).system;
}
