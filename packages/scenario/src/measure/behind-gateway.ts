/**
 * What keeps requests that reach a Gateway from success, as far as the Gateway's surroundings tell it.
 *
 * Nothing serves what a request needs; or something does, and the Gateway's own copy of the registry has instances that are
 * gone, so that round robin leads requests to them, or has none at all yet. Where nothing serves, a registry that is true
 * would not help: then it is not at fault.
 */
import type { StackName } from "@sysplex/tcpip";
import { gatewayComponents, openPorts, type ServiceInstance } from "@sysplex/zowe";
import type { ScenarioPlex } from "../plex.js";

/** What a request needs of a Gateway. */
export interface Routed {
  /** Of its route: `/ibmzosmf/api/v1`. */
  readonly prefix: string;
  readonly serviceIds: readonly string[];
}

export interface GatewayAddress {
  readonly address: string;
  readonly port: number;
  /** Where new connections end; of an address of the cluster it is not looked at. */
  readonly stacks: readonly StackName[];
}

/** Why requests fail behind a Gateway; of each kind the first that is found. */
export interface BehindGateway {
  readonly serverReady?: string;
  readonly registry?: string;
}

export function behindGateway(
  plex: ScenarioPlex,
  routes: readonly Routed[],
  at: GatewayAddress,
): BehindGateway {
  const serviceIds = [...new Set(routes.flatMap((route) => route.serviceIds))];
  if (serviceIds.length === 0) return {};
  const missing = serviceIds.find((id) => !isServed(plex, id));
  const faults = gatewaysAt(plex, at).flatMap((gateway) =>
    serviceIds.flatMap((serviceId) => registryFault(plex, gateway, serviceId) ?? []),
  );
  const [registry] = faults;
  return {
    ...(missing === undefined ? {} : { serverReady: `nothing serves ${missing} behind the Gateway` }),
    ...(registry === undefined ? {} : { registry }),
  };
}

/** Of a Gateway that new connections end at; `undefined`: none has one of these routes closed to requests. */
export function openBreaker(
  plex: ScenarioPlex,
  routes: readonly Routed[],
  at: GatewayAddress,
): string | undefined {
  const gateway = gatewaysAt(plex, at).find((name) =>
    routes.some(({ prefix }) => plex.zowe.gateway(name)?.breakerOf(prefix) === "open"),
  );
  return gateway && `the circuit breaker of ${gateway} is open`;
}

function registryFault(plex: ScenarioPlex, gateway: string, serviceId: string): string | undefined {
  const known = plex.zowe.eureka.registryView(gateway).instancesOf(serviceId);
  const gone = known.filter((instance) => !isTrue(plex, instance));
  if ((known.length > 0 && gone.length === 0) || !isServed(plex, serviceId)) return undefined;
  if (known.length === 0) return `${gateway} does not know ${serviceId} yet`;
  const places = gone.map(({ host, port }) => `${host}:${port}`).join(" and ");
  return `${gateway} knows ${serviceId} at ${places}, where nothing serves`;
}

/** The Gateways that new connections end at. */
function gatewaysAt({ zowe, tcpip }: ScenarioPlex, { address, port, stacks }: GatewayAddress): string[] {
  const { kubernetes } = zowe;
  if (kubernetes?.network.owns(address) === true) {
    const workloads = openPorts(kubernetes.configuration)
      .filter((open) => open.isGateway && open.address === address && open.port === port)
      .flatMap((open) => open.workloads);
    const pods = workloads.flatMap((workload) => kubernetes.podsOf(workload));
    return pods.filter(({ record, isReachable }) => record.isReady && isReachable).map(({ name }) => name);
  }
  const systems = stacks.map((stack) => tcpip.stack(stack).system);
  return zowe.components
    .filter(({ id, system, ports, isListening }) => {
      return (
        gatewayComponents.includes(id) && systems.includes(system) && ports.includes(port) && isListening
      );
    })
    .map(({ name }) => name);
}

/** Of a component: it serves, and at this host. Of anything else, as z/OSMF: its entry says where it always is. */
function isTrue({ zowe: { eureka } }: ScenarioPlex, { component, host }: ServiceInstance): boolean {
  if (component === undefined) return true;
  if (eureka.lifeOf(component) !== "serving") return false;
  return !eureka.isClient(component) || eureka.clientConfiguration(component).host === host;
}

/** Something serves it, whether or not anybody has told a Gateway. */
function isServed(plex: ScenarioPlex, serviceId: string): boolean {
  const { eureka } = plex.zowe;
  const isClient = eureka.clients.some(
    ({ name }) =>
      eureka.lifeOf(name) === "serving" && eureka.clientConfiguration(name).serviceId === serviceId,
  );
  return isClient || eureka.discoveries.some((each) => each.instances.some(isServingInstance));

  function isServingInstance(instance: ServiceInstance): boolean {
    if (instance.serviceId !== serviceId || !isTrue(plex, instance)) return false;
    return instance.component !== undefined || isZosmfServing(plex, instance);
  }
}

/** What is no component of this Zowe is z/OSMF, or something that is not simulated. */
function isZosmfServing({ zowe, tcpip, zosmf }: ScenarioPlex, { host, port }: ServiceInstance): boolean {
  const address = zowe.configuration.hosts[host.toLowerCase()] ?? host;
  const behind = tcpip.stackBehind(address, port);
  const servers = zosmf.servers.filter(({ configuration }) => configuration.httpSslPort === port);
  if (servers.length === 0) return true;
  const system = behind === undefined ? undefined : tcpip.stack(behind).system;
  return servers.some((server) => server.system === system && server.state.kind === "ready");
}
