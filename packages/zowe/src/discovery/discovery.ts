/**
 * One Discovery service: the Eureka registry in its memory, with leases, eviction and self-preservation.
 *
 * Modelled: registration, renewal, cancel; leases that count twice; the eviction run each minute since the start, in random
 * order and up to a limit; self-preservation by the renewals of the last minute; the recalculated threshold; what replicated
 * renewals and those of static definitions do to the counts.
 * Simplified: renewals are computed when needed and cost no event. Runs in which nothing can happen are left out.
 * The recalculation counts the own registry, where Eureka counts what its own client has fetched.
 * Not modelled: status overrides, delta retention, conflicts of registrations by their time stamps, compensation for late runs.
 * @source Netflix eureka-core AbstractInstanceRegistry, PeerAwareInstanceRegistryImpl, MeasuredRate; zowe/api-layer
 * discovery-service.
 */
import {
  after,
  between,
  defineEvent,
  known,
  NO_TIME,
  plus,
  START,
  times,
  type Duration,
  type EventKind,
  type Instant,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { draftOf, type Draft, type EurekaClientConfiguration, type EurekaPlex } from "./eureka-plex.js";
import { firstOnGrid, lastOnGrid, lastRenewal, renewalCount, rolledTo, withCeased } from "./renewals.js";
import {
  evictionLimit,
  leaseExpiry,
  mayEvict,
  pickVictims,
  recalculatedExpectation,
  RENEWAL_COUNT_MINUTE,
  renewalThreshold,
} from "./self-preservation.js";
import type {
  DiscoveryName,
  InstanceId,
  Lease,
  RegistryEntry,
  RegistryRecord,
  Renewals,
  ServiceInstance,
  Timer,
} from "./state.js";

const evictionDue = defineEvent("zowe.eviction-due", ({ zowe }: EurekaPlex, name: DiscoveryName) =>
  zowe.eureka.discovery(name).onEvictionDue(),
);

const recalculationDue = defineEvent("zowe.threshold-due", ({ zowe }: EurekaPlex, name: DiscoveryName) =>
  zowe.eureka.discovery(name).onRecalculationDue(),
);

interface UnknownHeartbeat {
  readonly discovery: DiscoveryName;
  readonly instanceId: InstanceId;
}

const unknownHeartbeat = defineEvent(
  "zowe.unknown-heartbeat",
  ({ zowe }: EurekaPlex, { discovery, instanceId }: UnknownHeartbeat) =>
    zowe.eureka.discovery(discovery).onUnknownHeartbeat(instanceId),
);

/** The heartbeats of one instance that reach one Discovery. */
export interface IncomingRenewals {
  readonly instance: ServiceInstance;
  readonly renewals: readonly Renewals[];
  /** From the instance itself, not from a peer. */
  readonly isDirect: boolean;
}

/** A view of one Discovery service in the store: it has no state of its own. */
export class Discovery {
  constructor(
    private readonly plex: EurekaPlex,
    readonly name: DiscoveryName,
  ) {}

  get configuration(): EurekaClientConfiguration {
    return this.plex.zowe.eureka.clientConfiguration(this.name);
  }

  get system(): SystemName {
    return this.configuration.system;
  }

  /** Its process exists. */
  get isUp(): boolean {
    return this.plex.zowe.eureka.state.registries[this.name] !== undefined;
  }

  get record(): RegistryRecord {
    return known(this.plex.zowe.eureka.state.registries[this.name], `Discovery ${this.name}`);
  }

  /** In the order of their registration. */
  get entries(): readonly RegistryEntry[] {
    return Object.values(this.record.entries);
  }

  /** What it hands out to clients. */
  get instances(): readonly ServiceInstance[] {
    return this.entries.map(instanceOf);
  }

  /** Entries that are UP while nothing serves behind them. */
  get staleEntries(): readonly RegistryEntry[] {
    const { eureka } = this.plex.zowe;
    return this.entries.filter(
      ({ component }) => component !== undefined && eureka.lifeOf(component) !== "serving",
    );
  }

  /** The time that entries were stale, up to now, each counted for itself. */
  get staleTime(): Duration {
    const { count, since, time } = this.record.stale;
    return plus(time, times(between(since, this.plex.sim.now), count));
  }

  /** What an expired entry of it has not outlived: `undefined` while somebody renews it. */
  expiryOf(instanceId: InstanceId): Instant | undefined {
    const { lease } = known(this.record.entries[instanceId], `Entry ${instanceId}`);
    return lease.renewals.length > 0 ? undefined : leaseExpiry(lease, this.parameters);
  }

  /** Of the last whole minute since its start. */
  get renewalsLastMinute(): number {
    const past = rolledTo(this.record.pastRenewals, this.minute, RENEWAL_COUNT_MINUTE);
    const from = (past.minute - RENEWAL_COUNT_MINUTE) as Instant;
    const ongoing = this.entries.flatMap(({ lease }) => lease.renewals);
    return ongoing.reduce((sum, renewals) => sum + renewalCount(renewals, from, past.minute), past.before);
  }

  /** What they must exceed for anything to be evicted. */
  get renewalThreshold(): number {
    return renewalThreshold(this.record.expectedClients, this.parameters);
  }

  /** @internal Its process is ready; `copied` is what a peer has told it. */
  start(copied: readonly ServiceInstance[]): void {
    const { sim } = this.plex;
    const { emptyRegistryWait, initialExpectedClients } = this.parameters;
    const { now } = sim;
    const record: RegistryRecord = {
      startedAt: now,
      servesFrom: copied.length > 0 ? now : after(now, emptyRegistryWait),
      entries: Object.fromEntries(copied.map((instance) => [instance.instanceId, newEntry(instance, now)])),
      version: 1,
      expectedClients: copied.length > 0 ? copied.length : initialExpectedClients,
      pastRenewals: { minute: now, present: 0, before: 0 },
      changedAt: now,
      selfPreservation: { on: this.parameters.selfPreservation, since: now },
      evictionCount: 0,
      resentCount: 0,
      stale: { count: 0, since: now, time: NO_TIME },
      awaited: {},
    };
    this.plex.zowe.eureka.change(`${this.name} starts a registry`, ({ registries }) => {
      registries[this.name] = draftOf(record);
    });
  }

  /** @internal Its process has ended: what it knew is gone. */
  end(): void {
    const { eviction, recalculation, awaited } = this.record;
    const timers = [eviction?.handle, recalculation?.handle, ...Object.values(awaited)];
    for (const handle of timers) if (handle !== undefined) this.plex.sim.cancel(handle);
    this.plex.zowe.eureka.change(`the registry of ${this.name} is gone`, ({ registries }) => {
      delete registries[this.name];
    });
  }

  /** @internal A new lease, whatever was there before under the same id. */
  register(instance: ServiceInstance): void {
    const { now } = this.plex.sim;
    const before = this.record.entries[instance.instanceId];
    const isSame = before !== undefined && isSameInstance(before, instance);
    this.change(`${instance.instanceId} registers with ${this.name}`, (record) => {
      if (before === undefined && record.expectedClients > 0) record.expectedClients += 1;
      if (before !== undefined) this.cease(record, before.lease.renewals);
      if (!isSame) record.version += 1;
      const registeredAt = before?.registeredAt ?? now;
      record.entries[instance.instanceId] = draftOf({ ...newEntry(instance, now), registeredAt });
    });
  }

  /** @internal One heartbeat outside of those that are computed. */
  renew(instanceId: InstanceId): void {
    const { now } = this.plex.sim;
    this.change(`${instanceId} renews its lease with ${this.name}`, (record) => {
      const { lease } = known(record.entries[instanceId], instanceId);
      lease.renewedAt = now;
      record.pastRenewals = rolledTo(record.pastRenewals, this.minute, RENEWAL_COUNT_MINUTE);
      record.pastRenewals.present += 1;
    });
  }

  /** @internal */
  cancel(instanceId: InstanceId, why: string): void {
    const entry = this.record.entries[instanceId];
    if (entry === undefined) return;
    this.change(`${instanceId} leaves ${this.name}: ${why}`, (record) => {
      this.cease(record, entry.lease.renewals);
      delete record.entries[instanceId];
      record.version += 1;
      if (record.expectedClients > 0) record.expectedClients -= 1;
    });
  }

  /** @internal Whose heartbeats arrive from now on. */
  takeRenewals(incoming: ReadonlyMap<InstanceId, IncomingRenewals>): void {
    const changed = this.entries
      .map((entry) => ({ entry, renewals: continued(entry.lease.renewals, incoming.get(entry.instanceId)) }))
      .filter(({ entry, renewals }) => !isSameList(entry.lease.renewals, renewals));
    if (changed.length > 0) this.changeRenewals(changed);
    this.awaitUnknown(incoming);
  }

  /** @internal Timers for what may happen next, and none if nothing may. */
  schedule(): void {
    const isServing = this.plex.zowe.eureka.lifeOf(this.name) === "serving";
    this.setTimer("eviction", evictionDue, isServing ? this.nextLook() : undefined);
    this.setTimer("recalculation", recalculationDue, isServing ? this.nextRecalculation() : undefined);
    this.noteStaleEntries();
  }

  /** @internal */
  onEvictionDue(): void {
    this.patch("looks for expired leases", (record) => {
      delete record.eviction;
    });
    const isAllowed = mayEvict(this.renewalsLastMinute, this.record.expectedClients, this.parameters);
    this.notePreservation(!isAllowed);
    if (isAllowed) this.evict();
    this.schedule();
  }

  /** @internal */
  onRecalculationDue(): void {
    const size = this.entries.length;
    this.change(`${this.name} counts its clients anew`, (record) => {
      delete record.recalculation;
      record.expectedClients = recalculatedExpectation(record.expectedClients, size, this.parameters);
    });
  }

  /** @internal A heartbeat for an unknown instance is answered with 404, and its sender registers it. */
  onUnknownHeartbeat(instanceId: InstanceId): void {
    this.patch(`hears of ${instanceId}`, (record) => {
      delete record.awaited[instanceId];
    });
    if (this.record.entries[instanceId] !== undefined) return;
    const { eureka } = this.plex.zowe;
    const sender = eureka.incomingRenewals(this.name).get(instanceId);
    if (sender === undefined) return;
    this.register(sender.instance);
    if (sender.isDirect) eureka.replication.send(this.name, "register", sender.instance);
  }

  /** @internal The answer to a batch came too late. */
  countResent(): void {
    this.patch("sends a batch again", (record) => {
      record.resentCount += 1;
    });
  }

  /** @internal The state at time 0 is that of a Zowe that has run for long. */
  settleAtStart(): void {
    this.patch("has run for long", (record) => {
      record.expectedClients = Object.keys(record.entries).length;
      record.selfPreservation = { on: false, since: record.startedAt };
      for (const { lease } of Object.values(record.entries)) lease.renewedAt ??= START;
    });
  }

  private evict(): void {
    const { now } = this.plex.sim;
    const expired = this.entries.filter(({ instanceId }) => {
      const expiry = this.expiryOf(instanceId);
      return expiry !== undefined && now > expiry;
    });
    const limit = evictionLimit(this.entries.length, this.parameters);
    const random = this.plex.sim.random(`zowe/${this.name}/eviction`);
    for (const { instanceId } of pickVictims(expired, Math.min(expired.length, limit), random)) {
      this.cancel(instanceId, "evicted");
      this.patch(`evicted ${instanceId}`, (record) => {
        record.evictionCount += 1;
      });
      this.plex.zowe.eureka.evicted.emit({ discovery: this.name, instanceId, at: now });
    }
  }

  /**
   * After a change each run is looked at until one has seen a whole minute of the new regime; then each further run would see
   * the same. Later ones matter only if a lease will have expired, and eviction is allowed.
   */
  private nextLook(): Instant | undefined {
    const { now } = this.plex.sim;
    const { startedAt, selfPreservation } = this.record;
    const { evictionPeriod, heartbeatPeriod } = this.parameters;
    const lookFrom = (instant: Instant): Instant =>
      firstOnGrid(after(startedAt, evictionPeriod), evictionPeriod, instant);
    const next = lookFrom((now + 1) as Instant);
    if (now < lookFrom(this.countIsSteadyFrom)) return next;
    const expiries = this.entries.map(({ instanceId }) => this.expiryOf(instanceId));
    const lapsing = expiries.filter((expiry) => expiry !== undefined);
    if (lapsing.length === 0) return undefined;
    if (!selfPreservation.on) return lookFrom((Math.max(now, Math.min(...lapsing)) + 1) as Instant);
    return RENEWAL_COUNT_MINUTE % heartbeatPeriod === 0 ? undefined : next;
  }

  /** The end of the first minute that lies wholly after the first heartbeat of everybody who renews now. */
  private get countIsSteadyFrom(): Instant {
    const { changedAt, startedAt } = this.record;
    const { heartbeatPeriod, replicationDelay, peerBatchDuration } = this.parameters;
    const settled = changedAt + heartbeatPeriod + replicationDelay + peerBatchDuration;
    return firstOnGrid(startedAt, RENEWAL_COUNT_MINUTE, (settled + RENEWAL_COUNT_MINUTE) as Instant);
  }

  private nextRecalculation(): Instant | undefined {
    const { startedAt, expectedClients, recalculation } = this.record;
    const { thresholdPeriod } = this.parameters;
    const next = recalculatedExpectation(expectedClients, this.entries.length, this.parameters);
    if (next === expectedClients) return undefined;
    if (recalculation !== undefined) return recalculation.at;
    return firstOnGrid(
      after(startedAt, thresholdPeriod),
      thresholdPeriod,
      (this.plex.sim.now + 1) as Instant,
    );
  }

  private setTimer(
    which: "eviction" | "recalculation",
    kind: EventKind<EurekaPlex, DiscoveryName>,
    at: Instant | undefined,
  ): void {
    const { sim } = this.plex;
    const present = this.record[which];
    if (present?.at === at) return;
    if (present !== undefined) sim.cancel(present.handle);
    const timer: Timer | undefined =
      at === undefined ? undefined : { at, handle: sim.at(at, kind, this.name) };
    this.patch(`${which} of ${this.name} is ${at === undefined ? "at rest" : "due"}`, (record) => {
      if (timer === undefined) delete record[which];
      else record[which] = timer;
    });
  }

  /** Heartbeats of instances that are not in the registry: the next one is an event. */
  private awaitUnknown(incoming: ReadonlyMap<InstanceId, IncomingRenewals>): void {
    const { sim } = this.plex;
    const { entries, awaited } = this.record;
    for (const [instanceId, handle] of Object.entries(awaited)) {
      if (incoming.has(instanceId) && entries[instanceId] === undefined) continue;
      sim.cancel(handle);
      this.patch(`waits for ${instanceId} no more`, (record) => {
        delete record.awaited[instanceId];
      });
    }
    for (const [instanceId, { renewals }] of incoming) {
      if (entries[instanceId] !== undefined || awaited[instanceId] !== undefined) continue;
      const at = Math.min(...renewals.map(({ first }) => first)) as Instant;
      const handle = sim.at(at, unknownHeartbeat, { discovery: this.name, instanceId });
      this.patch(`does not know ${instanceId}`, (record) => {
        record.awaited[instanceId] = handle;
      });
    }
  }

  private changeRenewals(
    changed: readonly { readonly entry: RegistryEntry; readonly renewals: readonly Renewals[] }[],
  ): void {
    const { now } = this.plex.sim;
    this.patch("hears heartbeats from others than before", (record) => {
      record.changedAt = now;
      for (const { entry, renewals } of changed) {
        const ceased = entry.lease.renewals.filter((old) => !renewals.includes(old));
        this.cease(record, ceased);
        const lease = withoutCeased(entry.lease, ceased, now);
        known(record.entries[entry.instanceId], entry.instanceId).lease = draftOf({ ...lease, renewals });
      }
    });
  }

  private cease(record: Draft<RegistryRecord>, renewals: readonly Renewals[]): void {
    const { now } = this.plex.sim;
    let past = rolledTo(record.pastRenewals, this.minute, RENEWAL_COUNT_MINUTE);
    for (const one of renewals) past = withCeased(past, one, now, RENEWAL_COUNT_MINUTE);
    record.pastRenewals = { ...past };
  }

  private notePreservation(on: boolean): void {
    if (this.record.selfPreservation.on === on) return;
    const { now } = this.plex.sim;
    this.patch(`self-preservation is ${on ? "on" : "off"}`, (record) => {
      record.selfPreservation = { on, since: now };
    });
    this.plex.zowe.eureka.selfPreservationChanged.emit({ discovery: this.name, on, at: now });
  }

  private noteStaleEntries(): void {
    const { length: count } = this.staleEntries;
    if (count === this.record.stale.count) return;
    const { staleTime: time } = this;
    const { now: since } = this.plex.sim;
    this.patch(`has ${count} stale entries`, (record) => {
      record.stale = { count, since, time };
    });
    this.plex.zowe.eureka.stalenessChanged.emit({ discovery: this.name, count, at: since });
  }

  /** The start of the minute that runs. */
  private get minute(): Instant {
    const { startedAt } = this.record;
    return lastOnGrid(startedAt, RENEWAL_COUNT_MINUTE, this.plex.sim.now) ?? startedAt;
  }

  private get parameters() {
    return this.plex.zowe.eureka.parameters;
  }

  /** A change after which everything is reviewed. */
  private change(cause: string, recipe: (record: Draft<RegistryRecord>) => void): void {
    this.plex.zowe.eureka.change(cause, ({ registries }) => {
      const record = known(registries[this.name], this.name);
      record.changedAt = this.plex.sim.now;
      recipe(record);
    });
    this.plex.zowe.eureka.invalidate();
  }

  private patch(cause: string, recipe: (record: Draft<RegistryRecord>) => void): void {
    this.plex.zowe.eureka.change(`${this.name}: ${cause}`, ({ registries }) => {
      recipe(known(registries[this.name], this.name));
    });
  }
}

export function instanceOf(entry: ServiceInstance): ServiceInstance {
  const { instanceId, serviceId, host, port, component, isStatic } = entry;
  return { instanceId, serviceId, host, port, ...(component === undefined ? {} : { component }), isStatic };
}

export function isSameInstance(a: ServiceInstance, b: ServiceInstance): boolean {
  return a.instanceId === b.instanceId && a.component === b.component && a.isStatic === b.isStatic;
}

/** Those that go on keep what they are; the others are new. */
export function continued(
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

function newEntry(instance: ServiceInstance, now: Instant): RegistryEntry {
  return { ...instance, registeredAt: now, status: "UP", lease: { grantedAt: now, renewals: [] } };
}
