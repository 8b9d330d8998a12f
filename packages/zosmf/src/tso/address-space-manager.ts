/**
 * The CEA TSO/E address space manager of one system: who gets an address space, and how each of them ends.
 *
 * Modelled: the limits MAXSESSIONS and MAXSESSPERUSER; dormant sessions for a reconnect; a message queue for each
 * session; the end of an idle one; cancel with S222, which takes time; a cancel by the site, which leaves the queue;
 * address spaces that a crashed server leaves behind until they have idled long enough; the loss of the system.
 * Simplified: a user with several sessions works with the newest; one that reconnects waits as long as for a new one.
 * Not modelled: latch and ENQ contention between many address spaces; MAXPROCUSER and other limits of z/OS UNIX.
 * @source z/OS MVS Programming: Callable Services for High-Level Languages, CEATSOREQUEST; CEAPRMxx, TSOASMGR.
 */
import { defineEvent, type Duration, type EventHandle, type Forkable } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { NO_USER } from "@sysplex/tcpip";
import type { ZosmfPlex } from "../plex.js";
import { AddressSpaces, isAlive, NONE, ORPHAN, TsoPhase, TsoUse } from "./address-spaces.js";
import { ConsoleNames } from "./console-names.js";
import { TsoCounts } from "./counts.js";
import { MessageQueues } from "./message-queues.js";
import type { TsoParameters } from "./parameters.js";
import { TsoRefusal } from "./refusals.js";
import { SystemLimits, type CodedTsoLimits } from "./system-limits.js";
import { TsoNews } from "./news.js";

/** An event's payload is slot × this + index of the system. */
const SYSTEM_COUNT_MAX = 64;

const timerDue = defineEvent("zosmf.tso-timer-due", (plex: ZosmfPlex, payload: number) =>
  plex.zosmf.tsoManagers[payload % SYSTEM_COUNT_MAX]?.onTimerDue(Math.floor(payload / SYSTEM_COUNT_MAX)),
);

export class TsoAddressSpaceManager implements Forkable {
  readonly queues: MessageQueues;
  readonly counts = new TsoCounts();
  private readonly table = new AddressSpaces();
  private readonly consoles = new ConsoleNames();
  private readonly news: TsoNews;
  private readonly limits: SystemLimits;
  /** Entries that count against MAXSESSIONS. */
  private places = 0;

  constructor(
    private readonly plex: ZosmfPlex,
    readonly system: SystemName,
    /** Of the system, among those with z/OSMF. */
    private readonly index: number,
    /** Of this run: each is read when it is needed. */
    private readonly parameters: TsoParameters,
    /** By the system's CEAPRMxx and BPXPRMxx. */
    coded: CodedTsoLimits = {},
  ) {
    this.limits = new SystemLimits(parameters, coded);
    this.queues = new MessageQueues(this.limits);
    this.news = new TsoNews(plex, system);
  }

  copyFrom(twin: TsoAddressSpaceManager): void {
    this.table.copyFrom(twin.table);
    this.queues.copyFrom(twin.queues);
    this.counts.copyFrom(twin.counts);
    this.consoles.copyFrom(twin.consoles);
    this.news.copyFrom(twin.news);
    this.places = twin.places;
  }

  /** Address spaces in CEA's table now. */
  get sessions(): number {
    return this.places;
  }

  /** Those of a user. */
  sessionsOf(user: number): number {
    return this.table.placesOf(user);
  }

  /** @returns Slot of an address space that starts, in use by one request; negative: −{@link TsoRefusal}. */
  start(user: number, server: number, use: TsoUse): number {
    const dormant = use === TsoUse.session ? this.table.find(user, ORPHAN, use, TsoPhase.dormant) : NONE;
    if (dormant !== NONE) return this.reconnect(dormant, server);
    const why = this.problemFor(user);
    if (why !== TsoRefusal.none) return this.refuse(why);
    const slot = this.table.add(user, server, use);
    this.places += 1;
    const { counts } = this;
    counts.started += 1;
    counts.most = Math.max(counts.most, this.places);
    counts.mostOfUser = Math.max(counts.mostOfUser, this.sessionsOf(user));
    const percentage = this.queues.open();
    if (percentage > 0) this.news.tellQueues(percentage, this.queues.limit);
    return slot;
  }

  /** Counts a request that fails. @returns −{@link TsoRefusal}. */
  refuse(why: TsoRefusal): number {
    this.counts.refuse(why);
    this.news.tellRefusal(why);
    return -why;
  }

  /** LOGON is over. */
  started(slot: number): void {
    if (this.table.phases[slot] === TsoPhase.starting) this.table.phases[slot] = TsoPhase.active;
  }

