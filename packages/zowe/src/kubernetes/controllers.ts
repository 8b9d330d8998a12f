/**
 * What the controllers of Deployments and StatefulSets do when they look at their pods.
 *
 * Modelled: the replica count; rolling updates with maxSurge and maxUnavailable, Recreate; ordinals of a StatefulSet, one
 * after the other, and its rolling update from the highest down. A pod of a Deployment that is Terminating counts no more;
 * a pod of a StatefulSet keeps its name until it is gone, so there is no other meanwhile.
 * Not modelled: progressDeadlineSeconds, partitions, roll-back, paused rollouts.
 * @source kubernetes.io, Deployments; StatefulSets.
 */
import type { KubernetesCluster } from "./cluster.js";
import { podsOf, type WorkloadConfiguration } from "./configuration.js";
import type { Pod } from "./pod.js";
import { createPod } from "./pod-life.js";

/** Looks at one workload, and does one step of what is to be done; changes bring it back here. */
export function reconcile(cluster: KubernetesCluster, workload: WorkloadConfiguration): void {
  if (workload.kind === "StatefulSet") reconcileStatefulSet(cluster, workload);
  else if (workload.kind === "Deployment") reconcileDeployment(cluster, workload);
}

function reconcileDeployment(cluster: KubernetesCluster, workload: WorkloadConfiguration): void {
  const { name, strategy } = workload;
  const { revision, replicas } = cluster.workloadRecord(name);
  const pods = cluster.podsOf(name);
  const active = pods.filter((pod) => pod.isActive);
  const current = active.filter(({ record }) => record.revision === revision);
  const old = active.filter(({ record }) => record.revision !== revision);
  if (strategy.kind === "RollingUpdate" && old.length > 0) {
    const surge = podsOf(strategy.maxSurge, replicas, "up");
    const missing = podsOf(strategy.maxUnavailable, replicas, "down");
    rollOn(cluster, workload, {
      current,
      old,
      replicas,
      surge,
      missing: surge + missing === 0 ? 1 : missing,
    });
    return;
  }
  const leftOver = pods.filter(({ record, isActive }) => !isActive && record.revision !== revision);
  for (const pod of old) remove(cluster, pod);
  if (strategy.kind === "Recreate" && (old.length > 0 || leftOver.length > 0)) return;
  create(cluster, workload, replicas - current.length);
  const surplus = current.length - replicas;
  if (surplus > 0) for (const pod of leastWorth(current).slice(0, surplus)) remove(cluster, pod);
}

interface Rollout {
  readonly current: readonly Pod[];
  readonly old: readonly Pod[];
  readonly replicas: number;
  readonly surge: number;
  readonly missing: number;
}

/** One step: as many new ones as the surge permits, as many old ones away as need not be available. */
function rollOn(cluster: KubernetesCluster, workload: WorkloadConfiguration, rollout: Rollout): void {
  const { current, old, replicas, surge, missing } = rollout;
  const room = replicas + surge - current.length - old.length;
  create(cluster, workload, Math.min(room, replicas - current.length));
  const available = [...current, ...old].filter((pod) => pod.isAvailable).length;
  const needed = replicas - missing;
  const idle = old.filter((pod) => !pod.isAvailable);
  const idleNew = current.filter((pod) => !pod.isAvailable).length;
  const idleToGo = Math.max(0, Math.min(idle.length, current.length + old.length - needed - idleNew));
  const working = leastWorth(old.filter((pod) => pod.isAvailable));
  for (const pod of idle.slice(0, idleToGo)) remove(cluster, pod);
  for (const pod of working.slice(0, Math.max(0, available - needed))) remove(cluster, pod);
}

function reconcileStatefulSet(cluster: KubernetesCluster, workload: WorkloadConfiguration): void {
  const { name, isOrdered, strategy } = workload;
  const { revision, replicas } = cluster.workloadRecord(name);
  const pods = cluster.podsOf(name);
  const at = (ordinal: number): Pod | undefined => pods.find(({ record }) => record.ordinal === ordinal);
  for (let ordinal = 0; ordinal < replicas; ordinal += 1) {
    const pod = at(ordinal);
    if (pod === undefined) createPod(cluster, workload, ordinal);
    if (isOrdered && (pod === undefined || !pod.isActive || !pod.isAvailable)) return;
  }
  const surplus = pods.filter(({ record }) => record.ordinal >= replicas);
  const [last] = [...surplus].sort((a, b) => b.record.ordinal - a.record.ordinal);
  if (last !== undefined) return last.isActive ? remove(cluster, last) : undefined;
  if (strategy.kind !== "RollingUpdate") return;
  for (let ordinal = replicas - 1; ordinal >= 0; ordinal -= 1) {
    const pod = at(ordinal);
    if (pod?.record.revision !== revision) return pod?.isActive === true ? remove(cluster, pod) : undefined;
    if (!pod.isAvailable) return;
  }
}

function create(cluster: KubernetesCluster, workload: WorkloadConfiguration, count: number): void {
  if (count <= 0) return;
  const { replicas } = cluster.workloadRecord(workload.name);
  cluster.say(
    "ScalingReplicaSet",
    `deployment/${workload.name}`,
    `Scaled up replica set by ${count} of ${replicas}`,
  );
  for (let made = 0; made < count; made += 1) createPod(cluster, workload);
}

function remove(cluster: KubernetesCluster, pod: Pod): void {
  const { workload } = pod.record;
  cluster.say("SuccessfulDelete", `${workload}`, `Deleted pod: ${pod.name}`);
  pod.delete();
}

/** Not ready ones first, then the youngest. @source kubernetes.io, ReplicaSet: scaling down. */
function leastWorth(pods: readonly Pod[]): readonly Pod[] {
  return [...pods].sort(
    (a, b) => Number(a.record.isReady) - Number(b.record.isReady) || b.record.uid - a.record.uid,
  );
}
