/**
 * A REST client: requests that arrive by a process of their own, each with its attempts, time-out and retries.
 *
 * Modelled: open arrivals (a slow server does not slow the arrivals), a connection per request or a pool of kept
 * connections, time-out per attempt, retries with a fixed back-off, tokens of z/OSMF and Zowe: a client without one logs on
 * first, and one whose token is refused logs on anew within the same attempt, or asks before whether the token is good.
 * Simplified: TLS is a delay before the first request of a connection; basic authentication costs what the server's
 * service time says. A kept connection is closed by whichever side's idle time ends first.
 * Simplified: requests under way when a token is lost log on each for itself, as processes of a command line do.
 * Not modelled: pipelining, name resolution.
 */
import {
  between,
  defineEvent,
  exponential,
  NO_TIME,
  START,
  type Distribution,
  type Duration,
  type EventHandle,
  type Forkable,
  type Instant,
  type RandomStream,
} from "@sysplex/sim-core";
import type { ConnectionName, TcpClient, TcpProfile } from "@sysplex/tcpip";
import { ClientHandshakes } from "@sysplex/zowe";
import type { Arrivals, Connections } from "../file/index.js";
import { KeptConnections } from "./kept-connections.js";
import type { ScenarioPlex } from "../plex.js";
import { NO_CONNECTION, type RequestPool } from "./request-pool.js";

export interface RestClientOptions {
  readonly name: string;
  /** Index among the plex's clients, by which events name it. */
  readonly index: number;
  readonly destination: number;
  readonly operation: number;
  /** What gets it a token; absent: it needs none. */
  readonly logon?: number;
  /** What it asks before it logs on anew; absent: nothing. */
  readonly query?: number;
  readonly secure: boolean;
  /** As the client names the server. */
  readonly host: string;
  readonly port: number;
  readonly arrivals: Arrivals;
  readonly timeout: Duration;
  readonly attempts: number;
  readonly backoff: Duration;
  readonly connections: Connections;
  readonly tcp: TcpProfile;
  /** Told of tokens that are refused. Absent: nobody asks. */
  readonly tokens?: TokenWatch;
}

/** Who measures for how long clients are without the token that they had. */
export interface TokenWatch {
  /** The token that a client has is not accepted any more. */
  onTokenRefused(): void;
  /** That client has another one. */
  onTokenRenewed(): void;
}

/** Why an attempt failed: by TCP, by the server's certificate, by patience, or by the HTTP status of the answer. */
export type AttemptFailure = "refused" | "connectTimeout" | "tls" | "timeout" | "reset" | number;

/** What a request is about to do before what it is for. */
const Preparing = { nothing: 0, logon: 1, query: 2 } as const;

/** HTTP status of a token that is not accepted. */
const UNAUTHORIZED = 401;

/**
 * Who measures. Called once for each attempt's and each request's end. `age` is the time since the request should have been
 * sent: unlike an instant, it is a small number for ever, and costs no memory to hand over.
 */
export interface RequestObserver {
  onSent(): void;
  /** `stack` is the index of the stack that answered. */
  onSucceeded(age: Duration, serial: number, stack: number): void;
  onFailed(age: Duration, serial: number, why: AttemptFailure): void;
  onAttemptFailed(age: Duration, why: AttemptFailure, willRetry: boolean): void;
  /** At the end of the run: the request had failed at least once, and was being tried again. */
  onAbandoned(age: Duration): void;
  /** An established connection was cut, or abandoned because nothing came back. */
  onConnectionLost(why: "reset" | "stalled"): void;
  /** It got a token. `needed`: the one that it had was refused. */
  onLoggedOn(needed: boolean): void;
}

const arrived = defineEvent("client.request-due", ({ clients }: ScenarioPlex, client: number) =>
  clients[client]?.onDue(),
);
const requestEvent = (name: string, step: (client: RestClient, request: number, slot: number) => void) =>
  defineEvent(name, ({ requests, clients }: ScenarioPlex, request: number) => {
    const slot = requests.slotOf(request);
    if (slot >= 0) step(clients[requests.client[slot] as number] as RestClient, request, slot);
  });

