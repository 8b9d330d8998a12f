/** What is told of the containers. */
import { inSeconds, type Duration } from "@sysplex/sim-core";
import type { KubernetesCluster } from "@sysplex/zowe";
import { podStatus } from "../explain/explain-cluster.js";
import type { ScenarioPlex } from "../plex.js";
import { kubernetesMetrics } from "./kubernetes-metrics.js";

export interface KubernetesResult {
  readonly orchestrator: "kubernetes" | "compose";
  /** By metric, in seconds where it is a duration: `kubernetes.restarts` of an expectation is `restarts` here. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** As kubectl get events shows them, each by itself: the first ten thousand. */
  readonly events: readonly {
    readonly at: number;
    readonly type: "Normal" | "Warning";
    readonly reason: string;
    readonly object: string;
    readonly message: string;
  }[];
  /** How many pods of a workload were Ready, and how many were wanted, from when on: the first ten thousand. */
  readonly readyPods: readonly {
    readonly at: number;
    readonly workload: string;
    readonly ready: number;
    readonly wanted: number;
  }[];
  /** As kubectl get pods shows them when the run begins. */
  readonly podsAtStart: readonly PodResult[];
  /** And when it ends. */
  readonly pods: readonly PodResult[];
}

export interface PodResult {
  readonly pod: string;
  readonly workload: string;
  /** Null: none has been found. */
  readonly node: string | null;
  readonly address: string | null;
  readonly isReady: boolean;
  /** `Running`, `Pending`, `Terminating`, `CrashLoopBackOff` and their like. */
  readonly status: string;
  readonly restarts: number;
}

/** Most events kept; a crash loop of a day still ends. */
const EVENTS_MAX = 10_000;

/** Null: the scenario has none. */
export function kubernetesResult(plex: ScenarioPlex): KubernetesResult | null {
  const { kubernetes } = plex.zowe;
  if (kubernetes === undefined) return null;
  return {
    orchestrator: kubernetes.configuration.orchestrator,
    metrics: Object.fromEntries(
      kubernetesMetrics.map(({ name, unit, observe }) => {
        const figure = observe(plex) ?? null;
        return [name, figure !== null && unit === "duration" ? inSeconds(figure as Duration) : figure];
      }),
    ),
    events: kubernetes.events.all
      .slice(0, EVENTS_MAX)
      .map(({ at, ...event }) => ({ at: inSeconds(at), ...event })),
    readyPods: plex.clusterRecord.counts.map(({ at, ...count }) => ({ at: inSeconds(at), ...count })),
    podsAtStart: plex.clusterRecord.podsAtStart,
    pods: podResults(kubernetes),
  };
}

export function podResults(cluster: KubernetesCluster): readonly PodResult[] {
  return cluster.pods.map((pod) => {
    const { workload, node, ip, isReady, restartCount } = pod.record;
    return {
      pod: pod.name,
      workload,
      node: node ?? null,
      address: ip ?? null,
      isReady,
      status: podStatus(pod),
      restarts: restartCount,
    };
  });
}
