/**
 * A server program that works on requests and may ask other services meanwhile: what the Desktop, ZSS, the Catalog and the
 * explorers' APIs have in common.
 *
 * Modelled: requests in order of arrival before threads; a service time of each kind of request; the end and the hang of the
 * process. Calls of other services are in `service-calls.ts`.
 * Simplified: a client that gives up does not take its request out.
 *
 * Data plane: this is run for every request; slots live in typed arrays, events carry one number, and nothing is allocated
 * once the arrays have grown to the busiest moment.
 */
import {
  defineEvent,
  drawnDuration,
  type Distribution,
  type Duration,
  type EventHandle,
  type ParameterValues,
  type RandomStream,
} from "@sysplex/sim-core";
import type { ApplicationMode, ConnectionName } from "@sysplex/tcpip";
import type { ApplicationOptions, ComponentApplication } from "../applications.js";
import type { Component } from "../launcher/component.js";
import type { zoweParameters } from "../parameters.js";
import type { ZowePlex } from "../plex.js";
import { componentIn, componentIndex, slotIn, slotPayload } from "../slot-events.js";
import { NONE, RequestColumns, RequestPhase } from "./request-columns.js";
import { ServiceCalls } from "./service-calls.js";

const REQUEST_OF_ITS_OWN = -1;

const serviceEnded = defineEvent("zowe.service-ended", ({ zowe }: ZowePlex, payload: number) =>
  (zowe.application(componentIn(payload)) as ServiceProgram).onServiceEnded(slotIn(payload)),
);

type Parameters = ParameterValues<typeof zoweParameters>;

export abstract class ServiceProgram implements ComponentApplication {
  /** Requests answered, and requests that the end of the process left without an answer. */
  answeredCount = 0;
  lostCount = 0;

  /** @internal */
  readonly calls: ServiceCalls;

  protected readonly columns = new RequestColumns();
  protected readonly component: Component;
  protected parameters: Parameters;
  private currentMode: ApplicationMode = "closed";
  private slowness = 1;
  private busyCount = 0;
  private callingCount = 0;
  private readonly index: number;
  private readonly stream: RandomStream;

  constructor(
    protected readonly plex: ZowePlex,
    { component, index, parameters }: ApplicationOptions,
  ) {
    this.component = component;
    this.index = componentIndex(index);
    this.parameters = parameters;
    this.stream = plex.sim.random(`zowe/${component.name}/service`);
    this.calls = new ServiceCalls(plex, { component, index, parameters }, this.columns, this);
  }

  get mode(): ApplicationMode {
    return this.currentMode;
  }

  get accepting(): boolean {
    return this.currentMode === "notReady" || this.currentMode === "serving";
  }

  /** Requests in the program: in service, waiting, and waiting for others. */
  get inside(): number {
    return this.busyCount + this.columns.waiting.count + this.callingCount;
  }

  copyFrom(twin: ServiceProgram): void {
    this.answeredCount = twin.answeredCount;
    this.lostCount = twin.lostCount;
    this.currentMode = twin.currentMode;
    this.slowness = twin.slowness;
    this.busyCount = twin.busyCount;
    this.callingCount = twin.callingCount;
    this.calls.copyFrom(twin.calls);
    this.columns.copyFrom(twin.columns);
  }

  takeParameters(parameters: Parameters): void {
    this.parameters = parameters;
    this.calls.takeParameters(parameters);
    if (this.accepting) this.beginWaiting();
  }

  setMode(mode: ApplicationMode): void {
    if (mode === this.currentMode) return;
    const before = this.currentMode;
    this.currentMode = mode;
    if (mode === "closed") this.clear();
    else if (mode === "stopped") this.stop();
    else if (before === "stopped") this.goOn();
    this.onModeChanged(before);
  }

  setSlowness(factor: number): void {
    this.slowness = factor;
  }

  onRequest(connection: ConnectionName, request: number, operation: number): void {
    if (this.currentMode === "closed") return;
    if (this.currentMode === "notReady")
      return this.plex.tcpip.respond(connection, request, Number(this.parameters.notReadyStatus));
    this.accept(this.columns.open(connection, request, operation));
  }

  /** @internal */
  onServiceEnded(slot: number): void {
    this.columns.timer[slot] = NONE;
    this.busyCount -= 1;
    this.onThreadFree(slot);
    this.columns.phase[slot] = RequestPhase.Calling;
    this.callingCount += 1;
    this.conclude(slot);
    this.beginWaiting();
  }

  /** @internal */
  onCallEnded(slot: number, status: number): void {
    const { columns } = this;
    this.cancelTimer(slot);
    if (this.currentMode === "stopped") {
      columns.hasNews[slot] = 1;
      columns.news[slot] = status;
    } else this.onAnswered(slot, columns.purpose[slot] as number, status);
  }

  /** Threads that may work at a time. */
  protected abstract get threadCount(): number;

  /** Service time of an operation, as it came. */
  protected abstract timeOf(operation: number): Distribution;

  /** The service is over: {@link answer} it, or {@link ask} somebody first. */
  protected abstract conclude(slot: number): void;

