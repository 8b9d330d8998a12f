/** What the probes of a pod will find out as things stand: timers for it, and none for what they will not. */
import { after, plus, START, times } from "@sysplex/sim-core";
import type { KubernetesCluster } from "./cluster.js";
import type { Pod } from "./pod.js";
import { failureDue, passes, successDue } from "./probes.js";

/** Until it has passed, the others are not made. */
export function reviewStartup({ now }: KubernetesCluster, pod: Pod): void {
  const { startupProbe: probe } = pod.workload;
  if (probe === undefined) return;
  if (!passes(probe, pod.record)) return pod.cancel("startupPassed");
  const { timers, startedAt = START } = pod.record;
  if (timers.startupPassed !== undefined) return;
  const at = successDue(probe, pod.record, now);
  const last = after(startedAt, plus(probe.initialDelay, times(probe.period, probe.failureThreshold - 1)));
  if (at <= last) pod.cancel("startupFailed");
  pod.scheduleAt("startupPassed", at);
}

/** A container that fails it is restarted. */
export function reviewLiveness({ now }: KubernetesCluster, pod: Pod): void {
  const { livenessProbe: probe } = pod.workload;
  if (probe === undefined) return;
  if (passes(probe, pod.record)) return pod.cancel("livenessFailed");
  if (pod.record.timers.livenessFailed === undefined)
    pod.scheduleAt("livenessFailed", failureDue(probe, pod.record, now));
}

/** A pod that fails it gets no requests. Without one it is Ready from its start on. */
export function reviewReadiness({ now }: KubernetesCluster, pod: Pod): void {
  const { readinessProbe: probe } = pod.workload;
  if (probe === undefined) return pod.setReady(true);
  const { isReady, timers } = pod.record;
  const isPassing = passes(probe, pod.record);
  pod.cancel(isPassing ? "readinessFailed" : "readinessPassed");
  if (isPassing && !isReady && timers.readinessPassed === undefined)
    pod.scheduleAt("readinessPassed", successDue(probe, pod.record, now));
  if (!isPassing && isReady && timers.readinessFailed === undefined)
    pod.scheduleAt("readinessFailed", failureDue(probe, pod.record, now));
}
