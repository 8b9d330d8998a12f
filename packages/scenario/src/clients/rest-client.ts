/**
 * A REST client: requests that arrive by a process of their own, each with its attempts, time-out and retries.
 *
 * Modelled: open arrivals (a slow server does not slow the arrivals), a connection per request or a pool of kept
 * connections, time-out per attempt, retries with a fixed back-off.
 * Simplified: TLS is a delay before the first request of a connection; basic authentication costs what the server's
 * service time says. A kept connection is closed by whichever side's idle time ends first.
 * Not modelled: session tokens, pipelining, name resolution.
 */
import {
  defineEvent,
  exponential,
  NO_TIME,
  START,
  type Distribution,
  type Duration,
  type EventHandle,
  type Instant,
  type RandomStream,
} from "@sysplex/sim-core";
import type { ConnectionName, TcpClient, TcpProfile } from "@sysplex/tcpip";
import type { Arrivals, Connections } from "../file/index.js";
import { KeptConnections } from "./kept-connections.js";
import type { ScenarioPlex } from "../plex.js";
import { NO_CONNECTION, RequestPool } from "./request-pool.js";

export interface RestClientOptions {
  readonly name: string;
  /** Index among the plex's clients, by which events name it. */
  readonly index: number;
  readonly destination: number;
  readonly operation: number;
  readonly secure: boolean;
  readonly arrivals: Arrivals;
  readonly timeout: Duration;
  readonly attempts: number;
  readonly backoff: Duration;
  readonly connections: Connections;
  readonly tcp: TcpProfile;
}

/** Why an attempt failed: by TCP, by patience, or by the HTTP status of the answer. */
export type AttemptFailure = "refused" | "connectTimeout" | "timeout" | "reset" | number;

/** Who measures. Called once for each attempt's and each request's end. */
export interface RequestObserver {
  onSent(due: Instant, serial: number): void;
  /** `stack` is the index of the stack that answered. */
  onSucceeded(due: Instant, serial: number, stack: number): void;
  onFailed(due: Instant, serial: number, why: AttemptFailure): void;
  onAttemptFailed(due: Instant, why: AttemptFailure, willRetry: boolean): void;
  /** At the end of the run: the request had failed at least once, and was being tried again. */
  onAbandoned(due: Instant): void;
  /** An established connection was cut, or abandoned because nothing came back. */
  onConnectionLost(why: "reset" | "stalled"): void;
}

/** A client's index and one of its requests, in one number. */
type ClientRequest = number;
const REQUEST_LIMIT = 0x80000000;

const arrived = defineEvent("client.request-due", ({ clients }: ScenarioPlex, client: number) =>
  clients[client]?.onDue(),
);
const retryDue = defineEvent("client.retry-due", ({ clients }: ScenarioPlex, name: ClientRequest) =>
  clients[Math.floor(name / REQUEST_LIMIT)]?.onRetryDue(name % REQUEST_LIMIT),
);
const timedOut = defineEvent("client.timed-out", ({ clients }: ScenarioPlex, name: ClientRequest) =>
  clients[Math.floor(name / REQUEST_LIMIT)]?.onTimedOut(name % REQUEST_LIMIT),
);

export class RestClient implements TcpClient {
  private readonly requests = new RequestPool();
  private readonly kept: KeptConnections | undefined;
  private readonly tcpClient: number;
  private readonly stream: RandomStream;
  private readonly gap: Distribution | undefined;
  private serial = 0;

  constructor(
    private readonly plex: ScenarioPlex,
    readonly options: RestClientOptions,
    private readonly observer: RequestObserver,
  ) {
    const { name, arrivals, connections, tcp } = options;
    this.tcpClient = plex.tcpip.transport.addClient(this, tcp);
    this.stream = plex.sim.random(`client/${name}/arrivals`);
    this.gap = arrivals.kind === "poisson" ? exponential(1_000_000 / arrivals.perSecond) : undefined;
    if (connections.kind === "keepAlive") this.kept = new KeptConnections(connections.pool);
  }

  get name(): string {
    return this.options.name;
  }

  start(): void {
    this.plex.sim.at(START, arrived, this.options.index);
  }

  /** The run is over: a request that was being tried again has been given up in effect. */
  finish(): void {
    for (const slot of this.requests.openSlots) {
      if (this.requests.troubled[slot] === 1) this.observer.onAbandoned(this.requests.due[slot] as Instant);
    }
  }

  /** @internal A request arrives; the one that starts the simulation only draws the first gap. */
  onDue(): void {
    const { sim } = this.plex;
    const isFirst = sim.now === START;
    sim.after(this.nextGap(), arrived, this.options.index);
    if (isFirst && this.gap !== undefined) return;
    const request = this.requests.open(sim.now, this.serial);
    this.serial += 1;
    this.observer.onSent(sim.now, this.serial - 1);
    this.attempt(request, this.requests.slotOf(request));
  }

  /** @internal */
  onRetryDue(request: number): void {
    const slot = this.requests.slotOf(request);
    if (slot >= 0) this.attempt(request, slot);
  }

  /** @internal */
  onTimedOut(request: number): void {
    const slot = this.requests.slotOf(request);
    if (slot < 0) return;
    const connection = this.requests.connection[slot] as ConnectionName;
    const wasConnected = this.requests.connected[slot] === 1;
    if (connection === NO_CONNECTION) this.kept?.withdraw(request);
    else this.closeConnection(connection);
    if (wasConnected) this.observer.onConnectionLost("stalled");
    this.failAttempt(request, slot, "timeout");
    this.serveWaiting();
  }