const retryDue = requestEvent("client.retry-due", (client, request, slot) =>
  client.onRetryDue(request, slot),
);
const timedOut = requestEvent("client.timed-out", (client, request, slot) =>
  client.onTimedOut(request, slot),
);

export class RestClient implements TcpClient, Forkable {
  private readonly requests: RequestPool;
  private readonly kept: KeptConnections | undefined;
  /** Of https to where Zowe may answer: only its certificates are modelled. */
  private readonly handshakes: ClientHandshakes | undefined;
  private readonly tcpClient: number;
  private readonly stream: RandomStream;
  private readonly gap: Distribution | undefined;
  private serial = 0;
  private hasToken = false;
  /** It had a token, which was refused. */
  private hasLostToken = false;

  constructor(
    private readonly plex: ScenarioPlex,
    readonly options: RestClientOptions,
    private readonly observer: RequestObserver,
  ) {
    const { name, arrivals, connections, tcp } = options;
    this.requests = plex.requests;
    this.tcpClient = plex.tcpip.transport.addClient(this, tcp);
    this.stream = plex.sim.random(`client/${name}/arrivals`);
    this.gap = arrivals.kind === "poisson" ? exponential(1_000_000 / arrivals.perSecond) : undefined;
    if (connections.kind === "keepAlive") this.kept = new KeptConnections(connections.pool);
    const { secure, host, port } = options;
    if (secure && plex.zowe.launchers.length > 0) this.handshakes = new ClientHandshakes(plex, host, port);
    plex.sim.attach(`client/${name}`, this);
  }

  copyFrom(twin: RestClient): void {
    this.serial = twin.serial;
    this.hasToken = twin.hasToken;
    this.hasLostToken = twin.hasLostToken;
    if (twin.handshakes !== undefined) this.handshakes?.copyFrom(twin.handshakes);
    if (twin.kept !== undefined) this.kept?.copyFrom(twin.kept);
  }

  get name(): string {
    return this.options.name;
  }

  /** At even distances the first request is sent at once; at random, after the first gap. */
  start(): void {
    if (this.gap === undefined) this.plex.sim.at(START, arrived, this.options.index);
    else this.scheduleNext();
  }

  /** The run is over: a request that was being tried again has been given up in effect. */
  finish(): void {
    for (const slot of this.requests.openSlotsOf(this.options.index)) {
      if (this.requests.troubled[slot] === 1) this.observer.onAbandoned(this.ageOf(slot));
    }
  }

  /** @internal A request arrives. */
  onDue(): void {
    this.scheduleNext();
    const request = this.requests.open(this.options.index, this.serial);
    const slot = this.requests.slotOf(request);
    this.requests.due[slot] = this.plex.sim.now;
    this.serial += 1;
    this.observer.onSent();
    this.attempt(request, slot);
  }

  /** @internal */
  onRetryDue(request: number, slot: number): void {
    this.attempt(request, slot);
  }

