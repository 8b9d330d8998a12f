/** The declared clients: whom they ask, and whether that can be known. */
import { didYouMean, type SourceRange } from "@sysplex/sysplex";
import { parseIpAddress } from "@sysplex/tcpip";
import type { Upload } from "@sysplex/zosmf";
import { productOf } from "./products.js";
import type { Ground } from "./places.js";
import type { Sound } from "./reading.js";
import type { ClientDeclaration, HostDeclaration, Request, UserDeclaration } from "./scenario-document.js";
import type { ScenarioFile } from "./schema.js";
import { readUsers } from "./users.js";

type SoundEntry = NonNullable<Sound<ScenarioFile["clients"][number]>>;
type FileClient = Extract<ScenarioFile["clients"][number], { request: unknown }>;
type SoundClient = Sound<FileClient>;

/** What stands under `clients`. */
export interface ClientDeclarations {
  readonly clients: readonly ClientDeclaration[];
  readonly users: readonly UserDeclaration[];
}

export function readHosts(hosts: Sound<ScenarioFile["hosts"]>, { places }: Ground): HostDeclaration[] {
  const declarations: HostDeclaration[] = [];
  for (const [name, address] of Object.entries(hosts)) {
    if (address === undefined) continue;
    declarations.push({ name: name.toLowerCase(), address, range: places.range("hosts", name) });
  }
  return declarations;
}

export function readClients(
  entries: readonly (SoundEntry | undefined)[],
  ground: Ground,
): ClientDeclarations {
  const { places, fault } = ground;
  const names = new Set<string>();
  const clients: ClientDeclaration[] = [];
  const users: UserDeclaration[] = [];
  entries.forEach((entry, index) => {
    if (entry === undefined) return;
    const { name } = entry;
    if (name !== undefined && names.has(name)) {
      fault("DUPLICATE_NAME", places.range("clients", index, "name"), "clients", name);
    }
    if (name !== undefined) names.add(name);
    const isUsers = "desktop" in entry || "ums" in entry;
    const user = isUsers ? readUsers(entry, index, ground) : undefined;
    const client = isUsers ? undefined : readClient(entry, index, ground);
    if (user !== undefined) users.push(user);
    if (client !== undefined) clients.push(client);
  });
  if (
    entries.length === 0 &&
    (places.node("clients") === undefined || places.node("clients")?.kind === "list")
  ) {
    fault("NO_CLIENTS", places.keyRange("clients"));
  }
  checkServiceNames(users, clients, ground);
  return { clients, users };
}

/** A metric's name begins with the name of one or the other. */
function checkServiceNames(
  users: readonly UserDeclaration[],
  clients: readonly ClientDeclaration[],
  { fault }: Ground,
): void {
  for (const { name, range } of users)
    if (clients.some(({ service }) => service === name))
      fault("DUPLICATE_NAME", range, "services or clients", name);
}

function readClient(client: SoundClient, index: number, ground: Ground): ClientDeclaration | undefined {
  const request = client.request as Request | undefined; // A single value is sound as a whole.
  const product = request === undefined ? undefined : checkRequest(request, index, ground);
  const service = client.service ?? product;
  const { name, arrivals, timeout, retry, connections, os, auth, renewal } = client as Partial<FileClient>;
  const { user } = client;
  const upload = readUpload(client, index, ground);
  const isWhole = name && request && arrivals && timeout && retry && connections && os && auth && renewal;
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
    renewal,
    ...(user === undefined ? {} : { user }),
    ...(upload === undefined ? {} : { upload }),
    range: ground.places.range("clients", index, "name"),
  };
}

/** Of a request that sends something; reports options that fit none. */
function readUpload(client: SoundClient, index: number, { places, fault }: Ground): Upload | undefined {
  const { body, uploadRate, responseTimeout } = client as Partial<FileClient>;
  const isCoded = places.node("clients", index, "body") !== undefined;
  for (const option of ["uploadRate", "responseTimeout"] as const)
    if (!isCoded && client[option] !== undefined)
      fault("WRONG_OPTION", places.keyRange("clients", index, option), option, "a client with a body");
  const { method, path } = (client.request ?? {}) as Partial<Request>;
  if (isCoded && method !== undefined && method !== "PUT" && method !== "POST")
    fault("WRONG_OPTION", places.keyRange("clients", index, "body"), "body", "PUT and POST");
  if (isCoded && path !== undefined && productOf(path) !== "zosmf")
    fault("WRONG_OPTION", places.keyRange("clients", index, "body"), "body", "requests straight to z/OSMF");
  if (body === undefined) return undefined;
  return {
    bytes: body,
    ...(uploadRate === undefined ? {} : { bytesPerSecond: uploadRate }),
    ...(responseTimeout === undefined ? {} : { limit: responseTimeout }),
  };
}

/** The product that will answer. */
function checkRequest({ host, path }: Request, index: number, ground: Ground): string | undefined {
  const { places, fault } = ground;
  const range = places.range("clients", index, "request");
  checkHost(host, range, ground);
  const product = productOf(path);
  const isZowe = product !== undefined && product !== "zosmf";
  if (product === undefined) fault("UNKNOWN_PRODUCT", range, path);
  else if (isZowe && places.node("zowe") === undefined && places.node("kubernetes") === undefined)
    fault("NO_ZOWE", range, path);
  return product;
}

/** A host name must be one of `hosts`. */
export function checkHost(host: string, range: SourceRange, { places, fault }: Ground): void {
  const hosts = places.keys("hosts").map((name) => name.toLowerCase());
  if (places.node("kubernetes") !== undefined) return; // Manifests may name it: see resolve/kubernetes.ts.
  if (parseIpAddress(host) === undefined && !hosts.includes(host))
    fault("UNKNOWN_HOST", range, host, didYouMean(host, hosts));
}
