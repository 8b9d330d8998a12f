import { describe, expect, test } from "vitest";
import { performClusterAction, problemWithClusterAction, type ClusterAction } from "../../src/index.js";
import { clusterOf, ClusterFixture, CREATE, START, STOP } from "./fixture.js";

function act(fixture: ClusterFixture, ...actions: readonly ClusterAction[]): readonly boolean[] {
  return actions.map((action) => performClusterAction(fixture.cluster, action));
}

describe("what a timeline may ask of a cluster", () => {
  test("is done to a pod by its name, or by that of its workload", () => {
    const fixture = ClusterFixture.up();
    act(
      fixture,
      { target: "pod", name: "gateway-0", verb: "fail" },
      { target: "pod", name: "api-catalog", verb: "oom" },
    );
    fixture.run(START + 5);

    expect(fixture.cluster.restartCount("gateway")).toBe(1);
    expect(fixture.cluster.restartCount("api-catalog")).toBe(1);
    expect(fixture.cluster.restartCount()).toBe(2);
  });

  test("is false for a pod that is not there any more", () => {
    const fixture = ClusterFixture.up();

    expect(
      act(
        fixture,
        { target: "pod", name: "gateway-0", verb: "lose" },
        { target: "pod", name: "gateway-0", verb: "fail" },
      ),
    ).toEqual([true, false]);
  });

  test("stops and starts a node as kubectl drains and uncordons it", () => {
    const fixture = ClusterFixture.up();
    const name = fixture.cluster.pod("gateway-0").record.node ?? "";
    act(fixture, { target: "node", name, verb: "stop" });
    fixture.run(STOP + CREATE + START + 10);
    expect(fixture.cluster.node(name).pods).toEqual([]);
    act(fixture, { target: "node", name, verb: "start" });

    expect(fixture.cluster.node(name).isSchedulable).toBe(true);
  });

  test("rolls out and scales a workload", () => {
    const fixture = ClusterFixture.up();
    act(
      fixture,
      { target: "workload", name: "gateway", verb: "rollout" },
      { target: "workload", name: "api-catalog", verb: "scale", replicas: 2 },
    );
    fixture.run(60);

    expect(fixture.podsOf("gateway")).toEqual(["gateway-1*"]);
    expect(fixture.podsOf("api-catalog")).toEqual(["api-catalog-0*", "api-catalog-1*"]);
  });

  test.each([
    ["pod", "gateway-7", undefined],
    ["pod", "gateway", undefined],
    ["pod", "gatewy-0", "There is no pod gatewy-0 in the manifests"],
    ["node", "NODE2", undefined],
    ["node", "NODE9", "There is no node NODE9 in the cluster"],
    ["workload", "gateway-0", "There is no workload gateway-0 in the manifests"],
  ] as const)("%s %s: %s", (target, name, problem) => {
    expect(problemWithClusterAction(clusterOf({}), { target, name })).toBe(problem);
  });
});
