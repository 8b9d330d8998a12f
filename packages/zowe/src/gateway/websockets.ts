/**
 * The websockets that go through one gateway: from the client's connection to one instance, for as long as both last.
 *
 * Modelled: the choice of the instance once, at the upgrade; the limit of an upgrade; the limit of idleness; the end of
 * whatever a websocket runs through. What a client sends is answered by the instance, or by the terminal behind it.
 * Simplified: a message is one request and its answer is one response, one at a time; the gateway takes no time over them;
 * a client that closes is found at the next sweep; an instance that refuses is not replaced by another.
 * Not modelled: messages that nobody asked for, fragments, buffers, the time-out of a write.
 * @source zowe/api-layer gateway-service: websocket settings of application.yml; zlux issue 968.
 */
import { NO_TIME, type Duration, type EventHandle, type Forkable } from "@sysplex/sim-core";
import {
  operationIn,
  requestBy,
  userIn,
  tcpProfiles,
  type ConnectionName,
  type TcpClient,
} from "@sysplex/tcpip";
import { slotPayload } from "../slot-events.js";
import { gatewayEvent } from "./events.js";
import type { WebsocketsOptions } from "./options.js";
import type { GatewayParameterValues } from "./parameters.js";
import type { GatewayPlex } from "./plex.js";
import { SWITCHING_PROTOCOLS, upgradeOf } from "./upgrade.js";
import { WebsocketCounts, type WebsocketCause, type WebsocketReport } from "./websocket-counts.js";
import { websocketLimits, type WebsocketLimits } from "./websocket-limits.js";
import { WebsocketRoutes } from "./websocket-routes.js";
import { WebsocketNews, WebsocketPhase, WebsocketSlots } from "./websocket-slots.js";

const NONE = -1;

const HTTP_SERVICE_UNAVAILABLE = 503;

const upgradeLimitReached = gatewayEvent("zowe.websocket-upgrade-limit-reached", ({ websockets }, slot) =>
  websockets.onLimit(slot),
);
const sweepDue = gatewayEvent("zowe.websocket-sweep-due", ({ websockets }) => websockets.onSweep());

export class Websockets implements TcpClient, Forkable {
  private readonly slots = new WebsocketSlots();
  private readonly client: number;
  private isStopped = false;
  private sweepTimer = NONE;
  private readonly counts = new WebsocketCounts();
  private readonly routes: WebsocketRoutes;
  private limits: WebsocketLimits;

  constructor(
    private readonly plex: GatewayPlex,
    parameters: GatewayParameterValues,
    private readonly options: WebsocketsOptions,
  ) {
    this.routes = new WebsocketRoutes(options.operations);
    const { gatewayHopLatency } = parameters;
    const { transport } = plex.tcpip;
    this.client = transport.addClient(this, tcpProfiles.zos, gatewayHopLatency, options.system);
    this.limits = websocketLimits(parameters, options.version);
  }

  takeParameters(parameters: GatewayParameterValues): void {
    this.limits = websocketLimits(parameters, this.options.version);
  }

  get report(): WebsocketReport {
    return this.counts.report(this.slots.openCount);
  }

  copyFrom(twin: Websockets): void {
    this.slots.copyFrom(twin.slots);
    this.isStopped = twin.isStopped;
    this.sweepTimer = twin.sweepTimer;
    this.counts.copyFrom(twin.counts);
    this.routes.copyFrom(twin.routes);
  }

  /** @param request Operation and user, not negative. @returns Whether it is one for websockets. */
  takes(request: number): boolean {
    return this.routes.lead(request);
  }

  /** @param isReady False: the web server answers by itself. */
  onRequest(connection: ConnectionName, request: number, operation: number, isReady: boolean): void {
    const slot = this.slots.slotOn(connection);
    if (slot >= 0) this.pass(slot, request);
    else if (isReady) this.upgrade(connection, request, operation);
    else this.refuse(connection, request, HTTP_SERVICE_UNAVAILABLE);
  }

  onConnected(_connection: ConnectionName, name: number): void {
    const slot = this.slots.slotOf(name);
    if (slot < 0) return;
    if (this.isStopped) return this.slots.note(slot, WebsocketNews.Connected, 0);
    this.slots.phase[slot] = WebsocketPhase.Upgrading;
    const { upstream, asked } = this.slots;
    const { transport } = this.plex.tcpip;
    transport.send(upstream[slot] as number, name, asked[slot] as number, this.limits.handshake);
  }

