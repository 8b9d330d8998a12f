/** What answers requests to a component: its own model where there is one, plain service threads where there is none. */
import type { Forkable, ParameterValues } from "@sysplex/sim-core";
import type { Application, ApplicationMode } from "@sysplex/tcpip";
import { ApiCatalog, ExplorerApi, explorerApis } from "./api-catalog/index.js";
import { CachingApplication } from "./caching/index.js";
import type { Component } from "./launcher/component.js";
import { APP_SERVER, AppServer } from "./desktop/index.js";
import { Gateway, type GatewayOperations, type StickyChoices } from "./gateway/index.js";
import { gatewayComponents } from "./gateway-components.js";
import type { zoweParameters } from "./parameters.js";
import type { ZowePlex } from "./plex.js";
import { ServiceThreads } from "./service-threads.js";
import { Zss } from "./zss/index.js";
import { Ums, UMS_COMPONENT } from "./ums/index.js";
import { Zaas, zaasSettings, type Tokens } from "./zaas/index.js";

/** A server program that follows the life of its component. */
export interface ComponentApplication extends Application, Forkable {
  /** Sets what the component's state comes to. Requests of an ended process are gone; those of a hung one wait. */
  setMode(mode: ApplicationMode): void;
  /** Stretches service times of requests that begin from now on. */
  setSlowness(factor: number): void;
  takeParameters(parameters: ParameterValues<typeof zoweParameters>): void;
}

export interface ApplicationOptions {
  readonly component: Component;
  /** Its place in `Zowe.components`. */
  readonly index: number;
  /** Of the run. */
  readonly parameters: ParameterValues<typeof zoweParameters>;
  /** What clients may ask of any gateway. */
  readonly operations: GatewayOperations;
  /** Of gateways that share them through the Caching Service. */
  readonly sharedChoices: StickyChoices;
  /** Those that users hold. */
  readonly tokens: Tokens;
}

/** Called while the context is built: there is no `plex.zowe` yet. */
export function applicationFor(plex: ZowePlex, options: ApplicationOptions): ComponentApplication {
  const { component, index, parameters, operations, sharedChoices } = options;
  if (component.id === "zaas") return zaasFor(plex, options);
  if (component.id === UMS_COMPONENT) return new Ums(plex, options);
  if (component.id === APP_SERVER) return new AppServer(plex, options);
  if (component.id === "zss") return new Zss(plex, options);
  if (component.id === "api-catalog") return new ApiCatalog(plex, options);
  if (component.id === "caching-service") return new CachingApplication(plex, options);
  if (explorerApis.includes(component.id)) return new ExplorerApi(plex, options);
  if (!gatewayComponents.includes(component.id)) return new ServiceThreads(plex, options);
  const { name } = component;
  const settings = component.instance.gateway;
  return new Gateway(plex, parameters, {
    name,
    index,
    system: component.system,
    version: operations.version,
    settings,
    operations,
    directory: { instancesOf: (serviceId) => plex.zowe.eureka.registryView(name).instancesOf(serviceId) },
    permits: (host, port) => plex.zowe.certificates.permits(name, host, port),
    ...(settings.stickyDistributed ? { sharedChoices } : {}),
    ...(hasZaasWithin(options)
      ? { zaasWithin: (within: (name: number, status: number) => void) => zaasFor(plex, options, within) }
      : {}),
  });
}

/** Before version 3 the Gateway itself knows tokens, and the single-process API ML does again. */
function hasZaasWithin({ component, operations }: ApplicationOptions): boolean {
  return operations.version === 2 || component.id === "apiml";
}

function zaasFor(
  plex: ZowePlex,
  options: ApplicationOptions,
  within?: (name: number, status: number) => void,
): Zaas {
  const { component, index, parameters, operations, tokens } = options;
  const { name, instance } = component;
  const { version } = operations;
  return new Zaas(plex, parameters, {
    name,
    index,
    system: component.system,
    version,
    settings: zaasSettings(instance, version),
    operations,
    tokens,
    instancesOf: (serviceId) => plex.zowe.eureka.registryView(name).instancesOf(serviceId),
    zaasOf: (other) => plex.zowe.zaas(other),
    isStoppingInOrder: () => component.state.kind === "stopping",
    cacheAccess: () => plex.zowe.cacheAccess,
    permits: (host, port) => plex.zowe.certificates.permits(name, host, port),
    ...(within === undefined ? {} : { within }),
  });
}
