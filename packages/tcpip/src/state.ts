/** The tcpip slice of the store: plain data, changed by the views of this package only. */
import type { SystemName } from "@sysplex/sysplex";
import type { ProfileMessage } from "./plex.js";
import type { Duration, EventHandle, Instant } from "@sysplex/sim-core";
import type { DistributionMethod, IpAddress, StackProfile } from "./profile/stack-profile.js";

/** System and job name: `SYSA/TCPIP`. */
export type StackName = string;

/** Address and port of a distributed service: `10.1.1.100:443`. */
export type ServiceName = string;

export interface TcpipState {
  readonly stacks: Readonly<Record<StackName, StackState>>;
  readonly dvipas: Readonly<Record<IpAddress, DvipaState>>;
  /** Where the LAN sends packets for an address, as last learned. */
  readonly lan: Readonly<Record<IpAddress, StackName>>;
  /** Pairs of systems that do not reach each other over the LAN, `SYSA/SYSB`, the smaller name first. */
  readonly lanCuts: readonly string[];
}

export type StackStatus = { readonly kind: "down" } | StartingStack | StackThatIsUp;

export interface StartingStack {
  readonly kind: "starting";
  readonly since: Instant;
  /** Absent: the time has passed, but the system hangs. */
  readonly timer?: EventHandle;
}

export interface StackThatIsUp {
  readonly kind: "up";
  readonly since: Instant;
  /** `waiting`: DELAYJOIN, until OMPROUTE is up. */
  readonly group: "joined" | "outside" | "waiting";
  /** When the waiting ends; absent also when that time has passed, but the system hangs. */
  readonly timer?: EventHandle;
}

export interface StackState {
  readonly name: StackName;
  readonly system: SystemName;
  readonly job: string;
  readonly status: StackStatus;
  /** Counts the starts: a connection belongs to one incarnation of its stack. */
  readonly incarnation: number;
  readonly profile: StackProfile;
  readonly profileMessages: readonly ProfileMessage[];
  /** By `address/port/job`. */
  readonly listeners: Readonly<Record<string, ListenerState>>;
  /** What QUIESCE has taken out of new distribution. */
  readonly quiesced: Quiesced;
  /** What WLM says of its system and the servers there; absent: what the parameters say. */
  readonly wlm?: StackWlm;
}

export interface StackWlm {
  /** What WLM would answer now. */
  readonly present: WlmWeights;
  /** What it answered at the stack's last poll. */
  readonly polled: WlmWeights;
  /** The next poll; absent when nothing has changed since the last. */
  readonly poll?: EventHandle;
}

/** Weights that WLM recommends, 0 to 64: of the system, and of servers by their job names. */
export interface WlmWeights {
  readonly system?: number;
  readonly servers: Readonly<Record<string, number>>;
}

export interface Quiesced {
  readonly target: boolean;
  readonly ports: readonly number[];
  /** `JOB`, or `port/JOB` when PORT was given with it. */
  readonly jobs: readonly string[];
}

export interface ListenerState {
  /** Index into the data plane's tables; never reused. */
  readonly id: number;
  readonly job: string;
  readonly port: number;
  readonly address: IpAddress | "any";
  readonly backlog: number;
  readonly application: string;
}

/** A dynamic VIPA as the sysplex group knows it. */
export interface DvipaState {
  readonly address: IpAddress;
  /** The stack that owns it; a dead one keeps it here until its loss is known. */
  readonly owner?: StackName;
  /** What each member of the group defines for it, in the order of their definitions. */
  readonly entries: Readonly<Record<StackName, DvipaEntry>>;
  /** A move that has been agreed upon and is under way. Without a timer it is due, but the stack's system hangs. */
  readonly move?: { readonly to: StackName; readonly timer?: EventHandle };
  /** When old connections, that something waits for, are looked at next. */
  readonly review?: EventHandle;
  /** Distribution on the present owner, by port. */
  readonly distributors: Readonly<Record<string, DistributorState>>;
  /** The stack whose VIPADISTRIBUTE is in force. */
  readonly distributedBy?: StackName;
}

export interface DvipaEntry {
  readonly kind: "define" | "backup";
  readonly rank: number;
  readonly moveable: "immediate" | "whenIdle";
  /** VIPADEFINE, and VIPABACKUP with MOVEABLE and a mask: may bring the DVIPA into being. */
  readonly creates: boolean;
  readonly tier?: 1 | 2;
  readonly status: DvipaStatus;
}

/**
 * `moving`: given away, kept for the connections that end here. `quiescing`: the same, after DEACTIVATE.
 * `deactivated`: taken out of the chain by command.
 */
export type DvipaStatus = "active" | "backup" | "moving" | "quiescing" | "deactivated";

export interface DistributorState {
  readonly service: ServiceName;
  readonly address: IpAddress;
  readonly port: number;
  readonly method: DistributionMethod;
  /** TIMEDAFFINITY; 0 when off. Not with HOTSTANDBY. */
  readonly timedAffinity: Duration;
  readonly autoSwitchBack: boolean;
  readonly healthSwitch: boolean;
  readonly targets: readonly TargetState[];
  /** HOTSTANDBY: the target that new connections go to. */
  readonly active?: StackName;
  /** Other methods: the targets that new connections are spread over, in the order of DESTIP. */
  readonly available?: readonly StackName[];
}

export interface TargetState {
  readonly stack: StackName;
  /** HOTSTANDBY only. */
  readonly role?: "preferred" | "backup";
  readonly rank: number;
  /** WEIGHTEDACTIVE only: DESTIP WEIGHT. */
  readonly weight?: number;
  /** SERVERWLM only: what WLM recommends its servers by, as last reported. */
  readonly serverWeight?: number;
  /** Listeners on the port, as last reported: `Rdy`. */
  readonly ready: number;
  readonly quiesced: boolean;
  /** A route from the distributor to the target exists. */
  readonly reachable: boolean;
  /** Target server responsiveness, 0 to 100: of the last period that says something about it. */
  readonly tsr: number;
}
