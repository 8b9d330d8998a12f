/**
 * One ZAAS: the server program that knows tokens. Gateways ask it before they forward, clients through them.
 *
 * Modelled: threads and their queue, the calls that requests need, its memory of tokens and what an end of the process leaves
 * of it, marks that are passed on to a ZAAS that registers, where the release does so.
 * Simplified: every call opens a connection of its own. Marks are passed on in no time, to one that serves.
 * Not modelled: the first look whether z/OSMF has an authentication service, remembered for an hour; CPU time.
 *
 * Data plane: this is run for every request that bears credentials; slots live in typed arrays, events carry one number.
 * @source zowe/api-layer zaas-service.
 */
import {
  assert,
  defineEvent,
  drawnDuration,
  NO_TIME,
  type Duration,
  type EventHandle,
  type RandomStream,
} from "@sysplex/sim-core";
import { userIn, type ApplicationMode } from "@sysplex/tcpip";
import type { ComponentApplication } from "../applications.js";
import type { GatewayPlex } from "../gateway/plex.js";
import { COMPONENT_COUNT_MAX, componentIn, slotIn, slotPayload } from "../slot-events.js";
import { Authentication } from "./authentication.js";
import { Calls } from "./calls.js";
import { Desk, Http } from "./desk.js";
import type { ZaasParameterValues } from "./parameters.js";
import { ZaasCounts, type ZaasReport } from "./report.js";
import { surroundingsOf } from "./surroundings.js";
import { TokenMemory } from "./token-memory.js";
import { WorkPhase, Works } from "./works.js";
import { serviceIdOf, type ZaasOptions } from "./zaas-options.js";

const zaasEvent = (name: string, step: (zaas: Zaas, slot: number) => void) =>
  defineEvent(name, ({ zowe }: GatewayPlex, payload: number) => {
    const program = zowe.application(componentIn(payload));
    step(program instanceof Zaas ? program : (program as ProgramWithZaas).zaas, slotIn(payload));
  });

/** A Gateway in whose process a ZAAS is. */
interface ProgramWithZaas {
  readonly zaas: Zaas;
}

/** The connection of what is asked within the process. */
const WITHIN = -1;

const worked = zaasEvent("zowe.zaas-worked", (zaas, slot) => zaas.onWorked(slot));
const callTimedOut = zaasEvent("zowe.zaas-call-timed-out", (zaas, slot) => zaas.onCallTimedOut(slot));

export class Zaas implements ComponentApplication {
  readonly memory: TokenMemory;
  private mode: ApplicationMode = "closed";
  private slowness = 1;
  /** Other ZAAS that its copy of the registry had when it was looked at last. */
  private peers: readonly string[] = [];
  private readonly counts = new ZaasCounts();
  private readonly works = new Works();
  private readonly calls: Calls;
  private readonly desk: Desk;
  private readonly authentication: Authentication;
  private readonly stream: RandomStream;
  // The parameters, compiled for the request path.
  private parameters!: ZaasParameterValues;

  constructor(
    private readonly plex: GatewayPlex,
    parameters: ZaasParameterValues,
    readonly options: ZaasOptions,
  ) {
    assert(options.index < COMPONENT_COUNT_MAX, `At most ${COMPONENT_COUNT_MAX} components can be simulated`);
    this.memory = new TokenMemory(plex.sim);
    this.stream = plex.sim.random(`zowe/${options.name}/zaas`);
    this.calls = new Calls(plex, {
      works: this.works,
      ...(options.system === undefined ? {} : { system: options.system }),
      latency: parameters.zaasHopLatency,
      timeout: options.settings.connectionTimeout,
      timedOut: callTimedOut,
      payloadOf: (slot) => this.payloadOf(slot),
      isStopped: () => this.mode === "stopped",
      onAnswer: (slot, status) => this.authentication.onAnswer(slot, status),
    });
    this.desk = new Desk({
      works: this.works,
      calls: this.calls,
      tokens: options.tokens,
      memory: this.memory,
      counts: this.counts,
      settings: options.settings,
      around: surroundingsOf(plex, options),
      finish: (slot, status) => this.finish(slot, status),
    });
    this.authentication = new Authentication(this.desk);
    this.takeParameters(parameters);
  }

  get accepting(): boolean {
    return this.mode === "notReady" || this.mode === "serving";
  }

  get report(): ZaasReport {
    return { ...this.counts };
  }

  /** Requests in it: in service and waiting. */
  get inside(): number {
    return this.works.inside;
  }

  /** Requests that begin from now on follow these parameters. */
  takeParameters(parameters: ZaasParameterValues): void {
    this.parameters = parameters;
    this.desk.parameters = parameters;
    this.calls.handshake = parameters.zaasTlsHandshake;
    if (this.accepting) this.beginWaiting();
  }

