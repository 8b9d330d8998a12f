/** The result of a run, as `run --json` prints it. Plain data; the same scenario, seed and version give the same one. */
import type { ExpectationResult } from "./expectation.js";
import type { MessageStanding } from "@sysplex/sysplex";
import type { Explanation } from "../explain/explained.js";
import type { RequestCounts } from "../measure/service-meter.js";

export interface RunResult {
  readonly schema: 1;
  readonly scenario: string;
  readonly title: string;
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
  readonly files: readonly { readonly file: string; readonly what: string }[];
  readonly diagnostics: readonly DiagnosticResult[];
  /** Parameters without a published figure, at the values used. */
  readonly assumptions: readonly {
    readonly name: string;
    readonly value: string;
    readonly overridden: boolean;
  }[];
}

export interface ClientResult {
  readonly requests: RequestCounts;
  /** Null: no request ended. */
  readonly availability: number | null;
  readonly latencyMs: LatencyResult;
  readonly lostConnections: number;
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
  readonly latencyMs: LatencyResult;
  readonly failovers: readonly FailoverResult[];
  /** New connections ended at a server at some time. */
  readonly wasServed: boolean;
  /** Why new connections reach no server when the run ends; null: they do. */
  readonly unservedAtEnd: string | null;
  /** Jobs are null: their fate is not modelled. With basic authentication there is no session to lose. */
  readonly lost: { readonly connections: number; readonly sessions: number; readonly jobs: null };
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
  readonly noticedBy: "sysplex" | "people" | "nobody";
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
