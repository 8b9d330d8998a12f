/**
 * Which node a pod is bound to.
 *
 * Modelled: requests of CPU and memory against what a node can allocate; pods of one workload are spread.
 * Not modelled: affinity, topology spread constraints that a manifest codes, priorities and preemption.
 * @assumption Among nodes with as many pods of the workload, the one with fewest pods, then the first in the list.
 */
import type { KubernetesCluster } from "./cluster.js";
import type { ClusterNode } from "./node.js";
import type { Pod } from "./pod.js";

/** `undefined`: none fits. */
export function nodeFor(cluster: KubernetesCluster, pod: Pod): ClusterNode | undefined {
  const { workload } = pod.record;
  const fitting = cluster.nodes.filter((node) => node.isSchedulable && fits(cluster, node, pod));
  const rank = (node: ClusterNode): number => {
    const { pods } = node;
    const ofWorkload = pods.filter(({ record, isActive }) => record.workload === workload && isActive).length;
    return ofWorkload * SPREAD_WEIGHT + pods.length;
  };
  return fitting.reduce<ClusterNode | undefined>(
    (best, node) => (best === undefined || rank(node) < rank(best) ? node : best),
    undefined,
  );
}

/** More than pods that fit on a node. */
const SPREAD_WEIGHT = 1_000;

function fits(cluster: KubernetesCluster, node: ClusterNode, { workload }: Pod): boolean {
  const { milliCpu, memoryBytes } = cluster.nodeConfiguration(node.name);
  const taken = node.pods.map((pod) => pod.workload);
  const cpu = taken.reduce((sum, { milliCpuRequest }) => sum + milliCpuRequest, workload.milliCpuRequest);
  const memory = taken.reduce(
    (sum, { memoryBytesRequest }) => sum + memoryBytesRequest,
    workload.memoryBytesRequest,
  );
  return cpu <= milliCpu && memory <= memoryBytes;
}
