/** A whole Zowe on two systems, and users with browsers in front of it. */
import { NO_TIME, seconds, type Forkable } from "@sysplex/sim-core";
import { requestBy, tcpProfiles, type ConnectionName, type TcpClient } from "@sysplex/tcpip";
import type { AppServer } from "../../src/desktop/index.js";
import { DesktopNumber, type DesktopOperation } from "../../src/desktop/index.js";
import { upgradeOf } from "../../src/gateway/index.js";
import type { ZowePlex } from "../../src/index.js";
import {
  duration,
  DVIPA,
  GATEWAY_PORT,
  homeAddress,
  SMALL_ZOWE,
  ZoweFixture,
  type FixtureOptions,
} from "../fixture.js";

export const WHOLE_ZOWE = SMALL_ZOWE.replace(
  "  zss:\n",
  `  zaas:
    enabled: true
    port: 7558
  app-server:
    enabled: true
    port: 7556
  api-catalog:
    enabled: true
    port: 7552
  zss:
`,
);

export const LOGON = "POST /zlux/ui/v1/auth";
export const PAGE = "GET /zlux/ui/v1/ZLUX/plugins/org.zowe.zlux.bootstrap/web/";
export const SERVICE = "GET /zlux/ui/v1/ZLUX/plugins/org.zowe.configjs/services/data/_current";
export const SAVE = "PUT /zlux/ui/v1/ZLUX/plugins/org.zowe.configjs/services/data/_current";
export const UNIX_FILE = "GET /zlux/ui/v1/unixfile/contents";
export const TERMINAL = "GET /zlux/ws/v1/ZLUX/plugins/org.zowe.terminal.tn3270/services/tn3270data/_current";

const SWITCHING_PROTOCOLS = 101;

/** What a browser was told, and when in seconds. */
export interface Told {
  readonly at: number;
  readonly what: number | string;
}

/** One user's browser: each request on a connection of its own, and at most one terminal. */
export class Browser implements TcpClient, Forkable {
  readonly told: Told[] = [];
  private readonly client: number;
  private destination: number;
  private terminal = -1;
  private terminalState: "none" | "opening" | "open" | "cut" = "none";
  private asked: number[] = [];

  constructor(
    private readonly plex: ZowePlex,
    readonly user: number,
  ) {
    this.client = plex.tcpip.transport.addClient(this, tcpProfiles.linux, NO_TIME);
    this.destination = plex.tcpip.transport.routes.destination(DVIPA, GATEWAY_PORT);
    plex.sim.attach(`browser/${user}`, this);
  }

  get answers(): readonly Told["what"][] {
    return this.told.map(({ what }) => what);
  }

  get socket(): string {
    return this.terminalState;
  }

  copyFrom(twin: Browser): void {
    this.told.splice(0, Infinity, ...twin.told);
    this.destination = twin.destination;
    this.terminal = twin.terminal;
    this.terminalState = twin.terminalState;
    this.asked = [...twin.asked];
  }

  /** From now on it goes to one Gateway, or to something else, and not to the DVIPA. */
  goTo(system: string, port = GATEWAY_PORT): void {
    this.destination = this.plex.tcpip.transport.routes.destination(homeAddress(system), port);
  }

  /** @param asked `GET /path` */
  send(asked: string, user = this.user): void {
    this.connect(this.numberOf(asked, user));
  }

  /** A number that the server itself knows, in place of a path through the Gateway. */
  connect(operation: number): void {
    this.asked.push(operation);
    this.plex.tcpip.transport.connect(this.client, this.destination, this.asked.length - 1);
  }

  openTerminal(): void {
    this.terminalState = "opening";
    this.asked.push(this.numberOf(TERMINAL, this.user));
    const purpose = this.asked.length - 1;
    this.terminal = this.plex.tcpip.transport.connect(this.client, this.destination, purpose);
  }

  /** Straight to the Desktop's server, past the Gateway. */
  openTerminalAt(system: string, operation: number): void {
    this.goTo(system, 7556);
    this.terminalState = "opening";
    this.asked.push(upgradeOf(operation));
    const purpose = this.asked.length - 1;
    this.terminal = this.plex.tcpip.transport.connect(this.client, this.destination, purpose);
  }

  type(): void {
    this.plex.tcpip.transport.send(this.terminal, 1_000_000, this.numberOf(TERMINAL, this.user), NO_TIME);
  }

