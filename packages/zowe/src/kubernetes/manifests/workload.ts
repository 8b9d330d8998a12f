/** Deployments and StatefulSets: what of them decides over availability. */
import { seconds, type Duration } from "@sysplex/sim-core";
import type { SourceRange } from "@sysplex/sysplex";
import {
  selects,
  type ProbeConfiguration,
  type UpdateStrategy,
  type WorkloadConfiguration,
} from "../configuration.js";
import type { Field } from "./field.js";
import type { Faults } from "./tree.js";

/** As read: the port names are still needed, and what the run decides is not there. */
export interface ReadWorkload {
  readonly configuration: WorkloadConfiguration;
  readonly ports: Readonly<Record<string, number>>;
  readonly range: SourceRange;
}

const SPEC_KEYS = [
  "replicas",
  "selector",
  "template",
  "strategy",
  "updateStrategy",
  "minReadySeconds",
  "serviceName",
  "podManagementPolicy",
  "revisionHistoryLimit",
  "progressDeadlineSeconds",
  "paused",
  "volumeClaimTemplates",
  "ordinals",
];

const POD_KEYS = [
  "containers",
  "initContainers",
  "terminationGracePeriodSeconds",
  "tolerations",
  "volumes",
  "serviceAccountName",
  "securityContext",
  "subdomain",
  "hostname",
  "affinity",
  "nodeSelector",
  "topologySpreadConstraints",
  "restartPolicy",
  "imagePullSecrets",
];

const CONTAINER_KEYS = [
  "name",
  "image",
  "imagePullPolicy",
  "ports",
  "resources",
  "startupProbe",
  "livenessProbe",
  "readinessProbe",
  "lifecycle",
  "command",
  "args",
  "env",
  "envFrom",
  "volumeMounts",
  "securityContext",
];

const PROBE_KEYS = [
  "tcpSocket",
  "httpGet",
  "exec",
  "grpc",
  "initialDelaySeconds",
  "periodSeconds",
  "timeoutSeconds",
  "successThreshold",
  "failureThreshold",
  "terminationGracePeriodSeconds",
];

/** Default of terminationGracePeriodSeconds. @source kubernetes.io, Pod Lifecycle. */
const TERMINATION_GRACE = seconds(30);

/** maxSurge and maxUnavailable of a Deployment. @source kubernetes.io, Deployments. */
const QUARTER = { kind: "share", share: 0.25 } as const;

/** Names of Zowe's components, as manifests and images may call them. */
const COMPONENTS: Readonly<Record<string, string>> = {
  gateway: "gateway",
  "gateway-service": "gateway",
  zaas: "zaas",
  "zaas-service": "zaas",
  discovery: "discovery",
  "discovery-service": "discovery",
  "api-catalog": "api-catalog",
  "api-catalog-service": "api-catalog",
  "api-catalog-services": "api-catalog",
  caching: "caching-service",
  "caching-service": "caching-service",
  "app-server": "app-server",
};

export function componentNamed(...names: readonly (string | undefined)[]): string {
  for (const name of names)
    if (name !== undefined && Object.hasOwn(COMPONENTS, name)) return COMPONENTS[name] as string;
  return names.find((name) => name !== undefined) ?? "service";
}

