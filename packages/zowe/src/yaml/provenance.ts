/** Where every value of a tree came from, by JSON pointer; of empty maps and lists too. */
import { type ConfigNode, type Origin, plainObject, pointerOf } from "./config-node.js";
import type { Provenance } from "./zowe-configuration.js";

export function provenanceOf(root: ConfigNode): Provenance {
  const found: [string, Origin][] = [];
  walk(root, [], found);
  return plainObject(found);
}

function walk(node: ConfigNode, path: readonly (string | number)[], found: [string, Origin][]): void {
  const isEmpty =
    (node.kind === "map" && node.entries.size === 0) || (node.kind === "list" && node.items.length === 0);
  if (isEmpty || node.kind === "scalar" || node.kind === "template")
    found.push([pointerOf(path), node.origin]);
  if (node.kind === "list") node.items.forEach((item, index) => walk(item, [...path, index], found));
  if (node.kind === "map") for (const [key, entry] of node.entries) walk(entry.node, [...path, key], found);
}
