/** A sysplex with z/OSMF and Zowe, as the tests speak of it. */
import { parameterValues, Simulation, type Duration, type ParameterValues } from "@sysplex/sim-core";
import { Sysplex, type ArmPolicy } from "@sysplex/sysplex";
import { Tcpip, tcpipParameters, type IpAddress, type PortReservation } from "@sysplex/tcpip";
import { Zosmf, zosmfParameters } from "@sysplex/zosmf";
import {
  Zowe,
  zoweParameters,
  type CertificateDeclarations,
  type Component,
  type ComponentChange,
  type ComponentNews,
  type Launcher,
  type UmsUsersConfiguration,
  type ZoweConfiguration,
  type ZoweLauncherConfiguration,
  type ZoweModelConfiguration,
  type ZowePlex,
  type ZoweRelease,
} from "../src/index.js";
import { AskingClient } from "../../../test/support/asking-client.js";
import { duration } from "../../../test/support/duration.js";
import { homeAddress, hotStandbyProfile, NOWHERE } from "../../../test/support/hot-standby-profile.js";
import { iplUntilUp } from "../../../test/support/ipl.js";
import { sysplexConfiguration } from "../../../test/support/sysplex-configuration.js";
import { hotStandbyZosmf } from "../../../test/support/zosmf-configuration.js";
import { resolved } from "./yaml/fixture.js";

export { duration, homeAddress };

export const DVIPA = "10.1.1.100";
export const ZOSMF_PORT = 443;
export const GATEWAY_PORT = 7554;
export const HOSTS: Readonly<Record<string, IpAddress>> = { "dvipa.example.com": DVIPA };

/** A Gateway, Discovery and ZSS on each system; ZSS is the one whose port no preparation checks. */
export const SMALL_ZOWE = `zowe:
  runtimeDirectory: /usr/lpp/zowe
  workspaceDirectory: /global/zowe/workspace
  externalDomains:
    - dvipa.example.com
  externalPort: 7554
zOSMF:
  host: dvipa.example.com
  port: 443
components:
  gateway:
    enabled: true
    port: 7554
  discovery:
    enabled: true
    port: 7553
  zss:
    enabled: true
    port: 7557
haInstances:
  lpar1:
    hostname: sysa.example.com
    sysname: SYSA
  lpar2:
    hostname: sysb.example.com
    sysname: SYSB
`;

export type ZoweParameters = ParameterValues<typeof zoweParameters>;

/** Every time is a constant: a start 60 s, the preparation 30 s, SIGTERM to the end 2 s, a silent end noticed after 2 s. */
const CONSTANT: Partial<ZoweParameters> = {
  prepareDuration: duration("30s"),
  gatewayStart: duration("60s"),
  discoveryStart: duration("60s"),
  zaasStart: duration("60s"),
  zssStart: duration("60s"),
  stopDuration: duration("2s"),
  silentDetectionLag: duration("2s"),
};

export interface FixtureOptions {
  /** By default SYSA and SYSB, both up. */
  readonly systems?: readonly string[];
  /** Systems that are not up at the start. */
  readonly down?: readonly string[];
  /** zowe.yaml. */
  readonly yaml?: string;
  /** That it is read as; by default 3.1. */
  readonly release?: ZoweRelease;
  readonly parameters?: Partial<ZoweParameters>;
  /** Parameters of z/OSMF. */
  readonly zosmf?: Partial<ParameterValues<typeof zosmfParameters>>;
  readonly hosts?: Readonly<Record<string, IpAddress>>;
  readonly certificates?: CertificateDeclarations;
  /** Distributed at the DVIPA beside those of z/OSMF and the Gateway. */
  readonly ports?: readonly number[];
  readonly umsUsers?: readonly UmsUsersConfiguration[];
  /** Adds clients to the plex, so that a fork has them too. */
  readonly guests?: (plex: ZowePlex) => void;
  /** Reserved for any job, with SHAREPORT. */
  readonly sharedPorts?: readonly number[];
  /** The active ARM policy. */
  readonly arm?: ArmPolicy;
  /** From one launcher for each system to those that there are. */
  readonly starts?: (own: readonly ZoweLauncherConfiguration[]) => readonly ZoweLauncherConfiguration[];
  readonly seed?: number;
}

export class ZoweFixture {
  readonly changes: ComponentChange[] = [];
  readonly news: string[] = [];

  private constructor(readonly sim: Simulation<ZowePlex>) {
    const { zowe } = this.plex;
    zowe.componentChanged.subscribe((change) => this.changes.push(change));
    zowe.componentReady.subscribe((news) => this.note("ready", news));
    zowe.componentStopping.subscribe((news) => this.note("stopping", news));
    zowe.componentLost.subscribe((news) => this.note("lost", news));
  }

  /** Everything is up and ready at time 0. */
  static up(options: FixtureOptions = {}): ZoweFixture {
    const { systems = ["SYSA", "SYSB"], seed = 1 } = options;
    const own = systems.map((system) => ({ system, configuration: configurationOf(system, options) }));
    const starts = options.starts?.(own) ?? own;
    const configuration: ZoweModelConfiguration = {
      starts,
      hosts: options.hosts ?? HOSTS,
      parameters: parameterValues(zoweParameters, { ...CONSTANT, ...options.parameters }),
      ...(options.certificates === undefined ? {} : { certificates: options.certificates }),
      ...(options.umsUsers === undefined ? {} : { umsUsers: options.umsUsers }),
    };
    const sim = new Simulation<ZowePlex>({
      seed,
      context: (sim) => {
        const plex = buildPlex(sim, systems, options.down ?? [], configuration, options);
        options.guests?.(plex);
        return plex;
      },
    });
    const fixture = new ZoweFixture(sim);
    fixture.plex.sysplex.start();
    fixture.plex.zosmf.start();
    fixture.plex.zowe.start();
    return fixture;
  }

