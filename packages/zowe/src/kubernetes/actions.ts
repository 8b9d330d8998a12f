/** What people and faults do to a cluster, as a timeline names it. */
import type { KubernetesCluster } from "./cluster.js";
import type { ClusterConfiguration } from "./configuration.js";
import type { ClusterNode } from "./node.js";
import type { Pod } from "./pod.js";

export type ClusterAction =
  | { readonly target: "pod"; readonly name: string; readonly verb: PodVerb }
  | { readonly target: "node"; readonly name: string; readonly verb: NodeVerb }
  | { readonly target: "workload"; readonly name: string; readonly verb: "rollout" }
  | { readonly target: "workload"; readonly name: string; readonly verb: "scale"; readonly replicas: number };

export type PodVerb = keyof typeof podVerbs;
export type NodeVerb = keyof typeof nodeVerbs;

/** By verb, what it does to a pod. */
export const podVerbs = {
  /** The process ends; the container is restarted in place. */
  fail: (pod: Pod) => pod.crash(),
  /** The kernel kills it for its memory. */
  oom: (pod: Pod) => pod.oomKill(),
  /** `kubectl delete pod`. */
  stop: (pod: Pod) => pod.delete(),
  /** Pod and address are gone at once, and nobody is told. */
  lose: (pod: Pod) => pod.forceDelete(),
  hang: (pod: Pod) => pod.hang(),
  resume: (pod: Pod) => pod.resume(),
} as const;

/** By verb, what it does to a node. */
export const nodeVerbs = {
  /** Power off. */
  fail: (node: ClusterNode) => node.fail(),
  /** `kubectl drain`. */
  stop: (node: ClusterNode) => node.drain(),
  /** It is back, and takes pods. */
  start: (node: ClusterNode) => {
    node.start();
    node.uncordon();
  },
  /** Its network is cut. */
  hang: (node: ClusterNode) => node.isolate(),
  resume: (node: ClusterNode) => node.start(),
  /** `kubectl delete node`. */
  remove: (node: ClusterNode) => node.remove(),
} as const;

/** False: there is no such pod at this instant. A workload in place of a pod is its first pod. */
export function perform(cluster: KubernetesCluster, action: ClusterAction): boolean {
  if (action.target === "pod") {
    const pod = cluster.findPod(action.name);
    if (pod !== undefined) podVerbs[action.verb](pod);
    return pod !== undefined;
  }
  if (action.target === "node") nodeVerbs[action.verb](cluster.node(action.name));
  else if (action.verb === "rollout") cluster.rollOut(action.name);
  else cluster.scale(action.name, action.replicas);
  return true;
}

/** Why an action can never be carried out; `undefined`: it can. For pods, as far as their workload is concerned. */
export function problemWith(
  { nodes, workloads }: Pick<ClusterConfiguration, "nodes" | "workloads">,
  { target, name }: Pick<ClusterAction, "target" | "name">,
): string | undefined {
  if (target === "node")
    return nodes.some((node) => node.name === name) ? undefined : `There is no node ${name} in the cluster`;
  const known = workloads.map((workload) => workload.name);
  const isKnown = known.includes(name) || (target === "pod" && known.includes(name.replace(/-\d+$/, "")));
  return isKnown ? undefined : `There is no ${target} ${name} in the manifests`;
}
