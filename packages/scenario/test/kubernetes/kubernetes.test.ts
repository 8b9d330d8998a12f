/** `kubernetes:` of a scenario: what is read, what the timeline does to it, and what is measured and told of it. */
import { seconds, START, after } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import {
  buildScenario,
  printScenario,
  readScenario,
  type FailoverResult,
  type RunResult,
  type ScenarioHost,
} from "../../src/index.js";
import { resolutionOf, resolvedOf, runOf, type Files } from "../fixture.js";
import { clusterFiles, INFO } from "./fixture.js";

const COMPOSE =
  "{ compose: compose.yaml, nodes: [{ name: BOX }], addresses: { BOX: 10.2.0.3 }, zosmf: { host: zosmf.example.com } }";
const OF_COMPOSE = INFO.replace("zowe.cluster.example.com", "10.2.0.3:7554");

/** Messages about the scenario and what it names; what manifests mean for availability is another question. */
const codesOf = (files: Files): readonly string[] =>
  resolutionOf(files)
    .diagnostics.map(({ code }) => code)
    .filter((code) => !/^(?:K8S|COMPOSE)_/.test(code));

function serviceOf({ services }: RunResult): RunResult["services"][string] {
  const [service] = Object.values(services);
  if (service === undefined) throw new Error("There is no service");
  return service;
}

function onlyFailover(result: RunResult): FailoverResult {
  const { failovers } = serviceOf(result);
  expect(failovers).toHaveLength(1);
  return failovers[0] as FailoverResult;
}

describe("what is read", () => {
  test("manifests are taken in the order of their names, whatever the scenario's", () => {
    const read = resolvedOf(clusterFiles()).filesRead.filter(({ what }) => what === "Kubernetes manifest");

    expect(read.map(({ file }) => file)).toEqual(["k8s/a.yaml", "k8s/b.yaml"]);
  });

  test("the host of an Ingress resolves to its address, without standing in hosts", () => {
    const { document, zowe } = resolvedOf(clusterFiles());

    expect(document.hosts).toContainEqual(
      expect.objectContaining({ name: "zowe.cluster.example.com", address: "10.2.0.2" }),
    );
    expect(zowe.kubernetes?.workloads.map(({ name }) => name)).toEqual(["discovery", "zaas", "gateway"]);
  });

  test("a host that neither the scenario nor a manifest names is refused", () => {
    const clients = [INFO.replace("zowe.cluster", "zowe.clutser")];

    expect(codesOf(clusterFiles({ clients }))).toEqual(["UNKNOWN_HOST"]);
  });

  test("an address of the cluster is known, and its ports are", () => {
    const at = (host: string): Files =>
      clusterFiles({ clients: [INFO.replace("zowe.cluster.example.com", host)] });

    expect(codesOf(at("10.2.0.1:7554"))).toEqual([]);
    expect(codesOf(at("10.2.0.1:7553"))).toContain("CLIENT_PORT_UNSERVED");
    expect(codesOf(at("10.2.0.9:7554"))).toContain("CLIENT_ADDRESS_UNKNOWN");
  });

  test("a path that no Gateway routes is told of, behind an Ingress on port 443 too", () => {
    const clients = [INFO.replace("/ibmzosmf/api/v1/info", "/zosmf/info")];

    expect(codesOf(clusterFiles({ clients }))).toContain("ZOWE_PATH_NOT_ROUTED");
  });

  test.each([
    ["{ nodes: [{ name: A }] }", "MISSING_OPTION"],
    ["{ manifests: [k8s/a.yaml], compose: compose.yaml }", "WRONG_OPTION"],
    ["{ manifests: [k8s/a.yaml], zosmf: { host: zosmf.example.com } }", "WRONG_OPTION"],
    ["{ compose: compose.yaml, nodes: [{ name: A }, { name: B }] }", "WRONG_OPTION"],
    ["{ manifests: [k8s/a.yaml, k8s/b.yaml], nodes: [{ name: A }, { name: A }] }", "DUPLICATE_NAME"],
    ["{ manifests: [k8s/a.yaml, k8s/c.yaml] }", "FILE_UNREADABLE"],
  ])("%s is refused", (kubernetes, code) => {
    expect(codesOf(clusterFiles({ kubernetes }))).toContain(code);
  });

  test.each([
    ["fail: pod gatewy-0", "UNKNOWN_CLUSTER_OBJECT"],
    ["fail: node NODE3", "UNKNOWN_CLUSTER_OBJECT"],
    ["fail: pod gateway-0, how: reset", "WRONG_OPTION"],
    ["fail: SYSA, how: lose", "WRONG_OPTION"],
    ["scale: workload gateway", "MISSING_OPTION"],
  ])("of the timeline, %s is refused", (entry, code) => {
    expect(codesOf(clusterFiles({ timeline: [`{ at: 1m, ${entry} }`] }))).toContain(code);
  });

  test("a pod without a cluster is refused", () => {
    const files = clusterFiles({ timeline: ["{ at: 1m, fail: pod gateway-0 }"] });
    const without = {
      ...files,
      "scenario.yaml": (files["scenario.yaml"] ?? "").replace(/kubernetes:.*\n/, ""),
    };

    expect(codesOf(without)).toContain("NO_CLUSTER");
  });

  test("what is printed reads as the same scenario", () => {
    const timeline = [
      "{ at: 1m, fail: pod gateway-0, how: lose }",
      "{ at: 2m, scale: workload gateway, replicas: 3 }",
      "{ at: 3m, remove: node NODE1 }",
    ];
    const files = clusterFiles({ timeline });
    const host: ScenarioHost = { readText: () => ({ ok: false, problem: "missing" }) };
    const read = (text: string) => readScenario({ file: "scenario.yaml", text }, host).scenario;
    const scenario = read(files["scenario.yaml"] ?? "");
    if (scenario === undefined) throw new Error("The scenario cannot be read");
    const again = read(printScenario(scenario));

    expect(again === undefined ? undefined : printScenario(again)).toBe(printScenario(scenario));
    expect(again?.kubernetes?.addresses).toEqual(scenario.kubernetes?.addresses);
    expect(again?.timeline.map(({ verb }) => verb)).toEqual(["cluster", "cluster", "cluster"]);
  });
});

