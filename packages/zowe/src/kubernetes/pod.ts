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
  between,
  defineEvent,
  known,
  longer,
  minus,
  NO_TIME,
  sampleDuration,
  START,
  type Duration,
  type EventHandle,
  type Instant,
} from "@sysplex/sim-core";
import type { IpAddress } from "@sysplex/tcpip";
import type { ZowePlex } from "../plex.js";
import type { KubernetesCluster } from "./cluster.js";
import type { NodeName, WorkloadConfiguration } from "./configuration.js";
import { reviewLiveness, reviewReadiness, reviewStartup } from "./pod-probes.js";
import { creationTime, restartAfter, startDuration } from "./pod-times.js";
import { failureDue } from "./probes.js";
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
    if (hasProcess(this.record.container)) this.onProcessEnded(exitCode, "Error");
  }

  /** The memory limit is exceeded: the kernel kills the process. */
  oomKill(): void {
    if (!hasProcess(this.record.container)) return;
    this.say("OOMKilling", `Memory cgroup out of memory: killed process of ${this.record.workload}`);
    this.onProcessEnded(KILLED, "OOMKilled");
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
    if (this.isReachable || this.record.node === undefined) this.beginTermination();
  }

  /** `kubectl delete pod --force --grace-period=0`, or a sandbox that is lost: pod and address are gone at once. */
  forceDelete(): void {
    this.stopProcess(false);
    this.cluster.removePod(this.name);
  }

  /** @internal The scheduler has found a node. */
  bind(node: NodeName, ip: IpAddress): void {
    const { cluster } = this;
    this.change(`is bound to ${node}`, (pod) => {
      pod.node = node;
      pod.ip = ip;
    });
    this.cluster.onAddressChanged();
    this.say("Scheduled", `Successfully assigned ${cluster.configuration.namespace}/${this.name} to ${node}`);
    this.create();
  }

  /** @internal Sandbox and init containers. */
  create(): void {
    this.enter("creating");
    this.schedule("created", creationTime(this.cluster, this));
  }

  /** @internal Up and ready when the simulation begins. */
  bringUp(): void {
    this.cancelAll();
    this.beginProcess();
    this.enter("serving");
    this.onHealthChanged();
    this.setStarted();
    this.setReady(true);
    this.cancelAll();
    this.cluster.eureka.onReady(this.name);
  }

  /** @internal The node has gone down with it; nobody is told. */
  onNodeFailed(): void {
    this.cancelAll();
    this.stopProcess(false);
    this.enter("lost");
  }

  /** @internal The kubelet is back: after a boot the sandbox is made anew. */
  onNodeReturned(ip: IpAddress | undefined): void {
    this.cancel("evicted");
    if (!this.isActive) {
      if (hasProcess(this.record.container)) this.beginTermination();
      else this.cluster.removePod(this.name);
      return;
    }
    if (ip === undefined) return this.reviewProbes();
    if (this.workload.restart !== "always") return this.enter("ended"); // A daemon that starts restarts no others.
    this.change("gets a new sandbox", (pod) => {
      pod.ip = ip;
    });
    this.countRestart();
    this.setReady(false);
    this.cluster.onAddressChanged();
    this.create();
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
    switch (step) {
      case "created":
      case "restartDue":
        return this.startProcess(step === "restartDue");
      case "portOpen":
        this.enter("listening");
        return this.onHealthChanged();
      case "serving":
        return this.onServing();
      case "startupPassed":
        return this.setStarted();
      case "startupFailed":
        return this.restart("Startup probe failed");
      case "livenessFailed":
        return this.restart("Liveness probe failed");
      case "readinessPassed":
        return this.setReady(true);
      case "readinessFailed":
        this.say("Unhealthy", "Readiness probe failed");
        return this.setReady(false);
      case "available":
        return this.cluster.review();
      case "preStopDone":
        return this.sendSigterm();
      case "stopped":
        return this.onProcessEnded(TERMINATED, "Completed");
      case "killDue":
        return this.onProcessEnded(KILLED, "Error");
      case "evicted":
        this.say(
          "TaintManagerEviction",
          `Marking for deletion Pod ${this.cluster.configuration.namespace}/${this.name}`,
        );
        return this.delete();
    }
  }

  private startProcess(isRestart: boolean): void {
    if (isRestart) this.countRestart();
    this.beginProcess();
    this.say("Started", `Started container ${this.record.workload}`);
    const duration = startDuration(this.cluster, this);
    const { listenerToReady } = this.cluster.parameters;
    this.schedule("portOpen", longer(minus(duration, listenerToReady), NO_TIME));
    this.schedule("serving", duration);
    const { startupProbe } = this.workload;
    if (startupProbe === undefined) this.setStarted();
    else this.scheduleAt("startupFailed", failureDue(startupProbe, this.record, this.cluster.now));
  }

  private countRestart(): void {
    this.cluster.change(`${this.name} is restarted`, ({ pods, workloads }) => {
      const pod = known(pods[this.name], this.name);
      pod.restartCount += 1;
      known(workloads[pod.workload], pod.workload).restartCount += 1;
    });
  }

  private beginProcess(): void {
    const process = this.cluster.nextProcess();
    const { now } = this.cluster;
    this.change("starts its container", (pod) => {
      pod.process = process;
      pod.startedAt = now;
      pod.isHung = false;
      pod.hasStarted = false;
      delete pod.restartReason;
    });
    this.enter("starting");
    this.onHealthChanged();
  }

  private onServing(): void {
    this.enter("serving");
    this.onHealthChanged();
    this.cluster.eureka.onReady(this.name);
  }

  private setStarted(): void {
    this.cancel("startupFailed");
    this.change("has started", (pod) => {
      pod.hasStarted = true;
    });
    this.reviewProbes();
  }

  /** Something has changed that probes find out, or that clients do. */
  private onHealthChanged(): void {
    this.cluster.onPodHealthChanged(this);
    this.reviewProbes();
  }

  private reviewProbes(): void {
    const { hasStarted, container } = this.record;
    if (!hasProcess(container) || container.kind === "stopping" || !this.isActive) return;
    if (!hasStarted) return reviewStartup(this.cluster, this);
    reviewLiveness(this.cluster, this);
    reviewReadiness(this.cluster, this);
  }

  /** A probe has failed too often. */
  private restart(reason: string): void {
    const { workload } = this;
    this.say("Unhealthy", reason);
    if (this.cluster.configuration.orchestrator === "compose") return; // Marked unhealthy, and left as it is.
    this.say(
      "Killing",
      `Container ${workload.name} failed ${reason.split(" ", 1)[0]} probe, will be restarted`,
    );
    this.change(reason, (pod) => {
      pod.restartReason = reason;
    });
    this.beginTermination();
  }

  private beginTermination(): void {
    const { container } = this.record;
    if (!hasProcess(container)) {
      if (!this.isActive) this.cluster.removePod(this.name);
      return;
    }
    if (!this.isActive) this.say("Killing", `Stopping container ${this.workload.name}`);
    if (this.record.timers.killDue === undefined) this.schedule("killDue", this.workload.terminationGrace);
    if (container.kind === "stopping" || this.record.timers.preStopDone !== undefined) return;
    if (this.workload.hasPreStop) this.schedule("preStopDone", this.cluster.parameters.preStopDuration);
    else this.sendSigterm();
  }

  private sendSigterm(): void {
    if (this.record.isHung || !hasProcess(this.record.container)) return;
    for (const step of ["portOpen", "serving", "startupPassed", "startupFailed"] as const) this.cancel(step);
    const wasServing = this.record.container.kind === "serving";
    this.enter("stopping");
    if (wasServing) this.cluster.eureka.onStopping(this.name);
    this.cluster.onPodHealthChanged(this);
    const { podStopDuration } = this.cluster.parameters;
    const duration = sampleDuration(podStopDuration, this.cluster.stream(this.record.workload, "stop"));
    this.schedule("stopped", duration);
  }

  private onProcessEnded(exitCode: number, reason: string): void {
    this.cancelAll();
    const { startedAt = START, failureCount } = this.record;
    const uptime = between(startedAt, this.cluster.now);
    this.stopProcess(this.isReachable);
    if (!this.isActive) return this.cluster.removePod(this.name);
    this.enter("ended");
    this.setReady(false);
    const isFailure = exitCode !== 0 || this.record.restartReason !== undefined;
    const { restart } = this.workload;
    if (restart === "no" || (restart === "on-failure" && !isFailure)) return;
    const { count, backOff, delay } = restartAfter(this.cluster, { uptime, failureCount });
    const { now } = this.cluster;
    this.change(`${reason}: restarts`, (pod) => {
      pod.failureCount = count;
      pod.container = { kind: "waiting", since: now, isBackOff: backOff > 0 };
    });
    if (backOff > 0 && this.cluster.configuration.orchestrator === "kubernetes")
      this.say("BackOff", `Back-off restarting failed container ${this.workload.name} in pod ${this.name}`);
    this.schedule("restartDue", delay);
  }

  /** @param tellsPeers The host lives and resets connections. */
  private stopProcess(tellsPeers: boolean): void {
    const { process } = this.record;
    if (process < 0) return;
    this.change("has no process", (pod) => {
      pod.process = -1;
      pod.hasStarted = false;
      pod.isHung = false;
    });
    this.cluster.onProcessEnded(this, process, tellsPeers);
  }

  private enter(kind: Exclude<ContainerState["kind"], "waiting">): void {
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

  private say(reason: Parameters<KubernetesCluster["say"]>[0], message: string): void {
    this.cluster.say(reason, `pod/${this.name}`, message);
  }

  private change(cause: string, recipe: (pod: Draft<PodRecord>) => void): void {
    this.cluster.change(`${this.name}: ${cause}`, ({ pods }) => {
      recipe(known(pods[this.name], this.name));
    });
  }

  /** @internal Whether clients find an open port. */
  get isListening(): boolean {
    return isPortOpen(this.record.container);
  }
}