/** `undefined`: something that must be there is not. */
export function readWorkload(
  object: Field,
  kind: "Deployment" | "StatefulSet",
  name: string,
  unreachableToleration: Duration,
  faults: Faults,
): ReadWorkload | undefined {
  const spec = object.at("spec");
  spec.checkKeys(SPEC_KEYS);
  const pod = spec.at("template", "spec");
  pod.checkKeys(POD_KEYS);
  const [container] = pod.at("containers").items;
  if (container === undefined) {
    faults.report("K8S_REQUIRED", object.range, `${kind} ${name}: spec.template.spec.containers`);
    return undefined;
  }
  container.checkKeys(CONTAINER_KEYS);
  const labels = spec.at("template", "metadata", "labels").labels();
  const selector = spec.at("selector", "matchLabels");
  if (selector.exists && !selects(selector.labels(), labels))
    faults.report("K8S_SELECTOR", selector.range, name);
  const ports = portsOf(container);
  const component = componentNamed(labels["app.kubernetes.io/component"], name, container.at("name").text());
  const configuration: WorkloadConfiguration = {
    name,
    kind,
    component,
    replicas: spec.at("replicas").replicas() ?? 1,
    labels,
    port: ports["0"] ?? 0,
    milliCpuRequest: (container.at("resources", "requests", "cpu").quantity() ?? 0) * 1_000,
    memoryBytesRequest: container.at("resources", "requests", "memory").quantity() ?? 0,
    ...probe(container, "startupProbe"),
    ...probe(container, "livenessProbe"),
    ...probe(container, "readinessProbe"),
    hasPreStop: container.at("lifecycle", "preStop").exists,
    hasInitContainers: pod.at("initContainers").items.length > 0,
    terminationGrace: pod.at("terminationGracePeriodSeconds").seconds() ?? TERMINATION_GRACE,
    unreachableToleration: tolerationOf(pod) ?? unreachableToleration,
    strategy: kind === "Deployment" ? deploymentStrategy(spec) : statefulSetStrategy(spec),
    isOrdered: kind === "StatefulSet" && spec.at("podManagementPolicy").text() !== "Parallel",
    minReady: spec.at("minReadySeconds").seconds() ?? seconds(0),
    restart: "always",
    ...serviceNameOf(spec),
  };
  return { configuration, ports, range: object.range };
}

function portsOf(container: Field): Readonly<Record<string, number>> {
  const ports = container.at("ports").items.map((port) => ({
    name: port.at("name").text(),
    number: port.at("containerPort").port(),
  }));
  const named = ports.flatMap(({ name, number }) =>
    name === undefined || number === undefined ? [] : [[name, number]],
  );
  const [first] = ports;
  return Object.fromEntries([...named, ["0", first?.number ?? 0]]) as Record<string, number>;
}

function serviceNameOf(spec: Field): { readonly serviceName?: string } {
  const serviceName = spec.at("serviceName").text();
  return serviceName === undefined ? {} : { serviceName };
}

function deploymentStrategy(spec: Field): UpdateStrategy {
  const strategy = spec.at("strategy");
  if (strategy.at("type").text() === "Recreate") return { kind: "Recreate" };
  const rolling = strategy.at("rollingUpdate");
  rolling.checkKeys(["maxSurge", "maxUnavailable"]);
  return {
    kind: "RollingUpdate",
    maxSurge: rolling.at("maxSurge").podCount() ?? QUARTER,
    maxUnavailable: rolling.at("maxUnavailable").podCount() ?? QUARTER,
  };
}

function statefulSetStrategy(spec: Field): UpdateStrategy {
  if (spec.at("updateStrategy", "type").text() === "OnDelete") return { kind: "OnDelete" };
  const one = { kind: "count", count: 1 } as const;
  return { kind: "RollingUpdate", maxSurge: { kind: "count", count: 0 }, maxUnavailable: one };
}

/** The shortest of its own tolerations of an unreachable node. */
function tolerationOf(pod: Field): Duration | undefined {
  const found = pod
    .at("tolerations")
    .items.filter((toleration) => toleration.at("key").text() === "node.kubernetes.io/unreachable")
    .flatMap((toleration) => toleration.at("tolerationSeconds").seconds() ?? []);
  return found.length === 0 ? undefined : (Math.min(...found) as Duration);
}

function probe<Key extends "startupProbe" | "livenessProbe" | "readinessProbe">(
  container: Field,
  key: Key,
): Readonly<Partial<Record<Key, ProbeConfiguration>>> {
  const field = container.at(key);
  if (!field.exists) return {} as Partial<Record<Key, ProbeConfiguration>>;
  field.checkKeys(PROBE_KEYS);
  const kind = (["tcpSocket", "httpGet", "exec", "grpc"] as const).find((kind) => field.at(kind).exists);
  const read: ProbeConfiguration = {
    kind: kind ?? "tcpSocket",
    initialDelay: field.at("initialDelaySeconds").seconds() ?? seconds(0),
    period: field.at("periodSeconds").seconds(1) ?? seconds(10),
    timeout: field.at("timeoutSeconds").seconds(1) ?? seconds(1),
    failureThreshold: field.at("failureThreshold").integer(10_000, 1) ?? 3,
    successThreshold: field.at("successThreshold").integer(10_000, 1) ?? 1,
  };
  return { [key]: read } as Partial<Record<Key, ProbeConfiguration>>;
}
