/** What Zowe says nothing about, or says in its own way, when a configuration is sound and does not do what it seems to. */
import {
  COMPONENT_NAME_LENGTH_MAX,
  COMPONENTS_MAX,
  type ComponentManifest,
  manifestOf,
} from "./components.js";
import { keysOf, type MapNode, nodeAt } from "./config-node.js";
import { type Faults, shorten } from "./faults.js";
import { findInstanceKey, instanceId, INSTANCES_MAX } from "./ha-instance.js";
import type { ReleaseRules } from "./release.js";
import { booleanAt } from "./values.js";

export interface InstancesToCheck {
  readonly root: MapNode;
  readonly id: string;
  readonly key: string | undefined;
  readonly keys: readonly string[];
  readonly rules: ReleaseRules;
}

export function checkInstances({ root, id, key, keys, rules }: InstancesToCheck, faults: Faults): void {
  const section = nodeAt(root, "haInstances");
  if (section?.kind !== "map" || keys.length === 0) return;
  if (key === undefined)
    faults.report(
      "ZW_INSTANCE_UNKNOWN",
      section.origin,
      id,
      keys.slice(0, 20).map((one) => shorten(one)),
    );
  for (const [own, { keyOrigin }] of section.entries) {
    if (!keys.includes(own)) {
      faults.report("ZW_TOO_MANY_INSTANCES", keyOrigin, INSTANCES_MAX);
      return;
    }
    const ownId = instanceId(own, { name: own });
    const found = findInstanceKey(keys, ownId, rules.haKeyLookup);
    if (found === undefined)
      faults.report("ZW_INSTANCE_KEY_UNREACHABLE", keyOrigin, shorten(own), shorten(ownId));
    else if (found !== own) faults.report("ZW_INSTANCE_KEYS_ALIKE", keyOrigin, shorten(own), shorten(found));
  }
}

export interface StartToCheck {
  readonly root: MapNode;
  readonly launcherRoot: MapNode;
  readonly id: string;
  /** What the launcher starts. */
  readonly starts: readonly string[];
  readonly manifests: Readonly<Record<string, ComponentManifest>>;
}

export function checkStart(
  { root, launcherRoot, id, starts, manifests }: StartToCheck,
  faults: Faults,
): void {
  const components = nodeAt(launcherRoot, "components");
  const where = components?.origin ?? launcherRoot.origin;
  if (starts.length === 0) faults.report("ZW_NO_COMPONENTS", where, id);
  if (starts.length > COMPONENTS_MAX)
    faults.report("ZW_TOO_MANY_COMPONENTS", where, starts.length, COMPONENTS_MAX);
  checkNeverSpawned(root, launcherRoot, manifests, faults);
  checkMinUptime(root, faults);
  if (components?.kind !== "map") return;
  for (const [name, { keyOrigin }] of components.entries) {
    if (name.length > COMPONENT_NAME_LENGTH_MAX) {
      faults.report("ZW_COMPONENT_NAME_LENGTH", keyOrigin, shorten(name), COMPONENT_NAME_LENGTH_MAX);
    }
    if (manifestOf(manifests, name) === undefined) faults.report("ZW_NO_MANIFEST", keyOrigin, shorten(name));
  }
}

/** What stands in the user's files and is enabled by the defaults alone; without any word of the user's it is not his fault. */
function checkNeverSpawned(
  root: MapNode,
  launcherRoot: MapNode,
  manifests: Readonly<Record<string, ComponentManifest>>,
  faults: Faults,
): void {
  const written = nodeAt(launcherRoot, "components");
  const where = written?.origin ?? launcherRoot.origin;
  for (const name of keysOf(nodeAt(root, "components"))) {
    const isSpawnable = manifestOf(manifests, name)?.starts === true;
    const byDefault = booleanAt(root, "components", name, "enabled") === true;
    if (!isSpawnable || !byDefault || nodeAt(written, name, "enabled") !== undefined) continue;
    faults.report("ZW_NEVER_SPAWNED", nodeAt(written, name)?.origin ?? where, name);
  }
}

function checkMinUptime(root: MapNode, faults: Faults): void {
  const coded = nodeAt(root, "zowe", "launcher", "minUptime");
  if (coded !== undefined) faults.report("ZW_MIN_UPTIME", coded.origin);
  for (const name of keysOf(nodeAt(root, "components"))) {
    const own = nodeAt(root, "components", name, "launcher", "minUptime");
    if (own !== undefined) faults.report("ZW_MIN_UPTIME", own.origin);
  }
}
