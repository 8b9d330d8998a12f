/**
 * What UMS needs of others, and whether it is there: a Gateway at the external address, ZSS at the address of UMS.
 *
 * Compiled into two flags when something changes that they depend on, since every request asks for them.
 */
import type { Forkable } from "@sysplex/sim-core";
import { parseIpAddress } from "@sysplex/tcpip";
import type { Component } from "../launcher/component.js";
import { gatewayComponents } from "../gateway-components.js";
import type { ZowePlex } from "../plex.js";
import type { UmsSettings } from "./settings.js";

export class UmsNeeds implements Forkable {
  private isCompiled = false;
  private gateway = false;
  private zss = false;

  constructor(
    private readonly plex: ZowePlex,
    private readonly component: Component,
    private readonly settings: UmsSettings,
  ) {
    const { sysplex, tcpip } = plex;
    const review = (): void => this.invalidate();
    tcpip.activeTargetChanged.subscribe(review);
    tcpip.dvipaMoved.subscribe(review);
    tcpip.dvipaReachable.subscribe(review);
    tcpip.listenerChanged.subscribe(review);
    tcpip.stackStarted.subscribe(review);
    tcpip.stackStopped.subscribe(review);
    sysplex.lparStopped.subscribe(review);
    sysplex.lparResumed.subscribe(review);
  }

  get hasGateway(): boolean {
    this.refresh();
    return this.gateway;
  }

  get hasZss(): boolean {
    this.refresh();
    return this.zss;
  }

  /** Something has changed, as the life of a component. */
  invalidate(): void {
    this.isCompiled = false;
  }

  copyFrom(twin: UmsNeeds): void {
    this.isCompiled = twin.isCompiled;
    this.gateway = twin.gateway;
    this.zss = twin.zss;
  }

  private refresh(): void {
    if (this.isCompiled) return;
    const { instance } = this.component;
    const external = instance.externalDomains[0] ?? instance.hostname;
    this.gateway = this.answers(external, instance.externalPort, gatewayComponents);
    const zss = instance.components.find(({ name }) => name === "zss");
    const host = this.settings.host ?? instance.hostname;
    this.zss = zss?.port !== undefined && this.answers(host, zss.port, ["zss"]);
    this.isCompiled = true;
  }

  /** New connections end at such a component, which is ready. A host name that nobody resolves is the own host. */
  private answers(host: string, port: number, ids: readonly string[]): boolean {
    const { tcpip, zowe } = this.plex;
    const system = this.systemAt(zowe.configuration.hosts[host.toLowerCase()] ?? parseIpAddress(host), port);
    const there = zowe.components.find(
      (one) => one.system === system && ids.includes(one.id) && one.ports.includes(port),
    );
    return there?.state.kind === "ready" && tcpip.stacksOn(there.system).some(({ isUp }) => isUp);
  }

  private systemAt(address: string | undefined, port: number): string | undefined {
    if (address === undefined) return this.component.system;
    const { transport, stacks } = this.plex.tcpip;
    const served = transport.servedBy(transport.routes.destination(address, port));
    return served === undefined ? undefined : stacks[served.target]?.system;
  }
}
