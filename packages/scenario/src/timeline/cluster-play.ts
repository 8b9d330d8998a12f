/** The timeline's verbs on pods, nodes and workloads, and why they would have no effect. */
import {
  performClusterAction,
  type ClusterAction,
  type ClusterNode,
  type KubernetesCluster,
  type Pod,
} from "@sysplex/zowe";
import type { TimelineAction } from "../file/index.js";
import type { ScenarioPlex } from "../plex.js";

type Play = Extract<TimelineAction, { verb: "cluster" }>;

/** Returns why nothing came of it. */
export function playOnCluster({ zowe: { kubernetes } }: ScenarioPlex, play: Play): string | undefined {
  const action = clusterAction(play);
  if (kubernetes === undefined || action === undefined) return "there is no cluster";
  return performClusterAction(kubernetes, action) ? undefined : noPod(play);
}

/** `undefined`: the verb does not fit the object, which the reader of the file has refused. */
function clusterAction({ does, object: { kind, name }, how, replicas }: Play): ClusterAction | undefined {
  if (kind === "pod") {
    const verb = { ...POD_VERBS, fail: how === undefined ? "fail" : POD_FAILURES[how] }[does as PodDoes];
    return { target: "pod", name, verb };
  }
  if (kind === "node") return { target: "node", name, verb: NODE_VERBS[does as NodeDoes] };
  if (does === "rollout") return { target: "workload", name, verb: "rollout" };
  return replicas === undefined ? undefined : { target: "workload", name, verb: "scale", replicas };
}

const POD_VERBS = { fail: "fail", hang: "hang", stop: "stop", heal: "resume" } as const;
const POD_FAILURES = { crash: "fail", "out-of-memory": "oom", lose: "lose" } as const;
const NODE_VERBS = {
  fail: "fail",
  hang: "hang",
  stop: "stop",
  start: "start",
  heal: "resume",
  remove: "remove",
} as const;

type PodDoes = keyof typeof POD_VERBS;
type NodeDoes = keyof typeof NODE_VERBS;

export function clusterRefusal({ zowe: { kubernetes } }: ScenarioPlex, play: Play): string | undefined {
  if (kubernetes === undefined) return "there is no cluster";
  const { kind, name } = play.object;
  const ofCompose = composeRefusal(kubernetes, play);
  if (ofCompose !== undefined) return ofCompose;
  if (kind === "node") return nodeRefusal(kubernetes.node(name), play);
  if (kind === "workload") {
    const isSame = play.does === "scale" && kubernetes.replicasOf(name) === play.replicas;
    return isSame ? `${name} has ${play.replicas} replicas already` : undefined;
  }
  const pod = kubernetes.findPod(name);
  return pod === undefined ? noPod(play) : podRefusal(pod, play);
}

function noPod({ object: { name } }: Play): string {
  return `there is no pod ${name} at this instant`;
}

/** What docker compose cannot do. */
function composeRefusal(
  { configuration: { orchestrator } }: KubernetesCluster,
  { does, object: { kind } }: Play,
): string | undefined {
  if (orchestrator === "kubernetes") return undefined;
  if (kind === "workload") return `docker compose knows no ${does} that the model follows`;
  if (kind !== "node") return undefined;
  return does === "stop" || does === "remove" ? "docker compose neither drains nor removes hosts" : undefined;
}

function podRefusal({ name, record, isActive }: Pod, { does, how }: Play): string | undefined {
  if (does === "stop") return isActive ? undefined : `${name} is being deleted already`;
  if (does === "heal") return record.isHung ? undefined : `${name} does not hang`;
  if (does === "fail" && how === "lose") return undefined;
  if (record.process < 0) return `${name} has no process: its container is ${record.container.kind}`;
  return does === "hang" && record.isHung ? `${name} hangs already` : undefined;
}

function nodeRefusal({ name, record }: ClusterNode, { does }: Play): string | undefined {
  const { life, isCordoned, isDeleted } = record;
  if (isDeleted) return `${name} has been deleted`;
  const isUp = life === "up";
  switch (does) {
    case "fail":
      return life === "failed" ? `${name} has failed already` : undefined;
    case "hang":
      return isUp ? undefined : `nobody reaches ${name} already`;
    case "heal":
      return isUp ? `${name} neither hangs nor has failed` : undefined;
    case "start":
      return isUp && !isCordoned ? `${name} is up and takes pods already` : undefined;
    case "stop":
      return isCordoned ? `${name} is drained already` : undefined;
    default:
      return undefined;
  }
}
