/** Manifests in the shape of Zowe's own: a probe of start-up and of life each by a socket, none of readiness, one replica. */

export interface WorkloadText {
  readonly name: string;
  readonly port: number;
  readonly kind?: "Deployment" | "StatefulSet";
  readonly replicas?: number;
  /** Further lines of `spec`, two spaces deep. */
  readonly spec?: string;
  /** Further lines of the container, ten spaces deep. */
  readonly container?: string;
  /** By default start-up and liveness by a socket. */
  readonly probes?: string;
}

export const SOCKET_PROBES = (port: number): string => `          startupProbe:
            tcpSocket: { port: ${port} }
            periodSeconds: 10
            failureThreshold: 90
          livenessProbe:
            tcpSocket: { port: ${port} }
            periodSeconds: 10
            failureThreshold: 3
`;

export function workload(options: WorkloadText): string {
  const { name, port, kind = "Deployment", replicas, spec = "", container = "" } = options;
  return `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: zowe }
spec:
${replicas === undefined ? "" : `  replicas: ${replicas}\n`}${kind === "StatefulSet" ? "  serviceName: discovery-service\n" : ""}${spec}  selector:
    matchLabels: { app.kubernetes.io/component: ${name} }
  template:
    metadata:
      labels: { app.kubernetes.io/name: zowe, app.kubernetes.io/component: ${name} }
    spec:
      containers:
        - name: ${name}
          resources:
            requests: { memory: 384Mi, cpu: 150m }
            limits: { memory: 512Mi, cpu: 700m }
          ports:
            - { name: ${name}-port, containerPort: ${port} }
${options.probes ?? SOCKET_PROBES(port)}${container}`;
}

export const ENTRY = `---
apiVersion: v1
kind: Service
metadata: { name: gateway-service, namespace: zowe }
spec:
  type: LoadBalancer
  selector: { app.kubernetes.io/component: gateway }
  ports:
    - { name: gateway, port: 7554, targetPort: gateway-port }
`;

export const CONFIG = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: zowe-config, namespace: zowe }
data:
  zowe.yaml: |
    zowe:
      externalDomains: [zowe.example.com]
      externalPort: 7554
    zOSMF:
      host: zosmf.example.com
      port: 443
    components:
      gateway: { enabled: true, port: 7554 }
      discovery: { enabled: true, port: 7553 }
      zaas: { enabled: true, port: 7558 }
      api-catalog: { enabled: true, port: 7552 }
`;

export const DISCOVERY: WorkloadText = { name: "discovery", port: 7553, kind: "StatefulSet" };
export const GATEWAY: WorkloadText = { name: "gateway", port: 7554 };
export const CATALOG: WorkloadText = { name: "api-catalog", port: 7552 };

/** Zowe as it is shipped, with changes by name of the workload. */
export function zowe(changes: Readonly<Record<string, Partial<WorkloadText>>> = {}, more = ""): string {
  const workloads = [DISCOVERY, GATEWAY, CATALOG].map((text) => workload({ ...text, ...changes[text.name] }));
  return [CONFIG, ENTRY, ...workloads, more].join("");
}
