/** The state of automatic restart management: plain data in the store's slice `arm`. */
import type { EventHandle, Instant } from "@sysplex/sim-core";
import type { ArmMethod, ArmTermType } from "./parmlib/index.js";
import type { SystemName } from "./sysplex-configuration.js";

/** A name of 1 to 16 characters, one in the whole sysplex. */
export type ElementName = string;

export interface ArmState {
  /** SETXCF STOP,POLICY,TYPE=ARM turns restarts off; elements stay registered. */
  readonly restarts: "enabled" | "disabled";
  readonly elements: Readonly<Record<ElementName, ArmElement>>;
}

/**
 * `STARTING`: registered, not ready. `AVAILABLE`: ready. `AVAILABLE-TO`: not ready in time, and waited for no more.
 * `FAILED`: it has ended, or its system has; it waits for its restart. `RESTARTING`: started, not registered again.
 * `RECOVERING`: registered again, not ready.
 */
export type ArmElementState =
  "STARTING" | "AVAILABLE" | "AVAILABLE-TO" | "FAILED" | "RESTARTING" | "RECOVERING";

export interface ArmElement {
  readonly name: ElementName;
  readonly type: string;
  readonly job: string;
  readonly state: ArmElementState;
  /** Where it runs, or ran last. */
  readonly system: SystemName;
  /** Where it was registered first. */
  readonly initialSystem: SystemName;
  /** As it has registered itself; the policy may say otherwise. */
  readonly termType: ArmTermType;
  /** The command that started it. */
  readonly startText: string;
  /** When ARM restarted it, as far as that still counts. */
  readonly restartsAt: readonly Instant[];
  readonly restartCount: number;
  /** Of the restart, or of the time-out that comes next. */
  readonly timer?: EventHandle;
}

/** IXCARM REQUEST=REGISTER. */
export interface ArmRegistration {
  readonly element: ElementName;
  /** ELEMTYPE, such as SYSLVL2; empty where none is given. */
  readonly type: string;
  readonly job: string;
  readonly system: SystemName;
  readonly termType: ArmTermType;
  /** Its START command, which PERSIST repeats. */
  readonly startText: string;
}

/**
 * What a registration comes to. `inactive`: ARM is not active, the program goes on without it. `refused`: the element is
 * registered elsewhere.
 */
export type RegistrationOutcome = "first" | "restarted" | "refused" | "inactive";

/** An element is started anew, now: whoever owns it carries the command out. */
export interface ArmRestart {
  readonly element: ElementName;
  readonly job: string;
  /** Where. */
  readonly system: SystemName;
  /** Where it ran before. */
  readonly from: SystemName;
  readonly why: "element ended" | "system lost";
  readonly method: ArmMethod;
  /** The START command: the persistent one, or that of the policy. Empty for a job. */
  readonly command: string;
}
