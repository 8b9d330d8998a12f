/**
 * A scenario file, read: complete, in units, every reference positioned. Plain data.
 *
 * Nothing is resolved yet that stands in other files: profiles, members and policies are paths, parameters and requests are
 * as the author wrote them. No default lives behind it: what the file leaves out has been filled in.
 */
import type { Duration, Instant } from "@sysplex/sim-core";
import type { SourceRange } from "@sysplex/sysplex";
import type {
  CertificateDeclarations,
  InstanceCertificates,
  LauncherArm,
  NodeConfiguration,
  ZoweRelease,
} from "@sysplex/zowe";
import type { Upload } from "@sysplex/zosmf";
import type { Expectation } from "../result/expectation.js";

export interface ScenarioDocument {
  /** `scenario:`, the name that results and reports carry. */
  readonly name: string;
  /** The question that the scenario asks. */
  readonly title: string;
  /** Of one that retells what happened to somebody. */
  readonly story?: StoryDeclaration;
  /** Numbers are kept as text: seed 1 and seed "1" are the same seed. */
  readonly seed: string;
  readonly duration: Duration;
  /** What happens before this instant is simulated, but not measured. */
  readonly warmup: Duration;
  readonly sysplex: SysplexDeclaration;
  /** Absent: no Zowe. */
  readonly zowe?: ZoweDeclaration;
  /** Absent: nothing runs in containers. */
  readonly kubernetes?: KubernetesDeclaration;
  /** Absent: every certificate is in order. */
  readonly certificates?: CertificateDeclarations;
  readonly hosts: readonly HostDeclaration[];
  readonly clients: readonly ClientDeclaration[];
  /** People who work in the Desktop or with Unified Management Server. */
  readonly users: readonly UserDeclaration[];
  readonly probe: ProbeDeclaration;
  readonly parameters: readonly ParameterOverride[];
  /** In order of time; entries of the same instant in the order written. */
  readonly timeline: readonly TimelineEntry[];
  readonly expectations: readonly Expectation[];
  /** The scenario files it was read from, as diagnostics show them: this one first, then those that it extends. */
  readonly files: readonly string[];
}

export interface StoryDeclaration {
  /** Where it was told: `zowe/api-layer#2461`. */
  readonly thread: string;
  readonly symptom: string;
  /** What is set otherwise, so that the symptom must not show; absent: it must. */
  readonly fixed?: string;
}

/** A file that the scenario names. `path` is relative to the scenario's folder, whichever file wrote it. */
export interface FileReference {
  readonly path: string;
  readonly range: SourceRange;
}

export interface SysplexDeclaration {
  readonly name: string;
  /** COUPLExx; absent: z/OS defaults. */
  readonly couple?: FileReference;
  /** SFM policy; absent: none is active. */
  readonly sfm?: FileReference;
  /** ARM policy; absent: none is active. */
  readonly arm?: FileReference;
  /** BCPii system status detection is usable. */
  readonly statusDetection: boolean;
  /** Who answers IXC402D and its like; absent: nobody. */
  readonly operator?: OperatorDeclaration;
  readonly couplingFacilities: readonly string[];
  /** In the order written, which is the order of their IPL. */
  readonly systems: readonly SystemDeclaration[];
  readonly range: SourceRange;
}

export interface OperatorDeclaration {
  readonly replyAfter: Duration;
  /** The system given up when IXC409D asks which side of a lost link stays. */
  readonly removes?: string;
}

export interface SystemDeclaration {
  readonly name: string;
  /** &SYSCLONE: one or two characters. */
  readonly clone: string;
  readonly processors: "dedicated" | "shared";
  readonly tcpip: FileReference;
  /** TCPIP.DATA; absent: looking names up takes no time. */
  readonly tcpipData?: FileReference;
  /** CEAPRMxx and BPXPRMxx; absent: the parameters of z/OSMF say how many TSO/E sessions and message queues there may be. */
  readonly ceaprm?: FileReference;
  readonly bpxprm?: FileReference;
  /** IZUPRMxx members in the order of the IZU= list, a later one overriding an earlier; empty: no z/OSMF here. */
  readonly zosmf: readonly FileReference[];
  /** Static system symbols beside &SYSNAME, &SYSCLONE and &SYSPLEX, without the ampersand. */
  readonly symbols: Readonly<Record<string, string>>;
  /** What WLM recommends at the start. Absent: as the parameters have it. */
  readonly wlm?: WlmDeclaration;
  /** false: the system is down until the timeline IPLs it. */
  readonly upAtStart: boolean;
  readonly range: SourceRange;
}

