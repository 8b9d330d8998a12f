/** The resolvers' slice of the store: plain data, changed by the views of this folder only. */
import type { Duration } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { IpAddress } from "../profile/index.js";

export interface ResolversState {
  readonly nameServers: Readonly<Record<IpAddress, NameServerState>>;
  readonly systems: Readonly<Record<SystemName, ResolverRecord>>;
}

export interface NameServerState {
  /** `silent`: nobody is there to say anything. `refuses`: the host says that no program has the port. */
  readonly kind: "answers" | "silent" | "refuses";
  /** Added to the time of an answer. */
  readonly delay: Duration;
}

/** What the resolver of one system has seen of its name servers. */
export interface ResolverRecord {
  readonly seen: Readonly<Record<IpAddress, NameServerRecord>>;
  /** Whether it will look at them again: it rests while nobody asks. */
  readonly watching: boolean;
}

export interface NameServerRecord {
  /** The steps of the sliding interval, the present one last. */
  readonly steps: readonly QueryCount[];
  readonly unresponsive: boolean;
}

export interface QueryCount {
  readonly sent: number;
  readonly failed: number;
}
