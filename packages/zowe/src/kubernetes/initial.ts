/** A cluster before anything has started: its state, and the places for processes. */
import { assert } from "@sysplex/sim-core";
import type { ClusterConfiguration, WorkloadName } from "./configuration.js";
import type { ClusterState, NodeRecord } from "./state.js";

/** Gateways are named by ten bits in events; components on z/OS take some of them. */
const SLOTS_MAX = 900;

export function initialCluster(configuration: ClusterConfiguration): ClusterState {
  return {
    nodes: Object.fromEntries(configuration.nodes.map(({ name }) => [name, INITIAL_NODE])),
    workloads: Object.fromEntries(
      configuration.workloads.map(({ name, replicas }) => [
        name,
        { replicas, revision: 1, podCount: 0, restartCount: 0 },
      ]),
    ),
    pods: {},
    services: Object.fromEntries(configuration.services.map(({ name }) => [name, { endpoints: [] }])),
    autoscalers: Object.fromEntries(
      configuration.autoscalers.map(({ name }) => [name, { cpuSeconds: {}, recommendations: [] }]),
    ),
    podCount: 0,
    processCount: 0,
  };
}

/**
 * The workload of each slot. Pods that end slowly, or whose node is lost, keep theirs while others take their place.
 *
 * @assumption Four times the replicas is enough: rollouts double them, a lost node as well.
 */
export function slotsOf({ workloads, autoscalers }: ClusterConfiguration): readonly WorkloadName[] {
  const slots = workloads.flatMap(({ name, replicas }) => {
    const most = autoscalers
      .filter(({ workload }) => workload === name)
      .map(({ maxReplicas }) => maxReplicas);
    return Array.from({ length: 4 * Math.max(replicas, ...most) + 4 }, () => name);
  });
  assert(
    slots.length <= SLOTS_MAX,
    `A cluster has at most ${SLOTS_MAX} places for pods, this one needs ${slots.length}`,
  );
  return slots;
}

const INITIAL_NODE: NodeRecord = {
  life: "up",
  isReady: true,
  isCordoned: false,
  isDraining: false,
  isDeleted: false,
  addressCount: 0,
  timers: {},
};
