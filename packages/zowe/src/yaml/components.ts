/**
 * Which components there are, what is known of their manifests, and which of them the launcher starts, in which order.
 *
 * There is no dependency between components: they start in the order of the keys.
 * @source launcher src/main.c get_component_list; manifests of zowe-install-packaging and api-layer.
 */
import { type ConfigNode, keysOf, nodeAt } from "./config-node.js";
import type { ReleaseRules } from "./release.js";
import { booleanAt } from "./values.js";

/** What a manifest tells the launcher. */
export interface ComponentManifest {
  /** It has `commands.start`. */
  readonly starts: boolean;
}

/** Explorers are plug-ins without a process of their own since version 2. */
export const shippedManifests: Readonly<Record<string, ComponentManifest>> = {
  gateway: { starts: true },
  zaas: { starts: true },
  discovery: { starts: true },
  "api-catalog": { starts: true },
  "caching-service": { starts: true },
  "app-server": { starts: true },
  zss: { starts: true },
  apiml: { starts: true },
  "jobs-api": { starts: true },
  "files-api": { starts: true },
  "metrics-service": { starts: true },
  "cloud-gateway": { starts: true },
  "explorer-jes": { starts: false },
  "explorer-mvs": { starts: false },
  "explorer-uss": { starts: false },
};

/** Extensions that the model knows. @source IBM Unified Management Server documentation: a component of Zowe. */
export const extensionManifests: Readonly<Record<string, ComponentManifest>> = { izp: { starts: true } };

/** Of version 1, where explorers were servers. @source zowe-install-packaging v1.x scripts/instance.template.env: their ports. */
export const legacyManifests: Readonly<Record<string, ComponentManifest>> = {
  "explorer-jes": { starts: true },
  "explorer-mvs": { starts: true },
  "explorer-uss": { starts: true },
};

/** The parts that the single-process API ML takes the place of. @source launcher CHANGELOG 3.3.0. */
export const MODULITH_PARTS: readonly string[] = [
  "gateway",
  "zaas",
  "discovery",
  "api-catalog",
  "caching-service",
];

/** @source launcher src/main.c: 128 components (ZWEL0037E). */
export const COMPONENTS_MAX = 128;

/** @source launcher src/main.c: 31 characters of a name. */
export const COMPONENT_NAME_LENGTH_MAX = 31;

/** What the launcher looks at: the merged files without defaults, and the instance that it is told. */
export interface LauncherView {
  readonly root: ConfigNode;
  /** The key under haInstances; `undefined`: none was found. */
  readonly instanceKey: string | undefined;
  readonly rules: ReleaseRules;
  readonly manifests: Readonly<Record<string, ComponentManifest>>;
}

/** The list of ZWEL0016I. */
export function startList(view: LauncherView): readonly string[] {
  const { root, rules } = view;
  const names = keysOf(nodeAt(root, "components")).filter((name) => isEnabledForLauncher(view, name));
  const started = names.filter((name) => manifestOf(view.manifests, name)?.starts === true);
  const isModulith = rules.modulith && started.includes("apiml");
  return isModulith ? started.filter((name) => !MODULITH_PARTS.includes(name)) : started;
}

export function isEnabledForLauncher({ root, instanceKey, rules }: LauncherView, name: string): boolean {
  const own =
    instanceKey === undefined || !rules.launcherHeedsInstanceEnabled
      ? undefined
      : booleanAt(root, "haInstances", instanceKey, "components", name, "enabled");
  return own ?? booleanAt(root, "components", name, "enabled") ?? false;
}

export function manifestOf(
  manifests: Readonly<Record<string, ComponentManifest>>,
  name: string,
): ComponentManifest | undefined {
  if (Object.hasOwn(manifests, name)) return manifests[name];
  const known = { ...extensionManifests, ...shippedManifests };
  return Object.hasOwn(known, name) ? known[name] : undefined;
}
