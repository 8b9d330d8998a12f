/**
 * The threads of a server program: requests in order of arrival before a fixed number of threads.
 *
 * Modelled: a request holds a thread for its whole service; requests beyond the threads wait, without limit; the end of the
 * program, which loses what is in it; a hang, which holds up what is in it by exactly its length.
 * Simplified: a client that gives up does not take its request out: the program works on it all the same, and the answer
 * finds no connection.
 * What a service is, how long it takes and what it answers, a model of a program says.
 *
 * Data plane: this is run for every request, so slots live in typed arrays and are reused, the completion event carries
 * one number, and nothing is allocated once the arrays have grown to the busiest moment.
 */
import {
  drawnDuration,
  grownTo,
  SlotPool,
  WaitingRing,
  type Duration,
  type EventHandle,
  type EventKind,
  type Forkable,
  type RandomStream,
  type Simulation,
} from "@sysplex/sim-core";
import type { Application, ApplicationMode } from "./application.js";
import type { TcpipPlex } from "./plex.js";
import { SLOT_COUNT_MAX, slotPayload } from "./slot-events.js";

export interface ThreadPoolOptions<Plex> {
  /** Which of the pools that {@link completed} may be for. */
  readonly index: number;
  /** Its handler calls {@link ThreadPool.onCompleted}; the payload is that of `slot-events.ts`. */
  readonly completed: EventKind<Plex, number>;
  /** What the program is, for the message when there are too many requests in it. */
  readonly what: string;
  /** What more is kept of each request must have room for this many. */
  readonly grow?: (capacity: number) => void;
}

export abstract class ThreadPool<Plex extends TcpipPlex> implements Application, Forkable {
  /** Requests answered, and requests that the end of the program left without an answer. */
  answeredCount = 0;
  lostCount = 0;

  /** How many threads there are. */
  protected threadCount = 0;
  /** By it services that begin are stretched. */
  protected slowness = 1;
  /** By slot: what is asked, and the status of the answer. */
  protected operations = new Int32Array(0);
  protected statuses = new Uint16Array(0);

  private currentMode: ApplicationMode = "closed";
  private busyCount = 0;
  private connections = new Int32Array(0);
  private requests = new Int32Array(0);
  /** 1 while a thread works on it. */
  private inService = new Uint8Array(0);
  /** When the service ends; while stopped, what is left of it. */
  private ends = new Float64Array(0);
  private completions = new Int32Array(0);
  private readonly waiting = new WaitingRing();
  private readonly pool: SlotPool;
  private readonly index: number;
  private readonly completed: EventKind<Plex, number>;

  constructor(
    protected readonly plex: Plex & { readonly sim: Simulation<Plex> },
    { index, completed, what, grow }: ThreadPoolOptions<Plex>,
  ) {
    this.index = index;
    this.completed = completed;
    this.pool = new SlotPool({
      slotLimit: SLOT_COUNT_MAX,
      what: `requests are in one ${what}: they come faster than it answers`,
      grow: (capacity) => {
        this.growTo(capacity);
        grow?.(capacity);
      },
    });
  }

  get mode(): ApplicationMode {
    return this.currentMode;
  }

  /** False while the program hangs: connections stay in the backlog. */
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

  /** Requests in the program: in service and waiting. */
  get inside(): number {
    return this.busyCount + this.waiting.count;
  }

  copyFrom(twin: ThreadPool<Plex>): void {
    this.answeredCount = twin.answeredCount;
    this.lostCount = twin.lostCount;
    this.currentMode = twin.currentMode;
    this.slowness = twin.slowness;
    this.busyCount = twin.busyCount;
    this.pool.copyFrom(twin.pool);
    this.connections = twin.connections.slice();
    this.requests = twin.requests.slice();
    this.operations = twin.operations.slice();
    this.statuses = twin.statuses.slice();
    this.inService = twin.inService.slice();
    this.ends = twin.ends.slice();
    this.completions = twin.completions.slice();
    this.waiting.copyFrom(twin.waiting);
  }

  /** Sets what the program's state comes to. Requests of an ended program are gone; those of a hung one wait. */
  setMode(mode: ApplicationMode): void {
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

  abstract onRequest(connection: number, request: number, asked: number): void;

  /** @internal */
  onCompleted(slot: number): void {
    const connection = this.connections[slot] as number;
    const request = this.requests[slot] as number;
    const status = this.statuses[slot] as number;
    this.release(slot);
    this.busyCount -= 1;
    this.answeredCount += 1;
    this.beginWaiting();
    this.plex.tcpip.respond(connection, request, status);
  }

  /** A thread begins with a request: sets its status, and calls {@link schedule} or {@link scheduleDrawn}. */
  protected abstract serve(slot: number): void;

  /** The slot of a request that has arrived, for {@link enter}. */
  protected take(connection: number, request: number, operation: number): number {
    const slot = this.pool.take();
    this.connections[slot] = connection;
    this.requests[slot] = request;
    this.operations[slot] = operation;
    return slot;
  }

  /** A thread takes the request, or it waits for one. */
  protected enter(slot: number): void {
    if (this.accepting && this.busyCount < this.threadCount) this.begin(slot);
    else this.waiting.push(slot);
  }

  /** The service takes this long from now. */
  protected schedule(slot: number, delay: Duration): void {
    const { sim } = this.plex;
    this.ends[slot] = sim.now + delay;
    this.completions[slot] = sim.after(delay, this.completed, slotPayload(slot, this.index));
  }

  /** The service takes what was drawn. */
  protected scheduleDrawn(slot: number, stream: RandomStream): void {
    const { sim } = this.plex;
    this.ends[slot] = sim.now + drawnDuration(stream);
    this.completions[slot] = sim.afterDrawn(stream, this.completed, slotPayload(slot, this.index));
  }

  protected beginWaiting(): void {
    while (this.waiting.count > 0 && this.busyCount < this.threadCount) this.begin(this.waiting.shift());
  }

  /** The program has ended, with all that is in it. */
  protected clear(): void {
    for (let slot = 0; slot < this.pool.slotCount; slot += 1) {
      if (this.inService[slot] === 1) this.plex.sim.cancel(this.completions[slot] as EventHandle);
      if (this.pool.isInUse(slot)) this.release(slot);
    }
    this.lostCount += this.inside;
    this.busyCount = 0;
    this.waiting.clear();
  }

  private begin(slot: number): void {
    this.inService[slot] = 1;
    this.busyCount += 1;
    this.serve(slot);
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

  private release(slot: number): void {
    this.inService[slot] = 0;
    this.pool.release(slot);
  }

  private growTo(capacity: number): void {
    this.operations = grownTo(capacity, this.operations);
    this.statuses = grownTo(capacity, this.statuses);
    this.connections = grownTo(capacity, this.connections);
    this.requests = grownTo(capacity, this.requests);
    this.inService = grownTo(capacity, this.inService);
    this.ends = grownTo(capacity, this.ends);
    this.completions = grownTo(capacity, this.completions);
  }
}
