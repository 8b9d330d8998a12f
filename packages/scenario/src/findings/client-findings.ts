/** What the clients ask for, against what the systems of the scenario have. */
import { diagnose, type Diagnostic } from "@sysplex/sysplex";
import { operationOf, operations } from "@sysplex/zosmf";
import type { ClientDeclaration } from "../file/index.js";
import { findingRows } from "./finding-rows.js";
import { hostnameAddress, isDvipa, type Whole } from "./whole.js";

export function clientFindings(whole: Whole): Diagnostic[] {
  return whole.clients.flatMap((client) => [
    ...destinationFindings(client, whole),
    ...operationFindings(client),
  ]);
}

function destinationFindings({ request, range }: ClientDeclaration, whole: Whole): Diagnostic[] {
  const address = whole.zosmf.hosts[request.host.toLowerCase()] ?? request.host;
  const isHome = whole.tcpip.stacks.some(({ profile }) => profile.homeAddresses.includes(address));
  if (!isHome && !isDvipa(whole, address)) {
    return [diagnose(findingRows, "CLIENT_ADDRESS_UNKNOWN", range, address)];
  }
  if (isListenedTo(whole, address, request.port)) return [];
  return [diagnose(findingRows, "CLIENT_PORT_UNSERVED", range, address, request.port)];
}

/** A server with HOSTNAME(*) listens on every address of its system. */
function isListenedTo(whole: Whole, address: string, port: number): boolean {
  const { servers, parameters } = whole.zosmf;
  return servers.some((server) => {
    const { hostname, httpSslPort } = server.configuration;
    const isAny = hostname === "*" || !parameters.bindsToHostname;
    return httpSslPort === port && (isAny || hostnameAddress(whole, server) === address);
  });
}

function operationFindings({ request, range }: ClientDeclaration): Diagnostic[] {
  const operation = operations[operationOf(request.method, request.path) ?? -1];
  if (operation === undefined) return [diagnose(findingRows, "UNKNOWN_OPERATION", range, request.text)];
  if (operation.haSupported) return [];
  return [diagnose(findingRows, "NOT_HA_SUPPORTED", range, operation.name, operation.afterSwitch)];
}
