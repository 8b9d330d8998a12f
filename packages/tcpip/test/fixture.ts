/**
 * A sysplex with TCP/IP for tests that read like one: `twoSystems()`, then things happen, then the owner and the active
 * target are asked for.
 *
 * SYSA, SYSB, … have the home addresses 10.0.0.1, .2, …, and the dynamic XCF addresses 10.9.0.1, .2, …. Unless a test says
 * otherwise SYSA defines the DVIPA and distributes port 443, the others back both up; SYSA is PREFERRED.
 */
import {
  micros,
  NO_TIME,
  parameterValues,
  seconds,
  Simulation,
  type Duration,
  type Forkable,
  type Instant,
  type ParameterValues,
} from "@sysplex/sim-core";
import { Sysplex, type Lpar, type OperatorConfiguration } from "@sysplex/sysplex";
import {
  executeTcpipCommand,
  readProfile,
  readTcpipData,
  resolveProfile,
  resolveTcpipData,
  Tcpip,
  tcpipParameters,
  tcpProfiles,
  type Application,
  type CommandResult,
  type ConnectionName,
  type DistributorState,
  type DvipaState,
  type IpAddress,
  type ListenerOptions,
  type ListenResult,
  type Stack,
  type StackProfile,
  type TcpClient,
  type TcpipPlex,
  type TcpProfileName,
  type WlmWeights,
} from "../src/index.js";
import { sysplexConfiguration } from "../../../test/support/sysplex-configuration.js";

export const DVIPA = "10.1.1.100";
export const PORT = 443;
/** One way between a client and a stack: the default of the model. */
export const LATENCY = micros(500);
/** One XCF signal: the default of the model. */
export const SIGNAL = micros(500);

export type TcpipParameters = ParameterValues<typeof tcpipParameters>;

/** What a test says about its sysplex; the rest is the usual pair or trio. */
export interface Setting {
  /** The lines between VIPADYNAMIC and ENDVIPADYNAMIC, by system. */
  readonly dynamic?: Readonly<Record<string, readonly string[]>>;
  /** Further statements of the profiles, by system; `all` is for each of them. */
  readonly statements?: Readonly<Record<string, readonly string[]>>;
  readonly parameters?: Partial<TcpipParameters>;
  /** Systems that are down at the start. */
  readonly down?: readonly string[];
  /** Systems whose server listens from the start; all by default. */
  readonly servers?: readonly string[];
  readonly operator?: OperatorConfiguration;
  /** What WLM recommends, by system. */
  readonly wlm?: Readonly<Record<string, WlmWeights>>;
  /** TCPIP.DATA, by system. */
  readonly tcpipData?: Readonly<Record<string, string>>;
  /** Clients of the DVIPA's port that are there from the start: a fork has them too. */
  readonly clients?: readonly TcpProfileName[];
}

/** The server program of one system: it answers every request with 200 at once. */
export class Server implements Application {
  /** False: it takes no connection off the backlog and answers nothing. */
  accepting = true;
  requests: number[] = [];

  constructor(private readonly plex: TcpipPlex) {}

  onRequest(connection: ConnectionName, request: number): void {
    this.requests.push(request);
    if (this.accepting) this.plex.tcpip.respond(connection, request, 200);
  }

  copyFrom(twin: Server): void {
    this.accepting = twin.accepting;
    this.requests = [...twin.requests];
  }
}

export class TestPlex implements TcpipPlex, Forkable {
  readonly sysplex: Sysplex;
  readonly tcpip: Tcpip;
  readonly servers = new Map<string, Server>();
  /** Every change of an active target: `10.1.1.100:443 SYSB`. */
  switches: string[] = [];
  /** When packets of clients reached each new owner of an address, in seconds: `10.1.1.100 SYSB`. */
  reached: { readonly what: string; readonly at: number }[] = [];
  readonly clients: Client[] = [];

  constructor(
    readonly sim: Simulation<TcpipPlex>,
    readonly systems: readonly string[],
    readonly setting: Setting,
  ) {
    this.sysplex = new Sysplex(this, {
      ...sysplexConfiguration(systems, setting.down),
      ...(setting.operator === undefined ? {} : { operator: setting.operator }),
    });
    this.tcpip = new Tcpip(this, {
      stacks: systems.map((system) => {
        const wlm = setting.wlm?.[system];
        const profile = this.profile(system);
        return { system, job: "TCPIP", profile, ...(wlm === undefined ? {} : { wlm }) };
      }),
      resolvers: Object.fromEntries(
        Object.entries(setting.tcpipData ?? {}).map(([system, text]) => {
          const document = readTcpipData({ file: `${system}.tcpdata`, text });
          return [system, resolveTcpipData(document, system).configuration];
        }),
      ),
      parameters: parameterValues(tcpipParameters, setting.parameters),
    });
    for (const system of systems) {
      const server = new Server(this);
      this.servers.set(system, server);
      this.tcpip.applications.set(`${system}/SERVER`, server);
    }
    this.tcpip.activeTargetChanged.subscribe(({ service, to }) =>
      this.switches.push(`${service} ${systemOf(to) ?? "nobody"}`),
    );
    this.tcpip.dvipaReachable.subscribe(({ address, stack, at }) =>
      this.reached.push({ what: `${address} ${systemOf(stack) ?? ""}`, at: at / 1e6 }),
    );
    for (const tcp of setting.clients ?? []) this.client(tcp);
    sim.attach("test", this);
  }

