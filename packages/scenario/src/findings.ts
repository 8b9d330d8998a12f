/**
 * What is surprising in a configuration as a whole: each file is sound by itself, and together they do not do what people
 * take them to do. Nothing here stops a run; the models behave as z/OS does.
 */
import { formatDuration } from "@sysplex/sim-core";
import {
  diagnose,
  failureDetectionInterval,
  sfmPolicyFor,
  type Diagnostic,
  type SourceRange,
  type SysplexConfiguration,
} from "@sysplex/sysplex";
import type { DvipaDefinition, StackConfiguration, StackProfile, TcpipConfiguration } from "@sysplex/tcpip";
import { operationOf, operations, type ZosmfModelConfiguration } from "@sysplex/zosmf";
import type { ClientDeclaration } from "./file/index.js";
import { findingRows } from "./finding-rows.js";

/** Everything that the findings look at. */
export interface Whole {
  readonly sysplex: SysplexConfiguration;
  readonly tcpip: TcpipConfiguration;
  readonly zosmf: ZosmfModelConfiguration;
  readonly clients: readonly ClientDeclaration[];
  /** The scenario's `sysplex:`, for findings that no other file carries. */
  readonly range: SourceRange;
}

/** All findings, those of the network first. */
export function findSurprises(whole: Whole): readonly Diagnostic[] {
  return [
    ...dvipaFindings(whole),
    ...targetFindings(whole),
    ...serverFindings(whole),
    ...lossFindings(whole),
    ...clientFindings(whole),
  ];
}

type DefinedDvipa = DvipaDefinition & { readonly system: string };

function allDvipas({ tcpip }: Whole): readonly DefinedDvipa[] {
  return tcpip.stacks.flatMap(({ system, profile }) => profile.dvipas.map((dvipa) => ({ ...dvipa, system })));
}

function dvipaFindings(whole: Whole): Diagnostic[] {
  const dvipas = allDvipas(whole);
  return [...new Set(dvipas.map(({ address }) => address))].flatMap((address) => {
    const of = dvipas.filter((dvipa) => dvipa.address === address);
    const defines = of.filter(({ kind }) => kind === "define");
    const [first, second] = defines;
    if (first !== undefined && second !== undefined) {
      return [diagnose(findingRows, "TWO_VIPADEFINES", second.range, address, systemsOf(defines))];
    }
    if (first !== undefined && of.length === 1 && whole.tcpip.stacks.length > 1) {
      return [diagnose(findingRows, "NO_VIPABACKUP", first.range, address, first.system)];
    }
    return of
      .filter(({ kind, system }) => kind === "backup" && lacksDistribution(whole, system, address))
      .map(({ range, system }) => diagnose(findingRows, "BACKUP_WITHOUT_DISTRIBUTE", range, address, system));
  });
}

/** The address is distributed somewhere, but not by this system's profile. */
function lacksDistribution({ tcpip }: Whole, system: string, address: string): boolean {
  const distributes = ({ profile }: StackConfiguration): boolean =>
    profile.distributions.some((distribution) => distribution.address === address);
  return (
    tcpip.stacks.some(distributes) &&
    !tcpip.stacks.some((stack) => stack.system === system && distributes(stack))
  );
}

function targetFindings({ tcpip, zosmf }: Whole): Diagnostic[] {
  const dynamicXcf = new Set(tcpip.stacks.flatMap(({ profile }) => dynamicXcfOf(profile)));
  const ports = new Set(zosmf.servers.map(({ configuration }) => configuration.httpSslPort));
  return tcpip.stacks.flatMap(({ profile }) =>
    profile.distributions.flatMap((distribution) => {
      const targets = distribution.targets === "ALL" ? [] : distribution.targets;
      const unknown = targets
        .filter(({ address }) => !dynamicXcf.has(address))
        .map(({ address, range }) => diagnose(findingRows, "TARGET_UNKNOWN", range, address));
      const served = distribution.ports.some(({ first, last }) =>
        [...ports].some((port) => first <= port && port <= last),
      );
      const idle = !served && distribution.ports.length > 0 && ports.size > 0;
      return idle
        ? [
            ...unknown,
            diagnose(
              findingRows,
              "PORT_NOT_SERVED",
              distribution.range,
              distribution.address,
              [...ports].join(", "),
            ),
          ]
        : unknown;
    }),
  );
}

