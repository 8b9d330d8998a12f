/**
 * One pod and its container, as its kubelet runs them.
 *
 * Modelled: creation, start, the three probes, restarts in place with back-off, preStop and SIGTERM with a grace period,
 * SIGKILL, a process that hangs, an out-of-memory kill. A restart keeps the address; a new pod has a new one.
 * Simplified: one container; init containers are a time; probes find things out at once when they change something.
 * Not modelled: images that have to be pulled, volumes that cannot be attached, readiness gates, sidecars.
 * @source kubernetes.io, Pod Lifecycle; zowe-install-packaging containers/kubernetes.
 */
import {
  after,
  defineEvent,
  known,
  START,
  type Duration,
  type EventHandle,
  type Instant,
} from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import type { KubernetesCluster } from "./cluster.js";
import type { WorkloadConfiguration } from "./configuration.js";
import { removePod } from "./pod-life.js";
import { beginTermination, dropProcess, endProcess, restartForProbe, sendSigterm } from "./pod-end.js";
import { reviewLiveness, reviewReadiness, reviewStartup } from "./pod-probes.js";
import { beginService, countRestart, openPort, setStarted, startProcess } from "./pod-start.js";
import type { Draft } from "./draft.js";
import {
  hasProcess,
  isPortOpen,
  type ContainerState,
  type PodName,
  type PodRecord,
  type PodStep,
} from "./state.js";

const podStep = defineEvent(
  "zowe.kubernetes-pod-step",
  ({ zowe }: ZowePlex, { pod, uid, step }: { pod: PodName; uid: number; step: PodStep }) => {
    const view = known(zowe.kubernetes, "Kubernetes cluster").pod(pod);
    if (view.exists && view.record.uid === uid) view.onStep(step);
  },
);

/** Exit codes: 128 and the signal. */
const KILLED = 137;
const TERMINATED = 143;

/** A view of one pod in the store: it has no state of its own. */
export class Pod {
  constructor(
    private readonly cluster: KubernetesCluster,
    readonly name: PodName,
  ) {}

  get exists(): boolean {
    return this.cluster.state.pods[this.name] !== undefined;
  }

  get record(): PodRecord {
    return known(this.cluster.state.pods[this.name], `Pod ${this.name}`);
  }

  get workload(): WorkloadConfiguration {
    return this.cluster.workload(this.record.workload);
  }

  /** Its host and the host's network are there. */
  get isReachable(): boolean {
    const { node } = this.record;
    return node !== undefined && this.cluster.state.nodes[node]?.life === "up";
  }

  /** It counts for its workload: nobody has deleted it. */
  get isActive(): boolean {
    return this.record.deletion === undefined;
  }

  /** Ready for so long that a rollout may go on. */
  get isAvailable(): boolean {
    const { isReady, readySince } = this.record;
    const { minReady } = this.workload;
    return isReady && (readySince ?? START) <= this.cluster.now - minReady;
  }

  /** Ends the process: a fault of its own. */
  crash(exitCode = 1): void {
    if (hasProcess(this.record.container)) endProcess(this.cluster, this, exitCode, "Error");
  }

  /** The memory limit is exceeded: the kernel kills the process. */
  oomKill(): void {
    if (!hasProcess(this.record.container)) return;
    this.say("OOMKilling", `Memory cgroup out of memory: killed process of ${this.record.workload}`);
    endProcess(this.cluster, this, KILLED, "OOMKilled");
  }

  /** The process does nothing any more. */
  hang(): void {
    if (!hasProcess(this.record.container) || this.record.isHung) return;
    this.change("hangs", (pod) => {
      pod.isHung = true;
    });
    this.onHealthChanged();
  }

  resume(): void {
    if (!this.record.isHung) return;
    this.change("goes on", (pod) => {
      pod.isHung = false;
    });
    this.onHealthChanged();
  }

  /** `kubectl delete pod`. */
  delete(): void {
    if (!this.isActive) return;
    const { now } = this.cluster;
    this.change("is deleted", (pod) => {
      pod.deletion = { since: now };
    });
    this.cluster.review();
    // Without its kubelet's word a pod stays Terminating; one without a node is gone at once.
    if (this.isReachable || this.record.node === undefined) beginTermination(this.cluster, this);
  }

  /** `kubectl delete pod --force --grace-period=0`, or a sandbox that is lost: pod and address are gone at once. */
  forceDelete(): void {
    dropProcess(this.cluster, this, false);
    removePod(this.cluster, this.name);
  }

