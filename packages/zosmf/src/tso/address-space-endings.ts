/**
 * How each TSO/E address space of one system ends: by its user, idle for too long, cancelled, or forgotten by its server.
 *
 * Modelled: an ended session that is kept for a reconnect; the end of an idle one; cancel with S222, which takes time; a
 * cancel by the site, which leaves the message queue; what z/OSMF notices late of a console that has gone.
 * @source z/OS MVS Programming: Callable Services for High-Level Languages, CEATSOREQUEST; CEAPRMxx, TSOASMGR.
 */
import { defineEvent, type Duration, type EventHandle } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { ZosmfPlex } from "../plex.js";
import { NONE, ORPHAN, TsoPhase, TsoUse, type AddressSpaces } from "./address-spaces.js";
import type { TsoCounts } from "./counts.js";
import type { MessageQueues } from "./message-queues.js";
import type { TsoNews } from "./news.js";
import type { TsoParameters } from "./parameters.js";
import type { SystemLimits } from "./system-limits.js";

/** An event's payload is slot × this + index of the system. */
const SYSTEM_COUNT_MAX = 64;

const timerDue = defineEvent("zosmf.tso-timer-due", (plex: ZosmfPlex, payload: number) =>
  plex.zosmf.tsoManagers[payload % SYSTEM_COUNT_MAX]?.endings.onTimerDue(
    Math.floor(payload / SYSTEM_COUNT_MAX),
  ),
);

/** What the address spaces of one system have in common. */
export interface AddressSpaceEndingsOptions {
  readonly system: SystemName;
  /** Of the system, among those with z/OSMF. */
  readonly index: number;
  /** Of this run: each is read when it is needed. */
  readonly parameters: TsoParameters;
  readonly limits: SystemLimits;
  readonly table: AddressSpaces;
  readonly queues: MessageQueues;
  readonly counts: TsoCounts;
  readonly news: TsoNews;
}

/** Works on the manager's table, and has no state of its own. */
export class AddressSpaceEndings {
  constructor(
    private readonly plex: ZosmfPlex,
    private readonly options: AddressSpaceEndingsOptions,
  ) {}

  /** The last request has left it: it ends, or idles from now on. */
  onLeft(slot: number): void {
    const { table } = this.options;
    if (table.phases[slot] === TsoPhase.closing) this.end(slot);
    else if (this.isSuperfluous(slot)) this.cancel(slot);
    else if (table.timers[slot] === NONE) this.arm(slot, this.idleLimit);
  }

  /** S222. Its place is free when its end is complete. */
  cancel(slot: number): void {
    const { table, counts, news, queues, parameters } = this.options;
    counts.cancelled += 1;
    news.tellCancel();
    queues.close(true);
    table.phases[slot] = TsoPhase.cancelled;
    table.requests[slot] = 0;
    this.stopTimer(slot);
    this.arm(slot, parameters.tsoCancelDuration);
  }

  /** No server knows it any more: it idles. */
  orphan(slot: number): void {
    const { table } = this.options;
    table.phases[slot] = TsoPhase.active;
    table.leftAt[slot] = this.plex.sim.now;
    if (table.timers[slot] === NONE) this.arm(slot, this.idleLimit);
  }

  /** Its queue goes with it, or stays. */
  finish(slot: number, isQueueRemoved: boolean): void {
    this.options.queues.close(isQueueRemoved);
    this.drop(slot);
  }

  /** It is in the table no more. */
  drop(slot: number): void {
    this.stopTimer(slot);
    this.options.table.remove(slot);
  }

  stopTimer(slot: number): void {
    const { timers } = this.options.table;
    if (timers[slot] !== NONE) this.plex.sim.cancel(timers[slot] as EventHandle);
    timers[slot] = NONE;
  }

  /** @internal */
  onTimerDue(slot: number): void {
    const { table, system } = this.options;
    table.timers[slot] = NONE;
    if (!this.plex.sysplex.lpar(system).isRunning) return; // Until it resumes.
    switch (table.phases[slot] as TsoPhase) {
      case TsoPhase.cancelled:
      case TsoPhase.lost:
        this.drop(slot);
        return;
      case TsoPhase.dormant:
        this.finish(slot, true);
        return;
      default:
        if (table.requests[slot] === 0) this.reviewIdle(slot);
    }
  }

  /** Ended by its user: dormant, or gone. */
  private end(slot: number): void {
    const { table, limits } = this.options;
    const user = table.users[slot] as number;
    const maySleep =
      table.uses[slot] === TsoUse.session &&
      limits.reconnectTime > 0 &&
      table.countOf(user, TsoPhase.dormant) < limits.reconnectSessions;
    if (!maySleep) return this.finish(slot, true);
    this.stopTimer(slot);
    table.phases[slot] = TsoPhase.dormant;
    table.servers[slot] = ORPHAN;
    this.arm(slot, limits.reconnectTime);
  }

  private reviewIdle(slot: number): void {
    const left = (this.options.table.leftAt[slot] as number) + this.idleLimit - this.plex.sim.now;
    if (left > 0) this.arm(slot, left as Duration);
    else this.endIdle(slot);
  }

  /** z/OSMF goes on taking a console for alive; the key of a session, it knows to be void. */
  private endIdle(slot: number): void {
    const { table, counts, queues, parameters } = this.options;
    const isOrphan = table.servers[slot] === ORPHAN;
    if (this.siteCancels) counts.cancelledBySite += 1;
    else counts.timedOut += 1;
    const queueStays = this.siteCancels || (isOrphan && parameters.tsoQueuesOutliveServer);
    if (isOrphan || table.uses[slot] !== TsoUse.console) return this.finish(slot, !queueStays);
    queues.close(!queueStays);
    table.lose(slot);
    const period = parameters.tsoLossNoticed;
    this.arm(slot, (period - (this.plex.sim.now % period)) as Duration);
  }

  private arm(slot: number, delay: Duration): void {
    const { table, index } = this.options;
    table.timers[slot] = this.plex.sim.after(delay, timerDue, slot * SYSTEM_COUNT_MAX + index);
  }

  /** Of the idle address spaces for files, the server keeps a few for the user's next request. */
  private isSuperfluous(slot: number): boolean {
    const { table, parameters } = this.options;
    return table.uses[slot] === TsoUse.files && table.idleBeside(slot) > parameters.tsoFileSessionsKept;
  }

  private get siteCancels(): boolean {
    const { tsoSiteCancelsAfter, tsoIdleTimeout } = this.options.parameters;
    return tsoSiteCancelsAfter > 0 && tsoSiteCancelsAfter < tsoIdleTimeout;
  }

  private get idleLimit(): Duration {
    const { tsoSiteCancelsAfter, tsoIdleTimeout } = this.options.parameters;
    return this.siteCancels ? tsoSiteCancelsAfter : tsoIdleTimeout;
  }
}
