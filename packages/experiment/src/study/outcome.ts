/**
 * What one replication leaves behind: whole numbers and histograms, in the order of the scenario.
 *
 * Times are microseconds. Nothing in it depends on when, where or in what company it ran; means and shares are computed from
 * it once, when all replications are there.
 */
import type { FailoverResult, PhasesResult } from "@sysplex/scenario";
import type { LatencyHistogramJson } from "@sysplex/sim-core";
import type { CauseMicros } from "../outage/causes.js";

export interface ReplicationOutcome {
  /** Counted from 1. */
  readonly replication: number;
  readonly seed: string;
  readonly fingerprint: string;
  readonly events: number;
  readonly simulatedMicros: number;
  readonly services: Readonly<Record<string, ServiceOutcome>>;
  readonly clients: Readonly<Record<string, ClientOutcome>>;
  /** People who work in the Desktop or with UMS, by the name of their group. Absent: there are none. */
  readonly users?: Readonly<Record<string, UsersOutcome>>;
  readonly resources: ResourcesOutcome;
  readonly expectations: readonly {
    readonly metric: string;
    readonly expected: string;
    readonly ok: boolean;
  }[];
  /** Entries of the timeline that could not be done. */
  readonly refusals: number;
}

export interface RequestOutcome {
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly abandoned: number;
  readonly retried: number;
  readonly unfinished: number;
  readonly byFailure: Readonly<Record<string, number>>;
}

export interface ClientOutcome {
  readonly requests: RequestOutcome;
  readonly lostConnections: number;
  /** Of requests that succeeded, retries included. Of a service's only client: the service's name, whose histogram it is. */
  readonly latency: LatencyHistogramJson | string;
}

/** Of people of the other kind a figure is null. */
export interface UsersOutcome {
  /** Logons in the middle of work, as the session was not known any more. */
  readonly logonsNeeded: number;
  /** Of UMS: disturbances of work, and the longest of them; null also while one has not ended, and when there was none. */
  readonly disturbances: number | null;
  readonly longestDisturbanceMicros: number | null;
  /** Of the Desktop: websockets of terminals that were cut, and those of them with something typed. */
  readonly terminalsCut: number | null;
  readonly unsavedStateLost: number | null;
}

export interface ServiceOutcome extends ClientOutcome {
  readonly latency: LatencyHistogramJson;
  readonly outageMicros: number;
  readonly longestOutageMicros: number;
  readonly lostSessions: number;
  /** The outage by cause; the parts add up to it. */
  readonly outageByCause: CauseMicros;
  readonly failovers: readonly FailoverOutcome[];
}

export interface FailoverOutcome {
  readonly kind: FailoverResult["kind"];
  readonly cause: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly atMicros: number;
  /** Null: no request succeeded until the end of the run. */
  readonly micros: number | null;
  readonly phaseMicros: PhasesResult | null;
  /** The time to failover by cause; empty when it did not end. The parts add up to it. */
  readonly byCause: CauseMicros;
}

export interface ResourcesOutcome {
  /** Processor time of a standing-by hour, in microseconds. */
  readonly idleCpuMicrosPerHour: number;
  readonly idleMemoryKiB: number;
  readonly stateChangeCpuMicros: number;
  readonly messages: number;
  readonly bytes: number;
  readonly restarts: number;
}

/** Seconds of a result, which are whole microseconds divided by a million, as the microseconds that they came from. */
export function wholeMicros(seconds: number): number {
  return Math.round(seconds * 1_000_000);
}
