import type { ParameterValues, Simulation } from "@sysplex/sim-core";
import type { Plex, SystemName } from "@sysplex/sysplex";
import type { tcpipParameters } from "./parameters.js";
import type { StackProfile } from "./profile/stack-profile.js";
import type { Tcpip } from "./tcpip.js";

/** What the handlers of this package's events receive. */
export interface TcpipPlex extends Plex {
  readonly sim: Simulation<TcpipPlex>;
  readonly tcpip: Tcpip;
}

export interface TcpipConfiguration {
  readonly stacks: readonly StackConfiguration[];
  readonly parameters: ParameterValues<typeof tcpipParameters>;
}

/** One stack. A system has at most one in this model. */
export interface StackConfiguration {
  readonly system: SystemName;
  /** Job name of the stack, `TCPIP` by default. */
  readonly job: string;
  readonly profile: StackProfile;
}
