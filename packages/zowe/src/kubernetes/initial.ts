/** How a cluster begins: its state before anything has started, the places for processes, and everything coming up. */
import { assert } from "@sysplex/sim-core";
import { Autoscaler } from "./autoscaler.js";
import type { KubernetesCluster } from "./cluster.js";
import type { ClusterConfiguration, WorkloadName } from "./configuration.js";
import { programEndpoints } from "./endpoints.js";
import type { Pod } from "./pod.js";
import { createPod, placePod } from "./pod-life.js";
import { bringUp } from "./pod-start.js";
import type { ClusterState, NodeRecord } from "./state.js";

/** Gateways are named by ten bits in events; components on z/OS take some of them. */
const SLOTS_MAX = 900;

export function initialCluster(configuration: ClusterConfiguration): ClusterState {
  return {
    nodes: Object.fromEntries(configuration.nodes.map(({ name }) => [name, INITIAL_NODE])),
    workloads: Object.fromEntries(
      configuration.workloads.map(({ name, replicas }) => [
        name,
        { replicas, revision: 1, podCount: 0, restartCount: 0 },
      ]),
    ),
    pods: {},
    services: Object.fromEntries(configuration.services.map(({ name }) => [name, { endpoints: [] }])),
    autoscalers: Object.fromEntries(
      configuration.autoscalers.map(({ name }) => [name, { cpuSeconds: {}, recommendations: [] }]),
    ),
    podCount: 0,
    processCount: 0,
  };
}

/**
 * The workload of each slot. Pods that end slowly, or whose node is lost, keep theirs while others take their place.
 *
 * @assumption Four times the replicas is enough: rollouts double them, a lost node as well.
 */
export function slotsOf({ workloads, autoscalers }: ClusterConfiguration): readonly WorkloadName[] {
  const slots = workloads.flatMap(({ name, replicas }) => {
    const most = autoscalers
      .filter(({ workload }) => workload === name)
      .map(({ maxReplicas }) => maxReplicas);
    return Array.from({ length: 4 * Math.max(replicas, ...most) + 4 }, () => name);
  });
  assert(
    slots.length <= SLOTS_MAX,
    `A cluster has at most ${SLOTS_MAX} places for pods, this one needs ${slots.length}`,
  );
  return slots;
}

/** Brings everything up at once and silently. Discovery goes first, as the others register with it. */
export function bringUpCluster(cluster: KubernetesCluster): void {
  const { workloads, services, autoscalers } = cluster.configuration;
  for (const workload of workloads)
    for (let ordinal = 0; ordinal < workload.replicas; ordinal += 1) createPod(cluster, workload, ordinal);
  const isDiscovery = ({ workload }: Pod): boolean => workload.component === "discovery";
  const bound = cluster.pods.filter((pod) => placePod(cluster, pod));
  for (const pod of bound.filter(isDiscovery)) bringUp(cluster, pod);
  for (const pod of bound.filter((pod) => !isDiscovery(pod))) bringUp(cluster, pod);
  for (const { name } of services) programEndpoints(cluster, name);
  for (const { name } of autoscalers) new Autoscaler(cluster, name).start();
}

const INITIAL_NODE: NodeRecord = {
  life: "up",
  isReady: true,
  isCordoned: false,
  isDraining: false,
  isDeleted: false,
  addressCount: 0,
  timers: {},
};
