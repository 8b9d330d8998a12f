/**
 * The environment variables that a component gets: the whole configuration flattened with `_`, what the instance overrides
 * over it, and the component's own section as `ZWE_configs_…`.
 *
 * @source zowe-install-packaging bin/libs/configmgr.ts getZoweConfigEnv, bin/utils/ObjUtils.ts Flattener, bin/libs/config.ts.
 */
import { type Json, plainObject } from "./config-node.js";
import { DISCOVERY_LIST } from "./discovery-list.js";
import type { ZoweConfiguration, ZoweInstance } from "./zowe-configuration.js";

export type Environment = Readonly<Record<string, string>>;

/** Of one component of an instance; without a name: what all of its components have. */
export function componentEnvironment(
  { tree, discoveryList }: Pick<ZoweConfiguration, "tree" | "discoveryList">,
  { id, key, hostname, components }: Pick<ZoweInstance, "id" | "key" | "hostname" | "components">,
  component?: string,
): Environment {
  const variables = new Map<string, string>();
  flatten(tree, "ZWE", variables);
  const overrides = key === undefined ? undefined : childOf(childOf(tree, "haInstances"), key);
  // Item by item: a shorter list of an instance leaves the further items of the base in place.
  if (overrides !== undefined) flatten(overrides, "ZWE", variables);
  for (const [name, copy] of SHORT_NAMES) {
    const value = variables.get(name);
    if (value !== undefined) variables.set(copy, value);
  }
  const own = components.find(({ name }) => name === component);
  if (own !== undefined) flatten(own.configs, "ZWE_configs", variables);
  variables.set("ZWE_haInstance_id", id);
  variables.set("ZWE_haInstance_hostname", hostname);
  variables.set(DISCOVERY_LIST, discoveryList.join(","));
  for (const [name, value] of customVariables(tree)) variables.set(name, value);
  return plainObject([...variables]);
}

const SHORT_NAMES = [
  ["ZWE_node_home", "NODE_HOME"],
  ["ZWE_java_home", "JAVA_HOME"],
  ["ZWE_zOSMF_host", "ZOSMF_HOST"],
  ["ZWE_zOSMF_port", "ZOSMF_PORT"],
  ["ZWE_zOSMF_applId", "ZOSMF_APPLID"],
] as const;

/** Arrays both as a list with commas and one by one. */
function flatten(value: Json, name: string, variables: Map<string, string>): void {
  if (value === null || typeof value !== "object") {
    variables.set(name, textOf(value));
    return;
  }
  if (Array.isArray(value)) variables.set(name, value.map(textOf).join(","));
  for (const [key, item] of Object.entries(value))
    flatten(item as Json, `${name}_${variablePart(key)}`, variables);
}

/** A null leaves the name with nothing behind it. */
function textOf(value: Json): string {
  if (value === null) return "";
  return typeof value === "object" ? "[object Object]" : String(value);
}

/** A dot becomes `_`, so that `jgroups.port` as one key works here and nowhere else. */
function variablePart(key: string): string {
  return key.replaceAll(/[^A-Za-z0-9]/g, "_");
}

/** `zowe.environments`: plain values only, with names that the launcher takes. */
function customVariables(base: Json): readonly (readonly [string, string])[] {
  const environments = childOf(childOf(base, "zowe"), "environments");
  if (environments === undefined || environments === null || typeof environments !== "object") return [];
  return Object.entries(environments).flatMap(([name, value]): [string, string][] => {
    const isPlain = value !== null && typeof value !== "object";
    return isPlain && isSettable(name) ? [[name, String(value)]] : [];
  });
}

const RESERVED = [
  "ZWE_CLI_PARAMETER_CONFIG",
  "ZWE_CLI_PARAMETER_HA_INSTANCE",
  "ZWE_zowe_runtimeDirectory",
  "_BPX_SHAREAS",
];

/** @source launcher src/main.c set_shared_uss_env. */
function isSettable(name: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(name) && !name.startsWith("_CEE_ENVFILE") && !RESERVED.includes(name);
}

function childOf(json: Json | undefined, key: string): Json | undefined {
  if (json === undefined || json === null || typeof json !== "object" || Array.isArray(json))
    return undefined;
  return Object.hasOwn(json, key) ? (json as { readonly [key: string]: Json })[key] : undefined;
}
