/** What answers requests to a component: its own model where there is one, plain service threads where there is none. */
import type { Forkable, ParameterValues } from "@sysplex/sim-core";
import type { Application } from "@sysplex/tcpip";
import type { Component } from "./component.js";
import { Gateway, type GatewayOperations, type StickyChoices } from "./gateway/index.js";
import type { zoweParameters } from "./parameters.js";
import type { ZowePlex } from "./plex.js";
import { ServiceThreads } from "./service-threads.js";

/**
 * What a program does with requests. `closed`: there is no process. `notReady`: the web server answers by itself.
 * `serving`: the application answers. `stopped`: the process does nothing; requests pile up.
 */
export type ApplicationMode = "closed" | "notReady" | "serving" | "stopped";

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
}

/** Components that are gateways: the single-process API ML is one too. */
const GATEWAYS: readonly string[] = ["gateway", "apiml"];

/** Called while the context is built: there is no `plex.zowe` yet. */
export function applicationFor(plex: ZowePlex, options: ApplicationOptions): ComponentApplication {
  const { component, index, parameters, operations, sharedChoices } = options;
  if (!GATEWAYS.includes(component.id)) return new ServiceThreads(plex, options);
  const { name } = component;
  const settings = component.instance.gateway;
  return new Gateway(plex, parameters, {
    name,
    index,
    version: operations.version,
    settings,
    operations,
    directory: { instancesOf: (serviceId) => plex.zowe.eureka.registryView(name).instancesOf(serviceId) },
    ...(settings.stickyDistributed ? { sharedChoices } : {}),
  });
}