function dynamicXcfOf({ ipConfig: { dynamicXcf, dynamicXcf6 } }: StackProfile): string[] {
  return [dynamicXcf?.address, dynamicXcf6?.address].filter((address) => address !== undefined);
}

type ServerConfiguration = Whole["zosmf"]["servers"][number];

/** Where a statement of the server's IZUPRMxx stands; the scenario's `sysplex:` for one that is left out. */
function placeOf({ configuration }: ServerConfiguration, keyword: string, { range }: Whole): SourceRange {
  return configuration.origins[keyword] ?? range;
}

function serverFindings(whole: Whole): Diagnostic[] {
  const { servers } = whole.zosmf;
  return servers.flatMap((server, index) => [
    ...sharingFindings(server, servers.slice(0, index), whole),
    ...hostnameFindings(server, whole),
  ]);
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

function hostnameFindings(server: ServerConfiguration, whole: Whole): Diagnostic[] {
  const { servers, hosts } = whole.zosmf;
  const { hostname } = server.configuration;
  const range = placeOf(server, "HOSTNAME", whole);
  const address = hosts[hostname.toLowerCase()];
  if (hostname !== "*" && address === undefined) {
    return [diagnose(findingRows, "HOSTNAME_UNRESOLVED", range, hostname, server.system)];
  }
  const dvipas = allDvipas(whole).map((dvipa) => dvipa.address);
  if (servers.length < 2 || dvipas.length === 0 || dvipas.some((dvipa) => dvipa === address)) return [];
  return [diagnose(findingRows, "HOSTNAME_NOT_DVIPA", range, hostname, server.system)];
}

function lossFindings({ sysplex, range }: Whole): Diagnostic[] {
  if (sysplex.systems.length < 2) return [];
  const interval = formatDuration(longestInterval(sysplex));
  if (sysplex.statusDetection && sysplex.couple.systemStatusDetection) return [];
  const prompted = sysplex.systems.filter(
    ({ name }) => sysplex.sfm === undefined || sfmPolicyFor(sysplex.sfm, name).action.kind === "prompt",
  );
  if (prompted.length === 0) return [];
  const names = prompted.map(({ name }) => name).join(", ");
  return sysplex.operator === undefined
    ? [diagnose(findingRows, "NOBODY_ANSWERS", range, names, interval)]
    : [
        diagnose(
          findingRows,
          "OPERATOR_BOUND",
          range,
          names,
          interval,
          formatDuration(sysplex.operator.replyAfter),
        ),
      ];
}

function longestInterval(sysplex: SysplexConfiguration): Parameters<typeof formatDuration>[0] {
  return sysplex.systems
    .map(({ processors }) => failureDetectionInterval(sysplex.couple, processors, sysplex.parameters))
    .reduce((longest, interval) => (interval > longest ? interval : longest));
}

function clientFindings({ clients }: Whole): Diagnostic[] {
  return clients.flatMap(({ request, range }) => {
    const operation = operations[operationOf(request.method, request.path) ?? -1];
    if (operation === undefined) return [diagnose(findingRows, "UNKNOWN_OPERATION", range, request.text)];
    if (operation.haSupported) return [];
    return [diagnose(findingRows, "NOT_HA_SUPPORTED", range, operation.name, operation.afterSwitch)];
  });
}

function systemsOf(dvipas: readonly DefinedDvipa[]): string {
  return dvipas.map(({ system }) => system).join(" and ");
}