  /** Everything comes up, and a second passes. */
  start(): void {
    const { servers = this.systems, down = [] } = this.setting;
    this.sysplex.start();
    for (const system of servers) if (!down.includes(system)) this.listen(system);
    this.runFor(seconds(1));
  }

  fork(): TestPlex {
    return this.sim.fork().context as TestPlex;
  }

  copyFrom(twin: TestPlex): void {
    for (const [system, server] of this.servers) server.copyFrom(twin.server(system));
    this.switches = [...twin.switches];
    this.reached = twin.reached.map((reached) => ({ ...reached }));
    this.clients.forEach((client, index) => client.copyFrom(twin.clients[index] as Client));
  }

  private dynamic(system: string): readonly string[] {
    return this.setting.dynamic?.[system] ?? [];
  }

  /** The profile of a system: its text read and resolved; `dynamic` in place of what the setting says. */
  profile(system: string, dynamic = this.dynamic(system), base?: StackProfile): StackProfile {
    const { statements = {} } = this.setting;
    const own = base === undefined ? [...(statements[system] ?? []), ...(statements["all"] ?? [])] : [];
    const text = [
      ...(base === undefined
        ? [`IPCONFIG SYSPLEXROUTING DYNAMICXCF ${xcfAddress(system)} 255.255.255.0 1`]
        : []),
      ...(base === undefined
        ? [`INTERFACE OSA DEFINE IPAQENET PORTNAME OSA IPADDR ${homeAddress(system)}/24`]
        : []),
      ...own,
      ...(dynamic.length === 0 ? [] : ["VIPADYNAMIC", ...dynamic, "ENDVIPADYNAMIC"]),
    ].join("\n");
    const document = readProfile({ file: `${system}.tcpip`, text });
    const { profile, diagnostics } = resolveProfile(document, base);
    const errors = [...document.diagnostics, ...diagnostics].filter(({ severity }) => severity === "error");
    if (errors.length > 0)
      throw new Error(`${text}\n${errors.map(({ code, text }) => `${code} ${text}`).join("\n")}`);
    return profile;
  }

  /** VARY TCPIP,,OBEYFILE with lines of a VIPADYNAMIC block. */
  obey(system: string, ...dynamic: readonly string[]): void {
    const stack = this.stack(system);
    stack.obey(this.profile(system, dynamic, stack.state.profile));
  }

  lpar(system: string): Lpar {
    return this.sysplex.lpar(system);
  }

  stack(system: string): Stack {
    return this.tcpip.stack(`${system}/TCPIP`);
  }

  server(system: string): Server {
    return this.servers.get(system) as Server;
  }

  dvipa(address: IpAddress = DVIPA): DvipaState {
    return this.tcpip.dvipa(address).state;
  }

  /** The system that owns the DVIPA. */
  get owner(): string | undefined {
    return systemOf(this.dvipa().owner);
  }

  /** The system that new connections to the DVIPA's port go to. */
  get active(): string | undefined {
    return systemOf(this.distributor?.active);
  }

  get distributor(): DistributorState | undefined {
    return this.tcpip.distributor(DVIPA, PORT).state;
  }

  /** Status of the DVIPA on each system that defines it. */
  get statuses(): Readonly<Record<string, string>> {
    const { entries } = this.dvipa();
    return Object.fromEntries(
      Object.entries(entries).map(([stack, { status }]) => [systemOf(stack), status]),
    );
  }

