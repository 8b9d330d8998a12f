/** Kubernetes' table of contents, in reading order. */
export { KubernetesCluster } from "./cluster.js";
export { Pod } from "./pod.js";
export { ClusterNode } from "./node.js";
export type {
  AutoscalerConfiguration,
  BudgetConfiguration,
  ClusterConfiguration,
  NodeConfiguration,
  ProbeConfiguration,
  ServiceConfiguration,
  WorkloadConfiguration,
} from "./configuration.js";
export {
  nodeVerbs,
  perform,
  podVerbs,
  problemWith,
  type ClusterAction,
  type NodeVerb,
  type PodVerb,
} from "./actions.js";
export { openPorts, type OpenPort } from "./entries.js";
export { recommendedReplicas } from "./autoscaler.js";
export { backOff } from "./probes.js";
export { eventTypes, type ClusterEvent, type EventReason } from "./events.js";
export { kubernetesRows } from "./parameters.js";
export type { ClusterState, PodName, PodRecord } from "./state.js";

// Manifests
export {
  DEFAULT_NODES,
  readManifests,
  type ManifestOptions,
  type ManifestReading,
} from "./manifests/read.js";
export type { ClusterEntry } from "./manifests/services.js";
export { kubernetesDiagnostics } from "./manifests/diagnostics.js";
export { parseQuantity } from "./manifests/quantity.js";
