/**
 * What becomes of each request in one gateway: its route, the ticket that the service wants first, attempts at instances until one
 * answers or there is no more hope, and the answer.
 */
import { inSeconds, type EventHandle, type Forkable } from "@sysplex/sim-core";
import { NO_USER, operationIn, requestBy, userIn } from "@sysplex/tcpip";
import { slotPayload } from "../slot-events.js";
import type { Zaas } from "../zaas/zaas.js";
import { Attempts, type Forwarder } from "./attempts.js";
import { CircuitBreakers, type BreakerState } from "./circuit-breakers.js";
import { GatewayCounts } from "./counts.js";
import { gatewayEvent } from "./events.js";
import { ExchangePhase, Exchanges } from "./exchanges.js";
import type { GatewayOptions } from "./options.js";
import { Outcome, outcomeNames, type GatewayReport, type RetryCause } from "./outcomes.js";
import type { GatewayParameterValues } from "./parameters.js";
import type { GatewayPlex } from "./plex.js";
import { asksAgain, forwardingProfile, mayRetry, ticketAnswer, type ForwardingProfile } from "./profile.js";
import { RateLimiter, rateLimitOf } from "./rate-limiter.js";
import { RoutingTable } from "./routing-table.js";
import { gatewayStatuses } from "./statuses.js";
import { StickyChoices } from "./sticky-choices.js";

const NONE = -1;
/** More ZAAS than this are not tried one after the other. */
const TICKETS_MAX = 255;

const limitReached = gatewayEvent("zowe.gateway-limit-reached", (gateway, slot) => gateway.onLimit(slot));

/** Outcomes that a circuit breaker counts as failures; `noInstance` by parameter. */
const isFailure: readonly boolean[] = outcomeNames.map((_, outcome) => outcome >= Outcome.refused);

export class Forwarding implements Forwarder, Forkable {
  readonly exchanges = new Exchanges();
  readonly counts = new GatewayCounts();
  readonly table: RoutingTable;
  readonly attempts: Attempts;
  /** In the same process; absent: ZAAS is a component of its own. */
  readonly zaas: Zaas | undefined;
  private readonly breakers: CircuitBreakers;
  private readonly limiter: RateLimiter | undefined;
  private readonly choices: StickyChoices;
  private readonly profile: ForwardingProfile;
  // The parameters, compiled for the request path.
  private cpuPerRequest = 0;
  private retryCount = 0;
  private statuses: readonly number[] = [];
  private noInstanceIsFailure = true;
  private retriesTickets = true;

  /** @param client The gateway as a client of the transport. */
  constructor(
    private readonly plex: GatewayPlex,
    parameters: GatewayParameterValues,
    private readonly options: GatewayOptions,
    client: number,
  ) {
    const { name, index, settings, operations, directory } = options;
    const { sim } = plex;
    this.profile = forwardingProfile(options.version, settings);
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
    this.zaas = options.zaasWithin?.((name, status) => this.onWithin(name, status));
    this.takeParameters(parameters);
  }

  takeParameters(parameters: GatewayParameterValues): void {
    this.cpuPerRequest = inSeconds(parameters.gatewayCpu);
    this.retryCount = parameters.gatewayRetries;
    this.noInstanceIsFailure = parameters.gatewayNoInstanceIsFailure;
    this.retriesTickets = parameters.gatewayRetriesTickets;
    this.attempts.takeParameters(parameters);
    this.breakers.takeParameters(parameters);
    this.statuses = gatewayStatuses(this.profile, parameters);
  }

  copyFrom(twin: Forwarding): void {
    this.counts.copyFrom(twin.counts);
    if (twin.zaas !== undefined) this.zaas?.copyFrom(twin.zaas);
    this.exchanges.copyFrom(twin.exchanges);
    this.attempts.copyFrom(twin.attempts);
    this.table.copyFrom(twin.table);
    this.breakers.copyFrom(twin.breakers);
    if (twin.limiter !== undefined) this.limiter?.copyFrom(twin.limiter);
    if (this.options.sharedChoices === undefined) this.choices.copyFrom(twin.choices);
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

  breakerOf(prefix: string): BreakerState {
    const { operations } = this.options;
    for (let route = 0; route < operations.routeCount; route += 1) {
      if (operations.route(route).prefix === prefix) return this.breakers.stateOf(route);
    }
    return "closed";
  }

  /** The gateway's own work is done. */
  route(slot: number): void {
    const { exchanges, breakers, profile, limiter } = this;
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

  /** No time is left, not for retries either. */
  onLimit(slot: number): void {
    this.exchanges.timer[slot] = NONE;
    const endpoint = this.exchanges.endpoint[slot] as number;
    const outcome = this.attempts.abandon(slot);
    this.end(slot, outcome);
    this.attempts.serveWaiting(endpoint);
  }

  askedOf(slot: number): number {
    return this.exchanges.inTicket[slot] === 1 ? this.ticketFor(slot) : this.targetFor(slot);
  }

  onAnswered(slot: number, status: number): void {
    if (this.exchanges.inTicket[slot] === 1) this.onTicket(slot, status);
    else this.onAnswer(slot, status);
  }

  onAttemptFailed(slot: number, outcome: number, cause: RetryCause): void {
    const { isGet, route } = this.operationOf(slot);
    const { kind } = this.options.operations.route(route);
    const left = (this.exchanges.retriesLeft[slot] as number) > 0;
    const isRetried = this.exchanges.inTicket[slot] === 0 || this.retriesTickets;
    if (left && isRetried && mayRetry(this.options.version, kind, isGet, cause)) this.retry(slot, cause);
    else this.end(slot, outcome);
  }

  /** The process ends. */
  clear(): void {
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
    this.breakers.forgetAll();
    this.limiter?.clear();
    if (this.options.sharedChoices === undefined) this.choices.clear();
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

  /** An endpoint for a user's request to a service; −1: none is known. */
  choose(user: number, service: number): number {
    const { table, choices } = this;
    table.refresh();
    return user === NO_USER || !table.isSticky(service)
      ? table.next(service)
      : choices.instanceFor(user, service, table);
  }

  private targetFor(slot: number): number {
    return requestBy(this.operationOf(slot).target, this.userOf(slot));
  }

  private ticketFor(slot: number): number {
    return requestBy(this.operationOf(slot).ticket, this.userOf(slot));
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

  end(slot: number, outcome: number): void {
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

  /** The route's id has the first instance in it: another first instance, another circuit breaker. */
  private onFirstChanged(service: number): void {
    const { operations } = this.options;
    this.breakers.reserve(operations.routeCount);
    for (let route = 0; route < operations.routeCount; route += 1) {
      if (operations.route(route).service === service) this.breakers.forget(route);
    }
  }

  /** The TLS handshake will succeed. One that fails ends the connection, as an I/O error does. */
  isPermitted(endpoint: number): boolean {
    const { permits, operations } = this.options;
    if (permits === undefined) return true;
    const { host, port } = operations.endpoints.at(endpoint);
    return permits(host, port);
  }

  /** The transport's number for an endpoint; −1: its host name is not known. */
  destinationOf(endpoint: number): number {
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
