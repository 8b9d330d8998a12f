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
import type { SystemName } from "@sysplex/sysplex";
import { tcpProfiles, type ConnectionName, type TcpClient } from "@sysplex/tcpip";
import { slotPayload } from "../slot-events.js";
import { gatewayEvent } from "./events.js";
import { operationIn, targetWithUser, userIn, type GatewayOperations } from "./operations.js";
import type { GatewayParameterValues } from "./parameters.js";
import type { GatewayPlex } from "./plex.js";
import { WebsocketNews, WebsocketPhase, WebsocketSlots } from "./websocket-slots.js";

const NONE = -1;

/** HTTP: Switching Protocols. */
export const SWITCHING_PROTOCOLS = 101;
const HTTP_SERVICE_UNAVAILABLE = 503;

/** Of the number by which an instance knows an operation: it is to become a websocket, or is a message on one. */
const UPGRADE = 1 << 11;

/** What an instance is asked over a websocket. */
export function upgradeOf(asked: number): number {
  return asked | UPGRADE;
}

export function isUpgrade(asked: number): boolean {
  return (asked & UPGRADE) !== 0;
}

/** What ended a websocket that was open, as its gateway sees it. */
export const websocketCauses = [
  /** The gateway's process ended. */
  "gatewayEnded",
  /** The instance, its worker or what is behind it ended: it said so, or its stack did. */
  "instanceReset",
  /** The instance's stack or system has gone without a word: data was never acknowledged. */
  "instanceSilent",
  "idle",
  /** The client closed, or was never heard of again. */
  "clientGone",
] as const;
export type WebsocketCause = (typeof websocketCauses)[number];

export interface WebsocketReport {
  readonly upgrades: number;
  /** Answered with something else than 101, or not at all. */
  readonly refused: number;
  readonly open: number;
  readonly messages: number;
  readonly cut: Readonly<Record<WebsocketCause, number>>;
}

export interface WebsocketsOptions {
  /** Of the gateway among the components. */
  readonly index: number;
  /** Where it runs; absent: outside of the sysplex. */
  readonly system?: SystemName;
  readonly version: 2 | 3;
  readonly operations: GatewayOperations;
  /** An endpoint for a user's request to a service; −1: none is known. */
  readonly choose: (user: number, service: number) => number;
  /** The transport's number for an endpoint; −1: its host name is not known. */
  readonly destinationOf: (endpoint: number) => number;
}

const upgradeLimitReached = gatewayEvent("zowe.websocket-upgrade-limit-reached", ({ websockets }, slot) =>
  websockets.onLimit(slot),
);
const sweepDue = gatewayEvent("zowe.websocket-sweep-due", ({ websockets }) => websockets.onSweep());

export class Websockets implements TcpClient, Forkable {
  private readonly slots = new WebsocketSlots();
  private readonly client: number;
  private isStopped = false;
  private sweepTimer = NONE;
  /** Where the search for a cut connection goes on: many are cut in one go, in the order of their slots. */
  private cursor = 0;
  private upgrades = 0;
  private refused = 0;
  private messages = 0;
  private cut = new Float64Array(websocketCauses.length);
  /** By route: 1 when it is one of websockets. The routes only grow. */
  private isWebsocketRoute = new Uint8Array(0);
  // The parameters, compiled.
  private idleTimeout = 0;
  private connectTimeout: Duration = NO_TIME;
  private sweepPeriod: Duration = NO_TIME;
  private handshake: Duration = NO_TIME;
  private timeoutStatus = 0;
  private unreachableStatus = 0;
  private noInstanceStatus = 0;

  constructor(
    private readonly plex: GatewayPlex,
    parameters: GatewayParameterValues,
    private readonly options: WebsocketsOptions,
  ) {
    this.client = plex.tcpip.transport.addClient(
      this,
      tcpProfiles.zos,
      parameters.gatewayHopLatency,
      options.system,
    );
    this.takeParameters(parameters);
  }

