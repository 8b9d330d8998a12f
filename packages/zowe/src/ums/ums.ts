/**
 * IBM Unified Management Server, the component izp: a server on each system, of which one is active.
 *
 * Modelled: the passive server is up and listens; hot standby distribution of its main HTTP port decides who is active, and
 * nothing in UMS itself does; the server that becomes active finishes its initialization; applications that users have
 * opened, and logons of STANDARD_JWT, are known to the server only that has them; what it needs of a Gateway and of ZSS.
 * Simplified: menus that change during a switch are requests that are denied. What is denied takes no time. A request that
 * arrives while the server hangs is served afterwards by what is known of its user then.
 * Not modelled: the agent and gremlin ports, which are local; ZIS and its plug-ins; Db2 and IMS behind it; roles.
 * @source IBM Unified Management Server documentation, Preparing for high availability.
 */
import { grownTo, sampleDuration, type Instant, type ParameterValues } from "@sysplex/sim-core";
import {
  NO_USER,
  operationIn,
  requestBy,
  userIn,
  type ApplicationMode,
  type StackName,
} from "@sysplex/tcpip";
import type { ApplicationOptions } from "../applications.js";
import type { Component } from "../launcher/component.js";
import type { zoweParameters } from "../parameters.js";
import type { ZowePlex } from "../plex.js";
import { ServiceThreads } from "../service-threads.js";
import { admission, umsOperations, type Admission, type UmsOperation } from "./admission.js";
import { UmsNeeds } from "./needs.js";
import { umsSettings, type UmsSettings } from "./settings.js";

/** What a server knows of a user. */
const OPEN = 1;
const LOGGED_ON = 2;

const HTTP_UNAUTHORIZED = 401;

export interface UmsReport {
  /** Requests that went to work, and those turned away by reason. */
  readonly admitted: number;
  readonly denied: number;
  readonly notLoggedOn: number;
  readonly noZss: number;
  /** How often it has become active after having been passive. */
  readonly takeovers: number;
}

export class Ums extends ServiceThreads {
  readonly settings: UmsSettings;
  private readonly component: Component;
  private readonly needs: UmsNeeds;
  private current: ApplicationMode = "closed";
  /** Another server is the active one. */
  private passive = false;
  private usableFrom = 0;
  /** By user: what this server knows. */
  private known = new Uint8Array(0);
  private readonly counts = { served: 0, denied: 0, notLoggedOn: 0, noZss: 0, takeovers: 0 };
  // The parameters, compiled for the request path; set by the super class's constructor.
  declare private deniedStatus: number;
  declare private withoutZssStatus: number;

  constructor(
    private readonly context: ZowePlex,
    options: ApplicationOptions,
  ) {
    super(context, options);
    this.component = options.component;
    this.settings = umsSettings(options.component.configuration);
    this.needs = new UmsNeeds(context, this.component, this.settings);
    context.tcpip.activeTargetChanged.subscribe(({ service, to }) => {
      if (to !== undefined && service === this.service) this.onActive(to);
    });
  }

  /** What a request to any UMS carries that asks for this. */
  static operationOf(operation: UmsOperation, user = NO_USER): number {
    return requestBy(umsOperations.indexOf(operation), user);
  }

  /** It stands by: it is up, and new connections end at another one. */
  get isPassive(): boolean {
    return this.passive;
  }

  /** It has become active, and denies everything until it has finished its initialization. */
  get isTakingOver(): boolean {
    return this.context.sim.now < this.usableFrom;
  }

  get report(): UmsReport {
    const { served: admitted, ...others } = this.counts;
    return { admitted, ...others };
  }

  /** This server has opened the application for a user. */
  hasOpen(user: number): boolean {
    return ((this.known[user] ?? 0) & OPEN) !== 0;
  }

  /** @internal The life of some component has changed. */
  onComponentChanged(): void {
    this.needs.invalidate();
  }

