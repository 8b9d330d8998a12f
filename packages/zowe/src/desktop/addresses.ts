/** Where a component finds what it asks: host names as the resolver knows them, destinations of the transport. */
import { parseIpAddress } from "@sysplex/tcpip";
import type { ZowePlex } from "../plex.js";
import type { ZoweInstance } from "../yaml/zowe-configuration.js";

const NOWHERE = -1;

/** The transport's number for host and port; −1: the name is not known. */
export function destinationOf({ zowe, tcpip }: ZowePlex, host: string, port: number): number {
  const name = host.toLowerCase();
  const address = zowe.configuration.hosts[name] ?? parseIpAddress(name);
  return address === undefined ? NOWHERE : tcpip.transport.routes.destination(address, port);
}

/**
 * The Gateway as components of Zowe address it: by the domain that users have, so through the DVIPA.
 *
 * @source zlux-app-server defaults.yaml gatewayHostname, gatewayPort; start.sh of jobs-api and files-api.
 */
export function gatewayDestination(plex: ZowePlex, { externalDomains, externalPort }: ZoweInstance): number {
  return destinationOf(plex, externalDomains[0] ?? "", externalPort);
}
