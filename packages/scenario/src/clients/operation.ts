/** What a request asks of whatever listens at its port. */
import { gatewayComponents, openPorts } from "@sysplex/zowe";
import type { ClientDeclaration, Request } from "../file/index.js";
import type { ScenarioPlex } from "../plex.js";

/** None of the operations that the server knows: it answers with HTTP 404. */
const UNKNOWN = -1;

/** The number by which the server at the request's port knows it: a Gateway of Zowe, or z/OSMF. */
export function operationAt(
  { zosmf, zowe }: ScenarioPlex,
  { method, path, host, port }: Request,
  { user, auth }: Credentials,
): number {
  const operation = isAtGateway(zowe, host, port)
    ? zowe.operations.operationOf(method, path, user, auth)
    : zosmf.operationOf(method, path);
  return operation ?? UNKNOWN;
}

/** Who asks, and how it proves that. */
export interface Credentials {
  /** From 1 on; each client is a user of its own. */
  readonly user: number;
  readonly auth: ClientDeclaration["auth"];
}

const AUTH = "/gateway/api/v1/auth";

/** What gets a client its token at the Gateway; `undefined`: it needs none, or asks something else. */
export function logonAt(
  { zowe }: ScenarioPlex,
  { host, port }: Request,
  { user, auth }: Credentials,
): number | undefined {
  if (!isAtGateway(zowe, host, port)) return undefined;
  if (auth === "jwt") return zowe.operations.operationOf("POST", `${AUTH}/login`, user, "basic");
  if (auth === "pat")
    return zowe.operations.operationOf("POST", `${AUTH}/access-token/generate`, user, "basic");
  return undefined;
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
