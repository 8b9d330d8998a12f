/**
 * The data plane of one gateway: a server program for its clients, a client of the service instances behind it.
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
  defineEvent,
  inSeconds,
  NO_TIME,
  type Distribution,
  type Duration,
  type EventHandle,
  type Forkable,
  type RandomStream,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { tcpProfiles, type Application, type ConnectionName, type TcpClient } from "@sysplex/tcpip";
import type { ThreadsMode } from "@sysplex/zosmf";
import type { GatewaySettings } from "../yaml/zowe-configuration.js";
import { CircuitBreakers, type BreakerState } from "./circuit-breakers.js";
import { GatewayCounts } from "./counts.js";
import { Deferred } from "./deferred.js";
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
import { Upstreams } from "./upstreams.js";
import type { Zaas } from "../zaas/zaas.js";
import { Websockets } from "./websockets.js";

/** An event's payload is slot × this + index of the gateway, which stays below 2³¹. */
const GATEWAY_BITS = 10;
const GATEWAY_COUNT_MAX = 1 << GATEWAY_BITS;

const NONE = -1;
/** More ZAAS than this are not tried one after the other. */
const TICKETS_MAX = 255;

const gatewayEvent = (name: string, step: (gateway: Gateway, slot: number) => void) =>
  defineEvent(name, ({ zowe }: GatewayPlex, payload: number) =>
    step(zowe.application(payload & (GATEWAY_COUNT_MAX - 1)) as Gateway, payload >> GATEWAY_BITS),
  );

const routed = gatewayEvent("zowe.gateway-routed", (gateway, slot) => gateway.onRouted(slot));
const limitReached = gatewayEvent("zowe.gateway-limit-reached", (gateway, slot) => gateway.onLimit(slot));
const attemptLimitReached = gatewayEvent("zowe.gateway-attempt-limit-reached", (gateway, slot) =>
  gateway.onAttemptLimit(slot),
);
const idleSweepDue = gatewayEvent("zowe.gateway-idle-sweep-due", (gateway) => gateway.onIdleSweep());

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

export class Gateway implements Application, TcpClient, Forkable {
  /** In the same process; absent: ZAAS is a component of its own. */
  readonly zaas: Zaas | undefined;
  private currentMode: ThreadsMode = "closed";
  private slowness = 1;
  private sweepTimer = NONE;
  /** What goes through it and is no request. */
  readonly websockets: Websockets;
  private readonly counts = new GatewayCounts();
  private readonly exchanges = new Exchanges();
  private readonly deferred = new Deferred(this.exchanges, this);
  private readonly upstreams: Upstreams;
  private readonly table: RoutingTable;
  private readonly breakers: CircuitBreakers;
  private readonly limiter: RateLimiter | undefined;
  private readonly choices: StickyChoices;
  private readonly profile: ForwardingProfile;
  /** The gateway as a client of the transport. */
  private readonly client: number;
  private readonly stream: RandomStream;
  // The parameters, compiled for the request path.
  private latency: Distribution;
  private cpuPerRequest = 0;
  private handshake: Duration = NO_TIME;
  private retryCount = 0;
  private statuses: readonly number[] = [];
  private noInstanceIsFailure = true;
  private retriesTickets = true;