  /** The newest of a user's that a server knows, in use by one more request from now on. */
  use(user: number, server: number, use: TsoUse): number {
    const slot = this.table.find(user, server, use, TsoPhase.active);
    if (slot !== NONE) this.table.requests[slot] = (this.table.requests[slot] as number) + 1;
    return slot;
  }

  /** The same of one whose LOGON is in progress. */
  join(user: number, server: number, use: TsoUse): number {
    const slot = this.table.find(user, server, use, TsoPhase.starting);
    if (slot !== NONE) this.table.requests[slot] = (this.table.requests[slot] as number) + 1;
    return slot;
  }

  /** A request leaves it as it found it. */
  leave(slot: number): void {
    const { table } = this;
    const requests = (table.requests[slot] as number) - 1;
    table.requests[slot] = requests;
    table.leftAt[slot] = this.plex.sim.now;
    if (requests > 0) return;
    if (table.phases[slot] === TsoPhase.closing) this.end(slot);
    else if (this.isSuperfluous(slot)) this.cancel(slot);
    else if (table.timers[slot] === NONE) this.arm(slot, this.idleLimit);
  }

  /** A request leaves it, and its user wants it no more. */
  close(slot: number): void {
    this.table.phases[slot] = TsoPhase.closing;
    this.leave(slot);
  }

  /** A request that has failed leaves it: it is cancelled, or ends when the others that are in it have left. */
  abandon(slot: number): void {
    if ((this.table.requests[slot] as number) > 1) this.close(slot);
    else this.cancel(slot);
  }

  /** S222. Its place is free when its end is complete. */
  private cancel(slot: number): void {
    const { table, plex } = this;
    this.counts.cancelled += 1;
    this.news.tellCancel();
    this.queues.close(true);
    table.phases[slot] = TsoPhase.cancelled;
    table.requests[slot] = 0;
    if (table.timers[slot] !== NONE) plex.sim.cancel(table.timers[slot] as EventHandle);
    this.arm(slot, this.parameters.tsoCancelDuration);
  }

  /** Whether z/OSMF takes a console for alive whose address space has gone. It knows better from now on. */
  meetsLostConsole(user: number, server: number): boolean {
    const slot = this.table.find(user, server, TsoUse.console, TsoPhase.lost);
    if (slot !== NONE) this.drop(slot);
    return slot !== NONE;
  }

  /** Whether the EMCS console of a user is active here, or was when the system died and is not partitioned. */
  hasConsole(user: number): boolean {
    if (user === NO_USER) return false;
    return this.consoles.isHeld(user) || this.table.hasAlive(user, TsoUse.console);
  }

  /** A server has ended: by STOP it ends its sessions, after a crash nobody does. */
  serverEnded(server: number, isOrderly: boolean): void {
    const { table } = this;
    for (let slot = 0; slot < table.slotCount; slot += 1) {
      if (!table.isInUse(slot) || table.servers[slot] !== server) continue;
      this.tellLoss(slot);
      table.requests[slot] = 0;
      table.servers[slot] = ORPHAN;
      const phase = table.phases[slot] as TsoPhase;
      if (phase === TsoPhase.lost) this.drop(slot);
      else if (phase === TsoPhase.cancelled) continue;
      else if (isOrderly) this.finish(slot, true);
      else this.orphan(slot);
    }
  }

  /** A server is ready: it ends what its predecessor has left. */
  serverReady(): void {
    const { table, parameters } = this;
    if (!parameters.tsoServerEndsOrphans) return;
    for (let slot = 0; slot < table.slotCount; slot += 1) {
      const isOrphan = table.isInUse(slot) && table.servers[slot] === ORPHAN;
      if (isOrphan && table.phases[slot] === TsoPhase.active)
        this.finish(slot, !parameters.tsoQueuesOutliveServer);
    }
  }

  /** The system is gone, and everything in it. */
  systemLost(): void {
    const { table } = this;
    for (let slot = 0; slot < table.slotCount; slot += 1) {
      if (!table.isInUse(slot)) continue;
      this.tellLoss(slot);
      const isConsole = table.uses[slot] === TsoUse.console && isAlive(table.phases[slot] as TsoPhase);
      if (isConsole) this.consoles.hold(table.users[slot] as number);
      this.drop(slot);
    }
    this.queues.clear();
  }

  /** The sysplex has removed the system, or it IPLs: its consoles are free. */
  consolesReleased(): void {
    this.consoles.releaseAll();
  }

  /** The system executes again: what came due meanwhile is done. */
  resume(): void {
    const { table } = this;
    for (let slot = 0; slot < table.slotCount; slot += 1) {
      if (table.isInUse(slot) && table.timers[slot] === NONE && table.requests[slot] === 0)
        this.onTimerDue(slot);
    }
  }

