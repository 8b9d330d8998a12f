/** The zowe slice of the store: plain data, changed by the views of this package only. */
import { START, type Duration, type Instant } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { Timer, Timers } from "@sysplex/zosmf";

/** System and job name: `SYSA/ZWE1SV`. */
export type LauncherName = string;

/** Launcher and component: `SYSA/ZWE1SV/gateway`. */
export type ComponentName = string;

export interface ZoweState {
  /** Launchers come up as soon as their stack does; before, they wait for {@link Zowe.start}. */
  readonly phase: "building" | "running";
  readonly launchers: Readonly<Record<LauncherName, LauncherRecord>>;
  readonly components: Readonly<Record<ComponentName, ComponentRecord>>;
  readonly systems: Readonly<Record<SystemName, SystemRecord>>;
  /** Workspaces that something has happened to, by their directory: several instances may share one. */
  readonly workspaces: Readonly<Record<string, WorkspaceRecord>>;
}

/** COMMNDxx or automation starts Zowe once per IPL, however often TCP/IP is restarted. */
export interface SystemRecord {
  readonly autostart: "due" | "done";
}

export interface WorkspaceRecord {
  /** Files are gone, or the file system is full: nothing starts from it. */
  readonly damaged: boolean;
  readonly backedUpAt?: Instant;
}

export type LauncherState =
  | { readonly kind: "down" }
  /** It has ended by itself before it started anything: condition code 8. */
  | { readonly kind: "failed"; readonly since: Instant; readonly why: string }
  /** The child process that runs `internal/start/prepare`. */
  | { readonly kind: "preparing"; readonly since: Instant; readonly raced: boolean }
  /** Components are spawned, and commands are read. */
  | { readonly kind: "running"; readonly since: Instant }
  /** SIGTERM is with all components. */
  | { readonly kind: "stopping"; readonly since: Instant };

/** What a launcher does next, all by itself. */
export type LauncherStep =
  | "startDue"
  | "prepared"
  | "eventTaken"
  | "consoleStopDue"
  | "loopStopDue"
  | "stopDue"
  | "patienceOver"
  | "recovered";

export interface LauncherRecord {
  readonly state: LauncherState;
  readonly timers: Timers<LauncherStep>;
  /** Process ids given out so far. */
  readonly pidCount: number;
  /** The single slot for the event loop: a second event overwrites the first. */
  readonly event?: LauncherEvent;
  /** What the event loop waits for before it starts the component anew. */
  readonly loopStop?: StopInProgress;
  /** What STOP(component) waits for; the console thread reads no command meanwhile. */
  readonly consoleStop?: StopInProgress;
  /** The one command that z/OS keeps while the console thread is busy or not there yet. */
  readonly heldCommand?: ConsoleCommand;
  /** A stop of everything was asked for: nothing is restarted any more. */
  readonly terminating: boolean;
  /** Phase 2: components that are not spawned yet, as they wait for others. */
  readonly waiting?: readonly ComponentName[];
}

/** F with the text after APPL=, or P. */
export type ConsoleCommand = { readonly kind: "modify"; readonly text: string } | { readonly kind: "stop" };

export type LauncherEvent =
  { readonly kind: "restart"; readonly component: ComponentName } | { readonly kind: "terminate" };

export interface StopInProgress {
  readonly component: ComponentName;
  readonly since: Instant;
}

/** No process, no port. */
export type ComponentState = { readonly kind: "down" } | AliveState;

export type AliveState =
  | AwakeState
  /** The process exists and does nothing: it hangs itself, or its LPAR does. */
  | {
      readonly kind: "hung";
      readonly since: Instant;
      readonly cause: "component" | "lpar";
      readonly resumesAs: AwakeState;
    };

