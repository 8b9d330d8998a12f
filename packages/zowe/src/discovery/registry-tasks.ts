/**
 * What a Discovery does with its registry from time to time: it evicts expired leases, and recalculates how many renewals it
 * expects. Runs in which nothing can happen are left out.
 *
 * @source Netflix eureka-core AbstractInstanceRegistry, PeerAwareInstanceRegistryImpl.
 */
import { after, defineEvent, type EventKind, type Instant } from "@sysplex/sim-core";
import type { Discovery } from "./discovery.js";
import type { EurekaPlex } from "./eureka-plex.js";
import { firstOnGrid } from "./renewals.js";
import {
  evictionLimit,
  mayEvict,
  pickVictims,
  recalculatedExpectation,
  RENEWAL_COUNT_MINUTE,
} from "./self-preservation.js";
import type { DiscoveryName, Timer } from "./state.js";

const evictionDue = defineEvent("zowe.eviction-due", ({ zowe }: EurekaPlex, name: DiscoveryName) =>
  zowe.eureka.discovery(name).tasks.onEvictionDue(),
);

const recalculationDue = defineEvent("zowe.threshold-due", ({ zowe }: EurekaPlex, name: DiscoveryName) =>
  zowe.eureka.discovery(name).tasks.onRecalculationDue(),
);

/** A view of the timers in a registry: it has no state of its own. */
export class RegistryTasks {
  constructor(
    private readonly plex: EurekaPlex,
    private readonly discovery: Discovery,
  ) {}

  /** Timers for what may happen next, and none if nothing may. */
  schedule(): void {
    const isServing = this.plex.zowe.eureka.lifeOf(this.discovery.name) === "serving";
    this.setTimer("eviction", evictionDue, isServing ? this.nextLook() : undefined);
    this.setTimer("recalculation", recalculationDue, isServing ? this.nextRecalculation() : undefined);
  }

  /** @internal */
  onEvictionDue(): void {
    const { discovery } = this;
    discovery.patch("looks for expired leases", (record) => {
      delete record.eviction;
    });
    const { expectedClients } = discovery.record;
    const isAllowed = mayEvict(discovery.renewalsLastMinute, expectedClients, discovery.parameters);
    this.notePreservation(!isAllowed);
    if (isAllowed) this.evict();
    discovery.schedule();
  }

  /** @internal */
  onRecalculationDue(): void {
    const { discovery } = this;
    const size = discovery.entries.length;
    discovery.change(`${discovery.name} counts its clients anew`, (record) => {
      delete record.recalculation;
      record.expectedClients = recalculatedExpectation(record.expectedClients, size, discovery.parameters);
    });
  }

  private evict(): void {
    const { discovery } = this;
    const { now } = this.plex.sim;
    const expired = discovery.entries.filter(({ instanceId }) => {
      const expiry = discovery.expiryOf(instanceId);
      return expiry !== undefined && now > expiry;
    });
    const limit = evictionLimit(discovery.entries.length, discovery.parameters);
    const random = this.plex.sim.random(`zowe/${discovery.name}/eviction`);
    for (const { instanceId } of pickVictims(expired, Math.min(expired.length, limit), random)) {
      discovery.cancel(instanceId, "evicted");
      discovery.patch(`evicted ${instanceId}`, (record) => {
        record.evictionCount += 1;
      });
      this.plex.zowe.eureka.evicted.emit({ discovery: discovery.name, instanceId, at: now });
    }
  }

  /**
   * After a change each run is looked at until one has seen a whole minute of the new regime; then each further run would see
   * the same. Later ones matter only if a lease will have expired, and eviction is allowed.
   */
  private nextLook(): Instant | undefined {
    const { discovery } = this;
    const { now } = this.plex.sim;
    const { startedAt, selfPreservation } = discovery.record;
    const { evictionPeriod, heartbeatPeriod } = discovery.parameters;
    const lookFrom = (instant: Instant): Instant =>
      firstOnGrid(after(startedAt, evictionPeriod), evictionPeriod, instant);
    const next = lookFrom((now + 1) as Instant);
    if (now < lookFrom(this.countIsSteadyFrom)) return next;
    const expiries = discovery.entries.map(({ instanceId }) => discovery.expiryOf(instanceId));
    const lapsing = expiries.filter((expiry) => expiry !== undefined);
    if (lapsing.length === 0) return undefined;
    if (!selfPreservation.on) return lookFrom((Math.max(now, Math.min(...lapsing)) + 1) as Instant);
    return RENEWAL_COUNT_MINUTE % heartbeatPeriod === 0 ? undefined : next;
  }

  /** The end of the first minute that lies wholly after the first heartbeat of everybody who renews now. */
  private get countIsSteadyFrom(): Instant {
    const { changedAt, startedAt } = this.discovery.record;
    const { heartbeatPeriod, replicationDelay, peerBatchDuration } = this.discovery.parameters;
    const settled = changedAt + heartbeatPeriod + replicationDelay + peerBatchDuration;
    return firstOnGrid(startedAt, RENEWAL_COUNT_MINUTE, (settled + RENEWAL_COUNT_MINUTE) as Instant);
  }

  private nextRecalculation(): Instant | undefined {
    const { discovery } = this;
    const { startedAt, expectedClients, recalculation } = discovery.record;
    const { thresholdPeriod } = discovery.parameters;
    const next = recalculatedExpectation(expectedClients, discovery.entries.length, discovery.parameters);
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
    const { discovery } = this;
    const { sim } = this.plex;
    const present = discovery.record[which];
    if (present?.at === at) return;
    if (present !== undefined) sim.cancel(present.handle);
    const timer: Timer | undefined =
      at === undefined ? undefined : { at, handle: sim.at(at, kind, discovery.name) };
    discovery.patch(`${which} of ${discovery.name} is ${at === undefined ? "at rest" : "due"}`, (record) => {
      if (timer === undefined) delete record[which];
      else record[which] = timer;
    });
  }

  private notePreservation(on: boolean): void {
    const { discovery } = this;
    if (discovery.record.selfPreservation.on === on) return;
    const { now } = this.plex.sim;
    discovery.patch(`self-preservation is ${on ? "on" : "off"}`, (record) => {
      record.selfPreservation = { on, since: now };
    });
    this.plex.zowe.eureka.selfPreservationChanged.emit({ discovery: discovery.name, on, at: now });
  }
}
