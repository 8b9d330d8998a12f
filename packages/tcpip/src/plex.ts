import type { ParameterValues, Simulation } from "@sysplex/sim-core";
import type { Plex, SystemName } from "@sysplex/sysplex";
import type { tcpipParameters } from "./parameters.js";
import type { StackProfile } from "./profile/stack-profile.js";
import type { ResolverConfiguration } from "./resolver/index.js";
import type { WlmWeights } from "./state.js";
import type { Tcpip } from "./tcpip.js";

/** What the handlers of this package's events receive. */
export interface TcpipPlex extends Plex {
  readonly sim: Simulation<TcpipPlex>;
  readonly tcpip: Tcpip;
}

export interface TcpipConfiguration {
  readonly stacks: readonly StackConfiguration[];
  /** By system. Of one that is absent nothing is known: its lookups take no time. */
  readonly resolvers?: Readonly<Record<SystemName, ResolverConfiguration>>;
  readonly parameters: ParameterValues<typeof tcpipParameters>;
}

/** A message that z/OS writes about a statement of a profile. */
export interface ProfileMessage {
  readonly id: string;
  readonly text: string;
}

/** One stack. A system has at most one in this model. */
export interface StackConfiguration {
  readonly system: SystemName;
  /** Job name of the stack, `TCPIP` by default. */
  readonly job: string;
  readonly profile: StackProfile;
  /** What profile processing writes to the console at each start: the messages of its errors. */
  readonly profileMessages?: readonly ProfileMessage[];
  /** What WLM says of its system and the servers there at the start; what is absent, the parameters say. */
  readonly wlm?: WlmWeights;
}
