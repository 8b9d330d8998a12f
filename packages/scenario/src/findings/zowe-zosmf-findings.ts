/** Whether z/OSMF listens where Zowe looks for it. */
import { diagnose, type Diagnostic } from "@sysplex/sysplex";
import { findingRows } from "./finding-rows.js";
import {
  allDvipas,
  distributionsOf,
  dynamicXcfOf,
  hostnameAddress,
  listed,
  type ServerConfiguration,
  type Whole,
} from "./whole.js";

/** Of zOSMF.host and zOSMF.port, once for each pair; of a host without an address something else is said. */
export function zosmfAddressFindings(whole: Whole): Diagnostic[] {
  const { starts, kubernetes, hosts } = whole.zowe;
  const named = starts.flatMap(({ configuration }) => configuration.instance.zosmf ?? []);
  const all = [...named, ...(kubernetes?.zosmf === undefined ? [] : [kubernetes.zosmf])];
  const told = new Set<string>();
  return all.flatMap(({ host, port }) => {
    const name = host.toLowerCase();
    const address = Object.hasOwn(hosts, name) ? hosts[name] : isAddress(host) ? host : undefined;
    const key = `${name} ${port}`;
    if (address === undefined || told.has(key)) return [];
    told.add(key);
    const { servers } = whole.zosmf;
    if (servers.some((server) => listensAt(server, address, port, whole))) return [];
    const listening = servers.flatMap((server) => whereaboutsOf(server, whole) ?? []);
    const where = listening.length === 0 ? "it does nowhere" : `it does at ${listed(listening)}`;
    return [diagnose(findingRows, "ZOWE_ZOSMF_NOT_THERE", whole.zoweRange, host, address, port, where)];
  });
}

function listensAt(server: ServerConfiguration, address: string, port: number, whole: Whole): boolean {
  if (server.configuration.httpSslPort !== port) return false;
  if (isBoundToAny(server, whole)) return addressesOf(server.system, whole).includes(address);
  return hostnameAddress(whole, server) === address;
}

function isBoundToAny({ configuration }: ServerConfiguration, { zosmf }: Whole): boolean {
  return configuration.hostname === "*" || !zosmf.parameters.bindsToHostname;
}

/** Those that are always there, and the dynamic VIPAs that may come to be. */
function addressesOf(system: string, whole: Whole): readonly string[] {
  const { profile } = whole.tcpip.stacks.find((stack) => stack.system === system) ?? {};
  if (profile === undefined) return [];
  const own = dynamicXcfOf(profile);
  const targeted = allDvipas(whole).filter(({ address }) =>
    whole.tcpip.stacks
      .flatMap((stack) => distributionsOf(stack, address))
      .some(({ targets }) => targets === "ALL" || targets.some((target) => own.includes(target.address))),
  );
  return [
    ...profile.homeAddresses,
    ...own,
    ...[...profile.dvipas, ...targeted].map(({ address }) => address),
  ];
}

/** `undefined`: HOSTNAME has no address, so that it listens nowhere. */
function whereaboutsOf(server: ServerConfiguration, whole: Whole): string | undefined {
  const { httpSslPort } = server.configuration;
  const address = isBoundToAny(server, whole) ? "every address" : hostnameAddress(whole, server);
  return address === undefined ? undefined : `${address}, port ${httpSslPort}, of ${server.system}`;
}

function isAddress(host: string): boolean {
  return /^[\d.]+$|:/.test(host);
}
