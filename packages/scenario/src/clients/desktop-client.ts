/**
 * Users of the Zowe Desktop: each logs on once, keeps a terminal open, and asks for pages and services now and then.
 *
 * Modelled: logon until it succeeds; a websocket with a message at even distances; open arrivals of requests, each of a user
 * whose turn it is; a new websocket after a cut; a new logon after 401; patience.
 * Simplified: a connection per request; what a user has in a terminal that is cut is lost as a whole.
 * Not modelled: several terminals of one user, the browser's cache, a token that the user gives back.
 *
 * Data plane: users and requests are numbers in columns; an event carries one number; nothing is allocated for a request.
 */
import {
  between,
  defineEvent,
  exponential,
  grownTo,
  NO_TIME,
  SlotPool,
  START,
  Tally,
  times,
  type Distribution,
  type Duration,
  type EventHandle,
  type Forkable,
  type Instant,
  type ParameterValues,
  type RandomStream,
  type Simulation,
} from "@sysplex/sim-core";
import type { ConnectionName, TcpClient, TcpipPlex, TcpProfile } from "@sysplex/tcpip";
import type { Arrivals } from "../file/index.js";
import type { clientParameters } from "../resolve/parameters.js";
import type { AttemptFailure, RequestObserver } from "./rest-client.js";

/** What the handlers of this file's events receive. */
export interface DesktopClientPlex extends TcpipPlex {
  readonly sim: Simulation<DesktopClientPlex>;
  /** An event names a client by its index here. */
  readonly desktopClients: readonly DesktopClient[];
  readonly clientParameters: ParameterValues<typeof clientParameters>;
}

/** The number of an operation for a user, as `plex.zowe.operations.operationOf`; `undefined`: there is no such. */
export type UserOperations = (method: string, path: string, user: number) => number | undefined;

export interface DesktopClientOptions {
  readonly name: string;
  /** Index among the plex's Desktop clients. */
  readonly index: number;
  readonly users: number;
  /** The number of the first user, from 1 on: two clients have different ones. */
  readonly firstUser: number;
  readonly destination: number;
  readonly secure: boolean;
  readonly operationOf: UserOperations;
  /** Of requests of all users together. */
  readonly arrivals: Arrivals;
  /** Time between two messages over a terminal. */
  readonly messageEvery: Duration;
  /** The first logons are spread over this time. */
  readonly logonsWithin: Duration;
  readonly timeout: Duration;
  /** Before a failed logon or upgrade is tried again, and before a cut websocket is opened again. */
  readonly backoff: Duration;
  readonly tcp: TcpProfile;
}

/** What the users have met with so far. */
export interface DesktopClientReport {
  readonly users: number;
  readonly loggedOn: number;
  readonly logons: number;
  readonly logonsFailed: number;
  /** 401 in the middle of work: the user had to log on again. */
  readonly logonsNeeded: number;
  readonly terminalsOpen: number;
  readonly websocketsOpened: number;
  /** By RST, or because nothing came back. */
  readonly websocketsCut: { readonly reset: number; readonly stalled: number };
  /** Terminals that were cut after something had been typed. */
  readonly unsavedStateLost: number;
  readonly messages: number;
  /** From a cut to the next websocket of the same user. */
  readonly reconnectSeconds: { readonly count: number; readonly mean: number; readonly max: number };
}

/** By kind of request: method and path. @source zlux-server-framework lib/webapp.js; tn3270-ng2. */
const asked = [
  ["POST", "/zlux/ui/v1/auth"],
  ["GET", "/zlux/ui/v1/ZLUX/plugins/org.zowe.zlux.bootstrap/web/"],
  ["GET", "/zlux/ui/v1/ZLUX/plugins/org.zowe.configjs/services/data/_current"],
  ["GET", "/zlux/ws/v1/ZLUX/plugins/org.zowe.terminal.tn3270/services/tn3270data/_current"],
] as const;
const LOGON = 0;
const PAGE = 1;
const SERVICE = 2;
const TERMINAL = 3;

/** Users go through these in this order, and back to the first when a session is not known. */
const LOGGED_OFF = 0;
const LOGGING_ON = 1;
const LOGGED_ON = 2;
const OPENING = 3;
const OPEN = 4;

const NONE = -1;
const SWITCHING_PROTOCOLS = 101;
const HTTP_BAD_REQUEST = 400;
const HTTP_UNAUTHORIZED = 401;

