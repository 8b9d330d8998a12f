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
import { plus, times, type Duration, type EventHandle } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { Application } from "./application.js";
import { connectionEvent } from "./connection-event.js";
import { ConnectionPhase, Connections, type ConnectionName } from "./connections.js";
import { Handshakes } from "./handshakes.js";
import { Listeners } from "./listeners.js";
import type { OutsideEnd, OutsideNetwork } from "./outside.js";
import type { TcpipPlex } from "./plex.js";
import type { IpAddress } from "./profile/stack-profile.js";
import { OUTSIDE, Routes, SILENCE } from "./routes.js";
import {
  destinationPortRows,
  serviceTargets,
  type DestinationPortTableRow,
  type SentTo,
} from "./service-targets.js";
import { ConnectionSetups } from "./setup-counts.js";
import type { TcpProfile } from "./syn-schedule.js";
import { TcpClients, type TcpClient } from "./tcp-clients.js";

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

export class Transport {
  readonly connections = new Connections();
  readonly routes: Routes;
  /**
   * Called for every connection that a stack accepts, while somebody wants to know. A fork has none until whoever watches
   * there sets it.
   */
  acceptWatch: ((destination: number, stack: number) => void) | undefined;
  /** @internal */
  readonly handshakes: Handshakes;
  /** @internal */
  readonly listeners: Listeners;
  /** @internal What distributors count. */
  readonly setups: ConnectionSetups;
  private readonly clients = new TcpClients();

  constructor(
    private readonly plex: TcpipPlex,
    stacks: readonly string[],
  ) {
    this.routes = new Routes(plex, stacks, this.connections);
    this.listeners = new Listeners(plex);
    this.setups = new ConnectionSetups(plex, stacks.length);
    this.handshakes = new Handshakes(plex, this, this.listeners, this.setups);
  }

  addClient(
    client: TcpClient,
    profile: TcpProfile,
    latency = this.plex.tcpip.parameters.clientLatency,
    system?: SystemName,
  ): number {
    const stack = this.plex.tcpip.stacks.findIndex((stack) => stack.system === system);
    return this.clients.add({ client, profile, latency, stack });
  }

  /** Sends the first SYN. The outcome comes as `onConnected` or `onConnectFailed`, with `purpose` handed back. */
  connect(client: number, destination: number, purpose: number): ConnectionName {
    const connection = this.connections.open(client, destination, purpose);
    this.handshakes.sendSyn(this.connections.slotOf(connection));
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
    this.routes.refresh();
    return serviceTargets(this.routes, this.listeners, destination);
  }

  /** Other methods than HOTSTANDBY choose the target of each new connection to a destination. */
  isLoadBalanced(destination: number): boolean {
    this.routes.refresh();
    return this.routes.routing.ports.isDistributed(destination);
  }

  /** The rows of a load-balanced service in its distributor's destination port table, in the order of DESTIP. */
  destinationPortTable(destination: number): readonly DestinationPortTableRow[] {
    this.routes.refresh();
    return destinationPortRows(this.routes, destination);
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
    this.clients.copyFrom(twin.clients);
    this.listeners.copyFrom(twin.listeners);
    this.setups.copyFrom(twin.setups);
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

  private get outside(): OutsideNetwork | undefined {
    return this.routes.outside;
  }

  /** The connection has been accepted by a host that is no system of the sysplex. */
  private isOutside(slot: number): boolean {
    const { phase, listener } = this.connections;
    return (phase[slot] as number) >= ConnectionPhase.Accepted && listener[slot] === OUTSIDE;
  }

  private serverOf(slot: number): Application | undefined {
    const { listener, incarnation } = this.connections;
    return this.isOutside(slot)
      ? this.outside?.application(incarnation[slot] as number)
      : this.listeners.application(listener[slot] as number);
  }

  /** The server's socket exists, and its host is alive. */
  private canAnswer(slot: number): boolean {
    const { stack, incarnation } = this.connections;
    if (this.isOutside(slot)) return this.outside?.isReachable(incarnation[slot] as number) ?? false;
    this.routes.refresh();
    const end = stack[slot] as number;
    return this.routes.running[end] === 1 && this.endsAt(slot, end) && !this.isCutOff(slot, end);
  }

  /** @internal Nothing gets over the LAN between the client's host and a stack. */
  isCutOff(slot: number, stack: number): boolean {
    const { cut, stackCount } = this.routes;
    if (cut.length === 0) return false;
    const from = this.clients.at(this.connections.client[slot] as number).stack;
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

  /** @internal It is closed before its client hears of it. */
  failConnect(slot: number, why: "refused" | "timeout"): void {
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

  /** @internal */
  latencyOf(slot: number): Duration {
    return this.clients.at(this.connections.client[slot] as number).latency;
  }

  /** @internal */
  profileOf(slot: number): TcpProfile {
    return this.clients.at(this.connections.client[slot] as number).profile;
  }

  /** @internal */
  clientOf(slot: number): TcpClient {
    return this.clients.at(this.connections.client[slot] as number).client;
  }
}
