/** How the container of a pod ends: preStop, SIGTERM, the grace period, SIGKILL, and the restart in place that may follow. */
import { between, sampleDuration, START } from "@sysplex/sim-core";
import type { KubernetesCluster } from "./cluster.js";
import { removePod } from "./pod-life.js";
import type { Pod } from "./pod.js";
import { restartAfter } from "./pod-times.js";
import { hasProcess } from "./state.js";

/** A probe has failed too often. */
export function restartForProbe(cluster: KubernetesCluster, pod: Pod, reason: string): void {
  const { workload } = pod;
  pod.say("Unhealthy", reason);
  if (cluster.configuration.orchestrator === "compose") return; // Marked unhealthy, and left as it is.
  pod.say("Killing", `Container ${workload.name} failed ${reason.split(" ", 1)[0]} probe, will be restarted`);
  pod.change(reason, (record) => {
    record.restartReason = reason;
  });
  beginTermination(cluster, pod);
}

export function beginTermination(cluster: KubernetesCluster, pod: Pod): void {
  const { container } = pod.record;
  if (!hasProcess(container)) {
    if (!pod.isActive) removePod(cluster, pod.name);
    return;
  }
  if (!pod.isActive) pod.say("Killing", `Stopping container ${pod.workload.name}`);
  if (pod.record.timers.killDue === undefined) pod.schedule("killDue", pod.workload.terminationGrace);
  if (container.kind === "stopping" || pod.record.timers.preStopDone !== undefined) return;
  if (pod.workload.hasPreStop) pod.schedule("preStopDone", cluster.parameters.preStopDuration);
  else sendSigterm(cluster, pod);
}

export function sendSigterm(cluster: KubernetesCluster, pod: Pod): void {
  if (pod.record.isHung || !hasProcess(pod.record.container)) return;
  for (const step of ["portOpen", "serving", "startupPassed", "startupFailed"] as const) pod.cancel(step);
  const wasServing = pod.record.container.kind === "serving";
  pod.enter("stopping");
  if (wasServing) cluster.eureka.onStopping(pod.name);
  cluster.onPodHealthChanged(pod);
  const { podStopDuration } = cluster.parameters;
  pod.schedule("stopped", sampleDuration(podStopDuration, cluster.stream(pod.record.workload, "stop")));
}

/** It ends, and the kubelet looks at what is to be done. */
export function endProcess(cluster: KubernetesCluster, pod: Pod, exitCode: number, reason: string): void {
  pod.cancelAll();
  const { startedAt = START, failureCount } = pod.record;
  const uptime = between(startedAt, cluster.now);
  dropProcess(cluster, pod, pod.isReachable);
  if (!pod.isActive) return removePod(cluster, pod.name);
  pod.enter("ended");
  pod.setReady(false);
  const isFailure = exitCode !== 0 || pod.record.restartReason !== undefined;
  const { restart } = pod.workload;
  if (restart === "no" || (restart === "on-failure" && !isFailure)) return;
  const { count, backOff, delay } = restartAfter(cluster, { uptime, failureCount });
  const { now } = cluster;
  pod.change(`${reason}: restarts`, (record) => {
    record.failureCount = count;
    record.container = { kind: "waiting", since: now, isBackOff: backOff > 0 };
  });
  if (backOff > 0 && cluster.configuration.orchestrator === "kubernetes")
    pod.say("BackOff", `Back-off restarting failed container ${pod.workload.name} in pod ${pod.name}`);
  pod.schedule("restartDue", delay);
}

/** @param tellsPeers The host lives and resets connections. */
export function dropProcess(cluster: KubernetesCluster, pod: Pod, tellsPeers: boolean): void {
  const { process } = pod.record;
  if (process < 0) return;
  pod.change("has no process", (record) => {
    record.process = -1;
    record.hasStarted = false;
    record.isHung = false;
  });
  cluster.onProcessEnded(pod, process, tellsPeers);
}
