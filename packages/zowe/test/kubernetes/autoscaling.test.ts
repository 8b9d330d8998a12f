/** @source kubernetes.io, Horizontal Pod Autoscaling: ceil(replicas × current / desired), tolerance 0.1, 15 s, 5 min. */
import { describe, expect, test } from "vitest";
import { recommendedReplicas } from "../../src/index.js";
import { ClusterFixture } from "./fixture.js";
import { zowe } from "./manifests.js";

const HPA = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: gateway-hpa, namespace: zowe }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: gateway }
  minReplicas: 1
  maxReplicas: 5
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } }
`;

/** Requests each second, evenly. */
function load(fixture: ClusterFixture, rate: number, forSeconds: number): void {
  for (let count = 0; count < rate * forSeconds; count += 1) {
    fixture.client.send("/ibmzosmf/api/v1/restjobs/jobs");
    fixture.run(1 / rate);
  }
}

describe("the recommendation", () => {
  const tolerance = 0.1;
  test.each([
    { what: "twice the target doubles", present: 2, ready: 2, used: 4, target: 1, expected: 4 },
    { what: "half the target halves", present: 4, ready: 4, used: 2, target: 1, expected: 2 },
    { what: "a remainder rounds up", present: 3, ready: 3, used: 4, target: 1, expected: 4 },
    {
      what: "within the tolerance nothing happens",
      present: 10,
      ready: 10,
      used: 10.9,
      target: 1,
      expected: 10,
    },
    { what: "pods that are not Ready count as idle", present: 4, ready: 2, used: 4, target: 1, expected: 4 },
  ])("$what", ({ expected, ...usage }) => {
    expect(recommendedReplicas({ ...usage, tolerance })).toBe(expected);
  });
});

describe("an autoscaler", () => {
  test("adds gateways to what the load needs, at its next look", () => {
    const fixture = ClusterFixture.up({ manifests: zowe({}, HPA) });
    fixture.runTo(60);
    // 100 requests of 2 ms are 0.2 CPU a second; 60 % of the 150m requested are 0.09: ⌈0.2 / 0.09⌉ = 3 gateways.
    load(fixture, 100, 15.5);

    expect(fixture.events("SuccessfulRescale")).toEqual([
      "75 SuccessfulRescale horizontalpodautoscaler/gateway-hpa",
    ]);
    expect(fixture.cluster.replicasOf("gateway")).toBe(3);
  });

  test("takes them away five minutes after the last high recommendation", () => {
    const fixture = ClusterFixture.up({ manifests: zowe({}, HPA) });
    fixture.runTo(60);
    load(fixture, 100, 15.5);
    fixture.runTo(360);
    expect(fixture.cluster.replicasOf("gateway")).toBe(3);
    fixture.runTo(420);

    expect(fixture.cluster.replicasOf("gateway")).toBe(1);
  });

  test("does nothing without load", () => {
    const fixture = ClusterFixture.up({ manifests: zowe({}, HPA) });
    fixture.run(600);

    expect(fixture.events("SuccessfulRescale")).toEqual([]);
  });
});
