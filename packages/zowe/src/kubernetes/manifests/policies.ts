/** HorizontalPodAutoscaler and PodDisruptionBudget. */
import { didYouMean } from "@sysplex/sysplex";
import { DOWNSCALE_STABILIZATION } from "../autoscaler.js";
import { podsOf, selects, type AutoscalerConfiguration, type BudgetConfiguration } from "../configuration.js";
import { PODS_MAX, shorten, type Field } from "./field.js";
import type { ManifestObject } from "./objects.js";
import type { Faults } from "./tree.js";
import type { ReadWorkload } from "./workload.js";

/** @source kubernetes.io, Horizontal Pod Autoscaling: 80 % where no metric is coded. */
const DEFAULT_UTILIZATION = 80;
const UTILIZATION_MAX = 10_000;

const AUTOSCALER_KEYS = [
  "scaleTargetRef",
  "minReplicas",
  "maxReplicas",
  "metrics",
  "behavior",
  "targetCPUUtilizationPercentage",
];

export function readAutoscalers(
  objects: readonly ManifestObject[],
  workloads: readonly ReadWorkload[],
  faults: Faults,
): readonly AutoscalerConfiguration[] {
  return objects
    .filter(({ kind }) => kind === "HorizontalPodAutoscaler")
    .flatMap((object) => readAutoscaler(object, workloads, faults) ?? []);
}

function readAutoscaler(
  { name, field }: ManifestObject,
  workloads: readonly ReadWorkload[],
  faults: Faults,
): AutoscalerConfiguration | undefined {
  const spec = field.at("spec");
  spec.checkKeys(AUTOSCALER_KEYS);
  const target = spec.at("scaleTargetRef", "name");
  const workload = workloads.find(({ configuration }) => configuration.name === target.text());
  const maxReplicas = spec.at("maxReplicas").integer(PODS_MAX, 1);
  if (workload === undefined) {
    const names = workloads.map(({ configuration }) => configuration.name);
    const written = shorten(target.text() ?? "");
    faults.report("K8S_NO_TARGET", target.range, name, written, didYouMean(written, names));
    return undefined;
  }
  if (maxReplicas === undefined) {
    if (!spec.at("maxReplicas").exists)
      faults.report("K8S_REQUIRED", field.range, `${name}: spec.maxReplicas`);
    return undefined;
  }
  if (workload.configuration.component === "discovery")
    faults.report("K8S_DISCOVERY_SCALED", field.range, name);
  return {
    name,
    workload: workload.configuration.name,
    minReplicas: spec.at("minReplicas").integer(PODS_MAX, 1) ?? 1,
    maxReplicas,
    cpuUtilization: utilizationOf(spec),
    downscaleStabilization:
      spec.at("behavior", "scaleDown", "stabilizationWindowSeconds").seconds() ?? DOWNSCALE_STABILIZATION,
  };
}

/** By any of the versions of the API. */
function utilizationOf(spec: Field): number {
  const cpu = spec.at("metrics").items.find((metric) => metric.at("resource", "name").text() === "cpu");
  return (
    cpu?.at("resource", "target", "averageUtilization").integer(UTILIZATION_MAX, 1) ??
    cpu?.at("resource", "targetAverageUtilization").integer(UTILIZATION_MAX, 1) ??
    spec.at("targetCPUUtilizationPercentage").integer(UTILIZATION_MAX, 1) ??
    DEFAULT_UTILIZATION
  );
}

export function readBudgets(
  objects: readonly ManifestObject[],
  workloads: readonly ReadWorkload[],
  faults: Faults,
): readonly BudgetConfiguration[] {
  return objects.flatMap(({ kind, name, field }) => {
    if (kind !== "PodDisruptionBudget") return [];
    const spec = field.at("spec");
    spec.checkKeys(["selector", "minAvailable", "maxUnavailable", "unhealthyPodEvictionPolicy"]);
    const selector = spec.at("selector", "matchLabels").labels();
    const [minAvailable, maxUnavailable] = [
      spec.at("minAvailable").podCount(),
      spec.at("maxUnavailable").podCount(),
    ];
    const budget: BudgetConfiguration = {
      name,
      selector,
      ...(minAvailable === undefined ? {} : { minAvailable }),
      ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    };
    const chosen = workloads.filter(({ configuration }) => selects(selector, configuration.labels));
    if (chosen.length === 0) faults.report("K8S_NO_PODS", field.range, "PodDisruptionBudget", name);
    else if (
      blocks(
        budget,
        chosen.reduce((sum, { configuration }) => sum + configuration.replicas, 0),
      )
    )
      faults.report("K8S_BUDGET_BLOCKS", field.range, name);
    return [budget];
  });
}

function blocks({ minAvailable, maxUnavailable }: BudgetConfiguration, replicas: number): boolean {
  if (maxUnavailable !== undefined) return podsOf(maxUnavailable, replicas, "up") === 0;
  return minAvailable !== undefined && podsOf(minAvailable, replicas, "up") >= replicas;
}
