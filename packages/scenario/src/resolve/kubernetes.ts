/** The declared containers and their files → what the model of the cluster is built from, and where clients enter it. */
import type { ParameterValues } from "@sysplex/sim-core";
import { diagnose, didYouMean, type Diagnostic, type SourceText } from "@sysplex/sysplex";
import { parseIpAddress } from "@sysplex/tcpip";
import {
  problemWithClusterAction,
  readCompose,
  readManifests,
  type ClusterConfiguration,
  type ClusterEntry,
  type zoweParameters,
} from "@sysplex/zowe";
import {
  HOST_PROBLEMS,
  scenarioDiagnostics,
  type FileReference,
  type HostDeclaration,
  type KubernetesDeclaration,
  type ScenarioDocument,
  type ScenarioHost,
} from "../file/index.js";
import { findingRows } from "../findings/finding-rows.js";
import type { FileRead } from "./configuration.js";

export interface KubernetesResolution {
  /** Absent: there is none, or nothing in it to run. */
  readonly configuration?: ClusterConfiguration;
  /** The document's, and those of the cluster's entries that it does not name. */
  readonly hosts: readonly HostDeclaration[];
  readonly diagnostics: readonly Diagnostic[];
  readonly filesRead: readonly FileRead[];
  /** Otherwise nothing is concluded from what is missing. */
  readonly isAllRead: boolean;
}

export function resolveKubernetes(
  document: ScenarioDocument,
  host: ScenarioHost,
  { podUnreachableToleration }: ParameterValues<typeof zoweParameters>,
): KubernetesResolution {
  const { kubernetes, hosts } = document;
  if (kubernetes === undefined) return { hosts, diagnostics: [], filesRead: [], isAllRead: true };
  const { sources, unread } = readSources(kubernetes, host);
  const { configuration, entries, diagnostics } = readCluster(kubernetes, sources, podUnreachableToleration);
  const all = [...hosts, ...hostsOf(entries, kubernetes, hosts)];
  const isAllRead = unread.length === 0;
  const isWhole = isAllRead && configuration !== undefined;
  return {
    ...(configuration === undefined ? {} : { configuration }),
    hosts: all,
    diagnostics: [
      ...unread,
      ...(sources.length === 0 ? [] : diagnostics),
      ...(isWhole ? [...unknownHosts(document, all), ...unknownObjects(document, configuration)] : []),
    ],
    filesRead: sources.map(({ file }) => ({
      file,
      what: kubernetes.compose === undefined ? "Kubernetes manifest" : "docker compose file",
    })),
    isAllRead,
  };
}

/** In the order of their names, as kubectl apply takes the files of a folder. */
function readSources(
  { manifests, compose }: KubernetesDeclaration,
  host: ScenarioHost,
): { readonly sources: readonly SourceText[]; readonly unread: readonly Diagnostic[] } {
  const sources: SourceText[] = [];
  const unread: Diagnostic[] = [];
  const references = compose === undefined ? inOrderOfNames(manifests) : [compose];
  for (const { path, range } of references) {
    if (path === "") continue; // It has been reported with the scenario.
    const reading = host.readText(path);
    if (reading.ok) sources.push(reading.source);
    else unread.push(diagnose(findingRows, "FILE_UNREADABLE", range, path, HOST_PROBLEMS[reading.problem]));
  }
  return { sources, unread };
}

function inOrderOfNames(references: readonly FileReference[]): readonly FileReference[] {
  return [...references].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readCluster(
  { compose, nodes, addresses, release, zosmf }: KubernetesDeclaration,
  sources: readonly SourceText[],
  unreachableToleration: ParameterValues<typeof zoweParameters>["podUnreachableToleration"],
) {
  const common = release === undefined ? {} : { release };
  const [source] = sources;
  if (compose === undefined || source === undefined)
    return readManifests({
      sources,
      addresses,
      unreachableToleration,
      ...common,
      ...(nodes === undefined ? {} : { nodes }),
    });
  const node = nodes?.[0]?.name;
  const address = node === undefined ? Object.values(addresses)[0] : addresses[node];
  return readCompose({
    source,
    ...common,
    ...(node === undefined ? {} : { node }),
    ...(address === undefined ? {} : { address }),
    ...(zosmf === undefined ? {} : { zosmf }),
  });
}

/** An Ingress or a Route names the host that leads to it. */
function hostsOf(
  entries: readonly ClusterEntry[],
  { range }: KubernetesDeclaration,
  known: readonly HostDeclaration[],
): readonly HostDeclaration[] {
  return entries.flatMap(({ host, address }) => {
    const name = host?.toLowerCase();
    return name === undefined || known.some((declared) => declared.name === name)
      ? []
      : [{ name, address, range }];
  });
}

/** The reader of the scenario leaves them to this place, as manifests may name them. */
function unknownHosts(
  { clients, users }: ScenarioDocument,
  hosts: readonly HostDeclaration[],
): readonly Diagnostic[] {
  const names = hosts.map(({ name }) => name);
  const asked = [
    ...clients.map(({ request: { host }, range }) => ({ host, range })),
    ...users.map(({ at: { host }, range }) => ({ host, range })),
  ];
  return asked
    .filter(({ host }) => !names.includes(host) && parseIpAddress(host) === undefined)
    .map(({ host, range }) =>
      diagnose(scenarioDiagnostics, "UNKNOWN_HOST", range, host, didYouMean(host, names)),
    );
}

/** Pods, nodes and workloads of the timeline that cannot be. */
function unknownObjects(
  { timeline }: ScenarioDocument,
  configuration: ClusterConfiguration,
): readonly Diagnostic[] {
  const { nodes, workloads } = configuration;
  return timeline.flatMap((entry) => {
    if (entry.verb !== "cluster") return [];
    const { kind, name } = entry.object;
    const problem = problemWithClusterAction(configuration, { target: kind, name });
    if (problem === undefined) return [];
    const known = (kind === "node" ? nodes : workloads).map(({ name }) => name);
    return [
      diagnose(
        findingRows,
        "UNKNOWN_CLUSTER_OBJECT",
        entry.objectRange,
        problem,
        known,
        didYouMean(name, known),
      ),
    ];
  });
}
