/** @source kubernetes.io, Deployments: maxSurge and maxUnavailable 25 %; StatefulSets; ReplicaSet. */
import { describe, expect, test } from "vitest";
import { ClusterFixture, CREATE, node, START, STOP } from "./fixture.js";
import { zowe } from "./manifests.js";

/** Most and fewest pods of a workload while something lasts: existing, and Ready. */
function watch(fixture: ClusterFixture, workload: string, forSeconds: number) {
  let [most, fewestReady] = [0, Infinity];
  for (let second = 0; second < forSeconds; second += 0.25) {
    fixture.run(0.25);
    const active = fixture.cluster.podsOf(workload).filter((pod) => pod.isActive).length;
    most = Math.max(most, active);
    fewestReady = Math.min(fewestReady, fixture.cluster.readyCount(workload));
  }
  return { most, fewestReady };
}

describe("a rolling update of a Deployment", () => {
  test("of one replica makes the new pod first: 25 % are one more, and none less", () => {
    const fixture = ClusterFixture.up();
    fixture.cluster.rollOut("gateway");
    const { most, fewestReady } = watch(fixture, "gateway", CREATE + START + STOP + 5);

    expect({ most, fewestReady }).toEqual({ most: 2, fewestReady: 1 });
    expect(fixture.podsOf("gateway")).toEqual(["gateway-1*"]);
    expect(fixture.cluster.isRollingOut("gateway")).toBe(false);
  });

  test.each([
    [4, 5, 3],
    [8, 10, 6],
    [3, 4, 3],
  ])("of %i replicas has at most %i pods and at least %i ready ones", (replicas, most, fewestReady) => {
    const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { replicas } }) });
    fixture.cluster.rollOut("gateway");

    expect(watch(fixture, "gateway", 300)).toEqual({ most, fewestReady });
    expect(fixture.cluster.isRollingOut("gateway")).toBe(false);
    expect(fixture.cluster.readyCount("gateway")).toBe(replicas);
  });

  test("of one replica has a gap: SIGTERM closes the port before kube-proxy knows", () => {
    const fixture = ClusterFixture.up();
    fixture.run(60);
    fixture.cluster.rollOut("gateway");
    fixture.run(CREATE + START + 0.1);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0-", "gateway-1*"]);
    expect(fixture.ask(undefined, 0.5)).toBe("refused");
  });

  test("has no gap with a preStop hook that lasts longer than endpoints take", () => {
    const hook = `          lifecycle:
            preStop: { exec: { command: [sleep, "3"] } }
`;
    const fixture = ClusterFixture.up({
      manifests: zowe({ gateway: { container: hook } }),
      parameters: { preStopDuration: 3_000_000 as never },
    });
    fixture.run(60);
    fixture.cluster.rollOut("gateway");
    fixture.run(CREATE + START + 0.1);
    expect(fixture.ask(undefined, 0.5)).toBe(200);
    fixture.run(5);
    expect(fixture.ask(undefined, 0.5)).toBe(200);
  });

  test("by Recreate takes everything away first", () => {
    const spec = "  strategy: { type: Recreate }\n";
    const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { replicas: 2, spec } }) });
    fixture.cluster.rollOut("gateway");
    const { most, fewestReady } = watch(fixture, "gateway", STOP + CREATE + START + 5);

    expect({ most, fewestReady }).toEqual({ most: 2, fewestReady: 0 });
    expect(fixture.podsOf("gateway")).toEqual(["gateway-2*", "gateway-3*"]);
  });

  test("waits for minReadySeconds", () => {
    const spec = "  minReadySeconds: 60\n";
    const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { spec } }) });
    fixture.run(120);
    fixture.cluster.rollOut("gateway");
    fixture.run(CREATE + START + 59);
    expect(fixture.podsOf("gateway")).toEqual(["gateway-0*", "gateway-1*"]);
    fixture.run(2);
    expect(fixture.podsOf("gateway")).toContain("gateway-0-");
  });
});

describe("a StatefulSet", () => {
  test("is updated from the highest ordinal down, one pod at a time", () => {
    const fixture = ClusterFixture.up({ manifests: zowe({ discovery: { replicas: 3 } }) });
    fixture.cluster.rollOut("discovery");
    fixture.run(1);
    expect(fixture.podsOf("discovery")).toEqual(["discovery-0*", "discovery-1*", "discovery-2-"]);
    const { fewestReady } = watch(fixture, "discovery", 3 * (STOP + CREATE + START) + 10);

    expect(fewestReady).toBe(2);
    expect(fixture.cluster.isRollingOut("discovery")).toBe(false);
  });

  test("of one replica is away meanwhile: SIGTERM, creation and start", () => {
    const fixture = ClusterFixture.up();
    fixture.cluster.rollOut("discovery");
    fixture.run(STOP + CREATE + START - 1);
    expect(fixture.cluster.readyCount("discovery")).toBe(0);
    fixture.run(2);
    expect(fixture.podsOf("discovery")).toEqual(["discovery-0*"]);
  });

  test("is scaled up in order and down from the end", () => {
    const fixture = ClusterFixture.up();
    fixture.cluster.scale("discovery", 3);
    fixture.run(CREATE + START - 1);
    expect(fixture.podsOf("discovery")).toEqual(["discovery-0*", "discovery-1"]);
    fixture.run(2 * (CREATE + START));
    expect(fixture.podsOf("discovery")).toEqual(["discovery-0*", "discovery-1*", "discovery-2*"]);
    fixture.cluster.scale("discovery", 1);
    fixture.run(1);
    expect(fixture.podsOf("discovery")).toEqual(["discovery-0*", "discovery-1*", "discovery-2-"]);
    fixture.run(2 * STOP);
    expect(fixture.podsOf("discovery")).toEqual(["discovery-0*"]);
  });
});

test("a Deployment that is scaled down loses pods that are not ready first", () => {
  const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { replicas: 3 } }) });
  fixture.cluster.pod("gateway-0").crash();
  fixture.cluster.scale("gateway", 2);
  fixture.run(STOP + 1);

  expect(fixture.podsOf("gateway")).toEqual(["gateway-1*", "gateway-2*"]);
});

test("a second rollout before the first one has begun takes away pods that have no process yet", () => {
  const fixture = ClusterFixture.up({ manifests: zowe({ gateway: { replicas: 2 } }) });
  fixture.cluster.rollOut("gateway");
  fixture.run(1);
  fixture.cluster.rollOut("gateway");
  fixture.run(300);

  expect(fixture.cluster.isRollingOut("gateway")).toBe(false);
  expect(fixture.cluster.readyCount("gateway")).toBe(2);
});

test("a pod that has found no node is gone as soon as it is deleted", () => {
  const fixture = ClusterFixture.up({ nodes: [node("NODE1", 500)] }); // Three pods of 150m fit.
  fixture.cluster.scale("gateway", 2);
  fixture.run(1);
  expect(fixture.podsOf("gateway")).toEqual(["gateway-0*", "gateway-1"]);
  fixture.cluster.scale("gateway", 1);
  fixture.run(1);

  expect(fixture.podsOf("gateway")).toEqual(["gateway-0*"]);
  expect(fixture.events("FailedScheduling").length).toBeGreaterThan(0);
});
