/** What became of the TSO/E address spaces of one system, since the run began. */
import type { Forkable } from "@sysplex/sim-core";
import { tsoRefusals, TsoRefusal } from "./refusals.js";

export class TsoCounts implements Forkable {
  started = 0;
  /** Most at a time in CEA's table. */
  most = 0;
  /** Of one user, in that table. */
  mostOfUser = 0;
  /** Ended with S222: the services needed them no more, or LOGON took too long. */
  cancelled = 0;
  /** Cancelled by something of the site. */
  cancelledBySite = 0;
  /** As nobody had used them. */
  timedOut = 0;
  /** Sessions of clients that ended with their server or system. */
  lost = 0;
  /** Requests, by {@link TsoRefusal}. */
  private readonly refusals = new Int32Array(tsoRefusals.length);

  refuse(why: TsoRefusal): void {
    this.refusals[why] = (this.refusals[why] as number) + 1;
  }

  refused(why: TsoRefusal): number {
    return this.refusals[why] as number;
  }

  /** Requests that failed for want of an address space, whatever the reason. */
  get refusedCount(): number {
    return this.refusals.reduce((sum, count) => sum + count, 0);
  }

  /** Requests that a limit of CEA or z/OS UNIX has refused. */
  get refusedByLimit(): number {
    return (
      this.refused(TsoRefusal.sessionsOfUser) +
      this.refused(TsoRefusal.sessionsOfSystem) +
      this.refused(TsoRefusal.messageQueues)
    );
  }

  copyFrom(twin: TsoCounts): void {
    this.started = twin.started;
    this.most = twin.most;
    this.mostOfUser = twin.mostOfUser;
    this.cancelled = twin.cancelled;
    this.cancelledBySite = twin.cancelledBySite;
    this.timedOut = twin.timedOut;
    this.lost = twin.lost;
    this.refusals.set(twin.refusals);
  }
}
