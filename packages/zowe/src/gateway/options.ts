import type { SystemName } from "@sysplex/sysplex";
import type { GatewaySettings } from "../yaml/zowe-configuration.js";
import type { Zaas } from "../zaas/zaas.js";
import type { GatewayOperations, GatewayVersion } from "./operations.js";
import type { GatewayDirectory } from "./plex.js";
import type { StickyChoices } from "./sticky-choices.js";

export interface GatewayOptions {
  /** Of its component: `SYSA/ZWE1SV/gateway`. */
  readonly name: string;
  /** Its place among the components, by which events name it. */
  readonly index: number;
  /** Whose host it runs on; absent: one outside of the sysplex. */
  readonly system?: SystemName;
  readonly version: GatewayVersion;
  readonly settings: GatewaySettings;
  readonly operations: GatewayOperations;
  readonly directory: GatewayDirectory;
  /** The ZAAS in this process, as version 2 and the single-process API ML have it. Its answers come to `onAnswer`. */
  readonly zaasWithin?: (onAnswer: (name: number, status: number) => void) => Zaas;
  /** Sticky choices that gateways share; absent: this gateway has its own, which end with its process. */
  readonly sharedChoices?: StickyChoices;
  /** Certificates let it talk to whoever serves there; absent: to everybody. Asked for each new connection. */
  readonly permits?: (host: string, port: number) => boolean;
}

export interface WebsocketsOptions {
  /** Of the gateway among the components. */
  readonly index: number;
  /** Where it runs; absent: outside of the sysplex. */
  readonly system?: SystemName;
  readonly version: 2 | 3;
  readonly operations: GatewayOperations;
  /** An endpoint for a user's request to a service; −1: none is known. */
  readonly choose: (user: number, service: number) => number;
  /** The transport's number for an endpoint; −1: its host name is not known. */
  readonly destinationOf: (endpoint: number) => number;
}
