/**
 * The data plane of one gateway: a server program for its clients, a client of the service instances behind it. Here is what
 * becomes of each request; its attempts at instances are in attempts.ts.
 *
 * Modelled: routing by the registry as this gateway has cached it, round robin over the instances of all systems; pools of
 * kept connections; the limits of connection, answer and everything together; retries; circuit breakers; sticky routing
 * and the rate limiter where they are coded; the ticket of ZAAS that a service wants first. A target that refuses costs
 * milliseconds, a target that is silent the whole limit. Of a gateway that hangs, everything that reaches it waits, time-outs
 * too: they are found late.
 * Simplified: the gateway has threads without limit and adds a latency of its own before it forwards; a client that gives
 * up does not stop the request behind it, and the answer is dropped. Credentials that ZAAS refuses the service refuses
 * too: that 401 is answered here, and the service is not asked.
 * Not modelled: X-InstanceId; Reactor Netty's own second attempt on a kept connection that turns out to be dead; Spring's
 * 35 s cache of instance lists.
 *
 * Data plane: this is run for every request; slots live in typed arrays, events carry one number, and nothing is allocated
 * once the arrays have grown to the busiest moment.
 * @source zowe/api-layer gateway-service of version 3 and 2; Spring Cloud Gateway, Resilience4j.
 */