/** An event's payload is user or slot × this + index of the client, which stays below 2³¹. */
const CLIENT_BITS = 10;
const CLIENT_MASK = (1 << CLIENT_BITS) - 1;
const REQUEST_LIMIT = 0x20_0000;

const clientEvent = (name: string, step: (client: DesktopClient, place: number) => void) =>
  defineEvent(name, ({ desktopClients }: DesktopClientPlex, payload: number) => {
    const client = desktopClients[payload & CLIENT_MASK];
    if (client !== undefined) step(client, payload >> CLIENT_BITS);
  });
const requestDue = clientEvent("client.desktop-request-due", (client) => client.onRequestDue());
const userDue = clientEvent("client.desktop-user-due", (client, user) => client.onUserDue(user));
const timedOut = clientEvent("client.desktop-request-timed-out", (client, slot) => client.onTimedOut(slot));

/** The requests under way, logons among them. */
class RequestColumns implements Forkable {
  user = new Int32Array(0);
  kind = new Uint8Array(0);
  due = new Float64Array(0);
  serial = new Float64Array(0);
  connection = new Int32Array(0);
  timer = new Int32Array(0);
  readonly pool = new SlotPool({
    slotLimit: REQUEST_LIMIT,
    what: "requests of Desktop users are under way",
    grow: (capacity) => this.grow(capacity),
  });

  copyFrom(twin: RequestColumns): void {
    this.pool.copyFrom(twin.pool);
    this.user = twin.user.slice();
    this.kind = twin.kind.slice();
    this.due = twin.due.slice();
    this.serial = twin.serial.slice();
    this.connection = twin.connection.slice();
    this.timer = twin.timer.slice();
  }

  private grow(capacity: number): void {
    this.user = grownTo(capacity, this.user);
    this.kind = grownTo(capacity, this.kind);
    this.due = grownTo(capacity, this.due);
    this.serial = grownTo(capacity, this.serial);
    this.connection = grownTo(capacity, this.connection);
    this.timer = grownTo(capacity, this.timer);
  }
}

export class DesktopClient implements TcpClient, Forkable {
  /** By user. */
  private readonly state: Uint8Array;
  private readonly socket: Int32Array;
  private readonly timer: Int32Array;
  /** When the terminal was cut; −1: it was not. */
  private readonly cutAt: Float64Array;
  private readonly isTyping: Uint8Array;
  private readonly hasTyped: Uint8Array;

  private readonly requests = new RequestColumns();
  private readonly reconnects = new Tally();
  private readonly requestClient: number;
  private readonly terminalClient: number;
  private readonly stream: RandomStream;
  private readonly gap: Distribution | undefined;
  /** By kind: the operation of user 0, and what one user more adds to it. */
  private readonly base: readonly number[];
  private readonly step: readonly number[];
  private serial = 0;
  private logons = 0;
  private logonsFailed = 0;
  private logonsNeeded = 0;
  private websocketsOpened = 0;
  private cutByReset = 0;
  private cutByStall = 0;
  private unsavedStateLost = 0;
  private messages = 0;
  private cursor = 0;

  constructor(
    private readonly plex: DesktopClientPlex,
    readonly options: DesktopClientOptions,
    private readonly observer: RequestObserver,
  ) {
    const { name, users, arrivals, tcp, operationOf } = options;
    const { transport } = plex.tcpip;
    this.state = new Uint8Array(users);
    this.socket = new Int32Array(users).fill(NONE);
    this.timer = new Int32Array(users).fill(NONE);
    this.cutAt = new Float64Array(users).fill(NONE);
    this.isTyping = new Uint8Array(users);
    this.hasTyped = new Uint8Array(users);
    this.requestClient = transport.addClient(this, tcp);
    this.terminalClient = transport.addClient(terminalsOf(this), tcp);
    this.stream = plex.sim.random(`client/${name}/arrivals`);
    this.gap = arrivals.kind === "poisson" ? exponential(1_000_000 / arrivals.perSecond) : undefined;
    this.base = asked.map(([method, path]) => operationOf(method, path, 0) ?? NONE);
    this.step = asked.map(([method, path], kind) =>
      this.base[kind] === NONE ? 0 : (operationOf(method, path, 1) ?? 0) - (this.base[kind] as number),
    );
    plex.sim.attach(`client/${name}`, this);
  }