  /** @internal */
  onTimerDue(slot: number): void {
    const { table, plex } = this;
    table.timers[slot] = NONE;
    if (!plex.sysplex.lpar(this.system).isRunning) return; // Until it resumes.
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

  private reviewIdle(slot: number): void {
    const left = (this.table.leftAt[slot] as number) + this.idleLimit - this.plex.sim.now;
    if (left > 0) this.arm(slot, left as Duration);
    else this.endIdle(slot);
  }

  /** z/OSMF goes on taking a console for alive; the key of a session, it knows to be void. */
  private endIdle(slot: number): void {
    const { table, counts } = this;
    const isOrphan = table.servers[slot] === ORPHAN;
    if (this.siteCancels) counts.cancelledBySite += 1;
    else counts.timedOut += 1;
    const queueStays = this.siteCancels || (isOrphan && this.parameters.tsoQueuesOutliveServer);
    if (isOrphan || table.uses[slot] !== TsoUse.console) return this.finish(slot, !queueStays);
    this.queues.close(!queueStays);
    this.places -= 1;
    table.phases[slot] = TsoPhase.lost;
    const period = this.parameters.tsoLossNoticed;
    this.arm(slot, (period - (this.plex.sim.now % period)) as Duration);
  }

  private problemFor(user: number): TsoRefusal {
    const { limits } = this;
    if (user !== NO_USER && this.sessionsOf(user) >= limits.maxSessionsPerUser)
      return TsoRefusal.sessionsOfUser;
    if (this.places >= limits.maxSessions) return TsoRefusal.sessionsOfSystem;
    return this.queues.mayOpen ? TsoRefusal.none : TsoRefusal.messageQueues;
  }

  private reconnect(slot: number, server: number): number {
    const { table, plex } = this;
    if (table.timers[slot] !== NONE) plex.sim.cancel(table.timers[slot] as EventHandle);
    table.timers[slot] = NONE;
    table.servers[slot] = server;
    table.phases[slot] = TsoPhase.starting;
    table.requests[slot] = 1;
    return slot;
  }

  /** Ended by its user: dormant, or gone. */
  private end(slot: number): void {
    const { table, plex, limits } = this;
    const user = table.users[slot] as number;
    const maySleep =
      table.uses[slot] === TsoUse.session &&
      limits.reconnectTime > 0 &&
      table.countOf(user, TsoPhase.dormant) < limits.reconnectSessions;
    if (!maySleep) return this.finish(slot, true);
    if (table.timers[slot] !== NONE) plex.sim.cancel(table.timers[slot] as EventHandle);
    table.phases[slot] = TsoPhase.dormant;
    table.servers[slot] = ORPHAN;
    this.arm(slot, limits.reconnectTime);
  }

  private orphan(slot: number): void {
    const { table } = this;
    table.phases[slot] = TsoPhase.active;
    table.leftAt[slot] = this.plex.sim.now;
    if (table.timers[slot] === NONE) this.arm(slot, this.idleLimit);
  }

  private tellLoss(slot: number): void {
    const { table, plex } = this;
    if (table.uses[slot] !== TsoUse.session || table.servers[slot] === ORPHAN) return;
    this.counts.lost += 1;
    plex.zosmf.tsoSessionLost.emit({ system: this.system, user: table.users[slot] as number });
  }

  /** Its queue goes with it, or stays. */
  private finish(slot: number, isQueueRemoved: boolean): void {
    this.queues.close(isQueueRemoved);
    this.drop(slot);
  }

  private drop(slot: number): void {
    const { table, plex } = this;
    if (table.timers[slot] !== NONE) plex.sim.cancel(table.timers[slot] as EventHandle);
    if (table.phases[slot] !== TsoPhase.lost) this.places -= 1;
    table.remove(slot);
  }

  private arm(slot: number, delay: Duration): void {
    this.table.timers[slot] = this.plex.sim.after(delay, timerDue, slot * SYSTEM_COUNT_MAX + this.index);
  }

  /** Of the idle address spaces for files, the server keeps a few for the user's next request. */
  private isSuperfluous(slot: number): boolean {
    const { table, parameters } = this;
    return table.uses[slot] === TsoUse.files && table.idleBeside(slot) > parameters.tsoFileSessionsKept;
  }

  private get siteCancels(): boolean {
    const { tsoSiteCancelsAfter, tsoIdleTimeout } = this.parameters;
    return tsoSiteCancelsAfter > 0 && tsoSiteCancelsAfter < tsoIdleTimeout;
  }

  private get idleLimit(): Duration {
    const { tsoSiteCancelsAfter, tsoIdleTimeout } = this.parameters;
    return this.siteCancels ? tsoSiteCancelsAfter : tsoIdleTimeout;
  }
}
