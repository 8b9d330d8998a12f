/**
 * TCP between clients and stacks, as a client feels it.
 *
 * Modelled: the SYN and its retransmissions, refusal against silence, the backlog, data on established connections with
 * its retransmissions, resets by a stack that has no such connection. A connection goes through the stack that the LAN
 * knows for the address and ends at the stack that was the target when its SYN came.
 * Simplified: a request and a response are one segment each; a response goes from the target straight to the client, as
 * the distributor is not on the way back; FIN takes no time.
 * A cut of the LAN between two systems swallows segments both ways; an answer that was under way then is lost for good, where TCP
 * would send it again.
 * Not modelled: loss on a healthy network, windows, congestion.
 */
import {
  assert,
  defineEvent,
  NO_TIME,
  plus,
  times,
  type Duration,
  type EventHandle,
  type EventKind,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { ConnectionPhase, Connections, type ConnectionName } from "./connections.js";
import { OUTSIDE_REFUSED, OUTSIDE_SILENCE, type OutsideEnd, type OutsideNetwork } from "./outside.js";
import type { TcpipPlex } from "./plex.js";
import type { IpAddress } from "./profile/stack-profile.js";
import { NO_LISTENER, NOBODY, OUTSIDE, Routes, SHARED_PORT, SILENCE } from "./routes.js";
import type { ListenerState } from "./state.js";
import type { TcpProfile } from "./syn-schedule.js";

type ConnectionEvent = EventKind<TcpipPlex, ConnectionName>;
const connectionEvent = (name: string, step: (transport: Transport, slot: number) => void): ConnectionEvent =>
  defineEvent(name, ({ tcpip: { transport } }: TcpipPlex, connection: ConnectionName) => {
    const slot = transport.connections.slotOf(connection);
    if (slot >= 0) step(transport, slot);
  });

const synArrived = connectionEvent("tcpip.syn-arrived", (transport, slot) => transport.onSynArrived(slot));
const synForwarded = connectionEvent("tcpip.syn-forwarded", (transport, slot) =>
  transport.onSynAtTarget(slot),
);
const synAcknowledged = connectionEvent("tcpip.syn-acknowledged", (transport, slot) =>
  transport.onSynAcknowledged(slot),
);
const synRetransmissionDue = connectionEvent("tcpip.syn-retransmission-due", (transport, slot) =>
  transport.onSynRetransmissionDue(slot),
);
const connectionRefused = connectionEvent("tcpip.connection-refused", (transport, slot) =>
  transport.onRefused(slot),
);
const requestArrived = connectionEvent("tcpip.request-arrived", (transport, slot) =>
  transport.onRequestArrived(slot),
);
const responseArrived = connectionEvent("tcpip.response-arrived", (transport, slot) =>
  transport.onResponseArrived(slot),
);
const requestGivenUp = connectionEvent("tcpip.request-given-up", (transport, slot) =>
  transport.onGivenUp(slot),
);
const resetArrived = connectionEvent("tcpip.reset-arrived", (transport, slot) =>
  transport.onResetArrived(slot),
);

/** A server program, as its stack sees it. Its name is its key in `Tcpip.applications`. */
export interface Application {
  /** A request has arrived; the connection's name goes stale when the connection closes. */
  onRequest(connection: ConnectionName, request: number, operation: number): void;
  /** False: the program takes no connections off the backlog, because it hangs. */
  readonly accepting: boolean;
}

/** A program that opens connections. Connections are closed already when a failure is reported. */
export interface TcpClient {
  /** `purpose` is the number that the client gave to `connect`. */
  onConnected(connection: ConnectionName, purpose: number): void;
  onConnectFailed(purpose: number, why: "refused" | "timeout"): void;
  /** `stack` is −1 when the server is outside of the sysplex. */
  onResponse(connection: ConnectionName, request: number, status: number, stack: number): void;
  /** The connection was cut: by RST, or because data was never acknowledged. `request` is −1 when none was waiting. */
  onReset(request: number, why: "reset" | "timeout"): void;
}

interface ClientEntry {
  readonly client: TcpClient;
  readonly profile: TcpProfile;
  readonly latency: Duration;
  /** The stack of its host; −1: a host outside of the sysplex. */
  readonly stack: number;
}

/** A listener's place in the tables: what stays the same as long as it listens. */
interface ListenerEntry {
  readonly applicationName: string;
  readonly backlogLimit: number;
}

/** One stack that new connections are sent to. */
export interface SentTo {
  /** Index of the stack. */
  readonly stack: number;
  /** It runs, is reached, and a server of it takes connections. */
  readonly isTaking: boolean;
}

/** One target of a load-balanced service as Netstat VDPT shows it. */
export interface DestinationPortTableRow {
  /** Index of the stack. */
  readonly stack: number;
  /** The weight that connections are given by; 0: none. */
  readonly netWeight: number;
  /** Connections that were sent there since the start. */
  readonly totalConn: number;
  /** Those of them that have not ended, as far as the distributor knows. */
  readonly activeConn: number;
}

/** What the distributor counts, by destination and target, since the last evaluation. */
export interface SetupCounts {
  forwarded: number;
  reached: number;
  established: number;
  accepted: number;
}

const NO_STACK = -1;

const CLIENTS_MADE_LATE =
  "A fork has the TCP clients that its context function adds, and these are not as many as its parent has";

export class Transport {
  readonly connections = new Connections();
  readonly routes: Routes;
  /**
   * Called for every connection that a stack accepts, while somebody wants to know. A fork has none until whoever watches
   * there sets it.
   */
  acceptWatch: ((destination: number, stack: number) => void) | undefined;
  private clients: ClientEntry[] = [];
  /** By listener; `applications` holds what the name stands for. */
  private listeners: ListenerEntry[] = [];
  private applications: (Application | undefined)[] = [];
  private backlogs: number[] = [];
  private readonly setups = new Map<number, SetupCounts>();

  constructor(
    private readonly plex: TcpipPlex,
    stacks: readonly string[],
  ) {
    this.routes = new Routes(plex, stacks, this.connections);
  }

  addClient(
    client: TcpClient,
    profile: TcpProfile,
    latency = this.plex.tcpip.parameters.clientLatency,
    system?: SystemName,
  ): number {
    const stack = this.plex.tcpip.stacks.findIndex((stack) => stack.system === system);
    this.clients.push({ client, profile, latency, stack });
    return this.clients.length - 1;
  }

  /** Sends the first SYN. The outcome comes as `onConnected` or `onConnectFailed`, with `purpose` handed back. */
  connect(client: number, destination: number, purpose: number): ConnectionName {
    const connection = this.connections.open(client, destination, purpose);
    this.sendSyn(this.connections.slotOf(connection));
    return connection;
  }

  /** Sends a request on an established connection, one at a time, once `preparation` (a TLS handshake) is over. */
  send(connection: ConnectionName, request: number, operation: number, preparation: Duration): void {
    const slot = this.connections.slotOf(connection);
    if (slot < 0) return;
    const { connections, routes } = this;
    connections.request[slot] = request;
    connections.operation[slot] = operation;
    connections.delivered[slot] = 0;
    connections.attempts[slot] = 0;
    routes.refresh();
    const ingress = routes.ingress[connections.destination[slot] as number] as number;
    const hop =
      ingress < 0
        ? 0
        : (routes.hop[ingress * routes.stackCount + (connections.stack[slot] as number)] as number);
    const delay = plus(this.latencyOf(slot), (hop > 0 ? hop : 0) as Duration);
    this.plex.sim.after(plus(preparation, delay), requestArrived, connection);
  }

  /** Answers a request; ignored when the connection or the request has gone. */
  respond(connection: ConnectionName, request: number, status: number): void {
    const slot = this.connections.slotOf(connection);
    if (slot < 0 || this.connections.request[slot] !== request) return;
    if (!this.canAnswer(slot)) return; // The socket died with its stack.
    this.connections.status[slot] = status;
    this.plex.sim.after(this.latencyOf(slot), responseArrived, connection);
  }

  /** The client closes: what is still under way for the connection is ignored when it arrives. */
  close(connection: ConnectionName): void {
    const slot = this.connections.slotOf(connection);
    if (slot >= 0) this.release(slot);
  }

  /**
   * A server program ends one connection, which its client finds out one latency later; ignored when it has gone already.
   * Simplified: FIN and RST are one.
   */
  reset(connection: ConnectionName): void {
    const slot = this.connections.slotOf(connection);
    if (slot < 0) return;
    if (!this.canAnswer(slot)) return; // The socket died with its stack.
    this.plex.sim.after(this.latencyOf(slot), resetArrived, connection);
  }

  isOpen(connection: ConnectionName): boolean {
    return this.connections.slotOf(connection) >= 0;
  }

  /** Connections to some destinations that end at a stack, in its present incarnation. Visits every connection. */
  connectionCount(destinations: readonly number[], stack: number): number {
    this.routes.refresh();
    let count = 0;
    for (let slot = 0; slot < this.connections.slotCount; slot += 1) {
      if (this.endsAt(slot, stack) && destinations.includes(this.connections.destination[slot] as number))
        count += 1;
    }
    return count;
  }

  /**
   * New connections to a destination reach a living stack, and end at a server that takes them: which two stacks.
   *
   * Of a load-balanced service, whose connections end at several targets, it is the first in the order of DESTIP that
   * takes them: the service is served while one of them does. {@link Transport.targetsOf} tells them all.
   */
  servedBy(destination: number): { readonly ingress: number; readonly target: number } | undefined {
    const serving = this.targetsOf(destination).find(({ isTaking }) => isTaking);
    if (serving === undefined) return undefined;
    return { ingress: this.routes.ingress[destination] as number, target: serving.stack };
  }

  /**
   * The stacks that new connections to a destination are sent to, in the order of DESTIP: one, or with a load-balanced
   * service several; none when they are refused or lost. Of a target that takes none (it died or hangs, and its
   * distributor does not know) the connections that it is sent are lost.
   */
  targetsOf(destination: number): readonly SentTo[] {
    const { routes } = this;
    routes.refresh();
    const ingress = routes.ingress[destination] as number;
    const target = routes.target[destination] as number;
    if (ingress < 0) return [];
    const isOne = target >= 0;
    const targets = isOne ? [target] : routes.routing.ports.availableTargets(destination);
    return targets.map((stack) => ({ stack, isTaking: this.isTaking(destination, ingress, stack) }));
  }

  /** Other methods than HOTSTANDBY choose the target of each new connection to a destination. */
  isLoadBalanced(destination: number): boolean {
    this.routes.refresh();
    return this.routes.routing.ports.isDistributed(destination);
  }

  /** The rows of a load-balanced service in its distributor's destination port table, in the order of DESTIP. */
  destinationPortTable(destination: number): readonly DestinationPortTableRow[] {
    this.routes.refresh();
    const { ports } = this.routes.routing;
    return ports.targets(destination).map((stack) => ({
      stack,
      netWeight: ports.netWeight(destination, stack),
      totalConn: ports.totalCount(destination, stack),
      activeConn: ports.activeCount(destination, stack),
    }));
  }

  /** @internal A listener opens: its place in the tables. */
  addListener({ application, backlog }: Pick<ListenerState, "application" | "backlog">): number {
    this.applications.push(this.plex.tcpip.applications.get(application));
    this.listeners.push(Object.freeze({ applicationName: application, backlogLimit: backlog }));
    this.backlogs.push(0);
    return this.applications.length - 1;
  }

  /** @internal A listener closes on a living stack: connections that end there are reset at once. */
  resetListener(listener: number): void {
    for (let slot = 0; slot < this.connections.slotCount; slot += 1) {
      if (
        this.connections.phase[slot] === ConnectionPhase.Free ||
        this.connections.listener[slot] !== listener
      )
        continue;
      this.plex.sim.after(this.latencyOf(slot), resetArrived, this.connections.nameOf(slot));
    }
  }

  /** @internal A process outside of the sysplex has ended, and its host lives: what ends there is reset at once. */
  resetOutside(end: OutsideEnd): void {
    const { connections } = this;
    for (let slot = 0; slot < connections.slotCount; slot += 1) {
      if (!this.isOutside(slot) || connections.incarnation[slot] !== end) continue;
      this.plex.sim.after(this.latencyOf(slot), resetArrived, connections.nameOf(slot));
    }
  }

  /** @internal Something was counted since {@link Transport.takeSetupCounts} was last called. */
  hasSetups(destination: number, stack: number): boolean {
    return (this.setups.get(destination * this.routes.stackCount + stack)?.forwarded ?? 0) > 0;
  }

  /** @internal What was counted since the last call; the counts start anew. */
  takeSetupCounts(destination: number, stack: number): SetupCounts {
    const key = destination * this.routes.stackCount + stack;
    const counts = this.setups.get(key) ?? emptyCounts();
    this.setups.set(key, emptyCounts());
    return counts;
  }

  /** @internal See {@link ConnectionRoutingTable.review}. */
  reviewRouting(address: IpAddress, isNew: boolean): void {
    this.routes.routing.review(this.routes.destinationsOf(address), isNew);
  }

  /** @internal A distributor has evaluated the responsiveness of its targets. */
  onEvaluated(address: IpAddress, port: number): void {
    const destination = this.routes.destinationIfKnown(address, port);
    if (destination >= 0) this.routes.routing.ports.onEvaluated(destination);
  }

  /** @internal Clients and server programs are those of the fork, found by index and by name. */
  copyFrom(twin: Transport): void {
    this.connections.copyFrom(twin.connections);
    this.routes.copyFrom(twin.routes);
    assert(this.clients.length === twin.clients.length, CLIENTS_MADE_LATE);
    this.clients = this.clients.map(({ client, stack }, index) => {
      const { profile, latency } = twin.clients[index] as ClientEntry;
      return { client, profile, latency, stack };
    });
    this.listeners = [...twin.listeners];
    this.applications = twin.applications.map((application, listener) =>
      application === undefined ? undefined : this.applicationOf(twin.listeners[listener] as ListenerEntry),
    );
    this.backlogs = [...twin.backlogs];
    this.setups.clear();
    for (const [key, counts] of twin.setups) this.setups.set(key, { ...counts });
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
    if (ingress === SILENCE || target === SILENCE || this.isCutOff(slot, ingress)) return;
    if (target < 0) {
      if (target === NOBODY) return this.refuse(slot);
      target = routes.routing.route(slot, destination, routes.member);
    }
    this.connections.stack[slot] = target;
    if (target === ingress) return this.onSynAtTarget(slot);
    const hop = routes.hop[ingress * routes.stackCount + target] as number;
    if (hop < 0) this.countSetup(destination, target);
    else this.plex.sim.after(hop as Duration, synForwarded, this.connections.nameOf(slot));
  }

  /** @internal */
  onSynAtTarget(slot: number): void {
    const { connections, routes } = this;
    if (connections.phase[slot] !== ConnectionPhase.SynSent) return;
    routes.refresh();
    const stack = connections.stack[slot] as number;
    const destination = connections.destination[slot] as number;
    const counts = this.countSetup(destination, stack);
    if (routes.running[stack] === 0 || this.isCutOff(slot, stack)) return;
    counts.reached += 1;
    const key = destination * routes.stackCount + stack;
    const only = routes.listener[key] as number;
    if (only === NO_LISTENER) return this.refuse(slot);
    const listener = only === SHARED_PORT ? this.sharingListener(slot, key) : only;
    if (!this.queueForAccept(listener, counts)) return;
    connections.listener[slot] = listener;
    if (connections.routed[slot] !== 0) routes.routing.onAccepted(slot, listener);
    connections.incarnation[slot] = routes.incarnation[stack] as number;
    connections.phase[slot] = ConnectionPhase.Accepted;
    this.acceptWatch?.(destination, stack);
    this.plex.sim.after(this.latencyOf(slot), synAcknowledged, connections.nameOf(slot));
  }

  /** @internal */
  onSynAcknowledged(slot: number): void {
    if (this.connections.phase[slot] !== ConnectionPhase.Accepted) return;
    this.connections.phase[slot] = ConnectionPhase.Established;
    this.plex.sim.cancel(this.connections.timer[slot] as EventHandle);
    this.clientOf(slot).onConnected(this.connections.nameOf(slot), this.connections.purpose[slot] as number);
  }

  /** @internal */
  onSynRetransmissionDue(slot: number): void {
    if (this.connections.phase[slot] === ConnectionPhase.Established) return;
    const attempts = (this.connections.attempts[slot] as number) + 1;
    this.connections.attempts[slot] = attempts;
    if (attempts < this.profileOf(slot).synAt.length) this.sendSyn(slot);
    else this.failConnect(slot, "timeout");
  }

  /** @internal */
  onRefused(slot: number): void {
    this.plex.sim.cancel(this.connections.timer[slot] as EventHandle);
    this.failConnect(slot, "refused");
  }

  /** @internal */
  onRequestArrived(slot: number): void {
    const { connections, routes } = this;
    if ((connections.request[slot] as number) < 0 || connections.delivered[slot] === 1) return;
    routes.refresh();
    switch (this.fateOfSegment(slot)) {
      case "delivered": {
        connections.delivered[slot] = 1;
        this.serverOf(slot)?.onRequest(
          connections.nameOf(slot),
          connections.request[slot] as number,
          connections.operation[slot] as number,
        );
        return;
      }
      case "reset":
        this.plex.sim.after(this.latencyOf(slot), resetArrived, connections.nameOf(slot));
        return;
      case "lost":
        this.retransmit(slot);
    }
  }

  /** @internal */
  onResponseArrived(slot: number): void {
    const { connections } = this;
    const request = connections.request[slot] as number;
    if (request < 0) return;
    connections.request[slot] = -1;
    this.clientOf(slot).onResponse(
      connections.nameOf(slot),
      request,
      connections.status[slot] as number,
      connections.stack[slot] as number,
    );
  }

  /** @internal */
  onResetArrived(slot: number): void {
    this.cut(slot, "reset");
  }

  /** @internal */
  onGivenUp(slot: number): void {
    this.cut(slot, "timeout");
  }

  private applicationOf({ applicationName }: ListenerEntry): Application {
    const application = this.plex.tcpip.applications.get(applicationName);
    assert(
      application !== undefined,
      `The context function did not register the server program ${applicationName} again`,
    );
    return application;
  }

  private get outside(): OutsideNetwork | undefined {
    return this.routes.outside;
  }

  /** The connection has been accepted by a host that is no system of the sysplex. */
  private isOutside(slot: number): boolean {
    const { phase, listener } = this.connections;
    return (phase[slot] as number) >= ConnectionPhase.Accepted && listener[slot] === OUTSIDE;
  }

  private onSynOutside(slot: number, destination: number): void {
    const { connections, outside } = this;
    const { address, port } = this.routes.destinationAt(destination);
    const end = outside?.endFor(address, port) ?? OUTSIDE_SILENCE;
    if (end === OUTSIDE_SILENCE) return;
    if (end === OUTSIDE_REFUSED) return this.refuse(slot);
    connections.stack[slot] = NO_STACK;
    connections.listener[slot] = OUTSIDE;
    connections.incarnation[slot] = end;
    connections.phase[slot] = ConnectionPhase.Accepted;
    this.acceptWatch?.(destination, NO_STACK);
    this.plex.sim.after(this.latencyOf(slot), synAcknowledged, connections.nameOf(slot));
  }

  private serverOf(slot: number): Application | undefined {
    const { listener, incarnation } = this.connections;
    return this.isOutside(slot)
      ? this.outside?.application(incarnation[slot] as number)
      : this.applications[listener[slot] as number];
  }

  /** The server's socket exists, and its host is alive. */
  private canAnswer(slot: number): boolean {
    const { stack, incarnation } = this.connections;
    if (this.isOutside(slot)) return this.outside?.isReachable(incarnation[slot] as number) ?? false;
    this.routes.refresh();
    const end = stack[slot] as number;
    return this.routes.running[end] === 1 && this.endsAt(slot, end) && !this.isCutOff(slot, end);
  }

  /** Nothing gets over the LAN between the client's host and a stack. */
  private isCutOff(slot: number, stack: number): boolean {
    const { cut, stackCount } = this.routes;
    if (cut.length === 0) return false;
    const from = this.clients[this.connections.client[slot] as number]?.stack ?? -1;
    return from >= 0 && cut[from * stackCount + stack] === 1;
  }

  /** What becomes of a segment on an established connection that reaches the address now. */
  private fateOfSegment(slot: number): "delivered" | "reset" | "lost" {
    const { connections, routes } = this;
    if (this.isOutside(slot)) return this.canAnswer(slot) ? "delivered" : "lost";
    const ingress = routes.ingress[connections.destination[slot] as number] as number;
    const stack = connections.stack[slot] as number;
    if (ingress === SILENCE || this.isCutOff(slot, ingress) || this.isCutOff(slot, stack)) return "lost";
    const incarnation = connections.incarnation[slot] as number;
    if (ingress === stack) return routes.incarnation[stack] === incarnation ? "delivered" : "reset";
    if (routes.member[stack] !== incarnation) return "reset"; // The routing table was rebuilt without it.
    const reachable = (routes.hop[ingress * routes.stackCount + stack] as number) >= 0;
    return reachable && routes.running[stack] === 1 ? "delivered" : "lost";
  }

  /** The client sends again when its time-out ends, and gives up when the one after the last retransmission does. */
  private retransmit(slot: number): void {
    const attempts = (this.connections.attempts[slot] as number) + 1;
    this.connections.attempts[slot] = attempts;
    const { requestRetransmitMin, requestRetransmitMax } = this.plex.tcpip.parameters;
    const backedOff = times(requestRetransmitMin, 1 << Math.min(attempts - 1, 20));
    const wait = backedOff < requestRetransmitMax ? backedOff : requestRetransmitMax;
    const isLast = attempts > this.profileOf(slot).dataRetransmits;
    this.plex.sim.after(wait, isLast ? requestGivenUp : requestArrived, this.connections.nameOf(slot));
  }

  private sendSyn(slot: number): void {
    const connection = this.connections.nameOf(slot);
    const { synAt, connectTimeout } = this.profileOf(slot);
    const attempts = this.connections.attempts[slot] as number;
    const next = synAt[attempts + 1] ?? connectTimeout;
    this.plex.sim.after(this.latencyOf(slot), synArrived, connection);
    const wait = (next - (synAt[attempts] ?? NO_TIME)) as Duration;
    this.connections.timer[slot] = this.plex.sim.after(wait, synRetransmissionDue, connection);
  }

  private isTaking(destination: number, ingress: number, stack: number): boolean {
    const { routes } = this;
    if (routes.running[stack] === 0) return false;
    if ((routes.hop[ingress * routes.stackCount + stack] as number) < 0) return false;
    const key = destination * routes.stackCount + stack;
    const only = routes.listener[key] as number;
    const listeners = only === SHARED_PORT ? routes.sharedPorts.listenersOf(key) : [only];
    return listeners.some((listener) => this.applications[listener]?.accepting === true);
  }

  /** SHAREPORT: one of several listeners. */
  private sharingListener(slot: number, key: number): number {
    const { routing, sharedPorts } = this.routes;
    const listener = sharedPorts.choose(key, routing.affineListener(slot));
    sharedPorts.onOffered(listener, this.applications[listener]?.accepting === true);
    return listener;
  }

  private refuse(slot: number): void {
    this.plex.sim.after(this.latencyOf(slot), connectionRefused, this.connections.nameOf(slot));
  }

  /** Puts a connection on the listener's backlog; false when that is full, and the SYN is dropped. */
  private queueForAccept(listener: number, counts: SetupCounts): boolean {
    const accepting = this.applications[listener]?.accepting ?? false;
    if (accepting) this.backlogs[listener] = 0;
    else if ((this.backlogs[listener] as number) >= (this.listeners[listener] as ListenerEntry).backlogLimit)
      return false;
    else this.backlogs[listener] = (this.backlogs[listener] as number) + 1;
    counts.established += 1;
    if (accepting) counts.accepted += 1;
    return true;
  }

  private failConnect(slot: number, why: "refused" | "timeout"): void {
    const purpose = this.connections.purpose[slot] as number;
    const client = this.clientOf(slot);
    this.release(slot);
    client.onConnectFailed(purpose, why);
  }

  private cut(slot: number, why: "reset" | "timeout"): void {
    const request = this.connections.request[slot] as number;
    const purpose = this.connections.purpose[slot] as number;
    const client = this.clientOf(slot);
    const established = this.connections.phase[slot] === ConnectionPhase.Established;
    this.release(slot);
    if (established) client.onReset(request, why);
    else client.onConnectFailed(purpose, "refused");
  }

  private release(slot: number): void {
    if (this.connections.phase[slot] !== ConnectionPhase.Established) {
      this.plex.sim.cancel(this.connections.timer[slot] as EventHandle);
    }
    if (this.connections.routed[slot] !== 0) this.routes.routing.end(slot);
    this.connections.close(slot);
  }

  private endsAt(slot: number, stack: number): boolean {
    const { connections, routes } = this;
    return (
      (connections.phase[slot] as number) >= ConnectionPhase.Accepted &&
      connections.stack[slot] === stack &&
      connections.incarnation[slot] === routes.incarnation[stack]
    );
  }

  /** A connection request is forwarded to a target. */
  private countSetup(destination: number, stack: number): SetupCounts {
    const counts = this.setupsOf(destination, stack);
    counts.forwarded += 1;
    if (counts.forwarded === 1) this.plex.tcpip.onFirstSetup(destination);
    return counts;
  }

  private setupsOf(destination: number, stack: number): SetupCounts {
    const key = destination * this.routes.stackCount + stack;
    let counts = this.setups.get(key);
    if (counts === undefined) {
      counts = emptyCounts();
      this.setups.set(key, counts);
    }
    return counts;
  }

  private latencyOf(slot: number): Duration {
    return (this.clients[this.connections.client[slot] as number] as ClientEntry).latency;
  }

  private profileOf(slot: number): TcpProfile {
    return (this.clients[this.connections.client[slot] as number] as ClientEntry).profile;
  }

  private clientOf(slot: number): TcpClient {
    return (this.clients[this.connections.client[slot] as number] as ClientEntry).client;
  }
}

function emptyCounts(): SetupCounts {
  return { forwarded: 0, reached: 0, established: 0, accepted: 0 };
}
