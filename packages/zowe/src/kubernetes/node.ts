/**
 * One node, and what the control plane makes of it.
 *
 *     last lease ── grace period ── next look ── NotReady ── toleration ── pods are marked for deletion
 *
 * Modelled: a node that fails or that nobody reaches; NotReady; eviction by taint; pods that stay Terminating because no
 * kubelet confirms their end; the return of the node; the deletion of the node object; cordon and drain within budgets.
 * Simplified: nodes renew their leases at the same instants; evictions are not limited in rate.
 * Not modelled: pressure of memory or disk, zones, the out-of-service taint, the loss of the control plane itself.
 * @source kubernetes.io, Nodes; Taints and Tolerations; Safely Drain a Node.
 */
import { after, defineEvent, known, START, type Instant } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import { nextAddress } from "./addresses.js";
import type { KubernetesCluster } from "./cluster.js";
import type { NodeName } from "./configuration.js";
import { mayEvict } from "./disruption.js";
import type { Draft } from "./draft.js";
import type { Pod } from "./pod.js";
import { loseNode, regainNode } from "./pod-node.js";
import type { NodeRecord, NodeStep } from "./state.js";

const nodeStep = defineEvent(
  "zowe.kubernetes-node-step",
  ({ zowe }: ZowePlex, { node, step }: { node: NodeName; step: NodeStep }) =>
    known(zowe.kubernetes, "Kubernetes cluster").node(node).onStep(step),
);

/** A view of one node in the store: it has no state of its own. */
export class ClusterNode {
  constructor(
    private readonly cluster: KubernetesCluster,
    readonly name: NodeName,
  ) {}

  get record(): NodeRecord {
    return known(this.cluster.state.nodes[this.name], `Node ${this.name}`);
  }

  get pods(): readonly Pod[] {
    return this.cluster.pods.filter(({ record }) => record.node === this.name);
  }

  /** New pods may be bound to it. */
  get isSchedulable(): boolean {
    const { isReady, isCordoned, isDeleted } = this.record;
    return isReady && !isCordoned && !isDeleted;
  }

  /** The machine dies with everything on it. */
  fail(): void {
    if (this.record.life === "failed") return;
    const wasUp = this.record.life === "up";
    this.change("fails", (node) => {
      node.life = "failed";
    });
    for (const pod of this.pods) loseNode(this.cluster, pod);
    this.onUnreachable(wasUp);
  }

  /** Its network is cut; its pods go on. */
  isolate(): void {
    if (this.record.life !== "up") return;
    this.change("is cut off", (node) => {
      node.life = "isolated";
    });
    this.onUnreachable(true);
  }

  /** It boots, or its network is back. */
  start(): void {
    const { life, isDeleted } = this.record;
    if (life === "up" || isDeleted) return;
    this.change("is back", (node) => {
      node.life = "up";
    });
    this.cancel("notReady");
    for (const pod of this.pods) {
      const needsAddress = life === "failed" && pod.isActive;
      regainNode(this.cluster, pod, needsAddress ? nextAddress(this.cluster, this.name) : undefined);
    }
    this.cluster.onNetworkChanged();
    if (!this.record.isReady)
      this.schedule("ready", after(this.cluster.now, this.cluster.parameters.nodeReturnDelay));
  }

  /** `kubectl cordon`. */
  cordon(): void {
    this.setCordoned(true);
  }

  /** `kubectl uncordon`: ends a drain too. */
  uncordon(): void {
    this.cancel("drain");
    this.change("is drained no more", (node) => {
      node.isDraining = false;
    });
    this.setCordoned(false);
    this.cluster.review();
  }

  /** `kubectl drain`: evicts pod after pod, as budgets permit. */
  drain(): void {
    this.setCordoned(true);
    this.change("is drained", (node) => {
      node.isDraining = true;
    });
    this.evictAll();
  }