  onConnectFailed(name: number, why: "refused" | "timeout"): void {
    const slot = this.slots.slotOf(name);
    if (slot < 0) return;
    this.slots.upstream[slot] = NONE;
    if (this.isStopped) {
      const news = why === "refused" ? WebsocketNews.Refused : WebsocketNews.TimedOut;
      return this.slots.note(slot, news, 0);
    }
    this.fail(slot, why === "refused" ? this.limits.unreachableStatus : this.limits.timeoutStatus);
  }

  onResponse(_connection: ConnectionName, name: number, status: number): void {
    const slot = this.slots.slotOf(name);
    if (slot < 0) return;
    if (this.isStopped) return this.slots.note(slot, WebsocketNews.Answered, status);
    if (this.slots.phase[slot] === WebsocketPhase.Open) this.answer(slot, status);
    else if (status === SWITCHING_PROTOCOLS) this.establish(slot);
    else this.fail(slot, status);
  }

  onReset(name: number, why: "reset" | "timeout"): void {
    if (this.isStopped) return; // It finds out when it runs on.
    const slot = name >= 0 ? this.slots.slotOf(name) : this.nextCut();
    if (slot < 0) return;
    if (this.slots.phase[slot] === WebsocketPhase.Open) {
      this.end(slot, why === "reset" ? "instanceReset" : "instanceSilent");
    } else this.fail(slot, this.limits.unreachableStatus);
  }

  /** The gateway hangs. */
  stop(): void {
    this.isStopped = true;
  }

  /** The gateway runs on, and meets what has come meanwhile. */
  goOn(): void {
    this.isStopped = false;
    for (let slot = 0; slot < this.slots.slotCount; slot += 1) {
      if (this.slots.isInUse(slot)) this.meet(slot);
    }
  }

  /** The process ends; its stack resets the clients' connections, if it lives. */
  clear(): void {
    for (let slot = 0; slot < this.slots.slotCount; slot += 1) {
      if (!this.slots.isInUse(slot)) continue;
      if (this.slots.phase[slot] === WebsocketPhase.Open) this.counts.noteCut("gatewayEnded");
      else this.counts.refused += 1;
      this.release(slot);
    }
    this.isStopped = false;
    if (this.sweepTimer >= 0) this.plex.sim.cancel(this.sweepTimer as EventHandle);
    this.sweepTimer = NONE;
  }

  /** @internal */
  onLimit(slot: number): void {
    this.slots.timer[slot] = NONE;
    if (this.isStopped) this.slots.note(slot, WebsocketNews.LimitReached, 0);
    else this.fail(slot, this.limits.timeoutStatus);
  }

  /** @internal Who has idled for too long, and whose client has gone? */
  onSweep(): void {
    this.sweepTimer = NONE;
    const now: number = this.plex.sim.now;
    let next: number = this.limits.sweepPeriod;
    for (let slot = 0; slot < this.slots.slotCount && !this.isStopped; slot += 1) {
      if (!this.slots.isInUse(slot) || this.slots.phase[slot] !== WebsocketPhase.Open) continue;
      const left = (this.slots.usedAt[slot] as number) + this.limits.idleTimeout - now;
      if (!this.plex.tcpip.transport.isOpen(this.slots.connection[slot] as number))
        this.end(slot, "clientGone");
      else if (left <= 0) this.end(slot, "idle");
      else if (left < next) next = left;
    }
    if (this.slots.count > 0) this.scheduleSweep(next as Duration);
  }

  private upgrade(connection: ConnectionName, request: number, operation: number): void {
    const { operations, choose, destinationOf } = this.options;
    const { route, target } = operations.operation(operationIn(operation));
    const user = userIn(operation);
    const endpoint = choose(user, operations.route(route).service);
    if (endpoint < 0) return this.refuse(connection, request, this.limits.noInstanceStatus);
    const destination = destinationOf(endpoint);
    if (destination < 0) return this.refuse(connection, request, this.limits.unreachableStatus);
    this.counts.upgrades += 1;
    const slot = this.slots.open(connection, request, upgradeOf(requestBy(target, user)));
    const { sim, tcpip } = this.plex;
    this.slots.usedAt[slot] = sim.now;
    this.slots.timer[slot] = sim.after(this.limits.connectTimeout, upgradeLimitReached, this.payloadOf(slot));
    this.slots.upstream[slot] = tcpip.transport.connect(this.client, destination, this.slots.nameOf(slot));
  }

