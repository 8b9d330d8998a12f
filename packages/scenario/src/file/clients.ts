/** The declared clients: whom they ask, and whether that can be known. */
import { didYouMean } from "@sysplex/sysplex";
import { parseIpAddress } from "@sysplex/tcpip";
import type { Ground } from "./places.js";
import type { Sound } from "./reading.js";
import type { ClientDeclaration, HostDeclaration, Request } from "./scenario-document.js";
import type { ScenarioFile } from "./schema.js";

type SoundClient = NonNullable<Sound<ScenarioFile["clients"][number]>>;

/** The products that answer requests, by the first part of a path. */
const PRODUCTS: readonly { readonly name: string; readonly path: RegExp }[] = [
  { name: "zosmf", path: /^\/zosmf(?=[/?]|$)/i },
];

export function readHosts(hosts: Sound<ScenarioFile["hosts"]>, { places }: Ground): HostDeclaration[] {
  const declarations: HostDeclaration[] = [];
  for (const [name, address] of Object.entries(hosts)) {
    if (address === undefined) continue;
    declarations.push({ name: name.toLowerCase(), address, range: places.range("hosts", name) });
  }
  return declarations;
}

export function readClients(
  clients: readonly (SoundClient | undefined)[],
  ground: Ground,
): ClientDeclaration[] {
  const { places, fault } = ground;
  const names = new Set<string>();
  const declarations = clients.map((client, index) => {
    const name = client?.name;
    if (name !== undefined && names.has(name)) {
      fault("DUPLICATE_NAME", places.range("clients", index, "name"), "clients", name);
    }
    if (name !== undefined) names.add(name);
    return client === undefined ? undefined : readClient(client, index, ground);
  });
  if (
    clients.length === 0 &&
    (places.node("clients") === undefined || places.node("clients")?.kind === "list")
  ) {
    fault("NO_CLIENTS", places.keyRange("clients"));
  }
  return declarations.filter((declaration) => declaration !== undefined);
}

function readClient(client: SoundClient, index: number, ground: Ground): ClientDeclaration | undefined {
  const request = client.request as Request | undefined; // A single value is sound as a whole.
  const service = request === undefined ? undefined : checkRequest(request, index, ground);
  const { name, arrivals, timeout, retry, connections, os, auth } = client as Partial<
    ScenarioFile["clients"][number]
  >;
  const isWhole = name && request && arrivals && timeout && retry && connections && os && auth;
  if (!isWhole) return undefined;
  return {
    name,
    ...(service === undefined ? {} : { service }),
    request,
    arrivals,
    timeout,
    retry,
    connections:
      connections === "per-request"
        ? { kind: "perRequest" }
        : { kind: "keepAlive", ...connections.keepAlive },
    os,
    auth,
    range: ground.places.range("clients", index, "name"),
  };
}

/** The product that will answer. */
function checkRequest({ host, path }: Request, index: number, { places, fault }: Ground): string | undefined {
  const range = places.range("clients", index, "request");
  const hosts = places.keys("hosts").map((name) => name.toLowerCase());
  if (parseIpAddress(host) === undefined && !hosts.includes(host))
    fault("UNKNOWN_HOST", range, host, didYouMean(host, hosts));
  const product = PRODUCTS.find((candidate) => candidate.path.test(path));
  if (product === undefined) fault("UNKNOWN_PRODUCT", range, path);
  return product?.name;
}