  override copyFrom(twin: Ums): void {
    super.copyFrom(twin);
    this.needs.copyFrom(twin.needs);
    this.current = twin.current;
    this.passive = twin.passive;
    this.usableFrom = twin.usableFrom;
    this.known = twin.known.slice();
    Object.assign(this.counts, twin.counts);
  }

  override takeParameters(parameters: ParameterValues<typeof zoweParameters>): void {
    this.deniedStatus = Number(parameters.umsDeniedStatus);
    this.withoutZssStatus = Number(parameters.umsWithoutZssStatus);
    super.takeParameters(parameters);
  }

  override setMode(mode: ApplicationMode): void {
    const before = this.current;
    this.current = mode;
    super.setMode(mode);
    if (mode === "closed") this.forget();
    if (mode === "serving" && before !== "stopped") this.passive = this.isOtherActive;
  }

  override onRequest(connection: number, request: number, operation = 0): void {
    if (this.current !== "serving") return super.onRequest(connection, request);
    const user = userIn(operation);
    const asked = umsOperations[operationIn(operation)] ?? "work";
    const outcome = this.decide(asked, user);
    this.counts[outcome] += 1;
    if (outcome !== "served") return this.context.tcpip.respond(connection, request, this.statusOf(outcome));
    if (user !== NO_USER) this.learn(asked, user);
    super.onRequest(connection, request);
  }

  private decide(asked: UmsOperation, user: number): Admission {
    const known = this.known[user] ?? 0;
    return admission(asked, {
      authType: this.settings.authType,
      isTakingOver: this.isTakingOver,
      // Of a request that names no user nobody knows what was opened.
      isOpen: user === NO_USER || (known & OPEN) !== 0,
      isLoggedOn: user === NO_USER || (known & LOGGED_ON) !== 0,
      hasGateway: this.needs.hasGateway,
      hasZss: this.needs.hasZss,
    });
  }

  private learn(asked: UmsOperation, user: number): void {
    if (asked === "work") return;
    if (user >= this.known.length) this.known = grownTo(2 * user + 2, this.known);
    this.known[user] = (this.known[user] as number) | (asked === "open" ? OPEN : LOGGED_ON);
  }

  private statusOf(outcome: Admission): number {
    if (outcome === "notLoggedOn") return HTTP_UNAUTHORIZED;
    return outcome === "noZss" ? this.withoutZssStatus : this.deniedStatus;
  }

  /** New connections end at a stack from now on. */
  private onActive(stack: StackName): void {
    const isOwn = this.isOwn(stack);
    if (isOwn && this.passive) this.takeOver();
    this.passive = !isOwn && this.current !== "closed";
  }

  private takeOver(): void {
    const { sim, zowe } = this.context;
    this.forget();
    this.counts.takeovers += 1;
    const stream = sim.random(`zowe/${this.component.name}/takeover`);
    this.usableFrom = (sim.now + sampleDuration(zowe.parameters.umsTakeover, stream)) as Instant;
  }

  private forget(): void {
    this.known.fill(0);
    this.passive = false;
    this.usableFrom = 0;
  }

  private get isOtherActive(): boolean {
    const { address, port } = this.endpoint;
    const dvipa = address === undefined ? undefined : this.context.tcpip.state.value.dvipas[address];
    const active = dvipa?.distributors[String(port)]?.active;
    return active !== undefined && !this.isOwn(active);
  }

  private isOwn(stack: StackName): boolean {
    return this.context.tcpip.stack(stack).system === this.component.system;
  }

  /** The distributed address and port: `10.1.1.100:12023`. */
  private get service(): string {
    const { address, port } = this.endpoint;
    return `${address}:${port}`;
  }

  private get endpoint() {
    const { host, port } = this.settings;
    const address =
      host === undefined ? undefined : this.context.zowe.configuration.hosts[host.toLowerCase()];
    return { address: address ?? host, port };
  }
}