describe("what happens", () => {
  test("a lost pod of one is replaced: created in 3 s, started in 30 s, a second until the nodes lead to it", () => {
    const result = runOf(clusterFiles({ timeline: ["{ at: 1m, fail: pod gateway-0, how: lose }"] }));
    const { kind, from, to, timeToFailoverSeconds, phases, explanation } = onlyFailover(result);

    expect({ kind, from, to }).toEqual({ kind: "recovery", from: "cluster", to: "cluster" });
    // The probe asks every second, and a Gateway that has just started fetches the registry first.
    expect(timeToFailoverSeconds).toBeGreaterThanOrEqual(34);
    expect(timeToFailoverSeconds).toBeLessThan(34 + 31);
    expect(phases?.detect).toBe(0);
    expect(phases?.decide).toBeCloseTo(33, 6);
    expect(phases?.move).toBeCloseTo(1, 6);
    const told = explanation.reduce((sum, part) => sum + (part.seconds ?? 0), 0);
    expect(told).toBeCloseTo(timeToFailoverSeconds ?? 0, 6);
    expect(result.kubernetes?.metrics).toMatchObject({
      restarts: 0,
      newPods: 1,
      readyPods: 2,
      notReadyTime: 33,
    });
  });

  test("one of two is lost: its share fails until the endpoints follow, and the service is not lost", () => {
    const result = runOf(
      clusterFiles({ gateways: 2, timeline: ["{ at: 1m, fail: pod gateway-1, how: lose }"] }),
    );

    expect(serviceOf(result).failovers).toEqual([]);
    expect(result.kubernetes?.metrics).toMatchObject({ newPods: 1, readyPods: 3 });
  });

  test("a container that ends is restarted in place", () => {
    const result = runOf(clusterFiles({ timeline: ["{ at: 1m, fail: pod gateway-0, how: out-of-memory }"] }));

    expect(result.kubernetes?.metrics).toMatchObject({ restarts: 1, newPods: 0 });
    expect(result.kubernetes?.events.map(({ reason }) => reason)).toEqual(["OOMKilling", "Started"]);
    expect(result.kubernetes?.pods.find(({ pod }) => pod === "gateway-0")).toMatchObject({ restarts: 1 });
  });

  test("a lost node is NotReady after 50 s, and 300 s later its pods are replaced", () => {
    const kubernetes =
      "{ manifests: [k8s/a.yaml, k8s/b.yaml], nodes: [{ name: A }, { name: B }, { name: C }], release: '3.1' }";
    const { podsAtStart = [] } = runOf(clusterFiles({ kubernetes })).kubernetes ?? {};
    const host = podsAtStart.find(({ pod }) => pod === "gateway-0")?.node;
    const timeline = [`{ at: 1m, fail: node ${host} }`];
    const result = runOf(clusterFiles({ kubernetes, timeline }));
    const { phases, explanation } = onlyFailover(result);

    expect(phases?.detect).toBeCloseTo(50, 6);
    expect(phases?.decide).toBeCloseTo(300 + 33, 6);
    expect(explanation.map(({ parameters }) => parameters[0])).toEqual(
      expect.arrayContaining(["zowe.nodeMonitorGracePeriod", "zowe.podUnreachableToleration"]),
    );
  });

  test("with nobody left, the end of the run says why", () => {
    const timeline = ["{ at: 1m, scale: workload gateway, replicas: 0 }"];
    const result = runOf(clusterFiles({ timeline }));

    expect(serviceOf(result).unservedAtEnd).toBe(
      "no pod behind 10.2.0.2:443 takes connections: gateway has no pod, and 0 are wanted",
    );
    expect(onlyFailover(result)).toMatchObject({ kind: "failover", timeToFailoverSeconds: null });
  });

  test("a hung pod keeps its port open and is not replaced; healed, it serves again", () => {
    const timeline = ["{ at: 1m, hang: pod gateway-0 }", "{ at: 3m, heal: pod gateway-0 }"];
    const result = runOf(clusterFiles({ timeline }));

    expect(result.kubernetes?.metrics).toMatchObject({ restarts: 0, newPods: 0 });
    expect(serviceOf(result).unservedAtEnd).toBeNull();
    expect(serviceOf(result).requests.byFailure["refused"]).toBe(0);
  });

  test("z/OSMF and the stacks do not concern it, nor it them", () => {
    const clients = [
      INFO,
      "{ name: rest, request: GET https://zosmf.example.com/zosmf/restjobs/jobs, arrivals: every 1s }",
    ];
    const timeline = ["{ at: 1m, fail: pod gateway-0, how: lose }"];
    const { services } = runOf(clusterFiles({ clients, timeline }));

    expect(services["zosmf"]?.failovers).toEqual([]);
    expect(services["zosmf"]?.requests.failed).toBe(0);
    expect(services["ibmzosmf"]?.failovers).toHaveLength(1);
  });
});

