/** What a start of Zowe goes by, resolved: plain data, frozen, with where every value came from. */
import type { Duration } from "@sysplex/sim-core";
import type { Json, Origin } from "./config-node.js";
import type { ZoweRelease } from "./release.js";

/** Of one start: on one system, with one HAINST. */
export interface ZoweConfiguration {
  readonly release: ZoweRelease;
  /** The instance that this start is. */
  readonly instance: ZoweInstance;
  /** All of haInstances, in key order, each as if it started on a system of its `sysname`; without any: only `instance`. */
  readonly instances: readonly ZoweInstance[];
  /** What the launcher sees: the files of CONFIG without the defaults. */
  readonly launcher: LauncherReading;
  /** The files and the defaults together, templates evaluated, no instance over it. */
  readonly tree: Json;
  /** Where every value of `tree` came from, by JSON pointer. */
  readonly provenance: Provenance;
  readonly discoveryList: readonly string[];
}

export type Provenance = Readonly<Record<string, Origin>>;

export interface LauncherReading {
  /** Lower case, otherwise as given: not always the id of the `zwe` command. */
  readonly id: string;
  /** The list of ZWEL0016I: names in the order in which they are spawned. */
  readonly startList: readonly string[];
  readonly tree: Json;
  readonly provenance: Provenance;
}

export interface ZoweInstance {
  /** As components see it in ZWE_haInstance_id. */
  readonly id: string;
  /** Its key under haInstances; absent: no section was found, and nothing is overridden. */
  readonly key?: string;
  /** As it registers with Discovery: its own, else the first external domain. */
  readonly hostname: string;
  /** The system that `zwe start` routes the START command to. */
  readonly sysname?: string;
  /** In the order of their keys. */
  readonly components: readonly ZoweComponent[];
  readonly externalDomains: readonly string[];
  readonly externalPort: number;
  readonly job: { readonly name: string; readonly prefix: string };
  readonly zosmf?: ZosmfAddress;
  readonly verifyCertificates: "STRICT" | "NONSTRICT" | "DISABLED";
  readonly cookieIdentifier: string;
  readonly workspaceDirectory?: string;
  readonly sysMessages: readonly string[];
  readonly onComponentConfigureFail: "warn" | "exit";
  /** False: prepare does not look whether ports are taken. */
  readonly validatePortFree: boolean;
  readonly gateway: GatewaySettings;
  readonly caching: CachingSettings;
  /** The whole, its section merged over it. */
  readonly tree: Json;
  readonly provenance: Provenance;
}

export interface ZoweComponent {
  readonly name: string;
  /** As prepare has it: validated and configured. */
  readonly enabled: boolean;
  /** As the launcher has it: spawned. */
  readonly started: boolean;
  readonly port?: number;
  readonly launcher: ComponentLauncher;
  /** Its own section, the instance's over it. */
  readonly configs: Json;
}

/** How the launcher treats the end of a component. */
export interface ComponentLauncher {
  /** Between the end of a component and its next start, one after the other; after the last it stays down. */
  readonly restartIntervals: readonly Duration[];
  /** Read and printed, and without effect: 90 seconds are built in. */
  readonly minUptime: Duration;
  readonly shareAs: "yes" | "no" | "must";
}

export interface ZosmfAddress {
  readonly host: string;
  readonly port: number;
  readonly applId?: string;
}

export interface GatewaySettings {
  /** Of version 3, used as connect, response and total limit. */
  readonly connectionTimeout: Duration;
  /** Of versions 1 and 2. */
  readonly timeout: Duration;
  readonly maxConnectionsPerRoute: number;
  readonly maxTotalConnections: number;
  /** Who checks a logon: `zosmf` or `saf`. */
  readonly authProvider: string;
  /** Expiry of a sticky choice. */
  readonly stickyExpiration: Duration;
  /** The choice is shared through the Caching Service. */
  readonly stickyDistributed: boolean;
  /** Absent: no limit of requests for each user is coded. */
  readonly rateLimiter?: Json;
}

export interface CachingSettings {
  readonly mode: CachingMode;
  readonly evictionStrategy: "reject" | "removeOldest";
  /** Entries; heeded by inMemory and VSAM only. */
  readonly sizeMax: number;
  readonly vsam?: VsamSettings;
  readonly redis?: RedisSettings;
  readonly infinispan?: InfinispanSettings;
}

export interface VsamSettings {
  readonly name: string;
  /** Record-level sharing, by `zowe.setup.vsam.mode`: what the data set was defined for. */
  readonly rls: boolean;
}

/** Without users and passwords. */
export interface RedisSettings {
  /** `host:port` of the master; with sentinels it is they who name it. */
  readonly master: string;
  /** Of a command. */
  readonly timeout: Duration;
  /** `host:port` of each; none: nobody promotes a replica. */
  readonly sentinels: readonly string[];
}

export type CachingMode = "inMemory" | "VSAM" | "redis" | "infinispan";

export interface InfinispanSettings {
  readonly host: string;
  readonly port: number;
  readonly keyExchangePort: number;
  /** `host[port]` of each member; without any coded: only itself, so that no cluster forms. */
  readonly initialHosts: readonly string[];
  /** False: from 3.6 on, the start script derives them from the Discovery services. */
  readonly initialHostsCoded: boolean;
  /** Where the file store is, if it is coded: up to 3.1 the start script had one place for all instances. */
  readonly dataLocation?: string;
  /** Absent: as Java has it. */
  readonly virtualThreads?: boolean;
}
