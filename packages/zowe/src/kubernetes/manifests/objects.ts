/** The documents of all files as objects: kind, name, place. */
import { didYouMean, type SourceText } from "@sysplex/sysplex";
import { Field, shorten } from "./field.js";
import { readTrees, type Faults, type Tree } from "./tree.js";

/** Kinds that have a part in the model. */
export const KINDS = [
  "Deployment",
  "StatefulSet",
  "Service",
  "Ingress",
  "Route",
  "HorizontalPodAutoscaler",
  "PodDisruptionBudget",
  "ConfigMap",
] as const;

export type Kind = (typeof KINDS)[number];

/** Kinds that Zowe's manifests hold, and that decide nothing here. */
const IGNORED: readonly string[] = [
  "Namespace",
  "ServiceAccount",
  "Secret",
  "PersistentVolumeClaim",
  "PersistentVolume",
  "StorageClass",
  "Job",
  "CronJob",
  "Pod",
  "NetworkPolicy",
  "Role",
  "RoleBinding",
  "ClusterRole",
  "ClusterRoleBinding",
  "Kustomization",
  "DaemonSet",
  "ReplicaSet",
  "IngressClass",
];

export interface ManifestObject {
  readonly kind: Kind;
  readonly name: string;
  readonly namespace?: string;
  readonly field: Field;
}

/** In the order of the files; of two with one name, the later one. */
export function readObjects(sources: readonly SourceText[], faults: Faults): readonly ManifestObject[] {
  const objects = new Map<string, ManifestObject>();
  for (const source of sources) {
    for (const tree of readTrees(source, faults)) {
      for (const object of objectsOf(tree, faults)) {
        const key = `${object.kind}/${object.namespace ?? ""}/${object.name}`;
        if (objects.has(key))
          faults.report("K8S_DUPLICATE", object.field.range, object.kind, shorten(object.name));
        objects.set(key, object);
      }
    }
  }
  return [...objects.values()];
}

function objectsOf(tree: Tree, faults: Faults): readonly ManifestObject[] {
  const field = new Field(tree, "", tree.range, faults);
  if (tree.kind !== "map") {
    if (field.exists) faults.report("K8S_NO_OBJECT", tree.range, `it is a ${tree.kind}`);
    return [];
  }
  const kind = field.at("kind").text();
  if (kind === undefined) {
    faults.report("K8S_NO_OBJECT", tree.range, "kind is missing");
    return [];
  }
  if (kind === "List")
    return field.at("items").items.flatMap(({ tree }) => (tree === undefined ? [] : objectsOf(tree, faults)));
  const known = KINDS.find((known) => known === kind);
  if (known === undefined) {
    reportKind(kind, field, faults);
    return [];
  }
  const name = field.at("metadata", "name").text();
  if (name === undefined) {
    faults.report("K8S_NO_OBJECT", tree.range, "metadata.name is missing");
    return [];
  }
  const namespace = field.at("metadata", "namespace").text();
  return [{ kind: known, name, field, ...(namespace === undefined ? {} : { namespace }) }];
}

function reportKind(kind: string, field: Field, faults: Faults): void {
  const { range } = field.at("kind");
  if (IGNORED.includes(kind)) faults.report("K8S_KIND_IGNORED", range, kind);
  else faults.report("K8S_KIND_UNKNOWN", range, shorten(kind), didYouMean(kind, [...KINDS, ...IGNORED]));
}
