/**
 * Manifests of Zowe in a cluster: from the texts of YAML files to what the model goes by. Never throws.
 *
 * @source zowe-install-packaging containers/kubernetes; kubernetes.io, the API reference of each kind.
 */
import { seconds, type Duration } from "@sysplex/sim-core";
import {
  DiagnosticList,
  inFileOrder,
  type Diagnostic,
  type SourceRange,
  type SourceText,
} from "@sysplex/sysplex";
import type { IpAddress } from "@sysplex/tcpip";
import type { ZoweRelease } from "../../yaml/release.js";
import type { ClusterConfiguration, NodeConfiguration } from "../configuration.js";
import { kubernetesDiagnostics } from "./diagnostics.js";
import { readObjects } from "./objects.js";
import { readAutoscalers, readBudgets } from "./policies.js";
import { readServices, type ClusterEntry } from "./services.js";
import type { Faults } from "./tree.js";
import { readWorkload, type ReadWorkload } from "./workload.js";
import { readContainerZowe } from "./zowe-config.js";

export interface ManifestOptions {
  /** The text of every file of the folder, in the order of their names. */
  readonly sources: readonly SourceText[];
  /** By default two nodes, see {@link DEFAULT_NODES}. */
  readonly nodes?: readonly NodeConfiguration[];
  /** By name of a Service, Ingress or Route; others get addresses for documentation. */
  readonly addresses?: Readonly<Record<string, IpAddress>>;
  /** Absent: guessed from the embedded zowe.yaml. */
  readonly release?: ZoweRelease;
  /** `podUnreachableToleration`, for pods without their own. */
  readonly unreachableToleration?: Duration;
}

export interface ManifestReading {
  /** Absent: there is nothing to run. */
  readonly configuration?: ClusterConfiguration;
  /** Where clients enter. */
  readonly entries: readonly ClusterEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @assumption Two workers, each large enough for all of Zowe: what a site has is a matter of the scenario. */
export const DEFAULT_NODES: readonly NodeConfiguration[] = ["NODE1", "NODE2"].map((name) => ({
  name,
  milliCpu: 4_000,
  memoryBytes: 16 * 1_073_741_824,
}));

const TOLERATION = seconds(300);

export function readManifests(options: ManifestOptions): ManifestReading {
  const faults: Faults = new DiagnosticList(kubernetesDiagnostics);
  const objects = readObjects(options.sources, faults);
  const workloads = objects.flatMap(({ kind, name, field }) => {
    if (kind !== "Deployment" && kind !== "StatefulSet") return [];
    return readWorkload(field, kind, name, options.unreachableToleration ?? TOLERATION, faults) ?? [];
  });
  const { services, entries } = readServices(objects, workloads, options.addresses ?? {}, faults);
  const autoscalers = readAutoscalers(objects, workloads, faults);
  const budgets = readBudgets(objects, workloads, faults);
  const { diagnostics, isFound, ...zowe } = readContainerZowe(objects, options.release);
  const start = startOf(options.sources);
  if (workloads.length === 0) faults.report("K8S_NO_WORKLOAD", start);
  else advise(workloads, faults);
  if (workloads.length > 0 && entries.length === 0) faults.report("K8S_NO_ENTRY", start);
  if (workloads.length > 0 && !isFound) faults.report("K8S_NO_ZOWE_CONFIG", start);
  const found = inFileOrder([...faults.inOrder(), ...diagnostics]);
  if (workloads.length === 0) return { entries, diagnostics: found };
  const configuration: ClusterConfiguration = {
    namespace: objects.find(({ namespace }) => namespace !== undefined)?.namespace ?? "default",
    clusterDomain: "cluster.local",
    orchestrator: "kubernetes",
    nodes: options.nodes ?? DEFAULT_NODES,
    workloads: workloads.map(({ configuration }) => configuration),
    services,
    autoscalers,
    budgets,
    ...zowe,
  };
  return { configuration, entries, diagnostics: found };
}

/** What the manifests mean for availability, though nothing is wrong with them: once for all workloads, at the first. */
function advise(workloads: readonly ReadWorkload[], faults: Faults): void {
  const tell = (
    code: "K8S_SINGLE_REPLICA" | "K8S_NO_READINESS" | "K8S_SOCKET_LIVENESS",
    isSo: (workload: ReadWorkload["configuration"]) => boolean,
  ): void => {
    const [first, ...others] = workloads.filter(({ configuration }) => isSo(configuration));
    if (first === undefined) return;
    faults.report(
      code,
      first.range,
      [first, ...others].map(({ configuration }) => configuration.name),
    );
  };
  tell("K8S_SINGLE_REPLICA", ({ replicas }) => replicas === 1);
  tell("K8S_NO_READINESS", ({ readinessProbe }) => readinessProbe === undefined);
  tell("K8S_SOCKET_LIVENESS", ({ livenessProbe }) => livenessProbe?.kind === "tcpSocket");
}

function startOf([source]: readonly SourceText[]): SourceRange {
  const origin = { offset: 0, line: 1, column: 1 };
  return { file: source?.file ?? "manifests", start: origin, end: origin };
}
