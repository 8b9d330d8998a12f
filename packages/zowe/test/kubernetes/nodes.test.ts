/** @source kubernetes.io, Nodes; Taints and Tolerations; Force Delete StatefulSet Pods; kube-controller-manager. */
import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { ClusterFixture, CREATE, node, START } from "./fixture.js";
import { zowe } from "./manifests.js";

const TOLERATION = 300;
const NODES = [node("NODE1"), node("NODE2"), node("NODE3")];
/** Discovery on NODE1, gateways on NODE2 and NODE3, the catalogs on NODE1 and NODE2. */
const TWO_OF_EACH = {
  nodes: NODES,
  manifests: zowe({ gateway: { replicas: 2 }, "api-catalog": { replicas: 2 } }),
};

function nodeOf(fixture: ClusterFixture, pod: string): string | undefined {
  return fixture.cluster.pod(pod).record.node;
}

describe("a node that fails", () => {
  test.each([
    [seconds(50), 150],
    [seconds(40), 140],
  ])("is NotReady %i µs after its last lease, at the next look", (nodeMonitorGracePeriod, expected) => {
    const fixture = ClusterFixture.up({ ...TWO_OF_EACH, parameters: { nodeMonitorGracePeriod } });
    fixture.runTo(104); // The last lease was renewed at 100 s.
    fixture.cluster.node("NODE2").fail();
    fixture.run(100);

    expect(fixture.events("NodeNotReady")).toEqual([`${expected} NodeNotReady node/NODE2`]);
  });

  test("swallows its share of new connections until it is NotReady and endpoints have followed", () => {
    const fixture = ClusterFixture.up(TWO_OF_EACH);
    fixture.runTo(104);
    const node = nodeOf(fixture, "gateway-0") ?? "";
    fixture.cluster.node(node).fail();
    const answers = Array.from({ length: 20 }, () => fixture.ask());
    expect(answers).toContain(undefined);
    expect(answers).toContain(200);
    fixture.runTo(152);
    const later = Array.from({ length: 20 }, () => fixture.ask());

    expect(later.every((answer) => answer === 200)).toBe(true);
  });

  test("has its Deployments' pods replaced 300 s after it is NotReady; they stay Terminating", () => {
    const fixture = ClusterFixture.up(TWO_OF_EACH);
    fixture.runTo(104);
    fixture.cluster.node(nodeOf(fixture, "gateway-0") ?? "").fail();
    fixture.runTo(150 + TOLERATION - 1);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0", "gateway-1*"]);
    fixture.run(2);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0-", "gateway-1*", "gateway-2"]);
    fixture.run(CREATE + START + 1);

    expect(fixture.podsOf("gateway")).toEqual(["gateway-0-", "gateway-1*", "gateway-2*"]);
    expect(fixture.cluster.readyCount("gateway")).toBe(2);
  });

  test("heeds a shorter toleration that the pod itself has", () => {
    const spec = `  minReadySeconds: 0\n`;
    const tolerations = `      tolerations:
        - { key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30 }
`;
    const fixture = ClusterFixture.up({
      ...TWO_OF_EACH,
      manifests: zowe({ gateway: { replicas: 2, spec, container: tolerations } }),
    });
    fixture.runTo(104);
    fixture.cluster.node(nodeOf(fixture, "gateway-0") ?? "").fail();
    fixture.runTo(181);

    expect(fixture.podsOf("gateway")).toContain("gateway-2");
  });

  test("takes Discovery with it for good: a StatefulSet has no second pod of one name", () => {
    const fixture = ClusterFixture.up(TWO_OF_EACH);
    fixture.cluster.node(nodeOf(fixture, "discovery-0") ?? "").fail();
    fixture.run(3_600);

    expect(fixture.podsOf("discovery")).toEqual(["discovery-0-"]);
  });

  test("frees Discovery when its node object is deleted", () => {
    const fixture = ClusterFixture.up(TWO_OF_EACH);
    const name = nodeOf(fixture, "discovery-0") ?? "";
    fixture.cluster.node(name).fail();
    fixture.run(600);
    fixture.cluster.node(name).remove();
    fixture.run(CREATE + START + 2);

    expect(fixture.podsOf("discovery")).toEqual(["discovery-0*"]);
    expect(nodeOf(fixture, "discovery-0")).not.toBe(name);
  });

  test("leaves Gateways routing by the registry that they have", () => {
    const fixture = ClusterFixture.up({ ...TWO_OF_EACH, manifests: zowe() });
    fixture.run(60);
    expect(nodeOf(fixture, "discovery-0")).not.toBe(nodeOf(fixture, "gateway-0"));
    fixture.cluster.node(nodeOf(fixture, "discovery-0") ?? "").fail();
    fixture.run(1_800);

    expect(fixture.ask()).toBe(200);
  });
});

describe("a node that comes back", () => {
  test("in time starts its pods in new sandboxes: new addresses, old entries", () => {
    const fixture = ClusterFixture.up(TWO_OF_EACH);
    fixture.runTo(104);
    const name = nodeOf(fixture, "gateway-0") ?? "";
    const { ip } = fixture.cluster.pod("gateway-0").record;
    fixture.cluster.node(name).fail();
    fixture.run(120);
    fixture.cluster.node(name).start();
    fixture.run(CREATE + START + 30);

    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*", "gateway-1*"]);
    expect(fixture.cluster.pod("gateway-0").record.ip).not.toBe(ip);
    expect(fixture.registered("gateway")).toHaveLength(3);
    expect(fixture.events("TaintManagerEviction")).toEqual([]);
  });

  test("too late removes the pods that have been replaced", () => {
    const fixture = ClusterFixture.up(TWO_OF_EACH);
    const name = nodeOf(fixture, "gateway-0") ?? "";
    fixture.cluster.node(name).fail();
    fixture.run(600);
    fixture.cluster.node(name).start();
    fixture.run(60);

    expect(fixture.podsOf("gateway")).toEqual(["gateway-1*", "gateway-2*"]);
    expect(fixture.events("NodeReady")).toHaveLength(1);
  });
});

describe("a node that nobody reaches", () => {
  test("lets its pods go on, and they renew again once the network is back", () => {
    const fixture = ClusterFixture.up(TWO_OF_EACH);
    fixture.run(60);
    const name = nodeOf(fixture, "gateway-0") ?? "";
    fixture.cluster.node(name).isolate();
    fixture.run(100);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0", "gateway-1*"]);
    fixture.cluster.node(name).start();
    fixture.run(60);

    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*", "gateway-1*"]);
    expect(fixture.cluster.restartCount()).toBe(0);
    expect(fixture.registered("gateway")).toHaveLength(2);
  });
});

describe("placing pods", () => {
  test("spreads those of one workload", () => {
    const fixture = ClusterFixture.up(TWO_OF_EACH);

    expect(nodeOf(fixture, "gateway-0")).not.toBe(nodeOf(fixture, "gateway-1"));
    expect(nodeOf(fixture, "api-catalog-0")).not.toBe(nodeOf(fixture, "api-catalog-1"));
  });

  test("leaves pods without a node when requests do not fit", () => {
    const fixture = ClusterFixture.up({ nodes: [node("NODE1", 400)] });

    expect(fixture.podsOf("api-catalog")).toEqual(["api-catalog-0"]); // 3 × 150m do not fit into 400m.
  });
});
