/** What an ARM policy says, resolved. Plain data. */
import type { Duration } from "@sysplex/sim-core";

export interface ArmPolicy {
  readonly name: string;
  readonly file: string;
  /** RESTART_ORDER as coded; element types that it does not name have the level that z/OS gives them. */
  readonly order: readonly ArmLevel[];
  /** In the order of the file; what matches no element of them is in the group DEFAULT. */
  readonly groups: readonly ArmRestartGroup[];
}

export interface ArmLevel {
  readonly level: number;
  /** Names, with * and ? as wildcards. */
  readonly elementNames: readonly string[];
  readonly elementTypes: readonly string[];
}

export interface ArmRestartGroup {
  /** `DEFAULT` for what belongs to no other. */
  readonly name: string;
  /** Where its elements may be restarted when their system is lost: `["SYSA", "SYSB"]`, or anywhere. */
  readonly targetSystems: readonly string[] | "any";
  /** From one element's restart on another system to the next one's. */
  readonly pacing: Duration;
  readonly elements: readonly ArmElementPolicy[];
}

/** An ELEMENT statement. */
export interface ArmElementPolicy {
  /** A name, with * and ? as wildcards. */
  readonly element: string;
  readonly attempts: ArmAttempts;
  /** From the restart to the new registration. */
  readonly restartTimeout: Duration;
  /** From the new registration to READY. */
  readonly readyTimeout: Duration;
  /** How long the clean-up of a lost system is waited for, altogether. */
  readonly cleanupTimeout: Duration;
  /** Absent: as the element has registered itself. */
  readonly termType?: ArmTermType;
  readonly onElementEnd: ArmMethod;
  readonly onSystemEnd: ArmMethod;
}

/** No more than `max` restarts `within` that time. */
export interface ArmAttempts {
  readonly max: number;
  readonly within: Duration;
}

/** ELEMTERM: restarted only where it was; ALLTERM: on another system too when its own is lost. */
export type ArmTermType = "ALLTERM" | "ELEMTERM";

/** The command, or the job, that starts it anew. */
export type ArmMethod =
  | { readonly kind: "persist" }
  | { readonly kind: "startCommand"; readonly text: string }
  | { readonly kind: "job"; readonly dataSet: string };
