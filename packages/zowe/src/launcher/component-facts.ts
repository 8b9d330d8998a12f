/** What differs from component to component: job names, ports, parameters, and what it says when it is ready. */
import { inSeconds, type Distribution, type Duration, type ParameterValues } from "@sysplex/sim-core";
import { zoweMessages, type ZoweMessageId } from "../messages.js";
import type { zoweParameters } from "../parameters.js";
import { UMS_COMPONENT, UMS_JOB_SUFFIX, umsSettings } from "../ums/settings.js";
import type { ZoweComponent, ZoweInstance } from "../yaml/zowe-configuration.js";

type Parameters = ParameterValues<typeof zoweParameters>;

interface ComponentFacts {
  /** After the job prefix. */
  readonly jobSuffix?: string;
  readonly start: (parameters: Parameters) => Distribution;
  readonly exitsOnOutOfMemory?: (parameters: Parameters) => boolean;
  /** ZWEAM000I names it so. */
  readonly title?: string;
}

/**
 * @source Job names: start scripts of zowe/api-layer, zlux-app-server, zss and the explorers' APIs; AC and EJ are recalled.
 * @assumption The single-process API ML has the Gateway's.
 */
const facts: Readonly<Record<string, ComponentFacts>> = {
  gateway: {
    jobSuffix: "AG",
    start: ({ gatewayStart }) => gatewayStart,
    exitsOnOutOfMemory: ({ gatewayExitsOnOutOfMemory }) => gatewayExitsOnOutOfMemory,
    title: "Gateway Service",
  },
  discovery: {
    jobSuffix: "AD",
    start: ({ discoveryStart }) => discoveryStart,
    exitsOnOutOfMemory: ({ discoveryExitsOnOutOfMemory }) => discoveryExitsOnOutOfMemory,
    title: "Discovery Service",
  },
  zaas: {
    jobSuffix: "AZ",
    start: ({ zaasStart }) => zaasStart,
    exitsOnOutOfMemory: ({ zaasExitsOnOutOfMemory }) => zaasExitsOnOutOfMemory,
    title: "ZAAS",
  },
  "api-catalog": {
    jobSuffix: "AC",
    start: ({ apiCatalogStart }) => apiCatalogStart,
    exitsOnOutOfMemory: ({ apiCatalogExitsOnOutOfMemory }) => apiCatalogExitsOnOutOfMemory,
    title: "API Catalog Service",
  },
  "caching-service": {
    jobSuffix: "CS",
    start: ({ cachingServiceStart }) => cachingServiceStart,
    exitsOnOutOfMemory: ({ cachingServiceExitsOnOutOfMemory }) => cachingServiceExitsOnOutOfMemory,
    title: "Caching Service",
  },
  apiml: {
    jobSuffix: "AG",
    start: ({ apimlStart }) => apimlStart,
    exitsOnOutOfMemory: ({ gatewayExitsOnOutOfMemory }) => gatewayExitsOnOutOfMemory,
    title: "API Mediation Layer",
  },
  "app-server": { jobSuffix: "DS", start: ({ appServerStart }) => appServerStart },
  zss: { jobSuffix: "SZ", start: ({ zssStart }) => zssStart },
  "jobs-api": { jobSuffix: "EJ", start: ({ otherStart }) => otherStart },
  "files-api": { jobSuffix: "EF", start: ({ otherStart }) => otherStart },
  izp: { jobSuffix: UMS_JOB_SUFFIX, start: ({ umsStart }) => umsStart },
  "metrics-service": { jobSuffix: "MS", start: ({ otherStart }) => otherStart },
};

const OTHER: ComponentFacts = { start: ({ otherStart }) => otherStart };

/** Whose validation runs netstat over its port. @source zowe/api-layer validate.sh of each. */
const CHECKS_ITS_PORT: readonly string[] = [
  "gateway",
  "discovery",
  "zaas",
  "api-catalog",
  "caching-service",
  "apiml",
];

function factsOf(name: string): ComponentFacts {
  return Object.hasOwn(facts, name) ? (facts[name] ?? OTHER) : OTHER;
}

/** Others run under the launcher's name with a digit, as z/OS UNIX names what is spawned. @assumption of the digit. */
export function jobNameOf({ job }: ZoweInstance, component: string): string {
  const { jobSuffix } = factsOf(component);
  return jobSuffix === undefined ? `${job.name.slice(0, 7)}1` : `${job.prefix}${jobSuffix}`;
}

/** The single-process API ML has the ports of the Gateway and of Discovery. */
export function portsOf(instance: ZoweInstance, component: ZoweComponent): readonly number[] {
  const { name, port } = component;
  if (name === UMS_COMPONENT) return [umsSettings(component).port];
  const own = name === "apiml" ? ["gateway", "discovery"].map((part) => portOf(instance, part)) : [port];
  return own.filter((one) => one !== undefined);
}

export function startDurationOf(parameters: Parameters, component: string): Distribution {
  return factsOf(component).start(parameters);
}

export function exitsOnOutOfMemory(parameters: Parameters, component: string): boolean {
  const { exitsOnOutOfMemory: exits } = factsOf(component);
  return exits === undefined ? parameters.otherExitsOnOutOfMemory : exits(parameters);
}

export function heedsSigterm({ gatewayHeedsSigterm }: Parameters, component: string): boolean {
  return component !== "gateway" || gatewayHeedsSigterm;
}

export function checksItsPort(component: string): boolean {
  return CHECKS_ITS_PORT.includes(component);
}

/** Its message that it has started; `undefined`: none is known. */
export function readyMessage(
  { hostname }: ZoweInstance,
  { name, port }: ZoweComponent,
  took: Duration,
): { readonly id: ZoweMessageId; readonly text: string } | undefined {
  const { title } = factsOf(name);
  if (title !== undefined) {
    const text = zoweMessages.ZWEAM000I(title, inSeconds(took).toFixed(3));
    return { id: "ZWEAM000I", text };
  }
  if (name === "app-server") return { id: "ZWED0031I", text: zoweMessages.ZWED0031I(hostname, port ?? 0) };
  return name === "zss" ? { id: "ZWES1013I", text: zoweMessages.ZWES1013I() } : undefined;
}

function portOf({ components }: ZoweInstance, name: string): number | undefined {
  return components.find((component) => component.name === name)?.port;
}