  get name(): string {
    return this.options.name;
  }

  get report(): DesktopClientReport {
    const { reconnects, cutByReset: reset, cutByStall: stalled } = this;
    const { count } = reconnects;
    const reconnectSeconds =
      count === 0 ? { count, mean: 0, max: 0 } : { count, mean: reconnects.mean, max: reconnects.max };
    return {
      users: this.options.users,
      loggedOn: this.state.reduce((sum, state) => (state >= LOGGED_ON ? sum + 1 : sum), 0),
      logons: this.logons,
      logonsFailed: this.logonsFailed,
      logonsNeeded: this.logonsNeeded,
      terminalsOpen: this.state.reduce((sum, state) => (state === OPEN ? sum + 1 : sum), 0),
      websocketsOpened: this.websocketsOpened,
      websocketsCut: { reset, stalled },
      unsavedStateLost: this.unsavedStateLost,
      messages: this.messages,
      reconnectSeconds,
    };
  }

  copyFrom(twin: DesktopClient): void {
    this.state.set(twin.state);
    this.socket.set(twin.socket);
    this.timer.set(twin.timer);
    this.cutAt.set(twin.cutAt);
    this.isTyping.set(twin.isTyping);
    this.hasTyped.set(twin.hasTyped);
    this.requests.copyFrom(twin.requests);
    this.reconnects.copyFrom(twin.reconnects);
    this.serial = twin.serial;
    this.logons = twin.logons;
    this.logonsFailed = twin.logonsFailed;
    this.logonsNeeded = twin.logonsNeeded;
    this.websocketsOpened = twin.websocketsOpened;
    this.cutByReset = twin.cutByReset;
    this.cutByStall = twin.cutByStall;
    this.unsavedStateLost = twin.unsavedStateLost;
    this.messages = twin.messages;
    this.cursor = twin.cursor;
  }

  /** Users log on one after the other, at even distances; requests begin at once. */
  start(): void {
    const { users, logonsWithin } = this.options;
    for (let user = 0; user < users; user += 1) this.arm(user, times(logonsWithin, user / users));
    if (this.gap === undefined) this.plex.sim.at(START, requestDue, this.options.index);
    else this.scheduleRequest();
  }

  /** @internal The end of the warm-up: what was counted until then does not count. */
  forgetCounts(): void {
    this.logons = 0;
    this.logonsFailed = 0;
    this.logonsNeeded = 0;
    this.websocketsOpened = 0;
    this.cutByReset = 0;
    this.cutByStall = 0;
    this.unsavedStateLost = 0;
    this.messages = 0;
    this.reconnects.reset();
  }

  /** @internal A request of the user whose turn it is: a page in one round, a service in the next, if the user is logged on. */
  onRequestDue(): void {
    this.scheduleRequest();
    const { users } = this.options;
    const user = this.serial % users;
    const isLoggedOn = (this.state[user] as number) >= LOGGED_ON;
    const kind = isLoggedOn && Math.floor(this.serial / users) % 2 === 1 ? SERVICE : PAGE;
    this.observer.onSent();
    this.send(user, kind, this.serial);
    this.serial += 1;
  }

  /** @internal What is next for a user: a logon, a terminal, a message, or the end of patience with an upgrade. */
  onUserDue(user: number): void {
    this.timer[user] = NONE;
    const state = this.state[user];
    if (state === LOGGED_OFF) this.logOn(user);
    else if (state === LOGGED_ON) this.openTerminal(user);
    else if (state === OPENING) this.giveTerminalUp(user);
    else if (state === OPEN) this.type(user);
  }

  /** @internal */
  onTimedOut(slot: number): void {
    this.requests.timer[slot] = NONE;
    this.plex.tcpip.transport.close(this.requests.connection[slot] as number);
    this.fail(slot, "timeout");
  }

  onConnected(connection: ConnectionName, name: number): void {
    const slot = this.requests.pool.slotOf(name);
    if (slot < 0) return this.plex.tcpip.transport.close(connection);
    const operation = this.operation(this.requests.kind[slot] as number, this.requests.user[slot] as number);
    this.plex.tcpip.transport.send(connection, name, operation, this.handshake);
  }

  onConnectFailed(name: number, why: "refused" | "timeout"): void {
    const slot = this.requests.pool.slotOf(name);
    if (slot >= 0) this.fail(slot, why === "refused" ? "refused" : "connectTimeout");
  }

