/**
 * ZSS: the server of one instance that acts on z/OS for the Desktop, with the help of the cross-memory server of its system.
 *
 * Modelled: sessions of its own, by a cookie, in memory only; tokens of the API ML, once it has the Gateway's key; services
 * that fail while there is no cross-memory server.
 * Simplified: a token is not looked at beyond whose it is; logon costs what a service costs.
 * Not modelled: its storage in the Caching Service; RACF; PassTickets.
 * @source zowe/zss c/zss.c, c/jwk.c; zowe-common-c issue 320.
 */
import { defineEvent, type Distribution, type EventHandle, type ParameterValues } from "@sysplex/sim-core";
import type { ApplicationOptions } from "../applications.js";
import { destinationOf, ServiceProgram, Sessions } from "../desktop/index.js";
import { userIn, type ApplicationMode } from "@sysplex/tcpip";
import { zoweMessages } from "../messages.js";
import type { zoweParameters } from "../parameters.js";
import type { ZowePlex } from "../plex.js";
import { hasCookieOnly, zssNumberOf, ZssNumber } from "./operations.js";

const HTTP_OK = 200;
const HTTP_UNAUTHORIZED = 401;
const HTTP_INTERNAL_SERVER_ERROR = 500;

const NONE = -1;
const NOBODY = 0;
const JWK = 1;
const GATEWAY_PORT = 7_554;

/** The payload is the index of the component. */
const jwkDue = defineEvent("zowe.zss-key-due", ({ zowe }: ZowePlex, index: number) =>
  (zowe.application(index) as Zss).onKeyDue(),
);

export interface ZssReport {
  readonly sessions: number;
  /** Sessions that ended with the process. */
  readonly sessionsLost: number;
  /** Answers 401: no session here, and no token or no key for it. */
  readonly logonsNeeded: number;
  /** Requests that a missing cross-memory server has failed. */
  readonly withoutServer: number;
  readonly acceptsTokens: boolean;
}

export class Zss extends ServiceProgram {
  private readonly sessions: Sessions;
  private readonly place: number;
  private readonly keyOperation: number;
  private acceptsTokens = false;
  private keyTimer = NONE;
  private sessionsLost = 0;
  private logonsNeeded = 0;
  private withoutServer = 0;

  constructor(plex: ZowePlex, options: ApplicationOptions) {
    super(plex, options);
    this.place = options.index;
    this.sessions = new Sessions(plex.sim);
    this.sessions.setLifetime(options.parameters.zssSessionLifetime);
    this.keyOperation =
      options.operations.operationOf("GET", "/gateway/api/v1/auth/keys/public/current") ??
      options.operations.operationOf("GET", "/gateway/api/v1/auth/query") ??
      NONE;
  }

  get report(): ZssReport {
    const { sessionsLost, logonsNeeded, withoutServer, acceptsTokens } = this;
    return { sessions: this.sessions.count, sessionsLost, logonsNeeded, withoutServer, acceptsTokens };
  }

  override copyFrom(twin: Zss): void {
    super.copyFrom(twin);
    this.sessions.copyFrom(twin.sessions);
    this.acceptsTokens = twin.acceptsTokens;
    this.keyTimer = twin.keyTimer;
    this.sessionsLost = twin.sessionsLost;
    this.logonsNeeded = twin.logonsNeeded;
    this.withoutServer = twin.withoutServer;
  }

  override takeParameters(parameters: ParameterValues<typeof zoweParameters>): void {
    super.takeParameters(parameters);
    this.sessions.setLifetime(parameters.zssSessionLifetime);
  }

  /** @internal */
  onKeyDue(): void {
    this.keyTimer = NONE;
    if (this.mode === "stopped") return this.retry();
    if (this.mode !== "serving") return;
    const { instance } = this.component;
    const gateway = instance.components.find(({ name }) => name === "gateway");
    const destination = destinationOf(this.plex, instance.hostname, gateway?.port ?? GATEWAY_PORT);
    if (destination < 0) this.onKey(0);
    else this.askByItself(destination, this.keyOperation, JWK);
  }

  protected get threadCount(): number {
    return this.parameters.threads;
  }

  protected timeOf(): Distribution {
    return this.parameters.zssServiceTime;
  }

  protected override onModeChanged(before: ApplicationMode): void {
    if (this.mode === "serving" && before !== "stopped") this.onReady();
    if (this.mode !== "closed") return;
    this.sessionsLost += this.sessions.count;
    this.sessions.clear();
    this.acceptsTokens = false;
    if (this.keyTimer >= 0) this.plex.sim.cancel(this.keyTimer as EventHandle);
    this.keyTimer = NONE;
  }

  protected conclude(slot: number): void {
    const asked = this.columns.operation[slot] as number;
    const user = userIn(asked);
    const number = zssNumberOf(asked);
    if (number === ZssNumber.plain) return this.answer(slot, HTTP_OK);
    if (number === ZssNumber.logout) {
      this.sessions.end(user);
      return this.answer(slot, HTTP_OK);
    }
    const needsSession = number === ZssNumber.service;
    if (needsSession && !this.isKnown(user, hasCookieOnly(asked))) {
      this.logonsNeeded += 1;
      return this.answer(slot, HTTP_UNAUTHORIZED);
    }
    if (!this.plex.zowe.crossMemory.isUp(this.component.system)) {
      this.withoutServer += 1;
      return this.answer(slot, Number(this.parameters.zssNoServerStatus));
    }
    if (number === ZssNumber.login) this.sessions.begin(user);
    this.answer(slot, HTTP_OK);
  }

  protected onAnswered(slot: number, _purpose: number, status: number): void {
    this.handOver(slot);
    this.onKey(status);
  }

  /** By a session of its own, or by a token, which begins one. */
  private isKnown(user: number, cookieOnly: boolean): boolean {
    if (user === NOBODY) return false;
    if (this.sessions.has(user)) return true;
    if (cookieOnly || !this.acceptsTokens) return false;
    this.sessions.begin(user);
    return true;
  }

  /** What is part of the initial state has its key. */
  private onReady(): void {
    const { sim, zowe } = this.plex;
    if (sim.now === 0) this.acceptsTokens = true;
    else {
      this.component.launcher.write("ZWES1014I", zowe.crossMemory.statusText(this.component));
      this.onKeyDue();
    }
  }

  /** Whatever the Gateway says without a failure of its own has the key with it. */
  private onKey(status: number): void {
    if (this.mode !== "serving") return;
    const { launcher } = this.component;
    if (status > 0 && status < HTTP_INTERNAL_SERVER_ERROR) {
      this.acceptsTokens = true;
      return launcher.write("ZWES1601I", zoweMessages.ZWES1601I());
    }
    const seconds = Math.round(this.parameters.zssJwkRetry / 1_000_000);
    launcher.write("ZWES1606W", zoweMessages.ZWES1606W("HTTP request failed", seconds));
    this.retry();
  }

  private retry(): void {
    this.keyTimer = this.plex.sim.after(this.parameters.zssJwkRetry, jwkDue, this.place);
  }
}
