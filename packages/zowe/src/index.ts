/** Zowe's table of contents, in reading order. */

// The model
export { launcherName, Zowe, type ComponentChange, type ComponentNews, type LauncherChange } from "./zowe.js";
export type { ZoweLauncherConfiguration, ZoweModelConfiguration, ZowePlex } from "./plex.js";
export { zoweParameters } from "./parameters.js";

// Address spaces
export { Launcher } from "./launcher.js";
export { Component } from "./component.js";
export { Orphan } from "./orphan.js";
export { parseCommand, type ParsedCommand } from "./launcher-commands.js";
export { failuresAfter, nextPoll, restartDelay, uptimeSeconds } from "./restart-policy.js";
export {
  isActive as isLauncherActive,
  isAlive,
  type ComponentName,
  type ComponentState,
  type LauncherName,
  type LauncherState,
  type ZoweState,
} from "./state.js";

// What answers requests
export { applicationFor, type ApplicationMode, type ComponentApplication } from "./applications.js";
export { ServiceThreads } from "./service-threads.js";

// The Gateway
export {
  Gateway,
  GatewayOperations,
  gatewayParameters,
  type GatewayOperation,
  type GatewayReport,
  type GatewayRoute,
  type GatewayVersion,
} from "./gateway/index.js";

// Discovery
export {
  Discovery,
  Eureka,
  EurekaClient,
  RegistryView,
  type EurekaState,
  type RegistryEntry,
  type ServiceInstance,
} from "./discovery/index.js";

// What it says
export { zoweMessages, zoweMessageStandings, type ZoweMessageId } from "./messages.js";
export type { Sysprint, SysprintLine } from "./sysprint.js";

// A start of Zowe, read
export {
  parseRelease,
  readZoweConfiguration,
  releaseRules,
  type HaKeyLookup,
  type ReleaseRules,
  type ZoweFileHost,
  type ZoweFileReading,
  type ZoweReading,
  type ZoweRelease,
  type ZoweStart,
} from "./yaml/index.js";

// What a start goes by
export {
  componentEnvironment,
  MIN_UPTIME,
  RESTART_INTERVALS,
  shippedManifests,
  type CachingMode,
  type CachingSettings,
  type ComponentLauncher,
  type ComponentManifest,
  type Environment,
  type GatewaySettings,
  type InfinispanSettings,
  type Json,
  type LauncherReading,
  type Origin,
  type Provenance,
  type ZosmfAddress,
  type ZoweComponent,
  type ZoweConfiguration,
  type ZoweInstance,
} from "./yaml/index.js";

// What people are shown
export {
  configurationRows,
  environmentRows,
  MASK,
  masked,
  maskedLines,
  originText,
  zoweDefaults,
  zoweDiagnostics,
  type ConfigurationRow,
  type ZoweDefault,
} from "./yaml/index.js";
