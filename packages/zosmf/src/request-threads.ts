/**
 * The request threads of one server: a queue in order of arrival before a fixed number of threads.
 *
 * Modelled: a request holds a thread for its whole service time; requests beyond the threads wait without limit, as in
 * Liberty's executor (each connection has at most one request outstanding, so the connections bound the queue).
 * Simplified: the number of threads is fixed, where Liberty tunes it. A client that gives up does not take its request
 * out: the server works on it all the same, and the answer finds no connection.
 * Not modelled: timed-out TSO/E sessions; a servletKey is accepted once this server has started some session.
 *
 * Data plane: this is run for every request, so slots live in typed arrays and are reused, the completion event carries
 * one number, and nothing is allocated once the arrays have grown to the busiest moment.
 */
import {
  assert,
  defineEvent,
  inSeconds,
  sampleDuration,
  type Distribution,
  NO_TIME,
  type Duration,
  type EventHandle,
  type ParameterValues,
  type RandomStream,
} from "@sysplex/sim-core";
import type { Application } from "@sysplex/tcpip";
import { operations, type Operation } from "./operations.js";
import type { zosmfParameters } from "./parameters.js";
import type { ZosmfPlex } from "./plex.js";
import type { ServerName } from "./state.js";

/** An event's payload is slot × this + index of the server. */
const SERVER_COUNT_MAX = 1_024;

/** A request for what z/OSMF does not have; the web container answers it by itself. */
const UNKNOWN_OPERATION = 0xffff;

const HTTP_NOT_FOUND = 404;
/** z/OSMF answers 500 with IZUG1126E to a servletKey it does not know. */
const HTTP_SERVER_ERROR = 500;

const FREE = 0;
const WAITING = 1;
const IN_SERVICE = 2;

/**
 * What the threads do with requests. `closed`: there is no server. `notReady`: the web container answers by itself.
 * `serving`: the applications answer. `stopped`: the address space hangs; requests pile up.
 */
export type ThreadsMode = "closed" | "notReady" | "serving" | "stopped";

const requestCompleted = defineEvent("zosmf.request-completed", (plex: ZosmfPlex, payload: number) =>
  plex.zosmf.requestThreads(payload % SERVER_COUNT_MAX).onCompleted(Math.floor(payload / SERVER_COUNT_MAX)),
);

export interface RequestThreadsOptions {
  readonly server: ServerName;
  /** Place of the server in the configuration. */
  readonly index: number;
  /** Whether workflows and their like, which live in one USER_DIR, are in this server's. */
  readonly holdsUserDirData: boolean;
}

export class RequestThreads implements Application {
  /** Requests answered, and requests that a crash, stop or loss of the server left without an answer. */
  answeredCount = 0;
  lostCount = 0;
  /** CPU seconds that requests have used. */
  cpuSeconds = 0;

  private currentMode: ThreadsMode = "closed";
  private slowness = 1;
  private busyCount = 0;
  private tsoSessionCount = 0;

