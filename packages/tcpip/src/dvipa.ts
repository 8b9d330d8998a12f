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
import { defineEvent, known, NO_TIME, seconds, times, type Duration } from "@sysplex/sim-core";
import { draftOf, type Draft } from "./draft.js";
import { distributorsOf } from "./distribution-table.js";
import { Distributor } from "./distributor.js";
import { stackMessages } from "./messages.js";
import type { TcpipPlex } from "./plex.js";
import type { DvipaDefinition, IpAddress } from "./profile/stack-profile.js";
import type { DvipaEntry, DvipaState, StackName } from "./state.js";

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

const oldOwnerChecked = defineEvent("tcpip.old-owner-checked", (plex: TcpipPlex, address: IpAddress) =>
  new Dvipa(plex, address).releaseOldOwners(),
);

const idleChecked = defineEvent("tcpip.idle-checked", (plex: TcpipPlex, { address, to }: Move) =>
  new Dvipa(plex, address).moveWhenIdle(to),
);

/** How often a stack that waits for its DVIPA to fall idle looks. @assumption Any time well below a minute will do. */
const IDLE_CHECK_PERIOD = seconds(1);

export class Dvipa {
  constructor(
    private readonly plex: TcpipPlex,
    readonly address: IpAddress,
  ) {}

  get state(): DvipaState {
    return this.plex.tcpip.state.value.dvipas[this.address] ?? { address: this.address, entries: {}, distributors: {} };
  }

  /** The stack that owns the address, as the group knows it. */
  get owner(): StackName | undefined {
    return this.state.owner;
  }

  /** A stack of the group brings its VIPADEFINE or VIPABACKUP. */
  define(stack: StackName, definition: DvipaDefinition): void {
    const entry = this.entryOf(definition);
    if (conflictsByTier(this.state, stack, entry)) return;
    this.change(`${stack} defines VIPA ${this.address}`, (dvipa) => {
      dvipa.entries[stack] = entry;
    });
    const { owner, move } = this.state;
    if (owner === undefined && move === undefined) {
      if (entry.creates) this.activate(stack);
    } else if (owner !== stack && entry.kind === "define") {
      this.claim(stack, entry);
    }
  }

  /** VIPADELETE, DEACTIVATE, or the stack leaves the group in good order: another takes the address over. */
  giveUp(stack: StackName, how: "deleted" | "deactivated"): void {
    const entry = this.state.entries[stack];
    if (entry === undefined) return;
    this.change(`${stack} ${how} VIPA ${this.address}`, (dvipa) => {
      if (how === "deleted") delete dvipa.entries[stack];
      else known(dvipa.entries[stack], stack).status = "deactivated";
    });
    if (this.owner === stack) this.replaceOwner(stack, NO_TIME);
  }

  /** REACTIVATE: as if it were defined anew. */
  reactivate(stack: StackName, definition: DvipaDefinition): void {
    if (this.state.entries[stack]?.status === "deactivated") this.define(stack, definition);
  }

  /** A member of the group has gone, and `observer` hears of it. */
  onMemberGone(gone: StackName, observer: StackName): void {
    const { owner, move, entries } = this.state;
    if (entries[gone] !== undefined) {
      this.change(`${gone} left the group`, (dvipa) => {
        delete dvipa.entries[gone];
      });
    }
    if (owner !== gone && move?.to !== gone) return;
    const next = this.nextOwner();
    if (next === observer) this.takeOver(next, this.plex.tcpip.parameters.takeoverDuration);
    else if (next === undefined) this.abandon(`nobody backs up VIPA ${this.address}`);
  }

  /** What a stack left behind when it died unseen: it comes up again and nobody took its addresses over. */
  forget(stack: StackName): void {
    const { owner, entries } = this.state;
    if (entries[stack] === undefined && owner !== stack) return;
    this.change(`${stack} starts anew`, (dvipa) => {
      delete dvipa.entries[stack];
    });
    if (owner === stack) this.abandon(`${stack} starts anew`);
  }