  /** @internal As the control plane has it. */
  setReady(isReady: boolean): void {
    if (this.record.isReady === isReady) return;
    const { now } = this.cluster;
    this.change(isReady ? "is Ready" : "is not Ready", (pod) => {
      pod.isReady = isReady;
      if (isReady) pod.readySince = now;
      else delete pod.readySince;
    });
    this.cluster.podReadyChanged.emit({ pod: this.name, workload: this.record.workload, isReady, at: now });
    if (isReady && this.workload.minReady > 0) this.schedule("available", this.workload.minReady);
    this.cluster.review();
  }

  /** @internal The taint of the node is tolerated for so long. */
  tolerate(duration: Duration): void {
    this.cancel("evicted");
    this.schedule("evicted", duration);
  }

  /** @internal */
  cancel(step: PodStep): void {
    const handle = this.record.timers[step];
    if (handle === undefined) return;
    this.cluster.sim.cancel(handle);
    this.change(`does not wait for ${step}`, (pod) => {
      delete pod.timers[step];
    });
  }

  /** @internal */
  onStep(step: PodStep): void {
    this.change(step, (pod) => {
      delete pod.timers[step];
    });
    const { cluster } = this;
    switch (step) {
      case "restartDue":
        countRestart(cluster, this);
        return startProcess(cluster, this);
      case "created":
        return startProcess(cluster, this);
      case "portOpen":
        return openPort(this);
      case "serving":
        return beginService(cluster, this);
      case "startupPassed":
        return setStarted(this);
      case "startupFailed":
        return restartForProbe(cluster, this, "Startup probe failed");
      case "livenessFailed":
        return restartForProbe(cluster, this, "Liveness probe failed");
      case "readinessPassed":
        return this.setReady(true);
      case "readinessFailed":
        this.say("Unhealthy", "Readiness probe failed");
        return this.setReady(false);
      case "available":
        return cluster.review();
      case "preStopDone":
        return sendSigterm(cluster, this);
      case "stopped":
        return endProcess(cluster, this, TERMINATED, "Completed");
      case "killDue":
        return endProcess(cluster, this, KILLED, "Error");
      case "evicted":
        this.say(
          "TaintManagerEviction",
          `Marking for deletion Pod ${cluster.configuration.namespace}/${this.name}`,
        );
        return this.delete();
    }
  }

  /** @internal Something has changed that probes find out, or that clients do. */
  onHealthChanged(): void {
    this.cluster.onPodHealthChanged(this);
    this.reviewProbes();
  }

  /** @internal */
  reviewProbes(): void {
    const { hasStarted, container } = this.record;
    if (!hasProcess(container) || container.kind === "stopping" || !this.isActive) return;
    if (!hasStarted) return reviewStartup(this.cluster, this);
    reviewLiveness(this.cluster, this);
    reviewReadiness(this.cluster, this);
  }

  /** @internal */
  enter(kind: Exclude<ContainerState["kind"], "waiting">): void {
    const { now } = this.cluster;
    this.change(kind, (pod) => {
      pod.container = { kind, since: now };
    });
  }

  /** @internal */
  schedule(step: PodStep, delay: Duration): void {
    this.scheduleAt(step, after(this.cluster.now, delay));
  }

  /** @internal */
  scheduleAt(step: PodStep, at: Instant): void {
    const { uid } = this.record;
    const handle: EventHandle = this.cluster.sim.at(at, podStep, { pod: this.name, uid, step });
    this.change(`waits for ${step}`, (pod) => {
      pod.timers[step] = handle;
    });
  }

  /** @internal */
  cancelAll(): void {
    for (const step of Object.keys(this.record.timers) as PodStep[]) {
      if (step !== "evicted") this.cancel(step);
    }
  }

  /** @internal */
  say(reason: Parameters<KubernetesCluster["say"]>[0], message: string): void {
    this.cluster.say(reason, `pod/${this.name}`, message);
  }

  /** @internal */
  change(cause: string, recipe: (pod: Draft<PodRecord>) => void): void {
    this.cluster.change(`${this.name}: ${cause}`, ({ pods }) => {
      recipe(known(pods[this.name], this.name));
    });
  }

  /** @internal Whether clients find an open port. */
  get isListening(): boolean {
    return isPortOpen(this.record.container);
  }
}