import {
  assert,
  inSeconds,
  type Distribution,
  type EventHandle,
  type Forkable,
  type RandomStream,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { tcpProfiles, type Application, type ConnectionName, type TcpClient } from "@sysplex/tcpip";
import type { ThreadsMode } from "@sysplex/zosmf";
import type { GatewaySettings } from "../yaml/zowe-configuration.js";
import type { Zaas } from "../zaas/zaas.js";
import { COMPONENT_COUNT_MAX, slotPayload } from "../slot-events.js";
import { Attempts, type Forwarder } from "./attempts.js";
import { CircuitBreakers, type BreakerState } from "./circuit-breakers.js";
import { GatewayCounts } from "./counts.js";
import { Deferred } from "./deferred.js";
import { gatewayEvent } from "./events.js";
import { ExchangePhase, Exchanges } from "./exchanges.js";
import {
  operationIn,
  targetWithUser,
  userIn,
  type GatewayOperations,
  type GatewayVersion,
} from "./operations.js";
import { Outcome, outcomeNames, type GatewayReport, type RetryCause } from "./outcomes.js";
import type { GatewayParameterValues } from "./parameters.js";
import type { GatewayDirectory, GatewayPlex } from "./plex.js";
import { asksAgain, forwardingProfile, mayRetry, ticketAnswer, type ForwardingProfile } from "./profile.js";
import { NO_USER, RateLimiter, rateLimitOf } from "./rate-limiter.js";
import { RoutingTable } from "./routing-table.js";
import { gatewayStatuses } from "./statuses.js";
import { StickyChoices } from "./sticky-choices.js";
import { Websockets } from "./websockets.js";

const NONE = -1;
/** More ZAAS than this are not tried one after the other. */
const TICKETS_MAX = 255;

const routed = gatewayEvent("zowe.gateway-routed", (gateway, slot) => gateway.onRouted(slot));
const limitReached = gatewayEvent("zowe.gateway-limit-reached", (gateway, slot) => gateway.onLimit(slot));

/** Outcomes that a circuit breaker counts as failures; `noInstance` by parameter. */
const isFailure: readonly boolean[] = outcomeNames.map((_, outcome) => outcome >= Outcome.refused);

export interface GatewayOptions {
  /** Of its component: `SYSA/ZWE1SV/gateway`. */
  readonly name: string;
  /** Its place among the components, by which events name it. */
  readonly index: number;
  /** Whose host it runs on; absent: one outside of the sysplex. */
  readonly system?: SystemName;
  readonly version: GatewayVersion;
  readonly settings: GatewaySettings;
  readonly operations: GatewayOperations;
  readonly directory: GatewayDirectory;
  /** The ZAAS in this process, as version 2 and the single-process API ML have it. Its answers come to `onAnswer`. */
  readonly zaasWithin?: (onAnswer: (name: number, status: number) => void) => Zaas;
  /** Sticky choices that gateways share; absent: this gateway has its own, which end with its process. */
  readonly sharedChoices?: StickyChoices;
  /** Certificates let it talk to whoever serves there; absent: to everybody. Asked for each new connection. */
  readonly permits?: (host: string, port: number) => boolean;
}

export class Gateway implements Application, TcpClient, Forwarder, Forkable {
  /** In the same process; absent: ZAAS is a component of its own. */
  readonly zaas: Zaas | undefined;
  private currentMode: ThreadsMode = "closed";
  private slowness = 1;
  /** What goes through it and is no request. */
  readonly websockets: Websockets;
  /** @internal */
  readonly attempts: Attempts;
  private readonly counts = new GatewayCounts();
  private readonly exchanges = new Exchanges();
  private readonly deferred = new Deferred(this.exchanges, this);
  private readonly table: RoutingTable;
  private readonly breakers: CircuitBreakers;
  private readonly limiter: RateLimiter | undefined;
  private readonly choices: StickyChoices;
  private readonly profile: ForwardingProfile;
  private readonly stream: RandomStream;
  // The parameters, compiled for the request path.
  private latency: Distribution;
  private cpuPerRequest = 0;
  private retryCount = 0;
  private statuses: readonly number[] = [];
  private noInstanceIsFailure = true;
  private retriesTickets = true;

  constructor(
    private readonly plex: GatewayPlex,
    parameters: GatewayParameterValues,
    readonly options: GatewayOptions,
  ) {
    assert(options.index < COMPONENT_COUNT_MAX, `A gateway's index must be below ${COMPONENT_COUNT_MAX}`);
    const { name, index, settings, operations, directory } = options;
    const { sim } = plex;
    const { transport } = plex.tcpip;
    this.profile = forwardingProfile(options.version, settings);
    const client = transport.addClient(this, tcpProfiles.zos, parameters.gatewayHopLatency, options.system);
    this.stream = plex.sim.random(`zowe/${name}/latency`);
    this.table = new RoutingTable(sim.random(`zowe/${name}/round-robin`), operations, directory, (service) =>
      this.onFirstChanged(service),
    );
    this.breakers = new CircuitBreakers(sim, parameters);
    const limit = rateLimitOf(settings.rateLimiter);
    this.limiter = limit === undefined ? undefined : new RateLimiter(sim, limit);
    this.choices = options.sharedChoices ?? new StickyChoices(sim, settings.stickyExpiration);
    this.attempts = new Attempts(plex, this.exchanges, this, {
      index,
      client,
      profile: this.profile,
      table: this.table,
      perRouteMax: settings.maxConnectionsPerRoute,
      totalMax: settings.maxTotalConnections,
      destinationOf: (endpoint) => this.destinationOf(endpoint),
      isPermitted: (endpoint) => this.isPermitted(endpoint),
    });
    this.latency = parameters.gatewayLatency;
    this.websockets = new Websockets(plex, parameters, {
      index,
      version: options.version,
      operations,
      choose: (user, service) => this.choose(user, service),
      // An upgrade whose handshake would fail is refused as one to a host that nobody knows.
      destinationOf: (endpoint) => (this.isPermitted(endpoint) ? this.destinationOf(endpoint) : NONE),
    });
    this.zaas = options.zaasWithin?.((name, status) => this.onWithin(name, status));
    this.takeParameters(parameters);
  }

  /** Requests that begin from now on follow these parameters. */
  takeParameters(parameters: GatewayParameterValues): void {
    this.latency = parameters.gatewayLatency;
    this.cpuPerRequest = inSeconds(parameters.gatewayCpu);
    this.retryCount = parameters.gatewayRetries;
    this.noInstanceIsFailure = parameters.gatewayNoInstanceIsFailure;
    this.retriesTickets = parameters.gatewayRetriesTickets;
    this.attempts.takeParameters(parameters);
    this.breakers.takeParameters(parameters);
    this.websockets.takeParameters(parameters);
    this.statuses = gatewayStatuses(this.profile, parameters);
  }

  /** What is compiled of the parameters is not copied: see {@link takeParameters}. */
  copyFrom(twin: Gateway): void {
    this.currentMode = twin.currentMode;
    this.slowness = twin.slowness;
    this.counts.copyFrom(twin.counts);
    if (twin.zaas !== undefined) this.zaas?.copyFrom(twin.zaas);
    this.exchanges.copyFrom(twin.exchanges);
    this.deferred.copyFrom(twin.deferred);
    this.attempts.copyFrom(twin.attempts);
    this.table.copyFrom(twin.table);
    this.websockets.copyFrom(twin.websockets);
    this.breakers.copyFrom(twin.breakers);
    if (twin.limiter !== undefined) this.limiter?.copyFrom(twin.limiter);
    if (this.options.sharedChoices === undefined) this.choices.copyFrom(twin.choices);
  }

  get mode(): ThreadsMode {
    return this.currentMode;
  }

  /** False while it hangs: connections stay in the backlog. */
  get accepting(): boolean {
    return this.currentMode === "serving" || this.currentMode === "notReady";
  }

  get report(): GatewayReport {
    const { counts, breakers, exchanges } = this;
    const { upstreams } = this.attempts;
    return {
      received: counts.received,
      open: exchanges.openCount,
      ended: counts.endedByName,
      retries: counts.retriesByCause,
      dropped: counts.dropped,
      breakerOpenings: breakers.openings,
      connectionsOpened: upstreams.opened,
      connectionsOpen: upstreams.openCount,
      cpuSeconds: counts.cpuSeconds,
    };
  }

  /** The circuit breaker of a route, by its prefix: `/ibmzosmf/api/v1`. */
  breakerOf(prefix: string): BreakerState {
    const { operations } = this.options;
    for (let route = 0; route < operations.routeCount; route += 1) {
      if (operations.route(route).prefix === prefix) return this.breakers.stateOf(route);
    }
    return "closed";
  }

  /** Connections to an endpoint that are open or being made. */
  connectionsTo(host: string, port: number): number {
    return this.attempts.upstreams.openTo(this.options.operations.endpoints.indexOf(host, port));
  }

  /** Sets what the component's state comes to. Requests of an ended process are gone; those of a hung one wait. */
  setMode(mode: ThreadsMode): void {
    if (mode === this.currentMode) return;
    const before = this.currentMode;
    this.currentMode = mode;
    this.zaas?.setMode(mode);
    if (mode === "closed") this.clear();
    else if (mode === "stopped") this.websockets.stop();
    else if (before === "stopped") {
      this.websockets.goOn();
      this.deferred.meet();
    }
  }

  /** Stretches the gateway's own latency of requests that arrive from now on. */
  setSlowness(factor: number): void {
    this.slowness = factor;
    this.zaas?.setSlowness(factor);
  }

  /** What this gateway has cached of the registry has changed. */
  onRegistryChanged(): void {
    this.table.invalidate();
  }

  /** @param operation Negative: no route leads there. */
  onRequest(connection: ConnectionName, request: number, operation: number): void {
    if (this.currentMode === "closed") return;
    if (this.currentMode === "stopped") return this.deferred.request(connection, request, operation);
    if (operation >= 0 && this.websockets.takes(operation))
      return this.websockets.onRequest(connection, request, operation, this.currentMode === "serving");
    this.counts.received += 1;
    const slot = this.exchanges.open(connection, request, operation);
    const { stream } = this;
    this.latency.draw(stream);
    if (this.slowness !== 1) stream.drawn[0] = (stream.drawn[0] as number) * this.slowness;
    this.exchanges.timer[slot] = this.plex.sim.afterDrawn(stream, routed, this.payloadOf(slot));
  }

  /** @internal The gateway's own work is done. */
  onRouted(slot: number): void {
    const { exchanges, breakers, profile, limiter } = this;
    if (this.currentMode === "stopped") return this.deferred.routed(slot);
    exchanges.timer[slot] = NONE;
    if (this.currentMode === "notReady") return this.end(slot, Outcome.notReady);
    this.counts.cpuSeconds += this.cpuPerRequest;
    if ((exchanges.operation[slot] as number) < 0) return this.end(slot, Outcome.noRoute);
    const route = this.routeOf(slot);
    const { kind, serviceId } = this.options.operations.route(route);
    if (limiter?.limit.services.includes(serviceId) === true && !limiter.admits(this.userOf(slot)))
      return this.end(slot, Outcome.tooManyRequests);
    this.table.refresh();
    if (profile.hasCircuitBreakers && kind === "routed") {
      breakers.reserve(route + 1);
      if (!breakers.permit(route)) return this.end(slot, Outcome.breakerOpen);
      exchanges.permitted[slot] = 1;
    }
    exchanges.retriesLeft[slot] = this.retryCount;
    if (profile.totalLimit !== undefined)
      exchanges.timer[slot] = this.plex.sim.after(profile.totalLimit, limitReached, this.payloadOf(slot));
    this.begin(slot);
  }

  /** @internal No time is left, not for retries either. */
  onLimit(slot: number): void {
    if (this.currentMode === "stopped") return this.deferred.limit(slot);
    this.exchanges.timer[slot] = NONE;
    const endpoint = this.exchanges.endpoint[slot] as number;
    const outcome = this.attempts.abandon(slot);
    this.end(slot, outcome);
    this.attempts.serveWaiting(endpoint);
  }

  /** @internal Time for the connection, or for the answer, is over. */
  onAttemptLimit(slot: number): void {
    if (this.currentMode === "stopped") this.deferred.attemptLimit(slot);
    else this.attempts.onLimit(slot);
  }

  onConnected(connection: ConnectionName, name: number): void {
    if (this.currentMode === "stopped") this.deferred.connected(connection, name);
    else this.attempts.onConnected(connection, name);
  }

  onConnectFailed(name: number, why: "refused" | "timeout"): void {
    if (this.currentMode === "stopped") this.deferred.connectFailed(name, why);
    else this.attempts.onConnectFailed(name, why);
  }

  onResponse(connection: ConnectionName, name: number, status: number): void {
    if (this.currentMode === "stopped") this.deferred.response(connection, name, status);
    else this.attempts.onResponse(connection, name, status);
  }

  onReset(name: number): void {
    if (this.currentMode === "stopped") this.deferred.reset(name);
    else this.attempts.onReset(name);
  }

  /** @internal */
  askedOf(slot: number): number {
    return this.exchanges.inTicket[slot] === 1 ? this.ticketFor(slot) : this.targetFor(slot);
  }

  /** @internal An endpoint has answered. */
  onAnswered(slot: number, status: number): void {
    if (this.exchanges.inTicket[slot] === 1) this.onTicket(slot, status);
    else this.onAnswer(slot, status);
  }

  /** @internal */
  onAttemptFailed(slot: number, outcome: number, cause: RetryCause): void {
    const { isGet, route } = this.operationOf(slot);
    const { kind } = this.options.operations.route(route);
    const left = (this.exchanges.retriesLeft[slot] as number) > 0;
    const isRetried = this.exchanges.inTicket[slot] === 0 || this.retriesTickets;
    if (left && isRetried && mayRetry(this.options.version, kind, isGet, cause)) this.retry(slot, cause);
    else this.end(slot, outcome);
  }

  /** Each attempt begins with the ticket, where the service wants one. */
  private begin(slot: number): void {
    const { ticketService, route } = this.operationOf(slot);
    const { kind, service } = this.options.operations.route(route);
    if (ticketService < 0 && (kind === "routed" || this.zaas === undefined))
      return this.attempt(slot, service);
    if (this.zaas !== undefined) return this.askWithin(slot, this.zaas);
    this.table.refresh();
    const others = Math.max(0, this.table.instanceCount(ticketService) - 1);
    this.exchanges.inTicket[slot] = 1;
    this.exchanges.ticketsLeft[slot] = Math.min(others, TICKETS_MAX);
    this.attempt(slot, ticketService);
  }

  /** The ZAAS in this process, for a ticket or in the name of the client: nothing can be lost on the way. */
  private askWithin(slot: number, zaas: Zaas): void {
    const { exchanges } = this;
    const isTicket = this.operationOf(slot).ticketService >= 0;
    exchanges.inTicket[slot] = isTicket ? 1 : 0;
    exchanges.ticketsLeft[slot] = 0;
    exchanges.endpoint[slot] = NONE;
    exchanges.phase[slot] = ExchangePhase.Sent;
    zaas.askWithin(exchanges.nameOf(slot), isTicket ? this.ticketFor(slot) : this.targetFor(slot));
  }

  private onWithin(name: number, status: number): void {
    const slot = this.exchanges.slotOf(name);
    if (slot < 0) return;
    if (this.exchanges.inTicket[slot] === 1) this.onTicket(slot, status);
    else this.answer(slot, status);
  }

  private onTicket(slot: number, status: number): void {
    const { exchanges } = this;
    const { credentials, ticketService, route } = this.operationOf(slot);
    const means = ticketAnswer(status);
    this.attempts.unlimit(slot);
    if (means === "asIs" && credentials !== "basic") return this.end(slot, Outcome.unauthorized);
    exchanges.phase[slot] = ExchangePhase.Arrived;
    if (means !== "next") {
      exchanges.inTicket[slot] = 0;
      return this.attempt(slot, this.options.operations.route(route).service);
    }
    if (exchanges.ticketsLeft[slot] === 0) return this.end(slot, Outcome.noTicket);
    exchanges.ticketsLeft[slot] = (exchanges.ticketsLeft[slot] as number) - 1;
    this.counts.noteRetry("status");
    this.attempt(slot, ticketService);
  }

  private onAnswer(slot: number, status: number): void {
    const { isGet, route } = this.operationOf(slot);
    const { kind } = this.options.operations.route(route);
    const again = asksAgain(kind, status) && (this.exchanges.retriesLeft[slot] as number) > 0;
    if (again && mayRetry(this.options.version, kind, isGet, "status")) this.retry(slot, "status");
    else this.answer(slot, status);
  }

  /** Asks the instance whose turn it is. */
  private attempt(slot: number, service: number): void {
    const endpoint = this.choose(this.userOf(slot), service);
    if (endpoint >= 0) return this.attempts.begin(slot, endpoint);
    this.exchanges.endpoint[slot] = NONE;
    this.end(slot, Outcome.noInstance);
  }

  private choose(user: number, service: number): number {
    const { table, choices } = this;
    table.refresh();
    return user === NO_USER || !table.isSticky(service)
      ? table.next(service)
      : choices.instanceFor(user, service, table);
  }

  private targetFor(slot: number): number {
    const { target, route } = this.operationOf(slot);
    const { tellsUser } = this.options.operations.route(route);
    return tellsUser ? targetWithUser(target, this.userOf(slot)) : target;
  }

  private ticketFor(slot: number): number {
    return targetWithUser(this.operationOf(slot).ticket, this.userOf(slot));
  }

  private retry(slot: number, cause: RetryCause): void {
    const { exchanges } = this;
    this.attempts.unlimit(slot);
    exchanges.phase[slot] = ExchangePhase.Arrived;
    exchanges.retriesLeft[slot] = (exchanges.retriesLeft[slot] as number) - 1;
    this.counts.noteRetry(cause);
    this.begin(slot);
  }

  /** The target's answer is the gateway's. */
  private answer(slot: number, status: number): void {
    this.finish(slot, Outcome.answered, status);
  }

  private end(slot: number, outcome: number): void {
    this.finish(slot, outcome, this.statuses[outcome] as number);
  }

  private finish(slot: number, outcome: number, status: number): void {
    const { exchanges, counts } = this;
    this.cancelTimers(slot);
    if (exchanges.permitted[slot] === 1) this.judge(this.routeOf(slot), outcome);
    counts.noteEnd(outcome);
    const connection = exchanges.connection[slot] as number;
    const request = exchanges.request[slot] as number;
    exchanges.close(slot);
    if (!this.plex.tcpip.transport.isOpen(connection)) counts.dropped += 1;
    else this.plex.tcpip.respond(connection, request, status);
  }

  private judge(route: number, outcome: number): void {
    if (outcome !== Outcome.noInstance) this.breakers.record(route, isFailure[outcome] as boolean);
    else if (this.noInstanceIsFailure) this.breakers.record(route, true);
    else this.breakers.release(route);
  }

  private cancelTimers(slot: number): void {
    this.attempts.unlimit(slot);
    const timer = this.exchanges.timer[slot] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.exchanges.timer[slot] = NONE;
  }

  /** The process ends. */
  private clear(): void {
    const { exchanges, counts } = this;
    for (let slot = 0; slot < exchanges.slotCount; slot += 1) {
      if (!exchanges.isOpen(slot)) continue;
      this.cancelTimers(slot);
      const connection = exchanges.upstream[slot] as number;
      if (connection >= 0) this.plex.tcpip.transport.close(connection);
      exchanges.close(slot);
      counts.noteEnd(Outcome.lost);
    }
    this.attempts.clear();
    this.websockets.clear();
    this.deferred.clear();
    this.breakers.forgetAll();
    this.limiter?.clear();
    if (this.options.sharedChoices === undefined) this.choices.clear();
  }

  /** The route's id has the first instance in it: another first instance, another circuit breaker. */
  private onFirstChanged(service: number): void {
    const { operations } = this.options;
    this.breakers.reserve(operations.routeCount);
    for (let route = 0; route < operations.routeCount; route += 1) {
      if (operations.route(route).service === service) this.breakers.forget(route);
    }
  }

  /** The TLS handshake will succeed. One that fails ends the connection, as an I/O error does. */
  private isPermitted(endpoint: number): boolean {
    const { permits, operations } = this.options;
    if (permits === undefined) return true;
    const { host, port } = operations.endpoints.at(endpoint);
    return permits(host, port);
  }

  private destinationOf(endpoint: number): number {
    const { address, port } = this.options.operations.endpoints.at(endpoint);
    return address === undefined ? NONE : this.plex.tcpip.transport.routes.destination(address, port);
  }

  private operationOf(slot: number) {
    return this.options.operations.operation(operationIn(this.exchanges.operation[slot] as number));
  }

  private routeOf(slot: number): number {
    return this.operationOf(slot).route;
  }

  private userOf(slot: number): number {
    return userIn(this.exchanges.operation[slot] as number);
  }

  private payloadOf(slot: number): number {
    return slotPayload(slot, this.options.index);
  }
}