  private establish(slot: number): void {
    this.cancelLimit(slot);
    this.slots.phase[slot] = WebsocketPhase.Open;
    if (this.sweepTimer < 0)
      this.scheduleSweep(Math.min(this.limits.sweepPeriod, this.limits.idleTimeout) as Duration);
    this.answer(slot, SWITCHING_PROTOCOLS);
  }

  /** A message of the client's. */
  private pass(slot: number, request: number): void {
    const { slots } = this;
    if (slots.phase[slot] !== WebsocketPhase.Open) return;
    slots.request[slot] = request;
    slots.usedAt[slot] = this.plex.sim.now;
    this.counts.messages += 1;
    const { transport } = this.plex.tcpip;
    transport.send(slots.upstream[slot] as number, slots.nameOf(slot), slots.asked[slot] as number, NO_TIME);
  }

  private answer(slot: number, status: number): void {
    const { slots, plex } = this;
    const connection = slots.connection[slot] as number;
    const request = slots.request[slot] as number;
    slots.usedAt[slot] = plex.sim.now;
    slots.request[slot] = NONE;
    if (!plex.tcpip.transport.isOpen(connection)) this.end(slot, "clientGone");
    else plex.tcpip.respond(connection, request, status);
  }

  private refuse(connection: ConnectionName, request: number, status: number): void {
    this.counts.upgrades += 1;
    this.counts.refused += 1;
    this.plex.tcpip.respond(connection, request, status);
  }

  /** No websocket comes of it: an answer like any other. */
  private fail(slot: number, status: number): void {
    const connection = this.slots.connection[slot] as number;
    const request = this.slots.request[slot] as number;
    this.counts.refused += 1;
    this.release(slot);
    this.plex.tcpip.respond(connection, request, status);
  }

  /** It was open. */
  private end(slot: number, cause: WebsocketCause): void {
    const connection = this.slots.connection[slot] as number;
    this.counts.noteCut(cause);
    this.release(slot);
    this.plex.tcpip.transport.reset(connection);
  }

  private release(slot: number): void {
    this.cancelLimit(slot);
    const upstream = this.slots.upstream[slot] as number;
    this.slots.close(slot);
    if (upstream >= 0) this.plex.tcpip.transport.close(upstream);
  }

  private meet(slot: number): void {
    const name = this.slots.nameOf(slot);
    const news = this.slots.news[slot];
    const status = this.slots.newsStatus[slot] as number;
    const upstream = this.slots.upstream[slot] as number;
    this.slots.news[slot] = WebsocketNews.None;
    if (news === WebsocketNews.Refused) this.onConnectFailed(name, "refused");
    else if (news === WebsocketNews.TimedOut) this.onConnectFailed(name, "timeout");
    else if (!this.plex.tcpip.transport.isOpen(upstream)) this.onReset(name, "reset");
    else if (news === WebsocketNews.LimitReached) this.fail(slot, this.limits.timeoutStatus);
    else if (news === WebsocketNews.Connected) this.onConnected(upstream, name);
    else if (news === WebsocketNews.Answered) this.onResponse(upstream, name, status);
  }

  /** A connection that nothing was asked on was cut; which one is not said. */
  private nextCut(): number {
    const { phase, upstream } = this.slots;
    const { transport } = this.plex.tcpip;
    return this.slots.nextLost(
      (slot) => phase[slot] === WebsocketPhase.Open && !transport.isOpen(upstream[slot] as number),
    );
  }

  private cancelLimit(slot: number): void {
    const timer = this.slots.timer[slot] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.slots.timer[slot] = NONE;
  }

  private scheduleSweep(delay: Duration): void {
    this.sweepTimer = this.plex.sim.after(delay, sweepDue, this.payloadOf(0));
  }

  private payloadOf(slot: number): number {
    return slotPayload(slot, this.options.index);
  }
}
