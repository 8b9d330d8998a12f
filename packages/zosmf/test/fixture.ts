/** A sysplex with z/OSMF, as the tests speak of it. */
import { parameterValues, Simulation, type Duration, type ParameterValues } from "@sysplex/sim-core";
import { Sysplex } from "@sysplex/sysplex";
import {
  NO_USER,
  readTcpipData,
  requestBy,
  resolveTcpipData,
  Tcpip,
  tcpipParameters,
  type IpAddress,
} from "@sysplex/tcpip";
import {
  bearing,
  Bears,
  Zosmf,
  zosmfParameters,
  type CodedTsoLimits,
  type Server,
  type ServerChange,
  type ZosmfConfiguration,
  type ZosmfPlex,
} from "../src/index.js";
import { AskingClient } from "../../../test/support/asking-client.js";
import { duration } from "../../../test/support/duration.js";
import { homeAddress, hotStandbyProfile } from "../../../test/support/hot-standby-profile.js";
import { iplUntilUp } from "../../../test/support/ipl.js";
import { sysplexConfiguration } from "../../../test/support/sysplex-configuration.js";
import { hotStandbyZosmf } from "../../../test/support/zosmf-configuration.js";

export { duration, homeAddress };

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
  /** What CEAPRMxx and BPXPRMxx say, by system. */
  readonly tsoLimits?: Readonly<Record<string, CodedTsoLimits>>;
  readonly hosts?: Readonly<Record<string, IpAddress>>;
  /** TCPIP.DATA, by system. */
  readonly tcpipData?: Readonly<Record<string, string>>;
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
    iplUntilUp(this.plex, system);
  }

  /** A client that connects to an address and keeps what it is answered. */
  client(address: IpAddress): Client {
    return new Client(this.plex, address);
  }
}

/** Asks z/OSMF. */
export class Client extends AskingClient {
  constructor(
    private readonly plex: ZosmfPlex,
    address: IpAddress,
  ) {
    super(plex, address, ZOSMF_PORT);
  }

  /** Sends `GET /zosmf/restjobs/jobs` or its like on a connection of its own. */
  send(request: string, user = NO_USER, bears: number = Bears.password): void {
    const [method = "", path = ""] = request.split(" ");
    const operation = this.plex.zosmf.operationOf(method, path);
    if (operation === undefined) throw new Error(`z/OSMF knows no ${request}`);
    this.ask(requestBy(bearing(operation, bears), user));
  }
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
  const { zosmf = {}, tsoLimits = {}, parameters = {}, hosts = {}, tcpipData = {} } = options;
  const plex = { sim } as { -readonly [Root in keyof ZosmfPlex]: ZosmfPlex[Root] };
  plex.sysplex = new Sysplex(plex, sysplexConfiguration(systems, options.down));
  plex.tcpip = new Tcpip(plex, {
    stacks: systems.map((system) => {
      const standby = { dvipa: DVIPA, ports: [ZOSMF_PORT], homeAddress: homeAddress(system) };
      return { system, job: "TCPIP", profile: hotStandbyProfile(system, systems, standby) };
    }),
    resolvers: Object.fromEntries(
      Object.entries(tcpipData).map(([system, text]) => {
        const document = readTcpipData({ file: `${system}.tcpdata`, text });
        return [system, resolveTcpipData(document, system).configuration];
      }),
    ),
    parameters: parameterValues(tcpipParameters),
  });
  plex.zosmf = new Zosmf(plex, {
    servers: systems.map((system) => ({
      system,
      configuration: hotStandbyZosmf(system, zosmf[system]),
      tsoLimits: tsoLimits[system] ?? {},
    })),
    hosts,
    parameters: parameterValues(zosmfParameters, parameters),
  });
  return plex;
}
