/**
 * A docker compose file: containers on one host, which nothing places elsewhere.
 *
 * Modelled: restart policies and their delay; published ports; depends_on and healthchecks as far as they are said to do
 * little: the one orders the first start only, the other marks a container and restarts nothing.
 * Not modelled: profiles, extends, swarm's deploy section, variables of `.env`.
 * @source docs.docker.com, Compose file reference; Start containers automatically; Docker Engine API, RestartPolicy.
 */
import { seconds } from "@sysplex/sim-core";
import { DiagnosticList, didYouMean, inFileOrder, type Diagnostic, type SourceText } from "@sysplex/sysplex";
import type { IpAddress } from "@sysplex/tcpip";
import type {
  ClusterConfiguration,
  RestartPolicy,
  ServiceConfiguration,
  WorkloadConfiguration,
} from "../kubernetes/configuration.js";
import { kubernetesDiagnostics } from "../kubernetes/manifests/diagnostics.js";
import { Field } from "../kubernetes/manifests/field.js";
import type { ClusterEntry } from "../kubernetes/manifests/services.js";
import { readTrees, type Faults } from "../kubernetes/manifests/tree.js";
import { componentNamed } from "../kubernetes/manifests/workload.js";
import { readContainerZowe } from "../kubernetes/manifests/zowe-config.js";
import type { ZoweRelease } from "../yaml/release.js";

export interface ComposeOptions {
  readonly source: SourceText;
  /** Name of the host, for faults. */
  readonly node?: string;
  /** Of the host, where the published ports are. */
  readonly address?: IpAddress;
  readonly release?: ZoweRelease;
  readonly zosmf?: { readonly host: string; readonly port: number };
}

export interface ComposeReading {
  readonly configuration?: ClusterConfiguration;
  readonly entries: readonly ClusterEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

const HOST_ADDRESS = "198.51.100.10";

const SERVICE_KEYS = [
  "image",
  "build",
  "restart",
  "depends_on",
  "healthcheck",
  "ports",
  "environment",
  "volumes",
  "hostname",
  "container_name",
  "networks",
  "command",
  "entrypoint",
  "stop_grace_period",
  "expose",
  "mem_limit",
  "labels",
  "user",
  "env_file",
];

/** Never throws. */
export function readCompose({
  source,
  node = "HOST1",
  address = HOST_ADDRESS,
  release,
  zosmf,
}: ComposeOptions): ComposeReading {
  const faults: Faults = new DiagnosticList(kubernetesDiagnostics);
  const [tree] = readTrees(source, faults);
  if (tree === undefined) return { entries: [], diagnostics: faults.inOrder() };
  const services = new Field(tree, "", tree.range, faults).at("services");
  const names = services.keys;
  const read = names.map((name) => readContainer(services.at(name), name, names, faults));
  if (names.length === 0) faults.report("K8S_NO_WORKLOAD", tree.range);
  else faults.report("COMPOSE_ONE_HOST", services.range);
  const diagnostics = inFileOrder(faults.inOrder());
  if (names.length === 0) return { entries: [], diagnostics };
  const published = read.flatMap(({ service }) =>
    service === undefined ? [] : [{ ...service, externalAddress: address }],
  );
  const { gateway, release: assumed } = readContainerZowe([], release);
  const configuration: ClusterConfiguration = {
    ...hostOf(node),
    workloads: read.map(({ workload }) => workload),
    services: published,
    gateway,
    release: assumed,
    ...(zosmf === undefined ? {} : { zosmf }),
  };
  const entries = published.map(({ name, ports }) => ({
    by: `service ${name}`,
    service: name,
    address,
    ports: ports.map(({ port }) => port),
  }));
  return { configuration, entries, diagnostics };
}

/** What every host with docker compose has in common. It has room for all. */
function hostOf(node: string) {
  return {
    namespace: "compose",
    clusterDomain: "compose.internal",
    orchestrator: "compose",
    nodes: [{ name: node, milliCpu: 1_000_000, memoryBytes: Number.MAX_SAFE_INTEGER }],
    autoscalers: [],
    budgets: [],
  } as const;
}

function readContainer(
  field: Field,
  name: string,
  names: readonly string[],
  faults: Faults,
): { readonly workload: WorkloadConfiguration; readonly service?: ServiceConfiguration } {
  field.checkKeys(SERVICE_KEYS);
  const restart = restartOf(field, name, faults);
  checkDependencies(field, name, names, faults);
  if (field.at("healthcheck").exists)
    faults.report("COMPOSE_HEALTHCHECK", field.at("healthcheck").range, name);
  const ports = portsOf(field);
  const labels = { "com.docker.compose.service": name };
  const image = field.at("image").text()?.replace(/^.*\//, "").replace(/:.*$/, "");
  const workload: WorkloadConfiguration = {
    name,
    kind: "Container",
    component: componentNamed(name, image),
    replicas: 1,
    labels,
    port: ports[0]?.targetPort ?? DEFAULT_PORTS[componentNamed(name, image)] ?? 0,
    milliCpuRequest: 0,
    memoryBytesRequest: 0,
    hasPreStop: false,
    hasInitContainers: false,
    terminationGrace: seconds(10), // docker stop. @source docs.docker.com, docker container stop.
    unreachableToleration: seconds(0),
    strategy: { kind: "Recreate" },
    isOrdered: false,
    minReady: seconds(0),
    restart,
    serviceName: "services",
  };
  return ports.length === 0 ? { workload } : { workload, service: { name, selector: labels, ports } };
}

/** Of components whose port is not published. @source Zowe's defaults.yaml. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  gateway: 7554,
  zaas: 7558,
  discovery: 7553,
  "api-catalog": 7552,
  "caching-service": 7555,
  "app-server": 7556,
};

function restartOf(field: Field, name: string, faults: Faults): RestartPolicy {
  const restart = field.at("restart");
  const word = restart.exists ? String(restart.tree?.kind === "scalar" ? restart.tree.value : "") : "no";
  if (word === "always" || word === "unless-stopped") return "always";
  if (word.startsWith("on-failure")) return "on-failure";
  if (word === "no" || word === "false") faults.report("COMPOSE_NO_RESTART", field.range, name);
  else
    faults.report(
      "K8S_TYPE",
      restart.range,
      `services.${name}.restart`,
      "no, always, on-failure or unless-stopped",
    );
  return "no";
}

function checkDependencies(field: Field, name: string, names: readonly string[], faults: Faults): void {
  const dependsOn = field.at("depends_on");
  const wanted =
    dependsOn.tree?.kind === "map" ? dependsOn.keys : dependsOn.items.map((item) => item.text() ?? "");
  for (const other of wanted)
    if (!names.includes(other))
      faults.report("K8S_NO_TARGET", dependsOn.range, name, other, didYouMean(other, names));
}

/** `7554:7554`, `127.0.0.1:7554:7554/tcp`, 7554, or the long form. */
function portsOf(field: Field): readonly { readonly port: number; readonly targetPort: number }[] {
  return field.at("ports").items.flatMap((item) => {
    if (item.tree?.kind === "map") {
      const [targetPort, port] = [item.at("target").port(), item.at("published").word()];
      return targetPort === undefined ? [] : [{ port: Number(port ?? targetPort), targetPort }];
    }
    const [, port, target] =
      /^(?:\d+\.\d+\.\d+\.\d+:)?(\d{1,5})(?::(\d{1,5}))?(?:\/tcp)?$/.exec(item.word() ?? "") ?? [];
    return port === undefined ? [] : [{ port: Number(port), targetPort: Number(target ?? port) }];
  });
}
