/**
 * The request threads of one server: what z/OSMF does for a request while it has a thread, and how long that takes.
 *
 * How requests get a thread, and what the end and the hang of the server do to them, is in `ThreadPool`. Requests wait
 * without limit, as in Liberty's executor (each connection has at most one request outstanding, so the connections bound
 * the queue).
 * Simplified: the number of threads is fixed, where Liberty tunes it.
 * What a request needs of TSO/E is in `tso/tso-requests.ts`.
 */
import {
  assert,
  defineEvent,
  inSeconds,
  NO_TIME,
  type Distribution,
  type ParameterValues,
  type RandomStream,
} from "@sysplex/sim-core";
import { PROGRAM_COUNT_MAX, programIn, slotIn, ThreadPool, userIn } from "@sysplex/tcpip";
import { operations, type Operation } from "./operations.js";
import type { zosmfParameters } from "./parameters.js";
import type { ZosmfPlex } from "./plex.js";
import { RequestColumns } from "./request-columns.js";
import type { ServerName } from "./state.js";
import { bearsIn, zosmfOperationIn } from "./tokens/credentials.js";
import type { Security } from "./tokens/security.js";
import type { TsoAddressSpaceManager } from "./tso/address-space-manager.js";
import { TsoRequests } from "./tso/tso-requests.js";
import { NO_UPLOAD, type Uploads } from "./uploads.js";

/** A request for what z/OSMF does not have; the web container answers it by itself. */
const UNKNOWN_OPERATION = 0xffff;

const HTTP_NOT_FOUND = 404;
const HTTP_UNAUTHORIZED = 401;

const requestCompleted = defineEvent("zosmf.request-completed", (plex: ZosmfPlex, payload: number) =>
  plex.zosmf.requestThreads(programIn(payload)).onCompleted(slotIn(payload)),
);

export interface RequestThreadsOptions {
  readonly server: ServerName;
  /** Place of the server in the configuration. */
  readonly index: number;
  /** Whether workflows and their like, which live in one USER_DIR, are in this server's. */
  readonly holdsUserDirData: boolean;
  readonly security: Security;
  /** Bodies that clients send. */
  readonly uploads: Uploads;
  /** Of its system. */
  readonly tso: TsoAddressSpaceManager;
}

export class RequestThreads extends ThreadPool<ZosmfPlex> {
  /** CPU seconds that requests have used. */
  cpuSeconds = 0;

  private readonly columns: RequestColumns;
  private readonly tso: TsoRequests;
  private readonly streams: readonly RandomStream[];
  // The parameters by operation, compiled for the request path.
  private notReadyStatus = 0;
  private notReadyServiceTime = NO_TIME;
  private serviceTimes: readonly Distribution[] = [];
  private cpuPerRequest: readonly number[] = [];
  private readonly statusHere: readonly number[];

  constructor(
    plex: ZosmfPlex,
    parameters: ParameterValues<typeof zosmfParameters>,
    private readonly options: RequestThreadsOptions,
  ) {
    const { index, server } = options;
    assert(index < PROGRAM_COUNT_MAX, `At most ${PROGRAM_COUNT_MAX} z/OSMF servers can be simulated`);
    const columns = new RequestColumns();
    super(plex, {
      index,
      completed: requestCompleted,
      what: "server",
      grow: (capacity) => columns.growTo(capacity),
    });
    this.columns = columns;
    this.tso = new TsoRequests(plex, options.tso, index, parameters, server);
    this.takeParameters(parameters);
    this.streams = operations.map(({ group }) => plex.sim.random(`zosmf/${server}/${group}`));
    this.statusHere = operations.map((operation) => statusOn(operation, options.holdsUserDirData));
  }

  /** Requests that begin from now on follow these parameters. */
  takeParameters(parameters: ParameterValues<typeof zosmfParameters>): void {
    this.options.security.takeParameters(parameters);
    this.threadCount = parameters.threads;
    this.notReadyStatus = Number(parameters.notReadyStatus);
    this.notReadyServiceTime = parameters.notReadyServiceTime;
    this.serviceTimes = operations.map(({ group }) => parameters[`${group}ServiceTime`]);
    this.cpuPerRequest = operations.map(({ group }) => inSeconds(parameters[`${group}Cpu`]));
  }