  takeParameters(parameters: GatewayParameterValues): void {
    const { websocketIdleTimeout, websocketIdleTimeoutV2 } = parameters;
    this.idleTimeout = this.options.version === 3 ? websocketIdleTimeout : websocketIdleTimeoutV2;
    this.connectTimeout = parameters.websocketConnectTimeout;
    this.sweepPeriod = parameters.websocketSweep;
    this.handshake = parameters.gatewayTlsHandshake;
    this.timeoutStatus = Number(parameters.websocketTimeoutStatus);
    this.unreachableStatus = Number(parameters.gatewayUnreachableStatus);
    this.noInstanceStatus = Number(parameters.gatewayNoInstanceStatus);
  }

  get report(): WebsocketReport {
    const cut = websocketCauses.map((cause, index) => [cause, this.cut[index] as number] as const);
    return {
      upgrades: this.upgrades,
      refused: this.refused,
      open: this.openCount,
      messages: this.messages,
      cut: Object.fromEntries(cut) as WebsocketReport["cut"],
    };
  }

  copyFrom(twin: Websockets): void {
    this.slots.copyFrom(twin.slots);
    this.isStopped = twin.isStopped;
    this.sweepTimer = twin.sweepTimer;
    this.cursor = twin.cursor;
    this.upgrades = twin.upgrades;
    this.refused = twin.refused;
    this.messages = twin.messages;
    this.cut = twin.cut.slice();
    this.isWebsocketRoute = twin.isWebsocketRoute.slice();
  }

  /** A request that is one for websockets. @param request Operation and user, not negative. */
  takes(request: number): boolean {
    const { operations } = this.options;
    if (this.isWebsocketRoute.length < operations.routeCount) this.compileRoutes();
    return this.isWebsocketRoute[operations.operation(operationIn(request)).route] === 1;
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
    if (this.isStopped) return this.note(slot, WebsocketNews.Connected, 0);
    this.slots.phase[slot] = WebsocketPhase.Upgrading;
    const { upstream, asked } = this.slots;
    const { transport } = this.plex.tcpip;
    transport.send(upstream[slot] as number, name, asked[slot] as number, this.handshake);
  }

  onConnectFailed(name: number, why: "refused" | "timeout"): void {
    const slot = this.slots.slotOf(name);
    if (slot < 0) return;
    this.slots.upstream[slot] = NONE;
    if (this.isStopped) {
      const news = why === "refused" ? WebsocketNews.Refused : WebsocketNews.TimedOut;
      return this.note(slot, news, 0);
    }
    this.fail(slot, why === "refused" ? this.unreachableStatus : this.timeoutStatus);
  }

