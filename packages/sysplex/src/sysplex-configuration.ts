/** What a simulated sysplex is built from: complete, in units, plain data. */
import type { Duration, ParameterValues } from "@sysplex/sim-core";
import type { sysplexParameters } from "./parameters.js";
import type { ArmPolicy } from "./parmlib/arm/arm-policy.js";
import type { CoupleConfiguration, SfmPolicy } from "./parmlib/couple-configuration.js";

/** The MVS system name, one to eight characters: `SYSA`. */
export type SystemName = string;

export interface SysplexConfiguration {
  /** `PLEX1` */
  readonly name: string;
  readonly couple: CoupleConfiguration;
  /** The active SFM policy; absent: none is active. */
  readonly sfm?: SfmPolicy;
  /** The active ARM policy; absent: no ARM couple data set is in use, and nothing is restarted. */
  readonly arm?: ArmPolicy;
  /**
   * BCPii system status detection is usable: hardware and sysplex couple data set allow it. It also needs
   * SYSSTATDETECT among the FUNCTIONS of COUPLExx.
   */
  readonly statusDetection: boolean;
  /** Isolation goes through any one of them: `["CF01"]`. */
  readonly couplingFacilities: readonly string[];
  /** Absent: nobody answers. */
  readonly operator?: OperatorConfiguration;
  /** In the order of their IPL. Of several that could act or stay, the earlier one does. */
  readonly systems: readonly SystemConfiguration[];
  readonly parameters: ParameterValues<typeof sysplexParameters>;
}

export interface OperatorConfiguration {
  /** From the message to the reply; before DOWN the operator has reset the image. */
  readonly replyAfter: Duration;
  /** The system to give up when IXC409D asks; absent, or not one of the two: the later in configuration order. */
  readonly removes?: SystemName;
}

export interface SystemConfiguration {
  readonly name: SystemName;
  /** Two characters, the system symbol &SYSCLONE. */
  readonly clone: string;
  /** Decides the excessive-spin time, and with it the failure detection interval. */
  readonly processors: "dedicated" | "shared";
  /** Runs when the simulation begins; otherwise it is down until it is IPLed. */
  readonly upAtStart: boolean;
}
