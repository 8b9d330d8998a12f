/** The declared containers: their manifests or compose file, and the machines below them. */
import type { NodeConfiguration } from "@sysplex/zowe";
import type { Ground } from "./places.js";
import type { Sound } from "./reading.js";
import type { KubernetesDeclaration } from "./scenario-document.js";
import type { ScenarioFile } from "./schema.js";

type FileKubernetes = NonNullable<ScenarioFile["kubernetes"]>;

const MILLI = 1_000;

/** `undefined`: a fault has been reported. */
export function readKubernetes(
  kubernetes: NonNullable<Sound<ScenarioFile["kubernetes"]>>,
  ground: Ground,
): KubernetesDeclaration | undefined {
  const { manifests, compose, nodes, addresses, release, zosmf } = kubernetes as Partial<FileKubernetes>;
  const { places } = ground;
  checkSource(ground);
  if (manifests === undefined && compose === undefined) return undefined;
  checkNames(nodes ?? [], ground);
  return {
    ...(compose === undefined
      ? {
          manifests: (manifests ?? []).flatMap((path: string | undefined, index) =>
            path === undefined ? [] : [places.file(path, "kubernetes", "manifests", index)],
          ),
        }
      : { manifests: [], compose: places.file(compose, "kubernetes", "compose") }),
    ...(nodes === undefined ? {} : { nodes: soundNodes(nodes) }),
    addresses: Object.fromEntries(
      Object.entries(addresses ?? {}).filter(([, address]) => (address as string | undefined) !== undefined),
    ),
    ...(release === undefined ? {} : { release }),
    ...(zosmf?.host === undefined ? {} : { zosmf }),
    range: places.keyRange("kubernetes"),
  };
}

/** By what stands there, sound or not: one mistake is enough to report. */
function checkSource({ places, fault }: Ground): void {
  const has = (key: string) => places.node("kubernetes", key) !== undefined;
  const isCompose = has("compose");
  if (!isCompose && !has("manifests"))
    fault(
      "MISSING_OPTION",
      places.keyRange("kubernetes"),
      "kubernetes",
      "manifests, a list of files, or compose, a file",
    );
  if (isCompose && has("manifests"))
    fault(
      "WRONG_OPTION",
      places.keyRange("kubernetes", "compose"),
      "compose",
      "a scenario without manifests: one or the other",
    );
  if (!isCompose && has("zosmf"))
    fault(
      "WRONG_OPTION",
      places.keyRange("kubernetes", "zosmf"),
      "zosmf",
      "docker compose only; manifests say it in the zowe.yaml of their ConfigMap",
    );
  if (isCompose && places.count("kubernetes", "nodes") > 1)
    fault("WRONG_OPTION", places.keyRange("kubernetes", "nodes"), "nodes", "one host with docker compose");
}

function checkNames(nodes: readonly Partial<NonNullable<FileKubernetes["nodes"]>[number]>[], ground: Ground) {
  const names = new Set<string>();
  nodes.forEach((node: { readonly name?: string } | undefined, index) => {
    const name = node?.name;
    if (name === undefined) return;
    if (names.has(name))
      ground.fault(
        "DUPLICATE_NAME",
        ground.places.range("kubernetes", "nodes", index, "name"),
        "nodes",
        name,
      );
    names.add(name);
  });
}

function soundNodes(nodes: NonNullable<FileKubernetes["nodes"]>): readonly NodeConfiguration[] {
  return nodes.flatMap((node) => {
    const { name, cpu, memory } = (node as Partial<typeof node> | undefined) ?? {};
    return name === undefined || cpu === undefined || memory === undefined
      ? []
      : [{ name, milliCpu: Math.round(cpu * MILLI), memoryBytes: Math.round(memory) }];
  });
}