/** The process exists and gets on with it. */
export type AwakeState =
  /** Spawned; the port is closed. `duration` runs from spawn to its message that it has started. */
  | { readonly kind: "starting"; readonly since: Instant; readonly duration: Duration }
  /** The port is open, but the application behind it does not answer yet. */
  | { readonly kind: "listening"; readonly since: Instant }
  /** ZWEAM000I, ZWED0031I, ZWES1013I. */
  | { readonly kind: "ready"; readonly since: Instant }
  /** The JVM is out of memory and stays: alive and useless. */
  | { readonly kind: "outOfMemory"; readonly since: Instant }
  /** SIGTERM has arrived, the port is closed. */
  | { readonly kind: "stopping"; readonly since: Instant };

/** What the process of a component does next, all by itself. */
export type ComponentStep = "portDue" | "ready" | "failed" | "stopped";

/** What the launcher's thread for a component does next. */
export type WatchStep = "noticed" | "unhealthy";

export interface ComponentRecord {
  readonly state: ComponentState;
  readonly timers: Timers<ComponentStep>;
  /** Whether the listening sockets of the process exist. */
  readonly port: "open" | "closed";
  /** Every start ends with this exit code; absent: starts succeed. */
  readonly brokenStart?: number;
  /** The configure step of every preparation fails for it. */
  readonly brokenConfigure?: true;
  /** Processes that the simulation has seen started; being up at time 0 is none. */
  readonly startCount: number;
  /** Factor on service times. */
  readonly slowness: number;
  /** What its launcher knows. */
  readonly watch: WatchRecord;
  /** A process that outlived its launcher, and goes on as it was. */
  readonly orphan?: OrphanRecord;
}

export interface WatchRecord {
  /** −1: the launcher knows of no process. A process that has just ended is not missed yet. */
  readonly pid: number;
  readonly spawnedAt: Instant;
  /** `fail_cnt` of the launcher. */
  readonly failCount: number;
  /** The launcher itself has asked it to stop: its end is no failure. */
  readonly cleanStop: boolean;
  /** The raw wait status of a process that has ended and was not missed yet. */
  readonly status?: number;
  /** No restart will follow: ZWEL0038E. */
  readonly givenUp: boolean;
  readonly timers: Timers<WatchStep>;
  /** Threads that sleep before they ask for a restart: more than one when START was given meanwhile. */
  readonly sleeps: readonly Timer[];
}

export interface OrphanRecord {
  readonly since: Instant;
  readonly pid: number;
  readonly state: AliveState;
  readonly port: "open" | "closed";
  /** When somebody kills it. */
  readonly end?: Timer;
}

/** Whether a process exists. */
export function isAlive(state: ComponentState): state is AliveState {
  return state.kind !== "down";
}

/** Others may count on it, rightly or not: it has started, and it has not said goodbye. */
export function servesSomebody(state: ComponentState): boolean {
  const { kind } = state.kind === "hung" ? state.resumesAs : state;
  return kind === "ready" || kind === "outOfMemory";
}

/** Whether an address space of the launcher exists. */
export function isActive({ kind }: LauncherState): boolean {
  return kind === "preparing" || kind === "running" || kind === "stopping";
}

const INITIAL_LAUNCHER: LauncherRecord = {
  state: { kind: "down" },
  timers: {},
  pidCount: 0,
  terminating: false,
};

const INITIAL_COMPONENT: ComponentRecord = {
  state: { kind: "down" },
  timers: {},
  port: "closed",
  startCount: 0,
  slowness: 1,
  watch: {
    pid: -1,
    spawnedAt: START,
    failCount: 0,
    cleanStop: false,
    givenUp: false,
    timers: {},
    sleeps: [],
  },
};

/** Nothing runs yet. */
export function initialZoweState(
  launchers: readonly { readonly name: LauncherName; readonly system: SystemName }[],
  components: readonly { readonly name: ComponentName }[],
): ZoweState {
  return {
    phase: "building",
    launchers: Object.fromEntries(launchers.map(({ name }) => [name, INITIAL_LAUNCHER])),
    components: Object.fromEntries(components.map(({ name }) => [name, INITIAL_COMPONENT])),
    systems: Object.fromEntries(launchers.map(({ system }) => [system, { autostart: "due" }])),
    workspaces: {},
  };
}
