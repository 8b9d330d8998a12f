/** How long things take with a pod: creation, start, and the wait before a restart. */
import { NO_TIME, plus, sampleDuration, seconds, type Duration } from "@sysplex/sim-core";
import type { KubernetesCluster } from "./cluster.js";
import type { Pod } from "./pod.js";
import { backOff } from "./probes.js";

/** Docker forgets failures much sooner than Kubernetes. @source moby restartmanager: after ten seconds. */
const COMPOSE_RESET = seconds(10);

/** Sandbox, image and init containers. */
export function creationTime(cluster: KubernetesCluster, { record, workload }: Pod): Duration {
  const { podCreateDuration, podInitDuration } = cluster.parameters;
  const create = sampleDuration(podCreateDuration, cluster.stream(record.workload, "create"));
  if (!workload.hasInitContainers) return create;
  return plus(create, sampleDuration(podInitDuration, cluster.stream(record.workload, "init")));
}

/** From the start of the container to its service being ready. */
export function startDuration(cluster: KubernetesCluster, { record, workload }: Pod): Duration {
  const { podStartDuration, podAppServerStartDuration } = cluster.parameters;
  const isNode = workload.component === "app-server";
  const distribution = isNode ? podAppServerStartDuration : podStartDuration;
  return sampleDuration(distribution, cluster.stream(record.workload, "start"));
}

export interface RestartWait {
  /** Ends since the back-off was reset, this one counted. */
  readonly count: number;
  readonly backOff: Duration;
  /** From the end to the restart. */
  readonly delay: Duration;
}

/** @param ended How long the process was up, and how often it has ended before since the back-off was reset. */
export function restartAfter(
  { parameters, configuration }: KubernetesCluster,
  { uptime, failureCount }: { readonly uptime: Duration; readonly failureCount: number },
): RestartWait {
  const isCompose = configuration.orchestrator === "compose";
  const before = uptime >= (isCompose ? COMPOSE_RESET : parameters.crashBackOffReset) ? 0 : failureCount;
  if (isCompose) {
    const wait = backOff(before, parameters.composeBackOffMin, parameters.composeBackOffMax);
    return { count: before + 1, backOff: wait, delay: wait };
  }
  const { crashBackOffMin, crashBackOffMax, podRestartDelay } = parameters;
  const wait = before === 0 ? NO_TIME : backOff(before - 1, crashBackOffMin, crashBackOffMax);
  return { count: before + 1, backOff: wait, delay: plus(wait, podRestartDelay) };
}
