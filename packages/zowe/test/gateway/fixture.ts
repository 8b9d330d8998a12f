/**
 * Two systems with z/OSMF and a gateway on each, as the tests of the gateway speak of them. What the gateways know of
 * the registry is a script: `register`, `unregister`.
 *
 * SYSA and SYSB have the home addresses 10.0.0.1 and .2, their z/OSMF servers port 443, their gateways port 7554.
 */
import {
  micros,
  millis,
  minutes,
  NO_TIME,
  parameterValues,
  parseDistribution,
  seconds,
  Simulation,
  type Distribution,
  type Duration,
  type Forkable,
} from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import {
  readProfile,
  resolveProfile,
  Tcpip,
  tcpipParameters,
  tcpProfiles,
  type Application,
  type ConnectionName,
  type StackProfile,
  type TcpClient,
} from "@sysplex/tcpip";
import { Zosmf, zosmfParameters, type Server } from "@sysplex/zosmf";
import {
  Gateway,
  gatewayParameters,
  GatewayOperations,
  StickyChoices,
  type GatewayParameterValues,
  type GatewayPlex,
  type GatewayVersion,
  type RoutedInstance,
} from "../../src/gateway/index.js";
import type { GatewaySettings } from "../../src/yaml/zowe-configuration.js";
import type { Credentials } from "../../src/zaas/operations.js";
import { sysplexConfiguration } from "../../../../test/support/sysplex-configuration.js";
import { zosmfConfiguration } from "../../../../test/support/zosmf-configuration.js";

export const SYSTEMS = ["SYSA", "SYSB"] as const;
export type System = (typeof SYSTEMS)[number];

export const ZOSMF = "ibmzosmf";
export const ROUTE = "/ibmzosmf/api/v1";
export const LIST_JOBS = "GET /ibmzosmf/api/v1/restjobs/jobs";
export const SUBMIT = "PUT /ibmzosmf/api/v1/restjobs/jobs";

// The parts of which a request's time is made, each constant in these tests.
export const CLIENT_HOP = micros(500);
export const GATEWAY_HOP = micros(200);
export const GATEWAY_LATENCY = millis(5);
export const HANDSHAKE = millis(7);
export const SERVICE_TIME = millis(50);

/** apiml.connection.timeout of version 3, as shipped. */
export const LIMIT = seconds(60);

export interface Setting {
  readonly version?: GatewayVersion;
  readonly settings?: Partial<GatewaySettings>;
  readonly parameters?: Partial<GatewayParameterValues>;
  readonly serviceTime?: string;
  readonly gatewayLatency?: string;
  readonly seed?: number;
  /** Sticky choices are shared, as through the Caching Service. */
  readonly sharedChoices?: boolean;
  /** Instances by service at the start; both z/OSMF servers unless told otherwise. */
  readonly registry?: Readonly<Record<string, readonly RoutedInstance[]>>;
}

export const instanceOn = (system: System, changes: Partial<RoutedInstance> = {}): RoutedInstance => ({
  host: `zosmf-${system.toLowerCase()}`,
  port: 443,
  ...changes,
});

const BOTH = { [ZOSMF]: Object.freeze(SYSTEMS.map((system) => instanceOn(system))) };

export class GatewayFixture implements GatewayPlex, Forkable {
  readonly sysplex: Sysplex;
  readonly tcpip: Tcpip;
  readonly zosmf: Zosmf;
  readonly zowe: { application(index: number): object };
  readonly operations: GatewayOperations;
  readonly gateways: readonly Gateway[];
  readonly clients: readonly Client[];
  readonly targets: readonly Target[];
  readonly choices: StickyChoices;
  private registry: Record<string, readonly RoutedInstance[]>;

  constructor(
    readonly sim: Simulation<GatewayPlex>,
    readonly setting: Setting,
  ) {
    const { version = 3, registry, seed: _seed, ...rest } = setting;
    this.registry = { ...(registry ?? BOTH) };
    this.sysplex = new Sysplex(this, sysplexConfiguration(SYSTEMS));
    this.tcpip = new Tcpip(this, {
      stacks: SYSTEMS.map((system) => ({ system, job: "TCPIP", profile: profileOf(system) })),
      parameters: parameterValues(tcpipParameters, { clientLatency: CLIENT_HOP }),
    });
    const jobsServiceTime = duration(rest.serviceTime ?? "50ms");
    this.zosmf = new Zosmf(this, {
      servers: SYSTEMS.map((system) => ({ system, configuration: zosmfConfiguration(system) })),
      hosts: {},
      parameters: parameterValues(zosmfParameters, {
        jobsServiceTime,
        submitServiceTime: jobsServiceTime,
        threads: 5_000,
      }),
    });
    this.operations = new GatewayOperations({
      version,
      hosts: {
        "zosmf-sysa": "10.0.0.1",
        "zosmf-sysb": "10.0.0.2",
        "zosmf-nowhere": "10.0.0.77",
      },
      targets: { [ZOSMF]: (method, path) => this.zosmf.operationOf(method, path) },
    });
    this.choices = new StickyChoices(sim, SHIPPED.stickyExpiration);
    this.gateways = SYSTEMS.map((system, index) => this.gateway(system, index, version));
    this.zowe = { application: (index) => this.gateways[index] as Gateway };
    SYSTEMS.forEach((system, index) =>
      this.tcpip.applications.set(`${system}/gateway`, this.gateways[index] as Gateway),
    );
    this.targets = SYSTEMS.map((system) => new Target(this, system));
    for (const target of this.targets) this.tcpip.applications.set(target.name, target);
    this.clients = SYSTEMS.map((system) => new Client(this, homeAddress(system)));
    sim.attach("test", this);
  }

