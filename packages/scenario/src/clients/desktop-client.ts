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
  exponential,
  NO_TIME,
  START,
  times,
  type Distribution,
  type Duration,
  type EventHandle,
  type Forkable,
  type Instant,
  type RandomStream,
} from "@sysplex/sim-core";
import type { ConnectionName, TcpClient, TcpProfile } from "@sysplex/tcpip";
import type { Arrivals } from "../file/index.js";
import { DesktopCounts, type DesktopClientReport } from "./desktop-counts.js";
import { desktopPayload, requestDue, timedOut, type DesktopClientPlex } from "./desktop-events.js";
import { DesktopOperations, LOGON, PAGE, SERVICE, type UserOperations } from "./desktop-operations.js";
import { DesktopRequests } from "./desktop-requests.js";
import { DesktopTerminals } from "./desktop-terminals.js";
import { DesktopUserStates, UserState } from "./desktop-user-states.js";
import type { AttemptFailure, RequestObserver } from "./rest-client.js";

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

const NONE = -1;
const HTTP_BAD_REQUEST = 400;
const HTTP_UNAUTHORIZED = 401;

export class DesktopClient implements TcpClient, Forkable {
  private readonly users: DesktopUserStates;
  private readonly terminals: DesktopTerminals;
  private readonly counts = new DesktopCounts();
  private readonly operations: DesktopOperations;
  private readonly requests = new DesktopRequests();
  private readonly client: number;
  private readonly stream: RandomStream;
  private readonly gap: Distribution | undefined;
  private serial = 0;

  constructor(
    private readonly plex: DesktopClientPlex,
    readonly options: DesktopClientOptions,
    private readonly observer: RequestObserver,
  ) {
    const { name, index, arrivals, tcp, operationOf, firstUser } = options;
    this.users = new DesktopUserStates(plex, index, options.users);
    this.operations = new DesktopOperations(operationOf, firstUser);
    this.client = plex.tcpip.transport.addClient(this, tcp);
    const { users, counts, operations } = this;
    this.terminals = new DesktopTerminals(plex, { options, users, counts, operations, observer });
    this.stream = plex.sim.random(`client/${name}/arrivals`);
    this.gap = arrivals.kind === "poisson" ? exponential(1_000_000 / arrivals.perSecond) : undefined;
    plex.sim.attach(`client/${name}`, this);
  }

  get name(): string {
    return this.options.name;
  }

  get report(): DesktopClientReport {
    const { users } = this;
    return this.counts.report({
      users: users.count,
      loggedOn: users.countFrom(UserState.LoggedOn),
      terminalsOpen: users.countFrom(UserState.Open),
    });
  }

  copyFrom(twin: DesktopClient): void {
    this.users.copyFrom(twin.users);
    this.terminals.copyFrom(twin.terminals);
    this.counts.copyFrom(twin.counts);
    this.requests.copyFrom(twin.requests);
    this.serial = twin.serial;
  }

  /** Users log on one after the other, at even distances; requests begin at once. */
  start(): void {
    const { users, logonsWithin, index } = this.options;
    for (let user = 0; user < users; user += 1) this.users.arm(user, times(logonsWithin, user / users));
    if (this.gap === undefined) this.plex.sim.at(START, requestDue, index);
    else this.scheduleRequest();
  }

  /** @internal The end of the warm-up: what was counted until then does not count. */
  forgetCounts(): void {
    this.counts.forget();
  }

  /** @internal A request of the user whose turn it is: a page in one round, a service in the next, if the user is logged on. */
  onRequestDue(): void {
    this.scheduleRequest();
    const { users } = this.options;
    const user = this.serial % users;
    const isService = this.users.isLoggedOn(user) && Math.floor(this.serial / users) % 2 === 1;
    this.observer.onSent();
    this.send(user, isService ? SERVICE : PAGE, this.serial);
    this.serial += 1;
  }

  /** @internal What is next for a user: a logon, a terminal, a message, or the end of patience with an upgrade. */
  onUserDue(user: number): void {
    this.users.onDue(user);
    const state = this.users.state[user];
    if (state === UserState.LoggedOff) this.logOn(user);
    else if (state === UserState.LoggedOn) this.terminals.open(user);
    else if (state === UserState.Opening) this.terminals.giveUp(user);
    else if (state === UserState.Open) this.terminals.type(user);
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
    const { kind, user } = this.requests;
    const operation = this.operations.operation(kind[slot] as number, user[slot] as number);
    const handshake = this.options.secure ? this.plex.clientParameters.tlsHandshake : NO_TIME;
    this.plex.tcpip.transport.send(connection, name, operation, handshake);
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

  private logOn(user: number): void {
    this.users.state[user] = UserState.LoggingOn;
    this.send(user, LOGON, NONE);
  }

  private onLoggedOn(user: number): void {
    this.counts.logons += 1;
    this.terminals.onLoggedOn(user);
  }

  private onLogonFailed(user: number): void {
    this.counts.logonsFailed += 1;
    this.users.state[user] = UserState.LoggedOff;
    this.users.arm(user, this.options.backoff);
  }

  private send(user: number, kind: number, serial: number): void {
    const { requests, options, plex } = this;
    const slot = requests.pool.take();
    requests.user[slot] = user;
    requests.kind[slot] = kind;
    requests.serial[slot] = serial;
    requests.due[slot] = plex.sim.now;
    requests.timer[slot] = plex.sim.after(options.timeout, timedOut, desktopPayload(slot, options.index));
    const name = requests.pool.nameOf(slot);
    requests.connection[slot] = plex.tcpip.transport.connect(this.client, options.destination, name);
  }

  private fail(slot: number, why: AttemptFailure): void {
    const user = this.requests.user[slot] as number;
    const isLogon = this.requests.kind[slot] === LOGON;
    const serial = this.requests.serial[slot] as number;
    const age = this.ageOf(slot);
    this.release(slot);
    if (isLogon) return this.onLogonFailed(user);
    this.observer.onAttemptFailed(age, why, false);
    this.observer.onFailed(age, serial, why);
    if (why === HTTP_UNAUTHORIZED) this.terminals.needLogon(user);
  }

  private release(slot: number): void {
    const timer = this.requests.timer[slot] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.requests.pool.release(slot);
  }

  private scheduleRequest(): void {
    const { arrivals, index } = this.options;
    if (arrivals.kind === "every") this.plex.sim.after(arrivals.interval, requestDue, index);
    else {
      this.gap?.draw(this.stream);
      this.plex.sim.afterDrawn(this.stream, requestDue, index);
    }
  }

  private ageOf(slot: number): Duration {
    return between(this.requests.due[slot] as Instant, this.plex.sim.now);
  }
}
