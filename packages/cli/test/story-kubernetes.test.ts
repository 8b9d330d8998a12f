/** The story of a run with containers. */
import type { KubernetesResult } from "@sysplex/scenario";
import { expect, test } from "vitest";
import { tellStory } from "../src/index.js";
import { paintFor } from "../src/io.js";
import { RESULT } from "./fixture.js";

const event = (at: number, object: string, message: string) =>
  ({ at, type: "Warning", reason: "BackOff", object, message }) as const;

const KUBERNETES: KubernetesResult = {
  orchestrator: "kubernetes",
  metrics: { restarts: 2, newPods: 0, readyPods: 0, notReadyTime: 40 },
  events: [
    event(60, "pod/gateway-0", "Back-off"),
    event(61, "pod/zaas-0", "Back-off"),
    event(80, "pod/gateway-0", "Back-off"),
  ],
  readyPods: [
    { at: 0, workload: "gateway", ready: 1, wanted: 1 },
    { at: 60, workload: "gateway", ready: 0, wanted: 1 },
  ],
  podsAtStart: [],
  pods: [
    {
      pod: "gateway-0",
      workload: "gateway",
      node: "NODE1",
      address: null,
      isReady: false,
      status: "CrashLoopBackOff",
      restarts: 2,
    },
  ],
};

function story(kubernetes: KubernetesResult | null): string {
  return tellStory(
    { ...RESULT, kubernetes },
    { scenarioPath: "s.yaml", settings: [], paint: paintFor(false) },
  ).join("\n");
}

test("counts what is said again of an object, though others are spoken of between", () => {
  expect(story(KUBERNETES)).toMatch(
    /What happened in the cluster\n +01:00\.000 +BackOff +pod\/gateway-0 +Back-off \(2 of these until 01:20\.000\)\n +01:01\.000 +BackOff +pod\/zaas-0 +Back-off\n/,
  );
});

test("tells changes of readiness, but not what was there at the beginning", () => {
  expect(story(KUBERNETES)).toMatch(/of those wanted\n +01:00\.000 +gateway +0 of 1\n\n/);
});

test("shows pods as kubectl does, without addresses that they do not have", () => {
  expect(story(KUBERNETES)).toMatch(/gateway-0 +not Ready +CrashLoopBackOff +2 restarts +no address +NODE1/);
});

test("says nothing where nothing runs in containers", () => {
  expect(story(null)).not.toContain("cluster");
});
