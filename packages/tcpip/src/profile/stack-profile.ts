/**
 * What a TCP/IP stack is configured with: the resolved profile, complete and in units.
 *
 * Plain data. No default lives behind it: what a statement leaves out has been filled in by `resolveProfile`.
 */
import type { Duration } from "@sysplex/sim-core";
import type { SourceRange } from "@sysplex/sysplex";

/** An IPv4 address in dotted decimal without leading zeros, or an IPv6 address in its RFC 5952 form. */
export type IpAddress = string;

export interface StackProfile {
  /** The profile's file, for messages. */
  readonly file: string;
  readonly ipConfig: IpConfig;
  readonly globalConfig: GlobalConfig;
  readonly tcpConfig: TcpConfig;
  /** Static addresses of HOME and INTERFACE, in order. */
  readonly homeAddresses: readonly IpAddress[];
  readonly ports: readonly PortReservation[];
  /** Jobs that AUTOLOG starts with the stack. */
  readonly autolog: readonly string[];
  /** VIPADEFINE and VIPABACKUP in the order of the profile; an address appears at most once. */
  readonly dvipas: readonly DvipaDefinition[];
  readonly vipaRanges: readonly VipaRange[];
  readonly vipaRoutes: readonly VipaRoute[];
  readonly distributions: readonly DistributionDefinition[];
}

export interface IpConfig {
  readonly sysplexRouting: boolean;
  readonly dynamicXcf?: DynamicXcf;
  readonly dynamicXcf6?: DynamicXcf;
}

export interface DynamicXcf {
  readonly address: IpAddress;
  readonly prefixLength: number;
  readonly costMetric: number;
  readonly range: SourceRange;
}

export interface GlobalConfig {
  readonly autoRejoin: boolean;
  /** When the stack joins the sysplex group: at once, when OMPROUTE is up, or by command only. */
  readonly join: "atOnce" | "delayJoin" | "noJoin";
  readonly monitorInterface: boolean;
  readonly recovery: boolean;
  /** TIMERSECS of SYSPLEXMONITOR. */
  readonly timer: Duration;
  readonly sysplexWlmPoll: Duration;
  /** XCFGRPID, two digits; absent: the default group EZBTCPCS. */
  readonly xcfGroupId?: string;
}

export interface TcpConfig {
  readonly connectInitInterval: Duration;
  readonly connectTimeout: Duration;
  readonly maximumRetransmitTime: Duration;
  readonly retransmitAttempts: number;
  /** INTERVAL: keep-alive after this idle time; 0 when off. */
  readonly keepAliveInterval: Duration;
  readonly finWait2Time: Duration;
  readonly timeWaitInterval: Duration;
  readonly soMaxConn: number;
}

export interface PortReservation {
  readonly first: number;
  readonly last: number;
  readonly protocol: "TCP" | "UDP";
  /** Job name, RESERVED, or `*`. */
  readonly job: string;
  readonly sharing: "none" | "shareport" | "shareportwlm";
  readonly bind?: IpAddress;
  readonly range: SourceRange;
}

export interface DvipaDefinition {
  readonly kind: "define" | "backup";
  readonly address: IpAddress;
  /** IPv6 only. */
  readonly interfaceName?: string;
  /** Absent on a plain VIPABACKUP, which creates nothing. */
  readonly prefixLength?: number;
  /** Of a VIPABACKUP, 1 to 254. */
  readonly rank?: number;
  readonly moveable: "immediate" | "whenIdle";
  readonly serviceManager: boolean;
  readonly tier?: 1 | 2;
  readonly cpcScope: boolean;
  readonly range: SourceRange;
}

export interface VipaRange {
  readonly address: IpAddress;
  readonly prefixLength: number;
  readonly interfaceName?: string;
  readonly moveable: "nondisruptive" | "disruptive";
  readonly range: SourceRange;
}

export interface VipaRoute {
  readonly dynamicXcf: IpAddress;
  readonly target: IpAddress;
  readonly range: SourceRange;
}

export type DistributionMethod =
  "BASEWLM" | "ROUNDROBIN" | "SERVERWLM" | "WEIGHTEDACTIVE" | "HOTSTANDBY" | "TARGCONTROLLED";

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export interface DistributionDefinition {
  readonly address: IpAddress;
  /** Empty: ports are assigned dynamically, by servers that bind to the DVIPA. */
  readonly ports: readonly PortRange[];
  readonly method: DistributionMethod;
  /** Only with HOTSTANDBY. */
  readonly autoSwitchBack: boolean;
  /** Only with HOTSTANDBY. */
  readonly healthSwitch: boolean;
  /** OPTLOCAL value; absent when NOOPTLOCAL. */
  readonly optLocal?: number;
  readonly sysplexPorts: boolean;
  /** TIMEDAFFINITY; 0 when off. */
  readonly timedAffinity: Duration;
  readonly tier?: 1 | 2;
  /** Tier group name, with TIER1 and TIER2. */
  readonly tierGroup?: string;
  /** Dynamic XCF addresses in the order of DESTIP, or ALL. */
  readonly targets: "ALL" | readonly DistributionTarget[];
  readonly range: SourceRange;
}

export interface DistributionTarget {
  readonly address: IpAddress;
  /** HOTSTANDBY only. */
  readonly role?: "preferred" | "backup";
  /** Of a backup, 1 to 254, default 1. */
  readonly rank: number;
  /** WEIGHTEDACTIVE only, default 10. */
  readonly weight: number;
  readonly range: SourceRange;
}
