/**
 * The Desktop's server: a master process and its workers, of which each does one request at a time.
 *
 * Modelled: logon through the Gateway; sessions in the memory of the process, which all its workers share; in HA mode a
 * session that it does not know is made anew from the API ML token, else the user must log on again; workers that end and
 * are started again; websockets, see sockets.ts; services handed on to ZSS through the Gateway.
 * Simplified: requests wait in one line before the workers; the pages themselves need no session.
 * Not modelled: plug-in storage in the Caching Service; the unsaved work of an application beyond its terminal.
 * @source zlux-server-framework lib/clusterManager.js, lib/webauth.js, lib/apiml.js; zlux-app-server bin/start.sh; zlux
 * issues 481 and 969.
 */
import type { Distribution, ParameterValues } from "@sysplex/sim-core";
import { operationIn, requestBy, userIn, type ApplicationMode, type ConnectionName } from "@sysplex/tcpip";
import type { ApplicationOptions } from "../applications.js";
import { isUpgrade, type GatewayOperations } from "../gateway/index.js";
import type { zoweParameters } from "../parameters.js";
import type { ZowePlex } from "../plex.js";
import type { Credentials } from "../zaas/operations.js";
import { destinationOf } from "./addresses.js";
import { DesktopNumber } from "./operations.js";
import { ServiceProgram } from "./service-program.js";
import { Sessions } from "./sessions.js";
import { Sockets, type SocketReport } from "./sockets.js";
import { NO_WORKER, Workers } from "./workers.js";

const HTTP_OK = 200;
const HTTP_REDIRECTION = 300;
const HTTP_UNAUTHORIZED = 401;
const HTTP_NOT_FOUND = 404;
const HTTP_BAD_GATEWAY = 502;

/** What another service is asked for. */
const LOGON = 1;
const RENEWAL = 2;
const AGENT = 3;

const UNKNOWN_OPERATION = -1;
const NOBODY = 0;
const UPGRADE_BIT = 11;

/** What one server has counted so far. */
export interface AppServerReport {
  /** Sessions that it knows now. */
  readonly sessions: number;
  readonly logons: number;
  /** Authentication failed: too early, or whoever checks it said no or nothing. */
  readonly logonsFailed: number;
  /** Sessions made anew from the token of the API ML. */
  readonly sessionsRenewed: number;
  /** Answers 401: the user must log on again. */
  readonly logonsNeeded: number;
  /** Sessions that ended with the process, and that no token brings back. */
  readonly sessionsLost: number;
  readonly saves: number;
  readonly websockets: SocketReport;
}

export class AppServer extends ServiceProgram {
  /** @internal */
  readonly sockets: Sockets;
  private readonly sessions: Sessions;
  private readonly workers = new Workers();
  private haMode = false;
  private logons = 0;
  private logonsFailed = 0;
  private sessionsRenewed = 0;
  private logonsNeeded = 0;
  private sessionsLost = 0;
  private saves = 0;
  private readonly logonOperation: number;
  private readonly queryOperation: number;
  private readonly agentOperation: number;

  constructor(plex: ZowePlex, options: ApplicationOptions) {
    super(plex, options);
    const { index, operations, parameters } = options;
    this.sessions = new Sessions(plex.sim);
    this.sockets = new Sockets(plex, index, parameters.gatewayHopLatency);
    this.logonOperation = operationFor(operations, "POST", "/gateway/api/v1/auth/login", "basic");
    this.queryOperation = operationFor(operations, "GET", "/gateway/api/v1/auth/query", "jwt");
    this.agentOperation = operationFor(operations, "GET", "/zss/api/v1/unixfile");
    this.compile(parameters);
  }

  get report(): AppServerReport {
    const { logons, logonsFailed, sessionsRenewed, logonsNeeded, sessionsLost, saves } = this;
    return {
      sessions: this.sessions.count,
      logons,
      logonsFailed,
      sessionsRenewed,
      logonsNeeded,
      sessionsLost,
      saves,
      websockets: this.sockets.report,
    };
  }

  override get accepting(): boolean {
    return super.accepting && (this.mode === "notReady" || this.workers.count > 0);
  }

  override copyFrom(twin: AppServer): void {
    super.copyFrom(twin);
    this.sessions.copyFrom(twin.sessions);
    this.sockets.copyFrom(twin.sockets);
    this.workers.copyFrom(twin.workers);
    this.haMode = twin.haMode;
    this.logons = twin.logons;
    this.logonsFailed = twin.logonsFailed;
    this.sessionsRenewed = twin.sessionsRenewed;
    this.logonsNeeded = twin.logonsNeeded;
    this.sessionsLost = twin.sessionsLost;
    this.saves = twin.saves;
  }

  override takeParameters(parameters: ParameterValues<typeof zoweParameters>): void {
    super.takeParameters(parameters);
    this.compile(parameters);
  }

  override onRequest(connection: ConnectionName, request: number, operation: number): void {
    if (this.mode !== "closed" && this.sockets.has(connection)) this.sockets.onMessage(connection, request);
    else super.onRequest(connection, request, operation);
  }

  /** @internal */
  setHaMode(haMode: boolean): void {
    this.haMode = haMode;
  }

  /** @internal A worker serves from now on. */
  onWorkerUp(worker: number): void {
    if (this.workers.begin(worker)) this.beginWaiting();
  }