  /** `kubectl delete node`: its pods are forgotten with it, wherever they may still run. */
  remove(): void {
    const { pods } = this;
    this.cluster.say("RemovingNode", `node/${this.name}`, `Removing Node ${this.name} from Controller`);
    for (const step of ["notReady", "ready", "drain"] as const) this.cancel(step);
    this.change("is deleted", (node) => {
      node.isDeleted = true;
      node.isReady = false;
    });
    for (const pod of pods) pod.forceDelete();
    this.cluster.review();
  }

  /** @internal */
  onStep(step: NodeStep): void {
    this.change(step, (node) => {
      delete node.timers[step];
    });
    if (step === "notReady") this.becomeNotReady();
    else if (step === "ready") this.becomeReady();
    else if (this.record.isDraining) this.evictAll();
  }

  private onUnreachable(wasUp: boolean): void {
    this.cluster.onNetworkChanged();
    if (!wasUp || !this.record.isReady || this.cluster.configuration.orchestrator === "compose") return;
    this.cancel("ready");
    this.schedule("notReady", this.notReadyDue);
  }

  /** The first look of the node controller after the grace period since the last lease. */
  private get notReadyDue(): Instant {
    const { nodeLeasePeriod, nodeMonitorPeriod, nodeMonitorGracePeriod } = this.cluster.parameters;
    const { now } = this.cluster;
    const lastLease = (now - (now % nodeLeasePeriod)) as Instant;
    const overdue = after(lastLease, nodeMonitorGracePeriod);
    return after(
      START,
      (Math.ceil(overdue / nodeMonitorPeriod) * nodeMonitorPeriod) as typeof nodeMonitorPeriod,
    );
  }

  private becomeNotReady(): void {
    this.change("is NotReady", (node) => {
      node.isReady = false;
    });
    this.cluster.say("NodeNotReady", `node/${this.name}`, `Node ${this.name} status is now: NodeNotReady`);
    for (const pod of this.pods) {
      pod.setReady(false);
      if (pod.isActive) pod.tolerate(pod.workload.unreachableToleration);
    }
    this.cluster.review();
  }

  private becomeReady(): void {
    this.change("is Ready", (node) => {
      node.isReady = true;
    });
    this.cluster.say("NodeReady", `node/${this.name}`, `Node ${this.name} status is now: NodeReady`);
    for (const pod of this.pods) pod.cancel("evicted");
    this.cluster.review();
  }

  private setCordoned(isCordoned: boolean): void {
    if (this.record.isCordoned === isCordoned) return;
    this.change(isCordoned ? "is cordoned" : "is uncordoned", (node) => {
      node.isCordoned = isCordoned;
    });
    const reason = isCordoned ? "NodeNotSchedulable" : "NodeSchedulable";
    this.cluster.say(reason, `node/${this.name}`, `Node ${this.name} status is now: ${reason}`);
  }

  private evictAll(): void {
    const left = this.pods.filter((pod) => pod.isActive);
    for (const pod of left) {
      const budget = mayEvict(this.cluster, pod);
      if (budget === undefined) pod.delete();
      else
        this.cluster.say(
          "EvictionRefused",
          `pod/${pod.name}`,
          `Cannot evict pod as it would violate the pod's disruption budget ${budget}.`,
        );
    }
    if (this.pods.some((pod) => pod.isActive))
      this.schedule("drain", after(this.cluster.now, this.cluster.parameters.evictionRetryPeriod));
    else
      this.change("is empty", (node) => {
        node.isDraining = false;
      });
  }

  private schedule(step: NodeStep, at: Instant): void {
    this.cancel(step);
    const handle = this.cluster.sim.at(at, nodeStep, { node: this.name, step });
    this.change(`waits for ${step}`, (node) => {
      node.timers[step] = handle;
    });
  }

  private cancel(step: NodeStep): void {
    const handle = this.record.timers[step];
    if (handle === undefined) return;
    this.cluster.sim.cancel(handle);
    this.change(`does not wait for ${step}`, (node) => {
      delete node.timers[step];
    });
  }

  private change(cause: string, recipe: (node: Draft<NodeRecord>) => void): void {
    this.cluster.change(`${this.name}: ${cause}`, ({ nodes }) => {
      recipe(known(nodes[this.name], this.name));
    });
  }
}
