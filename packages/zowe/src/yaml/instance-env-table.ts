/** What the variables of instance.env have become in zowe.yaml, and which components its groups start. */

export interface LegacyVariable {
  /** Keys from the top, with dots; no key here holds one. */
  readonly path: string;
  readonly type: "text" | "number" | "boolean";
}

const text = (path: string): LegacyVariable => ({ path, type: "text" });
const number = (path: string): LegacyVariable => ({ path, type: "number" });
const boolean = (path: string): LegacyVariable => ({ path, type: "boolean" });

/** @source zowe-install-packaging v1.x scripts/instance.template.env. */
export const legacyVariables: Readonly<Record<string, LegacyVariable>> = {
  ROOT_DIR: text("zowe.runtimeDirectory"),
  INSTANCE_DIR: text("zowe.workspaceDirectory"),
  ZOWE_INSTANCE: text("zowe.rbacProfileIdentifier"),
  JAVA_HOME: text("java.home"),
  NODE_HOME: text("node.home"),
  ZOSMF_HOST: text("zOSMF.host"),
  ZOSMF_PORT: number("zOSMF.port"),
  APIML_SECURITY_ZOSMF_APPLID: text("zOSMF.applId"),
  CATALOG_PORT: number("components.api-catalog.port"),
  DISCOVERY_PORT: number("components.discovery.port"),
  GATEWAY_PORT: number("components.gateway.port"),
  APIML_GATEWAY_TIMEOUT_MILLIS: number("components.gateway.apiml.gateway.timeoutMillis"),
  APIML_SECURITY_AUTH_PROVIDER: text("components.gateway.apiml.security.auth.provider"),
  APIML_SECURITY_X509_ENABLED: boolean("components.gateway.apiml.security.x509.enabled"),
  APIML_MAX_CONNECTIONS_PER_ROUTE: number("components.gateway.server.maxConnectionsPerRoute"),
  APIML_MAX_TOTAL_CONNECTIONS: number("components.gateway.server.maxTotalConnections"),
  ZWE_CACHING_SERVICE_PORT: number("components.caching-service.port"),
  ZWE_CACHING_STORAGE_SIZE: number("components.caching-service.storage.size"),
  ZWE_CACHING_EVICTION_STRATEGY: text("components.caching-service.storage.evictionStrategy"),
  ZWE_CACHING_SERVICE_PERSISTENT: text("components.caching-service.storage.mode"),
  ZWE_CACHING_SERVICE_VSAM_DATASET: text("components.caching-service.storage.vsam.name"),
  JGROUPS_BIND_PORT: number("components.caching-service.storage.infinispan.jgroups.port"),
  CACHING_STORAGE_INFINISPAN_INITIALHOSTS: text("components.caching-service.storage.infinispan.initialHosts"),
  JOBS_API_PORT: number("components.jobs-api.port"),
  FILES_API_PORT: number("components.files-api.port"),
  JES_EXPLORER_UI_PORT: number("components.explorer-jes.port"),
  MVS_EXPLORER_UI_PORT: number("components.explorer-mvs.port"),
  USS_EXPLORER_UI_PORT: number("components.explorer-uss.port"),
  ZOWE_ZLUX_SERVER_HTTPS_PORT: number("components.app-server.port"),
  ZOWE_ZSS_SERVER_PORT: number("components.zss.port"),
  ZOWE_ZSS_XMEM_SERVER_NAME: text("components.zss.crossMemoryServerName"),
};

const GATEWAY_GROUP = [
  "discovery",
  "gateway",
  "api-catalog",
  "caching-service",
  "metrics-service",
  "files-api",
  "jobs-api",
  "explorer-jes",
  "explorer-mvs",
  "explorer-uss",
];

/** @source zowe-install-packaging v1.x bin/internal/prepare-environment.sh: a list of components goes before groups. */
export function legacyComponents(explicit: string | undefined, groups: string): readonly string[] {
  if (explicit !== undefined && explicit !== "") {
    return explicit.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
  }
  const gateway = groups.includes("GATEWAY") ? GATEWAY_GROUP : [];
  if (groups.includes("DESKTOP")) return ["zss", "app-server", ...gateway];
  return groups.includes("ZSS") ? ["zss", ...gateway] : gateway;
}
