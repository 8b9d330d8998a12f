/** The Desktop's slice of the store: plain data, changed by the views of this folder only. */
import type { EventHandle, Instant } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { ComponentName } from "../state.js";

export interface DesktopState {
  readonly appServers: Readonly<Record<ComponentName, AppServerRecord>>;
  /** The Telnet servers, by system. */
  readonly terminals: Readonly<Record<SystemName, TerminalServerRecord>>;
}

export interface AppServerRecord {
  /** ZWED0302I. */
  readonly haMode: boolean;
  /** ZWED0021I was written. */
  readonly hasRegistered: boolean;
  /** By worker. Empty: there is no process. */
  readonly workers: readonly WorkerRecord[];
}

export type WorkerRecord =
  | { readonly kind: "up"; readonly since: Instant }
  /** ZWED0022I: it loads its plug-ins. */
  | { readonly kind: "starting"; readonly since: Instant; readonly timer: EventHandle }
  /** It ended before it was initialised, and nobody starts it again: ZWED0013W. */
  | { readonly kind: "gone"; readonly since: Instant };

export interface TerminalServerRecord {
  readonly kind: "up" | "down" | "stopped";
}

export const INITIAL_APP_SERVER: AppServerRecord = { haMode: false, hasRegistered: false, workers: [] };
