/**
 * The Discovery services of a Zowe and their clients, and the news that others wait for.
 *
 * Whenever something changes that heartbeats depend on, everything is reviewed once, at that instant: who talks to whom, whose
 * heartbeats reach which registry, and what is due because of it. Between two reviews nothing happens that costs an event,
 * except evictions, fetches of news, and attempts to find a Discovery.
 */
import { assert, defineEvent, known, NO_TIME, Signal, START, type Instant } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { EurekaClient } from "./client.js";
import { Discovery } from "./discovery.js";
import type {
  ComponentLife,
  ComponentLives,
  DiscoveryParameters,
  Draft,
  EurekaClientConfiguration,
  EurekaConfiguration,
  EurekaPlex,
  EurekaStore,
  Handshakes,
  OutsideClients,
} from "./eureka-plex.js";
import { heartbeatsNow } from "./heartbeats.js";
import { takeRenewals, type IncomingRenewals } from "./incoming-renewals.js";
import { answering } from "./reachability.js";
import { RegistryView } from "./registry-view.js";
import { Replication } from "./replication.js";
import { staticInstancesOf } from "./static-definitions.js";
import {
  pairOf,
  type ClientName,
  type DiscoveryName,
  type EurekaState,
  type InstanceId,
  type ServiceInstance,
} from "./state.js";

const reviewed = defineEvent("zowe.registries-reviewed", ({ zowe }: EurekaPlex, _: null) =>
  zowe.eureka.onReview(),
);

export interface EurekaParts {
  readonly configuration: EurekaConfiguration;
  readonly store: EurekaStore;
  readonly lives: ComponentLives;
  /** Absent: everybody is on a system of the sysplex. */
  readonly outside?: OutsideClients;
  /** Read at each use: they may be changed while the simulation runs, see {@link Eureka.invalidate}. */
  readonly parameters: DiscoveryParameters;
  /** Absent: everybody may talk to everybody. */
  readonly handshakes?: Handshakes;
}

export class Eureka {
  readonly configuration: EurekaConfiguration;
  readonly parameters: DiscoveryParameters;
  readonly replication: Replication;

  /** A client has fetched a registry that differs from the one it had. */
  readonly registryViewChanged = new Signal<{ readonly client: ClientName; readonly at: Instant }>();
  readonly evicted = new Signal<{
    readonly discovery: DiscoveryName;
    readonly instanceId: InstanceId;
    readonly at: Instant;
  }>();
  readonly selfPreservationChanged = new Signal<{
    readonly discovery: DiscoveryName;
    readonly on: boolean;
    readonly at: Instant;
  }>();
  /** Entries that are UP while nothing serves behind them. */
  readonly stalenessChanged = new Signal<{
    readonly discovery: DiscoveryName;
    readonly count: number;
    readonly at: Instant;
  }>();

  /** @internal Who takes part without being on a system of the sysplex. */
  readonly outside: OutsideClients | undefined;

  /** A review is over: who talks to whom is settled. */
  readonly reviewed = new Signal<{ readonly at: Instant }>();

  /** Hosts of two systems do not reach each other any more, or do so again. */
  readonly cutChanged = new Signal<{ readonly pair: string; readonly isCut: boolean }>();

  private readonly store: EurekaStore;
  private readonly lives: ComponentLives;
  private readonly handshakes: Handshakes | undefined;
  private readonly byName: ReadonlyMap<ClientName, EurekaClientConfiguration>;

  constructor(
    private readonly plex: EurekaPlex,
    parts: EurekaParts,
  ) {
    this.configuration = parts.configuration;
    this.parameters = parts.parameters;
    this.store = parts.store;
    this.lives = parts.lives;
    this.handshakes = parts.handshakes;
    this.outside = parts.outside;
    this.byName = new Map(this.configuration.clients.map((client) => [client.name, client]));
    assert(this.byName.size === this.configuration.clients.length, "Two Eureka clients have the same name");
    this.replication = new Replication(plex);
    this.subscribe();
  }

  get state(): EurekaState {
    return this.store.value;
  }

  discovery(name: DiscoveryName): Discovery {
    return new Discovery(this.plex, name);
  }

  client(name: ClientName): EurekaClient {
    return new EurekaClient(this.plex, name);
  }

  /** The registry as a client has it: what a Gateway routes by. */
  registryView(client: ClientName): RegistryView {
    return new RegistryView(this.plex, client);
  }

  /** Those that run, in the order in which they started. */
  get discoveries(): readonly Discovery[] {
    return Object.keys(this.state.registries).map((name) => this.discovery(name));
  }

  /** Those that run, in the order in which they became ready. */
  get clients(): readonly EurekaClient[] {
    return Object.keys(this.state.clients).map((name) => this.client(name));
  }

  isClient(name: ClientName): boolean {
    return this.configurationIfKnown(name) !== undefined;
  }

  clientConfiguration(name: ClientName): EurekaClientConfiguration {
    return known(this.configurationIfKnown(name), `Eureka client ${name}`);
  }

