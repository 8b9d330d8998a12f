/**
 * The destination port table of the data plane: by distributed service, where the next connection goes.
 *
 * Weights come compiled from the control plane; turns and counts stay here. Columns of numbers, indexed by
 * destination × stacks + stack, so that choosing a target allocates nothing.
 * @source z/OS Communications Server: IP Configuration Guide, distribution methods; Netstat VDPT/-O report.
 */
import { grownTo } from "@sysplex/sim-core";
import type { DistributionMethod } from "./profile/stack-profile.js";
import { takeTurn } from "./weighted-turns.js";

/** One target as the control plane gives it, in the order of DESTIP. */
export interface PortTableRow {
  /** Index of the stack. */
  readonly stack: number;
  readonly isAvailable: boolean;
  readonly tsr: number;
  readonly netWeight: number;
}

/** How a service's next target is found; 0: by no table, as with HOTSTANDBY. */
const NONE = 0;
const BY_TURNS = 1;
const BY_ACTIVE_CONNECTIONS = 2;

export class DestinationPortTable {
  /** By destination. */
  private choice = new Uint8Array(0);
  /** Place in `order` behind the target chosen last by active connections. */
  private cursor = new Int32Array(0);
  /** Some target with a TSR of 0 may be tried. */
  private hasSuspects = new Uint8Array(0);
  /** By destination × stacks + place: destination × stacks + stack, in the order of DESTIP; −1 behind the last. */
  private order = new Int32Array(0);
  /** By destination × stacks + stack. */
  private available = new Uint8Array(0);
  private suspect = new Uint8Array(0);
  private tried = new Uint8Array(0);
  private weight = new Float64Array(0);
  private turn = new Float64Array(0);
  /** The weights of the turns: when they are others than those that are compiled, a new round begins. */
  private turnWeight = new Float64Array(0);
  /** Connections that were sent there and have not ended: `ActiveConn`. */
  private active = new Int32Array(0);
  /** Connections that were sent there, since the start: `TotalConn`. */
  private total = new Float64Array(0);

  constructor(private readonly stackCount: number) {}

  get isUsed(): boolean {
    return this.choice.length > 0;
  }

  /** The tables are made anew: no service is distributed until {@link DestinationPortTable.compile} says so. */
  forget(): void {
    this.choice.fill(NONE);
  }

  /** One service's targets. Nothing that is counted changes: how often the tables are made must not matter. */
  compile(destination: number, method: DistributionMethod, rows: readonly PortTableRow[]): void {
    this.growTo(destination + 1);
    const first = destination * this.stackCount;
    this.choice[destination] = method === "WEIGHTEDACTIVE" ? BY_ACTIVE_CONNECTIONS : BY_TURNS;
    this.order.fill(-1, first, first + this.stackCount);
    this.available.fill(0, first, first + this.stackCount);
    this.suspect.fill(0, first, first + this.stackCount);
    this.hasSuspects[destination] = 0;
    rows.forEach(({ stack, isAvailable, tsr }, place) => {
      this.order[first + place] = first + stack;
      this.available[first + stack] = isAvailable ? 1 : 0;
      if (!isAvailable || tsr > 0) return;
      this.suspect[first + stack] = 1;
      this.hasSuspects[destination] = 1;
    });
    this.weight.fill(0, first, first + this.stackCount);
    for (const { stack, netWeight } of rows) this.weight[first + stack] = netWeight;
  }

  isDistributed(destination: number): boolean {
    return this.choice[destination] !== undefined && this.choice[destination] !== NONE;
  }

  isAvailable(destination: number, stack: number): boolean {
    return this.available[destination * this.stackCount + stack] === 1;
  }

  /** The targets in the order of DESTIP. */
  targets(destination: number): readonly number[] {
    if (!this.isDistributed(destination)) return [];
    const first = destination * this.stackCount;
    const order = this.order.subarray(first, first + this.stackCount);
    return [...order].filter((entry) => entry >= 0).map((entry) => entry - first);
  }

  /** Those that new connections may be sent to. */
  availableTargets(destination: number): readonly number[] {
    return this.targets(destination).filter((stack) => this.isAvailable(destination, stack));
  }

  /** @returns The stack that a new connection is sent to; there is one, or the service has no table. */
  choose(destination: number): number {
    const first = destination * this.stackCount;
    const entry = this.hasSuspects[destination] === 1 ? this.suspectToTry(first) : -1;
    const chosen = entry >= 0 ? entry : this.choiceOf(destination, first);
    return chosen - first;
  }

