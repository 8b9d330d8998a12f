/**
 * The data plane of one gateway: a server program for its clients, a client of the service instances behind it. Here is
 * its process; what becomes of each request is in forwarding.ts, its attempts at instances in attempts.ts.
 *
 * Modelled: routing by the registry as this gateway has cached it, round robin over the instances of all systems; pools of
 * kept connections; the limits of connection, answer and everything together; retries; circuit breakers; sticky routing
 * and the rate limiter where they are coded; the ticket of ZAAS that a service wants first. A target that refuses costs
 * milliseconds, a target that is silent the whole limit. Of a gateway that hangs, everything that reaches it waits, time-outs
 * too: they are found late.
 * Simplified: the gateway has threads without limit and adds a latency of its own before it forwards; a client that gives
 * up does not stop the request behind it, and the answer is dropped. Credentials that ZAAS refuses the service refuses
 * too: that 401 is answered here, and the service is not asked.
 * Not modelled: X-InstanceId; Reactor Netty's own second attempt on a kept connection that turns out to be dead; Spring's
 * 35 s cache of instance lists.
 *
 * Data plane: this is run for every request; slots live in typed arrays, events carry one number, and nothing is allocated
 * once the arrays have grown to the busiest moment.
 * @source zowe/api-layer gateway-service of version 3 and 2; Spring Cloud Gateway, Resilience4j.
 */
import { assert, type Distribution, type Forkable, type RandomStream } from "@sysplex/sim-core";
import {
  tcpProfiles,
  type Application,
  type ApplicationMode,
  type ConnectionName,
  type TcpClient,
} from "@sysplex/tcpip";
import { COMPONENT_COUNT_MAX, slotPayload } from "../slot-events.js";
import type { Zaas } from "../zaas/zaas.js";
import type { BreakerState } from "./circuit-breakers.js";
import { Deferred } from "./deferred.js";
import { gatewayEvent } from "./events.js";
import type { Exchanges } from "./exchanges.js";
import { Forwarding } from "./forwarding.js";
import type { GatewayOptions } from "./options.js";
import { Outcome, type GatewayReport } from "./outcomes.js";
import type { GatewayParameterValues } from "./parameters.js";
import type { GatewayPlex } from "./plex.js";
import { Websockets } from "./websockets.js";

const NONE = -1;

const routed = gatewayEvent("zowe.gateway-routed", (gateway, slot) => gateway.onRouted(slot));

export class Gateway implements Application, TcpClient, Forkable {
  private currentMode: ApplicationMode = "closed";
  private slowness = 1;
  /** What goes through it and is no request. */
  readonly websockets: Websockets;
  /** @internal */
  readonly forwarding: Forwarding;
  private readonly exchanges: Exchanges;
  private readonly deferred: Deferred;
  private readonly stream: RandomStream;
  private latency: Distribution;

  constructor(
    private readonly plex: GatewayPlex,
    parameters: GatewayParameterValues,
    readonly options: GatewayOptions,
  ) {
    assert(options.index < COMPONENT_COUNT_MAX, `A gateway's index must be below ${COMPONENT_COUNT_MAX}`);
    const { index, version, operations } = options;
    const { transport } = plex.tcpip;
    const client = transport.addClient(this, tcpProfiles.zos, parameters.gatewayHopLatency, options.system);
    this.stream = plex.sim.random(`zowe/${options.name}/latency`);
    this.latency = parameters.gatewayLatency;
    const forwarding = new Forwarding(plex, parameters, options, client);
    this.forwarding = forwarding;
    this.exchanges = forwarding.exchanges;
    this.deferred = new Deferred(this.exchanges, this);
    this.websockets = new Websockets(plex, parameters, {
      index,
      ...(options.system === undefined ? {} : { system: options.system }),
      version,
      operations,
      choose: (user, service) => forwarding.choose(user, service),
      // An upgrade whose handshake would fail is refused as one to a host that nobody knows.
      destinationOf: (endpoint) =>
        forwarding.isPermitted(endpoint) ? forwarding.destinationOf(endpoint) : NONE,
    });
  }

  /** Requests that begin from now on follow these parameters. */
  takeParameters(parameters: GatewayParameterValues): void {
    this.latency = parameters.gatewayLatency;
    this.forwarding.takeParameters(parameters);
    this.websockets.takeParameters(parameters);
  }

