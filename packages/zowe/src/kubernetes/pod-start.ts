/** How the container of a pod comes up: sandbox, process, open port, service. */
import { known, longer, minus, NO_TIME } from "@sysplex/sim-core";
import type { KubernetesCluster } from "./cluster.js";
import type { Pod } from "./pod.js";
import { creationTime, startDuration } from "./pod-times.js";
import { failureDue } from "./probes.js";

/** Sandbox and init containers. */
export function createSandbox(cluster: KubernetesCluster, pod: Pod): void {
  pod.enter("creating");
  pod.schedule("created", creationTime(cluster, pod));
}

/** Up and ready when the simulation begins. */
export function bringUp(cluster: KubernetesCluster, pod: Pod): void {
  pod.cancelAll();
  beginProcess(cluster, pod);
  pod.enter("serving");
  pod.onHealthChanged();
  setStarted(pod);
  pod.setReady(true);
  pod.cancelAll();
  cluster.eureka.onReady(pod.name);
}

export function startProcess(cluster: KubernetesCluster, pod: Pod): void {
  beginProcess(cluster, pod);
  pod.say("Started", `Started container ${pod.record.workload}`);
  const duration = startDuration(cluster, pod);
  const { listenerToReady } = cluster.parameters;
  pod.schedule("portOpen", longer(minus(duration, listenerToReady), NO_TIME));
  pod.schedule("serving", duration);
  const { startupProbe } = pod.workload;
  if (startupProbe === undefined) setStarted(pod);
  else pod.scheduleAt("startupFailed", failureDue(startupProbe, pod.record, cluster.now));
}

export function countRestart(cluster: KubernetesCluster, { name }: Pod): void {
  cluster.change(`${name} is restarted`, ({ pods, workloads }) => {
    const pod = known(pods[name], name);
    pod.restartCount += 1;
    known(workloads[pod.workload], pod.workload).restartCount += 1;
  });
}

export function openPort(pod: Pod): void {
  pod.enter("listening");
  pod.onHealthChanged();
}

export function beginService(cluster: KubernetesCluster, pod: Pod): void {
  pod.enter("serving");
  pod.onHealthChanged();
  cluster.eureka.onReady(pod.name);
}

/** The startup probe has passed, or there is none. */
export function setStarted(pod: Pod): void {
  pod.cancel("startupFailed");
  pod.change("has started", (record) => {
    record.hasStarted = true;
  });
  pod.reviewProbes();
}

function beginProcess(cluster: KubernetesCluster, pod: Pod): void {
  const process = cluster.nextProcess();
  const { now } = cluster;
  pod.change("starts its container", (record) => {
    record.process = process;
    record.startedAt = now;
    record.isHung = false;
    record.hasStarted = false;
    delete record.restartReason;
  });
  pod.enter("starting");
  pod.onHealthChanged();
}
