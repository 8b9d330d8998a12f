/** What the clients ask for, against what the systems of the scenario have. */
import { inSeconds } from "@sysplex/sim-core";
import { diagnose, type Diagnostic, type SourceRange } from "@sysplex/sysplex";
import { operationOf, operations } from "@sysplex/zosmf";
import { clusterPortsOf, gatewayPortsOf, isGatewayOperation, portsOfZowe } from "./zowe-findings.js";
import type { ClientDeclaration, Destination } from "../file/index.js";
import { REQUESTS_UNDER_WAY_MAX } from "../clients/request-pool.js";
import { findingRows } from "./finding-rows.js";
import { hostnameAddress, isDvipa, type Whole } from "./whole.js";

export function clientFindings(whole: Whole): Diagnostic[] {
  return [
    ...whole.clients.flatMap((client) => [
      ...destinationFindings(client.request, client.range, whole),
      ...operationFindings(client, whole),
      ...tokenFindings(client, whole),
      ...burdenFindings(client, whole),
    ]),
    ...whole.users.flatMap(({ at, range }) => destinationFindings(at, range, whole)),
    ...desktopFindings(whole),
  ];
}

function desktopFindings(whole: Whole): Diagnostic[] {
  const ports = gatewayPortsOf(whole);
  return whole.users
    .filter(({ kind, at }) => kind === "desktop" && !ports.includes(at.port))
    .map(({ name, at, range }) => diagnose(findingRows, "DESKTOP_NOT_AT_GATEWAY", range, name, at.port));
}

function destinationFindings(
  request: Pick<Destination, "host" | "port">,
  range: SourceRange,
  whole: Whole,
): Diagnostic[] {
  const address = whole.zosmf.hosts[request.host.toLowerCase()] ?? request.host;
  const open = clusterPortsOf(whole).filter((open) => open.address === address);
  if (open.length > 0) {
    if (open.some(({ port }) => port === request.port)) return [];
    return [diagnose(findingRows, "CLIENT_PORT_UNSERVED", range, address, request.port)];
  }
  const isHome = whole.tcpip.stacks.some(({ profile }) => profile.homeAddresses.includes(address));
  if (!isHome && !isDvipa(whole, address)) {
    return [diagnose(findingRows, "CLIENT_ADDRESS_UNKNOWN", range, address)];
  }
  if (isListenedTo(whole, address, request.port) || portsOfZowe(whole).includes(request.port)) return [];
  return [diagnose(findingRows, "CLIENT_PORT_UNSERVED", range, address, request.port)];
}

function tokenFindings({ name, request, auth, range }: ClientDeclaration, whole: Whole): Diagnostic[] {
  const isOfGateway = isAtGateway(request, whole);
  if (isOfGateway && auth === "ltpa")
    return [diagnose(findingRows, "TOKEN_NOT_TAKEN", range, name, "an LTPA token", "the Gateway")];
  if (!isOfGateway && auth === "pat")
    return [diagnose(findingRows, "TOKEN_NOT_TAKEN", range, name, "a personal access token", "z/OSMF")];
  return [];
}

/** While nobody answers, requests pile up for as long as a client is patient. */
function burdenFindings(client: ClientDeclaration, { duration }: Whole): Diagnostic[] {
  const { name, arrivals, timeout, retry, range } = client;
  const perSecond = arrivals.kind === "poisson" ? arrivals.perSecond : 1 / inSeconds(arrivals.interval);
  const patience = retry.attempts * inSeconds(timeout) + (retry.attempts - 1) * inSeconds(retry.backoff);
  const count = Math.ceil(perSecond * Math.min(patience, inSeconds(duration)));
  if (count <= REQUESTS_UNDER_WAY_MAX) return [];
  return [diagnose(findingRows, "TOO_MANY_REQUESTS", range, name, count, REQUESTS_UNDER_WAY_MAX)];
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

/** An address of the cluster has ports of its own. */
function isAtGateway({ host, port }: ClientDeclaration["request"], whole: Whole): boolean {
  const address = whole.zosmf.hosts[host.toLowerCase()] ?? host;
  const open = clusterPortsOf(whole).filter((open) => open.address === address);
  if (open.length === 0) return gatewayPortsOf(whole).includes(port);
  return open.some((open) => open.port === port && open.isGateway);
}

function operationFindings({ request, range }: ClientDeclaration, whole: Whole): Diagnostic[] {
  if (isAtGateway(request, whole)) {
    if (isGatewayOperation(request)) return [];
    return [diagnose(findingRows, "ZOWE_PATH_NOT_ROUTED", range, request.text)];
  }
  const operation = operations[operationOf(request.method, request.path) ?? -1];
  if (operation === undefined) return [diagnose(findingRows, "UNKNOWN_OPERATION", range, request.text)];
  if (operation.haSupported) return [];
  return [diagnose(findingRows, "NOT_HA_SUPPORTED", range, operation.name, operation.afterSwitch)];
}
