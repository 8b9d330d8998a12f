/** What stands in the way of high availability of UMS, and what it does not cover: said before anything is run. */
import type { ZoweInstance } from "../yaml/zowe-configuration.js";
import { gatewayComponents } from "../gateway-components.js";
import { UMS_COMPONENT, umsSettings } from "./settings.js";

/** @source IBM Unified Management Server documentation, Preparing for high availability. */
export const umsExcludedProducts = ["Db2 DevOps Experience", "IMS Administration Foundation"] as const;

/** How an address and a port are distributed. */
export type DistributionOf = (host: string, port: number) => "none" | "hotStandby" | "other";

/** Surprises of a configuration with izp: the table behind messages and reference page. */
export const umsFindingRows = {
  UMS_WITHOUT_GATEWAY: {
    severity: "warning",
    text: (instance: string) => `izp is enabled for ${instance}, and no Gateway is`,
    then: "There is no single sign-on, and no high availability of UMS.",
    instead: "components.gateway.enabled: true.",
  },
  UMS_AUTH_TYPE: {
    severity: "warning",
    text: (instance: string) => `components.izp.server.authType of ${instance} is STANDARD_JWT`,
    then: "A logon is known to one server; after a switch every user logs on again.",
    instead: "MFA_JWT. Users need not be users of MFA.",
  },
  UMS_HOST: {
    severity: "warning",
    text: (instance: string) => `components.izp.server.host of ${instance} is no distributed DVIPA`,
    then: "Users stay with the server of one system; when it is lost, nobody takes over.",
    instead: "The DVIPA, and VIPADISTRIBUTE DISTMETHOD HOTSTANDBY for the port of UMS.",
  },
  UMS_NOT_HOT_STANDBY: {
    severity: "warning",
    text: (host: string, port: number) => `${host}:${port} is distributed, and not by HOTSTANDBY`,
    then: "UMS is active on one system and passive on the others; connections reach passive servers too.",
    instead: "DISTMETHOD HOTSTANDBY with one PREFERRED and a BACKUP.",
  },
  UMS_ZSS_PORT: {
    severity: "warning",
    text: (host: string, port: number) => `Port ${port} of ZSS is not distributed at ${host}`,
    then: "UMS finds only the ZSS of the system that owns the DVIPA.",
    instead: "VIPADISTRIBUTE for the port of ZSS, beside that of UMS.",
  },
  UMS_EXTERNAL_DOMAIN: {
    severity: "warning",
    text: (domain: string, host: string) =>
      `The first of zowe.externalDomains is ${domain}, and UMS is at ${host}`,
    then: "Single sign-on goes to another address than UMS does.",
    instead: "The DVIPA of UMS as the first external domain.",
  },
  UMS_EXCLUDED_PRODUCTS: {
    severity: "info",
    text: (products: string) => `High availability of UMS does not cover ${products}`,
    then: "They do not support it, whatever is distributed.",
    instead: "Nothing: plan for an outage of theirs.",
  },
} as const;

export type UmsFindingCode = keyof typeof umsFindingRows;

export interface UmsFinding {
  readonly code: UmsFindingCode;
  readonly text: string;
}

/**
 * @param instances Of all systems.
 * @param distributionOf What the TCP/IP profiles say of a host name and port.
 */
export function umsFindings(
  instances: readonly ZoweInstance[],
  distributionOf: DistributionOf,
): readonly UmsFinding[] {
  const withUms = instances.filter(({ components }) => components.some(isUms));
  if (withUms.length < 2) return [];
  const rows = umsFindingRows;
  const found = withUms.flatMap((instance) => instanceFindings(instance, distributionOf));
  const excluded = {
    code: "UMS_EXCLUDED_PRODUCTS",
    text: rows.UMS_EXCLUDED_PRODUCTS.text(umsExcludedProducts.join(" and ")),
  };
  const all = [...found, excluded as UmsFinding];
  return [...new Map(all.map((finding) => [finding.text, finding])).values()];
}

function instanceFindings(instance: ZoweInstance, distributionOf: DistributionOf): readonly UmsFinding[] {
  const { id, components, externalDomains } = instance;
  const rows = umsFindingRows;
  const component = components.find(isUms);
  if (component === undefined) return [];
  const { host = instance.hostname, port, authType } = umsSettings(component);
  const hasGateway = components.some(({ name, started }) => started && gatewayComponents.includes(name));
  const zssPort = components.find(({ name, started }) => started && name === "zss")?.port;
  const method = distributionOf(host, port);
  const domain = externalDomains[0] ?? "";
  const found: (UmsFinding | false)[] = [
    !hasGateway && { code: "UMS_WITHOUT_GATEWAY", text: rows.UMS_WITHOUT_GATEWAY.text(id) },
    authType !== "MFA_JWT" && { code: "UMS_AUTH_TYPE", text: rows.UMS_AUTH_TYPE.text(id) },
    method === "none" && { code: "UMS_HOST", text: rows.UMS_HOST.text(id) },
    method === "other" && { code: "UMS_NOT_HOT_STANDBY", text: rows.UMS_NOT_HOT_STANDBY.text(host, port) },
    zssPort !== undefined &&
      distributionOf(host, zssPort) === "none" && {
        code: "UMS_ZSS_PORT",
        text: rows.UMS_ZSS_PORT.text(host, zssPort),
      },
    domain.toLowerCase() !== host.toLowerCase() && {
      code: "UMS_EXTERNAL_DOMAIN",
      text: rows.UMS_EXTERNAL_DOMAIN.text(domain, host),
    },
  ];
  return found.filter((finding) => finding !== false);
}

function isUms({ name, started }: ZoweInstance["components"][number]): boolean {
  return name === UMS_COMPONENT && started;
}
