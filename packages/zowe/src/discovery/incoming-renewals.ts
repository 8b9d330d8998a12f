/**
 * The heartbeats that reach one Discovery: kept with the leases as arithmetic, and an event for the next one of each instance
 * that it does not know.
 */
import { between, defineEvent, known, type Instant } from "@sysplex/sim-core";
import type { Discovery } from "./discovery.js";
import { draftOf, type EurekaPlex } from "./eureka-plex.js";
import { lastRenewal } from "./renewals.js";
import type { DiscoveryName, InstanceId, Lease, RegistryEntry, Renewals, ServiceInstance } from "./state.js";

/** The heartbeats of one instance that reach one Discovery. */
export interface IncomingRenewals {
  readonly instance: ServiceInstance;
  readonly renewals: readonly Renewals[];
  /** From the instance itself, not from a peer. */
  readonly isDirect: boolean;
}

type Incoming = ReadonlyMap<InstanceId, IncomingRenewals>;

interface UnknownHeartbeat {
  readonly discovery: DiscoveryName;
  readonly instanceId: InstanceId;
}

const unknownHeartbeat = defineEvent(
  "zowe.unknown-heartbeat",
  (plex: EurekaPlex, { discovery, instanceId }: UnknownHeartbeat) =>
    onUnknownHeartbeat(plex, discovery, instanceId),
);

/** Whose heartbeats arrive from now on. */
export function takeRenewals(plex: EurekaPlex, discovery: Discovery, incoming: Incoming): void {
  const changed = discovery.entries
    .map((entry) => ({ entry, renewals: continued(entry.lease.renewals, incoming.get(entry.instanceId)) }))
    .filter(({ entry, renewals }) => !isSameList(entry.lease.renewals, renewals));
  if (changed.length > 0) changeRenewals(plex, discovery, changed);
  awaitUnknown(plex, discovery, incoming);
}

/** A heartbeat for an unknown instance is answered with 404, and its sender registers it. */
function onUnknownHeartbeat(plex: EurekaPlex, name: DiscoveryName, instanceId: InstanceId): void {
  const { eureka } = plex.zowe;
  const discovery = eureka.discovery(name);
  discovery.patch(`hears of ${instanceId}`, (record) => {
    delete record.awaited[instanceId];
  });
  if (discovery.record.entries[instanceId] !== undefined) return;
  const sender = eureka.incomingRenewals(name).get(instanceId);
  if (sender === undefined) return;
  discovery.register(sender.instance);
  if (sender.isDirect) eureka.replication.send(name, "register", sender.instance);
}

/** Heartbeats of instances that are not in the registry: the next one is an event. */
function awaitUnknown({ sim }: EurekaPlex, discovery: Discovery, incoming: Incoming): void {
  const { entries, awaited } = discovery.record;
  for (const [instanceId, handle] of Object.entries(awaited)) {
    if (incoming.has(instanceId) && entries[instanceId] === undefined) continue;
    sim.cancel(handle);
    discovery.patch(`waits for ${instanceId} no more`, (record) => {
      delete record.awaited[instanceId];
    });
  }
  for (const [instanceId, { renewals }] of incoming) {
    if (entries[instanceId] !== undefined || awaited[instanceId] !== undefined) continue;
    const at = Math.min(...renewals.map(({ first }) => first)) as Instant;
    const handle = sim.at(at, unknownHeartbeat, { discovery: discovery.name, instanceId });
    discovery.patch(`does not know ${instanceId}`, (record) => {
      record.awaited[instanceId] = handle;
    });
  }
}

function changeRenewals(
  { sim: { now } }: EurekaPlex,
  discovery: Discovery,
  changed: readonly { readonly entry: RegistryEntry; readonly renewals: readonly Renewals[] }[],
): void {
  discovery.patch("hears heartbeats from others than before", (record) => {
    record.changedAt = now;
    for (const { entry, renewals } of changed) {
      const ceased = entry.lease.renewals.filter((old) => !renewals.includes(old));
      discovery.cease(record, ceased);
      const lease = withoutCeased(entry.lease, ceased, now);
      known(record.entries[entry.instanceId], entry.instanceId).lease = draftOf({ ...lease, renewals });
    }
  });
}

/** Those that go on keep what they are; the others are new. */
function continued(
  before: readonly Renewals[],
  incoming: Pick<IncomingRenewals, "renewals"> | undefined,
): readonly Renewals[] {
  return (incoming?.renewals ?? []).map(
    (renewals) => before.find((old) => goesOn(old, renewals)) ?? renewals,
  );
}

function goesOn(old: Renewals, { by, first, period }: Renewals): boolean {
  return old.by === by && old.period === period && between(old.first, first) % period === 0;
}

function isSameList<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function withoutCeased(lease: Lease, ceased: readonly Renewals[], now: Instant): Lease {
  const lasts = ceased.map((renewals) => lastRenewal(renewals, now)).filter((last) => last !== undefined);
  if (lease.renewedAt !== undefined) lasts.push(lease.renewedAt);
  return lasts.length === 0 ? lease : { ...lease, renewedAt: Math.max(...lasts) as Instant };
}
