/**
 * Zowe in the sysplex: its launchers and their components, and the news that others wait for.
 *
 * Each launcher stands alone; what makes instances one Zowe is in Discovery and the Gateway.
 */
import {
  assert,
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
import { applicationFor, type ComponentApplication } from "./applications.js";
import type { Component } from "./component.js";
import { eurekaOf, type ComponentLife, type Eureka } from "./discovery/index.js";
import { Gateway, GatewayOperations, StickyChoices, type GatewayOperationsOptions } from "./gateway/index.js";
import { Launcher } from "./launcher.js";
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
import { Sysprint } from "./sysprint.js";
import { ASSUMED_RELEASES, versionOf } from "./yaml/release.js";

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
  /** Discovery: the registries, and what each component has cached of one. */
  readonly eureka: Eureka;

  private readonly indexes: ReadonlyMap<ComponentName, number>;
  private readonly programs: readonly ComponentApplication[];
  private readonly sharedChoices: StickyChoices;

  constructor(
    private readonly plex: ZowePlex,
    readonly configuration: ZoweModelConfiguration,
  ) {
    this.parameters = { ...configuration.parameters };
    this.launchers = configuration.starts.map((start) => new Launcher(plex, launcherName(start), start));
    assert(
      new Set(this.launchers.map(({ name }) => name)).size === this.launchers.length,
      "Two launchers of one system have the same job name",
    );
    this.components = this.launchers.flatMap(({ components }) => components);
    this.indexes = new Map(this.components.map(({ name }, index) => [name, index]));
    this.state = plex.sim.store.slice<ZoweState>("zowe", this.initialState());
    this.sysprint = new Sysprint(plex);
    this.operations = new GatewayOperations(this.operationsOptions());
    this.sharedChoices = new StickyChoices(plex.sim, this.stickyExpiration);
    const { parameters, operations, sharedChoices } = this;
    this.programs = this.components.map((component, index) =>
      applicationFor(plex, { component, index, parameters, operations, sharedChoices }),
    );
    this.components.forEach(({ name }, index) => plex.tcpip.applications.set(name, this.application(index)));
    this.subscribe();
    this.eureka = eurekaOf(plex, this);
    this.eureka.registryViewChanged.subscribe(({ client }) => this.gateway(client)?.onRegistryChanged());
    plex.sim.attach("zowe", this);
  }

  copyFrom(twin: Zowe): void {
    Object.assign(this.parameters, twin.parameters);
    this.sysprint.copyFrom(twin.sysprint);
    this.operations.copyFrom(twin.operations);
    this.sharedChoices.copyFrom(twin.sharedChoices);
    this.programs.forEach((program, index) => program.copyFrom(twin.application(index)));
    this.compileParameters();
  }

  /** Brings up, at once and in order, Zowe on every system whose stack is up: call it when z/OSMF has started. */
  start(): void {
    this.state.change("Zowe may start", (draft) => {
      draft.phase = "running";
    });
    for (const { system } of this.launchers) if (this.hasStack(system)) this.autostart(system, true);
  }

  /** Parameters were changed while the simulation runs. */
  onParametersChanged(): void {
    this.compileParameters();
    this.eureka.invalidate();
  }

  launcher(name: LauncherName): Launcher {
    return known(
      this.launchers.find((launcher) => launcher.name === name),
      `Launcher ${name}`,
    );
  }

  component(name: ComponentName): Component {
    return known(this.components[this.indexOf(name)], `Component ${name}`);
  }

  /** How a component is, as others find it: an orphan counts. What still starts is not there yet. */
  lifeOf(name: ComponentName): ComponentLife {
    const { kind } = this.component(name).state;
    if (kind === "hung" || kind === "outOfMemory") return "silent";
    return kind === "ready" ? "serving" : "gone";
  }

  /** @internal What answers requests to a component, by its place in {@link components}. */
  application(index: number): ComponentApplication {
    return this.programs[index] as ComponentApplication; // On the request path: no check.
  }

  /** What answers requests to a component. */
  applicationOf(name: ComponentName): ComponentApplication {
    return this.application(this.indexOf(name));
  }

  /** The program of a component that is a gateway; `undefined`: it is none. */
  gateway(name: ComponentName): Gateway | undefined {
    const program = this.applicationOf(name);
    return program instanceof Gateway ? program : undefined;
  }

  /** @internal */
  indexOf(name: ComponentName): number {
    return known(this.indexes.get(name), `Component ${name}`);
  }

  /** One level of Zowe for all: that of the first launcher. */
  private operationsOptions(): GatewayOperationsOptions {
    const { starts, hosts } = this.configuration;
    const release = starts[0]?.configuration.release ?? ASSUMED_RELEASES[3];
    const zosmf = (method: string, path: string) => this.plex.zosmf.operationOf(method, path);
    return { version: versionOf(release) < 3 ? 2 : 3, hosts, targets: { ibmzosmf: zosmf, zosmf } };
  }

  private get stickyExpiration(): Duration {
    return this.configuration.starts[0]?.configuration.instance.gateway.stickyExpiration ?? NO_TIME;
  }

  private compileParameters(): void {
    for (const program of this.programs) program.takeParameters(this.parameters);
  }

  private subscribe(): void {
    const { sysplex, tcpip } = this.plex;
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
    for (const launcher of this.launchersOn(system)) {
      if (atStart) launcher.bringUp();
      else if (this.parameters.startsAtIpl) launcher.autostart();
    }
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
    };
  }
}

export function launcherName({ system, configuration }: ZoweLauncherConfiguration): LauncherName {
  return `${system}/${configuration.instance.job.name}`;
}

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