export interface WlmDeclaration {
  /** Of the system as a whole. */
  readonly system?: number;
  /** By job name. */
  readonly servers: Readonly<Record<string, number>>;
}

export interface ZoweDeclaration {
  /** A path, or CONFIG as in STDENV. */
  readonly config: FileReference;
  /** Absent: guessed from what the files hold. */
  readonly release?: ZoweRelease;
  /** Absent: by the sysname of each of haInstances. */
  readonly instances?: readonly ZoweInstanceDeclaration[];
  readonly range: SourceRange;
}

/** Containers beside the sysplex. */
export interface KubernetesDeclaration {
  /** Empty with docker compose. */
  readonly manifests: readonly FileReference[];
  readonly compose?: FileReference;
  /** Absent: as by default. */
  readonly nodes?: readonly NodeConfiguration[];
  /** By the name of a Service, an Ingress, a Route, or a host. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Absent: guessed from what the files hold. */
  readonly release?: ZoweRelease;
  /** With docker compose only. */
  readonly zosmf?: { readonly host: string; readonly port: number };
  readonly range: SourceRange;
}

/** A launcher on a system. */
export interface ZoweInstanceDeclaration {
  readonly system: string;
  /** HAINST; absent: left out of the START command. */
  readonly haInstance?: string;
  readonly config?: FileReference;
  readonly release?: ZoweRelease;
  readonly upAtStart: boolean;
  /** Its element in the ARM policy; absent: ARM does not know it. */
  readonly arm?: LauncherArm;
  /** Processes of components, in the launcher's planned second phase. */
  readonly processes?: Readonly<Record<string, number>>;
  readonly range: SourceRange;
}

export interface HostDeclaration {
  readonly name: string;
  readonly address: string;
  readonly range: SourceRange;
}

export interface ClientDeclaration {
  readonly name: string;
  /** The product that it asks, known by the path: `zosmf` for /zosmf…; absent: no product that is simulated. */
  readonly service?: string;
  readonly request: Request;
  readonly arrivals: Arrivals;
  readonly timeout: Duration;
  readonly retry: { readonly attempts: number; readonly backoff: Duration };
  readonly connections: Connections;
  readonly os: ClientOs;
  readonly auth: "basic" | "ltpa" | "jwt" | "pat" | "none";
  /** When it logs on anew: at an answer 401, or when Zowe's auth/query says 401 too. */
  readonly renewal: "refused" | "queried";
  /** Shared with the other clients that name it; absent: the client is a user of its own. */
  readonly user?: string;
  /** What its requests send. Absent: nothing that takes time. */
  readonly upload?: Upload;
  readonly range: SourceRange;
}

export interface Request {
  readonly method: string;
  readonly scheme: "https" | "http";
  /** A name of `hosts`, or an address. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** As the file has it. */
  readonly text: string;
}

/** Where users come in. */
export interface Destination {
  readonly scheme: "https" | "http";
  /** A name of `hosts`, or an address. */
  readonly host: string;
  readonly port: number;
  /** As the file has it. */
  readonly text: string;
}

export type UserDeclaration = DesktopUsersDeclaration | UmsUsersDeclaration;

/** Each logs on to the Zowe Desktop once, and keeps a terminal open. */
export interface DesktopUsersDeclaration {
  readonly kind: "desktop";
  readonly name: string;
  readonly at: Destination;
  readonly users: number;
  /** Of requests of all of them together. */
  readonly arrivals: Arrivals;
  readonly logonsWithin: Duration;
  readonly messageEvery: Duration;
  readonly timeout: Duration;
  readonly backoff: Duration;
  readonly os: ClientOs;
  readonly range: SourceRange;
}