  /** Who was asked has answered; status 0: no answer came. To {@link answer} the request, or {@link ask} once more. */
  protected abstract onAnswered(slot: number, purpose: number, status: number): void;

  protected onModeChanged(_before: ApplicationMode): void {}

  protected onThreadTaken(_slot: number): void {}

  protected onThreadFree(_slot: number): void {}

  protected answer(slot: number, status: number): void {
    const connection = this.columns.connection[slot] as number;
    const request = this.columns.request[slot] as number;
    this.release(slot);
    if (connection < 0) return;
    this.answeredCount += 1;
    this.plex.tcpip.respond(connection, request, status);
  }

  /** Where the Gateway is that it asks: see {@link ServiceCalls.gateway}. */
  protected get gateway(): number {
    return this.calls.gateway;
  }

  /** Asks another service for a request that no thread works on any more. @param destination Of the transport. */
  protected ask(slot: number, destination: number, operation: number, purpose: number): void {
    this.calls.ask(slot, destination, operation, purpose);
  }

  /** Asks another service for the program's own sake. */
  protected askByItself(destination: number, operation: number, purpose: number): void {
    const slot = this.columns.open(REQUEST_OF_ITS_OWN, REQUEST_OF_ITS_OWN, 0);
    this.columns.phase[slot] = RequestPhase.Calling;
    this.callingCount += 1;
    this.ask(slot, destination, operation, purpose);
  }

  /** Somebody else answers it. */
  protected handOver(slot: number): void {
    this.release(slot);
  }

  /** A request is gone with the thread that worked on it: its client is cut. */
  protected drop(slot: number): void {
    const connection = this.columns.connection[slot] as number;
    if (this.columns.phase[slot] === RequestPhase.InService) {
      this.busyCount -= 1;
      this.onThreadFree(slot);
      this.columns.phase[slot] = RequestPhase.Calling;
      this.callingCount += 1;
    }
    this.release(slot);
    this.lostCount += 1;
    if (connection >= 0) this.plex.tcpip.transport.reset(connection);
  }

  protected beginWaiting(): void {
    while (this.accepting && this.columns.waiting.count > 0 && this.busyCount < this.threadCount)
      this.begin(this.columns.waiting.shift());
  }

  private accept(slot: number): void {
    if (this.accepting && this.busyCount < this.threadCount) this.begin(slot);
    else this.columns.waiting.push(slot);
  }

  private begin(slot: number): void {
    const { columns, stream } = this;
    const { sim } = this.plex;
    columns.phase[slot] = RequestPhase.InService;
    this.busyCount += 1;
    this.onThreadTaken(slot);
    this.timeOf(columns.operation[slot] as number).draw(stream);
    if (this.slowness !== 1) stream.drawn[0] = (stream.drawn[0] as number) * this.slowness;
    columns.ends[slot] = sim.now + drawnDuration(stream);
    columns.timer[slot] = sim.afterDrawn(stream, serviceEnded, slotPayload(slot, this.index));
  }

  private stop(): void {
    const { columns } = this;
    for (let slot = 0; slot < columns.pool.slotCount; slot += 1) {
      if (!columns.pool.isInUse(slot) || columns.phase[slot] !== RequestPhase.InService) continue;
      this.cancelTimer(slot);
      columns.ends[slot] = (columns.ends[slot] as number) - this.plex.sim.now;
    }
  }

  private goOn(): void {
    const { columns } = this;
    for (let slot = 0; slot < columns.pool.slotCount; slot += 1) {
      if (!columns.pool.isInUse(slot)) continue;
      if (columns.phase[slot] === RequestPhase.InService) this.goOnWith(slot);
      else if (columns.hasNews[slot] === 1) {
        columns.hasNews[slot] = 0;
        this.onAnswered(slot, columns.purpose[slot] as number, columns.news[slot] as number);
      }
    }
    this.beginWaiting();
  }

  private goOnWith(slot: number): void {
    const left = this.columns.ends[slot] as Duration;
    this.columns.ends[slot] = this.plex.sim.now + left;
    this.columns.timer[slot] = this.plex.sim.after(left, serviceEnded, slotPayload(slot, this.index));
  }

  private clear(): void {
    const { columns } = this;
    for (let slot = 0; slot < columns.pool.slotCount; slot += 1) {
      if (!columns.pool.isInUse(slot)) continue;
      if (columns.connection[slot] !== REQUEST_OF_ITS_OWN) this.lostCount += 1;
      this.cancelTimer(slot);
      this.calls.giveUp(slot);
      columns.pool.release(slot);
    }
    columns.waiting.clear();
    this.busyCount = 0;
    this.callingCount = 0;
  }

  /** Of a request that no thread works on. */
  private release(slot: number): void {
    this.cancelTimer(slot);
    this.calls.giveUp(slot);
    this.callingCount -= 1;
    this.columns.pool.release(slot);
  }

  private cancelTimer(slot: number): void {
    const timer = this.columns.timer[slot] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.columns.timer[slot] = NONE;
  }
}