  /** @internal */
  onMoved(to: StackName): void {
    const { owner, entries } = this.state;
    this.change("move due", (dvipa) => {
      delete dvipa.move;
    });
    if (entries[to] === undefined || !this.plex.tcpip.stack(to).isMember) {
      if (owner !== undefined && entries[owner] === undefined) this.replaceOwner(owner, NO_TIME);
      return;
    }
    this.activate(to);
  }

  /** @internal The LAN hears the new owner's gratuitous ARP. */
  onLearned(stack: StackName): void {
    if (this.owner !== stack) return;
    this.plex.tcpip.change(`the LAN learns ${this.address}`, (state) => {
      state.lan[this.address] = stack;
    });
    this.plex.tcpip.dvipaReachable.emit({ address: this.address, stack, at: this.plex.sim.now });
    this.releaseOldOwners();
  }

  /** @internal A stack that gave the address away forwards for it (MOVING) until its last connection has ended. */
  releaseOldOwners(): void {
    for (const [stack, { status }] of Object.entries(this.state.entries)) {
      if (status !== "moving") continue;
      if (this.plex.tcpip.connectionCount(this.address, stack) > 0) {
        this.plex.sim.after(IDLE_CHECK_PERIOD, oldOwnerChecked, this.address);
      } else {
        this.change(`${stack} has no connection to ${this.address} left`, (dvipa) => {
          known(dvipa.entries[stack], stack).status = "backup";
        });
      }
    }
  }

  /** @internal MOVEABLE WHENIDLE: the old owner keeps the address, and gets new connections, while it has any. */
  moveWhenIdle(to: StackName): void {
    const { owner, entries, move } = this.state;
    if (owner === undefined || owner === to || move !== undefined || entries[to] === undefined) return;
    if (this.plex.tcpip.connectionCount(this.address, owner) === 0) this.takeOver(to, this.roundTrip(to, owner));
    else this.plex.sim.after(IDLE_CHECK_PERIOD, idleChecked, { address: this.address, to });
  }

  /** A stack with VIPADEFINE asks the present owner for the address. */
  private claim(stack: StackName, { moveable }: DvipaEntry): void {
    const owner = known(this.owner ?? this.state.move?.to, `owner of ${this.address}`);
    if (moveable === "whenIdle") this.moveWhenIdle(stack);
    else this.takeOver(stack, this.roundTrip(stack, owner));
  }

  private takeOver(stack: StackName, delay: Duration): void {
    const { move } = this.state;
    if (move?.to === stack) return;
    if (move !== undefined) this.plex.sim.cancel(move.timer);
    const timer = this.plex.sim.after(delay, moved, { address: this.address, to: stack });
    this.change(`${stack} takes VIPA ${this.address}`, (dvipa) => {
      dvipa.move = { to: stack, timer };
    });
  }

  private replaceOwner(old: StackName, delay: Duration): void {
    const next = this.nextOwner();
    if (next === undefined) this.abandon(`${old} gave up VIPA ${this.address}`);
    else this.takeOver(next, delay);
  }

  private abandon(cause: string): void {
    this.change(cause, (dvipa) => {
      delete dvipa.owner;
      delete dvipa.move;
      delete dvipa.distributedBy;
      dvipa.distributors = {};
    });
    this.plex.tcpip.dvipaMoved.emit({ address: this.address, at: this.plex.sim.now });
  }

