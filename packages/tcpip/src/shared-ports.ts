/**
 * PORT SHAREPORT and SHAREPORTWLM: which of several listeners on one stack a new connection goes to.
 *
 * Modelled: weighted round robin by the server accept efficiency fraction (SEF) of each listener, with SHAREPORTWLM by
 * its WLM weight reduced by the SEF; the SEF of each interval of about a minute.
 * Simplified: the SEF is the share of an interval's connections that the server took at once. A full backlog is part of it.
 * @source z/OS Communications Server: IP Configuration Guide, "Considerations for multiple servers sharing a TCP port"
 * and "SHAREPORT".
 */
import { grownTo } from "@sysplex/sim-core";
import type { TcpipPlex } from "./plex.js";
import type { ListenerState } from "./state.js";
import { takeTurn } from "./weighted-turns.js";

const FULLY_EFFICIENT = 100;

export class SharedPorts {
  /** By destination × stacks + stack: the listeners that share there. */
  private groups = new Map<number, Int32Array>();
  /** The same as of the last turn: when the group is another one, a new round begins. */
  private turnGroups = new Map<number, Int32Array>();
  /** By listener. */
  private wlmWeight = new Float64Array(0);
  private sef = new Uint8Array(0);
  private weight = new Float64Array(0);
  private turn = new Float64Array(0);
  /** The interval that the counts are of. */
  private interval = new Float64Array(0);
  private offered = new Int32Array(0);
  private accepted = new Int32Array(0);

  constructor(private readonly plex: TcpipPlex) {}

  /** The tables are made anew. */
  forget(): void {
    if (this.groups.size > 0) this.groups.clear();
  }

  /**
   * The listeners of one port on one stack. Nothing that is counted changes: how often the tables are made must not matter.
   *
   * @param weights WLM's, with SHAREPORTWLM; otherwise all the same.
   */
  compile(key: number, listeners: readonly ListenerState[], weights: readonly number[]): void {
    const group = Int32Array.from(listeners, ({ id }) => id);
    this.growTo(Math.max(...group) + 1);
    group.forEach((id, place) => {
      this.wlmWeight[id] = weights[place] as number;
    });
    this.groups.set(key, group);
  }

  listenersOf(key: number): readonly number[] {
    return [...(this.groups.get(key) ?? [])];
  }

  /** @param preferred The listener that an affinity asks for, if it is one of them; −1: none. */
  choose(key: number, preferred: number): number {
    const group = this.groups.get(key) as Int32Array;
    if (preferred >= 0 && group.includes(preferred)) return preferred;
    const { sim, tcpip } = this.plex;
    const interval = Math.floor(sim.now / tcpip.parameters.sefPeriod);
    const suspect = this.weigh(group, interval);
    if (suspect >= 0) return suspect;
    this.beginRoundIfNew(key, group);
    return takeTurn(group, 0, group.length, this.weight, this.turn);
  }

  private beginRoundIfNew(key: number, group: Int32Array): void {
    const before = this.turnGroups.get(key);
    let place = before?.length === group.length ? 0 : group.length;
    while (before !== undefined && place < group.length && before[place] === group[place]) place += 1;
    if (before?.length === group.length && place === group.length) return;
    for (const listener of group) this.turn[listener] = 0;
    this.turnGroups.set(key, group.slice());
  }

  /** A connection was offered to a listener that shares its port, and its server took it at once or did not. */
  onOffered(listener: number, isAccepted: boolean): void {
    this.offered[listener] = (this.offered[listener] as number) + 1;
    if (isAccepted) this.accepted[listener] = (this.accepted[listener] as number) + 1;
  }

  copyFrom(twin: SharedPorts): void {
    this.groups = copyOf(twin.groups);
    this.turnGroups = copyOf(twin.turnGroups);
    this.wlmWeight = twin.wlmWeight.slice();
    this.sef = twin.sef.slice();
    this.weight = twin.weight.slice();
    this.turn = twin.turn.slice();
    this.interval = twin.interval.slice();
    this.offered = twin.offered.slice();
    this.accepted = twin.accepted.slice();
  }

  /**
   * Brings the weights of a group up to date.
   *
   * @returns A listener with an SEF of 0 that has not been tried in this interval; −1: none.
   * @assumption As the distributor does with a target that has a TSR of 0, the stack tries such a listener now and then.
   * With no weight left at all everybody has the same.
   */
  private weigh(group: Int32Array, interval: number): number {
    let sum = 0;
    let suspect = -1;
    for (const listener of group) {
      this.closeInterval(listener, interval);
      const weight = (this.wlmWeight[listener] as number) * (this.sef[listener] as number);
      this.weight[listener] = weight;
      sum += weight;
      if (this.sef[listener] === 0 && this.offered[listener] === 0 && suspect < 0) suspect = listener;
    }
    if (sum > 0) return suspect;
    for (const listener of group) this.weight[listener] = 1;
    return -1;
  }

  /** An interval without connections says nothing: the SEF stays. */
  private closeInterval(listener: number, interval: number): void {
    if (this.interval[listener] === interval) return;
    const offered = this.offered[listener] as number;
    if (offered > 0) {
      const percent = (100 * (this.accepted[listener] as number)) / offered;
      this.sef[listener] = percent > 0 ? Math.max(1, Math.floor(percent)) : 0;
    }
    this.interval[listener] = interval;
    this.offered[listener] = 0;
    this.accepted[listener] = 0;
  }

  private growTo(listenerCount: number): void {
    const before = this.sef.length;
    if (listenerCount <= before) return;
    this.wlmWeight = grownTo(listenerCount, this.wlmWeight);
    this.sef = grownTo(listenerCount, this.sef).fill(FULLY_EFFICIENT, before);
    this.weight = grownTo(listenerCount, this.weight);
    this.turn = grownTo(listenerCount, this.turn);
    this.interval = grownTo(listenerCount, this.interval);
    this.offered = grownTo(listenerCount, this.offered);
    this.accepted = grownTo(listenerCount, this.accepted);
  }
}

function copyOf(groups: ReadonlyMap<number, Int32Array>): Map<number, Int32Array> {
  return new Map([...groups].map(([key, group]) => [key, group.slice()]));
}
