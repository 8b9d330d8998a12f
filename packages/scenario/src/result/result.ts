/** The result of a run, as `run --json` prints it. Plain data; the same scenario, seed and version give the same one. */
import type { ExpectationResult } from "./expectation.js";
import type { MessageStanding } from "@sysplex/sysplex";
import type { KubernetesResult } from "./kubernetes-result.js";
import type { Explanation } from "../explain/explained.js";
import type { HindranceCause } from "../measure/hindrances.js";
import type { RequestCounts } from "../measure/service-meter.js";

export interface RunResult {
  readonly schema: 1;
  readonly scenario: string;
  readonly title: string;
  /** Null: it retells nothing. */
  readonly story: { readonly thread: string; readonly symptom: string; readonly fixed: string | null } | null;
  readonly seed: string;
  readonly fingerprint: string;
  readonly version: string;
  readonly simulatedSeconds: number;
  readonly events: number;
  /** Set by whoever has a clock; not part of what repeats. */
  readonly wallSeconds?: number;
  readonly services: Readonly<Record<string, ServiceResult>>;
  /** The same measurements for each client by itself; outages and failovers are the service's. */
  readonly clients: Readonly<Record<string, ClientResult>>;
  /** People who work in the Zowe Desktop or with Unified Management Server. */
  readonly users: Readonly<Record<string, UsersResult>>;
  readonly resources: ResourcesResult;
  readonly messages: readonly MessageResult[];
  readonly expectations: readonly ExpectationResult[];
  /** What was done, and what came of an entry that could not be done. */
  readonly timeline: readonly { readonly at: number; readonly what: string; readonly refusal?: string }[];
  /** Who owned each dynamic VIPA, from when on; null: nobody. */
  readonly owners: readonly TenureResult[];
  /** The active target of each distributed service, from when on; null: none. */
  readonly activeTargets: readonly TenureResult[];
  /** When each stack came up and went down: one that is dead may still count as an owner or a target. */
  readonly stacks: readonly { readonly at: number; readonly stack: string; readonly isUp: boolean }[];
  /** What happened and no message tells. */
  readonly remarks: readonly { readonly at: number; readonly system: string; readonly what: string }[];
  /** Null: the scenario has no Zowe. */
  readonly zowe: ZoweResult | null;
  /** Null: nothing runs in containers. */
  readonly kubernetes: KubernetesResult | null;
  /** TSO/E behind z/OSMF, by metric: `zosmf.tsoRefused` of an expectation is `tsoRefused` here. Absent: nobody needed it. */
  readonly zosmf?: { readonly metrics: Readonly<Record<string, number>> };
  readonly files: readonly { readonly file: string; readonly what: string }[];
  readonly diagnostics: readonly DiagnosticResult[];
  /** Parameters without a published figure, at the values used. */
  readonly assumptions: readonly {
    readonly name: string;
    readonly value: string;
    readonly overridden: boolean;
  }[];
}

export interface ZoweResult {
  /** By metric, in seconds where it is a duration: `zowe.staleTime` of an expectation is `staleTime` here. Null: never. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Launchers and components that came into another state: the first ten thousand. */
  readonly turns: readonly {
    readonly at: number;
    readonly name: string;
    readonly to: string;
    readonly why: string;
  }[];
  /** How many entries a registry has that are UP while nothing serves behind them, from when on. */
  readonly staleEntries: readonly {
    readonly at: number;
    readonly discovery: string;
    readonly count: number;
  }[];
  /** SYSPRINT of the launchers: the first ten thousand lines. */
  readonly sysprint: readonly {
    readonly at: number;
    readonly launcher: string;
    readonly id: string;
    readonly text: string;
  }[];
}

export interface ClientResult {
  readonly requests: RequestCounts;
  /** Null: no request ended. */
  readonly availability: number | null;
  readonly latencyMs: LatencyResult;
  readonly lostConnections: number;
}

export interface UsersResult {
  readonly kind: "desktop" | "ums";
  /** How many people they are. */
  readonly count: number;
  /** By metric, in seconds where it is a duration: `desk.logonsNeeded` of an expectation is `logonsNeeded` here. Null: never. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Failed requests by kind. */
  readonly byFailure: Readonly<Record<string, number>>;
}

