/**
 * `extends: ../other/scenario.yaml`: a scenario file laid over another.
 *
 * Maps merge key by key; lists and single values of the nearer file replace those of the farther; a key without a value
 * (`sfm:`) takes away what the farther file had there. Every value keeps its own file's position and folder.
 */
import { type Diagnostic, type SourceRange, type SourceText, diagnose } from "@sysplex/sysplex";
import { scenarioDiagnostics } from "./diagnostics.js";
import { folderOf, isAbsolutePath, joinPath } from "./file-path.js";
import { describe } from "./wording.js";
import { type MapEntry, type MapNode, type TreeNode, readYaml } from "./yaml-tree.js";

/** @assumption Two or three are read with ease by a person; more are a mistake. */
const FILES_MAX = 8;

/** The one way from a scenario file to others. The command line reads disks; tests read maps. */
export interface ScenarioHost {
  /** `path` is relative to the scenario's folder. The host decides what lies outside of what may be read. */
  readText(path: string): HostReading;
}

export type HostReading =
  { readonly ok: true; readonly source: SourceText } | { readonly ok: false; readonly problem: HostProblem };

export type HostProblem =
  "missing" | "outside" | "directory" | "notRegular" | "forbidden" | "unreadable" | "tooLarge";

export interface LayeredTree {
  readonly tree?: TreeNode;
  readonly diagnostics: readonly Diagnostic[];
  /** The files that took part, the nearest first. */
  readonly files: readonly string[];
}

/** Reads a scenario file and all that it extends, as one tree. */
export function readLayers(source: SourceText, host: ScenarioHost): LayeredTree {
  return readLayer(source, "", host, []);
}

function readLayer(
  source: SourceText,
  folder: string,
  host: ScenarioHost,
  nearer: readonly string[],
): LayeredTree {
  const reading = readYaml(source, folder);
  const files = [...nearer, source.file];
  const entry = reading.tree?.kind === "map" ? reading.tree.entries.get("extends") : undefined;
  if (reading.tree?.kind !== "map" || entry === undefined) return { ...reading, files };
  const tree = without(reading.tree, "extends");
  const path = entry.node.kind === "scalar" ? entry.node.value : undefined;
  if (typeof path !== "string") {
    const fault = diagnose(
      scenarioDiagnostics,
      "WRONG_TYPE",
      entry.node.range,
      "extends",
      "the path of a scenario file",
      describe(entry.node),
    );
    return { tree, diagnostics: [...reading.diagnostics, fault], files };
  }
  const farther = readFarther(joinPath(folder, path), path, entry.node.range, host, files);
  return {
    tree: farther.tree === undefined ? tree : merge(farther.tree, tree),
    diagnostics: [...reading.diagnostics, ...farther.diagnostics],
    files: farther.files,
  };
}

function readFarther(
  path: string,
  written: string,
  range: SourceRange,
  host: ScenarioHost,
  files: readonly string[],
): LayeredTree {
  if (files.length >= FILES_MAX) {
    return { diagnostics: [diagnose(scenarioDiagnostics, "EXTENDS_TOO_DEEP", range, FILES_MAX)], files };
  }
  const reading: HostReading = isAbsolutePath(path) ? { ok: false, problem: "outside" } : host.readText(path);
  if (!reading.ok) {
    const why = HOST_PROBLEMS[reading.problem];
    return { diagnostics: [diagnose(scenarioDiagnostics, "EXTENDS_UNREADABLE", range, written, why)], files };
  }
  if (files.includes(reading.source.file)) {
    return { diagnostics: [diagnose(scenarioDiagnostics, "EXTENDS_CYCLE", range, written)], files };
  }
  return readLayer(reading.source, folderOf(path), host, files);
}

/** How a {@link HostProblem} continues a sentence that begins with the file's name. */
export const HOST_PROBLEMS: Readonly<Record<HostProblem, string>> = {
  missing: "does not exist",
  outside: "lies outside the folder that may be read",
  directory: "is a folder",
  notRegular: "is no regular file",
  forbidden: "cannot be read: permission denied",
  unreadable: "cannot be read",
  tooLarge: "is larger than 8 MiB",
};

function merge(farther: TreeNode, nearer: TreeNode): TreeNode {
  if (farther.kind !== "map" || nearer.kind !== "map") return nearer;
  const entries = new Map<string, MapEntry>(farther.entries);
  for (const [key, entry] of nearer.entries) {
    const below = entries.get(key);
    if (below === undefined) entries.set(key, entry);
    else if (isNothing(entry.node)) entries.delete(key);
    else entries.set(key, { ...entry, node: merge(below.node, entry.node) });
  }
  return { ...nearer, entries };
}

function isNothing(node: TreeNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

function without(map: MapNode, key: string): MapNode {
  const entries = new Map(map.entries);
  entries.delete(key);
  return { ...map, entries };
}
