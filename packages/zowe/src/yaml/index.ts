export {
  readZoweConfiguration,
  type ZoweFileHost,
  type ZoweFileReading,
  type ZoweReading,
  type ZoweStart,
} from "./read-configuration.js";
export {
  parseRelease,
  releaseRules,
  type HaKeyLookup,
  type ReleaseRules,
  type ZoweRelease,
} from "./release.js";
export type {
  CachingMode,
  CachingSettings,
  ComponentLauncher,
  GatewaySettings,
  InfinispanSettings,
  LauncherReading,
  Provenance,
  RedisSettings,
  VsamSettings,
  ZosmfAddress,
  ZoweComponent,
  ZoweConfiguration,
  ZoweInstance,
} from "./zowe-configuration.js";
export type { Json, Origin } from "./config-node.js";
export { shippedManifests, type ComponentManifest } from "./components.js";
export { componentEnvironment, type Environment } from "./environment.js";
export { configurationRows, environmentRows, originText, type ConfigurationRow } from "./rows.js";
export { MASK, masked, maskedLines } from "./secrets.js";
export { MIN_UPTIME, RESTART_INTERVALS } from "./resolve-settings.js";
export { zoweDefaults, type ZoweDefault } from "./defaults.js";
export { zoweDiagnostics } from "./diagnostics.js";
