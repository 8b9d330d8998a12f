import type { Diagnostic } from "@sysplex/sysplex";
import { seconds } from "@sysplex/sim-core";
import { describe, expect, test } from "vitest";
import { kubernetesDiagnostics, parseQuantity, readCompose, readManifests } from "../../src/index.js";
import { CONFIG, ENTRY, GATEWAY, workload, zowe } from "./manifests.js";

function read(text: string) {
  return readManifests({ sources: [{ file: "k8s.yaml", text }] });
}

const shown = ({ code, range }: Diagnostic): string => `${code} ${range.start.line}:${range.start.column}`;

function codes(text: string): readonly string[] {
  return read(text).diagnostics.map(({ code }) => code);
}

const sole = (changes: Partial<typeof GATEWAY> = {}): string =>
  CONFIG + ENTRY + workload({ ...GATEWAY, ...changes });

describe("manifests in the shape of Zowe's", () => {
  test("are read without an error, and their weak points are named", () => {
    const { configuration, entries, diagnostics } = read(zowe());

    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(
      configuration?.workloads.map(({ name, kind, replicas, component }) => ({
        name,
        kind,
        replicas,
        component,
      })),
    ).toEqual([
      { name: "discovery", kind: "StatefulSet", replicas: 1, component: "discovery" },
      { name: "gateway", kind: "Deployment", replicas: 1, component: "gateway" },
      { name: "api-catalog", kind: "Deployment", replicas: 1, component: "api-catalog" },
    ]);
    expect(entries).toEqual([
      { by: "Service gateway-service", service: "gateway-service", address: "198.51.100.10", ports: [7554] },
    ]);
    for (const code of ["K8S_SINGLE_REPLICA", "K8S_NO_READINESS", "K8S_SOCKET_LIVENESS"]) {
      const texts = diagnostics.filter((diagnostic) => diagnostic.code === code).map(({ text }) => text);
      expect(texts).toEqual([expect.stringMatching(/^discovery, gateway, api-catalog: /)]);
    }
  });

  test("get the defaults of Kubernetes where they say nothing", () => {
    const [gateway] =
      read(sole({ probes: "          readinessProbe: { httpGet: { port: 7554 } }\n" })).configuration
        ?.workloads ?? [];

    expect(gateway).toMatchObject({
      replicas: 1,
      terminationGrace: seconds(30),
      unreachableToleration: seconds(300),
      minReady: 0,
      strategy: {
        kind: "RollingUpdate",
        maxSurge: { kind: "share", share: 0.25 },
        maxUnavailable: { kind: "share", share: 0.25 },
      },
      readinessProbe: {
        kind: "httpGet",
        initialDelay: 0,
        period: seconds(10),
        timeout: seconds(1),
        failureThreshold: 3,
        successThreshold: 1,
      },
      milliCpuRequest: 150,
      memoryBytesRequest: 384 * 1024 * 1024,
    });
  });

  test("hold zowe.yaml, of which z/OSMF and the Gateway's limits are taken", () => {
    const { configuration } = read(zowe());

    expect(configuration?.zosmf).toMatchObject({ host: "zosmf.example.com", port: 443 });
    expect(configuration?.gateway.connectionTimeout).toBe(seconds(60));
  });

  test("are run with a quoted port too, as Zowe's own sample has one: no launcher is there to refuse it", () => {
    const { configuration, diagnostics } = read(zowe().replace("port: 443", 'port: "443"'));

    expect(diagnostics.find(({ code }) => code === "ZW_QUOTED_NUMBER")).toMatchObject({
      severity: "warning",
      range: { file: "k8s.yaml#zowe.yaml", start: { line: 6 } },
    });
    expect(configuration?.zosmf?.port).toBe(443);
  });

  test("may hold instance.env of version 1", () => {
    const text = zowe().replace(
      CONFIG,
      `---
apiVersion: v1
kind: ConfigMap
metadata: { name: zowe-config }
data:
  instance.env: |
    ROOT_DIR=/usr/lpp/zowe
    ZOSMF_HOST=old.example.com
    ZOSMF_PORT=10443
    GATEWAY_PORT=7554
    ZOWE_EXPLORER_HOST=zowe.example.com
`,
    );

    expect(read(text).configuration?.zosmf).toMatchObject({ host: "old.example.com", port: 10_443 });
  });

  test("may be entered by an Ingress or a Route on port 443", () => {
    const routing = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: gateway-ingress }
spec:
  rules:
    - host: zowe.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: gateway-service, port: { name: gateway-port } } } }
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: gateway }
spec:
  host: route.example.com
  to: { kind: Service, name: gateway-service }
  tls: { termination: passthrough }
