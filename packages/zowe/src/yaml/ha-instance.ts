/**
 * Which HA instance a start is, and what its section of haInstances changes.
 *
 * @source zowe-install-packaging: sanitizeHaInstanceId, makeHaConfig, configmgr.ts; launcher src/main.c.
 */
import { keysOf, type MapNode, nodeAt } from "./config-node.js";
import { mergeMaps } from "./merge.js";
import type { HaKeyLookup } from "./release.js";

/** The system that a start takes place on. */
export interface StartingSystem {
  /** SYSNAME. */
  readonly name: string;
  /** Used where SYSNAME is not known; the TCP/IP host name. */
  readonly hostname?: string;
}

/** What the PROC holds when nobody gave HAINST. */
const PLACEHOLDERS = ["", "__ha_instance_id__", "{{ha_instance_id}}"];

/** True: HAINST was left out, or the untouched default of the PROC. */
export function isOmitted(haInstance: string | undefined): boolean {
  return PLACEHOLDERS.includes((haInstance ?? "").trim().toLowerCase());
}

/** As the `zwe` command and so the components have it: lower case, and `_` for all but letters and digits. */
export function instanceId(haInstance: string | undefined, { name, hostname }: StartingSystem): string {
  const given = isOmitted(haInstance) ? name || (hostname ?? "") : (haInstance ?? "");
  return given
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "_");
}

/**
 * As the launcher has it: lower case and no more. An omitted id becomes SYSNAME only where there are haInstances; otherwise
 * it stays as it is.
 */
export function launcherInstanceId(
  haInstance: string | undefined,
  { name, hostname }: StartingSystem,
  hasInstances: boolean,
): string {
  const given = (haInstance ?? "").trim();
  if (!isOmitted(given)) return given.toLowerCase();
  return hasInstances ? (name || (hostname ?? "")).toLowerCase() : given.toLowerCase();
}

/** The key under haInstances that an id finds; `undefined`: none, silently. */
export function findInstanceKey(
  keys: readonly string[],
  id: string,
  lookup: HaKeyLookup,
): string | undefined {
  return keys.find((key) => (lookup === "exact" ? key : key.toLowerCase()) === id);
}

/** The section of the instance over the whole configuration, arrays replaced. */
export function applyInstance(root: MapNode, key: string | undefined): MapNode {
  const section = key === undefined ? undefined : nodeAt(root, "haInstances", key);
  if (section?.kind !== "map") return root;
  const entries = new Map(section.entries);
  entries.delete("hostname");
  entries.delete("sysname");
  return mergeMaps({ ...section, entries }, root, "replace");
}

/** Each costs a copy of the whole. @assumption A sysplex has at most 32 systems, and few of them several instances. */
export const INSTANCES_MAX = 64;

export function instanceKeys(root: MapNode): readonly string[] {
  return keysOf(nodeAt(root, "haInstances")).slice(0, INSTANCES_MAX);
}
