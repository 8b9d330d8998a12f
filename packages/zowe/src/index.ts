/** Zowe's table of contents, in reading order. */

// The model
export { Zowe } from "./zowe.js";
export type { ZoweLauncherConfiguration, ZoweModelConfiguration, ZowePlex } from "./plex.js";
export { zoweParameters } from "./parameters.js";

// Address spaces
export {
  Component,
  componentDependencies,
  failuresAfter,
  haInstanceOf,
  Launcher,
  LAUNCHER_PROC,
  launcherName,
  nextPoll,
  Orphan,
  parseCommand,
  portsOf,
  restartDelay,
  RollingUpdate,
  uptimeSeconds,
  Workspace,
  type ComponentChange,
  type ComponentNews,
  type LauncherArm,
  type LauncherChange,
  type ParsedCommand,
  type Sysprint,
  type SysprintLine,
  type UpdateStep,
} from "./launcher/index.js";
export {
  isActive as isLauncherActive,
  isAlive,
  type ComponentName,
  type ComponentState,
  type LauncherName,
  type LauncherState,
  type WorkspaceRecord,
  type ZoweState,
} from "./state.js";

// What answers requests
export { applicationFor, type ComponentApplication } from "./applications.js";
export { gatewayComponents } from "./gateway-components.js";
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

// Websockets
export {
  SWITCHING_PROTOCOLS,
  websocketCauses,
  type WebsocketCause,
  type WebsocketReport,
} from "./gateway/index.js";

// The Desktop
export {
  AppServer,
  Desktop,
  desktopOperations,
  socketCauses,
  TERMINAL_SERVER_JOB,
  TerminalServer,
  type AppServerReport,
  type DesktopOperation,
  type DesktopReport,
  type DesktopState,
  type SocketCause,
  type SocketReport,
  type WorkerRecord,
} from "./desktop/index.js";

// ZSS and its cross-memory server
export {
  CROSS_MEMORY_JOB,
  CrossMemory,
  withCookieOnly,
  Zss,
  zssOperations,
  type CrossMemoryState,
  type ZssOperation,
  type ZssReport,
} from "./zss/index.js";

// The API Catalog and the explorers' APIs
export { ApiCatalog, ExplorerApi } from "./api-catalog/index.js";

// ZAAS
export {
  INVALID_TOKENS,
  Tokens,
  Zaas,
  ZaasOperation,
  zaasSettings,
  type AuthenticationScheme,
  type CacheAccess,
  type Credentials,
  type ZaasReport,
} from "./zaas/index.js";

// The Caching Service
export {
  cacheDependents,
  CachingApplication,
  cachingFindings,
  CachingServices,
  configuredMembers,
  type CacheAnswer,
  type CacheDependent,
  type CacheRequest,
  type CachingAccess,
  type CachingFinding,
  type CachingFindingCode,
  type CachingMember,
  type CachingReport,
  type CachingState,
  type ClusterChange,
  type EntriesLost,
} from "./caching/index.js";

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

// Unified Management Server
export {
  Ums,
  UMS_COMPONENT,
  UMS_PORT,
  UMS_SERVICE,
  umsExcludedProducts,
  umsFindingRows,
  umsFindings,
  umsOperations,
  umsSettings,
  UmsUsers,
  type DistributionOf,
  type UmsFinding,
  type UmsFindingCode,
  type UmsOperation,
  type UmsReport,
  type UmsSettings,
  type UmsUsersConfiguration,
  type UmsUsersReport,
} from "./ums/index.js";

// Certificates
export {
  certificateFindingRows,
  certificateFindings,
  Certificates,
  ClientHandshakes,
  DEFAULT_AUTHORITY,
  handshakeProblem,
  OUTSIDE,
  peerConnectionRate,
  PeerFloods,
  problemText,
  tlsSettings,
  ZOSMF,
  type CertificateChange,
  type CertificateDeclaration,
  type CertificateDeclarations,
  type CertificateFinding,
  type HandshakeProblem,
  type InstanceCertificates,
  type TlsSettings,
} from "./certificates/index.js";

// Containers
export {
  ClusterNode,
  DEFAULT_NODES,
  eventTypes,
  kubernetesDiagnostics,
  KubernetesCluster,
  nodeVerbs,
  openPorts,
  parseQuantity,
  perform as performClusterAction,
  Pod,
  podVerbs,
  problemWith as problemWithClusterAction,
  readManifests,
  recommendedReplicas,
  type ClusterAction,
  type ClusterConfiguration,
  type ClusterEntry,
  type ClusterEvent,
  type ManifestOptions,
  type ManifestReading,
  type NodeConfiguration,
  type NodeVerb,
  type OpenPort,
  type PodName,
  type PodVerb,
  type WorkloadConfiguration,
} from "./kubernetes/index.js";
export { readCompose, type ComposeOptions, type ComposeReading } from "./compose/index.js";

// What it says
export { zoweMessages, zoweMessageStandings, type ZoweMessageId } from "./messages.js";

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
