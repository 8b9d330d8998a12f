/** What a request asks of whatever listens at its port. */
import { requestBy } from "@sysplex/tcpip";
import { bearing, Bears, type Upload } from "@sysplex/zosmf";
import { gatewayComponents, openPorts, type Credentials as ZoweCredentials } from "@sysplex/zowe";
import type { ClientDeclaration, Request } from "../file/index.js";
import type { Routed } from "../measure/behind-gateway.js";
import type { ScenarioPlex } from "../plex.js";

/** None of the operations that the server knows: it answers with HTTP 404. */
const UNKNOWN = -1;

/** The number by which the server at the request's port knows it: a Gateway of Zowe, or z/OSMF. */
export function operationAt(
  { zosmf, zowe }: ScenarioPlex,
  { method, path, host, port }: Request,
  { user, auth }: Credentials,
  upload?: Upload,
): number {
  if (isAtGateway(zowe, host, port))
    return zowe.operations.operationOf(method, path, user, atGateway[auth]) ?? UNKNOWN;
  const operation = zosmf.operationOf(method, path) ?? UNKNOWN;
  const isPlain = upload === undefined || operation === UNKNOWN;
  const number = isPlain ? operation : zosmf.uploads.add(operation, upload);
  return requestBy(bearing(number, atZosmf[auth]), user);
}

/** Who asks, and how it proves that. */
export interface Credentials {
  /** From 1 on; each client is a user of its own. */
  readonly user: number;
  readonly auth: ClientDeclaration["auth"];
}

/** The Gateway knows no LTPA tokens, z/OSMF no personal access tokens: who bears one bears nothing. */
const atGateway: Readonly<Record<ClientDeclaration["auth"], ZoweCredentials>> = {
  basic: "basic",
  ltpa: "none",
  jwt: "jwt",
  pat: "pat",
  none: "none",
};
const atZosmf: Readonly<Record<ClientDeclaration["auth"], number>> = {
  basic: Bears.password,
  ltpa: Bears.ltpa,
  jwt: Bears.jwt,
  pat: Bears.none,
  none: Bears.none,
};

const AUTHENTICATE = "/zosmf/services/authenticate";
const AUTH = "/gateway/api/v1/auth";

/** What gets a client its token; `undefined`: it needs none, or there is none for it. */
export function logonAt(
  { zosmf, zowe }: ScenarioPlex,
  { host, port }: Request,
  { user, auth }: Credentials,
): number | undefined {
  if (!isAtGateway(zowe, host, port)) {
    const hasToken = auth === "ltpa" || auth === "jwt";
    return hasToken ? requestBy(zosmf.operationOf("POST", AUTHENTICATE) ?? UNKNOWN, user) : undefined;
  }
  if (auth === "jwt") return zowe.operations.operationOf("POST", `${AUTH}/login`, user, "basic");
  if (auth === "pat")
    return zowe.operations.operationOf("POST", `${AUTH}/access-token/generate`, user, "basic");
  return undefined;
}

/** What tells a client of the Gateway whether its token is good; `undefined`: it does not ask. */
export function queryAt(
  { zowe }: ScenarioPlex,
  { host, port }: Request,
  { user, auth }: Credentials,
): number | undefined {
  if (!isAtGateway(zowe, host, port)) return undefined;
  return zowe.operations.operationOf("GET", `${AUTH}/query`, user, atGateway[auth]);
}

/** What these operations need of a Gateway; nothing where none is asked. */
export function routesOf(
  { zowe }: ScenarioPlex,
  { host, port }: Request,
  operations: readonly (number | undefined)[],
): readonly Routed[] {
  if (!isAtGateway(zowe, host, port)) return [];
  return operations.flatMap((operation) =>
    operation === undefined || operation === UNKNOWN ? [] : (zowe.operations.needsOf(operation) ?? []),
  );
}

/** An address of the cluster has ports of its own; on z/OS the port tells. */
function isAtGateway(
  { components, configuration }: ScenarioPlex["zowe"],
  host: string,
  port: number,
): boolean {
  const { hosts, kubernetes } = configuration;
  const address = hosts[host.toLowerCase()] ?? host;
  const ports =
    kubernetes === undefined ? [] : openPorts(kubernetes).filter((open) => open.address === address);
  if (ports.length > 0) return ports.some((open) => open.port === port && open.isGateway);
  return components.some(({ id, ports }) => gatewayComponents.includes(id) && ports.includes(port));
}
