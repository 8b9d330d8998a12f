/** Discovery's table of contents, in reading order. */
export { Eureka, type EurekaParts } from "./eureka.js";
export { eurekaOf } from "./of-zowe.js";
export type {
  Address,
  ComponentLife,
  ComponentLives,
  DiscoveryParameters,
  EurekaClientConfiguration,
  EurekaConfiguration,
  EurekaPlex,
  EurekaStore,
  OutsideClients,
  StaticDefinition,
} from "./eureka-plex.js";
export type { CallOutcome } from "./reachability.js";
export { Discovery } from "./discovery.js";
export { EurekaClient } from "./client.js";
export { RegistryView } from "./registry-view.js";
export type {
  ClientName,
  ClientRecord,
  DiscoveryName,
  EurekaState,
  InstanceId,
  RegistryEntry,
  RegistryName,
  RegistryRecord,
  ServiceInstance,
} from "./state.js";
export { evictionLimit, leaseExpiry, mayEvict, renewalThreshold } from "./self-preservation.js";
export { discoveryRows } from "./parameters.js";
