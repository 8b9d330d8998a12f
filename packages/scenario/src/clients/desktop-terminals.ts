/**
 * The terminals of a Desktop client's users: one websocket for each, opened again after a cut.
 *
 * What is asked over these connections is named by its user.
 */
import { NO_TIME, type Duration, type Forkable } from "@sysplex/sim-core";
import type { ConnectionName, TcpClient } from "@sysplex/tcpip";
import type { DesktopClientOptions } from "./desktop-client.js";
import type { DesktopCounts } from "./desktop-counts.js";
import type { DesktopClientPlex } from "./desktop-events.js";
import { TERMINAL, type DesktopOperations } from "./desktop-operations.js";
import { UserState, type DesktopUserStates } from "./desktop-user-states.js";
import type { RequestObserver } from "./rest-client.js";

const NONE = -1;
const SWITCHING_PROTOCOLS = 101;
const HTTP_UNAUTHORIZED = 401;

/** What a terminal shares with its user's other work. */
export interface DesktopParts {
  readonly options: DesktopClientOptions;
  readonly users: DesktopUserStates;
  readonly counts: DesktopCounts;
  readonly operations: DesktopOperations;
  readonly observer: RequestObserver;
}

export class DesktopTerminals implements TcpClient, Forkable {
  /** By user. */
  private readonly socket: Int32Array;
  /** When the terminal was cut; −1: it was not. */
  private readonly cutAt: Float64Array;
  private readonly isTyping: Uint8Array;
  private readonly hasTyped: Uint8Array;
  private readonly client: number;
  private cursor = 0;

  constructor(
    private readonly plex: DesktopClientPlex,
    private readonly parts: DesktopParts,
  ) {
    const { users, tcp } = parts.options;
    this.socket = new Int32Array(users).fill(NONE);
    this.cutAt = new Float64Array(users).fill(NONE);
    this.isTyping = new Uint8Array(users);
    this.hasTyped = new Uint8Array(users);
    this.client = plex.tcpip.transport.addClient(this, tcp);
  }

  copyFrom(twin: DesktopTerminals): void {
    this.socket.set(twin.socket);
    this.cutAt.set(twin.cutAt);
    this.isTyping.set(twin.isTyping);
    this.hasTyped.set(twin.hasTyped);
    this.cursor = twin.cursor;
  }

  /** A user who has logged on opens one. The logon may have been for another request: then the terminal has lasted. */
  onLoggedOn(user: number): void {
    if (this.socket[user] === NONE) return this.open(user);
    this.enter(user, UserState.Open, this.parts.options.messageEvery);
  }

  open(user: number): void {
    const { destination, timeout } = this.parts.options;
    this.enter(user, UserState.Opening, timeout);
    this.socket[user] = this.plex.tcpip.transport.connect(this.client, destination, user);
  }

  /** The end of patience with an upgrade. */
  giveUp(user: number): void {
    this.close(user);
    this.retry(user);
  }

  /** A message, if the one before has its answer. */
  type(user: number): void {
    const { options, counts, users } = this.parts;
    const waitsFor = this.isTyping[user] as number;
    // Counted in messages that could not be sent meanwhile.
    if (waitsFor * options.messageEvery >= options.timeout && waitsFor > 0) {
      this.close(user);
      return this.onCut(user, "stalled");
    }
    this.isTyping[user] = Math.min(waitsFor + 1, 255);
    users.arm(user, options.messageEvery);
    if (waitsFor > 0) return;
    counts.messages += 1;
    this.hasTyped[user] = 1;
    this.ask(this.socket[user] as number, user, NO_TIME);
  }

  /** The user's session is not known any more. */
  needLogon(user: number): void {
    const { users, counts } = this.parts;
    if (!users.isLoggedOn(user)) return;
    counts.logonsNeeded += 1;
    if (users.state[user] === UserState.Opening) this.close(user);
    this.enter(user, UserState.LoggedOff, NO_TIME);
  }

  onConnected(connection: ConnectionName, user: number): void {
    if (this.socket[user] !== connection) return this.plex.tcpip.transport.close(connection);
    const { secure } = this.parts.options;
    this.ask(connection, user, secure ? this.plex.clientParameters.tlsHandshake : NO_TIME);
  }

  onConnectFailed(user: number): void {
    if (this.parts.users.state[user] !== UserState.Opening) return;
    this.socket[user] = NONE;
    this.retry(user);
  }

  /** An upgrade's answer, or a message's. */
  onResponse(connection: ConnectionName, user: number, status: number): void {
    if (this.socket[user] !== connection) return;
    const { state } = this.parts.users;
    if (state[user] !== UserState.Opening) this.isTyping[user] = 0;
    else if (status === SWITCHING_PROTOCOLS) this.onOpen(user);
    else {
      this.close(user);
      state[user] = UserState.LoggedOn;
      if (status === HTTP_UNAUTHORIZED) this.needLogon(user);
      else this.retry(user);
    }
  }

  /** @param user Negative: one whose terminal was idle; which one is not said. */
  onReset(user: number, why: "reset" | "timeout"): void {
    const cut = user >= 0 ? user : this.nextCut();
    if (cut < 0) return;
    if (this.parts.users.state[cut] === UserState.Opening) return this.onConnectFailed(cut);
    this.socket[cut] = NONE;
    this.onCut(cut, why === "reset" ? "reset" : "stalled");
  }

  private onOpen(user: number): void {
    const { counts, options } = this.parts;
    const cutAt = this.cutAt[user] as number;
    counts.websocketsOpened += 1;
    this.isTyping[user] = 0;
    this.hasTyped[user] = 0;
    if (cutAt >= 0) counts.reconnects.add((this.plex.sim.now - cutAt) / 1_000_000);
    this.cutAt[user] = NONE;
    this.enter(user, UserState.Open, options.messageEvery);
  }

  private onCut(user: number, why: "reset" | "stalled"): void {
    const { users, counts, observer } = this.parts;
    if (why === "reset") counts.cutByReset += 1;
    else counts.cutByStall += 1;
    counts.unsavedStateLost += this.hasTyped[user] as number;
    observer.onConnectionLost(why);
    this.cutAt[user] = this.plex.sim.now;
    if (users.state[user] === UserState.Open) this.retry(user);
    // Otherwise the user logs on again, and opens another one then.
  }

  private retry(user: number): void {
    this.enter(user, UserState.LoggedOn, this.parts.options.backoff);
  }

  /** @param delay Until the user's next step. */
  private enter(user: number, state: number, delay: Duration): void {
    this.parts.users.state[user] = state;
    this.parts.users.arm(user, delay);
  }

  private ask(connection: ConnectionName, user: number, delay: Duration): void {
    const operation = this.parts.operations.operation(TERMINAL, user);
    this.plex.tcpip.transport.send(connection, user, operation, delay);
  }

  private close(user: number): void {
    this.plex.tcpip.transport.close(this.socket[user] as number);
    this.socket[user] = NONE;
  }

  private nextCut(): number {
    const { length: users } = this.socket;
    for (let count = 0; count < users; count += 1) {
      const user = (this.cursor + count) % users;
      const connection = this.socket[user] as number;
      if (connection < 0 || this.plex.tcpip.transport.isOpen(connection)) continue;
      this.cursor = user;
      return user;
    }
    return NONE;
  }
}
