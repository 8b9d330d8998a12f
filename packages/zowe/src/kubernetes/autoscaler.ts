/**
 * HorizontalPodAutoscaler on CPU, in percent of what is requested.
 *
 *     wanted = ⌈ready pods × usage / target⌉, unless usage / target lies within the tolerance
 *
 * Modelled: the period; the tolerance; the highest recommendation of the stabilization window before pods are taken away;
 * pods that are not Ready count as using nothing when usage is high.
 * Simplified: usage is the mean since the last look; metrics come at once.
 * Not modelled: other metrics, scaling policies of `behavior`.
 * @source kubernetes.io, Horizontal Pod Autoscaling: algorithm details.
 */
import { after, defineEvent, inSeconds, known, type Duration } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import type { KubernetesCluster } from "./cluster.js";
import type { AutoscalerConfiguration } from "./configuration.js";
import type { AutoscalerRecord } from "./state.js";

const autoscalerLooked = defineEvent(
  "zowe.kubernetes-autoscaler-looked",
  ({ zowe }: ZowePlex, name: string) =>
    new Autoscaler(known(zowe.kubernetes, "Kubernetes cluster"), name).onLook(),
);

/** A view of one autoscaler in the store: it has no state of its own. */
export class Autoscaler {
  constructor(
    private readonly cluster: KubernetesCluster,
    readonly name: string,
  ) {}

  get configuration(): AutoscalerConfiguration {
    const { autoscalers } = this.cluster.configuration;
    return known(
      autoscalers.find(({ name }) => name === this.name),
      `Autoscaler ${this.name}`,
    );
  }

  start(): void {
    this.cluster.sim.after(this.cluster.parameters.autoscalerPeriod, autoscalerLooked, this.name);
  }

  /** @internal */
  onLook(): void {
    const { workload } = this.configuration;
    const present = this.cluster.replicasOf(workload);
    const wanted = this.stabilized(present, this.recommendation(present));
    this.noteUsage();
    if (wanted !== present) {
      const message = `New size: ${wanted}; reason: cpu resource utilization (percentage of request)`;
      this.cluster.say("SuccessfulRescale", `horizontalpodautoscaler/${this.name}`, message);
      this.cluster.scale(workload, wanted);
    }
    this.start();
  }

  private recommendation(present: number): number {
    const { workload, cpuUtilization, minReplicas, maxReplicas } = this.configuration;
    const { autoscalerPeriod, autoscalerTolerance } = this.cluster.parameters;
    const pods = this.cluster.podsOf(workload).filter(({ record, isActive }) => record.isReady && isActive);
    const used = pods.reduce((sum, pod) => sum + this.usedSince(pod.name), 0);
    const request = (this.cluster.workload(workload).milliCpuRequest / MILLI) * inSeconds(autoscalerPeriod);
    const target = (cpuUtilization / PERCENT) * request;
    const bounded = (count: number): number => Math.min(maxReplicas, Math.max(minReplicas, count));
    if (pods.length === 0 || target === 0) return bounded(present);
    return bounded(
      recommendedReplicas({ present, ready: pods.length, used, target, tolerance: autoscalerTolerance }),
    );
  }

  private usedSince(pod: string): number {
    const now = this.cluster.programs.cpuSecondsOf(pod);
    return Math.max(0, now - (this.record.cpuSeconds[pod] ?? now));
  }

  /** The highest recommendation of the window. */
  private stabilized(present: number, recommended: number): number {
    const { downscaleStabilization } = this.configuration;
    const { now } = this.cluster;
    const kept = this.record.recommendations.filter(({ at }) => after(at, downscaleStabilization) > now);
    const recommendations = [...kept, { at: now, replicas: recommended }];
    this.cluster.change(`${this.name} recommends ${recommended}`, ({ autoscalers }) => {
      known(autoscalers[this.name], this.name).recommendations = recommendations;
    });
    const highest = Math.max(...recommendations.map(({ replicas }) => replicas));
    return recommended >= present ? recommended : Math.min(present, highest);
  }

  private noteUsage(): void {
    const pods = this.cluster.podsOf(this.configuration.workload);
    const cpuSeconds = Object.fromEntries(
      pods.map(({ name }) => [name, this.cluster.programs.cpuSecondsOf(name)]),
    );
    this.cluster.change(`${this.name} has looked at the usage`, ({ autoscalers }) => {
      known(autoscalers[this.name], this.name).cpuSeconds = cpuSeconds;
    });
  }

  private get record(): AutoscalerRecord {
    return known(this.cluster.state.autoscalers[this.name], `Autoscaler ${this.name}`);
  }
}

const MILLI = 1_000;
const PERCENT = 100;

export interface Usage {
  readonly present: number;
  readonly ready: number;
  /** CPU seconds of all ready pods together, and of one pod that uses just what is wanted. */
  readonly used: number;
  readonly target: number;
  readonly tolerance: number;
}

/** What the algorithm makes of the usage, before the bounds. */
export function recommendedReplicas({ present, ready, used, target, tolerance }: Usage): number {
  const ratio = used / ready / target;
  if (Math.abs(ratio - 1) <= tolerance) return present;
  const missing = Math.max(0, present - ready);
  if (ratio < 1 || missing === 0) return Math.ceil(ready * ratio);
  const diluted = used / (ready + missing) / target; // What is not Ready yet counts as idle.
  return diluted <= 1 + tolerance ? present : Math.ceil((ready + missing) * diluted);
}

/** Default of `behavior.scaleDown.stabilizationWindowSeconds`. @source kubernetes.io, Horizontal Pod Autoscaling. */
export const DOWNSCALE_STABILIZATION = 300_000_000 as Duration;
