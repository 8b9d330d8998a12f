/** A stack's profile before any statement: the defaults of z/OS, each from the statement's manual page. */
import { millis, minutes, NO_TIME, seconds } from "@sysplex/sim-core";
import type { DistributionDefinition, StackProfile } from "./stack-profile.js";

/** @source z/OS 2.3 IP Configuration Reference, GLOBALCONFIG statement, SYSPLEXMONITOR and SYSPLEXWLMPOLL. */
const GLOBAL_CONFIG = {
  autoRejoin: false,
  join: "atOnce",
  monitorInterface: false,
  recovery: false,
  timer: seconds(60),
  sysplexWlmPoll: seconds(60),
} as const;

/** @source z/OS 2.3 and 3.1 IP Configuration Reference, TCPCONFIG statement; SOMAXCONN: 1024 since V2R1. */
const TCP_CONFIG = {
  connectInitInterval: millis(3000),
  connectTimeout: seconds(75),
  maximumRetransmitTime: seconds(120),
  retransmitAttempts: 15,
  keepAliveInterval: minutes(120),
  finWait2Time: seconds(600),
  timeWaitInterval: seconds(60),
  soMaxConn: 1024,
} as const;

export function defaultProfile(file: string): StackProfile {
  return {
    file,
    ipConfig: { sysplexRouting: false },
    globalConfig: GLOBAL_CONFIG,
    tcpConfig: TCP_CONFIG,
    homeAddresses: [],
    ports: [],
    autolog: [],
    dvipas: [],
    vipaRanges: [],
    vipaRoutes: [],
    distributions: [],
  };
}

/** What VIPADISTRIBUTE leaves out. @source z/OS 2.1 and 2.4 IP Configuration Reference, VIPADISTRIBUTE statement. */
export const DISTRIBUTION_DEFAULTS = {
  ports: [],
  method: "BASEWLM",
  autoSwitchBack: true,
  healthSwitch: true,
  sysplexPorts: false,
  timedAffinity: NO_TIME,
} as const satisfies Partial<DistributionDefinition>;

/** Of a target with WEIGHTEDACTIVE. @assumption Recalled; the manual page seen does not give it. */
export const DEFAULT_WEIGHT = 10;

/** Of a backup, in VIPABACKUP and in DESTIP. @source VIPABACKUP statement; for DESTIP recalled. */
export const DEFAULT_RANK = 1;
