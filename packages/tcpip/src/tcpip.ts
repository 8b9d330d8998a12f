/**
 * TCP/IP in the sysplex: the stacks, the dynamic VIPAs, the data plane, and the news that upper packages wait for.
 */
import {
  known,
  Signal,
  type Forkable,
  type Instant,
  type ParameterValues,
  type Slice,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { carryOver, distributorsOf } from "./distribution-table.js";
import { Distributor } from "./distributor.js";
import type { Draft } from "./draft.js";
import { Dvipa } from "./dvipa.js";
import { Evaluations } from "./evaluations.js";
import type { tcpipParameters } from "./parameters.js";
import type { StackConfiguration, TcpipConfiguration, TcpipPlex } from "./plex.js";
import type { IpAddress, StackProfile } from "./profile/stack-profile.js";
import { Resolvers } from "./resolver/index.js";
import { hasVipaRoute } from "./routes.js";
import { Stack, type StackStopReason } from "./stack.js";
import type { ServiceName, StackName, StackState, TcpipState } from "./state.js";
import type { Application } from "./application.js";
import type { SetupCounts } from "./setup-counts.js";
import { Transport } from "./transport.js";
import { Wlm } from "./wlm.js";

export class Tcpip implements Forkable {
  readonly state: Slice<TcpipState>;
  /** This run's own: they may be changed while it runs, see {@link Tcpip.onParametersChanged}. */
  readonly parameters: ParameterValues<typeof tcpipParameters>;
  /** In the order of the configuration. */
  readonly stackNames: readonly StackName[];
  readonly transport: Transport;
  /** When each distributor evaluates its targets next. Beside the store: a change a minute is no news. */
  readonly evaluations: Evaluations;
  readonly resolvers: Resolvers;
  /** The server programs by name; filled while the model is built, so that a fork has its own. */
  readonly applications = new Map<string, Application>();

  /** The stack has come up, and unless it waits or was told not to, has joined the group. */
  readonly stackStarted = new Signal<{ stack: StackName; system: SystemName; atStart: boolean }>();
  readonly stackStopped = new Signal<{ stack: StackName; system: SystemName; why: StackStopReason }>();
  /** A member of the group learns that a stack has gone. */
  readonly stackMissed = new Signal<{ stack: StackName; observer: StackName; at: Instant }>();
  /** `to` absent: nobody owns the address any more. */
  readonly dvipaMoved = new Signal<{ address: IpAddress; from?: StackName; to?: StackName; at: Instant }>();
  /** Clients' packets reach the new owner. */
  readonly dvipaReachable = new Signal<{ address: IpAddress; stack: StackName; at: Instant }>();
  /** The stack has left the group by command, and gave its dynamic VIPAs up. */
  readonly groupLeft = new Signal<{ stack: StackName; at: Instant }>();
  /** A server opened or closed a port. */
  readonly listenerChanged = new Signal<{ stack: StackName; port: number; at: Instant }>();
  readonly targetReported = new Signal<{
    service: ServiceName;
    stack: StackName;
    ready: number;
    at: Instant;
  }>();
  readonly targetUnresponsive = new Signal<{ service: ServiceName; stack: StackName; at: Instant }>();
  /** `to` absent: no target is available, new connections are rejected. */
  readonly activeTargetChanged = new Signal<{
    service: ServiceName;
    from?: StackName;
    to?: StackName;
    why: string;
    at: Instant;
  }>();

  /** Of a service with another method than HOTSTANDBY: the targets that new connections are spread over from now on. */
  readonly availableTargetsChanged = new Signal<{
    service: ServiceName;
    targets: readonly StackName[];
    why: string;
    at: Instant;
  }>();

  constructor(
    private readonly plex: TcpipPlex,
    private readonly configuration: TcpipConfiguration,
  ) {
    const { stacks, parameters } = configuration;
    this.parameters = { ...parameters };
    this.stackNames = stacks.map(stackName);
    this.state = plex.sim.store.slice<TcpipState>("tcpip", {
      stacks: Object.fromEntries(stacks.map((stack) => [stackName(stack), initialStack(stack)])),
      dvipas: {},
      lan: {},
      lanCuts: [],
    });
    this.transport = new Transport(plex, this.stackNames);
    this.evaluations = new Evaluations(plex);
    this.resolvers = new Resolvers(plex, configuration.resolvers);
    this.subscribe();
    plex.sim.attach("tcpip", this);
  }

  /** @internal What stands beside the store: parameters, the data plane, when distributors look at their targets. */
  copyFrom(twin: Tcpip): void {
    Object.assign(this.parameters, twin.parameters);
    this.transport.copyFrom(twin.transport);
    this.evaluations.copyFrom(twin.evaluations);
  }

  stack(name: StackName): Stack {
    return new Stack(this.plex, name);
  }

  get stacks(): readonly Stack[] {
    return this.stackNames.map((name) => this.stack(name));
  }

  dvipa(address: IpAddress): Dvipa {
    return new Dvipa(this.plex, address);
  }

  distributor(address: IpAddress, port: number): Distributor {
    return new Distributor(this.plex, address, String(port));
  }

  /** What WLM says on a stack's system. */
  wlm(name: StackName): Wlm {
    return new Wlm(this.plex, name);
  }

  stacksOn(system: SystemName): readonly Stack[] {
    return this.stacks.filter((stack) => stack.system === system);
  }

  stackWithDynamicXcf(address: IpAddress): StackName | undefined {
    return this.stackNames.find((name) => {
      const { dynamicXcf, dynamicXcf6 } = this.stack(name).state.profile.ipConfig;
      return dynamicXcf?.address === address || dynamicXcf6?.address === address;
    });
  }

  stackWithHomeAddress(address: IpAddress): StackName | undefined {
    return this.stackNames.find((name) => this.stack(name).state.profile.homeAddresses.includes(address));
  }

  /** Where new connections to an address and port end now, by what the sysplex believes; of several targets the first. */
  stackBehind(address: IpAddress, port: number): StackName | undefined {
    const dvipa = this.state.value.dvipas[address];
    if (dvipa === undefined) return this.stackWithHomeAddress(address);
    const distributor = dvipa.distributors[String(port)];
    return distributor === undefined ? dvipa.owner : (distributor.active ?? distributor.available?.[0]);
  }

  /** The profile that a stack reads when it starts. */
  initialProfile(name: StackName): StackProfile {
    return known(
      this.configuration.stacks.find((stack) => stackName(stack) === name),
      name,
    ).profile;
  }

  /** A distributor can send to a target, by VIPAROUTE or over dynamic XCF: as far as anybody in the group knows. */
  hasRoute(from: StackName, to: StackName): boolean {
    const [sender, receiver] = [this.stack(from), this.stack(to)];
    if (from === to || !receiver.isKnownMember) return from === to;
    if (!receiver.isUp || hasVipaRoute(sender.state, receiver.state)) return true; // A death has not been noticed yet.
    return this.plex.sysplex.xcf.signallingDelay(sender.system, receiver.system) !== undefined;
  }

  /** Connections to any port of an address that end at a stack. */
  connectionCount(address: IpAddress, stack: StackName): number {
    return this.transport.connectionCount(
      this.transport.routes.destinationsOf(address),
      this.stackNames.indexOf(stack),
    );
  }

  /** Parameters were changed while the simulation runs: they count from now on. */
  onParametersChanged(): void {
    this.transport.routes.invalidate();
    this.evaluations.onParametersChanged();
  }

  /** @internal The first connection request to a destination since its distributor looked at the target. */
  onFirstSetup(destination: number): void {
    const { address, port } = this.transport.routes.destinationAt(destination);
    this.evaluations.wake({ address, port: String(port) });
  }

  /** @internal */
  hasSetups(address: IpAddress, port: string, stack: StackName): boolean {
    const destination = this.transport.routes.destinationIfKnown(address, Number(port));
    return this.transport.setups.has(destination, this.stackNames.indexOf(stack));
  }

  /** @internal */
  takeSetupCounts(address: IpAddress, port: string, stack: StackName): SetupCounts {
    const destination = this.transport.routes.destinationIfKnown(address, Number(port));
    return this.transport.setups.take(destination, this.stackNames.indexOf(stack));
  }

  /**
   * The hosts of two systems do not reach each other over the LAN from now on, or do so again. Others reach both, and XCF
   * signalling is not concerned.
   */
  cutLan(a: SystemName, b: SystemName, isCut: boolean): void {
    const pair = lanPair(a, b);
    this.change(`the LAN between ${a} and ${b} is ${isCut ? "cut" : "whole"}`, (state) => {
      state.lanCuts = state.lanCuts.filter((cut) => cut !== pair);
      if (isCut) state.lanCuts.push(pair);
    });
  }

  isLanCut(a: SystemName, b: SystemName): boolean {
    return this.state.value.lanCuts.includes(lanPair(a, b));
  }

  /** @internal Every change of this package's slice goes through here: the data plane's tables follow. */
  change(cause: string, recipe: (state: Draft<TcpipState>) => void): void {
    this.state.change(cause, recipe as Parameters<Slice<TcpipState>["change"]>[1]);
    this.transport.routes.invalidate();
  }

  /** @internal Messages among the stacks of the group, which are counted and not simulated one by one. */
  countGroupMessages(count: number): void {
    const { traffic } = this.plex.sysplex.xcf;
    traffic.messages += count;
    traffic.bytes += count * this.parameters.reportBytes;
  }

  /** Answers a request: see {@link Transport.respond}. */
  respond(connection: number, request: number, status: number): void {
    this.transport.respond(connection, request, status);
  }

  /** @internal Signalling paths changed, or a stack joined or has a new profile. */
  onRoutesChanged(): void {
    this.transport.routes.invalidate();
    for (const { address, distributors } of Object.values(this.state.value.dvipas)) {
      for (const port of Object.keys(distributors))
        new Distributor(this.plex, address, port).onRoutesChanged();
    }
  }

  /** @internal A stack's VIPADISTRIBUTE statements for an address have changed: if it owns it, they are in force now. */
  onDistributionChanged(owner: StackName, address: IpAddress): void {
    const dvipa = this.state.value.dvipas[address];
    if (dvipa?.owner !== owner) return;
    const table = distributorsOf(this.plex, { ...dvipa, distributedBy: owner }, owner);
    Distributor.install(this.plex, address, carryOver(table, dvipa.distributors));
  }

  private subscribe(): void {
    const { sysplex } = this.plex;
    sysplex.lparStarted.subscribe(({ system, atStart }) => {
      this.loseStacksOn(system); // What a hung image left behind, whose end nobody announced.
      for (const stack of this.stacksOn(system)) stack.start(atStart);
    });
    sysplex.systemPartitioned.subscribe(({ system }) => this.loseStacksOn(system));
    sysplex.lparClosing.subscribe(({ system }) => {
      for (const stack of this.stacksOn(system)) stack.stop();
    });
    sysplex.lparStopped.subscribe(({ system, why }) => {
      this.transport.routes.invalidate();
      if (why !== "hung") this.loseStacksOn(system);
    });
    sysplex.lparResumed.subscribe(({ system }) => {
      this.transport.routes.invalidate();
      for (const stack of this.stacksOn(system)) stack.onResumed();
    });
    sysplex.linkChanged.subscribe(({ a, b }) => {
      this.onRoutesChanged();
      for (const stack of [...this.stacksOn(a), ...this.stacksOn(b)]) stack.reportAll(); // What a cut path had swallowed.
    });
    sysplex.xcf.memberChanged.subscribe((news) => {
      this.transport.routes.invalidate();
      if (news.change !== "joined") this.onMemberGone(news);
    });
  }

  /** A stack hears who is a member of the group: its connection routing tables follow. */
  private reviewConnections(stack: StackName): void {
    for (const { address, owner } of Object.values(this.state.value.dvipas)) {
      if (owner === stack) this.transport.reviewRouting(address, false);
    }
  }

  /**
   * @internal A stack that was outside of the group for a moment, and that nobody missed, still owns what it owned. Of members
   * that left meanwhile it was not told.
   */
  dropGoneTargets(owner: StackName): void {
    for (const { address, owner: own, distributors } of Object.values(this.state.value.dvipas)) {
      if (own !== owner) continue;
      for (const [port, { targets }] of Object.entries(distributors)) {
        const gone = targets.filter(({ stack, reachable }) => reachable && !this.stack(stack).isKnownMember);
        for (const { stack } of gone) new Distributor(this.plex, address, port).onTargetGone(stack);
      }
    }
  }

  private loseStacksOn(system: SystemName): void {
    for (const stack of this.stacksOn(system)) stack.onLparLost();
  }

  private onMemberGone(news: { group: string; member: string; observer: SystemName }): void {
    const gone = this.stacks.find((stack) => stack.group === news.group && stack.member === news.member);
    const observer = this.stacksOn(news.observer)[0];
    if (gone === undefined || observer === undefined || !observer.isMember) return;
    this.reviewConnections(observer.name);
    if (gone.isKnownMember) return; // It is back already.
    this.stackMissed.emit({ stack: gone.name, observer: observer.name, at: this.plex.sim.now });
    for (const { address, owner, distributors } of Object.values(this.state.value.dvipas)) {
      new Dvipa(this.plex, address).onMemberGone(gone.name, observer.name);
      if (owner !== observer.name) continue;
      for (const port of Object.keys(distributors))
        new Distributor(this.plex, address, port).onTargetGone(gone.name);
    }
  }
}

export function stackName({ system, job }: Pick<StackConfiguration, "system" | "job">): StackName {
  return `${system}/${job}`;
}

function initialStack(configuration: StackConfiguration): StackState {
  const { system, job, profile, profileMessages = [], wlm } = configuration;
  return {
    name: stackName(configuration),
    system,
    job,
    status: { kind: "down" },
    incarnation: 0,
    profile,
    profileMessages,
    listeners: {},
    quiesced: { target: false, ports: [], jobs: [] },
    ...(wlm === undefined ? {} : { wlm: { present: wlm, polled: wlm } }),
  };
}

function lanPair(a: SystemName, b: SystemName): string {
  return a < b ? `${a}/${b}` : `${b}/${a}`;
}
