/** What the store holds of Discovery: plain data, changed by the views of this folder only. */
import type { Duration, EventHandle, Instant } from "@sysplex/sim-core";

/** One component of one Zowe instance, as the launcher's model names it. */
export type ClientName = string;

/** A component that runs an Eureka server. */
export type DiscoveryName = ClientName;

/** A registry is called like the Discovery service that holds it. */
export type RegistryName = DiscoveryName;

/** `hostname:serviceId:port`; with `STATIC-` before it for a static definition. */
export type InstanceId = string;

export interface EurekaState {
  /** Of the Discovery services that run. A restart forgets. */
  readonly registries: Readonly<Record<DiscoveryName, RegistryRecord>>;
  /** Of the components that run and register themselves. */
  readonly clients: Readonly<Record<ClientName, ClientRecord>>;
  /** Pairs of systems whose hosts do not reach each other, by {@link pairOf}. */
  readonly cuts: readonly string[];
  /** A review of everything is due at this instant. */
  readonly review?: EventHandle;
}

/** One Discovery service's registry. */
export interface RegistryRecord {
  /** Evictions are looked for a period after it, and so on; the threshold likewise. */
  readonly startedAt: Instant;
  /** Before, clients that ask for the registry are sent away. */
  readonly servesFrom: Instant;
  readonly entries: Readonly<Record<InstanceId, RegistryEntry>>;
  /** Counts the changes of who is registered: what a client has fetched is out of date when it differs. */
  readonly version: number;
  /** Clients that are expected to renew: Eureka's own count, which may differ from that of the entries. */
  readonly expectedClients: number;
  readonly pastRenewals: PastRenewals;
  /** When entries, renewals or the expectation changed last. */
  readonly changedAt: Instant;
  readonly selfPreservation: { readonly on: boolean; readonly since: Instant };
  readonly evictionCount: number;
  /** Batches sent to peers again, because the answer came too late. */
  readonly resentCount: number;
  readonly stale: StaleEntries;
  readonly eviction?: Timer;
  readonly recalculation?: Timer;
  /** Heartbeats of instances that this registry does not know: the next one makes them register. */
  readonly awaited: Readonly<Record<InstanceId, EventHandle>>;
}

export interface Timer {
  readonly at: Instant;
  readonly handle: EventHandle;
}

/** Entries that are UP while nothing serves behind them. */
export interface StaleEntries {
  readonly count: number;
  readonly since: Instant;
  /** Up to `since`, each entry counted for itself. */
  readonly time: Duration;
}

export interface RegistryEntry extends ServiceInstance {
  readonly registeredAt: Instant;
  readonly status: "UP";
  readonly lease: Lease;
}

/** What clients learn of an entry. */
export interface ServiceInstance {
  readonly instanceId: InstanceId;
  readonly serviceId: string;
  readonly host: string;
  readonly port: number;
  /** Who serves there; absent: not a component of this Zowe, as z/OSMF. */
  readonly component?: ClientName;
  /** From a definition file: the Discovery services themselves renew it. */
  readonly isStatic: boolean;
}

export interface Lease {
  /** By a registration, which is no renewal. */
  readonly grantedAt: Instant;
  /** The last renewal by somebody who does not renew it any more. */
  readonly renewedAt?: Instant;
  readonly renewals: readonly Renewals[];
}

/** Somebody's renewals of a lease, computed when asked for: from `first` on, one each `period`. */
export interface Renewals {
  readonly by: ClientName;
  readonly first: Instant;
  readonly period: Duration;
}

/** Renewals of those who have ceased since, in the minute that runs and in the one before it. */
export interface PastRenewals {
  /** The present minute's start. */
  readonly minute: Instant;
  readonly present: number;
  readonly before: number;
}

/** One Eureka client. */
export interface ClientRecord {
  /** Heartbeats and fetches of the registry follow each a period after it, and so on. */
  readonly since: Instant;
  /** Some Discovery has accepted its registration. */
  readonly isRegistered: boolean;
  /** The Discovery that it talks to, by its place in the list. */
  readonly talksTo?: number;
  /** Places in the list that failed it. */
  readonly quarantined: readonly number[];
  /** A heartbeat that may fail, or that is being tried at one after the other. */
  readonly heartbeat?: EventHandle;
  /** The Discovery that a heartbeat waits for. */
  readonly hanging?: HangingHeartbeat;
  /** When it turns to the first of its list again. */
  readonly session?: EventHandle;
  readonly fetch?: EventHandle;
  /** Which state of which registry it has; absent: none yet. */
  readonly fetched?: FetchedVersion;
  /** The registry as it has it. */
  readonly instances: readonly ServiceInstance[];
}

export interface HangingHeartbeat {
  /** Of the Discovery, in the client's list. */
  readonly place: number;
  readonly since: Instant;
  /** The end of the time-out. */
  readonly until: Instant;
  /** The Discovery is back: the next heartbeat beside the one that hangs will reach it. */
  readonly isOvertaken: boolean;
}

export interface FetchedVersion {
  readonly discovery: DiscoveryName;
  readonly startedAt: Instant;
  readonly version: number;
}

/** What a slice holds before anything has started. */
export const INITIAL_EUREKA_STATE: EurekaState = { registries: {}, clients: {}, cuts: [] };

/** The name of a pair of systems, whichever is named first. */
export function pairOf(a: string, b: string): string {
  return a < b ? `${a}/${b}` : `${b}/${a}`;
}
