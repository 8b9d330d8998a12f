/** What the TCP/IP profiles of all systems say together: addresses, owners, backups, targets. */
import { diagnose, type Diagnostic, type SourceRange } from "@sysplex/sysplex";
import type { DistributionDefinition, StackConfiguration } from "@sysplex/tcpip";
import { findingRows } from "./finding-rows.js";
import { allDvipas, coversPort, distributionsOf, dynamicXcfOf, listed, type Whole } from "./whole.js";

export function networkFindings(whole: Whole): Diagnostic[] {
  return [
    ...addressFindings(whole),
    ...dvipaFindings(whole),
    ...targetFindings(whole),
    ...preferredFindings(whole),
  ];
}

interface OwnAddress {
  readonly address: string;
  readonly what: string;
  readonly system: string;
  readonly range: SourceRange;
}

/** No two hosts of a network have the same address. */
function addressFindings(whole: Whole): Diagnostic[] {
  const owners = new Map<string, OwnAddress>();
  return whole.tcpip.stacks
    .flatMap((stack) => ownAddresses(stack, whole))
    .flatMap((own) => {
      const owner = owners.get(own.address) ?? own;
      owners.set(own.address, owner);
      const { address, what, system, range } = own;
      if (owner.system === system) return [];
      return [diagnose(findingRows, "ADDRESS_TWICE", range, address, what, owner.system, system)];
    });
}

function ownAddresses({ system, profile }: StackConfiguration, whole: Whole): OwnAddress[] {
  const { dynamicXcf, dynamicXcf6 } = profile.ipConfig;
  const inScenario = whole.systems.find(({ name }) => name === system)?.tcpip.range ?? whole.range;
  return [
    ...profile.homeAddresses
      .filter((address) => !isLoopback(address))
      .map((address) => ({ address, what: "a home address", system, range: inScenario })),
    ...[dynamicXcf, dynamicXcf6]
      .filter((own) => own !== undefined)
      .map(({ address, range }) => ({ address, what: "the DYNAMICXCF address", system, range })),
  ];
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

function dvipaFindings(whole: Whole): Diagnostic[] {
  const dvipas = allDvipas(whole);
  return [...new Set(dvipas.map(({ address }) => address))].flatMap((address) => {
    const of = dvipas.filter((dvipa) => dvipa.address === address);
    const defines = of.filter(({ kind }) => kind === "define");
    const [first, second] = defines;
    if (first !== undefined && second !== undefined) {
      const systems = listed(defines.map(({ system }) => system));
      return [diagnose(findingRows, "TWO_VIPADEFINES", second.range, address, systems)];
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
  const distributing = tcpip.stacks.filter((stack) => distributionsOf(stack, address).length > 0);
  return distributing.length > 0 && !distributing.some((stack) => stack.system === system);
}

function targetFindings({ tcpip }: Whole): Diagnostic[] {
  const dynamicXcf = new Set(tcpip.stacks.flatMap(({ profile }) => dynamicXcfOf(profile)));
  return tcpip.stacks.flatMap(({ profile }) =>
    profile.distributions
      .flatMap(({ targets }) => (targets === "ALL" ? [] : targets))
      .filter(({ address }) => !dynamicXcf.has(address))
      .map(({ address, range }) => diagnose(findingRows, "TARGET_UNKNOWN", range, address)),
  );
}

/** Each stack that distributes a port of an address, against the first that does. */
function preferredFindings({ tcpip }: Whole): Diagnostic[] {
  const all = tcpip.stacks.flatMap(({ system, profile }) =>
    profile.distributions.map((distribution) => ({
      system,
      distribution,
      preferred: preferredOf(distribution),
    })),
  );
  return all.flatMap(({ system, distribution, preferred }, index) => {
    const first = all.slice(0, index).find((other) => isSameService(other.distribution, distribution));
    if (first === undefined || first.system === system) return [];
    if (first.preferred === undefined || preferred === undefined || first.preferred === preferred) return [];
    const { address, range } = distribution;
    return [
      diagnose(
        findingRows,
        "PREFERRED_DIFFERS",
        range,
        address,
        `${first.preferred} on ${first.system}`,
        `${preferred} on ${system}`,
      ),
    ];
  });
}

function preferredOf({ targets }: DistributionDefinition): string | undefined {
  return targets === "ALL" ? undefined : targets.find(({ role }) => role === "preferred")?.address;
}

function isSameService(a: DistributionDefinition, b: DistributionDefinition): boolean {
  if (a.address !== b.address) return false;
  if (a.ports.length === 0 || b.ports.length === 0) return a.ports.length === b.ports.length;
  // Of two ranges that overlap, one holds the first port of the other.
  return (
    a.ports.some(({ first }) => coversPort(b, first)) || b.ports.some(({ first }) => coversPort(a, first))
  );
}
