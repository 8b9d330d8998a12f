/** The section `components.izp` of zowe.yaml, as far as it concerns high availability. */
import type { Json } from "../yaml/config-node.js";
import type { ZoweComponent } from "../yaml/zowe-configuration.js";

/** The name of IBM Unified Management Server as a component of Zowe. */
export const UMS_COMPONENT = "izp";

/** How its service is called in results. */
export const UMS_SERVICE = "ums";

/** After the job prefix. @source components.izp.zowe.job.suffix of UMS 1.2, its default. */
export const UMS_JOB_SUFFIX = "IZP";

/** @source components.izp.server.port.http of UMS 1.2, its default; so are 3444 (agent) and 8182 (gremlin), which stay local. */
export const UMS_PORT = 12_023;

export interface UmsSettings {
  /** Where the Desktop and users look for it; absent: at the host of the instance. */
  readonly host?: string;
  /** Its main HTTP port. */
  readonly port: number;
  /** MFA_JWT: by the API Mediation Layer's single sign-on. STANDARD_JWT: UMS itself keeps what the user has logged on with. */
  readonly authType: "STANDARD_JWT" | "MFA_JWT";
}

export function umsSettings({ configs }: Pick<ZoweComponent, "configs">): UmsSettings {
  const server = memberOf(configs, "server");
  const host = memberOf(server, "host");
  const port = memberOf(memberOf(server, "port"), "http");
  return {
    ...(typeof host === "string" && host !== "" ? { host } : {}),
    port: typeof port === "number" ? port : UMS_PORT,
    authType: memberOf(server, "authType") === "MFA_JWT" ? "MFA_JWT" : "STANDARD_JWT",
  };
}

function memberOf(json: Json | undefined, key: string): Json | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  return (json as Readonly<Record<string, Json>>)[key];
}
