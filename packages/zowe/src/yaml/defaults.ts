/**
 * What a release's `files/defaults.yaml` holds, as far as a running Zowe depends on it; and what components fall back to.
 *
 * Left out: `zowe.setup` (used by `zwe install` and `zwe init` only), which later levels fill with templates.
 * @source zowe-install-packaging files/defaults.yaml and example-zowe.yaml of v2.x and v3.x; component start scripts.
 */
import {
  type ConfigNode,
  type DefaultOrigin,
  emptyMap,
  type MapEntry,
  type MapNode,
  type Scalar,
} from "./config-node.js";
import { type ZoweRelease, type ZoweVersion, versionOf } from "./release.js";

/** A default of the releases of some versions. */
export interface ZoweDefault {
  /** Keys from the top, with dots; no key of a default holds one. */
  readonly path: string;
  readonly value: Scalar;
  readonly versions: readonly ZoweVersion[];
  readonly source: string;
}

const FILE = "zowe-install-packaging files/defaults.yaml";
const EXAMPLE = "zowe-install-packaging example-zowe.yaml of v2.x, which its defaults.yaml repeats";

const both = (path: string, value: Scalar): ZoweDefault => ({ path, value, versions: [2, 3], source: FILE });
const v3 = (path: string, value: Scalar): ZoweDefault => ({ path, value, versions: [3], source: FILE });
const v2 = (path: string, value: Scalar): ZoweDefault => ({ path, value, versions: [2], source: EXAMPLE });

/** In the order of the file: it is the order in which components start. */
export const zoweDefaults: readonly ZoweDefault[] = [
  v3("zowe.configmgr.validation", "STRICT"),
  v2("zowe.configmgr.validation", "COMPONENT-COMPAT"),
  both("zowe.job.name", "ZWE1SV"),
  both("zowe.job.prefix", "ZWE1"),
  both("zowe.rbacProfileIdentifier", "1"),
  both("zowe.cookieIdentifier", "1"),
  both("zowe.externalPort", 7554),
  both("zowe.launchScript.logLevel", "info"),
  both("zowe.launchScript.onComponentConfigureFail", "warn"),
  both("zowe.verifyCertificates", "STRICT"),
  both("components.gateway.enabled", true),
  both("components.gateway.port", 7554),
  both("components.gateway.debug", false),
  both("components.gateway.apiml.security.auth.provider", "zosmf"),
  v3("components.gateway.apiml.security.auth.zosmf.jwtAutoconfiguration", "jwt"),
  v2("components.gateway.apiml.security.auth.zosmf.jwtAutoconfiguration", "auto"),
  v3("components.gateway.apiml.security.auth.zosmf.serviceId", "ibmzosmf"),
  v2("components.gateway.apiml.security.auth.zosmf.serviceId", "zosmf"),
  both("components.gateway.apiml.security.authorization.endpoint.enabled", false),
  v3("components.gateway.apiml.security.authorization.provider", "native"),
  v2("components.gateway.apiml.security.authorization.provider", ""),
  both("components.gateway.apiml.security.x509.enabled", false),
  v2("components.gateway.server.internal.enabled", false),
  v2("components.gateway.server.internal.port", 7550),
  v2("components.gateway.server.internal.ssl.enabled", false),
  v2("components.metrics-service.enabled", false),
  v2("components.metrics-service.port", 7551),
  v2("components.cloud-gateway.enabled", false),
  v2("components.cloud-gateway.port", 7563),
  v3("components.zaas.enabled", true),
  v3("components.zaas.port", 7558),
  v3("components.zaas.debug", false),
  both("components.api-catalog.enabled", true),
  both("components.api-catalog.port", 7552),
  both("components.api-catalog.debug", false),
  both("components.discovery.enabled", true),
  both("components.discovery.port", 7553),
  both("components.discovery.debug", false),
  both("components.caching-service.enabled", true),
  both("components.caching-service.port", 7555),
  both("components.caching-service.debug", false),
  both("components.caching-service.storage.evictionStrategy", "reject"),
  v3("components.caching-service.storage.mode", "infinispan"),
  v2("components.caching-service.storage.mode", "VSAM"),
  v2("components.caching-service.storage.size", 10_000),
  both("components.caching-service.storage.infinispan.jgroups.port", 7600),
  v3("components.caching-service.storage.infinispan.jgroups.keyExchange.port", 7601),
  both("components.app-server.enabled", true),
  both("components.app-server.port", 7556),
  both("components.app-server.debug", false),
  both("components.zss.enabled", true),
  both("components.zss.port", 7557),
  both("components.zss.crossMemoryServerName", "ZWESIS_STD"),
  both("components.zss.agent.jwt.fallback", true),
  both("components.jobs-api.enabled", false),
  both("components.jobs-api.debug", false),
  both("components.jobs-api.port", 7558),
  both("components.files-api.enabled", false),
  both("components.files-api.debug", false),
  both("components.files-api.port", 7559),
  both("components.explorer-jes.enabled", true),
  both("components.explorer-mvs.enabled", true),
  both("components.explorer-uss.enabled", true),
];

/** The right-most file of every chain of the `zwe` command. Version 1 has none. */
export function defaultsOf(release: ZoweRelease): MapNode {
  const version = versionOf(release);
  const origin: DefaultOrigin = { kind: "default", release, source: FILE };
  const root = draftMap();
  for (const { path, value, versions, source } of zoweDefaults) {
    if (versions.includes(version)) put(root, path.split("."), value, { ...origin, source });
  }
  return { ...emptyMap(origin), entries: settle(root, origin) };
}

type Draft = Map<string, Draft | ConfigNode>;

const draftMap = (): Draft => new Map();

function put(root: Draft, path: readonly string[], value: Scalar, origin: DefaultOrigin): void {
  let map = root;
  for (const key of path.slice(0, -1)) {
    const below = map.get(key);
    const next = below instanceof Map ? below : draftMap();
    map.set(key, next);
    map = next;
  }
  map.set(path.at(-1) ?? "", { kind: "scalar", value, origin });
}

function settle(draft: Draft, origin: DefaultOrigin): ReadonlyMap<string, MapEntry> {
  const entries = [...draft].map(([key, value]): [string, MapEntry] => {
    const node: ConfigNode =
      value instanceof Map ? { kind: "map", entries: settle(value, origin), origin } : value;
    return [key, { keyOrigin: origin, node }];
  });
  return new Map(entries);
}
