/** The zosmf slice of the store: plain data, changed by the views of this package only. */
import type { Duration, Instant } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { StackName } from "@sysplex/tcpip";
import type { Timers } from "./timers.js";

/** System and SERVER_PROC: `SYSA/IZUSVR1`. */
export type ServerName = string;

/** System and ANGEL_PROC: `SYSA/IZUANG1`. One angel of a name per z/OS image, so the system is part of it. */
export type AngelName = string;

export interface ZosmfState {
  /** Servers come up as soon as their stack does; before, they wait for {@link Zosmf.start}. */
  readonly phase: "building" | "running";
  readonly servers: Readonly<Record<ServerName, ServerRecord>>;
  readonly angels: Readonly<Record<AngelName, AngelRecord>>;
  readonly systems: Readonly<Record<SystemName, SystemRecord>>;
  /** AUTOSTART_GROUP → the one active server that serves it. */
  readonly groups: Readonly<Record<string, ServerName>>;
  /** USER_DIR → the server that holds the ENQ on it. An ENQ of a lost system is held until that is partitioned. */
  readonly enqueues: Readonly<Record<string, ServerName>>;
}

/** What autostart knows about one z/OS image. */
export interface SystemRecord {
  /** The TCP/IP stack, while it is up. */
  readonly stack?: StackName;
  /** Autostart is part of the IPL: it happens once, however often TCP/IP is restarted. */
  readonly autostart: "due" | "done";
}

export type ServerState =
  | { readonly kind: "down" }
  /** A start came to nothing. */
  | { readonly kind: "failed"; readonly since: Instant; readonly why: string }
  /** Does not run here: this system uses the server of its autostart group, while there is one. */
  | { readonly kind: "connected"; readonly to: ServerName | undefined }
  | AwakeState
  /** The address space exists and does nothing: it hangs itself, or its LPAR does. */
  | {
      readonly kind: "hung";
      readonly since: Instant;
      readonly cause: "server" | "lpar";
      readonly resumesAs: AwakeState;
    };

/** An address space exists, or is about to, and gets on with it. */
export type AwakeState =
  | { readonly kind: "waitingForAngel"; readonly since: Instant }
  /** START was given; the port is closed. `duration` runs from START to CWWKF0011I, without lookups of names. */
  | {
      readonly kind: "starting";
      readonly since: Instant;
      readonly duration: Duration;
      readonly warm: boolean;
    }
  /** The port is open, but the applications behind it do not answer yet. */
  | { readonly kind: "listening"; readonly since: Instant }
  /** CWWKF0011I. */
  | { readonly kind: "ready"; readonly since: Instant }
  | { readonly kind: "stopping"; readonly since: Instant };

/** What a server does next, all by itself. */
export type ServerStep =
  "launched" | "lookupDue" | "portDue" | "portRetryDue" | "ready" | "stopped" | "restartDue";

export interface ServerRecord {
  readonly state: ServerState;
  readonly timers: Timers<ServerStep>;
  /** Whether its listening socket exists. */
  readonly port: "open" | "closed";
  readonly portRetriesLeft: number;
  /** Starts since the IPL, the one at time 0 included: a later one finds the Java shared class cache. */
  readonly startsThisIpl: number;
  /** Starts that the simulation has seen; being up at time 0 is none. */
  readonly startCount: number;
  /** Time spent ready, up to the last change of state. */
  readonly readyTime: Duration;
  /** Factor on service times. */
  readonly slowness: number;
  /** Of a start: the names that a plug-in still has to look up. Absent: none, or lookups take no time. */
  readonly lookups?: NameLookups;
}

export interface NameLookups {
  /** Lookups that are not over, the present one included. */
  readonly left: number;
  /** Its next query. */
  readonly query: number;
  /** When the plug-in began. */
  readonly since?: Instant;
  /** From the end of the lookups to the open port. */
  readonly portDue: Duration;
  /** From the end of the lookups to CWWKF0011I. */
  readonly ready: Duration;
}

export type AngelState =
  | { readonly kind: "down" }
  | { readonly kind: "starting"; readonly since: Instant }
  | { readonly kind: "up"; readonly since: Instant };

export type AngelStep = "ready";

export interface AngelRecord {
  readonly state: AngelState;
  readonly timers: Timers<AngelStep>;
}

/** Whether an address space of the server exists. */
export function isActive(
  state: ServerState,
): state is Exclude<ServerState, { kind: "down" | "failed" | "connected" }> {
  return state.kind !== "down" && state.kind !== "failed" && state.kind !== "connected";
}
