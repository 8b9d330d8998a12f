/** What answers requests in a pod: a gateway, or plain service threads. */
import { inSeconds } from "@sysplex/sim-core";
import type { ApplicationMode } from "@sysplex/tcpip";
import type { ComponentApplication } from "../applications.js";
import { Gateway, type GatewayOperations, type RoutedInstance } from "../gateway/index.js";
import type { ZowePlex } from "../plex.js";
import { ServiceThreads } from "../service-threads.js";
import type { KubernetesCluster } from "./cluster.js";
import type { WorkloadConfiguration } from "./configuration.js";
import type { PodRecord } from "./state.js";

export interface ProgramOptions {
  readonly workload: WorkloadConfiguration;
  readonly slot: number;
  /** Among all programs of Zowe. */
  readonly index: number;
  readonly operations: GatewayOperations;
}

/** The program of one slot: it stands for the process of whichever pod has the slot. */
export function programFor(
  plex: ZowePlex,
  cluster: KubernetesCluster,
  { workload, slot, index, operations }: ProgramOptions,
): ComponentApplication {
  const name = `kubernetes/${workload.name}/${slot}`;
  const { parameters } = cluster;
  if (workload.component !== "gateway")
    return new ServiceThreads(plex, { component: { name }, index, parameters });
  return new Gateway(plex, parameters, {
    name,
    index,
    version: operations.version,
    settings: cluster.configuration.gateway,
    operations,
    directory: { instancesOf: (serviceId) => instancesFor(plex, cluster, slot, serviceId) },
  });
}

/** The DNS of the cluster answers the names of pods with the address that is in them, whether the pod exists or not. */
function instancesFor(
  plex: ZowePlex,
  cluster: KubernetesCluster,
  slot: number,
  serviceId: string,
): readonly RoutedInstance[] {
  const pod = cluster.podInSlot(slot);
  if (pod === undefined) return [];
  const instances = plex.zowe.eureka.registryView(pod).instancesOf(serviceId);
  return instances.map(({ host, port }) => ({ host: cluster.clients.addressOf(host) ?? host, port }));
}

/** What a container's state comes to. */
export function modeOf({ container: { kind }, isHung }: PodRecord): ApplicationMode {
  if (kind !== "listening" && kind !== "serving") return "closed";
  if (isHung) return "stopped";
  return kind === "serving" ? "serving" : "notReady";
}

/** CPU time that a program has used so far, in seconds. */
export function cpuSecondsOf(program: ComponentApplication, cluster: KubernetesCluster): number {
  if (program instanceof Gateway) return program.report.cpuSeconds;
  if (program instanceof ServiceThreads) return program.answeredCount * inSeconds(cluster.parameters.podCpu);
  return 0;
}
