/** What launchers and their components tell whoever wants to know. */
import type { Instant } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { ComponentName, ComponentState, LauncherName, LauncherState } from "../state.js";

/** What happened to a component. */
export interface ComponentNews {
  readonly component: ComponentName;
  readonly system: SystemName;
  /** Id of the HA instance. */
  readonly instance: string;
  readonly at: Instant;
}

/** A component's state changed in kind. */
export interface ComponentChange extends ComponentNews {
  readonly from: ComponentState["kind"];
  readonly to: ComponentState["kind"];
  /** `spawned`, `crash`, `system lost`. */
  readonly why: string;
}

/** A launcher's state changed in kind. */
export interface LauncherChange {
  readonly launcher: LauncherName;
  readonly system: SystemName;
  readonly from: LauncherState["kind"];
  readonly to: LauncherState["kind"];
  /** Of a failed start, what stood in its way. */
  readonly why: string;
}
