/**
 * Zowe in the sysplex: its launchers and their components, and the news that others wait for.
 *
 * Each launcher stands alone; what makes instances one Zowe is in Discovery and the Gateway.
 */
import {
  known,
  NO_TIME,
  Signal,
  START,
  type Duration,
  type Forkable,
  type Instant,
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
import { Launcher } from "./launcher/launcher.js";
import { startForArm } from "./launcher/launcher-arm.js";
import type { zoweParameters } from "./parameters.js";
import type { ZoweLauncherConfiguration, ZoweModelConfiguration, ZowePlex } from "./plex.js";
import type {
  ComponentName,
  ComponentRecord,
  ComponentState,
  LauncherName,
  LauncherRecord,
  LauncherState,
  ZoweState,
} from "./state.js";
import { RollingUpdate } from "./launcher/rolling-update.js";
import { Sysprint } from "./launcher/sysprint.js";
import { Ums, umsUsersOf, type UmsUsers } from "./ums/index.js";
import { ASSUMED_RELEASES, versionOf } from "./yaml/release.js";
import { awaitZosmf, Tokens, Zaas, type CacheAccess } from "./zaas/index.js";

/** What happened to a component. */
export interface ComponentNews {
  readonly component: ComponentName;
  readonly system: SystemName;
  /** Id of the HA instance. */
  readonly instance: string;
  readonly at: Instant;
}

/** A component's state changed in kind. */
export interface ComponentChange extends ComponentNews {
  readonly from: ComponentState["kind"];
  readonly to: ComponentState["kind"];
  /** `spawned`, `crash`, `system lost`. */
  readonly why: string;
}

/** A launcher's state changed in kind. */
export interface LauncherChange {
  readonly launcher: LauncherName;
  readonly system: SystemName;
  readonly from: LauncherState["kind"];
  readonly to: LauncherState["kind"];
  /** Of a failed start, what stood in its way. */
  readonly why: string;
}

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
  readonly tokens = new Tokens();
  /** What ZAAS keeps in the Caching Service; set while the context is built. Absent: its storage has no lists. */
  cacheAccess: CacheAccess | undefined;

  /** @internal What clients may ask of a Caching Service. */
  readonly cacheOperations = new CacheOperations();

  private readonly indexes: ReadonlyMap<ComponentName, number>;
  private readonly programs: readonly ComponentApplication[];
  private readonly sharedChoices: StickyChoices;

  constructor(
    private readonly plex: ZowePlex,
    readonly configuration: ZoweModelConfiguration,
  ) {
    this.parameters = { ...configuration.parameters };
    const names = launcherNames(configuration.starts);
    this.launchers = configuration.starts.map(
      (start, index) =>
        new Launcher(plex, known(names[index], "Launcher"), start, this.parameters.launcherPhase),
    );
    this.components = this.launchers.flatMap(({ components }) => components);
    this.indexes = new Map(this.components.map(({ name }, index) => [name, index]));
    this.state = plex.sim.store.slice<ZoweState>("zowe", this.initialState());
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
    this.subscribe();
    this.eureka = eurekaOf(plex, this);
    this.caching = new CachingServices(plex, this);
    this.cacheAccess = this.caching.lists;
    this.caching.emptied.subscribe(() => this.sharedChoices.clear());
    this.peerFloods = new PeerFloods(plex, this, this.eureka);
    this.umsUsers = umsUsersOf(plex, configuration.umsUsers ?? []);
    this.eureka.registryViewChanged.subscribe(({ client }) => {
      this.gateway(client)?.onRegistryChanged();
      this.zaas(client)?.onRegistryChanged();
      this.desktop.onRegistryViewChanged(client);
    });
    this.componentChanged.subscribe(({ component, to }) => this.desktop.onComponentChanged(component, to));
    this.componentReady.subscribe(({ component }) => this.awaitZosmf(component));
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
    if (twin.kubernetes !== undefined) this.kubernetes?.copyFrom(twin.kubernetes);
    this.compileParameters();
  }

  /** Brings up, at once and in order, Zowe on every system whose stack is up: call it when z/OSMF has started. */
  start(): void {
    this.state.change("Zowe may start", (draft) => {
      draft.phase = "running";
    });
    this.certificates.start();
    for (const users of this.umsUsers) users.start();
    this.kubernetes?.start();
    for (const { system } of this.launchers) if (this.hasStack(system)) this.autostart(system, true);
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
    const own = this.launchersOn(system);
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
    const ofPod = this.kubernetes?.lifeOf(name);
    if (ofPod !== undefined) return ofPod;
    const { kind } = this.component(name).state;
    if (kind === "hung" || kind === "outOfMemory") return "silent";
    return kind === "ready" ? "serving" : "gone";
  }

  /** @internal What answers requests to a component, by its place in {@link components}. */
  application(index: number): ComponentApplication {
    const program = this.programs[index] ?? this.kubernetes?.program(index - this.programs.length);
    return program as ComponentApplication; // On the request path: no check.
  }

  /** What answers requests to a component. */
  applicationOf(name: ComponentName): ComponentApplication {
    return this.application(this.indexOf(name));
  }

  /** The program of a component that is a gateway; `undefined`: it is none. */
  gateway(name: ComponentName): Gateway | undefined {
    const program = this.kubernetes?.programOf(name) ?? this.applicationOf(name);
    return program instanceof Gateway ? program : undefined;
  }

  /** The ZAAS that a component is, or has in its process; `undefined`: none. */
  zaas(name: ComponentName): Zaas | undefined {
    const program = this.programs[this.indexes.get(name) ?? -1];
    if (program instanceof Gateway) return program.zaas;
    return program instanceof Zaas ? program : undefined;
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

  private subscribe(): void {
    const { sysplex, tcpip } = this.plex;
    this.componentChanged.subscribe(() => {
      for (const program of this.programs) if (program instanceof Ums) program.onComponentChanged();
    });
    tcpip.stackStarted.subscribe(({ system, atStart }) => this.onStackStarted(system, atStart));
    tcpip.stackStopped.subscribe(({ system }) => {
      for (const component of this.componentsOn(system)) component.onStackLost();
    });
    sysplex.lparStarted.subscribe(({ system, atStart }) => {
      if (!atStart) this.onSystemLost(system); // What a hung image left behind, whose end nobody announced.
    });
    sysplex.lparStopped.subscribe(({ system, why }) => {
      if (why === "hung") this.onSystemHung(system);
      else this.onSystemLost(system);
    });
    sysplex.lparResumed.subscribe(({ system }) => this.onSystemResumed(system));
    sysplex.lparClosing.subscribe(({ system }) => {
      for (const launcher of this.launchersOn(system)) launcher.stop();
    });
    sysplex.arm.restarting.subscribe((restart) => startForArm(this.plex, restart));
    // If it hung, it was reset before, which no program of it could notice.
    sysplex.systemPartitioned.subscribe(({ system }) => {
      if (!sysplex.lpar(system).isRunning) this.onSystemLost(system);
    });
  }

  private onStackStarted(system: SystemName, atStart: boolean): void {
    if (this.launchersOn(system).length === 0) return;
    if (this.state.value.systems[system]?.autostart === "due") {
      if (this.state.value.phase === "running") this.autostart(system, atStart);
    } else for (const component of this.componentsOn(system)) component.onStackReturned();
  }

  private autostart(system: SystemName, atStart: boolean): void {
    if (this.state.value.systems[system]?.autostart !== "due") return;
    this.changeSystem(system, "autostart", "done");
    for (const launcher of this.launchersOn(system).filter(({ name }) => this.isAutostarted(name))) {
      if (atStart) launcher.bringUp();
      else if (this.parameters.startsAtIpl) launcher.autostart();
    }
  }

  private isAutostarted(name: LauncherName): boolean {
    const index = this.launchers.findIndex((launcher) => launcher.name === name);
    return this.configuration.starts[index]?.upAtStart ?? true;
  }

  private onSystemHung(system: SystemName): void {
    for (const launcher of this.launchersOn(system)) launcher.onSystemHung();
    for (const component of this.componentsOn(system)) component.onSystemHung();
  }

  private onSystemResumed(system: SystemName): void {
    for (const launcher of this.launchersOn(system)) launcher.onSystemResumed();
    for (const component of this.componentsOn(system)) component.onSystemResumed();
  }

  private onSystemLost(system: SystemName): void {
    if (this.launchersOn(system).length === 0) return;
    this.changeSystem(system, "system lost", "due");
    for (const launcher of this.launchersOn(system)) launcher.onSystemLost();
    for (const component of this.componentsOn(system)) component.onSystemLost();
  }

  private changeSystem(system: SystemName, cause: string, autostart: "due" | "done"): void {
    this.state.change(`${system}: ${cause}`, (draft) => {
      draft.systems[system] = { autostart };
    });
  }

  private hasStack(system: SystemName): boolean {
    return this.plex.tcpip.stacksOn(system).some((stack) => stack.isUp);
  }

  private launchersOn(system: SystemName): readonly Launcher[] {
    return this.launchers.filter((launcher) => launcher.system === system);
  }

  private componentsOn(system: SystemName): readonly Component[] {
    return this.components.filter((component) => component.system === system);
  }

  private initialState(): ZoweState {
    return {
      phase: "building",
      launchers: Object.fromEntries(this.launchers.map(({ name }) => [name, INITIAL_LAUNCHER])),
      components: Object.fromEntries(this.components.map(({ name }) => [name, INITIAL_COMPONENT])),
      systems: Object.fromEntries(this.launchers.map(({ system }) => [system, { autostart: "due" }])),
      workspaces: {},
    };
  }
}

/** The started procedure, whatever its job name. @source zowe/launcher samplib/ZWESLSTC. */
export const LAUNCHER_PROC = "ZWESLSTC";

/** By system and job; z/OS lets two jobs have one name, and then the second has its HA instance behind it. */
function launcherNames(starts: readonly ZoweLauncherConfiguration[]): readonly LauncherName[] {
  const names: LauncherName[] = [];
  for (const start of starts) {
    const name = launcherName(start);
    const isTaken = names.includes(name);
    const { id } = start.configuration.instance;
    names.push(isTaken ? `${name}.${names.includes(`${name}.${id}`) ? `${names.length}` : id}` : name);
  }
  return names;
}

export function launcherName({ system, configuration }: ZoweLauncherConfiguration): LauncherName {
  return `${system}/${configuration.instance.job.name}`;
}

/** By service id: what services can be asked that tell operations apart. */
const OWN_OPERATIONS = { zlux: desktopOperationOf, zss: zssOperationOf, apicatalog: catalogOperationOf };

const INITIAL_LAUNCHER: LauncherRecord = {
  state: { kind: "down" },
  timers: {},
  pidCount: 0,
  terminating: false,
};

const INITIAL_COMPONENT: ComponentRecord = {
  state: { kind: "down" },
  timers: {},
  port: "closed",
  startCount: 0,
  slowness: 1,
  watch: {
    pid: -1,
    spawnedAt: START,
    failCount: 0,
    cleanStop: false,
    givenUp: false,
    timers: {},
    sleeps: [],
  },
};
