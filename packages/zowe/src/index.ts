/** Zowe's table of contents, in reading order. */

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
