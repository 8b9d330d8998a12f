/**
 * How a connection comes to be: the SYN and its retransmissions, the target that it is sent to, the backlog there, and the
 * answers. What becomes of the connection afterwards is the transport's business.
 */
import { NO_TIME, type Duration, type EventHandle, type Simulation } from "@sysplex/sim-core";
import { connectionEvent } from "./connection-event.js";
import { ConnectionPhase, type Connections } from "./connections.js";
import type { Listeners } from "./listeners.js";
import { OUTSIDE_REFUSED, OUTSIDE_SILENCE } from "./outside.js";
import type { TcpipPlex } from "./plex.js";
import { NO_LISTENER, NOBODY, OUTSIDE, SHARED_PORT, SILENCE, type Routes } from "./routes.js";
import type { ConnectionSetups } from "./setup-counts.js";
import type { Transport } from "./transport.js";

const NO_STACK = -1;

const synArrived = connectionEvent("tcpip.syn-arrived", ({ handshakes }, slot) =>
  handshakes.onSynArrived(slot),
);
const synForwarded = connectionEvent("tcpip.syn-forwarded", ({ handshakes }, slot) =>
  handshakes.onSynAtTarget(slot),
);
const synAcknowledged = connectionEvent("tcpip.syn-acknowledged", ({ handshakes }, slot) =>
  handshakes.onSynAcknowledged(slot),
);
const synRetransmissionDue = connectionEvent("tcpip.syn-retransmission-due", ({ handshakes }, slot) =>
  handshakes.onSynRetransmissionDue(slot),
);
const connectionRefused = connectionEvent("tcpip.connection-refused", ({ handshakes }, slot) =>
  handshakes.onRefused(slot),
);

/** Of one transport. It has no state of its own. */
export class Handshakes {
  private readonly sim: Simulation<TcpipPlex>;
  private readonly connections: Connections;
  private readonly routes: Routes;

  constructor(
    { sim }: TcpipPlex,
    private readonly transport: Transport,
    private readonly listeners: Listeners,
    private readonly setups: ConnectionSetups,
  ) {
    this.sim = sim;
    this.connections = transport.connections;
    this.routes = transport.routes;
  }

  /** The first SYN, or the next. */
  sendSyn(slot: number): void {
    const connection = this.connections.nameOf(slot);
    const { synAt, connectTimeout } = this.transport.profileOf(slot);
    const attempts = this.connections.attempts[slot] as number;
    const next = synAt[attempts + 1] ?? connectTimeout;
    this.sim.after(this.transport.latencyOf(slot), synArrived, connection);
    const wait = (next - (synAt[attempts] ?? NO_TIME)) as Duration;
    this.connections.timer[slot] = this.sim.after(wait, synRetransmissionDue, connection);
  }

  /** @internal */
  onSynArrived(slot: number): void {
    if (this.connections.phase[slot] !== ConnectionPhase.SynSent) return;
    const { routes } = this;
    routes.refresh();
    const destination = this.connections.destination[slot] as number;
    const ingress = routes.ingress[destination] as number;
    if (ingress === OUTSIDE) return this.onSynOutside(slot, destination);
    let target = routes.target[destination] as number;
    if (ingress === SILENCE || target === SILENCE || this.transport.isCutOff(slot, ingress)) return;
    if (target < 0) {
      if (target === NOBODY) return this.refuse(slot);
      target = routes.routing.route(slot, destination, routes.member);
    }
    this.connections.stack[slot] = target;
    if (target === ingress) return this.onSynAtTarget(slot);
    const hop = routes.hop[ingress * routes.stackCount + target] as number;
    if (hop < 0) this.setups.count(destination, target);
    else this.sim.after(hop as Duration, synForwarded, this.connections.nameOf(slot));
  }

  /** @internal */
  onSynAtTarget(slot: number): void {
    const { connections, routes } = this;
    if (connections.phase[slot] !== ConnectionPhase.SynSent) return;
    routes.refresh();
    const stack = connections.stack[slot] as number;
    const destination = connections.destination[slot] as number;
    const counts = this.setups.count(destination, stack);
    if (routes.running[stack] === 0 || this.transport.isCutOff(slot, stack)) return;
    counts.reached += 1;
    const key = destination * routes.stackCount + stack;
    const only = routes.listener[key] as number;
    if (only === NO_LISTENER) return this.refuse(slot);
    const listener = only === SHARED_PORT ? this.sharingListener(slot, key) : only;
    if (!this.listeners.queueForAccept(listener, counts)) return;
    connections.listener[slot] = listener;
    if (connections.routed[slot] !== 0) routes.routing.onAccepted(slot, listener);
    connections.incarnation[slot] = routes.incarnation[stack] as number;
    connections.phase[slot] = ConnectionPhase.Accepted;
    this.transport.acceptWatch?.(destination, stack);
    this.sim.after(this.transport.latencyOf(slot), synAcknowledged, connections.nameOf(slot));
  }

  /** @internal */
  onSynAcknowledged(slot: number): void {
    if (this.connections.phase[slot] !== ConnectionPhase.Accepted) return;
    this.connections.phase[slot] = ConnectionPhase.Established;
    this.sim.cancel(this.connections.timer[slot] as EventHandle);
    this.transport
      .clientOf(slot)
      .onConnected(this.connections.nameOf(slot), this.connections.purpose[slot] as number);
  }

  /** @internal */
  onSynRetransmissionDue(slot: number): void {
    if (this.connections.phase[slot] === ConnectionPhase.Established) return;
    const attempts = (this.connections.attempts[slot] as number) + 1;
    this.connections.attempts[slot] = attempts;
    if (attempts < this.transport.profileOf(slot).synAt.length) this.sendSyn(slot);
    else this.transport.failConnect(slot, "timeout");
  }

  /** @internal */
  onRefused(slot: number): void {
    this.sim.cancel(this.connections.timer[slot] as EventHandle);
    this.transport.failConnect(slot, "refused");
  }

  /** SHAREPORT: one of several listeners. */
  private sharingListener(slot: number, key: number): number {
    const { routing, sharedPorts } = this.routes;
    const listener = sharedPorts.choose(key, routing.affineListener(slot));
    sharedPorts.onOffered(listener, this.listeners.isAccepting(listener));
    return listener;
  }

  private refuse(slot: number): void {
    this.sim.after(this.transport.latencyOf(slot), connectionRefused, this.connections.nameOf(slot));
  }

  private onSynOutside(slot: number, destination: number): void {
    const { connections } = this;
    const { outside } = this.routes;
    const { address, port } = this.routes.destinationAt(destination);
    const end = outside?.endFor(address, port) ?? OUTSIDE_SILENCE;
    if (end === OUTSIDE_SILENCE) return;
    if (end === OUTSIDE_REFUSED) return this.refuse(slot);
    connections.stack[slot] = NO_STACK;
    connections.listener[slot] = OUTSIDE;
    connections.incarnation[slot] = end;
    connections.phase[slot] = ConnectionPhase.Accepted;
    this.transport.acceptWatch?.(destination, NO_STACK);
    this.sim.after(this.transport.latencyOf(slot), synAcknowledged, connections.nameOf(slot));
  }
}