  constructor(
    private readonly plex: GatewayPlex,
    parameters: GatewayParameterValues,
    readonly options: GatewayOptions,
  ) {
    assert(options.index < GATEWAY_COUNT_MAX, `A gateway's index must be below ${GATEWAY_COUNT_MAX}`);
    const { name, settings, operations, directory } = options;
    const { sim } = plex;
    const { transport } = plex.tcpip;
    this.profile = forwardingProfile(options.version, settings);
    this.client = transport.addClient(this, tcpProfiles.zos, parameters.gatewayHopLatency, options.system);
    this.stream = plex.sim.random(`zowe/${name}/latency`);
    this.table = new RoutingTable(sim.random(`zowe/${name}/round-robin`), operations, directory, (service) =>
      this.onFirstChanged(service),
    );
    this.breakers = new CircuitBreakers(sim, parameters);
    const limit = rateLimitOf(settings.rateLimiter);
    this.limiter = limit === undefined ? undefined : new RateLimiter(sim, limit);
    this.choices = options.sharedChoices ?? new StickyChoices(sim, settings.stickyExpiration);
    this.upstreams = new Upstreams(sim, {
      perRouteMax: settings.maxConnectionsPerRoute,
      totalMax: settings.maxTotalConnections,
      close: (connection) => transport.close(connection),
      isOpen: (connection) => transport.isOpen(connection),
      destinationOf: (endpoint) => this.destinationOf(endpoint),
    });
    this.latency = parameters.gatewayLatency;
    this.websockets = new Websockets(plex, parameters, {
      index: options.index,
      version: options.version,
      operations,
      choose: (user, service) => this.chooseFor(user, service),
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
    this.handshake = parameters.gatewayTlsHandshake;
    this.retryCount = parameters.gatewayRetries;
    this.noInstanceIsFailure = parameters.gatewayNoInstanceIsFailure;
    this.retriesTickets = parameters.gatewayRetriesTickets;
    this.upstreams.idleTimeout = parameters.gatewayIdleTimeout;
    this.upstreams.timeToLive = parameters.gatewayTimeToLive;
    this.breakers.takeParameters(parameters);
    this.websockets.takeParameters(parameters);
    this.statuses = gatewayStatuses(this.profile, parameters);
  }

  /** What is compiled of the parameters is not copied: see {@link takeParameters}. */
  copyFrom(twin: Gateway): void {
    this.currentMode = twin.currentMode;
    this.slowness = twin.slowness;
    this.sweepTimer = twin.sweepTimer;
    this.counts.copyFrom(twin.counts);
    if (twin.zaas !== undefined) this.zaas?.copyFrom(twin.zaas);
    this.exchanges.copyFrom(twin.exchanges);
    this.deferred.copyFrom(twin.deferred);
    this.upstreams.copyFrom(twin.upstreams);
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
    const { counts, upstreams, breakers, exchanges } = this;
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
    return this.upstreams.openTo(this.options.operations.endpoints.indexOf(host, port));
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
    const outcome = this.timeoutOutcome(slot);
    this.abandon(slot);
    this.end(slot, outcome);
    this.serveWaiting(endpoint);
  }

  /** @internal Time for the connection, or for the answer, is over. */
  onAttemptLimit(slot: number): void {
    if (this.currentMode === "stopped") return this.deferred.attemptLimit(slot);
    this.exchanges.attemptTimer[slot] = NONE;
    const endpoint = this.exchanges.endpoint[slot] as number;
    const outcome = this.timeoutOutcome(slot);
    this.abandon(slot);
    this.failAttempt(slot, outcome, "timeout");
    this.serveWaiting(endpoint);
  }

  /** @internal */
  onIdleSweep(): void {
    const next = this.upstreams.sweep();
    this.sweepTimer = next < 0 ? NONE : this.plex.sim.after(next, idleSweepDue, this.payloadOf(0));
  }

  onConnected(connection: ConnectionName, name: number): void {
    const { exchanges, plex } = this;
    if (this.currentMode === "stopped") return this.deferred.connected(connection, name);
    const slot = exchanges.slotOf(name);
    if (slot < 0) return plex.tcpip.transport.close(connection);
    if (!plex.tcpip.transport.isOpen(connection)) return this.onReset(name); // Cut while the gateway hung.
    if (!this.isPermitted(exchanges.endpoint[slot] as number)) {
      plex.tcpip.transport.close(connection);
      return this.onReset(name);
    }
    exchanges.openedAt[slot] = plex.sim.now;
    this.send(slot, connection, this.handshake);
  }

  onConnectFailed(name: number, why: "refused" | "timeout"): void {
    if (this.currentMode === "stopped") return this.deferred.connectFailed(name, why);
    const slot = this.exchanges.slotOf(name);
    if (slot < 0) return;
    const endpoint = this.exchanges.endpoint[slot] as number;
    this.upstreams.closed(endpoint);
    this.exchanges.upstream[slot] = NONE;
    if (why === "refused") this.failAttempt(slot, Outcome.refused, "refused");
    else this.failAttempt(slot, Outcome.blackHoled, "timeout");
    this.serveWaiting(endpoint);
  }

  onResponse(connection: ConnectionName, name: number, status: number): void {
    const { exchanges } = this;
    if (this.currentMode === "stopped") return this.deferred.response(connection, name, status);
    const slot = exchanges.slotOf(name);
    if (slot < 0) return this.plex.tcpip.transport.close(connection);
    const endpoint = exchanges.endpoint[slot] as number;
    exchanges.upstream[slot] = NONE;
    this.giveBack(endpoint, connection, slot);
    if (exchanges.inTicket[slot] === 1) this.onTicket(slot, status);
    else this.onAnswer(slot, status);
    this.serveWaiting(endpoint);
  }

  onReset(name: number): void {
    if (this.currentMode === "stopped") return this.deferred.reset(name);
    if (name < 0) return this.upstreams.dropCut();
    const slot = this.exchanges.slotOf(name);
    if (slot < 0) return;
    const endpoint = this.exchanges.endpoint[slot] as number;
    this.upstreams.closed(endpoint);
    this.exchanges.upstream[slot] = NONE;
    this.failAttempt(slot, Outcome.reset, "reset");
    this.serveWaiting(endpoint);
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
    this.unlimitAttempt(slot);
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
    this.table.refresh();
    const endpoint = this.choose(slot, service);
    this.exchanges.endpoint[slot] = endpoint;
    if (endpoint < 0) this.end(slot, Outcome.noInstance);
    else if (this.upstreams.destinationOf(endpoint) < 0) this.failAttempt(slot, Outcome.refused, "refused");
    else this.useConnection(slot, endpoint);
  }

  private choose(slot: number, service: number): number {
    return this.chooseFor(this.userOf(slot), service);
  }

  private chooseFor(user: number, service: number): number {
    const { table, choices } = this;
    table.refresh();
    if (user === NO_USER || !table.isSticky(service)) return table.next(service);
    const chosen = choices.choiceOf(user, service);
    const endpoint = chosen >= 0 && table.has(service, chosen) ? chosen : table.firstOf(service);
    if (endpoint >= 0) choices.choose(user, service, endpoint);
    return endpoint;
  }

  private useConnection(slot: number, endpoint: number): void {
    const { exchanges, upstreams } = this;
    const kept = upstreams.takeIdle(endpoint);
    if (kept >= 0) {
      exchanges.openedAt[slot] = upstreams.takenOpenedAt[0] as number;
      this.send(slot, kept, NO_TIME);
    } else if (upstreams.mayOpen(endpoint)) {
      exchanges.phase[slot] = ExchangePhase.Connecting;
      this.limitAttempt(slot, endpoint);
      exchanges.upstream[slot] = this.plex.tcpip.transport.connect(
        this.client,
        upstreams.destinationOf(endpoint),
        exchanges.nameOf(slot),
      );
    } else {
      exchanges.phase[slot] = ExchangePhase.Waiting;
      this.limitAttempt(slot, endpoint);
      upstreams.wait(endpoint, exchanges.nameOf(slot));
    }
  }

  private send(slot: number, connection: ConnectionName, preparation: Duration): void {
    const { exchanges } = this;
    exchanges.upstream[slot] = connection;
    exchanges.phase[slot] = ExchangePhase.Sent;
    this.limitAttempt(slot, exchanges.endpoint[slot] as number);
    const asked = exchanges.inTicket[slot] === 1 ? this.ticketFor(slot) : this.targetFor(slot);
    this.plex.tcpip.transport.send(connection, exchanges.nameOf(slot), asked, preparation);
  }

  private targetFor(slot: number): number {
    const { target, route } = this.operationOf(slot);
    const { tellsUser } = this.options.operations.route(route);
    return tellsUser ? targetWithUser(target, this.userOf(slot)) : target;
  }

  private ticketFor(slot: number): number {
    return targetWithUser(this.operationOf(slot).ticket, this.userOf(slot));
  }

  /** For a connection, or for the answer; not when the limit of everything comes no later. */
  private limitAttempt(slot: number, endpoint: number): void {
    this.unlimitAttempt(slot);
    const { timeout, totalLimit } = this.profile;
    const own = this.table.timeoutOf(endpoint);
    const limit = own >= 0 ? own : timeout;
    if (totalLimit !== undefined && limit >= totalLimit) return;
    this.exchanges.attemptTimer[slot] = this.plex.sim.after(
      limit as Duration,
      attemptLimitReached,
      this.payloadOf(slot),
    );
  }

  private unlimitAttempt(slot: number): void {
    const timer = this.exchanges.attemptTimer[slot] as number;
    if (timer < 0) return;
    this.plex.sim.cancel(timer as EventHandle);
    this.exchanges.attemptTimer[slot] = NONE;
  }

  private giveBack(endpoint: number, connection: ConnectionName, slot: number): void {
    this.upstreams.giveBack(endpoint, connection, this.exchanges.openedAt, slot);
    if (this.sweepTimer === NONE)
      this.sweepTimer = this.plex.sim.after(
        this.upstreams.idleTimeout as Duration,
        idleSweepDue,
        this.payloadOf(0),
      );
  }

  /** The connection that is used or made for the request is closed; one that waits is found to have gone. */
  private abandon(slot: number): void {
    const connection = this.exchanges.upstream[slot] as number;
    if (connection < 0) return;
    this.exchanges.upstream[slot] = NONE;
    this.upstreams.close(this.exchanges.endpoint[slot] as number, connection);
  }

  private timeoutOutcome(slot: number): number {
    const phase = this.exchanges.phase[slot];
    if (phase === ExchangePhase.Waiting) return Outcome.noConnection;
    return phase === ExchangePhase.Connecting ? Outcome.blackHoled : Outcome.unanswered;
  }

  private failAttempt(slot: number, outcome: number, cause: RetryCause): void {
    const { isGet, route } = this.operationOf(slot);
    const { kind } = this.options.operations.route(route);
    const left = (this.exchanges.retriesLeft[slot] as number) > 0;
    const isRetried = this.exchanges.inTicket[slot] === 0 || this.retriesTickets;
    if (left && isRetried && mayRetry(this.options.version, kind, isGet, cause)) this.retry(slot, cause);
    else this.end(slot, outcome);
  }

  private retry(slot: number, cause: RetryCause): void {
    const { exchanges } = this;
    this.unlimitAttempt(slot);
    exchanges.phase[slot] = ExchangePhase.Arrived;
    exchanges.retriesLeft[slot] = (exchanges.retriesLeft[slot] as number) - 1;
    this.counts.noteRetry(cause);
    this.begin(slot);
  }

  /** A place for a connection may be free: whoever has waited longest for it gets it. */
  private serveWaiting(endpoint: number): void {
    const { upstreams } = this;
    if (!upstreams.hasWaiting) return;
    if (endpoint >= 0) this.serveWaitingFor(endpoint);
    for (let other = 0; other < upstreams.count && upstreams.hasWaiting; other += 1)
      this.serveWaitingFor(other);
  }

  private serveWaitingFor(endpoint: number): void {
    const { upstreams, exchanges } = this;
    while (upstreams.hasPlace(endpoint)) {
      const name = upstreams.nextWaiting(endpoint);
      if (name < 0) return;
      const slot = exchanges.slotOf(name);
      const waits = slot >= 0 && exchanges.phase[slot] === ExchangePhase.Waiting;
      if (waits && exchanges.endpoint[slot] === endpoint) this.useConnection(slot, endpoint);
    }
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
    this.unlimitAttempt(slot);
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
    this.upstreams.clear();
    this.websockets.clear();
    if (this.sweepTimer >= 0) this.plex.sim.cancel(this.sweepTimer as EventHandle);
    this.sweepTimer = NONE;
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
    return slot * GATEWAY_COUNT_MAX + this.options.index;
  }
}
