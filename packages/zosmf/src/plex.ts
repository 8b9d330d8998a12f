import type { ParameterValues, Simulation } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { IpAddress, TcpipPlex } from "@sysplex/tcpip";
import type { ZosmfConfiguration } from "./izuprm/zosmf-configuration.js";
import type { zosmfParameters } from "./parameters.js";
import type { CodedTsoLimits } from "./tso/system-limits.js";
import type { Zosmf } from "./zosmf.js";

/** What the handlers of this package's events receive. */
export interface ZosmfPlex extends TcpipPlex {
  readonly sim: Simulation<ZosmfPlex>;
  readonly zosmf: Zosmf;
}

export interface ZosmfModelConfiguration {
  /** In the order in which their systems IPL: of an autostart group, the first one starts the server. */
  readonly servers: readonly ZosmfServerConfiguration[];
  /** What the resolver knows: host names in lower case. */
  readonly hosts: Readonly<Record<string, IpAddress>>;
  readonly parameters: ParameterValues<typeof zosmfParameters>;
}

/** z/OSMF on one system, by its IZUPRMxx members. */
export interface ZosmfServerConfiguration {
  readonly system: SystemName;
  readonly configuration: ZosmfConfiguration;
  /** What CEAPRMxx and BPXPRMxx of the system say of TSO/E; absent: nothing. */
  readonly tsoLimits?: CodedTsoLimits;
}