`;
    const { entries, configuration } = readManifests({
      sources: [
        { file: "k8s.yaml", text: zowe({}, routing).replace("type: LoadBalancer", "type: ClusterIP") },
      ],
      addresses: { gateway: "192.0.2.7" },
    });

    expect(entries).toEqual([
      {
        by: "Ingress gateway-ingress",
        service: "gateway-service",
        host: "zowe.example.com",
        address: "198.51.100.10",
        ports: [443],
      },
      {
        by: "Route gateway",
        service: "gateway-service",
        host: "route.example.com",
        address: "192.0.2.7",
        ports: [443],
      },
    ]);
    expect(configuration?.services.at(-1)?.externalPorts).toEqual([{ port: 443, targetPort: 7554 }]);
  });

  test("may be several files, and of two objects with one name the later one counts", () => {
    const { configuration, diagnostics } = readManifests({
      sources: [
        { file: "a.yaml", text: zowe() },
        { file: "b.yaml", text: workload({ ...GATEWAY, replicas: 3 }) },
      ],
    });

    expect(configuration?.workloads.find(({ name }) => name === "gateway")?.replicas).toBe(3);
    expect(diagnostics.find(({ code }) => code === "K8S_DUPLICATE")?.range.file).toBe("b.yaml");
  });
});

describe("quantities", () => {
  test.each([
    ["150m", 0.15],
    ["0.5", 0.5],
    ["2", 2],
    ["384Mi", 402_653_184],
    ["1Gi", 1_073_741_824],
    ["1G", 1e9],
    ["12", 12],
  ])("%s is %d", (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  test.each(["", "m", "1x", "-1", "1 Mi", "0x10"])("%j is none", (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

const PDB = `---
kind: PodDisruptionBudget
metadata: { name: pdb }
spec: { minAvailable: 1, selector: { matchLabels: { app.kubernetes.io/component: gateway } } }
`;

const HPA = (target: string): string => `---
kind: HorizontalPodAutoscaler
metadata: { name: hpa }
spec: { scaleTargetRef: { name: ${target} }, maxReplicas: 3 }
`;

/** For each diagnostic a text that provokes it. */
const PROVOKED: Readonly<Record<string, string>> = {
  K8S_TOO_DEEP: `a: ${"[".repeat(100)}`,
  K8S_TOO_MUCH: `a: &a [${"x, ".repeat(300)}]\nb: &b [${"*a, ".repeat(100)}]\nc: [${"*b, ".repeat(100)}]`,
  K8S_SYNTAX: "kind: [Deployment",
  K8S_NO_OBJECT: "- a\n",
  K8S_KIND_IGNORED: "kind: Secret\nmetadata: { name: s }\n",
  K8S_KIND_UNKNOWN: "kind: Deploiment\nmetadata: { name: s }\n",
  K8S_DUPLICATE: sole() + workload(GATEWAY),
  K8S_DUPLICATE_KEY: "kind: Service\nkind: Service\nmetadata: { name: s }\n",
  K8S_FIELD: sole({ spec: "  replica: 2\n" }),
  K8S_TYPE: sole({ spec: "  minReadySeconds: soon\n" }),
  K8S_REQUIRED: "kind: Deployment\nmetadata: { name: d }\n",
  K8S_QUANTITY: sole().replace("150m", "150 m"),
  K8S_SELECTOR: sole().replace(
    "matchLabels: { app.kubernetes.io/component: gateway }",
    "matchLabels: { app: x }",
  ),
  K8S_NO_PODS: ENTRY,
  K8S_NO_TARGET: sole() + HPA("gatewy"),
  K8S_NO_PORT: sole().replace("targetPort: gateway-port", "targetPort: other"),
  K8S_SINGLE_REPLICA: sole(),
  K8S_NO_READINESS: sole(),
  K8S_SOCKET_LIVENESS: sole(),
  K8S_BUDGET_BLOCKS: sole() + PDB,
  K8S_DISCOVERY_SCALED: zowe({}, HPA("discovery")),
  K8S_NO_ZOWE_CONFIG: ENTRY + workload(GATEWAY),
  K8S_NO_WORKLOAD: ENTRY,
  K8S_NO_ENTRY: CONFIG + workload(GATEWAY),
};

describe("diagnostics", () => {
  test.each(Object.entries(PROVOKED))("%s can be provoked", (code, text) => {
    expect(codes(text)).toContain(code);
  });

  test("are all tried", () => {
    const ofCompose = ["COMPOSE_NO_RESTART", "COMPOSE_HEALTHCHECK", "COMPOSE_ONE_HOST"];

    expect([...Object.keys(PROVOKED), ...ofCompose].sort()).toEqual(
      Object.keys(kubernetesDiagnostics).sort(),
    );
  });

  test("stand where the fault is, and guess what was meant", () => {
    const { diagnostics } = read("kind: Deploiment\nmetadata: { name: s }\n");

    const unknown = diagnostics.find(({ code }) => code === "K8S_KIND_UNKNOWN") as Diagnostic;
    expect(shown(unknown)).toBe("K8S_KIND_UNKNOWN 1:7");
    expect(unknown.text).toContain("did you mean Deployment?");
  });

  test("a wrong value costs only itself", () => {
    const { configuration } = read(sole({ spec: "  replicas: two\n" }));

    expect(configuration?.workloads[0]?.replicas).toBe(1);
  });
});

const COMPOSE = `services:
  gateway:
    image: zowe/gateway-service:latest
    restart: unless-stopped
    depends_on: [discovery]
    ports: ["7554:7554"]
    healthcheck: { test: [CMD, curl, -f, "https://localhost:7554/application/health"] }
  discovery:
    image: zowe/discovery-service:latest
    restart: on-failure:5
  api-catalog:
    image: zowe/api-catalog-services:latest
