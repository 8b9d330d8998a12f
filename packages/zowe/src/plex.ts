import type { ParameterValues, Simulation } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { IpAddress } from "@sysplex/tcpip";
import type { ZosmfPlex } from "@sysplex/zosmf";
import type { CertificateDeclarations } from "./certificates/index.js";
import type { LauncherArm } from "./launcher/launcher-arm.js";
import type { ClusterConfiguration } from "./kubernetes/configuration.js";
import type { zoweParameters } from "./parameters.js";
import type { UmsUsersConfiguration } from "./ums/users.js";
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
  /** The cluster, or the host with containers, in which the API Mediation Layer runs; absent: all of it is on z/OS. */
  readonly kubernetes?: ClusterConfiguration;
  /** What the resolver knows: host names in lower case. */
  readonly hosts: Readonly<Record<string, IpAddress>>;
  readonly parameters: ParameterValues<typeof zoweParameters>;
  /** What is in the key stores; absent: certificates that are in order. */
  readonly certificates?: CertificateDeclarations;
  /** People who work with UMS; absent: none. */
  readonly umsUsers?: readonly UmsUsersConfiguration[];
}

/** One launcher: the started task ZWESLSTC on one system, with one HAINST. */
export interface ZoweLauncherConfiguration {
  readonly system: SystemName;
  readonly configuration: ZoweConfiguration;
  /** CONFIG of its STDENV, as ZWEL0023I repeats it. */
  readonly config?: string;
  /** ARMWRAP steps in its procedure; absent: ARM does not know it. */
  readonly arm?: LauncherArm;
  /** Processes of a component, in the launcher's planned second phase; those that are not named have one. */
  readonly processes?: Readonly<Record<string, number>>;
  /** false: it is down until somebody starts it. Absent: it comes up with its system. */
  readonly upAtStart?: boolean;
}
