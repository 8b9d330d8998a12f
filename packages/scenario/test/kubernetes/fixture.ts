/** The sound pair with a Gateway, ZAAS and Discovery in a cluster beside it. */
import { SOUND_PAIR, type Files } from "../fixture.js";

const workload = (
  kind: "Deployment" | "StatefulSet",
  name: string,
  port: number,
  replicas: number,
): string => `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: zowe }
spec:
  replicas: ${replicas}
${kind === "StatefulSet" ? "  serviceName: discovery-service\n" : ""}  selector: { matchLabels: { component: ${name} } }
  template:
    metadata: { labels: { component: ${name} } }
    spec:
      containers:
        - name: ${name}
          ports: [{ name: main, containerPort: ${port} }]
          startupProbe: { tcpSocket: { port: ${port} }, periodSeconds: 10, failureThreshold: 60 }
`;

export const MANIFESTS = `apiVersion: v1
kind: ConfigMap
metadata: { name: zowe-config, namespace: zowe }
data:
  zowe.yaml: |
    zowe: { externalDomains: [zowe.example.com], externalPort: 7554 }
    zOSMF: { host: zosmf.example.com, port: 443 }
---
apiVersion: v1
kind: Service
metadata: { name: gateway-service, namespace: zowe }
spec:
  type: LoadBalancer
  selector: { component: gateway }
  ports: [{ port: 7554, targetPort: main }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: gateway-ingress, namespace: zowe }
spec:
  rules:
    - host: Zowe.Cluster.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: gateway-service, port: { number: 7554 } } }
`;

export const COMPOSE = `services:
  discovery: { image: zowe/discovery-service, restart: always }
  zaas: { image: zowe/zaas-service, restart: always }
  gateway: { image: zowe/gateway-service, restart: always, ports: ["7554:7554"] }
`;

/** A pod is created in 3 s, and its service starts in 30 s: at the third look of its start-up probe. */
const FIXED = `parameters:
  zosmf.jobsServiceTime: 100ms
  zowe.podCreateDuration: 3s
  zowe.podStartDuration: 30s
  zowe.podStopDuration: 2s
`;

export interface Setting {
  readonly gateways?: number;
  /** The value of `kubernetes:`. */
  readonly kubernetes?: string;
  readonly clients?: readonly string[];
  readonly timeline?: readonly string[];
}

/** `info` asks the Gateway without proving who it is, once a second. */
export const INFO =
  "{ name: info, request: GET https://zowe.cluster.example.com/ibmzosmf/api/v1/info, arrivals: every 1s, auth: none }";

export function clusterFiles({
  gateways = 1,
  kubernetes = "{ manifests: [k8s/b.yaml, k8s/a.yaml], addresses: { gateway-service: 10.2.0.1, gateway-ingress: 10.2.0.2 }, release: '3.1' }",
  clients = [INFO],
  timeline = [],
}: Setting = {}): Files {
  const list = (key: string, items: readonly string[]): string =>
    items.length === 0 ? "" : `${key}:\n${items.map((item) => `  - ${item}\n`).join("")}`;
  const scenario = (SOUND_PAIR["scenario.yaml"] ?? "")
    .replace(/clients:\n.*\n/, list("clients", clients))
    .replace(/parameters:.*\n/, FIXED)
    .replace("duration: 5m", "duration: 10m");
  return {
    ...SOUND_PAIR,
    "scenario.yaml": `${scenario}kubernetes: ${kubernetes}\n${list("timeline", timeline)}`,
    "k8s/a.yaml": MANIFESTS,
    "k8s/b.yaml":
      workload("StatefulSet", "discovery", 7553, 1) +
      workload("Deployment", "zaas", 7558, 1) +
      workload("Deployment", "gateway", 7554, gateways),
    "compose.yaml": COMPOSE,
  };
}
