/**
 * People who work with UMS in the Desktop: what they see when the active server changes.
 *
 * Each has the application open, works, thinks, and works on. Whatever goes wrong, the user leaves UMS and opens it again after
 * a moment; where that is not enough, logs on and opens it once more.
 * @source IBM Unified Management Server documentation, Preparing for high availability: leave UMS and reopen it.
 *
 * Data plane: a user is an index; what belongs to one is in typed arrays.
 */
import {
  between,
  defineEvent,
  drawnDuration,
  inSeconds,
  NO_TIME,
  type Distribution,
  type Duration,
  type EventHandle,
  type Forkable,
  type Instant,
  type RandomStream,
} from "@sysplex/sim-core";
import { tcpProfiles, type ConnectionName, type IpAddress, type TcpClient } from "@sysplex/tcpip";
import type { ZowePlex } from "../plex.js";
import { umsOperations, type UmsOperation } from "./admission.js";
import { Ums } from "./ums.js";

/** An event's payload is the place of the group × this + the user. */
const USERS_MAX = 0x1_0000;

const NONE = -1;
const OPEN = umsOperations.indexOf("open");
const WORK = umsOperations.indexOf("work");
const LOGON = umsOperations.indexOf("logon");

const userEvent = (name: string, step: (users: UmsUsers, user: number) => void) =>
  defineEvent(name, ({ zowe }: ZowePlex, payload: number) =>
    step(zowe.umsUsers[Math.floor(payload / USERS_MAX)] as UmsUsers, payload % USERS_MAX),
  );

const userActs = userEvent("zowe.ums-user-acts", (users, user) => users.onActs(user));
const userGivesUp = userEvent("zowe.ums-user-gives-up", (users, user) => users.onGivesUp(user));

export interface UmsUsersConfiguration {
  /** Of its random streams. */
  readonly name: string;
  readonly count: number;
  /** The DVIPA, or the address of one server. */
  readonly address: IpAddress;
  readonly port: number;
  /** Between two requests of a user. */
  readonly think: Distribution;
}

/** What users have seen; a disturbance lasts from the first error until work goes on. */
export interface UmsUsersReport {
  readonly sent: number;
  readonly succeeded: number;
  /** By HTTP status, or by what happened to the connection: `refused`, `reset`, `timeout`. */
  readonly failures: Readonly<Record<string, number>>;
  readonly reopenings: number;
  readonly logons: number;
  /** Users who are disturbed now. */
  readonly disturbed: number;
  readonly disturbances: number;
  /** Of disturbances that are over. */
  readonly disturbedSeconds: number;
  readonly longestDisturbanceSeconds: number;
}

/** Called while the context is built. */
export function umsUsersOf(plex: ZowePlex, groups: readonly UmsUsersConfiguration[]): readonly UmsUsers[] {
  let firstUser = 1;
  return groups.map((configuration, place) => {
    const users = new UmsUsers(plex, place, configuration, firstUser);
    firstUser += configuration.count;
    return users;
  });
}

export class UmsUsers implements TcpClient, Forkable {
  private readonly client: number;
  private readonly destination: number;
  private readonly thinking: RandomStream;
  private readonly reacting: RandomStream;
  /** By user: index of the operation that comes next or is under way. */
  private readonly asks: Uint8Array;
  private readonly connections: Int32Array;
  private readonly timers: Int32Array;
  /** Since when a user is disturbed; −1: not. */
  private readonly troubledSince: Float64Array;
  private readonly totals = { sent: 0, succeeded: 0, reopenings: 0, logons: 0, disturbances: 0 };
  private readonly times = { total: 0, longest: 0 };
  private failures: Record<string, number> = {};

  constructor(
    private readonly plex: ZowePlex,
    private readonly place: number,
    readonly configuration: UmsUsersConfiguration,
    /** Users count from 1, and groups do not share them. */
    private readonly firstUser: number,
  ) {
    const { name, count, address, port } = configuration;
    const { transport } = plex.tcpip;
    this.client = transport.addClient(this, tcpProfiles.linux);
    this.destination = transport.routes.destination(address, port);
    this.thinking = plex.sim.random(`zowe/ums-users/${name}/think`);
    this.reacting = plex.sim.random(`zowe/ums-users/${name}/react`);
    this.asks = new Uint8Array(count).fill(OPEN);
    this.connections = new Int32Array(count).fill(NONE);
    this.timers = new Int32Array(count).fill(NONE);
    this.troubledSince = new Float64Array(count).fill(NONE);
  }