  private capacity = 64;
  private slotCount = 0;
  private connections = new Float64Array(this.capacity);
  private requests = new Float64Array(this.capacity);
  private operationOf = new Uint16Array(this.capacity);
  private statuses = new Uint16Array(this.capacity);
  private phases = new Uint8Array(this.capacity);
  /** When the service ends; while stopped, what is left of it. */
  private ends = new Float64Array(this.capacity);
  private completions = new Float64Array(this.capacity);
  private freeSlots = new Int32Array(this.capacity);
  private freeCount = 0;
  /** A ring: as long as the arrays, so it cannot overflow. */
  private waiting = new Int32Array(this.capacity);
  private firstWaiting = 0;
  private waitingCount = 0;

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
    this.takeParameters(parameters);
    this.streams = operations.map(({ group }) => plex.sim.random(`zosmf/${options.server}/${group}`));
    this.statusHere = operations.map((operation) => statusOn(operation, options.holdsUserDirData));
  }

  /** Requests that begin from now on follow these parameters. */
  takeParameters(parameters: ParameterValues<typeof zosmfParameters>): void {
    this.threadCount = parameters.threads;
    this.notReadyStatus = Number(parameters.notReadyStatus);
    this.notReadyServiceTime = parameters.notReadyServiceTime;
    this.serviceTimes = operations.map(({ group }) => parameters[`${group}ServiceTime`]);
    this.cpuPerRequest = operations.map(({ group }) => inSeconds(parameters[`${group}Cpu`]));
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
    return this.waitingCount;
  }

  /** @param operation Negative: none of z/OSMF's. */
  onRequest(connection: number, request: number, operation: number): void {
    assert(operation < this.statusHere.length, `z/OSMF has no operation ${operation}`);
    if (this.currentMode === "closed") return;
    const slot = this.takeSlot();
    this.connections[slot] = connection;
    this.requests[slot] = request;
    this.operationOf[slot] = operation < 0 ? UNKNOWN_OPERATION : operation;
    if (this.accepting && this.busyCount < this.threadCount) this.begin(slot);
    else this.wait(slot);
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
    const operation = operations[this.operationOf[slot] as number];
    if (operation?.state === "TSO session" && operation.use === "creates" && status < 400)
      this.tsoSessionCount += 1;
    this.release(slot);
    this.busyCount -= 1;
    this.answeredCount += 1;
    this.beginWaiting();
    this.plex.tcpip.respond(connection, request, status);
  }

  private begin(slot: number): void {
    const operation = this.operationOf[slot] as number;
    const ready = this.currentMode === "serving";
    const served = ready && operation !== UNKNOWN_OPERATION;
    const service = served ? this.sampleServiceTime(operation) : this.notReadyServiceTime;
    if (served) this.statuses[slot] = this.statusFor(operation);
    else this.statuses[slot] = ready ? HTTP_NOT_FOUND : this.notReadyStatus;
    if (served) this.cpuSeconds += this.cpuPerRequest[operation] as number;
    this.phases[slot] = IN_SERVICE;
    this.busyCount += 1;
    this.schedule(slot, service);
  }

  private schedule(slot: number, delay: Duration): void {
    this.ends[slot] = this.plex.sim.now + delay;
    const payload = slot * SERVER_COUNT_MAX + this.options.index;
    this.completions[slot] = this.plex.sim.after(delay, requestCompleted, payload);
  }

  private sampleServiceTime(operation: number): Duration {
    const sample = sampleDuration(
      this.serviceTimes[operation] as Distribution,
      this.streams[operation] as RandomStream,
    );
    return this.slowness === 1 ? sample : (Math.round(sample * this.slowness) as Duration);
  }

  private statusFor(operation: number): number {
    const { state, use } = operations[operation] as Operation;
    if (state === "TSO session" && use === "reads" && this.tsoSessionCount === 0) return HTTP_SERVER_ERROR;
    return this.statusHere[operation] as number;
  }

  private wait(slot: number): void {
    this.phases[slot] = WAITING;
    this.waiting[(this.firstWaiting + this.waitingCount) % this.capacity] = slot;
    this.waitingCount += 1;
  }

  private beginWaiting(): void {
    while (this.waitingCount > 0 && this.busyCount < this.threadCount) {
      const slot = this.waiting[this.firstWaiting] as number;
      this.firstWaiting = (this.firstWaiting + 1) % this.capacity;
      this.waitingCount -= 1;
      this.begin(slot);
    }
  }

  private stop(): void {
    for (let slot = 0; slot < this.slotCount; slot += 1) {
      if (this.phases[slot] !== IN_SERVICE) continue;
      this.plex.sim.cancel(this.completions[slot] as EventHandle);
      this.ends[slot] = (this.ends[slot] as number) - this.plex.sim.now;
    }
  }

  private goOn(): void {
    for (let slot = 0; slot < this.slotCount; slot += 1) {
      if (this.phases[slot] === IN_SERVICE) this.schedule(slot, this.ends[slot] as Duration);
    }
    this.beginWaiting();
  }

  private clear(): void {
    for (let slot = 0; slot < this.slotCount; slot += 1) {
      if (this.phases[slot] === IN_SERVICE) this.plex.sim.cancel(this.completions[slot] as EventHandle);
      if (this.phases[slot] !== FREE) this.release(slot);
    }
    this.lostCount += this.busyCount + this.waitingCount;
    this.busyCount = 0;
    this.waitingCount = 0;
    this.tsoSessionCount = 0;
  }

  private takeSlot(): number {
    if (this.freeCount > 0) {
      this.freeCount -= 1;
      return this.freeSlots[this.freeCount] as number;
    }
    if (this.slotCount === this.capacity) this.grow();
    this.slotCount += 1;
    return this.slotCount - 1;
  }

  private release(slot: number): void {
    this.phases[slot] = FREE;
    this.freeSlots[this.freeCount] = slot;
    this.freeCount += 1;
  }

  private grow(): void {
    const ring = new Int32Array(this.capacity * 2);
    for (let place = 0; place < this.waitingCount; place += 1) {
      ring[place] = this.waiting[(this.firstWaiting + place) % this.capacity] as number;
    }
    this.waiting = ring;
    this.firstWaiting = 0;
    this.capacity *= 2;
    this.connections = copied(this.connections, new Float64Array(this.capacity));
    this.requests = copied(this.requests, new Float64Array(this.capacity));
    this.operationOf = copied(this.operationOf, new Uint16Array(this.capacity));
    this.statuses = copied(this.statuses, new Uint16Array(this.capacity));
    this.phases = copied(this.phases, new Uint8Array(this.capacity));
    this.ends = copied(this.ends, new Float64Array(this.capacity));
    this.completions = copied(this.completions, new Float64Array(this.capacity));
    this.freeSlots = copied(this.freeSlots, new Int32Array(this.capacity));
  }
}

/** Data that lives in one USER_DIR is found by the server of that directory alone. */
function statusOn({ state, use, status }: Operation, holdsUserDirData: boolean): number {
  return state === "USER_DIR" && use === "reads" && !holdsUserDirData ? HTTP_NOT_FOUND : status;
}

function copied<Numbers extends { set(source: ArrayLike<number>): void }>(
  source: ArrayLike<number>,
  larger: Numbers,
): Numbers {
  larger.set(source);
  return larger;
}
