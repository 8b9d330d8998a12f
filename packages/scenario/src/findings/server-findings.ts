/** What the IZUPRMxx members of all systems say together, and against the profiles: who stands by for whom. */
import { diagnose, type Diagnostic, type SourceRange } from "@sysplex/sysplex";
import { findingRows } from "./finding-rows.js";
import {
  allDvipas,
  coversPort,
  distributionsOf,
  dynamicXcfOf,
  hostnameAddress,
  isDvipa,
  listed,
  type ServerConfiguration,
  type Whole,
} from "./whole.js";

export function serverFindings(whole: Whole): Diagnostic[] {
  const { servers } = whole.zosmf;
  return [
    ...servers.flatMap((server, index) => [
      ...sharingFindings(server, servers.slice(0, index), whole),
      ...differenceFindings(server, servers.slice(0, index), whole),
      ...hostnameFindings(server, whole),
      ...bindFindings(server, whole),
    ]),
    ...standbyFindings(whole),
    ...portFindings(whole),
  ];
}

/** Where a statement of the server's IZUPRMxx stands; the scenario's `sysplex:` for one that is left out. */
function placeOf({ configuration }: ServerConfiguration, keyword: string, { range }: Whole): SourceRange {
  return configuration.origins[keyword] ?? range;
}

/** What a server has in common with an earlier one, or lacks to be a standby. */
function sharingFindings(
  server: ServerConfiguration,
  earlier: readonly ServerConfiguration[],
  whole: Whole,
): Diagnostic[] {
  const { system, configuration } = server;
  const { autostart, autostartGroup, userDir } = configuration;
  const found: Diagnostic[] = [];
  const sameGroup = earlier.find((other) => other.configuration.autostartGroup === autostartGroup);
  const sameDirectory = earlier.find((other) => other.configuration.userDir === userDir);
  if (sameGroup !== undefined) {
    const range = placeOf(server, "AUTOSTART_GROUP", whole);
    found.push(
      diagnose(findingRows, "SHARED_AUTOSTART_GROUP", range, autostartGroup, sameGroup.system, system),
    );
  } else if (sameDirectory !== undefined) {
    const range = placeOf(server, "USER_DIR", whole);
    found.push(diagnose(findingRows, "SHARED_USER_DIR", range, userDir, sameDirectory.system, system));
  }
  if (autostart === "CONNECT" && whole.zosmf.servers.length > 1) {
    found.push(diagnose(findingRows, "CONNECT_IS_NO_STANDBY", placeOf(server, "AUTOSTART", whole), system));
  }
  return found;
}

/** @source Zowe documentation, z/OSMF high availability: same port, key ring and SAF prefix on all servers of a DVIPA. */
const SAME_ON_ALL = [
  ["HTTP_SSL_PORT", "httpSslPort", "SERVER_PORT_DIFFERS"],
  ["KEYRING_NAME", "keyringName", "SERVER_SECURITY_DIFFERS"],
  ["SAF_PREFIX", "safPrefix", "SERVER_SECURITY_DIFFERS"],
] as const;

function differenceFindings(
  server: ServerConfiguration,
  earlier: readonly ServerConfiguration[],
  whole: Whole,
): Diagnostic[] {
  const address = hostnameAddress(whole, server);
  const first = earlier.find((other) => hostnameAddress(whole, other) === address);
  if (first === undefined || !isDvipa(whole, address)) return [];
  return SAME_ON_ALL.flatMap(([keyword, field, code]) => {
    const [here, there] = [server.configuration[field], first.configuration[field]];
    if (here === there) return [];
    const range = placeOf(server, keyword, whole);
    return [
      diagnose(
        findingRows,
        code,
        range,
        keyword,
        `${there} on ${first.system}`,
        `${here} on ${server.system}`,
        address,
      ),
    ];
  });
}