  /** z/OSMF is up; the launchers are not, and START is given to nobody yet. */
  static beforeStart(options: FixtureOptions = {}): ZoweFixture {
    const fixture = ZoweFixture.up(options);
    for (const { system } of fixture.plex.zowe.launchers) fixture.endQuietly(system);
    return fixture;
  }

  fork(): ZoweFixture {
    return new ZoweFixture(this.sim.fork());
  }

  get plex(): ZowePlex {
    return this.sim.context;
  }

  /** Seconds since the start. */
  get now(): number {
    return this.sim.now / 1_000_000;
  }

  launcher(system = "SYSA"): Launcher {
    return this.plex.zowe.launcher(`${system}/ZWE1SV`);
  }

  component(id: string, system = "SYSA"): Component {
    return this.plex.zowe.component(`${system}/ZWE1SV/${id}`);
  }

  state(id: string, system = "SYSA"): string {
    return this.component(id, system).state.kind;
  }

  runFor(duration: Duration): void {
    this.sim.runFor(duration);
  }

  /** Ids of the lines in a launcher's SYSPRINT since an instant, oldest first; lines without an id are left out. */
  ids(system = "SYSA", since = 0): string[] {
    return this.lines(system, since)
      .map(({ id }) => id)
      .filter((id) => id !== "");
  }

  lines(system = "SYSA", since = 0) {
    return this.plex.zowe.sysprint.linesOf(`${system}/ZWE1SV`).filter(({ at }) => at >= since);
  }

  /** When lines of an id were written, in seconds. */
  timesOf(id: string, system = "SYSA"): number[] {
    return this.lines(system)
      .filter((line) => line.id === id)
      .map(({ at }) => at / 1_000_000);
  }

  /** Ids of the messages of Zowe on a system's console. */
  console(system = "SYSA"): string[] {
    return this.plex.sysplex.console.messages
      .filter((message) => message.system === system && /^(ZWE|IEE34)/.test(message.id))
      .map(({ id }) => id);
  }

  /** IPLs a system and runs until its TCP/IP is up. */
  ipl(system: string): void {
    iplUntilUp(this.plex, system);
  }

  /** @param path Of a request through the gateway, by default a GET. */
  client(
    address: IpAddress,
    port = GATEWAY_PORT,
    path = "/ibmzosmf/api/v1/restjobs/jobs",
    method = "GET",
  ): Client {
    return new Client(this.plex, address, port, path, method);
  }

  private endQuietly(system: string): void {
    this.launcher(system).cancel();
    for (const component of this.launcher(system).components) component.kill();
    this.news.length = 0;
    this.changes.length = 0;
  }

  private note(what: string, { component, at }: ComponentNews): void {
    this.news.push(`${at / 1_000_000} ${component} ${what}`);
  }
}

/** Asks for one thing again and again. */
export class Client extends AskingClient {
  /** The gateway forwards it to z/OSMF, and another component takes it for a number of its own. */
  private readonly operation: number;

  constructor(plex: ZowePlex, address: IpAddress, port: number, path: string, method = "GET") {
    super(plex, address, port);
    const asked = plex.zowe.operations.operationOf(method, path);
    if (asked === undefined) throw new Error(`The gateway has no route for ${path}`);
    this.operation = asked;
  }

  send(): void {
    this.ask(this.operation);
  }
}

function configurationOf(system: string, options: FixtureOptions): ZoweConfiguration {
  const { yaml = SMALL_ZOWE, release = "3.1" } = options;
  return resolved(yaml, { name: system, haInstance: `lpar${system.charCodeAt(3) - 64}`, release });
}

function buildPlex(
  sim: Simulation<ZowePlex>,
  systems: readonly string[],
  down: readonly string[],
  zowe: ZoweModelConfiguration,
  { ports = [], sharedPorts = [], arm, zosmf = {} }: FixtureOptions,
): ZowePlex {
  const plex = { sim } as { -readonly [Root in keyof ZowePlex]: ZowePlex[Root] };
  plex.sysplex = new Sysplex(plex, {
    ...sysplexConfiguration(systems, down),
    ...(arm === undefined ? {} : { arm }),
  });
  plex.tcpip = new Tcpip(plex, {
    stacks: systems.map((system) => {
      const behind = [ZOSMF_PORT, GATEWAY_PORT, ...ports];
      const standby = { dvipa: DVIPA, ports: behind, homeAddress: homeAddress(system) };
      const profile = hotStandbyProfile(system, systems, standby);
      return { system, job: "TCPIP", profile: { ...profile, ports: sharedPorts.map(sharedPort) } };
    }),
    parameters: parameterValues(tcpipParameters),
  });
  plex.zosmf = new Zosmf(plex, {
    servers: systems.map((system) => ({ system, configuration: hotStandbyZosmf(system) })),
    hosts: zowe.hosts,
    parameters: parameterValues(zosmfParameters, zosmf),
  });
  plex.zowe = new Zowe(plex, zowe);
  return plex;
}

function sharedPort(port: number): PortReservation {
  return { first: port, last: port, protocol: "TCP", job: "*", sharing: "shareport", range: NOWHERE };
}
