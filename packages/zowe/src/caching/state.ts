/** What the store holds of the Caching Services: plain data, changed by the views of this folder only. */
import type { EventHandle, Instant } from "@sysplex/sim-core";

/** The component that a Caching Service is: `SYSA/ZWE1SV/caching-service`. */
export type MemberName = string;

/** Where entries are: `infinispan:3`, `memory:SYSA/ZWE1SV/caching-service`, `vsam:ZWE.CACHE`, `redis:redis1:6379`. */
export type StoreName = string;

export interface CachingState {
  /** Those whose process runs, in the order of their start. */
  readonly running: Readonly<Record<MemberName, RunningMember>>;
  /** Of Infinispan: who believes to be in a cluster with whom. Each that runs is in one. */
  readonly views: readonly ViewRecord[];
  readonly viewCount: number;
  /** By `id+id` of two views that will merge. */
  readonly merges: Readonly<Record<string, EventHandle>>;
  /** By name of the deployment. */
  readonly redis: Readonly<Record<string, RedisRecord>>;
  /** A review of everything is due at this instant. */
  readonly review?: EventHandle;
}

export interface RunningMember {
  readonly since: Instant;
  /** Its virtual threads do nothing any more; it will end by itself at `handle`. */
  readonly stalled?: { readonly since: Instant; readonly handle?: EventHandle };
  /** When they will. */
  readonly stall?: EventHandle;
}

export interface ViewRecord {
  readonly id: number;
  /** In the order in which they joined: the first coordinates. Lost ones are in it until they are excluded. */
  readonly members: readonly MemberName[];
  readonly since: Instant;
  /** Writes of all clusters when this one parted from another: later ones are its own. */
  readonly ownWritesAfter: number;
  /** Members that the others do not hear, and when they will be excluded. */
  readonly apart: Readonly<Record<MemberName, ApartMember>>;
}

export interface ApartMember {
  readonly since: Instant;
  readonly due: Instant;
  readonly handle: EventHandle;
}

/** One Redis: a master, replicas, and sentinels if there are any. */
export interface RedisRecord {
  /** Which of the servers is the master. */
  readonly master: number;
  /** By server: whether it answers. */
  readonly up: readonly boolean[];
  readonly sentinelsUp: readonly boolean[];
  /** The promotion that the sentinels prepare. */
  readonly failover?: { readonly due: Instant; readonly handle: EventHandle };
}

/** What a slice holds before anything has started. */
export const INITIAL_CACHING_STATE: CachingState = {
  running: {},
  views: [],
  viewCount: 0,
  merges: {},
  redis: {},
};
