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
  known,
  NO_TIME,
  plus,
  START,
  times,
  type Duration,
  type Instant,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { draftOf, type Draft, type EurekaClientConfiguration, type EurekaPlex } from "./eureka-plex.js";
import { instanceOf, isSameInstance, newEntry } from "./registry-entries.js";
import { RegistryTasks } from "./registry-tasks.js";
import { lastOnGrid, renewalCount, rolledTo, withCeased } from "./renewals.js";
import { leaseExpiry, RENEWAL_COUNT_MINUTE, renewalThreshold } from "./self-preservation.js";
import type {
  DiscoveryName,
  InstanceId,
  RegistryEntry,
  RegistryRecord,
  Renewals,
  ServiceInstance,
} from "./state.js";

/** A view of one Discovery service in the store: it has no state of its own. */
export class Discovery {
  /** @internal */
  readonly tasks: RegistryTasks;

  constructor(
    private readonly plex: EurekaPlex,
    readonly name: DiscoveryName,
  ) {
    this.tasks = new RegistryTasks(plex, this);
  }

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

  /** Entries that are UP while nothing serves behind them. A pod that has come back serves at another address. */
  get staleEntries(): readonly RegistryEntry[] {
    const { eureka } = this.plex.zowe;
    return this.entries.filter(({ component, host }) => {
      if (component === undefined) return false;
      if (eureka.lifeOf(component) !== "serving") return true;
      return eureka.isClient(component) && eureka.clientConfiguration(component).host !== host;
    });
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

  /** @internal Timers for what may happen next, and none if nothing may. */
  schedule(): void {
    this.tasks.schedule();
    this.noteStaleEntries();
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

  /** @internal These are over: what they were counts in the minutes that are looked at. */
  cease(record: Draft<RegistryRecord>, renewals: readonly Renewals[]): void {
    const { now } = this.plex.sim;
    let past = rolledTo(record.pastRenewals, this.minute, RENEWAL_COUNT_MINUTE);
    for (const one of renewals) past = withCeased(past, one, now, RENEWAL_COUNT_MINUTE);
    record.pastRenewals = { ...past };
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

  /** @internal */
  get parameters() {
    return this.plex.zowe.eureka.parameters;
  }

  /** @internal A change after which everything is reviewed. */
  change(cause: string, recipe: (record: Draft<RegistryRecord>) => void): void {
    this.plex.zowe.eureka.change(cause, ({ registries }) => {
      const record = known(registries[this.name], this.name);
      record.changedAt = this.plex.sim.now;
      recipe(record);
    });
    this.plex.zowe.eureka.invalidate();
  }

  /** @internal A change that nothing else follows from. */
  patch(cause: string, recipe: (record: Draft<RegistryRecord>) => void): void {
    this.plex.zowe.eureka.change(`${this.name}: ${cause}`, ({ registries }) => {
      recipe(known(registries[this.name], this.name));
    });
  }
}