  onConnected(connection: ConnectionName, request: number): void {
    const slot = this.requests.slotOf(request);
    if (slot < 0) return this.closeConnection(connection);
    this.requests.connected[slot] = 1;
    const handshake = this.options.secure ? this.plex.clientParameters.tlsHandshake : NO_TIME;
    this.plex.tcpip.transport.send(connection, request, this.options.operation, handshake);
  }

  onConnectFailed(request: number, why: "refused" | "timeout"): void {
    this.kept?.ended();
    const slot = this.requests.slotOf(request);
    if (slot < 0) return;
    this.plex.sim.cancel(this.requests.timer[slot] as EventHandle);
    this.failAttempt(request, slot, why === "refused" ? "refused" : "connectTimeout");
    this.serveWaiting();
  }

  onResponse(connection: ConnectionName, request: number, status: number, stack: number): void {
    const slot = this.requests.slotOf(request);
    if (slot < 0) return this.closeConnection(connection);
    this.plex.sim.cancel(this.requests.timer[slot] as EventHandle);
    if (this.kept === undefined) this.plex.tcpip.transport.close(connection);
    else this.giveBack(connection, this.kept);
    if (status < 400) {
      const due = this.requests.due[slot] as Instant;
      const serial = this.requests.serial[slot] as number;
      this.requests.close(slot);
      this.observer.onSucceeded(due, serial, stack);
    } else {
      this.failAttempt(request, slot, status);
    }
    this.serveWaiting();
  }

  onReset(request: number, why: "reset" | "timeout"): void {
    this.kept?.ended();
    this.observer.onConnectionLost(why === "reset" ? "reset" : "stalled");
    const slot = this.requests.slotOf(request);
    if (slot < 0) return;
    this.plex.sim.cancel(this.requests.timer[slot] as EventHandle);
    this.failAttempt(request, slot, "reset");
    this.serveWaiting();
  }

  private nextGap(): Duration {
    const { arrivals } = this.options;
    if (arrivals.kind === "every" || this.gap === undefined)
      return (arrivals as { interval: Duration }).interval;
    return Math.max(1, Math.round(this.gap.sample(this.stream))) as Duration;
  }

  private attempt(request: number, slot: number): void {
    const { requests, plex, options } = this;
    requests.attempts[slot] = (requests.attempts[slot] as number) + 1;
    requests.connection[slot] = NO_CONNECTION;
    requests.connected[slot] = 0;
    requests.timer[slot] = plex.sim.after(options.timeout, timedOut, options.index * REQUEST_LIMIT + request);
    this.useConnection(request, slot);
  }

  private useConnection(request: number, slot: number): void {
    const { transport } = this.plex.tcpip;
    const kept = this.takeKept();
    if (kept !== undefined) {
      this.requests.connection[slot] = kept;
      this.requests.connected[slot] = 1;
      transport.send(kept, request, this.options.operation, NO_TIME);
    } else if (this.kept === undefined || this.kept.mayOpen()) {
      this.requests.connection[slot] = transport.connect(this.tcpClient, this.options.destination, request);
    } else {
      this.kept.wait(request);
    }
  }

  /** Connections that have idled too long are closed at the next occasion: a reset later on does not cut them. */
  private giveBack(connection: ConnectionName, kept: KeptConnections): void {
    kept.giveBack(connection, this.plex.sim.now);
    for (
      let name = kept.takeExpired(this.idleLimit);
      name !== undefined;
      name = kept.takeExpired(this.idleLimit)
    )
      this.closeConnection(name);
  }

  /** A connection that has idled since before has been closed, by the client or by the server. */
  private get idleLimit(): number {
    const { connections } = this.options;
    const { serverIdleTimeout } = this.plex.clientParameters;
    const idle = connections.kind === "keepAlive" ? Math.min(connections.idle, serverIdleTimeout) : 0;
    return this.plex.sim.now - idle;
  }

  /** A kept connection that neither side has closed for idleness, nor a reset cut. */
  private takeKept(): ConnectionName | undefined {
    if (this.kept === undefined) return undefined;
    for (;;) {
      const connection = this.kept.take(this.idleLimit);
      if (connection === undefined) return undefined;
      if (!this.plex.tcpip.transport.isOpen(connection.name)) continue; // A reset had cut it and was counted then.
      if (connection.usable) return connection.name;
      this.closeConnection(connection.name);
    }
  }

  private closeConnection(connection: ConnectionName): void {
    if (!this.plex.tcpip.transport.isOpen(connection)) return;
    this.plex.tcpip.transport.close(connection);
    this.kept?.ended();
  }

  /** A place in the pool is free: the request that has waited longest gets it. */
  private serveWaiting(): void {
    for (;;) {
      const request = this.kept?.nextWaiting();
      if (request === undefined) return;
      const slot = this.requests.slotOf(request);
      if (slot >= 0) this.useConnection(request, slot);
    }
  }

  private failAttempt(request: number, slot: number, why: AttemptFailure): void {
    const { requests, observer, options, plex } = this;
    const due = requests.due[slot] as Instant;
    const willRetry = (requests.attempts[slot] as number) < options.attempts;
    observer.onAttemptFailed(due, why, willRetry);
    if (willRetry) {
      requests.connection[slot] = NO_CONNECTION;
      requests.troubled[slot] = 1;
      plex.sim.after(options.backoff, retryDue, options.index * REQUEST_LIMIT + request);
      return;
    }
    const serial = requests.serial[slot] as number;
    requests.close(slot);
    observer.onFailed(due, serial, why);
  }
}
