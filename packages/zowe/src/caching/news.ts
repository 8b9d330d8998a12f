/** What the Caching Services tell whoever wants to know. */
import type { Instant } from "@sysplex/sim-core";
import type { MemberName, StoreName } from "./state.js";

export interface EntriesLost {
  readonly store: StoreName;
  readonly count: number;
  /** `process ended`, `merge`, `superseded by the cluster`, `file store damaged`, `data set damaged`, `not replicated`, … */
  readonly why: string;
  readonly at: Instant;
}

export interface ClusterChange {
  /** Each view with its members; silent ones that are not excluded yet are among them. */
  readonly views: readonly (readonly MemberName[])[];
  readonly why: string;
  readonly at: Instant;
}
