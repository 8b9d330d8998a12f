/**
 * The request threads of one server: a queue in order of arrival before a fixed number of threads.
 *
 * Modelled: a request holds a thread for its whole service time; requests beyond the threads wait without limit, as in
 * Liberty's executor (each connection has at most one request outstanding, so the connections bound the queue).
 * Simplified: the number of threads is fixed, where Liberty tunes it. A client that gives up does not take its request
 * out: the server works on it all the same, and the answer finds no connection.
 * What a request needs of TSO/E is in `tso/tso-requests.ts`.
 *
 * Data plane: this is run for every request, so slots live in typed arrays and are reused, the completion event carries
 * one number, and nothing is allocated once the arrays have grown to the busiest moment.
 */
import {
  assert,
  defineEvent,
  drawnDuration,
  grownTo,
  inSeconds,
  NO_TIME,
  SlotPool,
  WaitingRing,
  type Distribution,
  type Duration,
  type EventHandle,
  type Forkable,
  type ParameterValues,
  type RandomStream,
} from "@sysplex/sim-core";
import { userIn, type Application } from "@sysplex/tcpip";
import { operations, type Operation } from "./operations.js";
import type { zosmfParameters } from "./parameters.js";
import type { ZosmfPlex } from "./plex.js";
import type { ServerName } from "./state.js";
import { bearsIn, zosmfOperationIn } from "./tokens/credentials.js";
import type { Security } from "./tokens/security.js";
import type { TsoAddressSpaceManager } from "./tso/address-space-manager.js";
import { TsoRequests } from "./tso/tso-requests.js";
import { NO_UPLOAD, type Uploads } from "./uploads.js";

/** An event's payload is slot × this + index of the server, which stays below 2³¹. */
const SERVER_BITS = 10;
const SERVER_COUNT_MAX = 1 << SERVER_BITS;

/** In one server at a time. There is no limit in Liberty; memory ends at about this one. */
const REQUEST_LIMIT = 0x20_0000;

/** A request for what z/OSMF does not have; the web container answers it by itself. */
const UNKNOWN_OPERATION = 0xffff;

const HTTP_NOT_FOUND = 404;
const HTTP_UNAUTHORIZED = 401;

/**
 * What the threads do with requests. `closed`: there is no server. `notReady`: the web container answers by itself.
 * `serving`: the applications answer. `stopped`: the address space hangs; requests pile up.
 */
export type ThreadsMode = "closed" | "notReady" | "serving" | "stopped";

