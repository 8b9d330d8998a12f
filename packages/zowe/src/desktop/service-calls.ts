/**
 * What a service program asks other services for: each call on a connection of its own, with a limit.
 *
 * A call belongs to the slot of a request that no thread works on. Its name with the transport is that of what is in the
 * slot, so an answer that comes too late is recognised.
 */
import { defineEvent, type Forkable } from "@sysplex/sim-core";
import { tcpProfiles, type ConnectionName, type TcpClient } from "@sysplex/tcpip";
import type { ApplicationOptions } from "../applications.js";
import type { Component } from "../launcher/component.js";
import type { ZowePlex } from "../plex.js";
import { componentIn, slotIn, slotPayload } from "../slot-events.js";
import { gatewayDestination } from "./addresses.js";
import { NONE, type RequestColumns } from "./request-columns.js";
import type { ServiceProgram } from "./service-program.js";

const NOT_LOOKED_UP = -2;

/** No answer came: refused, cut, or its time was over. */
const NO_ANSWER = 0;

const callLimitReached = defineEvent("zowe.call-limit-reached", ({ zowe }: ZowePlex, payload: number) =>
  (zowe.application(componentIn(payload)) as ServiceProgram).calls.onLimit(slotIn(payload)),
);

export class ServiceCalls implements TcpClient, Forkable {
  private parameters: ApplicationOptions["parameters"];
  private gatewayAt = NOT_LOOKED_UP;
  private readonly component: Component;
  private readonly index: number;
  private readonly client: number;

  constructor(
    private readonly plex: ZowePlex,
    { component, index, parameters }: Pick<ApplicationOptions, "component" | "index" | "parameters">,
    private readonly columns: RequestColumns,
    private readonly program: Pick<ServiceProgram, "onCallEnded">,
  ) {
    this.component = component;
    this.index = index;
    this.parameters = parameters;
    this.client = plex.tcpip.transport.addClient(
      this,
      tcpProfiles.zos,
      parameters.gatewayHopLatency,
      component.system,
    );
  }

  copyFrom(twin: ServiceCalls): void {
    this.gatewayAt = twin.gatewayAt;
  }

  takeParameters(parameters: ApplicationOptions["parameters"]): void {
    this.parameters = parameters;
  }

  /** Where the Gateway is that the program asks, by the transport's number; −1: the name is not known. */
  get gateway(): number {
    if (this.gatewayAt === NOT_LOOKED_UP)
      this.gatewayAt = gatewayDestination(this.plex, this.component.instance);
    return this.gatewayAt;
  }

  /** @param destination Of the transport. */
  ask(slot: number, destination: number, operation: number, purpose: number): void {
    const { columns } = this;
    const { sim, tcpip } = this.plex;
    columns.purpose[slot] = purpose;
    columns.asked[slot] = operation;
    columns.timer[slot] = sim.after(
      this.parameters.desktopCallTimeout,
      callLimitReached,
      slotPayload(slot, this.index),
    );
    columns.call[slot] = tcpip.transport.connect(this.client, destination, columns.pool.nameOf(slot));
  }

  /** Nobody waits for its answer any more. */
  giveUp(slot: number): void {
    const call = this.columns.call[slot] as number;
    if (call >= 0) this.plex.tcpip.transport.close(call);
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
    this.onEnded(name, NO_ANSWER);
  }

  onResponse(connection: ConnectionName, name: number, status: number): void {
    this.plex.tcpip.transport.close(connection);
    this.onEnded(name, status);
  }

  onReset(name: number): void {
    this.onEnded(name, NO_ANSWER);
  }

  /** @internal */
  onLimit(slot: number): void {
    this.columns.timer[slot] = NONE;
    this.plex.tcpip.transport.close(this.columns.call[slot] as number);
    this.onEnded(this.columns.pool.nameOf(slot), NO_ANSWER);
  }

  private onEnded(name: number, status: number): void {
    const slot = this.columns.pool.slotOf(name);
    if (slot < 0) return;
    this.columns.call[slot] = NONE;
    this.program.onCallEnded(slot, status);
  }
}