  /** TSR by system. */
  get tsr(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      (this.distributor?.targets ?? []).map(({ stack, tsr }) => [systemOf(stack), tsr]),
    );
  }

  listen(system: string, options: Partial<ListenerOptions> = {}): ListenResult {
    const application = `${system}/SERVER`;
    return this.stack(system).listen({
      job: "SERVER",
      port: PORT,
      address: "any",
      backlog: 100,
      application,
      ...options,
    });
  }

  closeListener(system: string, port = PORT, job = "SERVER"): void {
    this.stack(system).closeListener(job, port);
  }

  command(system: string, text: string): CommandResult {
    return executeTcpipCommand(this, system, text);
  }

  runFor(duration: Duration): void {
    this.sim.runFor(duration);
  }

  /** Lets time pass until so many seconds after the start. */
  runUntil(second: number): void {
    this.sim.runUntil(seconds(second) as number as Instant);
  }

  /** Runs until the stack of a system has come up. */
  runUntilUp(system: string): void {
    for (let second = 0; !this.stack(system).isMember; second += 1) {
      if (second > 3_600) throw new Error(`The stack of ${system} does not come up`);
      this.runFor(seconds(1));
    }
  }

  /** A client of the DVIPA's port, with a TCP like that of `tcp`. */
  client(tcp: TcpProfileName = "linux", address: IpAddress = DVIPA, port = PORT): Client {
    const client = new Client(this, tcp, address, port);
    this.clients.push(client);
    return client;
  }

  /** Opens so many connections of one client, each after the other has come about: the systems they end at. */
  connectEach(count: number, client = this.client()): string[] {
    return Array.from({ length: count }, () => {
      const attempt = client.connect();
      this.runFor(seconds(0.01));
      return attempt.outcome === "connected" ? (attempt.endsAt ?? "nowhere") : attempt.outcome;
    });
  }

  /** The destination port table of the DVIPA's port, by system. */
  get portTable(): Readonly<Record<string, { weight: number; total: number; active: number }>> {
    const { transport, stackNames } = this.tcpip;
    const rows = transport.destinationPortTable(transport.routes.destination(DVIPA, PORT));
    return Object.fromEntries(
      rows.map(({ stack, netWeight, totalConn, activeConn }) => [
        systemOf(stackNames[stack]),
        { weight: netWeight, total: totalConn, active: activeConn },
      ]),
    );
  }

  /** Opens a connection and lets it come about. */
  connect(address: IpAddress = DVIPA, port = PORT): Attempt {
    const attempt = this.client("linux", address, port).connect();
    this.runFor(seconds(0.01));
    return attempt;
  }

  /** Every connection of every client. */
  get attempts(): readonly Attempt[] {
    return this.clients.flatMap(({ attempts }) => attempts);
  }

  /** When each message of an id was written, in seconds. */
  timesOf(id: string): readonly number[] {
    return this.sysplex.console.messages.filter((message) => message.id === id).map(({ at }) => at / 1e6);
  }

  /** `SYSA EZZ8303I VIPA …`: every message of an id. */
  messages(id: string): readonly string[] {
    return this.sysplex.console.messages
      .filter((message) => message.id === id)
      .map(({ system, text }) => `${system} ${text}`);
  }
}

/** One connection of a client, from its first SYN on. */
export interface Attempt {
  readonly connection: ConnectionName;
  /** What the client knows of it. */
  outcome: "pending" | "connected" | "refused" | "timeout" | "reset" | "stalled";
  /** When the outcome came, in seconds. */
  at: number | undefined;
  readonly answers: number[];
  readonly isOpen: boolean;
  /** The system it ends at. */
  readonly endsAt: string | undefined;
  /** Sends a request. */
  send(): void;
  close(): void;
}

/** Opens connections one by one and keeps what becomes of them. */
export class Client implements TcpClient {
  attempts: Attempt[] = [];
  private readonly id: number;
  private readonly destination: number;
  private requestCount = 0;
  private readonly asked = new Map<number, Attempt>();

  constructor(
    private readonly plex: TestPlex,
    tcp: TcpProfileName,
    address: IpAddress,
    port: number,
  ) {
    const { transport } = plex.tcpip;
    this.id = transport.addClient(this, tcpProfiles[tcp]);
    this.destination = transport.routes.destination(address, port);
  }

  connect(): Attempt {
    const purpose = this.attempts.length;
    const attempt = this.attempt(this.plex.tcpip.transport.connect(this.id, this.destination, purpose));
    this.attempts.push(attempt);
    return attempt;
  }

  copyFrom(twin: Client): void {
    this.requestCount = twin.requestCount;
    this.attempts = twin.attempts.map(({ connection, outcome, at, answers }) =>
      Object.assign(this.attempt(connection), { outcome, at, answers: [...answers] }),
    );
    this.asked.clear();
    for (const [request, attempt] of twin.asked) {
      this.asked.set(request, this.attempts[twin.attempts.indexOf(attempt)] as Attempt);
    }
  }

  private attempt(connection: ConnectionName): Attempt {
    const { plex } = this;
    const { transport } = plex.tcpip;
    const send = (attempt: Attempt): void => this.send(attempt);
    return {
      connection,
      outcome: "pending",
      at: undefined,
      answers: [],
      get isOpen() {
        return transport.isOpen(connection);
      },
      get endsAt() {
        const slot = transport.connections.slotOf(connection);
        return systemOf(plex.tcpip.stackNames[transport.connections.stack[slot] ?? -1]);
      },
      send() {
        send(this);
      },
      close() {
        transport.close(connection);
      },
    };
  }

