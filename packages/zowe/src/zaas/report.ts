/** What a ZAAS counts. */
import type { Forkable } from "@sysplex/sim-core";

/** What one ZAAS has done so far. */
export interface ZaasReport {
  readonly answered: number;
  /** Requests that the end of the process left without an answer. */
  readonly lost: number;
  /** JWTs given out. */
  readonly logons: number;
  readonly logonsFailed: number;
  readonly logouts: number;
  readonly logoutsFailed: number;
  /** Tokens and PassTickets given to Gateways for a service. */
  readonly tickets: number;
  /** Answers 401 to a JWT or a personal access token: its user must log on again. */
  readonly tokensRefused: number;
  readonly zosmfCalls: number;
  /** Calls, to whomever, that had no answer. */
  readonly callsFailed: number;
}

export class ZaasCounts implements Forkable, ZaasReport {
  answered = 0;
  lost = 0;
  logons = 0;
  logonsFailed = 0;
  logouts = 0;
  logoutsFailed = 0;
  tickets = 0;
  tokensRefused = 0;
  zosmfCalls = 0;
  callsFailed = 0;

  copyFrom(twin: ZaasCounts): void {
    Object.assign(this, twin);
  }
}
