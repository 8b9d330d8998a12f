/**
 * Zowe in the sysplex: its launchers and their components, and the news that others wait for.
 *
 * Each launcher stands alone; what makes instances one Zowe is in Discovery and the Gateway.
 */
import {
  known,
  NO_TIME,
  Signal,
  type Duration,
  type Forkable,
  type ParameterValues,
  type Slice,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { Certificates, PeerFloods } from "./certificates/index.js";
import { CacheOperations, CachingServices } from "./caching/index.js";
import { applicationFor, type ComponentApplication } from "./applications.js";
import type { Component } from "./launcher/component.js";
import { APP_SERVER, Desktop, desktopOperationOf } from "./desktop/index.js";
import { catalogOperationOf } from "./api-catalog/index.js";
import { CrossMemory, zssOperationOf } from "./zss/index.js";
import { eurekaOf, type ComponentLife, type Eureka } from "./discovery/index.js";
import { Gateway, GatewayOperations, StickyChoices, type GatewayOperationsOptions } from "./gateway/index.js";
import { KubernetesCluster } from "./kubernetes/cluster.js";
import { bringUpCluster } from "./kubernetes/initial.js";
import { Launcher } from "./launcher/launcher.js";
import { LAUNCHER_PROC, launcherNames } from "./launcher/launcher-name.js";
import type { ComponentChange, ComponentNews, LauncherChange } from "./launcher/news.js";
import { SystemEvents } from "./launcher/system-events.js";
import type { zoweParameters } from "./parameters.js";
import type { ZoweModelConfiguration, ZowePlex } from "./plex.js";
import { initialZoweState, type ComponentName, type LauncherName, type ZoweState } from "./state.js";
import { RollingUpdate } from "./launcher/rolling-update.js";
import { Sysprint } from "./launcher/sysprint.js";
import { Ums, umsUsersOf, type UmsUsers } from "./ums/index.js";
import { ASSUMED_RELEASES, versionOf } from "./yaml/release.js";
import { awaitZosmf, Tokens, Zaas, type CacheAccess } from "./zaas/index.js";

export class Zowe implements Forkable {
  readonly state: Slice<ZoweState>;
  /** Of this run: they may be changed while it lasts, see {@link onParametersChanged}. */
  readonly parameters: ParameterValues<typeof zoweParameters>;
  /** In the order of the configuration. */
  readonly launchers: readonly Launcher[];
  /** Those that launchers start, launcher by launcher in the order of their start lists. */
  readonly components: readonly Component[];
  /** What the launchers and their components have written. */
  readonly sysprint: Sysprint;

  /** It serves from now on. */
  readonly componentReady = new Signal<ComponentNews>();
  /** SIGTERM has arrived: it can say goodbye to Discovery. */
  readonly componentStopping = new Signal<ComponentNews>();
  /** Killed, crashed, or gone with its LPAR: it has told nobody. */
  readonly componentLost = new Signal<ComponentNews>();
  readonly componentChanged = new Signal<ComponentChange>();
  readonly launcherChanged = new Signal<LauncherChange>();

  /** What clients may ask of any gateway. */
  readonly operations: GatewayOperations;
  /** A cluster, or a host with containers, in which parts of it run; `undefined`: all of it is on z/OS. */
  readonly kubernetes: KubernetesCluster | undefined;
  /** The Desktop: its servers, their workers, and the Telnet servers behind them. */
  readonly desktop: Desktop;
  /** ZWESISTC of each system that runs ZSS. */
  readonly crossMemory: CrossMemory;
  /** Discovery: the registries, and what each component has cached of one. */
  readonly eureka: Eureka;

  /** What the Caching Services hold, and who is in a cluster with whom. */
  readonly caching: CachingServices;
  /** Updates without downtime that people have begun. */
  readonly updates: RollingUpdate;
  /** Which handshakes the certificates allow. */
  readonly certificates: Certificates;
  /** Connections between Discovery services that no handshake follows. */
  readonly peerFloods: PeerFloods;
  /** People who work with Unified Management Server. */
  readonly umsUsers: readonly UmsUsers[];

  /** What users hold, by user. */
  readonly tokens: Tokens;
  /** What ZAAS keeps in the Caching Service; set while the context is built. Absent: its storage has no lists. */
  cacheAccess: CacheAccess | undefined;

  /** @internal What clients may ask of a Caching Service. */
  readonly cacheOperations = new CacheOperations();

  private readonly indexes: ReadonlyMap<ComponentName, number>;
  private readonly programs: readonly ComponentApplication[];
  private readonly sharedChoices: StickyChoices;
  private readonly systems: SystemEvents;

  constructor(
    private readonly plex: ZowePlex,
    readonly configuration: ZoweModelConfiguration,
  ) {
    this.parameters = { ...configuration.parameters };
    this.tokens = new Tokens(plex.zosmf.tokens);
    const names = launcherNames(configuration.starts);
    this.launchers = configuration.starts.map(
      (start, index) =>
        new Launcher(plex, known(names[index], "Launcher"), start, this.parameters.launcherPhase),
    );
    this.components = this.launchers.flatMap(({ components }) => components);
    this.indexes = new Map(this.components.map(({ name }, index) => [name, index]));
    this.state = plex.sim.store.slice<ZoweState>("zowe", initialZoweState(this.launchers, this.components));
    this.sysprint = new Sysprint(plex);
    this.certificates = new Certificates(plex, this, configuration.certificates);
    this.operations = new GatewayOperations(this.operationsOptions());
    this.sharedChoices = new StickyChoices(plex.sim, this.stickyExpiration);
    const { parameters, operations, sharedChoices, tokens } = this;
    this.programs = this.components.map((component, index) =>
      applicationFor(plex, { component, index, parameters, operations, sharedChoices, tokens }),
    );
    this.components.forEach(({ name }, index) => plex.tcpip.applications.set(name, this.application(index)));
    if (configuration.kubernetes !== undefined)
      this.kubernetes = new KubernetesCluster(plex, {
        configuration: configuration.kubernetes,
        parameters,
        operations,
        firstIndex: this.programs.length,
      });
    this.desktop = new Desktop(plex, this.componentsNamed(APP_SERVER));
    const withZss = this.componentsNamed("zss").map(({ system }) => system);
    this.crossMemory = new CrossMemory(plex, [...new Set(withZss)]);
    this.componentChanged.subscribe(() => {
      for (const program of this.programs) if (program instanceof Ums) program.onComponentChanged();
    });
    this.systems = new SystemEvents(plex, this);
    this.eureka = eurekaOf(plex, this);
    this.caching = new CachingServices(plex, this);
    this.cacheAccess = this.caching.lists;
    this.caching.emptied.subscribe(() => this.sharedChoices.clear());
    this.peerFloods = new PeerFloods(plex, this, this.eureka);
    this.umsUsers = umsUsersOf(plex, configuration.umsUsers ?? []);
    this.subscribe();
    plex.sim.attach("zowe", this);
    this.updates = new RollingUpdate(plex);
  }

  copyFrom(twin: Zowe): void {
    Object.assign(this.parameters, twin.parameters);
    this.sysprint.copyFrom(twin.sysprint);
    this.certificates.copyFrom(twin.certificates);
    this.umsUsers.forEach((users, place) => users.copyFrom(twin.umsUsers[place] as UmsUsers));
    this.operations.copyFrom(twin.operations);
    this.sharedChoices.copyFrom(twin.sharedChoices);
    this.tokens.copyFrom(twin.tokens);
    this.caching.copyFrom(twin.caching);
    this.programs.forEach((program, index) => program.copyFrom(twin.application(index)));
    this.compileParameters();
    // Compiling has put its network's tables away, which the twin may have.
    if (twin.kubernetes !== undefined) this.kubernetes?.copyFrom(twin.kubernetes);
  }

  /** Brings up, at once and in order, Zowe on every system whose stack is up: call it when z/OSMF has started. */
  start(): void {
    this.state.change("Zowe may start", (draft) => {
      draft.phase = "running";
    });
    this.certificates.start();
    for (const users of this.umsUsers) users.start();
    if (this.kubernetes !== undefined) bringUpCluster(this.kubernetes);
    this.systems.start();
  }

  /** Parameters were changed while the simulation runs. */
  onParametersChanged(): void {
    this.compileParameters();
    this.certificates.onParametersChanged();
    this.eureka.invalidate();
  }

  launcher(name: LauncherName): Launcher {
    return known(
      this.launchers.find((launcher) => launcher.name === name),
      `Launcher ${name}`,
    );
  }

  /** By the job, the HA instance, or ZWESLSTC where the system has one launcher only. */
  findLauncher(system: SystemName, job: string): Launcher | undefined {
    const own = this.launchers.filter((launcher) => launcher.system === system);
    return (
      own.find((launcher) => launcher.job === job) ??
      own.find(({ configuration }) => configuration.instance.id === job) ??
      (job === LAUNCHER_PROC && own.length === 1 ? own[0] : undefined)
    );
  }

  component(name: ComponentName): Component {
    return known(this.components[this.indexOf(name)], `Component ${name}`);
  }

  /** How a component is, as others find it: an orphan counts. What still starts is not there yet. */
  lifeOf(name: ComponentName): ComponentLife {
    const ofPod = this.kubernetes?.clients.lifeOf(name);
    if (ofPod !== undefined) return ofPod;
    const { kind } = this.component(name).state;
    if (kind === "hung" || kind === "outOfMemory") return "silent";
    return kind === "ready" ? "serving" : "gone";
  }

  /** @internal What answers requests to a component, by its place in {@link components}. */
  application(index: number): ComponentApplication {
    const program = this.programs[index] ?? this.kubernetes?.programs.in(index - this.programs.length);
    return program as ComponentApplication; // On the request path: no check.
  }

  /** What answers requests to a component. */
  applicationOf(name: ComponentName): ComponentApplication {
    return this.application(this.indexOf(name));
  }

  /** The program of a component that is a gateway; `undefined`: it is none. */
  gateway(name: ComponentName): Gateway | undefined {
    const program = this.kubernetes?.programs.of(name) ?? this.applicationOf(name);
    return program instanceof Gateway ? program : undefined;
  }

  /** The ZAAS that a component is, or has in its process; `undefined`: none. */
  zaas(name: ComponentName): Zaas | undefined {
    const program = this.programs[this.indexes.get(name) ?? -1];
    if (program instanceof Gateway) return program.zaas;
    return program instanceof Zaas ? program : undefined;
  }

  private subscribe(): void {
    this.eureka.registryViewChanged.subscribe(({ client }) => {
      this.gateway(client)?.onRegistryChanged();
      this.zaas(client)?.onRegistryChanged();
      this.desktop.onRegistryViewChanged(client);
    });
    this.componentChanged.subscribe(({ component, to }) => this.desktop.onComponentChanged(component, to));
    this.componentReady.subscribe(({ component }) => this.awaitZosmf(component));
  }

  private awaitZosmf(name: ComponentName): void {
    if (this.indexes.has(name)) awaitZosmf(this.plex, this.component(name));
  }

  /** @internal */
  indexOf(name: ComponentName): number {
    return known(this.indexes.get(name), `Component ${name}`);
  }

  /** One level of Zowe for all: that of the first launcher. */
  private operationsOptions(): GatewayOperationsOptions {
    const { starts, hosts } = this.configuration;
    const release =
      starts[0]?.configuration.release ?? this.configuration.kubernetes?.release ?? ASSUMED_RELEASES[3];
    const zosmf = (method: string, path: string) => this.plex.zosmf.operationOf(method, path);
    return {
      version: versionOf(release) < 3 ? 2 : 3,
      takesTokensForGood: starts.length === 0,
      hosts,
      targets: {
        ibmzosmf: zosmf,
        zosmf,
        cachingservice: (method, path) => this.cacheOperations.operationOf(method, path),
        ...OWN_OPERATIONS,
      },
    };
  }

  private componentsNamed(id: string): readonly Component[] {
    return this.components.filter((component) => component.id === id);
  }

  private get stickyExpiration(): Duration {
    return this.configuration.starts[0]?.configuration.instance.gateway.stickyExpiration ?? NO_TIME;
  }

  private compileParameters(): void {
    for (const program of this.programs) program.takeParameters(this.parameters);
    for (const { name } of this.components) this.zaas(name)?.takeParameters(this.parameters);
    this.kubernetes?.takeParameters();
  }
}

/** By service id: what services can be asked that tell operations apart. */
const OWN_OPERATIONS = { zlux: desktopOperationOf, zss: zssOperationOf, apicatalog: catalogOperationOf };
