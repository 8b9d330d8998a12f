/** The Discovery services and Eureka clients of a Zowe: from its configuration, and following the lives of its components. */
import type { Component } from "../launcher/component.js";
import type { ZowePlex } from "../plex.js";
import type { ZoweConfiguration, ZoweInstance } from "../yaml/zowe-configuration.js";
import { Eureka } from "./eureka.js";
import type { EurekaClientConfiguration, EurekaConfiguration, StaticDefinition } from "./eureka-plex.js";
import { versionOf } from "../yaml/release.js";
import { addressOf } from "./reachability.js";
import { INITIAL_EUREKA_STATE, type EurekaState } from "./state.js";

/**
 * Service ids of components that register themselves. A component that is not listed does not take part.
 *
 * @source application.yml of each in zowe/api-layer; zlux: recalled. The single-process API ML registers as the Gateway only.
 */
const SERVICE_IDS: Readonly<Record<string, string>> = {
  discovery: "discovery",
  gateway: "gateway",
  zaas: "zaas",
  "api-catalog": "apicatalog",
  "caching-service": "cachingservice",
  "app-server": "zlux",
  "metrics-service": "metrics-service",
  "cloud-gateway": "cloud-gateway",
  apiml: "gateway",
};

/** Of those with static definitions. The ids of the jobs and files APIs of version 2 are recalled. */
const STATIC_SERVICE_IDS: Readonly<Record<string, string>> = {
  zss: "zss",
  "jobs-api": "jobs",
  "files-api": "datasets",
};

/** @source component manifest of zosmf: its static definition. */
const ZOSMF_SERVICE_ID = "ibmzosmf";
/** @source zowe-install-packaging v2.x example-zowe.yaml: components.gateway.apiml.security.auth.zosmf.serviceId. */
const ZOSMF_SERVICE_ID_2 = "zosmf";

/** What the model of Discovery needs of a Zowe; called while that is built, once its components are known. */
export function eurekaOf(plex: ZowePlex, zowe: ZowePlex["zowe"]): Eureka {
  const { sim } = plex;
  const eureka = new Eureka(plex, {
    configuration: eurekaConfiguration(zowe),
    store: sim.store.slice<EurekaState>("zowe.discovery", INITIAL_EUREKA_STATE),
    lives: zowe,
    ...(zowe.kubernetes === undefined ? {} : { outside: zowe.kubernetes.clients }),
    parameters: zowe.parameters,
    handshakes: (from, to, hostName) => zowe.certificates.handshake(from, to, hostName) === undefined,
  });
  zowe.componentReady.subscribe(({ component }) => eureka.onReady(component));
  zowe.componentStopping.subscribe(({ component }) => eureka.onStopping(component));
  zowe.componentLost.subscribe(({ component }) => eureka.onEnded(component));
  zowe.componentChanged.subscribe(({ component, from, to }) => {
    if (to === "down") eureka.onEnded(component);
    else if ([from, to].some((kind) => kind === "hung" || kind === "outOfMemory")) eureka.invalidate();
  });
  return eureka;
}

function eurekaConfiguration({
  components,
  configuration,
  kubernetes,
}: ZowePlex["zowe"]): EurekaConfiguration {
  const { starts, hosts } = configuration;
  const lists = new Map(starts.map(({ configuration }) => [configuration.instance, configuration]));
  return {
    clients: components.flatMap((component) => {
      const start = lists.get(component.instance);
      return start === undefined ? [] : clientOf(component, start);
    }),
    statics: [
      ...components.flatMap(staticDefinitionOf),
      ...starts.flatMap(({ configuration }) => zosmfDefinitionsOf(configuration)),
      ...(kubernetes?.clients.statics ?? []),
    ],
    hosts,
  };
}

function clientOf(
  { name, system, id, instance, configuration }: Component,
  { discoveryList }: ZoweConfiguration,
): readonly EurekaClientConfiguration[] {
  const serviceId = Object.hasOwn(SERVICE_IDS, id) ? SERVICE_IDS[id] : undefined;
  if (serviceId === undefined) return [];
  const isDiscovery = id === "discovery" || id === "apiml";
  const discoveryPort = portOf(instance, "discovery") ?? 7_553;
  const port = id === "apiml" ? portOf(instance, "gateway") : configuration.port;
  return [
    {
      name,
      system,
      serviceId,
      host: instance.hostname,
      port: port ?? 0,
      discoveryList: discoveryList.map(addressOf),
      ...(isDiscovery ? { discoveryPort } : {}),
      ...workspaceOf(instance),
    },
  ];
}

function staticDefinitionOf({ name, id, instance, configuration }: Component): readonly StaticDefinition[] {
  const serviceId = Object.hasOwn(STATIC_SERVICE_IDS, id) ? STATIC_SERVICE_IDS[id] : undefined;
  if (serviceId === undefined) return [];
  const { hostname: host } = instance;
  return [{ serviceId, host, port: configuration.port ?? 0, component: name, ...workspaceOf(instance) }];
}

/** Version 2 asks for its logons under the first of the ids, and clients knew both. */
function zosmfDefinitionsOf({ instance, release }: ZoweConfiguration): readonly StaticDefinition[] {
  if (instance.zosmf === undefined) return [];
  const { host, port } = instance.zosmf;
  const ids = versionOf(release) < 3 ? [ZOSMF_SERVICE_ID_2, ZOSMF_SERVICE_ID] : [ZOSMF_SERVICE_ID];
  return ids.map((serviceId) => ({ serviceId, host, port, ...workspaceOf(instance) }));
}

function workspaceOf({ workspaceDirectory }: ZoweInstance): { readonly workspace?: string } {
  return workspaceDirectory === undefined ? {} : { workspace: workspaceDirectory };
}

function portOf({ components }: ZoweInstance, name: string): number | undefined {
  return components.find((component) => component.name === name)?.port;
}