/** Each has Unified Management Server open, works, and thinks. */
export interface UmsUsersDeclaration {
  readonly kind: "ums";
  readonly name: string;
  readonly at: Destination;
  readonly users: number;
  /** A distribution of a duration, as text. */
  readonly think: string;
  readonly range: SourceRange;
}

/** When requests should be sent: at random with a mean rate, or at even distances. */
export type Arrivals =
  | { readonly kind: "poisson"; readonly perSecond: number }
  | { readonly kind: "every"; readonly interval: Duration };

export type Connections =
  | { readonly kind: "perRequest" }
  /** Connections are kept and used again; one that idles for `idle` is closed. */
  | { readonly kind: "keepAlive"; readonly pool: number; readonly idle: Duration };

/** How the client's TCP repeats a SYN that nobody answers. */
export type ClientOs = "linux" | "linux-6.5" | "linux-2.6" | "windows" | "zos";

/** The request that measures outages: sent at even distances, one at a time from each, never retried. */
export interface ProbeDeclaration {
  readonly every: Duration;
}

/** One line of `parameters:`, or of the `set` verb; its value is read by the table that owns the name. */
export interface ParameterOverride {
  readonly name: string;
  readonly raw: string | number | boolean;
  /** The name. */
  readonly nameRange: SourceRange;
  /** The value. */
  readonly range: SourceRange;
}

export interface SystemObject {
  readonly kind: "system";
  readonly system: string;
}

export interface StackObject {
  readonly kind: "stack";
  readonly system: string;
  /** The stack's job name. */
  readonly job: string;
}

/** A server, an angel or a launcher, by the name of its started procedure or job. */
export interface AddressSpaceObject {
  readonly kind: "addressSpace";
  readonly system: string;
  readonly job: string;
}

/** A component of Zowe, by its launcher: `SYSA/ZWESLSTC/gateway`. */
export interface ComponentObject {
  readonly kind: "component";
  readonly system: string;
  readonly job: string;
  /** Its name in zowe.yaml. */
  readonly component: string;
}

/** The XCF signalling paths between two systems. */
export interface LinkObject {
  readonly kind: "link";
  readonly a: string;
  readonly b: string;
}

/** What the hosts of two systems send each other over the network; their XCF signalling is not concerned. */
export interface LanObject {
  readonly kind: "lan";
  readonly a: string;
  readonly b: string;
}

/** A Redis outside of the sysplex, by `host:port` of its configured master. */
export interface RedisObject {
  readonly kind: "redis";
  readonly name: string;
  /** A server (0: the configured master) or a sentinel. Absent: the present master, or all that are down. */
  readonly part?: { readonly what: "server" | "sentinel"; readonly place: number };
}

/** A name server outside of the sysplex, by its address. */
export interface NameServerObject {
  readonly kind: "nameServer";
  readonly address: string;
}

export interface CouplingFacilityObject {
  readonly kind: "couplingFacility";
  readonly name: string;
}

/** A pod, a node or a workload of Kubernetes; with docker compose a container and its host. */
export interface ClusterObject {
  readonly kind: "pod" | "node" | "workload";
  readonly name: string;
}

export type TimelineObject =
  | ClusterObject
  | RedisObject
  | NameServerObject
  | SystemObject
  | StackObject
  | AddressSpaceObject
  | ComponentObject
  | LinkObject
  | LanObject
  | CouplingFacilityObject;

/** What a program is that runs on a system and answers requests, or helps to. */
export type ProgramObject = AddressSpaceObject | ComponentObject;

export type FailureKind = "wait-state" | "reset" | "power-loss";

/** How a component of Zowe ends. */
export type ComponentFailureKind = "crash" | "kill" | "out-of-memory" | "configure";

/** How a pod ends. `lose`: with its address, at once, and nobody is told. */
export type PodFailureKind = "crash" | "out-of-memory" | "lose";

