/**
 * ZWE_DISCOVERY_SERVICES_LIST: the Discovery services of all instances, in the order of the keys of haInstances and so the same
 * on every system. Each client talks to the first of them that answers.
 *
 * @source zowe-install-packaging bin/libs/configmgr.ts getDiscoveryServiceUrl; the order: zowe-install-packaging#4568.
 */
import { type MapNode, nodeAt } from "./config-node.js";
import type { Faults } from "./faults.js";
import { instanceKeys } from "./ha-instance.js";
import { booleanAt, numberAt, textAt, textsAt } from "./values.js";

/** The name of a setting that takes the place of all of this. */
export const DISCOVERY_LIST = "ZWE_DISCOVERY_SERVICES_LIST";

/** @source default port of Discovery in every release. */
const DISCOVERY_PORT = 7553;

/**
 * From the merged configuration, before any instance is merged over it.
 *
 * @param isValidated A schema has spoken of missing host names already.
 */
export function discoveryList(
  root: MapNode,
  environment: Readonly<Record<string, string>>,
  isValidated: boolean,
  faults: Faults,
): readonly string[] {
  const preset = textAt(root, "zowe", "environments", DISCOVERY_LIST) ?? environment[DISCOVERY_LIST];
  if (preset !== undefined && preset !== "") return preset.split(",").map((url) => url.trim());
  const keys = instanceKeys(root);
  const [only, ...others] = keys;
  const isAlone = only !== undefined && others.length === 0;
  // A single instance without a host name is configured as if there were no instances.
  if (only === undefined || (isAlone && hostnameOf(root, only) === undefined))
    return listWithoutInstances(root);
  return listOfInstances(root, keys, isValidated, faults);
}

function listWithoutInstances(root: MapNode): readonly string[] {
  if (booleanAt(root, "components", "discovery", "enabled") !== true) return [];
  const port = numberAt(root, "components", "discovery", "port") ?? DISCOVERY_PORT;
  return [...new Set(textsAt(root, "zowe", "externalDomains") ?? [])].map((domain) =>
    eurekaUrl(domain, port),
  );
}

function listOfInstances(
  root: MapNode,
  keys: readonly string[],
  isValidated: boolean,
  faults: Faults,
): readonly string[] {
  const urls: string[] = [];
  for (const key of keys) {
    const where = nodeAt(root, "haInstances", key)?.origin ?? root.origin;
    const hostname = hostnameOf(root, key);
    if (hostname === undefined && !isValidated) faults.report("ZW_INSTANCE_WITHOUT_HOSTNAME", where, key);
    if (hostname === undefined || !hasDiscovery(root, key)) continue;
    const url = eurekaUrl(hostname, portOf(root, key));
    if (urls.includes(url)) faults.report("ZW_DISCOVERY_TWICE", where, key, url);
    else urls.push(url);
  }
  return urls;
}

function hostnameOf(root: MapNode, key: string): string | undefined {
  return textAt(root, "haInstances", key, "hostname");
}

function hasDiscovery(root: MapNode, key: string): boolean {
  const own = booleanAt(root, "haInstances", key, "components", "discovery", "enabled");
  return own ?? booleanAt(root, "components", "discovery", "enabled") ?? false;
}

function portOf(root: MapNode, key: string): number {
  const own = numberAt(root, "haInstances", key, "components", "discovery", "port");
  return own ?? numberAt(root, "components", "discovery", "port") ?? DISCOVERY_PORT;
}

function eurekaUrl(host: string, port: number): string {
  return `https://${host}:${port}/eureka/`;
}
