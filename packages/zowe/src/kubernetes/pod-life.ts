/** Pods come, find a node, and go. */
import { known } from "@sysplex/sim-core";
import { nextAddress } from "./addresses.js";
import type { KubernetesCluster } from "./cluster.js";
import type { WorkloadConfiguration } from "./configuration.js";
import type { Draft } from "./draft.js";
import type { Pod } from "./pod.js";
import { bind } from "./pod-node.js";
import { nodeFor } from "./scheduler.js";
import type { PodName, PodRecord } from "./state.js";

/** @param ordinal Of a pod of a StatefulSet; others are numbered as they come. */
export function createPod(
  cluster: KubernetesCluster,
  workload: WorkloadConfiguration,
  ordinal?: number,
): void {
  const { podCount } = cluster.workloadRecord(workload.name);
  const slot = cluster.programs.freeSlot(workload.name);
  if (slot < 0) return; // As if a quota was exhausted: tried again when a pod has gone.
  const number = workload.kind === "StatefulSet" ? (ordinal ?? podCount) : podCount;
  const name = workload.kind === "Container" ? workload.name : `${workload.name}-${number}`;
  cluster.change(`${name} is created`, (state) => {
    const { revision } = known(state.workloads[workload.name], workload.name);
    known(state.workloads[workload.name], workload.name).podCount += 1;
    state.podCount += 1;
    state.pods[name] = newPod(cluster, {
      workload: workload.name,
      ordinal: number,
      revision,
      slot,
    }) as Draft<PodRecord>;
  });
  cluster.say("SuccessfulCreate", `${workload.kind.toLowerCase()}/${workload.name}`, `Created pod: ${name}`);
  cluster.review();
}

/** It is gone, with its address. */
export function removePod(cluster: KubernetesCluster, name: PodName): void {
  const pod = cluster.pod(name);
  pod.cancelAll();
  pod.cancel("evicted");
  if (pod.record.isReady) pod.setReady(false);
  cluster.change(`${name} is gone`, ({ pods }) => {
    delete pods[name];
  });
  cluster.onNetworkChanged();
  cluster.review();
}

/** Looks for a node for it. @returns False: there is none. */
export function placePod(cluster: KubernetesCluster, pod: Pod): boolean {
  const node = nodeFor(cluster, pod);
  if (node === undefined) {
    const total = cluster.configuration.nodes.length;
    cluster.say("FailedScheduling", `pod/${pod.name}`, `0/${total} nodes are available.`);
    return false;
  }
  bind(cluster, pod, node.name, nextAddress(cluster, node.name));
  return true;
}

function newPod(
  { state, now }: KubernetesCluster,
  pod: Pick<PodRecord, "workload" | "ordinal" | "revision" | "slot">,
): PodRecord {
  return {
    ...pod,
    uid: state.podCount + 1,
    createdAt: now,
    container: { kind: "pending", since: now },
    isHung: false,
    hasStarted: false,
    isReady: false,
    restartCount: 0,
    failureCount: 0,
    process: -1,
    timers: {},
  };
}
