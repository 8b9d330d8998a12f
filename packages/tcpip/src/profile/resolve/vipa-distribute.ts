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
import type { DistributionDefinition, PortRange } from "../stack-profile.js";
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
  let hits = 0;
  draft.distributions = draft.distributions.flatMap((distribution) => {
    if (distribution.address !== address) return [distribution];
    const [kept, hit] = partition(distribution.ports, ports);
    const isHit = ports.length === 0 || hit.length > 0;
    if (!isHit) return [distribution];
    hits += 1;
    const rest = ports.length > 0 && kept.length > 0 ? [{ ...distribution, ports: kept }] : [];
    if (targets === "ALL" || distribution.targets === "ALL") return rest;
    const remaining = distribution.targets.filter(
      (target) => !targets.some((deleted) => deleted.address === target.address),
    );
    if (remaining.length === 0) return rest;
    return [
      ...rest,
      { ...distribution, ports: ports.length === 0 ? distribution.ports : hit, targets: remaining },
    ];
  });
  if (hits === 0) problems.report("DISTRIBUTE_DELETE_UNKNOWN", dvipa.range, dvipa.text);
}

function removePorts(draft: Draft, address: string, ports: readonly PortRange[]): void {
  const meets = (other: DistributionDefinition): boolean =>
    other.address === address &&
    (ports.length === 0 ? other.ports.length === 0 : partition(other.ports, ports)[1].length > 0);
  if (!draft.distributions.some(meets)) return;
  draft.distributions = draft.distributions.flatMap((other) => {
    if (!meets(other)) return [other];
    const [kept] = partition(other.ports, ports);
    return ports.length === 0 || kept.length === 0 ? [] : [{ ...other, ports: kept }];
  });
}

/** The entries of a port list that lie outside the given ports, and those that lie in one of them. */
function partition(entries: readonly PortRange[], ports: readonly PortRange[]): [PortRange[], PortRange[]] {
  const isIn = ({ first, last }: PortRange): boolean =>
    ports.some((port) => port.first <= first && last <= port.last);
  return [entries.filter((entry) => !isIn(entry)), entries.filter(isIn)];
}
