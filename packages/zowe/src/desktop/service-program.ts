/**
 * A server program that works on requests and may ask other services meanwhile: what the Desktop, ZSS, the Catalog and the
 * explorers' APIs have in common.
 *
 * Modelled: requests in order of arrival before threads; a service time of each kind of request; calls of other services
 * through TCP, each on a connection of its own, with a limit; the end and the hang of the process.
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
import { tcpProfiles, type ConnectionName, type TcpClient } from "@sysplex/tcpip";
import type { ApplicationMode, ApplicationOptions, ComponentApplication } from "../applications.js";
import type { Component } from "../launcher/component.js";
import type { zoweParameters } from "../parameters.js";
import type { ZowePlex } from "../plex.js";
import { componentIn, componentIndex, slotIn, slotPayload } from "../slot-events.js";
import { gatewayDestination } from "./addresses.js";
import { RequestColumns, RequestPhase } from "./request-columns.js";

const NONE = -1;
const NOT_LOOKED_UP = -2;
const REQUEST_OF_ITS_OWN = -1;

/** No answer came: refused, cut, or its time was over. */
export const NO_ANSWER = 0;

const programEvent = (name: string, step: (program: ServiceProgram, slot: number) => void) =>
  defineEvent(name, ({ zowe }: ZowePlex, payload: number) =>
    step(zowe.application(componentIn(payload)) as ServiceProgram, slotIn(payload)),
  );

const serviceEnded = programEvent("zowe.service-ended", (program, slot) => program.onServiceEnded(slot));
const callLimitReached = programEvent("zowe.call-limit-reached", (program, slot) =>
  program.onCallLimit(slot),
);

type Parameters = ParameterValues<typeof zoweParameters>;

export abstract class ServiceProgram implements ComponentApplication, TcpClient {
  /** Requests answered, and requests that the end of the process left without an answer. */
  answeredCount = 0;
  lostCount = 0;

  protected readonly columns = new RequestColumns();
  protected readonly component: Component;
  protected parameters: Parameters;
  private currentMode: ApplicationMode = "closed";
  private slowness = 1;
  private busyCount = 0;
  private callingCount = 0;
  private gatewayAt = NOT_LOOKED_UP;
  private readonly index: number;
  private readonly client: number;
  private readonly stream: RandomStream;

  constructor(
    protected readonly plex: ZowePlex,
    { component, index, parameters }: ApplicationOptions,
  ) {
    this.component = component;
    this.index = componentIndex(index);
    this.parameters = parameters;
    this.stream = plex.sim.random(`zowe/${component.name}/service`);
    this.client = plex.tcpip.transport.addClient(
      this,
      tcpProfiles.zos,
      parameters.gatewayHopLatency,
      component.system,
    );
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
    this.gatewayAt = twin.gatewayAt;
    this.columns.copyFrom(twin.columns);
  }

  takeParameters(parameters: Parameters): void {
    this.parameters = parameters;
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

  onConnected(connection: ConnectionName, name: number): void {
    const slot = this.columns.pool.slotOf(name);
    if (slot < 0) return this.plex.tcpip.transport.close(connection);
    const { desktopCallHandshake } = this.parameters;
    this.plex.tcpip.transport.send(
      connection,
      name,
      this.columns.asked[slot] as number,
      desktopCallHandshake,
    );
  }

  onConnectFailed(name: number): void {
    this.onCallEnded(name, NO_ANSWER);
  }

  onResponse(connection: ConnectionName, name: number, status: number): void {
    this.plex.tcpip.transport.close(connection);
    this.onCallEnded(name, status);
  }

  onReset(name: number): void {
    this.onCallEnded(name, NO_ANSWER);
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
  onCallLimit(slot: number): void {
    this.columns.timer[slot] = NONE;
    this.plex.tcpip.transport.close(this.columns.call[slot] as number);
    this.onCallEnded(this.columns.pool.nameOf(slot), NO_ANSWER);
  }

  /** Threads that may work at a time. */
  protected abstract get threadCount(): number;

  /** Service time of an operation, as it came. */
  protected abstract timeOf(operation: number): Distribution;

  /** The service is over: {@link answer} it, or {@link ask} somebody first. */
  protected abstract conclude(slot: number): void;

  /** Who was asked has answered, or {@link NO_ANSWER}: `answer` the request, or `ask` once more. */
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

  /** Where the Gateway is that it asks, by the transport's number; −1: the name is not known. */
  protected get gateway(): number {
    if (this.gatewayAt === NOT_LOOKED_UP)
      this.gatewayAt = gatewayDestination(this.plex, this.component.instance);
    return this.gatewayAt;
  }

  /** Asks another service for a request that no thread works on any more. @param destination Of the transport. */
  protected ask(slot: number, destination: number, operation: number, purpose: number): void {
    const { columns } = this;
    const { sim, tcpip } = this.plex;
    columns.purpose[slot] = purpose;
    columns.asked[slot] = operation;
    columns.timer[slot] = sim.after(
      this.parameters.desktopCallTimeout,
      callLimitReached,
      this.payloadOf(slot),
    );
    columns.call[slot] = tcpip.transport.connect(this.client, destination, columns.pool.nameOf(slot));
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

  protected payloadOf(slot: number): number {
    return slotPayload(slot, this.index);
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
    columns.timer[slot] = sim.afterDrawn(stream, serviceEnded, this.payloadOf(slot));
  }

  private onCallEnded(name: number, status: number): void {
    const { columns } = this;
    const slot = columns.pool.slotOf(name);
    if (slot < 0) return;
    columns.call[slot] = NONE;
    this.cancelTimer(slot);
    if (this.currentMode === "stopped") {
      columns.hasNews[slot] = 1;
      columns.news[slot] = status;
    } else this.onAnswered(slot, columns.purpose[slot] as number, status);
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
    this.columns.timer[slot] = this.plex.sim.after(left, serviceEnded, this.payloadOf(slot));
  }

  private clear(): void {
    const { columns } = this;
    for (let slot = 0; slot < columns.pool.slotCount; slot += 1) {
      if (!columns.pool.isInUse(slot)) continue;
      if (columns.connection[slot] !== REQUEST_OF_ITS_OWN) this.lostCount += 1;
      this.cancelTimer(slot);
      if ((columns.call[slot] as number) >= 0) this.plex.tcpip.transport.close(columns.call[slot] as number);
      columns.pool.release(slot);
    }
    columns.waiting.clear();
    this.busyCount = 0;
    this.callingCount = 0;
  }

  /** Of a request that no thread works on. */
  private release(slot: number): void {
    this.cancelTimer(slot);
    const call = this.columns.call[slot] as number;
    if (call >= 0) this.plex.tcpip.transport.close(call);
    this.callingCount -= 1;
    this.columns.pool.release(slot);
  }

  private cancelTimer(slot: number): void {
    const timer = this.columns.timer[slot] as number;
    if (timer >= 0) this.plex.sim.cancel(timer as EventHandle);
    this.columns.timer[slot] = NONE;
  }
}