  /** @internal */
  onTimedOut(request: number, slot: number): void {
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
    if (this.isRefusedByTls(connection)) {
      this.closeConnection(connection);
      this.plex.sim.cancel(this.requests.timer[slot] as EventHandle);
      this.failAttempt(request, slot, "tls");
      return this.serveWaiting();
    }
    const handshake = this.options.secure ? this.plex.clientParameters.tlsHandshake : NO_TIME;
    this.ask(connection, request, slot, handshake);
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
    if (this.goesOn(connection, request, slot, status)) return;
    this.plex.sim.cancel(this.requests.timer[slot] as EventHandle);
    if (this.kept === undefined) this.plex.tcpip.transport.close(connection);
    else this.giveBack(connection, this.kept);
    if (status < 400) {
      const age = this.ageOf(slot);
      const serial = this.requests.serial[slot] as number;
      this.requests.close(slot);
      this.observer.onSucceeded(age, serial, stack);
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

  /** The certificate that the server shows is none that this client accepts. */
  private isRefusedByTls(connection: ConnectionName): boolean {
    if (this.handshakes === undefined) return false;
    const { connections } = this.plex.tcpip.transport;
    const stack = connections.stack[connections.slotOf(connection)] as number;
    return this.handshakes.problemAt(stack) !== undefined;
  }

  private scheduleNext(): void {
    const { sim } = this.plex;
    const { arrivals, index } = this.options;
    if (arrivals.kind === "every") {
      sim.after(arrivals.interval, arrived, index);
    } else {
      this.gap?.draw(this.stream);
      sim.afterDrawn(this.stream, arrived, index);
    }
  }

  private attempt(request: number, slot: number): void {
    const { requests, plex, options } = this;
    requests.attempts[slot] = (requests.attempts[slot] as number) + 1;
    requests.connection[slot] = NO_CONNECTION;
    requests.connected[slot] = 0;
    requests.renewed[slot] = 0;
    requests.timer[slot] = plex.sim.after(options.timeout, timedOut, request);
    this.useConnection(request, slot);
  }

  private useConnection(request: number, slot: number): void {
    const { transport } = this.plex.tcpip;
    const kept = this.takeKept();
    if (kept !== undefined) {
      this.requests.connection[slot] = kept;
      this.requests.connected[slot] = 1;
      this.ask(kept, request, slot, NO_TIME);
    } else if (this.kept === undefined || this.kept.mayOpen()) {
      this.requests.connection[slot] = transport.connect(this.tcpClient, this.options.destination, request);
    } else {
      this.kept.wait(request);
    }
  }

  /** Sends the request, or the logon that has to come first. */
  private ask(connection: ConnectionName, request: number, slot: number, preparation: Duration): void {
    const { operation, logon } = this.options;
    const logsOn = logon !== undefined && !this.hasToken;
    this.requests.preparing[slot] = logsOn ? Preparing.logon : Preparing.nothing;
    this.plex.tcpip.transport.send(connection, request, logsOn ? logon : operation, preparation);
  }

  /** An answer after which the attempt goes on over the same connection: a logon, or a token that was refused. */
  private goesOn(connection: ConnectionName, request: number, slot: number, status: number): boolean {
    const { logon, query } = this.options;
    if (logon === undefined) return false;
    const { requests } = this;
    const preparing = requests.preparing[slot];
    const isRefused = status === UNAUTHORIZED;
    if (preparing === Preparing.logon) {
      if (status >= 400) return false;
      this.hasToken = true;
      this.observer.onLoggedOn(this.hasLostToken);
      if (this.hasLostToken) this.options.tokens?.onTokenRenewed();
      this.hasLostToken = false;
    } else if (preparing === Preparing.query) {
      if (status >= 400 && !isRefused) return false;
      if (isRefused) this.loseToken();
    } else {
      if (!isRefused || requests.renewed[slot] === 1) return false;
      requests.renewed[slot] = 1;
      if (query !== undefined) {
        requests.preparing[slot] = Preparing.query;
        this.plex.tcpip.transport.send(connection, request, query, NO_TIME);
        return true;
      }
      this.loseToken();
    }
    this.ask(connection, request, slot, NO_TIME);
    return true;
  }

  private loseToken(): void {
    if (this.hasToken) this.options.tokens?.onTokenRefused();
    this.hasLostToken ||= this.hasToken;
    this.hasToken = false;
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

  private ageOf(slot: number): Duration {
    return between(this.requests.due[slot] as Instant, this.plex.sim.now);
  }

  private failAttempt(request: number, slot: number, why: AttemptFailure): void {
    const { requests, observer, options, plex } = this;
    const age = this.ageOf(slot);
    const willRetry = (requests.attempts[slot] as number) < options.attempts;
    observer.onAttemptFailed(age, why, willRetry);
    if (willRetry) {
      requests.connection[slot] = NO_CONNECTION;
      requests.troubled[slot] = 1;
      plex.sim.after(options.backoff, retryDue, request);
      return;
    }
    const serial = requests.serial[slot] as number;
    requests.close(slot);
    observer.onFailed(age, serial, why);
  }
}