  onResponse(connection: ConnectionName, name: number, status: number, stack: number): void {
    const slot = this.requests.pool.slotOf(name);
    this.plex.tcpip.transport.close(connection);
    if (slot < 0) return;
    if (status >= HTTP_BAD_REQUEST) return this.fail(slot, status);
    const user = this.requests.user[slot] as number;
    const isLogon = this.requests.kind[slot] === LOGON;
    const serial = this.requests.serial[slot] as number;
    const age = this.ageOf(slot);
    this.release(slot);
    if (isLogon) this.onLoggedOn(user);
    else this.observer.onSucceeded(age, serial, stack);
  }

  onReset(name: number): void {
    const slot = this.requests.pool.slotOf(name);
    if (slot >= 0) this.fail(slot, "reset");
  }

  /** @internal */
  onTerminalConnected(connection: ConnectionName, user: number): void {
    if (this.socket[user] !== connection) return this.plex.tcpip.transport.close(connection);
    this.plex.tcpip.transport.send(connection, user, this.operation(TERMINAL, user), this.handshake);
  }

  /** @internal */
  onTerminalFailed(user: number): void {
    if (this.state[user] !== OPENING) return;
    this.socket[user] = NONE;
    this.state[user] = LOGGED_ON;
    this.arm(user, this.options.backoff);
  }

  /** @internal An upgrade's answer, or a message's. */
  onTerminalAnswer(connection: ConnectionName, user: number, status: number): void {
    if (this.socket[user] !== connection) return;
    if (this.state[user] !== OPENING) this.isTyping[user] = 0;
    else if (status === SWITCHING_PROTOCOLS) this.onTerminalOpen(user);
    else {
      this.closeTerminal(user);
      this.state[user] = LOGGED_ON;
      if (status === HTTP_UNAUTHORIZED) this.needLogon(user);
      else this.arm(user, this.options.backoff);
    }
  }

  /** @internal @param user Negative: one whose terminal was idle; which one is not said. */
  onTerminalReset(user: number, why: "reset" | "timeout"): void {
    const cut = user >= 0 ? user : this.nextCut();
    if (cut < 0) return;
    if (this.state[cut] === OPENING) return this.onTerminalFailed(cut);
    this.socket[cut] = NONE;
    this.onTerminalCut(cut, why === "reset" ? "reset" : "stalled");
  }

  private logOn(user: number): void {
    this.state[user] = LOGGING_ON;
    this.send(user, LOGON, NONE);
  }

  private giveTerminalUp(user: number): void {
    this.closeTerminal(user);
    this.state[user] = LOGGED_ON;
    this.arm(user, this.options.backoff);
  }

  private onLoggedOn(user: number): void {
    this.logons += 1;
    this.state[user] = LOGGED_ON;
    if (this.socket[user] === NONE) this.openTerminal(user);
    else this.onTerminalStillOpen(user);
  }

  /** The logon was for another request: the terminal has lasted. */
  private onTerminalStillOpen(user: number): void {
    this.state[user] = OPEN;
    this.arm(user, this.options.messageEvery);
  }

  private openTerminal(user: number): void {
    const { destination, timeout } = this.options;
    this.state[user] = OPENING;
    this.arm(user, timeout);
    this.socket[user] = this.plex.tcpip.transport.connect(this.terminalClient, destination, user);
  }

  private onTerminalOpen(user: number): void {
    const cutAt = this.cutAt[user] as number;
    this.websocketsOpened += 1;
    this.state[user] = OPEN;
    this.isTyping[user] = 0;
    this.hasTyped[user] = 0;
    if (cutAt >= 0) this.reconnects.add((this.plex.sim.now - cutAt) / 1_000_000);
    this.cutAt[user] = NONE;
    this.arm(user, this.options.messageEvery);
  }

  private type(user: number): void {
    const { messageEvery } = this.options;
    const waitsFor = this.isTyping[user] as number;
    // Counted in messages that could not be sent meanwhile.
    if (waitsFor * messageEvery >= this.options.timeout && waitsFor > 0) {
      this.closeTerminal(user);
      return this.onTerminalCut(user, "stalled");
    }
    this.isTyping[user] = Math.min(waitsFor + 1, 255);
    this.arm(user, messageEvery);
    if (waitsFor > 0) return;
    this.messages += 1;
    this.hasTyped[user] = 1;
    const { transport } = this.plex.tcpip;
    transport.send(this.socket[user] as number, user, this.operation(TERMINAL, user), NO_TIME);
  }

