/**
 * A dynamic VIPA: who defines it, who backs it up, who owns it.
 *
 * Modelled: VIPADEFINE (the later of two wins), VIPABACKUP by rank, the form with MOVEABLE that creates, take-over when
 * the owner leaves the group, return to the stack that defines it (IMMEDIATE and WHENIDLE), DEACTIVATE and REACTIVATE,
 * gratuitous ARP by the new owner.
 * Simplified: the group's directory is one tree, and news of it take the signalling delay; the exchange by which an
 * owner hands over takes a round trip, the hand-over itself is atomic.
 * Not modelled: VIPARANGE (addresses that come into being by bind), SERVICEMGR, multicast.
 * @source z/OS Communications Server: IP Configuration Guide, VIPA take-over, conflict resolution and moving;
 * IP Configuration Reference, VIPADEFINE and VIPABACKUP.
 */
import { defineEvent, known, NO_TIME, seconds, START, times, type Duration } from "@sysplex/sim-core";
import { distributorsOf } from "./distribution-table.js";
import { Distributor } from "./distributor.js";
import type { Draft } from "./draft.js";
import { stackMessages } from "./messages.js";
import type { TcpipPlex } from "./plex.js";
import type { DvipaDefinition, IpAddress } from "./profile/stack-profile.js";
import type { DvipaEntry, DvipaState, StackName } from "./state.js";
import {
  conflictsByTier,
  electOwner,
  isInChain,
  isKeptForConnections,
  statusWithoutConnections,
} from "./take-over-chain.js";

interface Move {
  readonly address: IpAddress;
  readonly to: StackName;
}

const moved = defineEvent("tcpip.dvipa-moved", (plex: TcpipPlex, { address, to }: Move) =>
  new Dvipa(plex, address).onMoved(to),
);

const addressLearned = defineEvent("tcpip.address-learned", (plex: TcpipPlex, { address, to }: Move) =>
  new Dvipa(plex, address).onLearned(to),
);

const connectionsReviewed = defineEvent("tcpip.connections-reviewed", (plex: TcpipPlex, address: IpAddress) =>
  new Dvipa(plex, address).review(),
);

/** How often connections that hold something up are looked at. @assumption Any time well below a minute will do. */
const REVIEW_PERIOD = seconds(1);

/** A view of one dynamic VIPA in the store: it has no state of its own. */
export class Dvipa {
  constructor(
    private readonly plex: TcpipPlex,
    readonly address: IpAddress,
  ) {}

  get state(): DvipaState {
    return this.plex.tcpip.state.value.dvipas[this.address] ?? unknownDvipa(this.address);
  }

  /** The stack that owns the address, as the group knows it. */
  get owner(): StackName | undefined {
    return this.state.owner;
  }

  /** A stack of the group brings its VIPADEFINE or VIPABACKUP. */
  define(stack: StackName, definition: DvipaDefinition): void {
    const { owner, move } = this.state;
    const owns = owner === stack && move === undefined;
    const entry = this.entryOf(definition, owns ? "active" : "backup");
    if (conflictsByTier(this.state, stack, entry)) return;
    this.change(`${stack} defines VIPA ${this.address}`, ({ entries }) => {
      delete entries[stack]; // The last to define stands last.
      entries[stack] = entry;
    });
    this.tellGroup();
    const exists = owner !== undefined || move !== undefined;
    if (!exists && entry.creates) this.activate(stack);
    else if (exists && !owns && entry.kind === "define") this.claim(stack);
    else this.succeed(stack);
  }

  /** VIPADELETE or DEACTIVATE: another takes the address over. */
  giveUp(stack: StackName, how: "deleted" | "deactivated"): void {
    const { entries, move, owner } = this.state;
    if (entries[stack] === undefined) return;
    const isKept = owner === stack && this.plex.tcpip.connectionCount(this.address, stack) > 0;
    this.change(`VIPA ${this.address} is ${how} on ${stack}`, (dvipa) => {
      if (how === "deleted") delete dvipa.entries[stack];
      else known(dvipa.entries[stack], stack).status = isKept ? "quiescing" : "deactivated";
    });
    if (this.isOrphaned) this.handOver(stack);
    else if (move?.to === stack) this.cancelMove();
  }

  /** REACTIVATE: as if it were defined anew. */
  reactivate(stack: StackName, definition: DvipaDefinition): void {
    const status = this.state.entries[stack]?.status;
    if (status === "deactivated" || status === "quiescing") this.define(stack, definition);
  }

  /** A member of the group has gone, and `observer` hears of it. */
  onMemberGone(gone: StackName, observer: StackName): void {
    this.dropStrangers();
    if (this.isOrphaned) this.succeed(observer);
    else if (this.state.move?.to === gone) this.cancelMove();
  }

  /** A stack starts anew that died unseen: whoever takes its addresses over does so now. */
  onRestarted(stack: StackName): void {
    this.dropEntry(stack, `${stack} starts anew`);
    if (this.isOrphaned) this.handOver(stack);
    else if (this.state.move?.to === stack) this.cancelMove();
  }