  lifeOf(component: ClientName): ComponentLife {
    return this.lives.lifeOf(component);
  }

  /** @internal Certificates do not stand in the way of a call. */
  permits(from: ClientName, to: ClientName, hostName: string): boolean {
    return this.handshakes?.(from, to, hostName) ?? true;
  }

  /** A component serves from now on: it registers, and a Discovery begins with what a peer knows. */
  onReady(name: ClientName): void {
    const configuration = this.configurationIfKnown(name);
    if (configuration === undefined) return this.invalidate(); // A component behind a static definition.
    this.forget(name);
    if (configuration.discoveryPort !== undefined) this.startDiscovery(configuration);
    this.client(name).start();
    this.invalidate();
  }

  /** SIGTERM: it takes its entry out. A Discovery sends what waits for its peers until its process has ended. */
  onStopping(name: ClientName): void {
    this.invalidate();
    if (this.state.clients[name] === undefined) return;
    this.client(name).cancel();
    this.client(name).end();
  }

  /** Its process is gone, and may have told nobody. */
  onEnded(name: ClientName): void {
    this.forget(name);
    this.invalidate();
  }

  /** Hosts of two systems do not reach each other from now on, or do so again. XCF signalling is not concerned. */
  setCut(a: SystemName, b: SystemName, isCut: boolean): void {
    const pair = pairOf(a, b);
    this.change(`${pair} ${isCut ? "cut" : "healed"}`, (state) => {
      state.cuts = state.cuts.filter((cut) => cut !== pair);
      if (isCut) state.cuts.push(pair);
    });
    this.invalidate();
    this.cutChanged.emit({ pair, isCut });
  }

  /** Something has changed that heartbeats may depend on, as the life of a component or a parameter. */
  invalidate(): void {
    if (this.isWithoutClients || this.state.review !== undefined) return;
    const review = this.plex.sim.after(NO_TIME, reviewed, null);
    this.change("registries are to be reviewed", (state) => {
      state.review = review;
    });
  }

  /** A plex without Zowe. */
  private get isWithoutClients(): boolean {
    return this.byName.size === 0 && this.outside === undefined;
  }

  /** @internal */
  onReview(): void {
    this.change("registries are reviewed", (state) => {
      delete state.review;
    });
    const isInitial = this.plex.sim.now === START;
    for (const client of this.clients) client.review();
    const heartbeats = heartbeatsNow(this.plex);
    for (const discovery of this.discoveries) {
      if (isInitial) discovery.settleAtStart();
      takeRenewals(this.plex, discovery, heartbeats.get(discovery.name) ?? new Map());
      discovery.schedule();
    }
    for (const client of this.clients) client.fetches.review();
    this.reviewed.emit({ at: this.plex.sim.now });
  }

  /** @internal Whose heartbeats reach a Discovery. */
  incomingRenewals(name: DiscoveryName): ReadonlyMap<InstanceId, IncomingRenewals> {
    return heartbeatsNow(this.plex).get(name) ?? new Map();
  }

  /** @internal Every change of this folder's state goes through here. */
  change(cause: string, recipe: (state: Draft<EurekaState>) => void): void {
    this.store.change(cause, recipe);
  }

  private startDiscovery(configuration: EurekaClientConfiguration): void {
    const discovery = this.discovery(configuration.name);
    discovery.start(this.registryOfPeer(configuration));
    for (const instance of staticInstancesOf(this.plex, configuration.name)) {
      discovery.register(instance);
      this.replication.send(configuration.name, "register", instance);
    }
  }

  /** Of the first other Discovery in its list that hands its registry out. */
  private registryOfPeer(caller: EurekaClientConfiguration): readonly ServiceInstance[] {
    const { name, discoveryList } = caller;
    if (!this.parameters.fetchesFromPeer || this.plex.sim.now === START) return [];
    const peers = discoveryList.map((address) => answering(this.plex, caller, address));
    const peer = peers.find(
      (peer) =>
        peer !== undefined && peer !== name && this.discovery(peer).record.servesFrom <= this.plex.sim.now,
    );
    return peer === undefined ? [] : this.discovery(peer).instances;
  }

  private configurationIfKnown(name: ClientName): EurekaClientConfiguration | undefined {
    return this.byName.get(name) ?? this.outside?.configurationOf(name);
  }

  private forget(name: ClientName): void {
    if (this.state.clients[name] !== undefined) this.client(name).end();
    if (this.state.registries[name] !== undefined) this.discovery(name).end();
  }

  /** What decides whether one host reaches another. */
  private subscribe(): void {
    const { sysplex, tcpip } = this.plex;
    const review = (): void => this.invalidate();
    tcpip.stackStarted.subscribe(review);
    tcpip.stackStopped.subscribe(review);
    tcpip.dvipaMoved.subscribe(review);
    tcpip.activeTargetChanged.subscribe(review);
    tcpip.availableTargetsChanged.subscribe(review);
    sysplex.lparStopped.subscribe(review);
    sysplex.lparResumed.subscribe(review);
  }
}