  copyFrom(twin: GatewayFixture): void {
    this.registry = { ...twin.registry };
    this.operations.copyFrom(twin.operations);
    this.choices.copyFrom(twin.choices);
    this.gateways.forEach((gateway, index) => {
      gateway.copyFrom(twin.gateways[index] as Gateway);
    });
    this.clients.forEach((client, index) => {
      client.copyFrom(twin.clients[index] as Client);
    });
    this.targets.forEach((target, index) => {
      target.copyFrom(twin.targets[index] as Target);
    });
  }

  /** Everything is up and a second old. */
  start(): void {
    this.sysplex.start();
    this.zosmf.start();
    for (const system of SYSTEMS) {
      this.openGateway(system);
      this.listen(system, 8_443, `${system}/target`);
    }
    this.runFor(seconds(1));
  }

  fork(): GatewayFixture {
    return this.sim.fork().context as GatewayFixture;
  }

  openGateway(system: System): void {
    this.listen(system, 7_554, `${system}/gateway`);
    this.gatewayOn(system).setMode("serving");
  }

  /** Its process ends; the stack, if it lives, resets what ends there. */
  crashGateway(system: System): void {
    this.gatewayOn(system).setMode("closed");
    this.tcpip.stack(`${system}/TCPIP`).closeListener(`${system}/gateway`, 7_554);
  }

  gatewayOn(system: System): Gateway {
    return this.gateways[SYSTEMS.indexOf(system)] as Gateway;
  }

  /** A client of the gateway of a system. */
  clientOf(system: System): Client {
    return this.clients[SYSTEMS.indexOf(system)] as Client;
  }

  target(system: System): Target {
    return this.targets[SYSTEMS.indexOf(system)] as Target;
  }

  zosmfServer(system: System): Server {
    return this.zosmf.server(`${system}/IZUSVR1`);
  }

  /** Requests that z/OSMF on a system has answered. */
  servedBy(system: System): number {
    return this.zosmf.threadsOf(`${system}/IZUSVR1`).answeredCount;
  }

  register(serviceId: string, ...instances: readonly RoutedInstance[]): void {
    this.registry[serviceId] = Object.freeze(instances);
    for (const gateway of this.gateways) gateway.onRegistryChanged();
  }

  runFor(distance: Duration): void {
    this.sim.runFor(distance);
  }

  closeTarget(system: System): void {
    this.tcpip.stack(`${system}/TCPIP`).closeListener(`${system}/target`, 8_443);
  }

  openTarget(system: System): void {
    this.listen(system, 8_443, `${system}/target`);
  }

  private gateway(system: System, index: number, version: GatewayVersion): Gateway {
    const { settings, parameters, gatewayLatency = "5ms" } = this.setting;
    const values: GatewayParameterValues = {
      ...parameterValues(gatewayParameters, {
        gatewayLatency: duration(gatewayLatency),
        gatewayHopLatency: GATEWAY_HOP,
        gatewayTlsHandshake: HANDSHAKE,
      }),
      notReadyStatus: "503",
      ...parameters,
    };
    return new Gateway(this, values, {
      name: `${system}/gateway`,
      index,
      version,
      settings: { ...SHIPPED, ...settings },
      operations: this.operations,
      ...(this.setting.sharedChoices === true ? { sharedChoices: this.choices } : {}),
      directory: { instancesOf: (serviceId) => this.registry[serviceId] ?? [] },
    });
  }

  private listen(system: System, port: number, application: string): void {
    this.tcpip
      .stack(`${system}/TCPIP`)
      .listen({ job: application, port, address: "any", backlog: 1_000, application });
  }
}

/** A service of a test's own, on port 8443: it answers at once, with the status that it is told. */
export class Target implements Application {
  accepting = true;
  /** Negative: it does not answer. */
  status = 200;
  requests = 0;
  readonly name: string;

