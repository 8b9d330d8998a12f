/**
 * The CEA TSO/E address space manager of one system: who gets an address space, and who uses it.
 *
 * Modelled: the limits MAXSESSIONS and MAXSESSPERUSER; dormant sessions for a reconnect; a message queue for each
 * session; address spaces that a crashed server leaves behind until they have idled long enough; the loss of the system.
 * How each of them ends is in `address-space-endings.ts`.
 * Simplified: a user with several sessions works with the newest; one that reconnects waits as long as for a new one.
 * Not modelled: latch and ENQ contention between many address spaces; MAXPROCUSER and other limits of z/OS UNIX.
 * @source z/OS MVS Programming: Callable Services for High-Level Languages, CEATSOREQUEST; CEAPRMxx, TSOASMGR.
 */
import type { Forkable } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { NO_USER } from "@sysplex/tcpip";
import type { ZosmfPlex } from "../plex.js";
import { AddressSpaceEndings } from "./address-space-endings.js";
import { AddressSpaces, isAlive, NONE, ORPHAN, TsoPhase, TsoUse } from "./address-spaces.js";
import { ConsoleNames } from "./console-names.js";
import { TsoCounts } from "./counts.js";
import { MessageQueues } from "./message-queues.js";
import type { TsoParameters } from "./parameters.js";
import { TsoRefusal } from "./refusals.js";
import { SystemLimits, type CodedTsoLimits } from "./system-limits.js";
import { TsoNews } from "./news.js";

export class TsoAddressSpaceManager implements Forkable {
  readonly queues: MessageQueues;
  readonly counts = new TsoCounts();
  private readonly table = new AddressSpaces();
  private readonly consoles = new ConsoleNames();
  private readonly news: TsoNews;
  private readonly limits: SystemLimits;
  /** @internal */
  readonly endings: AddressSpaceEndings;

  constructor(
    private readonly plex: ZosmfPlex,
    readonly system: SystemName,
    /** Of the system, among those with z/OSMF. */
    index: number,
    /** Of this run: each is read when it is needed. */
    private readonly parameters: TsoParameters,
    /** By the system's CEAPRMxx and BPXPRMxx. */
    coded: CodedTsoLimits = {},
  ) {
    this.limits = new SystemLimits(parameters, coded);
    this.queues = new MessageQueues(this.limits);
    this.news = new TsoNews(plex, system);
    const { limits, table, queues, counts, news } = this;
    this.endings = new AddressSpaceEndings(plex, {
      system,
      index,
      parameters,
      limits,
      table,
      queues,
      counts,
      news,
    });
  }

  copyFrom(twin: TsoAddressSpaceManager): void {
    this.table.copyFrom(twin.table);
    this.queues.copyFrom(twin.queues);
    this.counts.copyFrom(twin.counts);
    this.consoles.copyFrom(twin.consoles);
    this.news.copyFrom(twin.news);
  }

  /** Address spaces in CEA's table now. */
  get sessions(): number {
    return this.table.places;
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
    const { counts } = this;
    counts.started += 1;
    counts.most = Math.max(counts.most, this.sessions);
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
    if (requests <= 0) this.endings.onLeft(slot);
  }

  /** A request leaves it, and its user wants it no more. */
  close(slot: number): void {
    this.table.phases[slot] = TsoPhase.closing;
    this.leave(slot);
  }

  /** A request that has failed leaves it: it is cancelled, or ends when the others that are in it have left. */
  abandon(slot: number): void {
    if ((this.table.requests[slot] as number) > 1) this.close(slot);
    else this.endings.cancel(slot);
  }

  /** Whether z/OSMF takes a console for alive whose address space has gone. It knows better from now on. */
  meetsLostConsole(user: number, server: number): boolean {
    const slot = this.table.find(user, server, TsoUse.console, TsoPhase.lost);
    if (slot !== NONE) this.endings.drop(slot);
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
      if (phase === TsoPhase.lost) this.endings.drop(slot);
      else if (phase === TsoPhase.cancelled) continue;
      else if (isOrderly) this.endings.finish(slot, true);
      else this.endings.orphan(slot);
    }
  }

  /** A server is ready: it ends what its predecessor has left. */
  serverReady(): void {
    const { table, parameters } = this;
    if (!parameters.tsoServerEndsOrphans) return;
    for (let slot = 0; slot < table.slotCount; slot += 1) {
      const isOrphan = table.isInUse(slot) && table.servers[slot] === ORPHAN;
      if (isOrphan && table.phases[slot] === TsoPhase.active)
        this.endings.finish(slot, !parameters.tsoQueuesOutliveServer);
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
      this.endings.drop(slot);
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
        this.endings.onTimerDue(slot);
    }
  }

  private problemFor(user: number): TsoRefusal {
    const { limits } = this;
    if (user !== NO_USER && this.sessionsOf(user) >= limits.maxSessionsPerUser)
      return TsoRefusal.sessionsOfUser;
    if (this.sessions >= limits.maxSessions) return TsoRefusal.sessionsOfSystem;
    return this.queues.mayOpen ? TsoRefusal.none : TsoRefusal.messageQueues;
  }

  private reconnect(slot: number, server: number): number {
    const { table } = this;
    this.endings.stopTimer(slot);
    table.servers[slot] = server;
    table.phases[slot] = TsoPhase.starting;
    table.requests[slot] = 1;
    return slot;
  }

  private tellLoss(slot: number): void {
    const { table, plex } = this;
    if (table.uses[slot] !== TsoUse.session || table.servers[slot] === ORPHAN) return;
    this.counts.lost += 1;
    plex.zosmf.tsoSessionLost.emit({ system: this.system, user: table.users[slot] as number });
  }
}
