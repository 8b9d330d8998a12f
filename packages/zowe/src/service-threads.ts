/**
 * A component without a model of its own: a queue in order of arrival before a fixed number of threads.
 *
 * Simplified: every request costs a time drawn from one distribution and is answered 200. A client that gives up does not
 * take its request out: the component works on it all the same, and the answer finds no connection.
 *
 * Data plane: this is run for every request, so slots live in typed arrays and are reused, the completion event carries
 * one number, and nothing is allocated once the arrays have grown to the busiest moment.
 */
import {
  defineEvent,
  drawnDuration,
  grownTo,
  NO_TIME,
  SlotPool,
  WaitingRing,
  type Distribution,
  type Duration,
  type EventHandle,
  type ParameterValues,
  type RandomStream,
} from "@sysplex/sim-core";
import type { ApplicationMode, ApplicationOptions, ComponentApplication } from "./applications.js";
import type { zoweParameters } from "./parameters.js";
import type { ZowePlex } from "./plex.js";
import { componentIn, componentIndex, slotIn, slotPayload } from "./slot-events.js";

/** In one component at a time. Memory of a JVM ends long before. */
const REQUEST_LIMIT = 0x20_0000;

const HTTP_OK = 200;

const requestCompleted = defineEvent("zowe.request-completed", (plex: ZowePlex, payload: number) =>
  (plex.zowe.application(componentIn(payload)) as ServiceThreads).onCompleted(slotIn(payload)),
);

/** Of a component of a launcher, or of a pod. */
export type ServiceOptions = Pick<ApplicationOptions, "index" | "parameters"> & {
  readonly component: { readonly name: string };
};

export class ServiceThreads implements ComponentApplication {
  /** Requests answered, and requests that the end of the process left without an answer. */
  answeredCount = 0;
  lostCount = 0;

  /** How long a request that is being begun waits for others, beyond its service time. */
  protected extraWait: Duration = NO_TIME;

  private mode: ApplicationMode = "closed";
  private slowness = 1;
  private busyCount = 0;

  private connections = new Int32Array(0);
  private requests = new Int32Array(0);
  private operations = new Int32Array(0);
  private statuses = new Uint16Array(0);
  /** 1 while a thread works on it. */
  private inService = new Uint8Array(0);
  /** When the service ends; while stopped, what is left of it. */
  private ends = new Float64Array(0);
  private completions = new Int32Array(0);
  private readonly waiting = new WaitingRing();
  private readonly pool = new SlotPool({
    slotLimit: REQUEST_LIMIT,
    what: "requests are in one component: they come faster than it answers",
    grow: (capacity) => this.grow(capacity),
  });

  private readonly index: number;
  private readonly stream: RandomStream;
  // The parameters, compiled for the request path.
  private threadCount = 0;
  private notReadyStatus = 0;
  private serviceTime!: Distribution;

  constructor(
    protected readonly plex: ZowePlex,
    { component, index, parameters }: ServiceOptions,
  ) {
    this.index = componentIndex(index);
    this.stream = plex.sim.random(`zowe/${component.name}/service`);
    this.takeParameters(parameters);
  }

  get accepting(): boolean {
    return this.mode === "notReady" || this.mode === "serving";
  }

  /** Requests in the component: in service and waiting. */
  get inside(): number {
    return this.busyCount + this.waiting.count;
  }

  copyFrom(twin: ServiceThreads): void {
    this.answeredCount = twin.answeredCount;
    this.lostCount = twin.lostCount;
    this.extraWait = twin.extraWait;
    this.mode = twin.mode;
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

  takeParameters({ threads, notReadyStatus, serviceTime }: ParameterValues<typeof zoweParameters>): void {
    this.threadCount = threads;
    this.notReadyStatus = Number(notReadyStatus);
    this.serviceTime = serviceTime;
    if (this.accepting) this.beginWaiting();
  }

  setMode(mode: ApplicationMode): void {
    if (mode === this.mode) return;
    const before = this.mode;
    this.mode = mode;
    if (mode === "closed") this.clear();
    else if (mode === "stopped") this.stop();
    else if (before === "stopped") this.goOn();
  }

  setSlowness(factor: number): void {
    this.slowness = factor;
  }

  onRequest(connection: number, request: number, operation = 0): void {
    if (this.mode === "closed") return;
    const slot = this.pool.take();
    this.connections[slot] = connection;
    this.requests[slot] = request;
    this.operations[slot] = operation;
    if (this.accepting && this.busyCount < this.threadCount) this.begin(slot);
    else this.waiting.push(slot);
  }

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

  /** The status of a request whose service begins. A model that knows more says more, and sets {@link extraWait}. */
  protected serve(_operation: number): number {
    return HTTP_OK;
  }

  private begin(slot: number): void {
    const ready = this.mode === "serving";
    this.inService[slot] = 1;
    this.busyCount += 1;
    this.extraWait = NO_TIME;
    this.statuses[slot] = ready ? this.serve(this.operations[slot] as number) : this.notReadyStatus;
    if (!ready) return this.schedule(slot, NO_TIME);
    const { sim } = this.plex;
    const { stream } = this;
    this.serviceTime.draw(stream);
    if (this.slowness !== 1) stream.drawn[0] = (stream.drawn[0] as number) * this.slowness;
    if (this.extraWait > 0) stream.drawn[0] = (stream.drawn[0] as number) + this.extraWait;
    this.ends[slot] = sim.now + drawnDuration(stream);
    this.completions[slot] = sim.afterDrawn(stream, requestCompleted, this.payloadOf(slot));
  }

  private schedule(slot: number, delay: Duration): void {
    const { sim } = this.plex;
    this.ends[slot] = sim.now + delay;
    this.completions[slot] = sim.after(delay, requestCompleted, this.payloadOf(slot));
  }

  private payloadOf(slot: number): number {
    return slotPayload(slot, this.index);
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
    this.lostCount += this.inside;
    this.busyCount = 0;
    this.waiting.clear();
  }

  private release(slot: number): void {
    this.inService[slot] = 0;
    this.pool.release(slot);
  }

  private grow(capacity: number): void {
    this.connections = grownTo(capacity, this.connections);
    this.requests = grownTo(capacity, this.requests);
    this.operations = grownTo(capacity, this.operations);
    this.statuses = grownTo(capacity, this.statuses);
    this.inService = grownTo(capacity, this.inService);
    this.ends = grownTo(capacity, this.ends);
    this.completions = grownTo(capacity, this.completions);
  }
}
