/**
 * Discovery services and their clients on a sysplex, without launchers: components come and go as a test says.
 *
 * SYSA, SYSB, … each run a Discovery, a Gateway, ZAAS, API Catalog, Caching Service and Desktop; ZSS and z/OSMF have static
 * definitions in one shared workspace. The list of Discovery services is in the order of the systems.
 */
import {
  hours,
  parameterValues,
  seconds,
  Simulation,
  type Duration,
  type Forkable,
  type Instant,
} from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import { readProfile, resolveProfile, Tcpip, tcpipParameters, type StackProfile } from "@sysplex/tcpip";
import type { EurekaClient } from "../../src/discovery/client.js";
import type { Discovery } from "../../src/discovery/discovery.js";
import {
  discoveryParameters,
  type ComponentLife,
  type DiscoveryParameters,
  type EurekaClientConfiguration,
  type EurekaPlex,
  type StaticDefinition,
} from "../../src/discovery/eureka-plex.js";
import { Eureka } from "../../src/discovery/eureka.js";
import { INITIAL_EUREKA_STATE, type EurekaState, type ServiceInstance } from "../../src/discovery/state.js";
import { sysplexConfiguration } from "../../../../test/support/sysplex-configuration.js";

export const YEAR = hours(24 * 365);

/** Those that register themselves on each system. */
export const SERVICES = ["discovery", "gateway", "zaas", "apicatalog", "cachingservice", "zlux"] as const;

const PORTS: Readonly<Record<string, number>> = {
  discovery: 7553,
  gateway: 7554,
  zaas: 7558,
  apicatalog: 7552,
  cachingservice: 7555,
  zlux: 7556,
};
const ZSS_PORT = 7557;

export interface Setting {
  readonly systems?: readonly string[];
  /** Further services: `tiny` on SYSA. */
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  /** By default as ZSS and z/OSMF have them. */
  readonly hasStatics?: boolean;
  /** HAINST was forgotten: every component registers under this name. */
  readonly sameHost?: string;
  readonly parameters?: Partial<DiscoveryParameters>;
  /** Systems whose Zowe is started later. */
  readonly idle?: readonly string[];
  readonly seed?: number;
}

interface Eviction {
  readonly discovery: string;
  readonly instanceId: string;
  readonly at: Instant;
}

export class DiscoveryPlex implements EurekaPlex, Forkable {
  readonly sysplex: Sysplex;
  readonly tcpip: Tcpip;
  readonly zowe: { readonly eureka: Eureka };
  readonly parameters: DiscoveryParameters;
  evictions: Eviction[] = [];
  /** When each client got a new registry. */
  views: { readonly client: string; readonly at: Instant }[] = [];
  private readonly lives = new Map<string, ComponentLife>();

  constructor(
    readonly sim: Simulation<EurekaPlex>,
    readonly setting: Setting,
  ) {
    const { systems } = this;
    this.sysplex = new Sysplex(this, sysplexConfiguration(systems));
    this.tcpip = new Tcpip(this, {
      stacks: systems.map((system) => ({ system, job: "TCPIP", profile: profileOf(system) })),
      parameters: parameterValues(tcpipParameters),
    });
    this.parameters = { ...parameterValues(discoveryParameters, setting.parameters) };
    const eureka = new Eureka(this, {
      configuration: {
        clients: systems.flatMap((system) => this.clientsOf(system)),
        statics: this.statics,
        hosts: this.hosts,
      },
      store: sim.store.slice<EurekaState>("zowe", INITIAL_EUREKA_STATE),
      lives: { lifeOf: (name) => this.lifeOf(name) },
      parameters: this.parameters,
    });
    this.zowe = { eureka };
    this.sysplex.lparStopped.subscribe(({ system, why }) => {
      if (why !== "hung") for (const name of this.componentsOn(system)) this.kill(name);
    });
    eureka.evicted.subscribe((eviction) => this.evictions.push(eviction));
    eureka.registryViewChanged.subscribe((view) => this.views.push(view));
    sim.attach("test", this);
  }

  copyFrom(twin: DiscoveryPlex): void {
    Object.assign(this.parameters, twin.parameters);
    this.lives.clear();
    for (const [name, life] of twin.lives) this.lives.set(name, life);
    this.evictions = twin.evictions.map((eviction) => ({ ...eviction }));
    this.views = twin.views.map((view) => ({ ...view }));
  }

  /** Everything is up, and a second passes. */
  begin(): void {
    this.sysplex.start();
    const { idle = [] } = this.setting;
    for (const system of this.systems) if (!idle.includes(system)) this.startZowe(system);
    this.runFor(seconds(1));
  }

  fork(): DiscoveryPlex {
    return this.sim.fork().context as DiscoveryPlex;
  }

  get systems(): readonly string[] {
    return this.setting.systems ?? ["SYSA", "SYSB"];
  }

  get eureka(): Eureka {
    return this.zowe.eureka;
  }

