/**
 * The z/OS UNIX message queues of one system: how many there are, and how many there may be.
 *
 * Modelled: one for each TSO/E session; those that a session which ended abruptly leaves behind, until the next IPL; those
 * of other programs, as a number. Not modelled: what is in them, and an operator who removes some (`ipcrm`).
 * @source z/OS MVS Initialization and Tuning Reference, BPXPRMxx; zowe/zowe-cli issues 699 and 1136.
 */
import type { Forkable } from "@sysplex/sim-core";
import type { SystemLimits } from "./system-limits.js";

/** @source z/OS MVS System Messages, BPXI039I: LIMMSG tells of 85 %, and of every 5 % above it. */
const FIRST_WARNING = 85;
const WARNING_STEP = 5;

export class MessageQueues implements Forkable {
  /** Of sessions that are there. */
  ofSessions = 0;
  /** Of sessions that are gone. */
  leftBehind = 0;
  /** Most at a time. */
  most = 0;
  /** The percentage that the latest BPXI039I told; 0: none is due. */
  private told = 0;

  constructor(private readonly limits: SystemLimits) {}

  get limit(): number {
    return this.limits.ipcMsgNIds;
  }

  get count(): number {
    return this.ofSessions + this.leftBehind + this.limits.otherMessageQueues;
  }

  /** Whether one more can be had, as large as z/OSMF wants it. */
  get mayOpen(): boolean {
    return this.count < this.limit && this.limits.queuesAreLargeEnough;
  }

  /** @returns The percentage of the limit that BPXI039I tells; 0: it has nothing new to tell. */
  open(): number {
    this.ofSessions += 1;
    this.most = Math.max(this.most, this.count);
    return this.warning();
  }

  /** Its session is gone. */
  close(isRemoved: boolean): void {
    this.ofSessions -= 1;
    if (!isRemoved) this.leftBehind += 1;
    if (this.percentage < FIRST_WARNING) this.told = 0;
  }

  /** An IPL: there are none. */
  clear(): void {
    this.ofSessions = 0;
    this.leftBehind = 0;
    this.told = 0;
  }

  copyFrom(twin: MessageQueues): void {
    this.ofSessions = twin.ofSessions;
    this.leftBehind = twin.leftBehind;
    this.most = twin.most;
    this.told = twin.told;
  }

  private get percentage(): number {
    return Math.floor((100 * this.count) / this.limit);
  }

  private warning(): number {
    const { percentage } = this;
    const step = percentage - (percentage % WARNING_STEP);
    if (step < FIRST_WARNING || step <= this.told) return 0;
    this.told = step;
    return step;
  }
}
