/** Failovers of services in a cluster: why pods did not serve, and what each phase waited for. */
import { after, between, type Instant } from "@sysplex/sim-core";
import { openPorts, type KubernetesCluster, type Pod } from "@sysplex/zowe";
import type { Failover, Phases } from "../measure/failover-tracker.js";
import {
  milestoneAt,
  parametersReason,
  seenReason,
  type Explained,
  type Part,
  type Reason,
} from "./explained.js";

/** What stands for all pods behind an address, where others name a stack. */
export const CLUSTER = "cluster";

export function isOfCluster({ from }: Failover): boolean {
  return from === CLUSTER;
}

/** How milestones of the cluster end, by which their reasons are told. */
export const NOT_READY_NODE = "is NotReady";
export const MARKED = "is marked for deletion";
/** And how one of people begins. */
export const ACTS = "somebody acts";
export const TAKES_CONNECTIONS = "takes connections";
export const STARTED = "has its container started";

/** Until the cluster itself takes notice. */
export function explainClusterDetection(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const length = between(from, to);
  const what = milestoneAt(of, to);
  if (what?.endsWith(TAKES_CONNECTIONS) === true) return explainClusterMove(of, from, to);
  if (what?.endsWith(NOT_READY_NODE) !== true)
    return [
      {
        length,
        reason: seenReason("statusInterval", `until ${what ?? "it is over, and the cluster took no notice"}`),
      },
    ];
  const because = `until ${what}: the grace period since its last lease, and the next look of the node controller`;
  const reason = parametersReason(of, "statusInterval", because, [
    "zowe.nodeMonitorGracePeriod",
    "zowe.nodeLeasePeriod",
  ]);
  return [{ length, reason }];
}

/** Until a pod is Ready again, step by step. */
export function explainClusterDecision(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const steps = of.failover.milestones.filter(({ at }) => at > from && at <= to);
  const parts: Part[] = [];
  let since = from;
  for (const { at, what } of steps) {
    if (at === since) continue;
    parts.push({ length: between(since, at), reason: stepReason(of, what) });
    since = at;
  }
  if (since < to)
    parts.push({ length: between(since, to), reason: seenReason("listener", "until a pod serves") });
  return parts;
}

function stepReason(of: Explained, what: string): Reason {
  if (what.endsWith(MARKED))
    return parametersReason(of, "isolation", `until ${what}: it stays bound to the unreachable node`, [
      "zowe.podUnreachableToleration",
    ]);
  if (what.endsWith(STARTED)) {
    const isCompose = of.resolved.zowe.kubernetes?.orchestrator === "compose";
    return parametersReason(of, "listener", `until ${what}: a new one is created, or a restart is due`, [
      "zowe.podCreateDuration",
      isCompose ? "zowe.composeBackOffMin" : "zowe.podRestartDelay",
    ]);
  }
  return parametersReason(
    of,
    "serverReady",
    `until ${what}: its service starts, and the next probe sees it`,
    ["zowe.podStartDuration"],
  );
}

/** From readiness to nodes that forward. */
export function explainClusterMove(of: Explained, from: Instant, to: Instant): readonly Part[] {
  const length = between(from, to);
  const isPrompt = length <= of.resolved.zowe.parameters.endpointDelay;
  const reason = isPrompt
    ? parametersReason(of, "ownershipMove", "until the nodes lead to other endpoints", ["zowe.endpointDelay"])
    : parametersReason(of, "listener", "until the service in a pod has started and takes connections", [
        "zowe.podStartDuration",
      ]);
  return [{ length, reason }];
}

/** The instants at which detection, decision and move end. */
export function clusterEnds(at: Instant, { detect, decide, move }: Phases) {
  const detected = after(at, detect);
  const decided = after(detected, decide);
  return { detected, decided, moved: after(decided, move) };
}

/** Why no new connection to an address of the cluster is taken. */
export function whyClusterUnserved(
  cluster: KubernetesCluster,
  { address, port }: { readonly address: string; readonly port: number },
): string {
  const open = openPorts(cluster.configuration).find(
    (known) => known.address === address && known.port === port,
  );
  if (open === undefined)
    return `no service of the cluster has the port ${port} at ${address}: connections are refused`;
  const names = open.workloads;
  if (names.length === 0) return `the service at ${address}:${port} selects no pods`;
  const troubles = names.flatMap((name) => {
    const pods = cluster.podsOf(name);
    if (pods.length > 0) return pods.map((pod) => podTrouble(cluster, pod));
    return [`${name} has no pod, and ${cluster.replicasOf(name)} are wanted`];
  });
  return `no pod behind ${address}:${port} takes connections: ${troubles.join("; ")}`;
}

function podTrouble({ state }: KubernetesCluster, pod: Pod): string {
  const { name, record } = pod;
  const { node, container } = record;
  const host = node === undefined ? undefined : state.nodes[node];
  if (host?.life === "failed")
    return `${name} was on ${node}, which has failed${pod.isActive ? "" : TERMINATING}`;
  if (host?.life === "isolated")
    return `${name} is on ${node}, which nobody reaches${pod.isActive ? "" : TERMINATING}`;
  if (record.isHung) return `${name} hangs`;
  if (!pod.isActive) return `${name} is being deleted`;
  if (container.kind === "serving")
    return record.isReady
      ? `${name} serves, and the nodes do not know yet`
      : `${name} serves, and is not Ready`;
  return `${name} ${CONTAINER_WORDS[container.kind]}`;
}

const TERMINATING = ", and stays Terminating until the node is back or deleted";

const CONTAINER_WORDS: Readonly<Record<Exclude<Pod["record"]["container"]["kind"], "serving">, string>> = {
  pending: "finds no node with room",
  creating: "is being created",
  starting: "is starting",
  listening: "has its port open and is not ready",
  stopping: "is stopping",
  waiting: "waits to be restarted",
  ended: "has ended and is not restarted",
  lost: "went down with its node",
};

/** As kubectl get pods words it. */
export function podStatus(pod: Pod): string {
  const { container } = pod.record;
  if (!pod.isActive) return "Terminating";
  if (container.kind === "waiting") return container.isBackOff ? "CrashLoopBackOff" : "Error";
  if (container.kind === "pending") return "Pending";
  if (container.kind === "creating") return "ContainerCreating";
  return container.kind === "ended" ? "Completed" : "Running";
}