  /** What is compiled of the parameters is not copied: see {@link takeParameters}. */
  copyFrom(twin: Gateway): void {
    this.currentMode = twin.currentMode;
    this.slowness = twin.slowness;
    this.forwarding.copyFrom(twin.forwarding);
    this.deferred.copyFrom(twin.deferred);
    this.websockets.copyFrom(twin.websockets);
  }

  /** In the same process; absent: ZAAS is a component of its own. */
  get zaas(): Zaas | undefined {
    return this.forwarding.zaas;
  }

  get mode(): ApplicationMode {
    return this.currentMode;
  }

  /** False while it hangs: connections stay in the backlog. */
  get accepting(): boolean {
    return this.currentMode === "serving" || this.currentMode === "notReady";
  }

  get report(): GatewayReport {
    return this.forwarding.report;
  }

  /** The circuit breaker of a route, by its prefix: `/ibmzosmf/api/v1`. */
  breakerOf(prefix: string): BreakerState {
    return this.forwarding.breakerOf(prefix);
  }

  /** Connections to an endpoint that are open or being made. */
  connectionsTo(host: string, port: number): number {
    const { attempts } = this.forwarding;
    return attempts.upstreams.openTo(this.options.operations.endpoints.indexOf(host, port));
  }

  /** Sets what the component's state comes to. Requests of an ended process are gone; those of a hung one wait. */
  setMode(mode: ApplicationMode): void {
    if (mode === this.currentMode) return;
    const before = this.currentMode;
    this.currentMode = mode;
    this.zaas?.setMode(mode);
    if (mode === "closed") this.clear();
    else if (mode === "stopped") this.websockets.stop();
    else if (before === "stopped") {
      this.websockets.goOn();
      this.deferred.meet();
    }
  }

  /** Stretches the gateway's own latency of requests that arrive from now on. */
  setSlowness(factor: number): void {
    this.slowness = factor;
    this.zaas?.setSlowness(factor);
  }

  /** What this gateway has cached of the registry has changed. */
  onRegistryChanged(): void {
    this.forwarding.table.invalidate();
  }

  /** @param operation Negative: no route leads there. */
  onRequest(connection: ConnectionName, request: number, operation: number): void {
    if (this.currentMode === "closed") return;
    if (this.currentMode === "stopped") return this.deferred.request(connection, request, operation);
    if (operation >= 0 && this.websockets.takes(operation))
      return this.websockets.onRequest(connection, request, operation, this.currentMode === "serving");
    this.forwarding.counts.received += 1;
    const slot = this.exchanges.open(connection, request, operation);
    const { stream } = this;
    this.latency.draw(stream);
    if (this.slowness !== 1) stream.drawn[0] = (stream.drawn[0] as number) * this.slowness;
    this.exchanges.timer[slot] = this.plex.sim.afterDrawn(
      stream,
      routed,
      slotPayload(slot, this.options.index),
    );
  }

  /** @internal The gateway's own work is done. */
  onRouted(slot: number): void {
    if (this.currentMode === "stopped") return this.deferred.routed(slot);
    this.exchanges.timer[slot] = NONE;
    if (this.currentMode === "notReady") this.forwarding.end(slot, Outcome.notReady);
    else this.forwarding.route(slot);
  }

  /** @internal No time is left, not for retries either. */
  onLimit(slot: number): void {
    if (this.currentMode === "stopped") this.deferred.limit(slot);
    else this.forwarding.onLimit(slot);
  }

  /** @internal Time for the connection, or for the answer, is over. */
  onAttemptLimit(slot: number): void {
    if (this.currentMode === "stopped") this.deferred.attemptLimit(slot);
    else this.forwarding.attempts.onLimit(slot);
  }

  onConnected(connection: ConnectionName, name: number): void {
    if (this.currentMode === "stopped") this.deferred.connected(connection, name);
    else this.forwarding.attempts.onConnected(connection, name);
  }

  onConnectFailed(name: number, why: "refused" | "timeout"): void {
    if (this.currentMode === "stopped") this.deferred.connectFailed(name, why);
    else this.forwarding.attempts.onConnectFailed(name, why);
  }

  onResponse(connection: ConnectionName, name: number, status: number): void {
    if (this.currentMode === "stopped") this.deferred.response(connection, name, status);
    else this.forwarding.attempts.onResponse(connection, name, status);
  }

  onReset(name: number): void {
    if (this.currentMode === "stopped") this.deferred.reset(name);
    else this.forwarding.attempts.onReset(name);
  }

  /** The process ends. */
  private clear(): void {
    this.forwarding.clear();
    this.websockets.clear();
    this.deferred.clear();
  }
}
