/** Everything that may be said about manifests: what is wrong, what Kubernetes does with it, what it means for availability. */
import type { DiagnosticTable } from "@sysplex/sysplex";

const meant = (suggestion: string | undefined): string =>
  suggestion === undefined ? "" : `; did you mean ${suggestion}?`;

const REFUSED = "The API server refuses the object; the simulator goes on as if the value were not there.";
const LEFT_OUT = "The object is left out.";

export const kubernetesDiagnostics = {
  K8S_TOO_DEEP: {
    severity: "error",
    text: (most: number) => `The file is nested more than ${most} levels deep`,
    then: "The simulator does not read it.",
    instead: "A manifest needs some fifteen levels.",
  },
  K8S_TOO_MUCH: {
    severity: "error",
    text: (most: number) => `The file has more than ${most} values, aliases written out`,
    then: "The simulator does not read it.",
    instead: "Divide it into several files.",
  },
  K8S_SYNTAX: {
    severity: "error",
    text: (message: string) => `This is no YAML: ${message}`,
    then: "Nothing of this document is read.",
  },
  K8S_NO_OBJECT: {
    severity: "error",
    text: (what: string) => `The document is no object of Kubernetes: ${what}`,
    then: LEFT_OUT,
    instead: "Each document needs apiVersion, kind and metadata.name.",
  },
  K8S_KIND_IGNORED: {
    severity: "info",
    text: (kind: string) => `${kind} has no part in the model`,
    then: LEFT_OUT,
  },
  K8S_KIND_UNKNOWN: {
    severity: "warning",
    text: (kind: string, suggestion?: string) => `The kind ${kind} is not known${meant(suggestion)}`,
    then: LEFT_OUT,
  },
  K8S_DUPLICATE: {
    severity: "warning",
    text: (kind: string, name: string) => `${kind} ${name} stands here a second time`,
    then: "The later one counts, as with kubectl apply.",
  },
  K8S_DUPLICATE_KEY: {
    severity: "error",
    text: (key: string) => `The key ${key} stands twice in one map`,
    then: "kubectl refuses the file; here the later one counts.",
  },
  K8S_FIELD: {
    severity: "warning",
    text: (field: string, suggestion?: string) => `The field ${field} is not known${meant(suggestion)}`,
    then: "kubectl refuses it when it validates strictly, and otherwise drops it.",
  },
  K8S_TYPE: {
    severity: "error",
    text: (field: string, wanted: string) => `${field} must be ${wanted}`,
    then: REFUSED,
  },
  K8S_REQUIRED: {
    severity: "error",
    text: (field: string) => `${field} is required`,
    then: LEFT_OUT,
  },
  K8S_QUANTITY: {
    severity: "error",
    text: (field: string, value: string) => `${field}: ${value} is no quantity`,
    then: REFUSED,
    instead: "150m or 0.5 for CPU, 384Mi or 1Gi for memory.",
  },
  K8S_SELECTOR: {
    severity: "error",
    text: (name: string) => `The selector of ${name} does not match the labels of its own pod template`,
    then: "The API server refuses the object; the simulator goes by the labels.",
  },
  K8S_NO_PODS: {
    severity: "warning",
    text: (kind: string, name: string) => `${kind} ${name} selects no pods`,
    then: "It has no effect.",
  },
  K8S_NO_TARGET: {
    severity: "warning",
    text: (name: string, target: string, suggestion?: string) =>
      `${name} refers to ${target}, which is not there${meant(suggestion)}`,
    then: "It has no effect.",
  },
  K8S_NO_PORT: {
    severity: "error",
    text: (service: string, port: string) => `${service}: no container that it selects has a port ${port}`,
    then: "The service has no endpoints for this port.",
  },
  K8S_SINGLE_REPLICA: {
    severity: "warning",
    text: (workloads: readonly string[]) => `${workloads.join(", ")}: one pod`,
    then: "When its pod or node is lost, the service is away until another pod has started.",
    instead: "replicas: 2 or more, on more than one node.",
  },
  K8S_NO_READINESS: {
    severity: "warning",
    text: (workloads: readonly string[]) => `${workloads.join(", ")}: no readiness probe`,
    then: "Pods get requests as soon as the start-up probe passes, or without one as soon as the process exists.",
    instead: "Add a readinessProbe.",
  },
  K8S_SOCKET_LIVENESS: {
    severity: "info",
    text: (workloads: readonly string[]) => `${workloads.join(", ")}: the liveness probe opens a socket only`,
    then: "A process that hangs passes it, since the kernel accepts the connection; nothing restarts it.",
    instead: "An httpGet probe finds a process that hangs.",
  },
  K8S_BUDGET_BLOCKS: {
    severity: "warning",
    text: (budget: string) => `${budget} permits no disruption at all with the replicas that there are`,
    then: "kubectl drain waits for ever.",
    instead: "More replicas, or a lower minAvailable.",
  },
  K8S_DISCOVERY_SCALED: {
    severity: "warning",
    text: (name: string) => `${name} scales Discovery`,
    then: "The list of Discovery services in the ConfigMap does not follow: new ones are not asked.",
    instead: "Set the replicas by hand together with the list.",
  },
  K8S_NO_ZOWE_CONFIG: {
    severity: "warning",
    text: () => "No ConfigMap holds zowe.yaml or instance.env",
    then: "Gateways go by Zowe's defaults, and z/OSMF is not registered.",
  },
  K8S_NO_WORKLOAD: {
    severity: "error",
    text: () => "There is no Deployment and no StatefulSet",
    then: "There is nothing to run.",
  },
  K8S_NO_ENTRY: {
    severity: "warning",
    text: () => "No service is reached from outside: no LoadBalancer, NodePort, Ingress or Route",
    then: "Clients cannot reach the gateway.",
  },
  COMPOSE_NO_RESTART: {
    severity: "warning",
    text: (service: string) => `${service} has no restart policy`,
    then: "Docker leaves the container down when it ends.",
    instead: "restart: unless-stopped",
  },
  COMPOSE_HEALTHCHECK: {
    severity: "info",
    text: (service: string) => `${service}: Docker marks the container unhealthy, and does nothing more`,
    then: "A process that hangs is not restarted.",
  },
  COMPOSE_ONE_HOST: {
    severity: "warning",
    text: () => "Everything runs on one host",
    then: "When it is lost, everything is; nothing is placed elsewhere.",
    instead: "Kubernetes or OpenShift with several nodes.",
  },
} as const satisfies DiagnosticTable;
