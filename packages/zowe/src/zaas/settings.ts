/**
 * What a ZAAS goes by of its zowe.yaml.
 *
 * @source zowe/api-layer zaas-package start.sh: its own section, then the Gateway's, then what the script falls back to.
 */
import { millis, minutes, seconds, type Duration } from "@sysplex/sim-core";
import type { Json } from "../yaml/config-node.js";
import type { CachingMode, ZoweInstance } from "../yaml/zowe-configuration.js";

export interface ZaasSettings {
  /** Who checks a logon: `saf` does so without z/OSMF, everything else is taken for `zosmf`. */
  readonly provider: "zosmf" | "saf";
  /** The JWT is z/OSMF's; `ltpa`: it is ZAAS's own, with z/OSMF's LTPA token in it. */
  readonly jwtAutoconfiguration: "jwt" | "ltpa";
  /** Of a JWT that ZAAS signs; absent: nothing is coded. */
  readonly jwtLifetime?: Duration;
  /** Of connections and of answers. */
  readonly connectionTimeout: Duration;
  /** `apiml.security.jwtInitializerTimeout`, which version 3 reads and does not use. */
  readonly jwtInitializerTimeout: Duration;
  readonly personalAccessTokens: boolean;
  readonly cachingMode: CachingMode;
  /** Where the Caching Service is asked: the Gateway's external address. */
  readonly gateway: { readonly host: string; readonly port: number };
  readonly zosmfServiceId: string;
}

const MINUTES_MAX = 100_000;
const MILLIS_MAX = 1_000_000_000;
const SECONDS_MAX = 1_000_000_000;

export function zaasSettings(instance: ZoweInstance, version: number): ZaasSettings {
  const setting = (...path: readonly string[]): Json | undefined =>
    at(instance.tree, "components", "zaas", "apiml", ...path) ??
    at(instance.tree, "components", "gateway", "apiml", ...path);
  const security = (...path: readonly string[]): Json | undefined => setting("security", ...path);
  const own = at(instance.tree, "components", "zaas", "apiml", "connection", "timeout");
  return {
    ...jwtLifetimeOf(countOf(security("auth", "tokenProperties", "expirationInSeconds"))),
    provider: security("auth", "provider") === "saf" ? "saf" : "zosmf",
    jwtAutoconfiguration: security("auth", "zosmf", "jwtAutoconfiguration") === "ltpa" ? "ltpa" : "jwt",
    connectionTimeout: millis(Math.min(countOf(own) ?? 60_000, MILLIS_MAX)),
    jwtInitializerTimeout: minutes(Math.min(countOf(security("jwtInitializerTimeout")) ?? 5, MINUTES_MAX)),
    personalAccessTokens: security("personalAccessToken", "enabled") === true,
    cachingMode: instance.caching.mode,
    gateway: { host: instance.externalDomains[0] ?? instance.hostname, port: instance.externalPort },
    zosmfServiceId: textOf(security("auth", "zosmf", "serviceId")) ?? (version < 3 ? "zosmf" : "ibmzosmf"),
  };
}

function jwtLifetimeOf(coded: number | undefined): Pick<ZaasSettings, "jwtLifetime"> {
  return coded === undefined || coded === 0 ? {} : { jwtLifetime: seconds(Math.min(coded, SECONDS_MAX)) };
}

function at(json: Json, ...path: readonly string[]): Json | undefined {
  let found: Json | undefined = json;
  for (const step of path) {
    const isMap: boolean = found !== null && typeof found === "object" && !Array.isArray(found);
    if (!isMap || !Object.hasOwn(found as object, step)) return undefined;
    found = (found as Readonly<Record<string, Json>>)[step];
  }
  return found;
}

function countOf(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value.toLowerCase() : undefined;
}
