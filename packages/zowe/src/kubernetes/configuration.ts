/** What a cluster goes by, resolved: plain data, complete and in units. */
import type { Duration } from "@sysplex/sim-core";
import type { IpAddress } from "@sysplex/tcpip";
import type { GatewaySettings } from "../yaml/zowe-configuration.js";
import type { ZoweRelease } from "../yaml/release.js";

export type NodeName = string;
export type WorkloadName = string;

export interface ClusterConfiguration {
  readonly namespace: string;
  /** `cluster.local`. */
  readonly clusterDomain: string;
  /** Docker compose has one node, on which nothing is placed anew. */
  readonly orchestrator: "kubernetes" | "compose";
  readonly nodes: readonly NodeConfiguration[];
  readonly workloads: readonly WorkloadConfiguration[];
  readonly services: readonly ServiceConfiguration[];
  readonly autoscalers: readonly AutoscalerConfiguration[];
  readonly budgets: readonly BudgetConfiguration[];
  /** Of the static definition that each Discovery loads. */
  readonly zosmf?: { readonly host: string; readonly port: number };
  /** Of every gateway. */
  readonly gateway: GatewaySettings;
  readonly release: ZoweRelease;
}

export interface NodeConfiguration {
  readonly name: NodeName;
  /** Allocatable, in thousandths of a CPU and in bytes. */
  readonly milliCpu: number;
  readonly memoryBytes: number;
}

export interface WorkloadConfiguration {
  readonly name: WorkloadName;
  readonly kind: "Deployment" | "StatefulSet" | "Container";
  /** Of Zowe: `gateway`, `caching-service`; what it is not is an ordinary service. */
  readonly component: string;
  readonly replicas: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Port by which it serves; the first one of the first container. */
  readonly port: number;
  readonly milliCpuRequest: number;
  readonly memoryBytesRequest: number;
  readonly startupProbe?: ProbeConfiguration;
  readonly livenessProbe?: ProbeConfiguration;
  readonly readinessProbe?: ProbeConfiguration;
  readonly hasPreStop: boolean;
  readonly hasInitContainers: boolean;
  readonly terminationGrace: Duration;
  /** How long its pods stay bound to a node that is unreachable. */
  readonly unreachableToleration: Duration;
  readonly strategy: UpdateStrategy;
  /** OrderedReady of a StatefulSet: one pod after the other. */
  readonly isOrdered: boolean;
  readonly minReady: Duration;
  readonly restart: RestartPolicy;
  /** Headless service that names the pods of a StatefulSet. */
  readonly serviceName?: string;
}

export type UpdateStrategy =
  | { readonly kind: "RollingUpdate"; readonly maxSurge: PodCount; readonly maxUnavailable: PodCount }
  | { readonly kind: "Recreate" }
  | { readonly kind: "OnDelete" };

/** A number of pods, or a share of the replicas. */
export type PodCount =
  { readonly kind: "count"; readonly count: number } | { readonly kind: "share"; readonly share: number };

export type RestartPolicy = "always" | "on-failure" | "no";

export interface ProbeConfiguration {
  /** A socket is accepted by the kernel of a process that hangs; the others need the process. */
  readonly kind: "tcpSocket" | "httpGet" | "exec" | "grpc";
  readonly initialDelay: Duration;
  readonly period: Duration;
  readonly timeout: Duration;
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

export interface ServiceConfiguration {
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[];
  /** Where clients outside enter: of the load balancer, the ingress or the route. Absent: only from within. */
  readonly externalAddress?: IpAddress;
  /** Ports of the external address, where these are not those of the service. */
  readonly externalPorts?: readonly { readonly port: number; readonly targetPort: number }[];
}

export interface AutoscalerConfiguration {
  readonly name: string;
  readonly workload: WorkloadName;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** CPU in percent of what is requested. */
  readonly cpuUtilization: number;
  readonly downscaleStabilization: Duration;
}

export interface BudgetConfiguration {
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly minAvailable?: PodCount;
  readonly maxUnavailable?: PodCount;
}

/** Every label that is asked for is there. */
export function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/** Shares are rounded up for what may be more, down for what may be missing. */
export function podsOf(count: PodCount, replicas: number, rounding: "up" | "down"): number {
  if (count.kind === "count") return count.count;
  const exact = count.share * replicas;
  return rounding === "up" ? Math.ceil(exact) : Math.floor(exact);
}