  /** @internal They come one after the other, and open the application. */
  start(): void {
    for (let user = 0; user < this.asks.length; user += 1)
      this.wait(user, this.configuration.think, this.thinking);
  }

  get report(): UmsUsersReport {
    const { totals, times } = this;
    return {
      ...totals,
      failures: { ...this.failures },
      disturbed: this.troubledSince.filter((since) => since >= 0).length,
      disturbedSeconds: times.total,
      longestDisturbanceSeconds: times.longest,
    };
  }

  copyFrom(twin: UmsUsers): void {
    this.asks.set(twin.asks);
    this.connections.set(twin.connections);
    this.timers.set(twin.timers);
    this.troubledSince.set(twin.troubledSince);
    Object.assign(this.totals, twin.totals);
    Object.assign(this.times, twin.times);
    this.failures = { ...twin.failures };
  }

  /** The end of a warm-up: what was counted until then does not count. */
  forgetCounts(): void {
    Object.assign(this.totals, { sent: 0, succeeded: 0, reopenings: 0, logons: 0, disturbances: 0 });
    Object.assign(this.times, { total: 0, longest: 0 });
    this.failures = {};
  }

  /** @internal */
  onActs(user: number): void {
    const { sim, tcpip, zowe } = this.plex;
    this.totals.sent += 1;
    this.timers[user] = sim.after(zowe.parameters.umsUserPatience, userGivesUp, this.payloadOf(user));
    this.connections[user] = tcpip.transport.connect(this.client, this.destination, user);
  }

  /** @internal */
  onGivesUp(user: number): void {
    this.plex.tcpip.transport.close(this.connections[user] as ConnectionName);
    this.timers[user] = NONE;
    this.fail(user, "timeout");
  }

  onConnected(connection: ConnectionName, user: number): void {
    const asked = umsOperations[this.asks[user] as number] as UmsOperation;
    this.plex.tcpip.transport.send(connection, user, Ums.operationOf(asked, this.firstUser + user), NO_TIME);
  }

  onConnectFailed(user: number, why: "refused" | "timeout"): void {
    this.fail(user, why);
  }

  onResponse(connection: ConnectionName, user: number, status: number): void {
    this.plex.tcpip.transport.close(connection);
    if (status >= 400) return this.fail(user, String(status));
    this.end(user);
    this.totals.succeeded += 1;
    const asked = this.asks[user] as number;
    if (asked === WORK) this.settle(user);
    this.asks[user] = asked === LOGON ? OPEN : WORK;
    const isDisturbed = (this.troubledSince[user] as number) >= 0;
    if (isDisturbed) this.actAfter(user, NO_TIME);
    else this.wait(user, this.configuration.think, this.thinking);
  }

  onReset(user: number, why: "reset" | "timeout"): void {
    if (user >= 0) this.fail(user, why);
  }

  private fail(user: number, what: string): void {
    const { parameters } = this.plex.zowe;
    this.end(user);
    this.failures[what] = (this.failures[what] ?? 0) + 1;
    if ((this.troubledSince[user] as number) < 0) {
      this.troubledSince[user] = this.plex.sim.now;
      this.totals.disturbances += 1;
    }
    const mustLogOn = what === "401" && this.asks[user] === OPEN;
    if (mustLogOn) this.totals.logons += 1;
    else this.totals.reopenings += 1;
    this.asks[user] = mustLogOn ? LOGON : OPEN;
    this.wait(user, mustLogOn ? parameters.umsUserLogon : parameters.umsUserReaction, this.reacting);
  }

  private settle(user: number): void {
    const since = this.troubledSince[user] as number;
    if (since < 0) return;
    const lasted = inSeconds(between(since as Instant, this.plex.sim.now));
    this.troubledSince[user] = NONE;
    this.times.total += lasted;
    this.times.longest = Math.max(this.times.longest, lasted);
  }

  private end(user: number): void {
    const timer = this.timers[user] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.timers[user] = NONE;
    this.connections[user] = NONE;
  }

  private wait(user: number, how: Distribution, stream: RandomStream): void {
    how.draw(stream);
    this.actAfter(user, drawnDuration(stream));
  }

  private actAfter(user: number, delay: Duration): void {
    this.plex.sim.after(delay, userActs, this.payloadOf(user));
  }

  private payloadOf(user: number): number {
    return this.place * USERS_MAX + user;
  }
}