const requestCompleted = defineEvent("zosmf.request-completed", (plex: ZosmfPlex, payload: number) =>
  plex.zosmf.requestThreads(payload & (SERVER_COUNT_MAX - 1)).onCompleted(payload >> SERVER_BITS),
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

export class RequestThreads implements Application, Forkable {
  /** Requests answered, and requests that a crash, stop or loss of the server left without an answer. */
  answeredCount = 0;
  lostCount = 0;
  /** CPU seconds that requests have used. */
  cpuSeconds = 0;

  private currentMode: ThreadsMode = "closed";
  private slowness = 1;
  private busyCount = 0;
  private readonly tso: TsoRequests;

  private connections = new Int32Array(0);
  private requests = new Int32Array(0);
  private operationOf = new Uint16Array(0);
  /** Its body; {@link NO_UPLOAD}: none that counts. */
  private bodies = new Uint8Array(0);
  /** Who asks; 0: nobody. */
  private users = new Int32Array(0);
  /** What it bears, and the token that this was when it came. */
  private credentials = new Uint8Array(0);
  private tokens = new Int32Array(0);
  private statuses = new Uint16Array(0);
  /** 1 while a thread works on it. */
  private inService = new Uint8Array(0);
  /** When the service ends; while stopped, what is left of it. */
  private ends = new Float64Array(0);
  private completions = new Int32Array(0);
  private readonly waiting = new WaitingRing();
  private readonly pool = new SlotPool({
    slotLimit: REQUEST_LIMIT,
    what: "requests are in one server: they come faster than it answers",
    grow: (capacity) => this.grow(capacity),
  });

  private readonly streams: readonly RandomStream[];
  // The parameters by operation, compiled for the request path.
  private threadCount = 0;
  private notReadyStatus = 0;
  private notReadyServiceTime = NO_TIME;
  private serviceTimes: readonly Distribution[] = [];
  private cpuPerRequest: readonly number[] = [];
  private readonly statusHere: readonly number[];

  constructor(
    private readonly plex: ZosmfPlex,
    parameters: ParameterValues<typeof zosmfParameters>,
    private readonly options: RequestThreadsOptions,
  ) {
    assert(options.index < SERVER_COUNT_MAX, `At most ${SERVER_COUNT_MAX} z/OSMF servers can be simulated`);
    this.tso = new TsoRequests(plex, options.tso, options.index, parameters, options.server);
    this.takeParameters(parameters);
    this.streams = operations.map(({ group }) => plex.sim.random(`zosmf/${options.server}/${group}`));
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
  copyFrom(twin: RequestThreads): void {
    this.answeredCount = twin.answeredCount;
    this.lostCount = twin.lostCount;
    this.cpuSeconds = twin.cpuSeconds;
    this.currentMode = twin.currentMode;
    this.slowness = twin.slowness;
    this.busyCount = twin.busyCount;
    this.tso.copyFrom(twin.tso);
    this.options.security.copyFrom(twin.options.security);
    this.copyRequests(twin);
  }

  get mode(): ThreadsMode {
    return this.currentMode;
  }

  /** False while the server hangs: connections stay in the backlog. */
  get accepting(): boolean {
    return this.currentMode === "serving" || this.currentMode === "notReady";
  }

  /** Requests in service. */
  get busy(): number {
    return this.busyCount;
  }

  /** Requests that wait for a thread. */
  get queueLength(): number {
    return this.waiting.count;
  }

  /** @param asked Operation, credentials and user; negative: none of z/OSMF's. */
  onRequest(connection: number, request: number, asked: number): void {
    const { uploads } = this.options;
    const number = zosmfOperationIn(asked);
    const body = uploads.uploadIn(number);
    const operation = body === NO_UPLOAD ? number : uploads.operationOf(body);
    assert(operation < this.statusHere.length, "z/OSMF has no such operation");
    if (this.currentMode === "closed") return;
    const slot = this.pool.take();
    this.connections[slot] = connection;
    this.requests[slot] = request;
    this.operationOf[slot] = operation < 0 ? UNKNOWN_OPERATION : operation;
    this.bodies[slot] = body;
    const user = userIn(asked);
    const bears = bearsIn(asked);
    this.users[slot] = user;
    this.credentials[slot] = bears;
    this.tokens[slot] = this.options.security.tokenOf(user, bears);
    if (this.accepting && this.busyCount < this.threadCount) this.begin(slot);
    else this.waiting.push(slot);
  }

  /** Sets what the server's state comes to. Requests of an ended server are gone; those of a hung one wait. */
  setMode(mode: ThreadsMode): void {
    if (mode === this.currentMode) return;
    const before = this.currentMode;
    this.currentMode = mode;
    if (mode === "closed") this.clear();
    else if (mode === "stopped") this.stop();
    else if (before === "stopped") this.goOn();
  }

  /** Stretches service times of requests that begin from now on. */
  setSlowness(factor: number): void {
    this.slowness = factor;
  }

  /** @internal */
  onCompleted(slot: number): void {
    const connection = this.connections[slot] as number;
    const request = this.requests[slot] as number;
    const status = this.statuses[slot] as number;
    if (status < 400) this.tellSecurity(slot);
    this.tso.complete(slot, this.operationOf[slot] as number, status < 400);
    this.release(slot);
    this.busyCount -= 1;
    this.answeredCount += 1;
    this.beginWaiting();
    this.plex.tcpip.respond(connection, request, status);
  }

  private begin(slot: number): void {
    const operation = this.operationOf[slot] as number;
    const ready = this.currentMode === "serving";
    this.inService[slot] = 1;
    this.busyCount += 1;
    if (ready && operation !== UNKNOWN_OPERATION && !this.isAdmitted(slot, operation)) {
      this.statuses[slot] = HTTP_UNAUTHORIZED;
      this.schedule(slot, this.notReadyServiceTime); // The web container answers by itself.
    } else if (ready && operation !== UNKNOWN_OPERATION) {
      this.statuses[slot] = this.statusHere[operation] as number;
      this.cpuSeconds += this.cpuPerRequest[operation] as number;
      const failure = this.tso.begin(slot, operation, this.users[slot] as number);
      if (failure === 0) return this.scheduleService(slot, operation);
      this.statuses[slot] = failure;
      this.schedule(slot, this.tso.extraTime);
    } else {
      this.statuses[slot] = ready ? HTTP_NOT_FOUND : this.notReadyStatus;
      this.schedule(slot, this.notReadyServiceTime);
    }
  }

  private isAdmitted(slot: number, operation: number): boolean {
    const { users, credentials, tokens } = this;
    return this.options.security.admits(
      operation,
      users[slot] as number,
      credentials[slot] as number,
      tokens[slot] as number,
    );
  }

  private tellSecurity(slot: number): void {
    const { operationOf, users, credentials, tokens } = this;
    this.options.security.onDone(
      operationOf[slot] as number,
      users[slot] as number,
      credentials[slot] as number,
      tokens[slot] as number,
    );
  }

  private schedule(slot: number, delay: Duration): void {
    const { sim } = this.plex;
    this.ends[slot] = sim.now + delay;
    this.completions[slot] = sim.after(delay, requestCompleted, this.payloadOf(slot));
  }

  private scheduleService(slot: number, operation: number): void {
    const { sim } = this.plex;
    const stream = this.streams[operation] as RandomStream;
    (this.serviceTimes[operation] as Distribution).draw(stream);
    const { extraTime } = this.tso;
    if (extraTime !== 0) stream.drawn[0] = (stream.drawn[0] as number) + extraTime;
    if (this.slowness !== 1) stream.drawn[0] = (stream.drawn[0] as number) * this.slowness;
    const body = this.bodies[slot] as number;
    if (body !== NO_UPLOAD)
      this.statuses[slot] = this.options.uploads.stretch(body, stream, this.statuses[slot] as number);
    this.ends[slot] = sim.now + drawnDuration(stream);
    this.completions[slot] = sim.afterDrawn(stream, requestCompleted, this.payloadOf(slot));
  }

  private payloadOf(slot: number): number {
    return slot * SERVER_COUNT_MAX + this.options.index;
  }

  private beginWaiting(): void {
    while (this.waiting.count > 0 && this.busyCount < this.threadCount) this.begin(this.waiting.shift());
  }

  private stop(): void {
    for (let slot = 0; slot < this.pool.slotCount; slot += 1) {
      if (this.inService[slot] === 0) continue;
      this.plex.sim.cancel(this.completions[slot] as EventHandle);
      this.ends[slot] = (this.ends[slot] as number) - this.plex.sim.now;
    }
  }

  private goOn(): void {
    for (let slot = 0; slot < this.pool.slotCount; slot += 1) {
      if (this.inService[slot] === 1) this.schedule(slot, this.ends[slot] as Duration);
    }
    this.beginWaiting();
  }

  private clear(): void {
    for (let slot = 0; slot < this.pool.slotCount; slot += 1) {
      if (this.inService[slot] === 1) this.plex.sim.cancel(this.completions[slot] as EventHandle);
      if (this.pool.isInUse(slot)) this.release(slot);
    }
    this.lostCount += this.busyCount + this.waiting.count;
    this.busyCount = 0;
    this.waiting.clear();
    this.tso.clear();
    this.options.security.forget();
  }

  private release(slot: number): void {
    this.inService[slot] = 0;
    this.pool.release(slot);
  }

  private copyRequests(twin: RequestThreads): void {
    this.pool.copyFrom(twin.pool);
    this.connections = twin.connections.slice();
    this.requests = twin.requests.slice();
    this.operationOf = twin.operationOf.slice();
    this.bodies = twin.bodies.slice();
    this.users = twin.users.slice();
    this.credentials = twin.credentials.slice();
    this.tokens = twin.tokens.slice();
    this.statuses = twin.statuses.slice();
    this.inService = twin.inService.slice();
    this.ends = twin.ends.slice();
    this.completions = twin.completions.slice();
    this.waiting.copyFrom(twin.waiting);
  }

  private grow(capacity: number): void {
    this.connections = grownTo(capacity, this.connections);
    this.requests = grownTo(capacity, this.requests);
    this.operationOf = grownTo(capacity, this.operationOf);
    this.bodies = grownTo(capacity, this.bodies);
    this.users = grownTo(capacity, this.users);
    this.credentials = grownTo(capacity, this.credentials);
    this.tokens = grownTo(capacity, this.tokens);
    this.statuses = grownTo(capacity, this.statuses);
    this.inService = grownTo(capacity, this.inService);
    this.ends = grownTo(capacity, this.ends);
    this.completions = grownTo(capacity, this.completions);
  }
}

/** Data that lives in one USER_DIR is found by the server of that directory alone. */
function statusOn({ state, use, status }: Operation, holdsUserDirData: boolean): number {
  return state === "USER_DIR" && use === "reads" && !holdsUserDirData ? HTTP_NOT_FOUND : status;
}
