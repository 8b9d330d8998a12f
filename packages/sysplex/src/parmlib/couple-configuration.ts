import type { Duration } from "@sysplex/sim-core";
import type { SourceRange } from "../text/position.js";

/** What COUPLExx says about status monitoring; what it leaves out is filled in with the z/OS default. Plain data. */
export interface CoupleConfiguration {
  /** Absent: no member, z/OS defaults apply. */
  readonly file?: string;
  readonly sysplexName?: string;
  /** INTERVAL as coded; absent: the interval derived from the excessive-spin values applies. */
  readonly interval?: Duration;
  /** OPNOTIFY: absolute, or relative to the effective interval (`+n`, default +3 s). */
  readonly opNotify: { readonly kind: "absolute" | "relative"; readonly time: Duration };
  readonly cleanup: Duration;
  /** FUNCTIONS ENABLE(USERINTERVAL): the coded interval counts even if it is shorter than the derived one. */
  readonly userInterval: boolean;
  /** FUNCTIONS SYSSTATDETECT, on by default. */
  readonly systemStatusDetection: boolean;
  /** Where a keyword that was coded stands. */
  readonly origins: Readonly<Record<string, SourceRange>>;
}

/** What the SFM policy does about a system that misses its status updates. */
export type SfmAction =
  | { readonly kind: "prompt" }
  | { readonly kind: "isolate"; readonly after: Duration }
  | { readonly kind: "deactivate"; readonly after: Duration }
  | { readonly kind: "reset"; readonly after: Duration };

/** One SYSTEM statement, or what it comes to for one system. */
export interface SfmSystemPolicy {
  readonly action: SfmAction;
  /** `undefined` is SSUMLIMIT(NONE). */
  readonly ssumLimit?: Duration;
  readonly weight: number;
}

/** An SFM policy, resolved. Plain data; `sfmPolicyFor` looks a system up. */
export interface SfmPolicy {
  readonly name: string;
  readonly file: string;
  /** CONNFAIL: SFM decides by weight who stays when signalling paths are lost. */
  readonly connFail: boolean;
  /** What applies to systems that are not named: SYSTEM NAME(*), or the z/OS defaults. */
  readonly otherSystems: SfmSystemPolicy;
  readonly systems: Readonly<Record<string, SfmSystemPolicy>>;
}