`;

describe("a docker compose file", () => {
  const compose = (text: string) => readCompose({ source: { file: "docker-compose.yml", text } });

  test("is containers on one host with their restart policies", () => {
    const { configuration, entries } = compose(COMPOSE);

    expect(configuration?.nodes).toHaveLength(1);
    expect(
      configuration?.workloads.map(({ name, component, port, restart }) => [name, component, port, restart]),
    ).toEqual([
      ["gateway", "gateway", 7554, "always"],
      ["discovery", "discovery", 7553, "on-failure"],
      ["api-catalog", "api-catalog", 7552, "no"],
    ]);
    expect(entries).toEqual([
      { by: "service gateway", service: "gateway", address: "198.51.100.10", ports: [7554] },
    ]);
  });

  test("is told what it does not give", () => {
    const found = compose(COMPOSE).diagnostics.map(({ code }) => code);

    expect([...found].sort()).toEqual(["COMPOSE_HEALTHCHECK", "COMPOSE_NO_RESTART", "COMPOSE_ONE_HOST"]);
  });

  test("has its dependencies checked", () => {
    const { diagnostics } = compose(COMPOSE.replace("[discovery]", "[discovry]"));

    expect(diagnostics.find(({ code }) => code === "K8S_NO_TARGET")?.text).toContain(
      "did you mean discovery?",
    );
  });

  test.each([
    ["8443:7554", 8443, 7554],
    ["127.0.0.1:8443:7554", 8443, 7554],
    ["7554", 7554, 7554],
    ["7554:7554/tcp", 7554, 7554],
  ])("publishes %s", (text, port, targetPort) => {
    const { configuration } = compose(COMPOSE.replace("7554:7554", text));

    expect(configuration?.services[0]?.ports).toEqual([{ port, targetPort }]);
  });
});