/** Milliseconds; null where no request succeeded. */
export interface LatencyResult {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

export interface ServiceResult {
  readonly requests: RequestCounts;
  /** Null: no request ended. */
  readonly availability: number | null;
  readonly outageSeconds: number;
  readonly longestOutageSeconds: number;
  /** The distance of probes: the resolution of outages. Null: nothing probes. */
  readonly probeSeconds: number | null;
  /** Resolution: the distance of probes. An outage without an end lasted to the end of the run. */
  readonly outages: readonly { readonly from: number; readonly to: number | null }[];
  /**
   * Stretches in which requests that reached a server were kept from success, by the registry or by tokens that were refused:
   * the first thousand. An end that is null: to the end of the run. Not in old results.
   */
  readonly hindrances?: readonly HindranceResult[];
  readonly latencyMs: LatencyResult;
  /** The latency that a share of the requests does not exceed: share and milliseconds, both rising. Not in old results. */
  readonly latencyDistribution?: readonly (readonly [number, number])[];
  /** Not in old results. */
  readonly series?: SeriesResult;
  readonly failovers: readonly FailoverResult[];
  /** New connections ended at a server at some time. */
  readonly wasServed: boolean;
  /** Why new connections reach no server when the run ends; null: they do. */
  readonly unservedAtEnd: string | null;
  /** Jobs are null: their fate is not modelled. Sessions are tokens that were refused, and TSO/E sessions that are gone. */
  readonly lost: { readonly connections: number; readonly sessions: number; readonly jobs: null };
}

export interface HindranceResult {
  readonly cause: HindranceCause;
  readonly because: string;
  readonly from: number;
  readonly to: number | null;
}

/** What came of the requests over time, by when they were due: one entry a stretch, from the end of the warm-up on. */
export interface SeriesResult {
  readonly fromSeconds: number;
  /** The length of each stretch; the last may be shorter. */
  readonly stretchSeconds: number;
  readonly sent: readonly number[];
  readonly succeeded: readonly number[];
  readonly failed: readonly number[];
  /** Milliseconds, at most 1/16 too high; null: no request of that stretch succeeded. */
  readonly p50: readonly (number | null)[];
  readonly p90: readonly (number | null)[];
  readonly p99: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

export interface FailoverResult {
  /** `recovery`: the same target serves again, and nothing took over. */
  readonly kind: "failover" | "recovery" | "switchback" | "switch";
  readonly cause: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Seconds since the start of the run: when the service was lost, or moved. */
  readonly at: number;
  /** When the cause happened: before `at` if the service went on for a while. */
  readonly causedAt: number;
  /** `people`: somebody started it anew. `nobody`: what hung ran on before anybody took notice. */
  readonly noticedBy: "sysplex" | "cluster" | "people" | "nobody";
  /** Null: no request succeeded until the end of the run. */
  readonly timeToFailoverSeconds: number | null;
  /** Seconds; they add up to the time to failover exactly, in whole microseconds. */
  readonly phases: PhasesResult | null;
  readonly milestones: readonly { readonly at: number; readonly what: string }[];
  /** Each phase in parts that add up to it, with the rule or number behind each. */
  readonly explanation: readonly Explanation[];
}

export interface PhasesResult {
  readonly detect: number;
  readonly decide: number;
  readonly move: number;
  readonly accept: number;
  readonly recover: number;
}

export interface ResourcesResult {
  /** Of the servers that stood by when measuring began. */
  readonly idle: { readonly cpuSecondsPerHour: number; readonly memoryMiB: number };
  /** What starts and group messages cost since measuring began. */
  readonly stateChange: {
    readonly cpuSeconds: number;
    readonly messages: number;
    readonly bytes: number;
    readonly restarts: number;
  };
}

export interface MessageResult {
  readonly at: number;
  readonly system: string;
  readonly id: string;
  readonly text: string;
  /** Whether the text is IBM's as documented, recalled, or ours. Null: no table has the message. */
  readonly standing: MessageStanding | null;
  /** Of a WTOR: what a reply names. */
  readonly replyId?: number;
}

export interface TenureResult {
  readonly at: number;
  readonly of: string;
  readonly stack: string | null;
}

export interface DiagnosticResult {
  readonly severity: "error" | "warning" | "info";
  readonly code: string;
  readonly zosMessage?: string;
  readonly text: string;
  readonly then: string;
  readonly instead?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