  /** Nobody is left in the group who could be told: what is said of stacks outside is void. */
  forgetStrangers(): void {
    this.dropStrangers();
    if (this.isOrphaned && this.nextOwner() === undefined)
      this.abandon(`nobody is left for VIPA ${this.address}`);
  }

  /** A stack whose system hung runs on: it completes what was due meanwhile. */
  onResumed(stack: StackName): void {
    const { move } = this.state;
    if (move?.to === stack && move.timer === undefined) this.onMoved(stack);
  }

  /** @internal A move to a stack that is gone stays as it is until somebody hears of the loss. */
  onMoved(to: StackName): void {
    if (!this.mayOwn(to)) return;
    if (this.plex.tcpip.stack(to).isUp) return this.activate(to);
    this.change(`${to} is due to take VIPA ${this.address}, and does not run`, (dvipa) => {
      dvipa.move = { to };
    });
  }

  /** @internal The LAN hears the new owner's gratuitous ARP. */
  onLearned(stack: StackName): void {
    if (this.owner !== stack) return;
    this.plex.tcpip.change(`the LAN learns ${this.address}`, (state) => {
      state.lan[this.address] = stack;
    });
    this.plex.tcpip.dvipaReachable.emit({ address: this.address, stack, at: this.plex.sim.now });
    this.review();
  }

  /**
   * @internal Connections hold two things up. A stack that gave the address away forwards for it (MOVING, QUIESCING)
   * until its last one has ended. With MOVEABLE WHENIDLE the owner keeps the address while it has any.
   */
  review(): void {
    this.releaseOldOwners();
    const claimant = this.waitingClaimant;
    if (claimant !== undefined && this.isIdle && this.plex.tcpip.stack(claimant).isUp)
      this.takeOver(claimant);
    const { entries, review } = this.state;
    const isOver = this.waitingClaimant === undefined && !Object.values(entries).some(isKeptForConnections);
    if (review !== undefined) this.plex.sim.cancel(review);
    if (isOver && review === undefined) return;
    const next = isOver ? undefined : this.plex.sim.after(REVIEW_PERIOD, connectionsReviewed, this.address);
    this.change(`connections of VIPA ${this.address} reviewed`, (dvipa) => {
      if (next === undefined) delete dvipa.review;
      else dvipa.review = next;
    });
  }

  /** A stack with VIPADEFINE asks the present owner for the address. */
  private claim(stack: StackName): void {
    const isPatient = this.state.entries[stack]?.moveable === "whenIdle" && !this.isOrphaned;
    if (isPatient && this.owner !== stack) this.review();
    else this.takeOver(stack);
  }

  /** Nobody who may own the address does: the first in the chain takes it, once it hears of that. */
  private succeed(observer: StackName): void {
    if (!this.isOrphaned) return;
    const next = this.nextOwner();
    if (next === undefined) this.abandon(`nobody backs up VIPA ${this.address}`);
    else if (next === observer) this.takeOver(next, this.plex.tcpip.parameters.takeoverDuration);
  }

  /** The stack that gives the address up tells the first in the chain. */
  private handOver(from: StackName): void {
    const next = this.nextOwner();
    if (next === undefined) this.abandon(`${from} gave up VIPA ${this.address}`);
    else this.takeOver(next);
  }

  private takeOver(stack: StackName, delay = this.roundTrip(stack, this.owner)): void {
    const { move } = this.state;
    if (move?.to === stack) return;
    if (move?.timer !== undefined) this.plex.sim.cancel(move.timer);
    const timer = this.plex.sim.after(delay, moved, { address: this.address, to: stack });
    this.change(`${stack} takes VIPA ${this.address}`, (dvipa) => {
      dvipa.move = { to: stack, timer };
    });
  }

  private cancelMove(): void {
    const { move } = this.state;
    if (move?.timer !== undefined) this.plex.sim.cancel(move.timer);
    this.change(`VIPA ${this.address} stays`, (dvipa) => {
      delete dvipa.move;
    });
  }

  private abandon(cause: string): void {
    const { owner } = this.state;
    this.cancelMove();
    this.change(cause, (dvipa) => {
      delete dvipa.owner;
      for (const entry of Object.values(dvipa.entries)) entry.status = statusWithoutConnections(entry);
    });
    Distributor.install(this.plex, this.address, { distributors: {} });
    this.review();
    if (owner === undefined) return;
    this.plex.tcpip.dvipaMoved.emit({ address: this.address, from: owner, at: this.plex.sim.now });
  }

  /** The stack becomes the owner: distribution, messages, and the LAN after the learning delay. */
  private activate(stack: StackName): void {
    const { owner: from } = this.state;
    const { tcpip, sim } = this.plex;
    const table = distributorsOf(this.plex, this.state, stack);
    this.cancelMove();
    this.change(`${stack} owns VIPA ${this.address}`, (dvipa) => {
      dvipa.owner = stack;
      const old = from === undefined ? undefined : dvipa.entries[from];
      if (old?.status === "active") old.status = "moving";
      known(dvipa.entries[stack], stack).status = "active";
    });
    if (from !== undefined && from !== stack) this.announce(stack, from);
    this.tellGroup();
    Distributor.install(this.plex, this.address, table);
    tcpip.transport.reviewRouting(this.address, true);
    tcpip.dvipaMoved.emit({
      address: this.address,
      ...(from === undefined ? {} : { from }),
      to: stack,
      at: sim.now,
    });
    if (sim.now === START)
      this.onLearned(stack); // Part of the initial state.
    else
      sim.after(tcpip.parameters.addressLearningDelay, addressLearned, { address: this.address, to: stack });
  }

