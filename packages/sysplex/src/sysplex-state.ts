/** The control-plane state of the sysplex: plain data in the store's slice `sysplex`. Views change it, nothing else does. */
import type { Duration, EventHandle, Instant, Slice } from "@sysplex/sim-core";
import type { MemberChange } from "./xcf/group.js";
import type { SystemName, SysplexConfiguration } from "./sysplex-configuration.js";

export interface SysplexState {
  readonly systems: Readonly<Record<SystemName, SystemRecord>>;
  /** Signalling paths that are not as they were at the start, by direction: `SYSA>SYSB`. */
  readonly paths: Readonly<Record<string, SignallingPath>>;
  /** Pairs of systems without signalling connectivity in both directions. */
  readonly lostConnections: readonly LostConnection[];
  /** Member name → system, by group. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, SystemName>>>>;
  /** Group changes that wait for a path to heal or for a hung observer to run on. */
  readonly undelivered: readonly MemberChange[];
  /** Outstanding WTORs, oldest first. */
  readonly prompts: readonly Prompt[];
  /** Reply identifiers given out so far. */
  readonly promptCount: number;
  readonly failedCouplingFacilities: readonly string[];
}

export interface SystemRecord {
  readonly lpar: LparState;
  /** The others count it among the sysplex: joined and not yet partitioned. */
  readonly member: boolean;
  /** When it began to update its status regularly; the updates themselves are computed when asked for. */
  readonly updatesSince: Instant;
  /** Present while the others miss it, or remove it. */
  readonly absence?: Absence;
  /** Present during an IPL. */
  readonly ipl?: IplProgress;
}

/** An IPL phase takes its time, or the IPL waits to be let into the sysplex. */
export type IplProgress =
  { readonly kind: "timed"; readonly timer: EventHandle } | { readonly kind: "waiting" };

export type HowItDied = "wait-state" | "reset" | "power-loss";

export type IplPhase = "NIP" | "master scheduler" | "JES2" | "z/OS UNIX";

export type LparState =
  | { readonly kind: "down" }
  | { readonly kind: "ipl"; readonly phase: IplPhase; readonly since: Instant }
  | { readonly kind: "running"; readonly since: Instant }
  /** Without signalling nothing executes; with it, programs go on and only the status updates are missing. */
  | { readonly kind: "hung"; readonly since: Instant; readonly signalling: boolean }
  | { readonly kind: "dead"; readonly since: Instant; readonly how: HowItDied }
  /** Planned removal: programs still run, so that members can clean up. */
  | { readonly kind: "closing"; readonly since: Instant };

/** How far the others are with a system that they miss. */
export interface Absence {
  readonly lastUpdate: Instant;
  /** When the first observer noticed. */
  readonly suspectedAt?: Instant;
  /** `watched`: time has to pass. `asked`: an operator has to reply. `removing`: there is no way back. */
  readonly stage: "watched" | "asked" | "removing";
  readonly reason: RemovalReason;
  /** The step that comes next, unless a reply is awaited. */
  readonly due?: RemovalStep;
  /** Absent with a step due: the step waits until a system runs that can take it. */
  readonly timer?: EventHandle;
}

export type RemovalReason = "status update missing" | "image gone" | "signalling lost" | "operator request";

export type RemovalStep =
  | "notice missing status"
  | "notice death"
  | "prompt operator"
  | "isolate"
  | "reset image"
  | "end isolation"
  | "end reset"
  | "prompt for reset"
  | "end clean-up"
  | "complete";

/** One direction between two systems. */
export interface SignallingPath {
  readonly cut: boolean;
  readonly delay: Duration;
  /** Signals keep their order: none arrives before those that were sent when the path was slower. */
  readonly notBefore: Instant;
}

export interface LostConnection {
  /** The earlier of the two in configuration order. */
  readonly a: SystemName;
  readonly b: SystemName;
  /** When XCF acts on it next; absent: it has acted. */
  readonly timer?: EventHandle;
}

export type PromptId = "IXC102A" | "IXC371D" | "IXC402D" | "IXC409D" | "IXC426D";

/** A WTOR: a message that waits for the operator's reply. */
export interface Prompt {
  readonly replyId: number;
  readonly id: PromptId;
  /** On whose console it stands. */
  readonly console: SystemName;
  /** The system it is about; the earlier of the two for IXC409D. */
  readonly about: SystemName;
  /** The other end of the lost signalling paths, for IXC409D. */
  readonly other?: SystemName;
  /** When the operator answers; absent: nobody does. */
  readonly timer?: EventHandle;
}

/** What a recipe of {@link Slice.change} may write to. */
export type DraftOf<State> = Parameters<Parameters<Slice<State>["change"]>[1]>[0];

export function initialState({ systems }: SysplexConfiguration): SysplexState {
  const records: Record<SystemName, SystemRecord> = {};
  for (const { name } of systems) {
    records[name] = { lpar: { kind: "down" }, member: false, updatesSince: 0 as Instant };
  }
  return {
    systems: records,
    paths: {},
    lostConnections: [],
    groups: {},
    undelivered: [],
    prompts: [],
    promptCount: 0,
    failedCouplingFacilities: [],
  };
}
