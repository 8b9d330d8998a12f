/**
 * Two configurations as one, the left over the right.
 *
 * Objects merge key by key; of anything else the left wins, also an explicit null. Keys keep the order of the right, then
 * come those that only the left has.
 * @source zowe-common-c c/json.c mergeJson1; arrays are concatenated by cfgLoadConfiguration, replaced by makeHaConfig.
 */
import type { ConfigNode, MapEntry, MapNode } from "./config-node.js";

/** `concatenate`: files of a chain, the right's items first. `replace`: an HA instance over the whole. */
export type ArrayRule = "concatenate" | "replace";

export function mergeMaps(left: MapNode, right: MapNode, arrays: ArrayRule): MapNode {
  const entries = new Map<string, MapEntry>(right.entries);
  for (const [key, entry] of left.entries) {
    const base = right.entries.get(key);
    entries.set(
      key,
      base === undefined ? entry : { ...entry, node: mergeNodes(entry.node, base.node, arrays) },
    );
  }
  return { kind: "map", entries, origin: left.origin };
}

function mergeNodes(left: ConfigNode, right: ConfigNode, arrays: ArrayRule): ConfigNode {
  if (left.kind === "map" && right.kind === "map") return mergeMaps(left, right, arrays);
  if (left.kind === "list" && right.kind === "list" && arrays === "concatenate") {
    return { kind: "list", items: [...right.items, ...left.items], origin: left.origin };
  }
  return left;
}