  constructor(
    private readonly plex: GatewayPlex,
    system: System,
  ) {
    this.name = `${system}/target`;
  }

  onRequest(connection: ConnectionName, request: number): void {
    this.requests += 1;
    if (this.status >= 0) this.plex.tcpip.respond(connection, request, this.status);
  }

  copyFrom(twin: Target): void {
    this.accepting = twin.accepting;
    this.status = twin.status;
    this.requests = twin.requests;
  }
}

export interface Request {
  readonly operation: number;
  readonly sentAt: number;
  connection: ConnectionName;
  /** HTTP status, or how its connection ended. */
  answer: number | "refused" | "timeout" | "reset" | "gone" | undefined;
  /** Seconds from connect to the answer. */
  took: number | undefined;
}

/** A connection for each request, and a record of what became of it. */
export class Client implements TcpClient {
  requests: Request[] = [];
  private readonly id: number;
  private readonly destination: number;

  constructor(
    private readonly plex: GatewayFixture,
    address: string,
  ) {
    const { transport } = plex.tcpip;
    this.id = transport.addClient(this, tcpProfiles.linux, CLIENT_HOP);
    this.destination = transport.routes.destination(address, 7_554);
  }

  /** `GET /…` on a connection of its own; for a user, if a number is given. */
  send(request: string, user?: number, credentials?: Credentials): Request {
    const [method = "", path = ""] = request.split(" ");
    const operation = this.plex.operations.operationOf(method, path, user, credentials);
    const entry: Request = {
      operation: operation ?? -1,
      sentAt: this.plex.sim.now,
      connection: -1,
      answer: undefined,
      took: undefined,
    };
    this.requests.push(entry);
    entry.connection = this.plex.tcpip.transport.connect(this.id, this.destination, this.requests.length - 1);
    return entry;
  }

  /** Sends one and lets it be answered. */
  ask(request: string, user?: number, credentials?: Credentials): Request {
    const entry = this.send(request, user, credentials);
    this.plex.runFor(seconds(1));
    return entry;
  }

  /** The client loses patience. */
  giveUp(entry: Request): void {
    this.plex.tcpip.transport.close(entry.connection);
    this.settle(this.requests.indexOf(entry), "gone");
  }

  /** Answers so far, in the order of the requests. */
  get answers(): readonly Request["answer"][] {
    return this.requests.map(({ answer }) => answer);
  }

  copyFrom(twin: Client): void {
    this.requests = twin.requests.map((request) => ({ ...request }));
  }

  onConnected(connection: ConnectionName, index: number): void {
    this.plex.tcpip.transport.send(connection, index, (this.requests[index] as Request).operation, NO_TIME);
  }

  onConnectFailed(index: number, why: "refused" | "timeout"): void {
    this.settle(index, why);
  }

  onResponse(connection: ConnectionName, index: number, status: number): void {
    this.plex.tcpip.transport.close(connection);
    this.settle(index, status);
  }

  onReset(index: number, why: "reset" | "timeout"): void {
    this.settle(index, why);
  }

  private settle(index: number, answer: Request["answer"]): void {
    const entry = this.requests[index] as Request;
    if (entry.answer !== undefined) throw new Error(`Request ${index} ends twice`);
    entry.answer = answer;
    entry.took = (this.plex.sim.now - entry.sentAt) / 1e6;
  }
}

/** Built, started, a second old. */
export function twoGateways(setting: Setting = {}): GatewayFixture {
  const context = (sim: Simulation<GatewayPlex>): GatewayPlex => new GatewayFixture(sim, setting);
  const plex = new Simulation<GatewayPlex>({ seed: setting.seed ?? 1, context }).context as GatewayFixture;
  plex.start();
  return plex;
}

export function duration(text: string): Distribution {
  const distribution = parseDistribution(text);
  if (distribution === undefined) throw new Error(`${text} is no distribution`);
  return distribution;
}

/** As Zowe's own configuration of version 3 has it. */
const SHIPPED: GatewaySettings = {
  connectionTimeout: LIMIT,
  timeout: seconds(30),
  maxConnectionsPerRoute: 100,
  maxTotalConnections: 1_000,
  authProvider: "zosmf",
  stickyExpiration: minutes(480),
  stickyDistributed: false,
};

const homeAddress = (system: System): string => `10.0.0.${SYSTEMS.indexOf(system) + 1}`;

function profileOf(system: System): StackProfile {
  const text = `INTERFACE OSA DEFINE IPAQENET PORTNAME OSA IPADDR ${homeAddress(system)}/24`;
  return resolveProfile(readProfile({ file: `${system}.tcpip`, text })).profile;
}