  closeTerminal(): void {
    this.plex.tcpip.transport.close(this.terminal);
    this.terminalState = "none";
  }

  onConnected(connection: ConnectionName, purpose: number): void {
    this.plex.tcpip.transport.send(connection, purpose, this.asked[purpose] as number, NO_TIME);
  }

  onConnectFailed(_purpose: number, why: "refused" | "timeout"): void {
    this.note(why);
  }

  onResponse(connection: ConnectionName, _request: number, status: number): void {
    if (connection !== this.terminal) this.plex.tcpip.transport.close(connection);
    else if (this.terminalState === "opening") {
      this.terminalState = status === SWITCHING_PROTOCOLS ? "open" : "none";
    }
    this.note(status);
  }

  /** Of the terminal when nothing was asked, or what was asked is its own. */
  onReset(_request: number, why: "reset" | "timeout"): void {
    const isTerminals = this.terminal >= 0 && !this.plex.tcpip.transport.isOpen(this.terminal);
    if (isTerminals && this.terminalState === "open") {
      this.terminalState = "cut";
      this.note(`terminal ${why}`);
    } else this.note(why);
  }

  private numberOf(asked: string, user: number): number {
    const [method = "", path = ""] = asked.split(" ");
    const number = this.plex.zowe.operations.operationOf(method, path, user);
    if (number === undefined) throw new Error(`No route for ${asked}`);
    return number;
  }

  private note(what: number | string): void {
    this.told.push({ at: this.plex.sim.now / 1_000_000, what });
  }
}

export interface DesktopFixture {
  readonly zowe: ZoweFixture;
  /** Users 1, 2, 3 … */
  readonly browsers: readonly Browser[];
  readonly forked: () => DesktopFixture;
}

export const HOSTS = {
  "dvipa.example.com": DVIPA,
  "sysa.example.com": homeAddress("SYSA"),
  "sysb.example.com": homeAddress("SYSB"),
};

const CONSTANT = {
  appServerStart: duration("10s"),
  apiCatalogStart: duration("60s"),
  desktopWorkerStart: duration("3s"),
};

/** Up for ten seconds: every client of Discovery has its registry. */
export function desktop(options: FixtureOptions = {}, userCount = 1): DesktopFixture {
  const browsersOf = new Map<ZowePlex, Browser[]>();
  const zowe = ZoweFixture.up({
    yaml: WHOLE_ZOWE,
    hosts: HOSTS,
    ...options,
    parameters: { ...CONSTANT, ...options.parameters },
    guests: (plex) => {
      browsersOf.set(
        plex,
        Array.from({ length: userCount }, (_, place) => new Browser(plex, place + 1)),
      );
    },
  });
  zowe.runFor(seconds(10));
  return fixtureOf(zowe, browsersOf);
}

function fixtureOf(zowe: ZoweFixture, browsersOf: ReadonlyMap<ZowePlex, Browser[]>): DesktopFixture {
  return {
    zowe,
    browsers: browsersOf.get(zowe.plex) ?? [],
    forked: () => fixtureOf(zowe.fork(), browsersOf),
  };
}

export type { FixtureOptions };

export function serverOn(zowe: ZoweFixture, system: string): AppServer {
  return zowe.plex.zowe.desktop.appServer(`${system}/ZWE1SV/app-server`);
}

/** Past the Gateway: sends to one server and lets it be answered. */
export function askServer(
  zowe: ZoweFixture,
  browser: Browser,
  system: string,
  operation: DesktopOperation,
): number | string | undefined {
  browser.goTo(system, 7556);
  browser.connect(requestBy(DesktopNumber[operation], browser.user));
  zowe.runFor(seconds(2));
  return browser.answers.at(-1);
}

/** Sends and lets it be answered. */
export function ask(zowe: ZoweFixture, browser: Browser, asked: string): number | string | undefined {
  browser.send(asked);
  zowe.runFor(seconds(2));
  return browser.answers.at(-1);
}

/** Logged on, its terminal open. */
export function withTerminal(zowe: ZoweFixture, browser: Browser): void {
  if (ask(zowe, browser, LOGON) !== 200) throw new Error("The logon failed");
  browser.openTerminal();
  zowe.runFor(seconds(2));
  if (browser.socket !== "open") throw new Error(`The terminal is ${browser.socket}`);
}
