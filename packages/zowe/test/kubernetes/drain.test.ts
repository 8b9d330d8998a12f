/** @source kubernetes.io, Disruptions; Specifying a Disruption Budget; Safely Drain a Node. */
import { describe, expect, test } from "vitest";
import { ClusterFixture, CREATE, node, START, STOP } from "./fixture.js";
import { zowe } from "./manifests.js";

const pdb = (name: string, rule: string): string => `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}-pdb, namespace: zowe }
spec:
  ${rule}
  selector:
    matchLabels: { app.kubernetes.io/component: ${name} }
`;

const NODES = [node("NODE1"), node("NODE2")];

function nodeOf(fixture: ClusterFixture, pod: string): string {
  return fixture.cluster.pod(pod).record.node ?? "";
}

describe("a drain", () => {
  test("moves the pods of a node elsewhere and leaves it cordoned", () => {
    const fixture = ClusterFixture.up({ nodes: NODES });
    const name = nodeOf(fixture, "gateway-0");
    fixture.cluster.node(name).drain();
    fixture.run(STOP + CREATE + START + 10);

    expect(fixture.cluster.node(name).pods).toEqual([]);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-1*"]);
    expect(nodeOf(fixture, "gateway-1")).not.toBe(name);
    expect(fixture.cluster.node(name).isSchedulable).toBe(false);
  });

  test("waits for ever for a budget of one among one", () => {
    const manifests = zowe({}, pdb("gateway", "minAvailable: 1"));
    const fixture = ClusterFixture.up({ nodes: NODES, manifests });
    fixture.cluster.node(nodeOf(fixture, "gateway-0")).drain();
    fixture.run(3_600);

    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*"]);
    expect(fixture.events("EvictionRefused").length).toBe(3_600 / 5 + 1);
    expect(fixture.cluster.disruptionsAllowed("gateway-pdb")).toBe(0);
  });

  test("goes pod by pod where the budget leaves one", () => {
    const manifests = zowe({ gateway: { replicas: 2 } }, pdb("gateway", "minAvailable: 1"));
    const fixture = ClusterFixture.up({ nodes: [node("NODE1")], manifests });
    fixture.cluster.node("NODE1").drain();
    fixture.run(60);

    expect(fixture.cluster.readyCount("gateway")).toBe(1); // The one that was evicted finds no node.
    expect(fixture.podsOf("gateway")).toHaveLength(2);
  });

  test("counts maxUnavailable in percent, rounded up", () => {
    const manifests = zowe({ gateway: { replicas: 3 } }, pdb("gateway", 'maxUnavailable: "30%"'));

    expect(ClusterFixture.up({ manifests }).cluster.disruptionsAllowed("gateway-pdb")).toBe(1);
  });

  test("ends with uncordon, and pods may come back", () => {
    const manifests = zowe({}, pdb("gateway", "minAvailable: 1"));
    const fixture = ClusterFixture.up({ nodes: NODES, manifests });
    const name = nodeOf(fixture, "gateway-0");
    fixture.cluster.node(name).drain();
    fixture.run(7);
    fixture.cluster.node(name).uncordon();
    const { length } = fixture.events("EvictionRefused");
    fixture.run(60);

    expect(fixture.events("EvictionRefused")).toHaveLength(length);
    expect(fixture.cluster.node(name).isSchedulable).toBe(true);
  });
});

test("a budget does not keep a node from failing", () => {
  const manifests = zowe({}, pdb("gateway", "minAvailable: 1"));
  const fixture = ClusterFixture.up({ nodes: NODES, manifests });
  fixture.cluster.node(nodeOf(fixture, "gateway-0")).fail();
  fixture.run(600);

  expect(fixture.podsOf("gateway")).toEqual(["gateway-0-", "gateway-1*"]);
});