function hostnameFindings(server: ServerConfiguration, whole: Whole): Diagnostic[] {
  const { hostname } = server.configuration;
  const address = hostnameAddress(whole, server);
  const range = placeOf(server, "HOSTNAME", whole);
  if (hostname !== "*" && address === undefined) {
    return [diagnose(findingRows, "HOSTNAME_UNRESOLVED", range, hostname, server.system)];
  }
  const isAlone = whole.zosmf.servers.length < 2 || allDvipas(whole).length === 0;
  if (isAlone || isDvipa(whole, address)) return [];
  return [diagnose(findingRows, "HOSTNAME_NOT_DVIPA", range, hostname, server.system)];
}

/** A dynamic VIPA exists on its owner and, hidden, on the targets of the VIPADISTRIBUTE in force; nowhere else. */
function bindFindings(server: ServerConfiguration, whole: Whole): Diagnostic[] {
  const address = hostnameAddress(whole, server);
  if (!whole.zosmf.parameters.bindsToHostname || !isDvipa(whole, address)) return [];
  const stack = whole.tcpip.stacks.find(({ system }) => system === server.system);
  if (stack === undefined) return [];
  const owners = firstOwners(server.system, address, whole);
  const own = dynamicXcfOf(stack.profile);
  const isThere = whole.tcpip.stacks
    .filter(({ system }) => owners.includes(system))
    .some(
      (owner) =>
        owner.system === server.system ||
        distributionsOf(owner, address).some(
          ({ targets }) => targets === "ALL" || targets.some((target) => own.includes(target.address)),
        ),
    );
  if (isThere) return [];
  const range = placeOf(server, "HOSTNAME", whole);
  return [diagnose(findingRows, "DVIPA_NOT_ON_SYSTEM", range, address, server.system)];
}

/** Who may own the address when the server starts: VIPADEFINE, or else a VIPABACKUP that creates, on a system that is up. */
function firstOwners(system: string, address: string, whole: Whole): readonly string[] {
  const isUp = (name: string): boolean =>
    whole.systems.find((known) => known.name === name)?.upAtStart ?? true;
  const dvipas = allDvipas(whole).filter(
    (dvipa) => dvipa.address === address && (isUp(dvipa.system) || !isUp(system)),
  );
  const defining = dvipas.filter(({ kind }) => kind === "define");
  const creating = dvipas.filter(({ prefixLength }) => prefixLength !== undefined);
  return (defining.length > 0 ? defining : creating).map((dvipa) => dvipa.system);
}

function standbyFindings({ zosmf: { servers }, systems, range }: Whole): Diagnostic[] {
  const [only, another] = servers;
  if (only === undefined || another !== undefined || systems.length < 2) return [];
  return [diagnose(findingRows, "ONE_SERVER_ONLY", range, only.system, systems.length)];
}

/** For each stack that distributes a DVIPA: the ports of the servers that bind to it. */
function portFindings(whole: Whole): Diagnostic[] {
  const bound = whole.zosmf.servers.map((server) => ({
    system: server.system,
    address: hostnameAddress(whole, server),
    port: server.configuration.httpSslPort,
  }));
  return whole.tcpip.stacks.flatMap((stack) => {
    const missed = bound.filter(({ address = "", port }) => {
      const distributions = distributionsOf(stack, address);
      return (
        distributions.length > 0 && !distributions.some((distribution) => coversPort(distribution, port))
      );
    });
    return [...new Set(missed.map(({ address, port }) => `${address} ${port}`))].flatMap((service) => {
      const of = missed.filter(({ address, port }) => `${address} ${port}` === service);
      const { address = "", port = 0 } = of[0] ?? {};
      const [statement] = distributionsOf(stack, address);
      if (statement === undefined) return [];
      const systems = listed(of.map(({ system }) => system));
      return [
        diagnose(findingRows, "PORT_NOT_SERVED", statement.range, address, port, systems, stack.system),
      ];
    });
  });
}