describe("what has no effect", () => {
  test.each([
    [["heal: pod gateway-0"], "gateway-0 does not hang"],
    [["fail: node NODE1", "fail: node NODE1"], "NODE1 has failed already"],
    [["start: node NODE1"], "NODE1 is up and takes pods already"],
    [["scale: workload gateway, replicas: 1"], "gateway has 1 replicas already"],
    [["fail: pod gateway-0, how: lose", "fail: pod gateway-0"], "there is no pod gateway-0 at this instant"],
  ])("%s", (entries, refusal) => {
    const timeline = entries.map((entry, index) => `{ at: ${index + 1}m, ${entry} }`);

    expect(runOf(clusterFiles({ timeline })).timeline.at(-1)?.refusal).toBe(refusal);
  });

  test("docker compose drains no host, and knows no rollouts", () => {
    const timeline = ["{ at: 1m, stop: node BOX }", "{ at: 2m, rollout: workload gateway }"];
    const { timeline: played } = runOf(
      clusterFiles({ kubernetes: COMPOSE, clients: [OF_COMPOSE], timeline }),
    );

    expect(played.map(({ refusal }) => refusal === undefined)).toEqual([false, false]);
  });
});

test("a host with docker compose comes back when somebody starts it", () => {
  const timeline = ["{ at: 1m, fail: node BOX }", "{ at: 3m, start: node BOX }"];
  const result = runOf(clusterFiles({ kubernetes: COMPOSE, clients: [OF_COMPOSE], timeline }));
  const { noticedBy, phases } = onlyFailover(result);

  expect(noticedBy).toBe("people");
  expect(phases?.detect).toBeCloseTo(120, 6);
  expect(result.kubernetes?.metrics).toMatchObject({ restarts: 3, newPods: 0, readyPods: 0 });
});

test("a fork in the middle of a rollout comes to the same result", () => {
  const resolved = resolvedOf(
    clusterFiles({
      gateways: 2,
      timeline: ["{ at: 1m, rollout: workload gateway }", "{ at: 2m, fail: pod discovery-0 }"],
    }),
  );
  const parent = buildScenario(resolved, "1");
  parent.runUntil(after(START, seconds(80)));
  const fork = parent.fork();

  expect(fork.finish({ version: "test" })).toEqual(parent.finish({ version: "test" }));
});