  onConnected(_connection: ConnectionName, purpose: number): void {
    this.settle(this.attempts[purpose], "connected");
  }

  onConnectFailed(purpose: number, why: "refused" | "timeout"): void {
    this.settle(this.attempts[purpose], why);
  }

  onResponse(_connection: ConnectionName, request: number, status: number): void {
    this.asked.get(request)?.answers.push(status);
  }

  onReset(request: number, why: "reset" | "timeout"): void {
    const idle = this.attempts.find((attempt) => attempt.outcome === "connected" && !attempt.isOpen);
    this.settle(this.asked.get(request) ?? idle, why === "reset" ? "reset" : "stalled");
  }

  private send(attempt: Attempt): void {
    this.requestCount += 1;
    this.asked.set(this.requestCount, attempt);
    this.plex.tcpip.transport.send(attempt.connection, this.requestCount, 0, NO_TIME);
  }

  private settle(attempt: Attempt | undefined, outcome: Attempt["outcome"]): void {
    if (attempt === undefined) return;
    attempt.outcome = outcome;
    attempt.at = this.plex.sim.now / 1e6;
  }
}

export const twoSystems = (setting: Setting = {}): TestPlex =>
  testPlex(["SYSA", "SYSB"], withDefaults(setting));
export const threeSystems = (setting: Setting = {}): TestPlex =>
  testPlex(["SYSA", "SYSB", "SYSC"], withDefaults(setting));

/** Built, started, a second old. */
export function testPlex(systems: readonly string[], setting: Setting): TestPlex {
  const context = (sim: Simulation<TcpipPlex>): TcpipPlex => new TestPlex(sim, systems, setting);
  const plex = new Simulation<TcpipPlex>({ seed: 1, context }).context as TestPlex;
  plex.start();
  return plex;
}

/** VIPADISTRIBUTE by hot standby of the DVIPA's port; SYSA preferred, SYSB with rank 50, SYSC with rank 100. */
export function distribute(options = "", port = `PORT ${PORT}`, systems = ["SYSA", "SYSB", "SYSC"]): string {
  const roles: Readonly<Record<string, string>> = {
    SYSA: "PREFERRED",
    SYSB: "BACKUP 50",
    SYSC: "BACKUP 100",
  };
  const targets = systems.map((system) => `${xcfAddress(system)} ${roles[system] ?? "BACKUP"}`);
  return `VIPADISTRIBUTE DEFINE DISTMETHOD HOTSTANDBY ${options} ${DVIPA} ${port} DESTIP ${targets.join(" ")}`;
}

/**
 * VIPADISTRIBUTE of the DVIPA's port by another method.
 *
 * @param method `ROUNDROBIN`, with further options in front of the address.
 * @param targets Systems, in the order of DESTIP: `SYSA WEIGHT 20`.
 */
export function balance(method: string, targets: readonly string[] = ["SYSA", "SYSB", "SYSC"]): string {
  const list = targets.map((target) => {
    const [system = "", ...rest] = target.split(" ");
    return [xcfAddress(system), ...rest].join(" ");
  });
  return `VIPADISTRIBUTE DEFINE DISTMETHOD ${method} ${DVIPA} PORT ${PORT} DESTIP ${list.join(" ")}`;
}

/** The VIPADYNAMIC block of the owner SYSA with another method: SYSB and SYSC back it up. */
export function balanced(method: string, targets?: readonly string[]): { readonly SYSA: readonly string[] } {
  return { SYSA: [`VIPADEFINE MOVEABLE IMMEDIATE ${MASKED}`, balance(method, targets)] };
}

/** MASK and DVIPA, as VIPADEFINE takes them. */
export const MASKED = `255.255.255.0 ${DVIPA}`;

export const homeAddress = (system: string): IpAddress => `10.0.0.${numberOf(system)}`;
export const xcfAddress = (system: string): IpAddress => `10.9.0.${numberOf(system)}`;

/** SYSA of SYSA/TCPIP. */
export function systemOf(stack: string | undefined): string | undefined {
  return stack?.split("/")[0];
}

function withDefaults(setting: Setting): Setting {
  const dynamic = {
    SYSA: [`VIPADEFINE MOVEABLE IMMEDIATE ${MASKED}`, distribute()],
    SYSB: [`VIPABACKUP 200 ${DVIPA}`],
    SYSC: [`VIPABACKUP 100 ${DVIPA}`],
    ...setting.dynamic,
  };
  return { ...setting, dynamic };
}

function numberOf(system: string): number {
  return system.charCodeAt(3) - "A".charCodeAt(0) + 1;
}
