/**
 * PodDisruptionBudget: how many pods may be away because somebody wants it. Failures and rollouts do not ask.
 *
 * @source kubernetes.io, Disruptions; Specifying a Disruption Budget: shares are rounded up.
 */
import type { KubernetesCluster } from "./cluster.js";
import { podsOf, selects, type BudgetConfiguration } from "./configuration.js";
import type { Pod } from "./pod.js";

/** The budget that forbids the eviction of a pod; `undefined`: it may go. */
export function mayEvict(cluster: KubernetesCluster, pod: Pod): string | undefined {
  if (!pod.record.isReady) return undefined; // It is not counted as healthy anyway.
  const { labels } = pod.workload;
  const budgets = cluster.configuration.budgets.filter(({ selector }) => selects(selector, labels));
  return budgets.find((budget) => disruptionsAllowed(cluster, budget) <= 0)?.name;
}

/** As `kubectl get pdb` shows it. */
export function disruptionsAllowed(cluster: KubernetesCluster, budget: BudgetConfiguration): number {
  const workloads = cluster.configuration.workloads.filter(({ labels }) => selects(budget.selector, labels));
  const expected = workloads.reduce((sum, { name }) => sum + cluster.replicasOf(name), 0);
  const names = workloads.map(({ name }) => name);
  const healthy = cluster.pods.filter(
    ({ record, isActive }) => names.includes(record.workload) && record.isReady && isActive,
  ).length;
  const { minAvailable, maxUnavailable } = budget;
  const needed =
    maxUnavailable === undefined
      ? podsOf(minAvailable ?? { kind: "count", count: 0 }, expected, "up")
      : expected - podsOf(maxUnavailable, expected, "up");
  return Math.max(0, healthy - needed);
}
