import {
  choiceParameter,
  defineParameters,
  distributionParameter,
  durationParameter,
  millis,
  minutes,
  numberParameter,
  seconds,
  type ParameterValues,
} from "@sysplex/sim-core";

const SECOND = seconds(1);
const POD_LIFECYCLE = "kubernetes.io, Pod Lifecycle";
const CONTROLLER = "kubernetes.io, kube-controller-manager reference";

/** What no manifest says. */
export const kubernetesRows = {
  nodeLeasePeriod: durationParameter({
    default: seconds(10),
    min: SECOND,
    standing: "documented",
    source: "kubernetes.io, Nodes: the kubelet updates its Lease object every 10 seconds.",
    meaning: "How often a node says that it is alive.",
  }),
  nodeMonitorPeriod: durationParameter({
    default: seconds(5),
    min: SECOND,
    standing: "documented",
    source: `${CONTROLLER}: --node-monitor-period.`,
    meaning: "How often the node controller looks at the nodes.",
  }),
  nodeMonitorGracePeriod: durationParameter({
    default: seconds(50),
    min: SECOND,
    standing: "documented",
    source: `${CONTROLLER}: --node-monitor-grace-period, 40 s before release 1.32.`,
    meaning: "Without a sign of life for so long a node is NotReady, and its pods leave the endpoints.",
  }),
  nodeReturnDelay: durationParameter({
    default: seconds(10),
    standing: "assumed",
    source: "A kubelet that is back reports within its period of 10 s; booting the machine is not in it.",
    meaning: "From a node being back until it is Ready.",
  }),
  podUnreachableToleration: durationParameter({
    default: seconds(300),
    standing: "documented",
    source:
      "kubernetes.io, Taints and Tolerations: tolerationSeconds 300 is added to pods without their own.",
    meaning: "How long pods stay bound to an unreachable node; a manifest may say otherwise.",
  }),
  podCreateDuration: distributionParameter({
    default: "uniform(2s, 4s)",
    standing: "assumed",
    source:
      "Sandbox, network, volumes and a check of an image that is there; no figure for Zowe is published.",
    meaning: "From a pod being bound to a node to the start of its first container.",
  }),
  podInitDuration: distributionParameter({
    default: "uniform(2s, 5s)",
    standing: "assumed",
    source: "zowe-install-packaging containers: init-zowe copies the runtime; no figure is published.",
    meaning: "Duration of the init containers, where there are any.",
  }),
  podStartDuration: distributionParameter({
    default: "uniform(20s, 40s)",
    standing: "assumed",
    source:
      "20 s for a Java service on z/OS (Zowe documentation, configuration-logging); none for containers.",
    meaning: "From the start of a Java container to its service being ready.",
  }),
  podAppServerStartDuration: distributionParameter({
    default: "uniform(5s, 15s)",
    standing: "assumed",
    source: "Node.js, fewer seconds than a JVM; no figure for containers is published.",
    meaning: "The same for the Desktop.",
  }),
  podRestartDelay: durationParameter({
    default: SECOND,
    standing: "assumed",
    source: "The kubelet relists containers every second; starting one costs less.",
    meaning: "From the end of a container to its restart, back-off not counted.",
  }),
  crashBackOffMin: durationParameter({
    default: seconds(10),
    min: millis(1),
    standing: "documented",
    source: `${POD_LIFECYCLE}: 10 s, doubled each time; the first restart is at once.`,
    meaning: "Back-off before the second restart of a container.",
  }),
  crashBackOffMax: durationParameter({
    default: seconds(300),
    min: millis(1),
    standing: "documented",
    source: `${POD_LIFECYCLE}: capped at 300 seconds.`,
    meaning: "The longest back-off.",
  }),
  crashBackOffReset: durationParameter({
    default: minutes(10),
    standing: "documented",
    source: `${POD_LIFECYCLE}: reset once a container has run for 10 minutes.`,
    meaning: "A container that ran for so long begins without back-off.",
  }),
  composeBackOffMin: durationParameter({
    default: millis(100),
    min: millis(1),
    standing: "documented",
    source: "Docker Engine API, RestartPolicy: starting at 100 ms, doubled.",
    meaning: "Docker's delay before the first restart of a container.",
  }),
  composeBackOffMax: durationParameter({
    default: minutes(1),
    min: millis(1),
    standing: "documented",
    source: "moby restartmanager: one minute; reset once a container has run for 10 s.",
    meaning: "Docker's longest delay.",
  }),
  preStopDuration: durationParameter({
    default: SECOND,
    standing: "assumed",
    source: "zwe internal container prestop removes static definitions and refreshes the catalog; no figure.",
    meaning: "Duration of the preStop hook.",
  }),
  podStopDuration: distributionParameter({
    default: "uniform(1s, 5s)",
    standing: "assumed",
    source: "As on z/OS: a Spring or Node server that closes at once.",
    meaning: "From SIGTERM, which closes the port, to the end of the process.",
  }),
  endpointDelay: durationParameter({
    default: SECOND,
    standing: "assumed",
    source: "Endpoint slices are batched, kube-proxy syncs at least once a second; no figure is documented.",
    meaning: "From a pod's readiness changing to every node forwarding accordingly.",
  }),
  deadPodAddress: choiceParameter({
    choices: ["silent", "refused"],
    default: "silent",
    standing: "assumed",
    source: "It depends on the network plug-in; zowe/api-layer issue 1768 speaks of slow calls to old pods.",
    meaning: "What a call to the address of a pod that is gone meets on a node that lives.",
  }),
  autoscalerPeriod: durationParameter({
    default: seconds(15),
    min: SECOND,
    standing: "documented",
    source: "kubernetes.io, Horizontal Pod Autoscaling: --horizontal-pod-autoscaler-sync-period.",
    meaning: "How often an autoscaler looks at its workload.",
  }),
  autoscalerTolerance: numberParameter({
    default: 0.1,
    unit: "share of the target",
    min: 0,
    standing: "documented",
    source: "kubernetes.io, Horizontal Pod Autoscaling: --horizontal-pod-autoscaler-tolerance.",
    meaning: "An autoscaler does nothing while usage is so close to its target.",
  }),
  podCpu: durationParameter({
    default: millis(5),
    standing: "assumed",
    source: "No measurement is published; a gateway counts by gatewayCpu.",
    meaning: "CPU time of a request in a pod that is no gateway.",
  }),
  evictionRetryPeriod: durationParameter({
    default: seconds(5),
    min: SECOND,
    standing: "documented",
    source: "kubernetes.io, API-initiated Eviction: 429; kubectl drain tries again after 5 seconds.",
    meaning: "How long a drain waits after a budget has refused an eviction.",
  }),
};

/** Only for its type, and for tests: the rows stand in the package's table. */
export const kubernetesParameters = defineParameters("zowe", kubernetesRows);

export type KubernetesParameters = ParameterValues<typeof kubernetesParameters>;
