/** What the users of a Desktop client have met with. */
import { Tally, type Forkable } from "@sysplex/sim-core";

/** So far, or since the end of the warm-up. */
export interface DesktopClientReport {
  readonly users: number;
  readonly loggedOn: number;
  readonly logons: number;
  readonly logonsFailed: number;
  /** 401 in the middle of work: the user had to log on again. */
  readonly logonsNeeded: number;
  readonly terminalsOpen: number;
  readonly websocketsOpened: number;
  /** By RST, or because nothing came back. */
  readonly websocketsCut: { readonly reset: number; readonly stalled: number };
  /** Terminals that were cut after something had been typed. */
  readonly unsavedStateLost: number;
  readonly messages: number;
  /** From a cut to the next websocket of the same user. */
  readonly reconnectSeconds: { readonly count: number; readonly mean: number; readonly max: number };
}

type Present = Pick<DesktopClientReport, "users" | "loggedOn" | "terminalsOpen">;

export class DesktopCounts implements Forkable {
  logons = 0;
  logonsFailed = 0;
  logonsNeeded = 0;
  websocketsOpened = 0;
  cutByReset = 0;
  cutByStall = 0;
  unsavedStateLost = 0;
  messages = 0;
  /** In seconds. */
  readonly reconnects = new Tally();

  /** @param present How the users are now. */
  report({ users, loggedOn, terminalsOpen }: Present): DesktopClientReport {
    const { reconnects, cutByReset: reset, cutByStall: stalled } = this;
    const { count } = reconnects;
    const reconnectSeconds =
      count === 0 ? { count, mean: 0, max: 0 } : { count, mean: reconnects.mean, max: reconnects.max };
    return {
      users,
      loggedOn,
      logons: this.logons,
      logonsFailed: this.logonsFailed,
      logonsNeeded: this.logonsNeeded,
      terminalsOpen,
      websocketsOpened: this.websocketsOpened,
      websocketsCut: { reset, stalled },
      unsavedStateLost: this.unsavedStateLost,
      messages: this.messages,
      reconnectSeconds,
    };
  }

  /** What was counted until now does not count. */
  forget(): void {
    this.logons = 0;
    this.logonsFailed = 0;
    this.logonsNeeded = 0;
    this.websocketsOpened = 0;
    this.cutByReset = 0;
    this.cutByStall = 0;
    this.unsavedStateLost = 0;
    this.messages = 0;
    this.reconnects.reset();
  }

  copyFrom(twin: DesktopCounts): void {
    this.logons = twin.logons;
    this.logonsFailed = twin.logonsFailed;
    this.logonsNeeded = twin.logonsNeeded;
    this.websocketsOpened = twin.websocketsOpened;
    this.cutByReset = twin.cutByReset;
    this.cutByStall = twin.cutByStall;
    this.unsavedStateLost = twin.unsavedStateLost;
    this.messages = twin.messages;
    this.reconnects.copyFrom(twin.reconnects);
  }
}
