/** Whatever is done to a cluster: no two pods with one address, and in the end everything is there again. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  nodeVerbs,
  performClusterAction,
  podVerbs,
  type ClusterAction,
  type NodeVerb,
  type PodVerb,
} from "../../src/index.js";
import { ClusterFixture, node } from "./fixture.js";
import { zowe } from "./manifests.js";

/** Each is a whole cluster: no matter of how many inputs a reader can take. */
const RUNS = 40;
const TIMEOUT_MS = 600_000;
const NAMES = ["NODE1", "NODE2", "NODE3"];
const WORKLOADS = ["discovery", "gateway", "api-catalog"];
/** After this every back-off, toleration and grace period is over. */
const LONG = 2_400;

const HTTP = `          livenessProbe:
            httpGet: { port: 7554 }
          startupProbe:
            httpGet: { port: 7554 }
            failureThreshold: 30
          readinessProbe:
            httpGet: { port: 7554 }
`;

const pods = fc.record({
  target: fc.constant("pod" as const),
  name: fc.constantFrom(...WORKLOADS, "gateway-1", "discovery-1"),
  verb: fc.constantFrom(...(Object.keys(podVerbs) as PodVerb[])),
});
const nodes = fc.record({
  target: fc.constant("node" as const),
  name: fc.constantFrom(...NAMES),
  // A node that is deleted never comes back; the others do in the end.
  verb: fc.constantFrom(...(Object.keys(nodeVerbs) as NodeVerb[]).filter((verb) => verb !== "remove")),
});
const workloads = fc.oneof(
  fc.record({
    target: fc.constant("workload" as const),
    name: fc.constantFrom(...WORKLOADS),
    verb: fc.constant("rollout" as const),
  }),
  fc.record({
    target: fc.constant("workload" as const),
    name: fc.constantFrom(...WORKLOADS),
    verb: fc.constant("scale" as const),
    replicas: fc.integer({ min: 1, max: 3 }),
  }),
);

const story = fc.array(fc.tuple(fc.oneof(pods, nodes, workloads), fc.integer({ min: 0, max: 120 })), {
  maxLength: 12,
});

function up(): ClusterFixture {
  const manifests = zowe({
    gateway: { replicas: 2, probes: HTTP },
    discovery: { replicas: 2 },
    "api-catalog": { replicas: 2 },
  });
  return ClusterFixture.up({ nodes: NAMES.map((name) => node(name)), manifests });
}

function expectDistinctAddresses({ cluster }: ClusterFixture): void {
  const addresses = cluster.pods.flatMap(({ record }) => record.ip ?? []);
  expect(new Set(addresses).size).toBe(addresses.length);
}

test(
  "after the faults are over, every workload has its replicas, all Ready, and clients are served",
  () => {
    fc.assert(
      fc.property(story, (steps: readonly (readonly [ClusterAction, number])[]) => {
        const fixture = up();
        for (const [action, wait] of steps) {
          performClusterAction(fixture.cluster, action);
          expectDistinctAddresses(fixture);
          fixture.run(wait);
          expectDistinctAddresses(fixture);
        }
        for (const name of NAMES)
          performClusterAction(fixture.cluster, { target: "node", name, verb: "start" });
        for (const pod of fixture.cluster.pods) pod.resume();
        fixture.run(LONG);

        for (const name of WORKLOADS) {
          const replicas = fixture.cluster.replicasOf(name);
          expect(fixture.podsOf(name).map((pod) => pod.at(-1))).toEqual(
            Array.from({ length: replicas }, () => "*"),
          );
          expect(fixture.cluster.isRollingOut(name)).toBe(false);
        }
        const answers = Array.from({ length: 4 }, () => fixture.ask(undefined, 70));
        expect(answers).toEqual([200, 200, 200, 200]);
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