  onResponse(_connection: ConnectionName, name: number, status: number): void {
    const slot = this.slots.slotOf(name);
    if (slot < 0) return;
    if (this.isStopped) return this.note(slot, WebsocketNews.Answered, status);
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
    } else this.fail(slot, this.unreachableStatus);
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
      if (this.slots.phase[slot] === WebsocketPhase.Open) this.count("gatewayEnded");
      else this.refused += 1;
      this.release(slot);
    }
    this.isStopped = false;
    if (this.sweepTimer >= 0) this.plex.sim.cancel(this.sweepTimer as EventHandle);
    this.sweepTimer = NONE;
  }

  /** @internal */
  onLimit(slot: number): void {
    this.slots.timer[slot] = NONE;
    if (this.isStopped) this.note(slot, WebsocketNews.LimitReached, 0);
    else this.fail(slot, this.timeoutStatus);
  }

  /** @internal Who has idled for too long, and whose client has gone? */
  onSweep(): void {
    this.sweepTimer = NONE;
    const now: number = this.plex.sim.now;
    let next: number = this.sweepPeriod;
    for (let slot = 0; slot < this.slots.slotCount && !this.isStopped; slot += 1) {
      if (!this.slots.isInUse(slot) || this.slots.phase[slot] !== WebsocketPhase.Open) continue;
      const left = (this.slots.usedAt[slot] as number) + this.idleTimeout - now;
      if (!this.plex.tcpip.transport.isOpen(this.slots.connection[slot] as number))
        this.end(slot, "clientGone");
      else if (left <= 0) this.end(slot, "idle");
      else if (left < next) next = left;
    }
    if (this.slots.count > 0) this.scheduleSweep(next as Duration);
  }

  private get openCount(): number {
    let count = 0;
    for (let slot = 0; slot < this.slots.slotCount; slot += 1) {
      if (this.slots.isInUse(slot) && this.slots.phase[slot] === WebsocketPhase.Open) count += 1;
    }
    return count;
  }

  private upgrade(connection: ConnectionName, request: number, operation: number): void {
    const { operations, choose, destinationOf } = this.options;
    const { route, target } = operations.operation(operationIn(operation));
    const user = userIn(operation);
    const endpoint = choose(user, operations.route(route).service);
    if (endpoint < 0) return this.refuse(connection, request, this.noInstanceStatus);
    const destination = destinationOf(endpoint);
    if (destination < 0) return this.refuse(connection, request, this.unreachableStatus);
    this.upgrades += 1;
    const slot = this.slots.open(connection, request, upgradeOf(targetWithUser(target, user)));
    const { sim, tcpip } = this.plex;
    this.slots.usedAt[slot] = sim.now;
    this.slots.timer[slot] = sim.after(this.connectTimeout, upgradeLimitReached, this.payloadOf(slot));
    this.slots.upstream[slot] = tcpip.transport.connect(this.client, destination, this.slots.nameOf(slot));
  }

  private establish(slot: number): void {
    this.cancelLimit(slot);
    this.slots.phase[slot] = WebsocketPhase.Open;
    if (this.sweepTimer < 0) this.scheduleSweep(Math.min(this.sweepPeriod, this.idleTimeout) as Duration);
    this.answer(slot, SWITCHING_PROTOCOLS);
  }

  /** A message of the client's. */
  private pass(slot: number, request: number): void {
    const { slots } = this;
    if (slots.phase[slot] !== WebsocketPhase.Open) return;
    slots.request[slot] = request;
    slots.usedAt[slot] = this.plex.sim.now;
    this.messages += 1;
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
    this.upgrades += 1;
    this.refused += 1;
    this.plex.tcpip.respond(connection, request, status);
  }

  /** No websocket comes of it: an answer like any other. */
  private fail(slot: number, status: number): void {
    const connection = this.slots.connection[slot] as number;
    const request = this.slots.request[slot] as number;
    this.refused += 1;
    this.release(slot);
    this.plex.tcpip.respond(connection, request, status);
  }

  /** It was open. */
  private end(slot: number, cause: WebsocketCause): void {
    const connection = this.slots.connection[slot] as number;
    this.count(cause);
    this.release(slot);
    this.plex.tcpip.transport.reset(connection);
  }

  private release(slot: number): void {
    this.cancelLimit(slot);
    const upstream = this.slots.upstream[slot] as number;
    this.slots.close(slot);
    if (upstream >= 0) this.plex.tcpip.transport.close(upstream);
  }

  private count(cause: WebsocketCause): void {
    const index = websocketCauses.indexOf(cause);
    this.cut[index] = (this.cut[index] as number) + 1;
  }

  private note(slot: number, news: number, status: number): void {
    this.slots.news[slot] = news;
    this.slots.newsStatus[slot] = status;
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
    else if (news === WebsocketNews.LimitReached) this.fail(slot, this.timeoutStatus);
    else if (news === WebsocketNews.Connected) this.onConnected(upstream, name);
    else if (news === WebsocketNews.Answered) this.onResponse(upstream, name, status);
  }

  /** A connection that nothing was asked on was cut; which one is not said. */
  private nextCut(): number {
    const { slots } = this;
    const { transport } = this.plex.tcpip;
    for (let count = 0; count < slots.slotCount; count += 1) {
      const slot = (this.cursor + count) % slots.slotCount;
      const isLost = slots.isInUse(slot) && slots.phase[slot] === WebsocketPhase.Open;
      if (!isLost || transport.isOpen(slots.upstream[slot] as number)) continue;
      this.cursor = slot;
      return slot;
    }
    return NONE;
  }

  private cancelLimit(slot: number): void {
    const timer = this.slots.timer[slot] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.slots.timer[slot] = NONE;
  }

  private scheduleSweep(delay: Duration): void {
    this.sweepTimer = this.plex.sim.after(delay, sweepDue, this.payloadOf(0));
  }

  private compileRoutes(): void {
    const { operations } = this.options;
    this.isWebsocketRoute = Uint8Array.from({ length: operations.routeCount }, (_, route) =>
      /^\/[^/]+\/ws\//.test(operations.route(route).prefix) ? 1 : 0,
    );
  }

  private payloadOf(slot: number): number {
    return slotPayload(slot, this.options.index);
  }
}