  /** @internal A worker has ended: what it worked on is cut, and its websockets. Sessions are the master's. */
  onWorkerEnded(worker: number): void {
    if (!this.workers.end(worker)) return;
    const { pool } = this.columns;
    for (let slot = 0; slot < pool.slotCount; slot += 1) {
      const isWaiting = this.columns.worker[slot] === NOBODY;
      if (pool.isInUse(slot) && !isWaiting && this.columns.worker[slot] === worker + 1) this.drop(slot);
    }
    this.sockets.endWorker(worker);
  }

  protected get threadCount(): number {
    return this.workers.count;
  }

  protected timeOf(): Distribution {
    return this.parameters.desktopServiceTime;
  }

  protected override onThreadTaken(slot: number): void {
    const worker = this.workers.take();
    if (worker !== NO_WORKER) this.columns.worker[slot] = worker + 1;
  }

  protected override onThreadFree(slot: number): void {
    this.workers.free((this.columns.worker[slot] as number) - 1);
  }

  protected override onModeChanged(before: ApplicationMode): void {
    if (this.mode === "stopped") this.sockets.stop();
    else if (before === "stopped" && this.mode !== "closed") this.sockets.goOn();
    if (this.mode === "closed") this.onProcessEnded();
  }

  protected conclude(slot: number): void {
    const asked = this.columns.operation[slot] as number;
    const user = userIn(asked);
    switch (numberOf(asked)) {
      case DesktopNumber.page:
        if (!isUpgrade(asked)) return this.answer(slot, HTTP_OK);
        break;
      case DesktopNumber.logon:
        return this.logOn(slot, user);
      case DesktopNumber.logoff:
        this.sessions.end(user);
        return this.answer(slot, HTTP_OK);
    }
    if (user !== NOBODY && this.sessions.has(user)) this.serve(slot);
    else if (user !== NOBODY && this.haMode) this.askGateway(slot, this.queryOperation, RENEWAL);
    else this.refuse(slot);
  }

  protected onAnswered(slot: number, purpose: number, status: number): void {
    const isGood = status >= HTTP_OK && status < HTTP_REDIRECTION;
    if (purpose === AGENT) return this.answer(slot, status === 0 ? HTTP_BAD_GATEWAY : status);
    const user = userIn(this.columns.operation[slot] as number);
    // A Gateway of version 2 checks the token itself, and has no such operation.
    const isChecked = isGood || (this.queryOperation === UNKNOWN_OPERATION && status === HTTP_NOT_FOUND);
    if (purpose === RENEWAL) {
      if (!isChecked) return this.refuse(slot);
      this.sessionsRenewed += 1;
      this.sessions.begin(user);
      return this.serve(slot);
    }
    if (!isGood) return this.failLogon(slot);
    this.logons += 1;
    this.sessions.begin(user);
    this.answer(slot, HTTP_OK);
  }

  private logOn(slot: number, user: number): void {
    const { desktop } = this.plex.zowe;
    const mayLogOn = !this.parameters.desktopFollowsRegistration || desktop.isRegistered(this.component.name);
    if (user === NOBODY || !mayLogOn) this.failLogon(slot);
    else this.askGateway(slot, this.logonOperation, LOGON);
  }

  /** The user has a session here. */
  private serve(slot: number): void {
    const asked = this.columns.operation[slot] as number;
    if (isUpgrade(asked)) return this.openSocket(slot, numberOf(asked) === DesktopNumber.terminal);
    if (numberOf(asked) === DesktopNumber.agent) return this.askGateway(slot, this.agentOperation, AGENT);
    if (numberOf(asked) === DesktopNumber.save) this.saves += 1;
    this.answer(slot, HTTP_OK);
  }

  private openSocket(slot: number, isTerminal: boolean): void {
    const connection = this.columns.connection[slot] as number;
    const request = this.columns.request[slot] as number;
    this.handOver(slot);
    if (!isTerminal) return this.sockets.open(connection, request, this.workers.next(), -1);
    const { host, port } = this.plex.zowe.desktop.terminalAddressOf(this.component);
    const destination = destinationOf(this.plex, host, port);
    if (destination < 0) this.sockets.refuse(connection, request);
    else this.sockets.open(connection, request, this.workers.next(), destination);
  }

  private askGateway(slot: number, operation: number, purpose: number): void {
    const user = userIn(this.columns.operation[slot] as number);
    if (this.gateway < 0) this.onAnswered(slot, purpose, 0);
    else this.ask(slot, this.gateway, requestBy(operation, user), purpose);
  }

  private failLogon(slot: number): void {
    this.logonsFailed += 1;
    this.answer(slot, HTTP_UNAUTHORIZED);
  }

  private refuse(slot: number): void {
    this.logonsNeeded += 1;
    this.answer(slot, HTTP_UNAUTHORIZED);
  }

  private onProcessEnded(): void {
    if (!this.haMode) this.sessionsLost += this.sessions.count;
    this.sessions.clear();
    this.sockets.clear();
    this.workers.endAll();
  }

  private compile({
    desktopSessionLifetime,
    websocketSweep,
  }: Pick<ParameterValues<typeof zoweParameters>, "desktopSessionLifetime" | "websocketSweep">): void {
    this.sessions.setLifetime(desktopSessionLifetime);
    this.sockets.setSweepPeriod(websocketSweep);
  }
}

/** Without the user, and without what makes it a websocket. */
function numberOf(asked: number): number {
  return operationIn(asked) & ((1 << UPGRADE_BIT) - 1);
}

function operationFor(
  operations: GatewayOperations,
  method: string,
  path: string,
  bears?: Credentials,
): number {
  return operations.operationOf(method, path, NOBODY, bears) ?? UNKNOWN_OPERATION;
}
