/**
 * A scenario file, read: complete, in units, every reference positioned. Plain data.
 *
 * Nothing is resolved yet that stands in other files: profiles, members and policies are paths, parameters and requests are
 * as the author wrote them. No default lives behind it: what the file leaves out has been filled in.
 */
import type { Duration, Instant } from "@sysplex/sim-core";
import type { SourceRange } from "@sysplex/sysplex";
import type { Expectation } from "../result/expectation.js";

export interface ScenarioDocument {
  /** `scenario:`, the name that results and reports carry. */
  readonly name: string;
  /** The question that the scenario asks. */
  readonly title: string;
  /** Numbers are kept as text: seed 1 and seed "1" are the same seed. */
  readonly seed: string;
  readonly duration: Duration;
  /** What happens before this instant is simulated, but not measured. */
  readonly warmup: Duration;
  readonly sysplex: SysplexDeclaration;
  readonly hosts: readonly HostDeclaration[];
  readonly clients: readonly ClientDeclaration[];
  readonly probe: ProbeDeclaration;
  readonly parameters: readonly ParameterOverride[];
  /** In order of time; entries of the same instant in the order written. */
  readonly timeline: readonly TimelineEntry[];
  readonly expectations: readonly Expectation[];
  /** The scenario files it was read from, as diagnostics show them: this one first, then those that it extends. */
  readonly files: readonly string[];
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
  /** IZUPRMxx members in the order of the IZU= list, a later one overriding an earlier; empty: no z/OSMF here. */
  readonly zosmf: readonly FileReference[];
  /** Static system symbols beside &SYSNAME, &SYSCLONE and &SYSPLEX, without the ampersand. */
  readonly symbols: Readonly<Record<string, string>>;
  /** false: the system is down until the timeline IPLs it. */
  readonly upAtStart: boolean;
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
  readonly auth: "basic";
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

/** A server or an angel, by the name of its started procedure. */
export interface AddressSpaceObject {
  readonly kind: "addressSpace";
  readonly system: string;
  readonly job: string;
}

/** The XCF signalling paths between two systems. */
export interface LinkObject {
  readonly kind: "link";
  readonly a: string;
  readonly b: string;
}

export interface CouplingFacilityObject {
  readonly kind: "couplingFacility";
  readonly name: string;
}

export type TimelineObject =
  SystemObject | StackObject | AddressSpaceObject | LinkObject | CouplingFacilityObject;

export type FailureKind = "wait-state" | "reset" | "power-loss";

/** What happens: a verb and what it needs. */
export type TimelineAction =
  | {
      readonly verb: "fail";
      readonly object: SystemObject | StackObject | AddressSpaceObject | CouplingFacilityObject;
      /** Counts for a system only. */
      readonly how: FailureKind;
    }
  | {
      readonly verb: "hang";
      readonly object: SystemObject | AddressSpaceObject;
      /** true: the system still executes and signals, but misses its status updates. Counts for a system only. */
      readonly signalling: boolean;
    }
  | { readonly verb: "stop"; readonly object: SystemObject | StackObject | AddressSpaceObject }
  | { readonly verb: "start"; readonly object: StackObject | AddressSpaceObject }
  | { readonly verb: "ipl"; readonly object: SystemObject }
  | { readonly verb: "slowLink"; readonly object: LinkObject; readonly delay: Duration }
  | { readonly verb: "slowServer"; readonly object: AddressSpaceObject; readonly factor: number }
  | {
      readonly verb: "partition";
      readonly object: LinkObject;
      /** `aToB`: only signals from `object.a` to `object.b` are lost. */
      readonly direction: "both" | "aToB";
    }
  | {
      readonly verb: "heal";
      readonly object: SystemObject | AddressSpaceObject | LinkObject | CouplingFacilityObject;
    }
  | { readonly verb: "command"; readonly command: string; readonly system: string }
  /** `to`: the id of the message that it answers; absent: the oldest that waits. */
  | { readonly verb: "reply"; readonly reply: string; readonly to?: string }
  | { readonly verb: "obeyfile"; readonly profile: FileReference; readonly object: StackObject }
  | { readonly verb: "set"; readonly parameter: ParameterOverride };

export type TimelineEntry = TimelineAction & {
  readonly at: Instant;
  /** The action as the file words it: `fail SYSA`. */
  readonly text: string;
  readonly range: SourceRange;
  /** What stands behind the verb: the object, the command, the reply, the file, the parameter. */
  readonly objectRange: SourceRange;
};
