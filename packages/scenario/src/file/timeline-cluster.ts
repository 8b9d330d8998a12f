/** Entries of the timeline about pods, nodes and workloads. */
import type { Ground } from "./places.js";
import type {
  ClusterObject,
  ClusterVerb,
  NameServerObject,
  TimelineAction,
  TimelineObject,
} from "./scenario-document.js";
import { isNameServer } from "./timeline-name-server.js";

const CLUSTER_VERBS: readonly ClusterVerb[] = [
  "fail",
  "hang",
  "stop",
  "start",
  "heal",
  "remove",
  "rollout",
  "scale",
];

/** How a pod may fail. */
const POD_FAILURES = ["crash", "out-of-memory", "lose"] as const;

type ClusterAction = Extract<TimelineAction, { verb: "cluster" }>;

export function isOfCluster(object: TimelineObject): object is ClusterObject {
  return object.kind === "pod" || object.kind === "node" || object.kind === "workload";
}

/** `undefined`: it is something of a cluster, or outside of the sysplex. */
export function ofSysplex<Named extends TimelineObject>(
  object: Named | undefined,
): Exclude<Named, ClusterObject | NameServerObject> | undefined {
  return object === undefined || isOfCluster(object) || isNameServer(object)
    ? undefined
    : (object as Exclude<Named, ClusterObject | NameServerObject>);
}

/** `undefined`: the entry is about something else. */
export function readClusterAction(entry: object, index: number, ground: Ground): ClusterAction | undefined {
  const values = entry as Readonly<Record<string, unknown>>;
  const does = CLUSTER_VERBS.find((verb) => values[verb] !== undefined);
  const object = does && (values[does] as TimelineObject);
  if (does === undefined || object === undefined || !isOfCluster(object)) return undefined;
  if (ground.places.node("kubernetes") === undefined)
    ground.fault("NO_CLUSTER", ground.places.range("timeline", index, does), `${object.kind} ${object.name}`);
  const replicas = values["replicas"] as number | undefined;
  if (does === "scale" && replicas === undefined && !Object.hasOwn(values, "replicas")) {
    const range = ground.places.range("timeline", index, does);
    ground.fault("MISSING_OPTION", range, "scale", "replicas, such as replicas: 2");
  }
  return {
    verb: "cluster",
    does,
    object,
    ...(does === "fail" && object.kind === "pod" ? { how: failureOf(values["how"], index, ground) } : {}),
    ...(does === "scale" && replicas !== undefined ? { replicas } : {}),
    ...refuseOptions(values, object, index, ground),
  };
}

function failureOf(
  how: unknown,
  index: number,
  { places, fault }: Ground,
): NonNullable<ClusterAction["how"]> {
  const known = POD_FAILURES.find((kind) => kind === how);
  if (how !== undefined && known === undefined)
    fault(
      "WRONG_OPTION",
      places.keyRange("timeline", index, "how"),
      "how",
      "a pod only as crash, out-of-memory or lose",
    );
  return known ?? "crash";
}

/** Options of other objects. Adds nothing. */
function refuseOptions(
  values: Readonly<Record<string, unknown>>,
  { kind }: ClusterObject,
  index: number,
  { places, fault }: Ground,
): object {
  for (const option of ["restarts", "exitCode", "signalling"])
    if (values[option] !== undefined)
      fault("WRONG_OPTION", places.keyRange("timeline", index, option), option, "a system or a component");
  if (kind === "node" && values["how"] !== undefined && values["how"] !== "power-loss")
    fault("WRONG_OPTION", places.keyRange("timeline", index, "how"), "how", "a node only as power-loss");
  return {};
}

/** `fail pod gateway-0 (lose)`, `scale workload gateway to 2`. */
export function wordClusterAction(
  { does, how, replicas }: ClusterAction,
  spelled: (key: string) => string,
): string {
  const option = how === undefined || how === "crash" ? "" : ` (${how})`;
  return `${does} ${spelled(does)}${option}${replicas === undefined ? "" : ` to ${replicas}`}`;
}
