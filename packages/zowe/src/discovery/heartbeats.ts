/**
 * Whose heartbeats reach which Discovery, as things stand: from the clients that talk to it, from the peers that pass theirs on,
 * and from every Discovery for its static definitions, which peers pass on as well.
 */
import { after, plus, type Instant } from "@sysplex/sim-core";
import type { IncomingRenewals } from "./incoming-renewals.js";
import type { EurekaPlex } from "./eureka-plex.js";
import { answering } from "./reachability.js";
import { firstOnGrid } from "./renewals.js";
import { staticInstancesOf } from "./static-definitions.js";
import type { ClientName, DiscoveryName, InstanceId, Renewals, ServiceInstance } from "./state.js";

export type Heartbeats = Map<DiscoveryName, Map<InstanceId, IncomingRenewals>>;

/** From the present instant on. */
export function heartbeatsNow(plex: EurekaPlex): Heartbeats {
  const { eureka } = plex.zowe;
  const heartbeats: Heartbeats = new Map();
  const peers = new Map<DiscoveryName, readonly DiscoveryName[]>();
  const spread = (at: DiscoveryName, from: Sender): void => {
    add(plex, heartbeats, at, from, true);
    if (!peers.has(at)) peers.set(at, eureka.replication.peersOf(at));
    for (const peer of peers.get(at) ?? []) add(plex, heartbeats, peer, from, false);
  };
  for (const { configuration, record, instance } of eureka.clients) {
    if (record.talksTo === undefined || record.hanging !== undefined) continue;
    if (eureka.lifeOf(configuration.name) !== "serving") continue;
    const address = configuration.discoveryList[record.talksTo];
    const at = answering(plex, configuration, address);
    if (at !== undefined) spread(at, { by: configuration.name, since: record.since, instance });
  }
  for (const { name, record } of eureka.discoveries) {
    if (eureka.lifeOf(name) !== "serving") continue;
    for (const instance of staticInstancesOf(plex, name)) {
      spread(name, { by: name, since: record.startedAt, instance });
    }
  }
  return heartbeats;
}

interface Sender {
  readonly by: ClientName;
  readonly since: Instant;
  readonly instance: ServiceInstance;
}

function add(
  plex: EurekaPlex,
  heartbeats: Heartbeats,
  at: DiscoveryName,
  sender: Sender,
  isDirect: boolean,
): void {
  const { instance } = sender;
  const incoming = heartbeats.get(at) ?? new Map<InstanceId, IncomingRenewals>();
  heartbeats.set(at, incoming);
  const known = incoming.get(instance.instanceId);
  const renewals = [...(known?.renewals ?? []), renewalsOf(plex, sender, isDirect)];
  incoming.set(instance.instanceId, { instance, renewals, isDirect: isDirect || known?.isDirect === true });
}

function renewalsOf(plex: EurekaPlex, { by, since }: Sender, isDirect: boolean): Renewals {
  const { heartbeatPeriod: period, replicationDelay, peerBatchDuration } = plex.zowe.eureka.parameters;
  const sent = after(since, period);
  const arrival = isDirect ? sent : after(sent, plus(replicationDelay, peerBatchDuration));
  return { by, first: firstOnGrid(arrival, period, (plex.sim.now + 1) as Instant), period };
}
