/**
 * The attempts of one gateway at its endpoints: each takes a connection, kept or new, within a limit of its own.
 *
 * What an answer or a failure means for the request is the business of its forwarding.
 */
import { NO_TIME, type Duration, type EventHandle, type Forkable } from "@sysplex/sim-core";
import type { ConnectionName } from "@sysplex/tcpip";
import { slotPayload } from "../slot-events.js";
import { gatewayEvent } from "./events.js";
import { ExchangePhase, type Exchanges } from "./exchanges.js";
import { Outcome, type RetryCause } from "./outcomes.js";
import type { GatewayParameterValues } from "./parameters.js";
import type { GatewayPlex } from "./plex.js";
import type { ForwardingProfile } from "./profile.js";
import type { RoutingTable } from "./routing-table.js";
import { Upstreams } from "./upstreams.js";

const NONE = -1;

const attemptLimitReached = gatewayEvent("zowe.gateway-attempt-limit-reached", (gateway, slot) =>
  gateway.onAttemptLimit(slot),
);
const idleSweepDue = gatewayEvent("zowe.gateway-idle-sweep-due", (gateway) =>
  gateway.forwarding.attempts.onIdleSweep(),
);

/** Whose attempts they are. */
export interface Forwarder {
  /** What the endpoint is asked in the name of a request. */
  askedOf(slot: number): number;
  onAnswered(slot: number, status: number): void;
  onAttemptFailed(slot: number, outcome: number, cause: RetryCause): void;
}

export interface AttemptsOptions {
  /** Of the gateway among the components. */
  readonly index: number;
  /** The gateway as a client of the transport. */
  readonly client: number;
  readonly profile: ForwardingProfile;
  readonly table: RoutingTable;
  readonly perRouteMax: number;
  readonly totalMax: number;
  /** The transport's number for an endpoint; −1: its host name is not known. */
  readonly destinationOf: (endpoint: number) => number;
  /** The TLS handshake will succeed. */
  readonly isPermitted: (endpoint: number) => boolean;
}

export class Attempts implements Forkable {
  readonly upstreams: Upstreams;
  private sweepTimer = NONE;
  private handshake: Duration = NO_TIME;

  constructor(
    private readonly plex: GatewayPlex,
    private readonly exchanges: Exchanges,
    private readonly forwarder: Forwarder,
    private readonly options: AttemptsOptions,
  ) {
    const { perRouteMax, totalMax, destinationOf } = options;
    const { transport } = plex.tcpip;
    this.upstreams = new Upstreams(plex.sim, {
      perRouteMax,
      totalMax,
      close: (connection) => transport.close(connection),
      isOpen: (connection) => transport.isOpen(connection),
      destinationOf,
    });
  }

  /** Attempts that begin from now on follow these parameters. */
  takeParameters(parameters: GatewayParameterValues): void {
    this.handshake = parameters.gatewayTlsHandshake;
    this.upstreams.idleTimeout = parameters.gatewayIdleTimeout;
    this.upstreams.timeToLive = parameters.gatewayTimeToLive;
  }

  copyFrom(twin: Attempts): void {
    this.upstreams.copyFrom(twin.upstreams);
    this.sweepTimer = twin.sweepTimer;
  }

  begin(slot: number, endpoint: number): void {
    this.exchanges.endpoint[slot] = endpoint;
    if (this.upstreams.destinationOf(endpoint) < 0) this.fail(slot, Outcome.refused, "refused");
    else this.useConnection(slot, endpoint);
  }

  /** Time for the connection, or for the answer, is over. */
  onLimit(slot: number): void {
    this.exchanges.attemptTimer[slot] = NONE;
    const endpoint = this.exchanges.endpoint[slot] as number;
    const outcome = this.abandon(slot);
    this.fail(slot, outcome, "timeout");
    this.serveWaiting(endpoint);
  }

  onConnected(connection: ConnectionName, name: number): void {
    const { exchanges, plex } = this;
    const slot = exchanges.slotOf(name);
    if (slot < 0) return plex.tcpip.transport.close(connection);
    if (!plex.tcpip.transport.isOpen(connection)) return this.onReset(name); // Cut while the gateway hung.
    if (!this.options.isPermitted(exchanges.endpoint[slot] as number)) {
      plex.tcpip.transport.close(connection);
      return this.onReset(name);
    }
    exchanges.openedAt[slot] = plex.sim.now;
    this.send(slot, connection, this.handshake);
  }

  onConnectFailed(name: number, why: "refused" | "timeout"): void {
    const slot = this.exchanges.slotOf(name);
    if (slot < 0) return;
    const endpoint = this.exchanges.endpoint[slot] as number;
    this.upstreams.closed(endpoint);
    this.exchanges.upstream[slot] = NONE;
    if (why === "refused") this.fail(slot, Outcome.refused, "refused");
    else this.fail(slot, Outcome.blackHoled, "timeout");
    this.serveWaiting(endpoint);
  }

