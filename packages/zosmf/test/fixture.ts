/** A sysplex with z/OSMF, as the tests speak of it. */
import {
  NO_TIME,
  parameterValues,
  parseDistribution,
  seconds,
  Simulation,
  type Distribution,
  type Duration,
  type ParameterValues,
} from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import {
  Tcpip,
  tcpipParameters,
  tcpProfiles,
  type ConnectionName,
  type IpAddress,
  type TcpClient,
} from "@sysplex/tcpip";
import {
  Zosmf,
  zosmfParameters,
  type Server,
  type ServerChange,
  type ZosmfConfiguration,
  type ZosmfPlex,
} from "../src/index.js";
import { hotStandbyProfile } from "../../../test/support/hot-standby-profile.js";
import { sysplexConfiguration } from "../../../test/support/sysplex-configuration.js";
import { hotStandbyZosmf } from "../../../test/support/zosmf-configuration.js";

export const DVIPA = "10.1.1.100";
export const ZOSMF_PORT = 443;
export const LIST_JOBS = "GET /zosmf/restjobs/jobs";

type Parameters = ParameterValues<typeof zosmfParameters>;

export interface FixtureOptions {
  /** By default SYSA and SYSB, both up. */
  readonly systems?: readonly string[];
  /** Systems that are not up at the start. */
  readonly down?: readonly string[];
  /** What their IZUPRMxx members say, by system; the rest is as in a hot standby pair. */
  readonly zosmf?: Readonly<Record<string, Partial<ZosmfConfiguration>>>;
  readonly parameters?: Partial<Parameters>;
  readonly hosts?: Readonly<Record<string, IpAddress>>;
  readonly seed?: number;
}

export class ZosmfFixture {
  readonly sim: Simulation<ZosmfPlex>;
  readonly changes: ServerChange[] = [];

  constructor(options: FixtureOptions = {}) {
    const { systems = ["SYSA", "SYSB"], seed = 1 } = options;
    this.sim = new Simulation<ZosmfPlex>({ seed, context: (sim) => buildPlex(sim, systems, options) });
    this.plex.zosmf.serverChanged.subscribe((change) => this.changes.push(change));
    this.plex.sysplex.start();
    this.plex.zosmf.start();
  }

  get plex(): ZosmfPlex {
    return this.sim.context;
  }

  /** The server of a system. */
  server(system: string): Server {
    return this.plex.zosmf.server(serverOn(system));
  }

  state(system: string): string {
    return this.server(system).state.kind;
  }

  angel(system: string) {
    return this.server(system).angel;
  }

  runFor(duration: Duration): void {
    this.sim.runFor(duration);
  }

  /** Ids of the messages on a system's console from z/OSMF's address spaces, oldest first. */
  messages(system: string): string[] {
    const ours = /^(CWWK|IZUG|IEE252I|\$HASP(100|373|395))/;
    return this.plex.sysplex.console.messages
      .filter((message) => message.system === system && ours.test(message.id))
      .map(({ id }) => id);
  }

  /** When a message was written, in seconds. */
  timeOf(system: string, id: string): number | undefined {
    const message = this.plex.sysplex.console.messages.findLast(
      (line) => line.system === system && line.id === id,
    );
    return message === undefined ? undefined : message.at / 1_000_000;
  }

  /** IPLs a system and runs until its TCP/IP is up. */
  ipl(system: string): void {
    this.plex.sysplex.lpar(system).ipl();
    const stack = this.plex.tcpip.stack(`${system}/TCPIP`);
    for (let second = 0; !stack.isUp; second += 1) {
      if (second > 3_600) throw new Error(`${system} does not come up`);
      this.runFor(seconds(1));
    }
  }

  /** A client that connects to an address and keeps what it is answered. */
  client(address: IpAddress): Client {
    return new Client(this.plex, address);
  }
}

/** Opens a connection for each request, with no latency of its own. */
export class Client implements TcpClient {
  readonly answers: (number | string)[] = [];
  readonly answeredAt: number[] = [];
  private readonly id: number;
  private readonly destination: number;

  constructor(
    private readonly plex: ZosmfPlex,
    address: IpAddress,
  ) {
    const { transport } = plex.tcpip;
    this.id = transport.addClient(this, tcpProfiles.linux, NO_TIME);
    this.destination = transport.routes.destination(address, ZOSMF_PORT);
  }

  /** The latest answer: an HTTP status, or how the request failed. */
  get answer(): number | string | undefined {
    return this.answers.at(-1);
  }

  /** Sends `GET /zosmf/restjobs/jobs` or its like on a connection of its own. */
  send(request: string): void {
    const [method = "", path = ""] = request.split(" ");
    const operation = this.plex.zosmf.operationOf(method, path);
    if (operation === undefined) throw new Error(`z/OSMF knows no ${request}`);
    this.plex.tcpip.transport.connect(this.id, this.destination, operation);
  }

  onConnected(connection: ConnectionName, operation: number): void {
    this.plex.tcpip.transport.send(connection, 1, operation, NO_TIME);
  }

  onConnectFailed(_operation: number, why: "refused" | "timeout"): void {
    this.note(why);
  }

  onResponse(connection: ConnectionName, _request: number, status: number): void {
    this.plex.tcpip.transport.close(connection);
    this.note(status);
  }

  onReset(_request: number, why: "reset" | "timeout"): void {
    this.note(why);
  }

  private note(answer: number | string): void {
    this.answers.push(answer);
    this.answeredAt.push(this.plex.sim.now);
  }
}

/** A constant, or any other distribution, as a scenario file writes it. */
export function duration(text: string): Distribution {
  const distribution = parseDistribution(text);
  if (distribution === undefined) throw new Error(`${text} is no distribution`);
  return distribution;
}

/** The static address of a system: SYSA has 10.0.0.1. */
export function homeAddress(system: string): IpAddress {
  return `10.0.0.${system.charCodeAt(3) - 64}`;
}

export function serverOn(system: string): string {
  return `${system}/IZUSVR${system.at(-1)}`;
}

/** What Zowe's page on hot standby asks for: each server its own group, directory and procedure. */
function buildPlex(
  sim: Simulation<ZosmfPlex>,
  systems: readonly string[],
  options: FixtureOptions,
): ZosmfPlex {
  const { zosmf = {}, parameters = {}, hosts = {} } = options;
  const plex = { sim } as { -readonly [Root in keyof ZosmfPlex]: ZosmfPlex[Root] };
  plex.sysplex = new Sysplex(plex, sysplexConfiguration(systems, options.down));
  plex.tcpip = new Tcpip(plex, {
    stacks: systems.map((system) => {
      const standby = { dvipa: DVIPA, ports: [ZOSMF_PORT], homeAddress: homeAddress(system) };
      return { system, job: "TCPIP", profile: hotStandbyProfile(system, systems, standby) };
    }),
    parameters: parameterValues(tcpipParameters),
  });
  plex.zosmf = new Zosmf(plex, {
    servers: systems.map((system) => ({ system, configuration: hotStandbyZosmf(system, zosmf[system]) })),
    hosts,
    parameters: parameterValues(zosmfParameters, parameters),
  });
  return plex;
}
