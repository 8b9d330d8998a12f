/**
 * The connection routing table of the data plane: which target a distributor sends each connection to.
 *
 * Modelled: the choice for a new connection, by affinity or by distribution method; the entry that later segments of the
 * connection follow, SYNs that are sent again too; entries that go with their target's stack; the rebuilding by a
 * take-over stack, which hears from the targets of the connections that they have accepted.
 * HOTSTANDBY keeps no entries here: its target is the same for everybody.
 * @source z/OS Communications Server: IP Configuration Guide, Sysplex Distributor; Netstat VCRT/-V report.
 */
import { ConnectionPhase, type Connections } from "./connections.js";
import { DestinationPortTable } from "./destination-port-table.js";
import { netWeights } from "./distribution-weights.js";
import type { TcpipPlex } from "./plex.js";
import type { DistributionMethod } from "./profile/stack-profile.js";
import type { DistributorState, StackName, TargetState } from "./state.js";
import { TimedAffinities } from "./timed-affinities.js";

export class ConnectionRoutingTable {
  readonly ports: DestinationPortTable;
  private readonly affinities = new TimedAffinities();

  constructor(
    private readonly plex: TcpipPlex,
    private readonly connections: Connections,
    private readonly stacks: readonly string[],
  ) {
    this.ports = new DestinationPortTable(stacks.length);
  }

  /** The tables are made anew. Costs nothing while nothing is distributed by them. */
  forget(): void {
    if (!this.ports.isUsed) return;
    this.ports.forget();
    this.affinities.forget();
  }

  /** @returns Whether some target is available. */
  compile(destination: number, owner: StackName, distributor: DistributorState): boolean {
    const { method, targets, timedAffinity } = distributor;
    const isWeighed = hasWeights(this.plex, distributor, owner);
    const weighed = targets.map((target) => ({
      isAvailable: isReachableServer(target),
      weight: isWeighed ? weightOf(this.plex, method, target) : undefined,
      tsr: target.tsr,
    }));
    const weights = netWeights(method, weighed);
    const rows = targets.map(({ stack, tsr }, place) => ({
      stack: this.stacks.indexOf(stack),
      isAvailable: weighed[place]?.isAvailable === true,
      tsr,
      netWeight: weights[place] ?? 0,
    }));
    this.ports.compile(destination, method, rows);
    this.affinities.compile(destination, timedAffinity);
    return rows.some(({ isAvailable }) => isAvailable);
  }

  /**
   * A stack has become the distributor of some destinations, or hears that a member has gone: entries go whose target's
   * stack is no member of the group any more, in that incarnation.
   *
   * @param isNew The distributor is another one: it hears from the targets, so that it knows what they have accepted only.
   */
  review(destinations: readonly number[], isNew: boolean): void {
    const { connections } = this;
    if (!this.ports.isUsed) return;
    const members = this.stacks.map((name) => this.plex.tcpip.stack(name).memberIncarnation);
    for (let slot = 0; slot < connections.slotCount; slot += 1) {
      if (connections.routed[slot] === 0) continue;
      if (!destinations.includes(connections.destination[slot] as number)) continue;
      const lives = members[connections.stack[slot] as number] === connections.incarnation[slot];
      const isUnheardOf = isNew && connections.phase[slot] === ConnectionPhase.SynSent;
      if (!lives || isUnheardOf) this.end(slot);
    }
  }

  /**
   * A SYN has reached the distributor.
   *
   * @param members By stack, the incarnation that the group counts as a member; −1 when none.
   * @returns The stack that it is sent to.
   */
  route(slot: number, destination: number, members: Float64Array): number {
    const { affinities, connections, plex, ports } = this;
    if (connections.routed[slot] !== 0) {
      if (plex.tcpip.parameters.synRetryKeepsTarget) return connections.stack[slot] as number;
      this.end(slot);
    }
    const isBound = affinities.isUsedFor(destination);
    const stack = isBound
      ? this.affineTarget(destination, connections.client[slot] as number, members)
      : ports.choose(destination);
    connections.stack[slot] = stack;
    connections.incarnation[slot] = members[stack] as number;
    const routed = 1 + ports.begin(destination, stack);
    connections.routed[slot] = isBound ? -routed : routed;
    return stack;
  }

  /** The server instance that the connection's client is bound to; −1: to none. */
  affineListener(slot: number): number {
    const { client, destination, routed } = this.connections;
    if ((routed[slot] as number) >= 0) return -1;
    return this.affinities.listenerOf(destination[slot] as number, client[slot] as number);
  }

  /** A server instance has accepted a connection that a distributor sent. */
  onAccepted(slot: number, listener: number): void {
    const { client, destination, routed } = this.connections;
    if ((routed[slot] as number) >= 0) return;
    this.affinities.bindListener(destination[slot] as number, client[slot] as number, listener);
  }

  /** A connection with an entry ends, or its distributor forgets it. */
  end(slot: number): void {
    const { client, destination, routed, stack } = this.connections;
    const entry = routed[slot] as number;
    this.ports.end(Math.abs(entry) - 1);
    routed[slot] = 0;
    if (entry > 0) return;
    this.affinities.end(
      destination[slot] as number,
      client[slot] as number,
      stack[slot] as number,
      this.plex.sim.now,
    );
  }

  copyFrom(twin: ConnectionRoutingTable): void {
    this.ports.copyFrom(twin.ports);
    this.affinities.copyFrom(twin.affinities);
  }

  /**
   * @assumption An affinity holds while its target is available, whatever its TSR; QUIESCE, the end of the last listener
   * and the loss of the route end it.
   */
  private affineTarget(destination: number, client: number, members: Float64Array): number {
    const { affinities, ports } = this;
    let stack = affinities.stackOf(destination, client, this.plex.sim.now);
    const holds =
      stack >= 0 &&
      ports.isAvailable(destination, stack) &&
      affinities.incarnationOf(destination, client) === members[stack];
    if (!holds) {
      stack = ports.choose(destination);
      affinities.bind(destination, client, stack, members[stack] as number);
    }
    affinities.begin(destination, client);
    return stack;
  }
}

/** Whether a distributor may send connections to a target, whatever its health. */
export function isReachableServer({ ready, quiesced, reachable }: TargetState): boolean {
  return ready > 0 && !quiesced && reachable;
}

/**
 * @source IP Configuration Guide: WLM weights and active connection weights need SYSPLEXROUTING on all participating stacks.
 * @assumption For WEIGHTEDACTIVE only the health of servers needs it, which is not modelled. Without it on one stack
 * nobody has a WLM weight.
 */
function hasWeights({ tcpip }: TcpipPlex, { method, targets }: DistributorState, owner: StackName): boolean {
  if (method === "WEIGHTEDACTIVE") return true;
  const stacks = [owner, ...targets.map(({ stack }) => stack)];
  return stacks.every((stack) => tcpip.stack(stack).state.profile.ipConfig.sysplexRouting);
}

function weightOf({ tcpip }: TcpipPlex, method: DistributionMethod, target: TargetState): number {
  const { stack, weight = 0, serverWeight = 0 } = target;
  if (method === "WEIGHTEDACTIVE") return weight;
  return method === "SERVERWLM" ? serverWeight : tcpip.wlm(stack).systemWeight;
}
