import type { ParameterValues, Simulation } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { IpAddress } from "@sysplex/tcpip";
import type { ZosmfPlex } from "@sysplex/zosmf";
import type { zoweParameters } from "./parameters.js";
import type { ZoweConfiguration } from "./yaml/zowe-configuration.js";
import type { Zowe } from "./zowe.js";

/** What the handlers of this package's events receive. */
export interface ZowePlex extends ZosmfPlex {
  readonly sim: Simulation<ZowePlex>;
  readonly zowe: Zowe;
}

export interface ZoweModelConfiguration {
  /** In the order in which the initial ones are brought up. */
  readonly starts: readonly ZoweLauncherConfiguration[];
  /** What the resolver knows: host names in lower case. */
  readonly hosts: Readonly<Record<string, IpAddress>>;
  readonly parameters: ParameterValues<typeof zoweParameters>;
}

/** One launcher: the started task ZWESLSTC on one system, with one HAINST. */
export interface ZoweLauncherConfiguration {
  readonly system: SystemName;
  readonly configuration: ZoweConfiguration;
  /** CONFIG of its STDENV, as ZWEL0023I repeats it. */
  readonly config?: string;
}