  copyFrom(twin: Zaas): void {
    this.mode = twin.mode;
    this.slowness = twin.slowness;
    this.peers = [...twin.peers];
    this.counts.copyFrom(twin.counts);
    this.works.copyFrom(twin.works);
    this.memory.copyFrom(twin.memory);
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

  /** What this ZAAS has cached of the registry has changed. */
  onRegistryChanged(): void {
    const others = this.options
      .instancesOf(serviceIdOf(this.options))
      .flatMap(({ component }) =>
        component === undefined || component === this.options.name ? [] : [component],
      );
    const { distributesMarks } = this.parameters;
    const passesOn =
      distributesMarks === "release" ? this.options.version < 3 : distributesMarks === "always";
    if (passesOn && this.mode === "serving") {
      for (const name of others) if (!this.peers.includes(name)) this.options.zaasOf(name)?.takeMarksOf(this);
    }
    this.peers = others;
  }

  /** @internal Another ZAAS tells it what was logged out while it was away. */
  takeMarksOf(other: Zaas): void {
    if (this.mode !== "serving") return;
    this.memory.takeMarksOf(other.memory, this.plex.sim.now + this.parameters.invalidatedTokenTime);
  }

  /** The Gateway in the same process asks. @param name Its own for the request. */
  askWithin(name: number, asked: number): void {
    this.onRequest(WITHIN, name, asked);
  }

  /** @param asked User, credentials and operation; negative: none of ZAAS's. */
  onRequest(connection: number, request: number, asked: number): void {
    if (this.mode === "closed") return;
    const slot = this.works.open(connection, request, asked, this.options.tokens.jwtOf(userIn(asked)));
    if (this.accepting && this.works.busyCount < this.parameters.threads) this.begin(slot);
    else this.works.waiting.push(slot);
  }

  /** @internal */
  onWorked(slot: number): void {
    const { works } = this;
    works.timer[slot] = -1;
    const preset = works.preset[slot] as number;
    if (preset > 0) this.finish(slot, preset);
    else this.authentication.decide(slot);
  }

  /** @internal */
  onCallTimedOut(slot: number): void {
    this.calls.onTimedOut(slot);
  }

  private begin(slot: number): void {
    const { works, stream } = this;
    works.phase[slot] = WorkPhase.Working;
    works.busyCount += 1;
    if (this.mode === "notReady") works.preset[slot] = Number(this.parameters.notReadyStatus);
    if ((works.asked[slot] as number) < 0) works.preset[slot] = Http.notFound;
    if ((works.preset[slot] as number) > 0) return this.schedule(slot, NO_TIME);
    this.parameters.zaasServiceTime.draw(stream);
    if (this.slowness !== 1) stream.drawn[0] = (stream.drawn[0] as number) * this.slowness;
    works.ends[slot] = this.plex.sim.now + drawnDuration(stream);
    works.timer[slot] = this.plex.sim.afterDrawn(stream, worked, this.payloadOf(slot));
  }

  private schedule(slot: number, delay: Duration): void {
    this.works.ends[slot] = this.plex.sim.now + delay;
    this.works.timer[slot] = this.plex.sim.after(delay, worked, this.payloadOf(slot));
  }

  private finish(slot: number, status: number): void {
    const { works } = this;
    const connection = works.connection[slot] as number;
    const request = works.request[slot] as number;
    works.close(slot);
    works.busyCount -= 1;
    this.counts.answered += 1;
    this.beginWaiting();
    if (connection === WITHIN) this.options.within?.(request, status);
    else this.plex.tcpip.respond(connection, request, status);
  }

  private beginWaiting(): void {
    const { works } = this;
    while (works.waiting.count > 0 && works.busyCount < this.parameters.threads)
      this.begin(works.waiting.shift());
  }

  private stop(): void {
    const { works } = this;
    for (let slot = 0; slot < works.slotCount; slot += 1) {
      if (!works.isOpen(slot) || works.phase[slot] !== WorkPhase.Working) continue;
      this.plex.sim.cancel(works.timer[slot] as EventHandle);
      works.timer[slot] = -1;
      works.ends[slot] = (works.ends[slot] as number) - this.plex.sim.now;
    }
  }

  private goOn(): void {
    const { works } = this;
    for (let slot = 0; slot < works.slotCount; slot += 1) {
      if (works.isOpen(slot) && works.phase[slot] === WorkPhase.Working)
        this.schedule(slot, works.ends[slot] as Duration);
    }
    for (let slot = 0; slot < works.slotCount; slot += 1) {
      if (works.isOpen(slot) && works.phase[slot] === WorkPhase.Calling) this.calls.meet(slot);
    }
    this.beginWaiting();
  }

  /** The process ends: what it has in memory is gone, and its marks if nobody has closed their file. */
  private clear(): void {
    const { works, counts } = this;
    for (let slot = 0; slot < works.slotCount; slot += 1) {
      if (!works.isOpen(slot)) continue;
      this.calls.drop(slot);
      works.close(slot);
    }
    counts.lost += works.inside;
    works.clear();
    this.peers = [];
    const { marksSurvive } = this.parameters;
    const keeps =
      marksSurvive === "always" || (marksSurvive === "orderlyStop" && this.options.isStoppingInOrder());
    this.memory.forget({ marksToo: !keeps });
  }

  private payloadOf(slot: number): number {
    return slotPayload(slot, this.options.index);
  }
}
