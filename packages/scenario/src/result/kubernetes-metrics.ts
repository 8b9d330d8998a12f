/** Metrics of the containers as a whole: name, unit, meaning, and where the figure is read. */
import type { ScenarioPlex } from "../plex.js";

export interface KubernetesMetric {
  /** Behind `kubernetes.`. */
  readonly name: string;
  readonly unit: "duration" | "count";
  readonly meaning: string;
  /** `undefined`: there is no cluster. */
  readonly observe: (plex: ScenarioPlex) => number | undefined;
}

export const kubernetesMetrics: readonly KubernetesMetric[] = [
  {
    name: "restarts",
    unit: "count",
    meaning:
      "Containers that were restarted in place, as kubectl get pods counts them, in pods that are gone too.",
    observe: ({ zowe }) => zowe.kubernetes?.restartCount(),
  },
  {
    name: "newPods",
    unit: "count",
    meaning: "Pods that were created after the run began: in place of lost ones, by a rollout or by scaling.",
    observe: ({ zowe }) =>
      zowe.kubernetes?.events.all.filter(({ reason }) => reason === "SuccessfulCreate").length,
  },
  {
    name: "readyPods",
    unit: "count",
    meaning: "Fewest pods that were Ready at one time, of all workloads together.",
    observe: ({ zowe, clusterRecord }) =>
      zowe.kubernetes === undefined ? undefined : clusterRecord.readyPods,
  },
  {
    name: "notReadyTime",
    unit: "duration",
    meaning:
      "Time in which a workload had fewer Ready pods than replicas. Of several workloads, the longest.",
    observe: ({ zowe, clusterRecord }) =>
      zowe.kubernetes === undefined ? undefined : clusterRecord.notReadyTime,
  },
];

/** `undefined`: there is none of this name. */
export function kubernetesMetric(name: string): KubernetesMetric | undefined {
  return kubernetesMetrics.find((metric) => `kubernetes.${metric.name}` === name);
}
