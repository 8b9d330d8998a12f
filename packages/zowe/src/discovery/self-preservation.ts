/**
 * Eureka's rules on who may be evicted, and when: leases, self-preservation, the limit of one run.
 *
 * @source Netflix eureka-core: Lease, AbstractInstanceRegistry.evict, PeerAwareInstanceRegistryImpl.
 */
import { after, minutes, times, type Duration, type Instant, type RandomStream } from "@sysplex/sim-core";
import type { Lease } from "./state.js";

/** Renewals are counted by the minute, whatever the periods are. @source AbstractInstanceRegistry: MeasuredRate of one minute. */
export const RENEWAL_COUNT_MINUTE: Duration = minutes(1);

export interface LeaseRules {
  /** As the client announces it. */
  readonly leaseDuration: Duration;
  /** How often a renewal counts the duration. */
  readonly leaseDurationFactor: number;
}

export interface PreservationRules {
  readonly selfPreservation: boolean;
  readonly renewalPercentThreshold: number;
  /** Between two heartbeats of one client, as Discovery expects it. */
  readonly heartbeatPeriod: Duration;
}

/**
 * When a lease that nobody renews any more runs out; it counts as expired after that instant.
 *
 *     renewed at least once   last renewal + factor × duration      180 s
 *     never renewed           registration + duration                90 s
 *
 * @source eureka-core Lease: "the expiry will actually be 2 * duration ... this will not be fixed".
 */
export function leaseExpiry(lease: Lease, { leaseDuration, leaseDurationFactor }: LeaseRules): Instant {
  return lease.renewedAt === undefined
    ? after(lease.grantedAt, leaseDuration)
    : after(lease.renewedAt, times(leaseDuration, leaseDurationFactor));
}

/** Renewals in a minute that must be exceeded, cut to a whole number. */
export function renewalThreshold(expectedClients: number, rules: PreservationRules): number {
  const perMinute = RENEWAL_COUNT_MINUTE / rules.heartbeatPeriod;
  return Math.floor(expectedClients * perMinute * rules.renewalPercentThreshold);
}

/** Whether leases may expire: self-preservation is off, or the last minute's renewals exceed a threshold above zero. */
export function mayEvict(
  renewalsLastMinute: number,
  expectedClients: number,
  rules: PreservationRules,
): boolean {
  const threshold = renewalThreshold(expectedClients, rules);
  return !rules.selfPreservation || (threshold > 0 && renewalsLastMinute > threshold);
}

/** The most entries that one run evicts. */
export function evictionLimit(registrySize: number, { renewalPercentThreshold }: PreservationRules): number {
  return registrySize - Math.floor(registrySize * renewalPercentThreshold);
}

/** What the regular recalculation makes of the expectation: it follows the registry up, and down unless by too much. */
export function recalculatedExpectation(
  expectedClients: number,
  registrySize: number,
  { selfPreservation, renewalPercentThreshold }: PreservationRules,
): number {
  const follows = registrySize > renewalPercentThreshold * expectedClients || !selfPreservation;
  return follows ? registrySize : expectedClients;
}

/** `count` of `expired` by chance, in the order in which they are taken. */
export function pickVictims<Item>(
  expired: readonly Item[],
  count: number,
  random: Pick<RandomStream, "below">,
): Item[] {
  const items = [...expired];
  const picked: Item[] = [];
  while (picked.length < count && items.length > 0) {
    picked.push(...items.splice(random.below(items.length), 1));
  }
  return picked;
}