  private onTerminalCut(user: number, why: "reset" | "stalled"): void {
    if (why === "reset") this.cutByReset += 1;
    else this.cutByStall += 1;
    this.unsavedStateLost += this.hasTyped[user] as number;
    this.observer.onConnectionLost(why);
    this.cutAt[user] = this.plex.sim.now;
    if (this.state[user] !== OPEN) return; // It logs on again, and opens another one then.
    this.state[user] = LOGGED_ON;
    this.arm(user, this.options.backoff);
  }

  private closeTerminal(user: number): void {
    this.plex.tcpip.transport.close(this.socket[user] as number);
    this.socket[user] = NONE;
  }

  /** A session is not known any more. */
  private needLogon(user: number): void {
    if ((this.state[user] as number) < LOGGED_ON) return;
    this.logonsNeeded += 1;
    if (this.state[user] === OPENING) this.closeTerminal(user);
    this.state[user] = LOGGED_OFF;
    this.arm(user, NO_TIME);
  }

  private send(user: number, kind: number, serial: number): void {
    const { requests, options, plex } = this;
    const slot = requests.pool.take();
    requests.user[slot] = user;
    requests.kind[slot] = kind;
    requests.serial[slot] = serial;
    requests.due[slot] = plex.sim.now;
    requests.timer[slot] = plex.sim.after(options.timeout, timedOut, this.payloadOf(slot));
    const name = requests.pool.nameOf(slot);
    requests.connection[slot] = plex.tcpip.transport.connect(this.requestClient, options.destination, name);
  }

  private fail(slot: number, why: AttemptFailure): void {
    const user = this.requests.user[slot] as number;
    const isLogon = this.requests.kind[slot] === LOGON;
    const serial = this.requests.serial[slot] as number;
    const age = this.ageOf(slot);
    this.release(slot);
    if (isLogon) {
      this.logonsFailed += 1;
      this.state[user] = LOGGED_OFF;
      return this.arm(user, this.options.backoff);
    }
    this.observer.onAttemptFailed(age, why, false);
    this.observer.onFailed(age, serial, why);
    if (why === HTTP_UNAUTHORIZED) this.needLogon(user);
  }

  private release(slot: number): void {
    const timer = this.requests.timer[slot] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.requests.pool.release(slot);
  }

  private nextCut(): number {
    const { users } = this.options;
    for (let count = 0; count < users; count += 1) {
      const user = (this.cursor + count) % users;
      const connection = this.socket[user] as number;
      if (connection < 0 || this.plex.tcpip.transport.isOpen(connection)) continue;
      this.cursor = user;
      return user;
    }
    return NONE;
  }

  private arm(user: number, delay: Duration): void {
    const timer = this.timer[user] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.timer[user] = this.plex.sim.after(delay, userDue, this.payloadOf(user));
  }

  private scheduleRequest(): void {
    const { arrivals, index } = this.options;
    if (arrivals.kind === "every") this.plex.sim.after(arrivals.interval, requestDue, index);
    else {
      this.gap?.draw(this.stream);
      this.plex.sim.afterDrawn(this.stream, requestDue, index);
    }
  }

  private operation(kind: number, user: number): number {
    const base = this.base[kind] as number;
    return base < 0 ? base : base + (this.options.firstUser + user) * (this.step[kind] as number);
  }

  private get handshake(): Duration {
    return this.options.secure ? this.plex.clientParameters.tlsHandshake : NO_TIME;
  }

  private ageOf(slot: number): Duration {
    return between(this.requests.due[slot] as Instant, this.plex.sim.now);
  }

  private payloadOf(place: number): number {
    return (place << CLIENT_BITS) | this.options.index;
  }
}

/** The side of a client that has the terminals: there, what is asked is named by its user. */
function terminalsOf(client: DesktopClient): TcpClient {
  return {
    onConnected: (connection, user) => client.onTerminalConnected(connection, user),
    onConnectFailed: (user) => client.onTerminalFailed(user),
    onResponse: (connection, user, status) => client.onTerminalAnswer(connection, user, status),
    onReset: (user, why) => client.onTerminalReset(user, why),
  };
}