  /** What a stack says of the address goes to every other member. */
  private tellGroup(): void {
    const members = this.plex.tcpip.stacks.filter(({ isMember }) => isMember).length;
    this.plex.tcpip.countGroupMessages(Math.max(0, members - 1));
  }

  private announce(stack: StackName, from: StackName): void {
    const { tcpip } = this.plex;
    if (!tcpip.stack(from).isKnownMember)
      return tcpip.stack(stack).write("EZZ8301I", stackMessages.EZZ8301I(this.address, from));
    if (tcpip.stack(from).isUp)
      tcpip.stack(from).write("EZZ8303I", stackMessages.EZZ8303I(this.address, stack));
    tcpip.stack(stack).write("EZZ8302I", stackMessages.EZZ8302I(this.address, from));
  }

  private releaseOldOwners(): void {
    const { entries } = this.state;
    const lan = this.plex.tcpip.state.value.lan[this.address];
    for (const [stack, entry] of Object.entries(entries)) {
      if (!isKeptForConnections(entry) || stack === lan) continue;
      if (this.plex.tcpip.connectionCount(this.address, stack) > 0) continue;
      this.change(`${stack} has no connection to ${this.address} left`, (dvipa) => {
        known(dvipa.entries[stack], stack).status = statusWithoutConnections(entry);
      });
    }
  }

  /** The stack whose VIPADEFINE is the latest, while MOVEABLE WHENIDLE makes it wait for the owner's connections. */
  private get waitingClaimant(): StackName | undefined {
    const { owner, move, entries } = this.state;
    if (owner === undefined || move !== undefined) return undefined;
    const last = Object.keys(entries).findLast(
      (stack) => entries[stack]?.kind === "define" && this.mayOwn(stack),
    );
    return last === undefined || last === owner || entries[last]?.moveable !== "whenIdle" ? undefined : last;
  }

  private get isIdle(): boolean {
    return this.owner === undefined || this.plex.tcpip.connectionCount(this.address, this.owner) === 0;
  }

  /** It is in the chain, and the group counts it as a member, be it dead. */
  private mayOwn(stack: StackName): boolean {
    const entry = this.state.entries[stack];
    return entry !== undefined && isInChain(entry) && this.plex.tcpip.stack(stack).isKnownMember;
  }

  /** The address is in use, but neither its owner nor the stack that takes it over may have it. */
  private get isOrphaned(): boolean {
    const { owner, move } = this.state;
    const holders = [owner, move?.to].filter((stack) => stack !== undefined);
    return holders.length > 0 && !holders.some((stack) => this.mayOwn(stack));
  }

  private nextOwner(): StackName | undefined {
    const members = Object.entries(this.state.entries).filter(([stack]) => this.mayOwn(stack));
    return electOwner(Object.fromEntries(members), this.plex.tcpip.stackNames);
  }

  private entryOf(
    { kind, rank, moveable, tier, prefixLength }: DvipaDefinition,
    status: "active" | "backup",
  ): DvipaEntry {
    return {
      kind,
      rank: kind === "define" ? this.plex.tcpip.parameters.supersededDefineRank : (rank ?? 1),
      moveable,
      creates: kind === "define" || prefixLength !== undefined,
      ...(tier === undefined ? {} : { tier }),
      status,
    };
  }

  /** What a stack defined is void once the group does not count it as a member. */
  private dropStrangers(): void {
    for (const stack of Object.keys(this.state.entries)) {
      if (!this.plex.tcpip.stack(stack).isKnownMember) this.dropEntry(stack, `${stack} left the group`);
    }
  }

  private dropEntry(stack: StackName, cause: string): void {
    if (this.state.entries[stack] === undefined) return;
    this.change(cause, (dvipa) => {
      delete dvipa.entries[stack];
    });
  }

  /** There and back over the signalling paths; without a path nothing is waited for. */
  private roundTrip(a: StackName, b: StackName = a): Duration {
    const { sysplex, tcpip } = this.plex;
    const oneWay = sysplex.xcf.signallingDelay(tcpip.stack(a).system, tcpip.stack(b).system);
    return times(oneWay ?? NO_TIME, 2);
  }

  private change(cause: string, recipe: (dvipa: Draft<DvipaState>) => void): void {
    this.plex.tcpip.change(cause, (state) => {
      recipe((state.dvipas[this.address] ??= { address: this.address, entries: {}, distributors: {} }));
    });
  }
}

function unknownDvipa(address: IpAddress): DvipaState {
  return { address, entries: {}, distributors: {} };
}
