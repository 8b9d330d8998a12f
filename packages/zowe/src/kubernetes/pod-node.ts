/** What a pod has of its node: its place and address, and what the end and the return of the node are for it. */
import type { IpAddress } from "@sysplex/tcpip";
import type { KubernetesCluster } from "./cluster.js";
import type { NodeName } from "./configuration.js";
import { removePod } from "./pod-life.js";
import type { Pod } from "./pod.js";
import { beginTermination, dropProcess } from "./pod-end.js";
import { countRestart, createSandbox } from "./pod-start.js";
import { hasProcess } from "./state.js";

/** The scheduler has found a node. */
export function bind(cluster: KubernetesCluster, pod: Pod, node: NodeName, ip: IpAddress): void {
  pod.change(`is bound to ${node}`, (record) => {
    record.node = node;
    record.ip = ip;
  });
  cluster.onAddressChanged();
  pod.say("Scheduled", `Successfully assigned ${cluster.configuration.namespace}/${pod.name} to ${node}`);
  createSandbox(cluster, pod);
}

/** The node has gone down with it; nobody is told. */
export function loseNode(cluster: KubernetesCluster, pod: Pod): void {
  pod.cancelAll();
  dropProcess(cluster, pod, false);
  pod.enter("lost");
}

/** The kubelet is back. @param ip After a boot, which makes the sandbox anew. */
export function regainNode(cluster: KubernetesCluster, pod: Pod, ip: IpAddress | undefined): void {
  pod.cancel("evicted");
  if (!pod.isActive) {
    if (hasProcess(pod.record.container)) beginTermination(cluster, pod);
    else removePod(cluster, pod.name);
    return;
  }
  if (ip === undefined) return pod.reviewProbes();
  if (pod.workload.restart !== "always") return pod.enter("ended"); // A daemon that starts restarts no others.
  pod.change("gets a new sandbox", (record) => {
    record.ip = ip;
  });
  countRestart(cluster, pod);
  pod.setReady(false);
  cluster.onAddressChanged();
  createSandbox(cluster, pod);
}