  /** A connection is sent to a stack. @returns What {@link DestinationPortTable.end} takes. */
  begin(destination: number, stack: number): number {
    const entry = destination * this.stackCount + stack;
    this.active[entry] = (this.active[entry] as number) + 1;
    this.total[entry] = (this.total[entry] as number) + 1;
    return entry;
  }

  end(entry: number): void {
    this.active[entry] = (this.active[entry] as number) - 1;
  }

  /** The distributor has evaluated its targets: each with a TSR of 0 may be tried once in the period that begins. */
  onEvaluated(destination: number): void {
    const first = destination * this.stackCount;
    this.tried.fill(0, first, first + this.stackCount);
  }

  activeCount(destination: number, stack: number): number {
    return this.active[destination * this.stackCount + stack] ?? 0;
  }

  totalCount(destination: number, stack: number): number {
    return this.total[destination * this.stackCount + stack] ?? 0;
  }

  netWeight(destination: number, stack: number): number {
    return this.weight[destination * this.stackCount + stack] ?? 0;
  }

  copyFrom(twin: DestinationPortTable): void {
    this.choice = twin.choice.slice();
    this.cursor = twin.cursor.slice();
    this.hasSuspects = twin.hasSuspects.slice();
    this.order = twin.order.slice();
    this.available = twin.available.slice();
    this.suspect = twin.suspect.slice();
    this.tried = twin.tried.slice();
    this.weight = twin.weight.slice();
    this.turn = twin.turn.slice();
    this.turnWeight = twin.turnWeight.slice();
    this.active = twin.active.slice();
    this.total = twin.total.slice();
  }

  private choiceOf(destination: number, first: number): number {
    if (this.choice[destination] === BY_ACTIVE_CONNECTIONS) return this.leastLoaded(destination, first);
    this.beginRoundIfNew(first);
    return takeTurn(this.order, first, first + this.stackCount, this.weight, this.turn);
  }

  private beginRoundIfNew(first: number): void {
    const end = first + this.stackCount;
    let entry = first;
    while (entry < end && this.weight[entry] === this.turnWeight[entry]) entry += 1;
    if (entry === end) return;
    this.turn.fill(0, first, end);
    for (entry = first; entry < end; entry += 1) this.turnWeight[entry] = this.weight[entry] as number;
  }

  /**
   * The target whose share of active connections would be the smallest with this one; of several the next in turn.
   *
   * @source IP Configuration Guide, WEIGHTEDACTIVE: active connections proportional to the weights.
   * @assumption How a tie is broken is not published.
   */
  private leastLoaded(destination: number, first: number): number {
    const next = this.cursor[destination] as number;
    let best = -1;
    for (let step = 0; step < this.stackCount; step += 1) {
      const place = (next + step) % this.stackCount;
      const entry = this.order[first + place] as number;
      if (entry < 0 || this.weight[entry] === 0) continue;
      if (best >= 0 && !this.hasLess(entry, best)) continue;
      best = entry;
      this.cursor[destination] = (place + 1) % this.stackCount;
    }
    return best;
  }

  private hasLess(a: number, b: number): boolean {
    const { active, weight } = this;
    return (
      ((active[a] as number) + 1) * (weight[b] as number) <
      ((active[b] as number) + 1) * (weight[a] as number)
    );
  }

  /**
   * @source IP Configuration Guide, "Choosing between RoundRobin and WeightedActive distribution": now and then a target
   * with a TSR of 0 is sent a connection, to see whether it has recovered.
   * @assumption Once a period of the TSR, and with the other methods too.
   */
  private suspectToTry(first: number): number {
    for (let place = first; place < first + this.stackCount; place += 1) {
      const entry = this.order[place] as number;
      if (entry < 0 || this.suspect[entry] === 0 || this.tried[entry] === 1) continue;
      this.tried[entry] = 1;
      return entry;
    }
    return -1;
  }

  private growTo(destinationCount: number): void {
    if (destinationCount <= this.choice.length) return;
    const entryCount = destinationCount * this.stackCount;
    this.choice = grownTo(destinationCount, this.choice);
    this.cursor = grownTo(destinationCount, this.cursor);
    this.hasSuspects = grownTo(destinationCount, this.hasSuspects);
    this.order = grownTo(entryCount, this.order);
    this.available = grownTo(entryCount, this.available);
    this.suspect = grownTo(entryCount, this.suspect);
    this.tried = grownTo(entryCount, this.tried);
    this.weight = grownTo(entryCount, this.weight);
    this.turn = grownTo(entryCount, this.turn);
    this.turnWeight = grownTo(entryCount, this.turnWeight);
    this.active = grownTo(entryCount, this.active);
    this.total = grownTo(entryCount, this.total);
  }
}