export type ClusterVerb = "fail" | "hang" | "stop" | "start" | "heal" | "remove" | "rollout" | "scale";

export type RedisVerb = "fail" | "heal" | "promote";

export type NameServerVerb = "fail" | "hang" | "stop" | "start" | "heal" | "slow";

export type WorkspaceChange = "damage" | "backup" | "recover";

/** What happens: a verb and what it needs. */
export type TimelineAction =
  | {
      readonly verb: "failComponent";
      readonly object: ComponentObject;
      readonly how: ComponentFailureKind;
      /** false: every start of it fails from now on. */
      readonly restarts: boolean;
      readonly exitCode: number;
      /** Of an app-server: only this worker ends. */
      readonly worker?: number;
    }
  | {
      readonly verb: "fail";
      readonly object: SystemObject | StackObject | AddressSpaceObject | CouplingFacilityObject;
      /** Counts for a system only. */
      readonly how: FailureKind;
    }
  | {
      readonly verb: "hang";
      readonly object: SystemObject | ProgramObject;
      /** true: the system still executes and signals, but misses its status updates. Counts for a system only. */
      readonly signalling: boolean;
    }
  | { readonly verb: "stop"; readonly object: SystemObject | StackObject | ProgramObject }
  | { readonly verb: "start"; readonly object: StackObject | ProgramObject }
  | { readonly verb: "ipl"; readonly object: SystemObject }
  | { readonly verb: "slowLink"; readonly object: LinkObject; readonly delay: Duration }
  | { readonly verb: "slowServer"; readonly object: ProgramObject; readonly factor: number }
  | {
      readonly verb: "partition";
      readonly object: LinkObject | LanObject;
      /** `aToB`: only signals from `object.a` to `object.b` are lost. */
      readonly direction: "both" | "aToB";
    }
  | {
      readonly verb: "heal";
      readonly object: SystemObject | ProgramObject | LinkObject | LanObject | CouplingFacilityObject;
    }
  | {
      readonly verb: "cluster";
      /** The verb as the file has it. */
      readonly does: ClusterVerb;
      readonly object: ClusterObject;
      /** Of a pod that fails. */
      readonly how?: PodFailureKind;
      /** Of a workload that is scaled. */
      readonly replicas?: number;
    }
  | { readonly verb: "command"; readonly command: string; readonly system: string }
  /** `to`: the id of the message that it answers; absent: the oldest that waits. */
  | { readonly verb: "reply"; readonly reply: string; readonly to?: string }
  | { readonly verb: "obeyfile"; readonly profile: FileReference; readonly object: StackObject }
  | { readonly verb: "redis"; readonly does: RedisVerb; readonly object: RedisObject }
  | {
      readonly verb: "nameServer";
      /** The verb as the file has it. */
      readonly does: NameServerVerb;
      readonly object: NameServerObject;
      /** Of one that is slow. */
      readonly delay?: Duration;
    }
  /** Of the cluster of a Caching Service. */
  | { readonly verb: "stall"; readonly object: ComponentObject }
  /** Of Zowe, from the launcher `object` to the launcher `to`. */
  | { readonly verb: "update"; readonly object: AddressSpaceObject; readonly to: AddressSpaceObject }
  /** Of the workspace directory of a launcher. */
  | { readonly verb: "workspace"; readonly what: WorkspaceChange; readonly object: AddressSpaceObject }
  /** New certificates for an HA instance, a system or `zosmf`; `all` stands for every instance of Zowe. */
  | { readonly verb: "rotate"; readonly target: string; readonly certificate: InstanceCertificates }
  | { readonly verb: "set"; readonly parameter: ParameterOverride };

export type TimelineEntry = TimelineAction & {
  readonly at: Instant;
  /** The action as the file words it: `fail SYSA`. */
  readonly text: string;
  readonly range: SourceRange;
  /** What stands behind the verb: the object, the command, the reply, the file, the parameter. */
  readonly objectRange: SourceRange;
};
