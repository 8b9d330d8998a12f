/**
 * VIPADISTRIBUTE: which ports of a DVIPA are distributed, how, and to which stacks.
 *
 * Modelled: base, TIER1 and TIER2 forms; options before the address in any order, what follows it in the fixed order;
 * options of the method also behind the DESTIP list, where IBM's own samples put PROCTYPE; every method is read.
 * Read and not modelled: PROCTYPE, PROCXCOST, ILWEIGHTING, GRE, ENCAP, CONTROLPORT beyond their rules.
 * @assumption A definition for ports that are distributed already takes the place of the older one for them.
 * @source z/OS 2.1 and 2.4 IP Configuration Reference, VIPADISTRIBUTE statement; IP Messages Volume 4.
 */
import { addressFamily } from "../ip-address.js";
import type { Problems } from "../problems.js";
import type { DistributionDefinition, DistributionTarget, PortRange } from "../stack-profile.js";
import type { Draft, Resolver } from "./draft.js";
import { type Distribute, readDistribute } from "./distribute-syntax.js";
import { checkHotStandby } from "./hot-standby.js";
import { namedAddress } from "./vipa-define.js";

export const resolveVipaDistribute: Resolver = (operands, draft, problems) => {
  const statement = readDistribute(operands, problems);
  if (statement === undefined) return;
  if (statement.isDelete) deleteDistribution(draft, statement, problems);
  else if (isAcceptable(draft, statement, problems)) define(draft, statement, problems);
};

/** The rules that cost the one statement only. */
function isAcceptable(draft: Draft, statement: Distribute, problems: Problems): boolean {
  const { dvipa, method, routing, controlPort, ports } = statement;
  if (routing !== undefined && (method === "BASEWLM" || method === "SERVERWLM")) {
    problems.report("METHOD_WITH_ROUTING", dvipa.range, method, routing);
    return false;
  }
  if (routing === "ENCAP" && ports.length === 0) {
    problems.report("ENCAP_DYNAMIC_PORT", dvipa.range, dvipa.text);
    return false;
  }
  if (controlPort !== undefined && controlPort !== (draft.controlPort ?? controlPort)) {
    problems.report("CONTROLPORT_DIFFERS", dvipa.range, controlPort, draft.controlPort ?? controlPort);
    return false;
  }
  return method !== "HOTSTANDBY" || checkHotStandby(statement, problems);
}

function define(draft: Draft, statement: Distribute, problems: Problems): void {
  const { dvipa, targets, controlPort } = statement;
  const address = dvipaAddress(draft, statement);
  if (address === undefined) {
    problems.report("DISTRIBUTE_UNDEFINED", dvipa.range, dvipa.text);
    return;
  }
  const family = addressFamily(address);
  const stranger =
    targets === "ALL" ? undefined : targets.find((target) => addressFamily(target.address) !== family);
  if (stranger !== undefined) {
    problems.report("FAMILIES_MIXED", stranger.range, "VIPADISTRIBUTE", stranger.address, family);
    return;
  }
  if (controlPort !== undefined) draft.controlPort ??= controlPort;
  const distribution = distributionOf(statement, address);
  removePorts(draft, address, distribution.ports);
  draft.distributions.push(distribution);
  draft.distributedPorts.add(distribution);
}

function distributionOf(statement: Distribute, address: string): DistributionDefinition {
  const { dvipa, method, ports, targets, optLocal, tier, tierGroup } = statement;
  return {
    address,
    ports,
    method,
    autoSwitchBack: statement.autoSwitchBack,
    healthSwitch: statement.healthSwitch,
    ...(optLocal === undefined ? {} : { optLocal }),
    sysplexPorts: statement.sysplexPorts,
    timedAffinity: statement.timedAffinity,
    ...(tier === undefined ? {} : { tier }),
    ...(tierGroup === undefined ? {} : { tierGroup }),
    targets,
    range: dvipa.range,
  };
}

/** The DVIPA that the statement means, if this stack defines it: an IPv4 address, or the name of an IPv6 interface. */
function dvipaAddress(draft: Draft, { dvipa, ipv4 }: Distribute): string | undefined {
  if (ipv4 === undefined) return namedAddress(draft, dvipa.word);
  return draft.dvipas.some(({ address }) => address === ipv4) ? ipv4 : undefined;
}

/** Without PORT all ports; with a list of targets only those. */
function deleteDistribution(draft: Draft, statement: Distribute, problems: Problems): void {
  const { dvipa, ipv4, ports, targets } = statement;
  const address = ipv4 ?? namedAddress(draft, dvipa.word);
  const isMeant = (other: DistributionDefinition): boolean =>
    other.address === address && (ports.length === 0 || meets(other.ports, ports));
  const isFound = replaceDistributions(draft, isMeant, (other) => {
    const [kept, deleted] = ports.length === 0 ? [[], other.ports] : partition(other.ports, ports);
    const untouched = kept.length === 0 ? [] : [{ ...other, ports: kept }];
    const remaining = remainingTargets(other.targets, targets);
    return remaining.length === 0
      ? untouched
      : [...untouched, { ...other, ports: deleted, targets: remaining }];
  });
  if (!isFound) problems.report("DISTRIBUTE_DELETE_UNKNOWN", dvipa.range, dvipa.text);
}

function remainingTargets(
  targets: Distribute["targets"],
  deleted: Distribute["targets"],
): readonly DistributionTarget[] {
  if (targets === "ALL" || deleted === "ALL") return [];
  return targets.filter((target) => !deleted.some(({ address }) => address === target.address));
}

/** Takes the ports away from what is distributed for the DVIPA already. */
function removePorts(draft: Draft, address: string, ports: readonly PortRange[]): void {
  if (!draft.distributedPorts.meets(address, ports)) return;
  const isMeant = (other: DistributionDefinition): boolean =>
    other.address === address && (ports.length === 0 ? other.ports.length === 0 : meets(other.ports, ports));
  replaceDistributions(draft, isMeant, (other) => {
    const [kept] = partition(other.ports, ports);
    return kept.length === 0 ? [] : [{ ...other, ports: kept }];
  });
}

/** Puts others in the place of those that are meant; false when there are none. */
function replaceDistributions(
  draft: Draft,
  isMeant: (distribution: DistributionDefinition) => boolean,
  replacement: (distribution: DistributionDefinition) => readonly DistributionDefinition[],
): boolean {
  const result: DistributionDefinition[] = [];
  let isFound = false;
  for (const distribution of draft.distributions) {
    if (!isMeant(distribution)) {
      result.push(distribution);
      continue;
    }
    isFound = true;
    result.push(...replacement(distribution));
  }
  draft.distributions = result;
  return isFound;
}

function meets(entries: readonly PortRange[], ports: readonly PortRange[]): boolean {
  return entries.some((entry) => isWithin(entry, ports));
}

/** The entries of a port list that lie outside the given ports, and those that lie in one of them. */
function partition(entries: readonly PortRange[], ports: readonly PortRange[]): [PortRange[], PortRange[]] {
  return [
    entries.filter((entry) => !isWithin(entry, ports)),
    entries.filter((entry) => isWithin(entry, ports)),
  ];
}

function isWithin({ first, last }: PortRange, ports: readonly PortRange[]): boolean {
  return ports.some((port) => port.first <= first && last <= port.last);
}