  onResponse(connection: ConnectionName, name: number, status: number): void {
    const { exchanges } = this;
    const slot = exchanges.slotOf(name);
    if (slot < 0) return this.plex.tcpip.transport.close(connection);
    const endpoint = exchanges.endpoint[slot] as number;
    exchanges.upstream[slot] = NONE;
    this.giveBack(endpoint, connection, slot);
    this.forwarder.onAnswered(slot, status);
    this.serveWaiting(endpoint);
  }

  onReset(name: number): void {
    if (name < 0) return this.upstreams.dropCut();
    const slot = this.exchanges.slotOf(name);
    if (slot < 0) return;
    const endpoint = this.exchanges.endpoint[slot] as number;
    this.upstreams.closed(endpoint);
    this.exchanges.upstream[slot] = NONE;
    this.fail(slot, Outcome.reset, "reset");
    this.serveWaiting(endpoint);
  }

  /** @internal */
  onIdleSweep(): void {
    const next = this.upstreams.sweep();
    this.sweepTimer = next < 0 ? NONE : this.plex.sim.after(next, idleSweepDue, this.payloadOf(0));
  }

  /**
   * The connection that is used or made for the request is closed; one that waits is found to have gone.
   *
   * @returns The outcome, if this is because time is over.
   */
  abandon(slot: number): number {
    const { exchanges } = this;
    const phase = exchanges.phase[slot];
    const connection = exchanges.upstream[slot] as number;
    if (connection >= 0) {
      exchanges.upstream[slot] = NONE;
      this.upstreams.close(exchanges.endpoint[slot] as number, connection);
    }
    if (phase === ExchangePhase.Waiting) return Outcome.noConnection;
    return phase === ExchangePhase.Connecting ? Outcome.blackHoled : Outcome.unanswered;
  }

  unlimit(slot: number): void {
    const timer = this.exchanges.attemptTimer[slot] as number;
    if (timer < 0) return;
    this.plex.sim.cancel(timer as EventHandle);
    this.exchanges.attemptTimer[slot] = NONE;
  }

  /** A place for a connection may be free: whoever has waited longest for it gets it. */
  serveWaiting(endpoint: number): void {
    const { upstreams } = this;
    if (!upstreams.hasWaiting) return;
    if (endpoint >= 0) this.serveWaitingFor(endpoint);
    for (let other = 0; other < upstreams.count && upstreams.hasWaiting; other += 1)
      this.serveWaitingFor(other);
  }

  /** The process has ended; the requests have been closed one by one. */
  clear(): void {
    this.upstreams.clear();
    if (this.sweepTimer >= 0) this.plex.sim.cancel(this.sweepTimer as EventHandle);
    this.sweepTimer = NONE;
  }

  private useConnection(slot: number, endpoint: number): void {
    const { exchanges, upstreams } = this;
    const kept = upstreams.takeIdle(endpoint);
    if (kept >= 0) {
      exchanges.openedAt[slot] = upstreams.takenOpenedAt[0] as number;
      this.send(slot, kept, NO_TIME);
    } else if (upstreams.mayOpen(endpoint)) {
      exchanges.phase[slot] = ExchangePhase.Connecting;
      this.limit(slot, endpoint);
      exchanges.upstream[slot] = this.plex.tcpip.transport.connect(
        this.options.client,
        upstreams.destinationOf(endpoint),
        exchanges.nameOf(slot),
      );
    } else {
      exchanges.phase[slot] = ExchangePhase.Waiting;
      this.limit(slot, endpoint);
      upstreams.wait(endpoint, exchanges.nameOf(slot));
    }
  }

  private send(slot: number, connection: ConnectionName, preparation: Duration): void {
    const { exchanges } = this;
    exchanges.upstream[slot] = connection;
    exchanges.phase[slot] = ExchangePhase.Sent;
    this.limit(slot, exchanges.endpoint[slot] as number);
    const asked = this.forwarder.askedOf(slot);
    this.plex.tcpip.transport.send(connection, exchanges.nameOf(slot), asked, preparation);
  }

  /** For a connection, or for the answer; not when the limit of everything comes no later. */
  private limit(slot: number, endpoint: number): void {
    this.unlimit(slot);
    const { profile, table } = this.options;
    const { timeout, totalLimit } = profile;
    const own = table.timeoutOf(endpoint);
    const limit = own >= 0 ? own : timeout;
    if (totalLimit !== undefined && limit >= totalLimit) return;
    this.exchanges.attemptTimer[slot] = this.plex.sim.after(
      limit as Duration,
      attemptLimitReached,
      this.payloadOf(slot),
    );
  }

  private giveBack(endpoint: number, connection: ConnectionName, slot: number): void {
    this.upstreams.giveBack(endpoint, connection, this.exchanges.openedAt, slot);
    if (this.sweepTimer !== NONE) return;
    const idleTimeout = this.upstreams.idleTimeout as Duration;
    this.sweepTimer = this.plex.sim.after(idleTimeout, idleSweepDue, this.payloadOf(0));
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

  private fail(slot: number, outcome: number, cause: RetryCause): void {
    this.forwarder.onAttemptFailed(slot, outcome, cause);
  }

  private payloadOf(slot: number): number {
    return slotPayload(slot, this.options.index);
  }
}