  /** The stack becomes the owner: distribution, messages, and the LAN after the learning delay. */
  private activate(stack: StackName): void {
    const { owner: from, entries } = this.state;
    const { tcpip, sim } = this.plex;
    const handedOver = from !== undefined && from !== stack && entries[from] !== undefined;
    const distribution = distributorsOf(this.plex, this.state, stack);
    this.change(`${stack} owns VIPA ${this.address}`, (dvipa) => {
      dvipa.owner = stack;
      known(dvipa.entries[stack], stack).status = "active";
      const old = from === undefined || from === stack ? undefined : dvipa.entries[from];
      if (old !== undefined && old.status !== "deactivated") old.status = handedOver ? "moving" : "backup";
      dvipa.distributors = draftOf(distribution.distributors);
      if (distribution.source === undefined) delete dvipa.distributedBy;
      else dvipa.distributedBy = distribution.source;
    });
    this.announce(stack, from, handedOver);
    for (const port of Object.keys(distribution.distributors)) new Distributor(this.plex, this.address, port).onBuilt();
    sim.after(tcpip.parameters.addressLearningDelay, addressLearned, { address: this.address, to: stack });
    tcpip.dvipaMoved.emit({ address: this.address, ...(from === undefined ? {} : { from }), to: stack, at: sim.now });
  }

  private announce(stack: StackName, from: StackName | undefined, handedOver: boolean): void {
    if (from === undefined || from === stack) return;
    const { tcpip } = this.plex;
    if (handedOver) {
      tcpip.stack(from).write("EZZ8303I", stackMessages.EZZ8303I(this.address, stack));
      tcpip.stack(stack).write("EZZ8302I", stackMessages.EZZ8302I(this.address, from));
    } else {
      tcpip.stack(stack).write("EZZ8301I", stackMessages.EZZ8301I(this.address, from));
    }
  }

  private nextOwner(): StackName | undefined {
    const { entries } = this.state;
    const members = Object.entries(entries).filter(([stack]) => this.plex.tcpip.stack(stack).isMember);
    return electOwner(Object.fromEntries(members), this.plex.tcpip.stackNames);
  }

  private entryOf({ kind, rank, moveable, tier, prefixLength }: DvipaDefinition): DvipaEntry {
    return {
      kind,
      rank: kind === "define" ? this.plex.tcpip.parameters.supersededDefineRank : (rank ?? 1),
      moveable,
      creates: kind === "define" || prefixLength !== undefined,
      ...(tier === undefined ? {} : { tier }),
      definedAt: this.plex.sim.now,
      status: "backup",
    };
  }

  /** There and back over the signalling paths; without a path the claim waits for nothing. */
  private roundTrip(a: StackName, b: StackName): Duration {
    const { sysplex, tcpip } = this.plex;
    const oneWay = sysplex.xcf.signallingDelay(tcpip.stack(a).state.system, tcpip.stack(b).state.system);
    return times(oneWay ?? NO_TIME, 2);
  }

  private change(cause: string, recipe: (dvipa: Draft<DvipaState>) => void): void {
    this.plex.tcpip.change(cause, (state) => {
      const dvipa = (state.dvipas[this.address] ??= { address: this.address, entries: {}, distributors: {} });
      recipe(dvipa);
    });
  }
}

/**
 * Who takes an address over: the highest rank; of equal ranks the stack that comes first in the configuration.
 *
 * A superseded VIPADEFINE has a rank of its own (`tcpip.supersededDefineRank`).
 * @source IP Configuration Reference, VIPABACKUP: the highest rank is nearest to the head of the chain.
 * @assumption The order of equal ranks is not published.
 */
export function electOwner(
  entries: Readonly<Record<StackName, DvipaEntry>>,
  order: readonly StackName[],
): StackName | undefined {
  let best: StackName | undefined;
  for (const stack of order) {
    const entry = entries[stack];
    if (entry === undefined || entry.status === "deactivated") continue;
    if (best === undefined || entry.rank > known(entries[best], best).rank) best = stack;
  }
  return best;
}

/** Two VIPADEFINE of different TIER: the earlier stands, the later stack drops its definitions. */
function conflictsByTier({ owner, entries }: DvipaState, stack: StackName, { kind, tier }: DvipaEntry): boolean {
  const present = owner === undefined || owner === stack ? undefined : entries[owner];
  return kind === "define" && present?.kind === "define" && present.tier !== tier;
}