  /** What is compiled of the parameters is not copied: see {@link takeParameters}. */
  override copyFrom(twin: RequestThreads): void {
    super.copyFrom(twin);
    this.cpuSeconds = twin.cpuSeconds;
    this.tso.copyFrom(twin.tso);
    this.options.security.copyFrom(twin.options.security);
    this.columns.copyFrom(twin.columns);
  }

  /** @param asked Operation, credentials and user; negative: none of z/OSMF's. */
  onRequest(connection: number, request: number, asked: number): void {
    const { uploads } = this.options;
    const number = zosmfOperationIn(asked);
    const body = uploads.uploadIn(number);
    const operation = body === NO_UPLOAD ? number : uploads.operationOf(body);
    assert(operation < this.statusHere.length, "z/OSMF has no such operation");
    if (this.mode === "closed") return;
    const slot = this.take(connection, request, operation < 0 ? UNKNOWN_OPERATION : operation);
    const user = userIn(asked);
    const bears = bearsIn(asked);
    const { columns } = this;
    columns.bodies[slot] = body;
    columns.users[slot] = user;
    columns.credentials[slot] = bears;
    columns.tokens[slot] = this.options.security.tokenOf(user, bears);
    this.enter(slot);
  }

  /** @internal */
  override onCompleted(slot: number): void {
    const isDone = (this.statuses[slot] as number) < 400;
    if (isDone) this.tellSecurity(slot);
    this.tso.complete(slot, this.operations[slot] as number, isDone);
    super.onCompleted(slot);
  }

  protected serve(slot: number): void {
    const operation = this.operations[slot] as number;
    const ready = this.mode === "serving";
    if (ready && operation !== UNKNOWN_OPERATION && !this.isAdmitted(slot, operation)) {
      this.statuses[slot] = HTTP_UNAUTHORIZED;
      this.schedule(slot, this.notReadyServiceTime); // The web container answers by itself.
    } else if (ready && operation !== UNKNOWN_OPERATION) {
      this.statuses[slot] = this.statusHere[operation] as number;
      this.cpuSeconds += this.cpuPerRequest[operation] as number;
      const failure = this.tso.begin(slot, operation, this.columns.users[slot] as number);
      if (failure === 0) return this.scheduleService(slot, operation);
      this.statuses[slot] = failure;
      this.schedule(slot, this.tso.extraTime);
    } else {
      this.statuses[slot] = ready ? HTTP_NOT_FOUND : this.notReadyStatus;
      this.schedule(slot, this.notReadyServiceTime);
    }
  }

  protected override clear(): void {
    super.clear();
    this.tso.clear();
    this.options.security.forget();
  }

  private isAdmitted(slot: number, operation: number): boolean {
    const { users, credentials, tokens } = this.columns;
    return this.options.security.admits(
      operation,
      users[slot] as number,
      credentials[slot] as number,
      tokens[slot] as number,
    );
  }

  private tellSecurity(slot: number): void {
    const { users, credentials, tokens } = this.columns;
    this.options.security.onDone(
      this.operations[slot] as number,
      users[slot] as number,
      credentials[slot] as number,
      tokens[slot] as number,
    );
  }

  private scheduleService(slot: number, operation: number): void {
    const stream = this.streams[operation] as RandomStream;
    (this.serviceTimes[operation] as Distribution).draw(stream);
    const { extraTime } = this.tso;
    if (extraTime !== 0) stream.drawn[0] = (stream.drawn[0] as number) + extraTime;
    if (this.slowness !== 1) stream.drawn[0] = (stream.drawn[0] as number) * this.slowness;
    const body = this.columns.bodies[slot] as number;
    if (body !== NO_UPLOAD)
      this.statuses[slot] = this.options.uploads.stretch(body, stream, this.statuses[slot] as number);
    this.scheduleDrawn(slot, stream);
  }
}

/** Data that lives in one USER_DIR is found by the server of that directory alone. */
function statusOn({ state, use, status }: Operation, holdsUserDirData: boolean): number {
  return state === "USER_DIR" && use === "reads" && !holdsUserDirData ? HTTP_NOT_FOUND : status;
}
