/** The cross-system coupling facility as its users see it: groups, signals, and the paths they take. */
import { assert, Signal, type Duration, type EventKind, type Simulation } from "@sysplex/sim-core";
import type { Plex } from "../plex.js";
import type { SystemName } from "../sysplex-configuration.js";
import { reviewConnections } from "./connectivity.js";
import {
  deliverHeldNews,
  endMember,
  joinGroup,
  membersOf,
  type GroupMember,
  type MemberChange,
} from "./group.js";
import { changePath, pathDelay, signallingDelay } from "./signalling.js";

export class Xcf {
  /** Told once per running system with a member of the group. */
  readonly memberChanged = new Signal<MemberChange>();

  /** Signals sent so far with {@link send}. Counted per signal, so kept beside the store. */
  readonly traffic = { messages: 0, bytes: 0 };

  constructor(private readonly plex: Plex) {}

  join(group: string, member: string, system: SystemName): void {
    joinGroup(this.plex, group, member, system);
  }

  leave(group: string, member: string): void {
    endMember(this.plex, group, member, "left");
  }

  /** The member's address space has ended. */
  failMember(group: string, member: string): void {
    endMember(this.plex, group, member, "failed");
  }

  /** In the order of joining; members of a dead system stay until it is partitioned. */
  members(group: string): readonly GroupMember[] {
    return membersOf(this.plex, group);
  }

  /** How long a signal sent now takes; `undefined`: it does not arrive. */
  signallingDelay(from: SystemName, to: SystemName): Duration | undefined {
    return signallingDelay(this.plex, from, to);
  }

  /** What packets over dynamic XCF take: they do not wait for signals that were sent before. `undefined`: they do not arrive. */
  pathDelay(from: SystemName, to: SystemName): Duration | undefined {
    return pathDelay(this.plex, from, to);
  }

  /**
   * Sends a signal: the event happens at the receiver after the delay. The handler looks whether its receiver still runs.
   *
   * @returns False when the signal is lost.
   */
  send<C extends Plex, Payload>(
    plex: C,
    from: SystemName,
    to: SystemName,
    kind: EventKind<C, Payload>,
    payload: Payload,
    bytes: number,
  ): boolean {
    const delay = this.signallingDelay(from, to);
    if (delay === undefined) return false;
    this.traffic.messages += 1;
    this.traffic.bytes += bytes;
    (plex.sim as unknown as Simulation<C>).after(delay, kind, payload);
    return true;
  }

  /** Cuts both directions, or the one from `a` to `b`. */
  cutLink(a: SystemName, b: SystemName, direction: "both" | "a-to-b" = "both"): void {
    assert(a !== b, `${a} has no link to itself`);
    changePath(this.plex, a, b, { cut: true });
    if (direction === "both") changePath(this.plex, b, a, { cut: true });
    this.onLinkChanged(a, b);
  }

  /** Signals take `delay` in both directions. */
  slowLink(a: SystemName, b: SystemName, delay: Duration): void {
    assert(a !== b, `${a} has no link to itself`);
    changePath(this.plex, a, b, { delay });
    changePath(this.plex, b, a, { delay });
    this.onLinkChanged(a, b);
  }

  /** Both directions are as they were at the start. */
  healLink(a: SystemName, b: SystemName): void {
    assert(a !== b, `${a} has no link to itself`);
    const healed = { cut: false, delay: this.plex.sysplex.parameters.signallingDelay };
    changePath(this.plex, a, b, healed);
    changePath(this.plex, b, a, healed);
    this.onLinkChanged(a, b);
    this.deliverHeldNews();
  }

  /** @internal */
  deliverHeldNews(): void {
    deliverHeldNews(this.plex);
  }

  /** @internal */
  copyFrom(twin: Xcf): void {
    Object.assign(this.traffic, twin.traffic);
  }

  private onLinkChanged(a: SystemName, b: SystemName): void {
    this.plex.sysplex.linkChanged.emit({ a, b });
    reviewConnections(this.plex);
  }
}