  /** Of a system. */
  discovery(system: string): Discovery {
    return this.eureka.discovery(`${system}/discovery`);
  }

  client(name: string): EurekaClient {
    return this.eureka.client(name);
  }

  /** Components that a Discovery has entries for: `SYSA/gateway`. */
  registered(system: string): string[] {
    return componentsOf(this.discovery(system).entries);
  }

  /** Components of a service, as a client has them. */
  seenBy(client: string, serviceId: string): string[] {
    return componentsOf(this.eureka.registryView(client).instancesOf(serviceId));
  }

  /** The system whose Discovery a client talks to. */
  talksTo(client: string): string | undefined {
    return this.client(client).discovery?.split("/")[0];
  }

  startZowe(system: string): void {
    for (const name of this.componentsOn(system)) this.start(name);
  }

  start(name: string): void {
    this.lives.set(name, "serving");
    this.eureka.onReady(name);
  }

  /** Without a word. */
  kill(name: string): void {
    this.lives.set(name, "gone");
    this.eureka.onEnded(name);
  }

  /** SIGTERM; the process ends a second later, which passes here. */
  stop(...names: readonly string[]): void {
    for (const name of names) {
      this.lives.set(name, "gone");
      this.eureka.onStopping(name);
    }
    this.runFor(seconds(1));
    for (const name of names) this.eureka.onEnded(name);
  }

  hang(name: string): void {
    this.lives.set(name, "silent");
    this.eureka.invalidate();
  }

  resume(name: string): void {
    this.lives.set(name, "serving");
    this.eureka.invalidate();
  }

  componentsOn(system: string): readonly string[] {
    return [...this.servicesOn(system).map((service) => `${system}/${service}`), `${system}/zss`];
  }

  runFor(duration: Duration): void {
    this.sim.runFor(duration);
  }

  /** Events that run meanwhile. */
  eventsIn(duration: Duration): number {
    const before = this.sim.eventCount;
    this.runFor(duration);
    return this.sim.eventCount - before;
  }

  private lifeOf(name: string): ComponentLife {
    const life = this.lives.get(name) ?? "gone";
    const system = name.split("/")[0] ?? "";
    return life === "serving" && !this.sysplex.lpar(system).isRunning ? "silent" : life;
  }

  private servicesOn(system: string): readonly string[] {
    return [...SERVICES, ...(this.setting.extra?.[system] ?? [])];
  }

  private clientsOf(system: string): readonly EurekaClientConfiguration[] {
    const { sameHost } = this.setting;
    const discoveryList = this.systems.map((one) => ({ host: hostOf(one), port: PORTS.discovery as number }));
    return this.servicesOn(system).map((serviceId, place) => ({
      name: `${system}/${serviceId}`,
      system,
      serviceId,
      host: sameHost ?? hostOf(system),
      port: PORTS[serviceId] ?? 9_000 + place,
      discoveryList,
      ...(serviceId === "discovery" ? { discoveryPort: PORTS.discovery as number } : {}),
      workspace: "/zowe",
    }));
  }

  private get hosts(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.systems.map((system) => [hostOf(system), homeAddress(system)]));
  }

  private get statics(): readonly StaticDefinition[] {
    if (this.setting.hasStatics === false) return [];
    const zss = this.systems.map((system) => ({
      serviceId: "zss",
      host: hostOf(system),
      port: ZSS_PORT,
      component: `${system}/zss`,
    }));
    const zosmf = this.systems.map(() => ({ serviceId: "ibmzosmf", host: "zosmf.example.com", port: 443 }));
    return [...zss, ...zosmf].map((definition) => ({ ...definition, workspace: "/zowe" }));
  }
}

/** Built, started, a second old. */
export function discoveryPlex(setting: Setting = {}): DiscoveryPlex {
  const context = (sim: Simulation<EurekaPlex>): EurekaPlex => new DiscoveryPlex(sim, setting);
  const plex = new Simulation<EurekaPlex>({ seed: setting.seed ?? 1, context }).context as DiscoveryPlex;
  plex.begin();
  return plex;
}

/** SYSA, SYSB, … */
export function systemNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `SYS${String.fromCharCode(65 + index)}`);
}

export function hostOf(system: string): string {
  return `${system.toLowerCase()}.example.com`;
}

function componentsOf(instances: readonly ServiceInstance[]): string[] {
  return instances.map(({ component, instanceId }) => component ?? instanceId).sort();
}

export function homeAddress(system: string): string {
  return `10.0.0.${numberOf(system)}`;
}

function numberOf(system: string): number {
  return system.charCodeAt(3) - 64;
}

export function profileOf(system: string): StackProfile {
  const text = [
    `IPCONFIG SYSPLEXROUTING DYNAMICXCF 10.9.0.${numberOf(system)} 255.255.255.0 1`,
    `INTERFACE OSA DEFINE IPAQENET PORTNAME OSA IPADDR ${homeAddress(system)}/24`,
  ].join("\n");
  return resolveProfile(readProfile({ file: `${system}.tcpip`, text })).profile;
}
