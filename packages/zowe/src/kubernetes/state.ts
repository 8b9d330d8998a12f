/** What the store holds of a cluster: plain data, changed by the views of this folder only. */
import type { EventHandle, Instant } from "@sysplex/sim-core";
import type { IpAddress } from "@sysplex/tcpip";
import type { NodeName, WorkloadName } from "./configuration.js";

/** `gateway-0`: the workload and, of a StatefulSet, the ordinal; else the number of the pod since the beginning. */
export type PodName = string;

export interface ClusterState {
  readonly nodes: Readonly<Record<NodeName, NodeRecord>>;
  readonly workloads: Readonly<Record<WorkloadName, WorkloadRecord>>;
  /** In the order in which they were created. */
  readonly pods: Readonly<Record<PodName, PodRecord>>;
  readonly services: Readonly<Record<string, ServiceRecord>>;
  readonly autoscalers: Readonly<Record<string, AutoscalerRecord>>;
  /** Pods made so far, and processes started so far. */
  readonly podCount: number;
  readonly processCount: number;
  /** Controllers look at everything at this instant. */
  readonly review?: EventHandle;
}

export interface NodeRecord {
  /** `isolated`: its pods go on, and nobody reaches them. */
  readonly life: "up" | "failed" | "isolated";
  /** As the control plane has it. */
  readonly isReady: boolean;
  readonly isCordoned: boolean;
  /** Somebody drains it. */
  readonly isDraining: boolean;
  /** The node object has been deleted. */
  readonly isDeleted: boolean;
  /** For the next pod's address. */
  readonly addressCount: number;
  readonly timers: Timers<NodeStep>;
}

export type NodeStep = "notReady" | "ready" | "drain";

export interface WorkloadRecord {
  readonly replicas: number;
  /** Counts changes of the pod template. */
  readonly revision: number;
  /** Numbers given to pods so far. */
  readonly podCount: number;
  /** Restarts of containers so far. */
  readonly restartCount: number;
}

export interface ServiceRecord {
  /** As kube-proxy has them. */
  readonly endpoints: readonly Endpoint[];
  readonly timer?: EventHandle;
}

export interface Endpoint {
  readonly pod: PodName;
  readonly ip: IpAddress;
}

export interface AutoscalerRecord {
  /** Of each pod at the last look. */
  readonly cpuSeconds: Readonly<Record<PodName, number>>;
  readonly recommendations: readonly { readonly at: Instant; readonly replicas: number }[];
}

export type ContainerState =
  /** No node has been found. */
  | { readonly kind: "pending"; readonly since: Instant }
  /** Sandbox, image, init containers. */
  | { readonly kind: "creating"; readonly since: Instant }
  /** There is a process; its port is closed. */
  | { readonly kind: "starting"; readonly since: Instant }
  /** The port is open; the application is not ready. */
  | { readonly kind: "listening"; readonly since: Instant }
  | { readonly kind: "serving"; readonly since: Instant }
  /** SIGTERM has arrived, the port is closed. */
  | { readonly kind: "stopping"; readonly since: Instant }
  /** Between an end and a restart: CrashLoopBackOff, if it takes long. */
  | { readonly kind: "waiting"; readonly since: Instant; readonly isBackOff: boolean }
  /** Not to be restarted. */
  | { readonly kind: "ended"; readonly since: Instant }
  /** The node went down with it; the control plane does not know. */
  | { readonly kind: "lost"; readonly since: Instant };

export type PodStep =
  | "created"
  | "portOpen"
  | "serving"
  | "startupPassed"
  | "startupFailed"
  | "livenessFailed"
  | "readinessPassed"
  | "readinessFailed"
  | "restartDue"
  | "available"
  | "preStopDone"
  | "stopped"
  | "killDue"
  | "evicted";

export interface PodRecord {
  /** Tells pods of one name apart. */
  readonly uid: number;
  readonly workload: WorkloadName;
  readonly ordinal: number;
  readonly revision: number;
  /** The program that stands for its process. */
  readonly slot: number;
  readonly createdAt: Instant;
  readonly node?: NodeName;
  readonly ip?: IpAddress;
  readonly container: ContainerState;
  /** The process does nothing; sockets are accepted by the kernel all the same. */
  readonly isHung: boolean;
  /** The startup probe has passed, or there is none. */
  readonly hasStarted: boolean;
  /** The condition Ready. */
  readonly isReady: boolean;
  readonly readySince?: Instant;
  /** Of the present or last process. */
  readonly startedAt?: Instant;
  readonly restartCount: number;
  /** Ends since the back-off was reset last. */
  readonly failureCount: number;
  /** Of the present process, among all of the cluster; −1: none. */
  readonly process: number;
  /** Why the process ends that is being stopped, when that is no deletion. */
  readonly restartReason?: string;
  readonly deletion?: { readonly since: Instant };
  readonly timers: Timers<PodStep>;
}

export type Timers<Step extends string> = Readonly<Partial<Record<Step, EventHandle>>>;

/** Whether there is a process. */
export function hasProcess({ kind }: ContainerState): boolean {
  return kind === "starting" || kind === "listening" || kind === "serving" || kind === "stopping";
}

export function isPortOpen({ kind }: ContainerState): boolean {
  return kind === "listening" || kind === "serving";
}
