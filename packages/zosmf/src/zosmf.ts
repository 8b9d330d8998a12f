/**
 * z/OSMF in the sysplex: its servers and angels, autostart groups, ENQs, and the news that upper packages wait for.
 *
 * Two servers are two independent servers; nothing here makes a cluster of them.
 */
import {
  assert,
  known,
  NO_TIME,
  Signal,
  type Forkable,
  type ParameterValues,
  type Slice,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { Angel } from "./angel.js";
import { operationOf, operations, type Operation } from "./operations.js";
import type { zosmfParameters } from "./parameters.js";
import type { ZosmfModelConfiguration, ZosmfPlex, ZosmfServerConfiguration } from "./plex.js";
import { RequestThreads } from "./request-threads.js";
import { resourcesOf, type ServerResources } from "./resources.js";
import { Server } from "./server.js";
import { IssuedTokens } from "./tokens/issued-tokens.js";
import { Security } from "./tokens/security.js";
import { TsoAddressSpaceManager } from "./tso/address-space-manager.js";
import { Uploads } from "./uploads.js";
import type { TsoRefused, TsoSessionLost } from "./tso/news.js";
import type {
  AngelName,
  AngelRecord,
  ServerName,
  ServerRecord,
  ServerState,
  SystemRecord,
  ZosmfState,
} from "./state.js";

/** A server's state changed in kind. */
export interface ServerChange {
  readonly server: ServerName;
  readonly system: SystemName;
  readonly from: ServerState["kind"];
  readonly to: ServerState["kind"];
  /** `START`, `crash`, `system lost`; of a failed start, what stood in its way. */
  readonly why: string;
}

export class Zosmf implements Forkable {
  readonly state: Slice<ZosmfState>;
  /** Of this run: they may be changed while it lasts, see {@link onParametersChanged}. */
  readonly parameters: ParameterValues<typeof zosmfParameters>;
  /** In the order of the configuration. */
  readonly servers: readonly Server[];
  readonly angels: readonly Angel[];
  /** What clients may ask for; a request carries the index of its operation. */
  readonly operations: readonly Operation[] = operations;

  /** Those that users hold. */
  readonly tokens = new IssuedTokens();

  /** Bodies that clients send. */
  readonly uploads: Uploads;

  readonly serverChanged = new Signal<ServerChange>();
  /** A user must log on to TSO/E again: the session that he had is gone with its server or system. */
  readonly tsoSessionLost = new Signal<TsoSessionLost>();
  /** Requests begin to fail for want of a TSO/E address space. */
  readonly tsoRefused = new Signal<TsoRefused>();
  /** CEA's of each system with a server, in the order of the configuration. */
  readonly tsoManagers: readonly TsoAddressSpaceManager[];

  private readonly indexes: ReadonlyMap<ServerName, number>;
  private readonly threads: readonly RequestThreads[];
  private readonly securities: readonly Security[];

  constructor(
    private readonly plex: ZosmfPlex,
    readonly configuration: ZosmfModelConfiguration,
  ) {
    const { servers, parameters } = configuration;
    this.parameters = { ...parameters };
    this.uploads = new Uploads(this.parameters);
    this.servers = servers.map((server) => new Server(plex, serverName(server), server.configuration));
    this.angels = [...new Set(servers.map(angelName))].map((name) => new Angel(plex, name));
    this.indexes = new Map(this.servers.map(({ name }, index) => [name, index]));
    assert(
      this.indexes.size === this.servers.length,
      "Two z/OSMF servers of one system have the same SERVER_PROC",
    );
    this.state = plex.sim.store.slice<ZosmfState>("zosmf", this.initialState());
    const home = servers[0]?.configuration.userDir;
    this.tsoManagers = [...new Set(servers.map(({ system }) => system))].map((system, index) => {
      const limits = servers.find((server) => server.system === system)?.tsoLimits;
      return new TsoAddressSpaceManager(plex, system, index, this.parameters, limits);
    });
    const configurations = servers.map(({ configuration }) => configuration);
    const { tokens } = this;
    this.securities = servers.map(
      (_, index) => new Security({ index, configurations, tokens, clock: plex.sim }),
    );
    this.threads = this.servers.map(({ name: server, system, configuration: { userDir } }, index) => {
      const tso = this.tsoOn(system);
      return new RequestThreads(plex, this.parameters, {
        server,
        index,
        holdsUserDirData: userDir === home,
        tso,
        security: this.securities[index] as Security,
        uploads: this.uploads,
      });
    });
    this.servers.forEach(({ name }, index) => plex.tcpip.applications.set(name, this.requestThreads(index)));
    this.subscribe();
    plex.sim.attach("zosmf", this);
  }

  copyFrom(twin: Zosmf): void {
    Object.assign(this.parameters, twin.parameters);
    this.tokens.copyFrom(twin.tokens);
    this.threads.forEach((threads, index) => threads.copyFrom(twin.requestThreads(index)));
    this.tsoManagers.forEach((tso) => tso.copyFrom(twin.tsoOn(tso.system)));
    this.onParametersChanged();
  }

  /** Brings up, at once and in order, z/OSMF on every system whose stack is up: call it when TCP/IP has started. */
  start(): void {
    this.state.change("z/OSMF may start", (draft) => {
      draft.phase = "running";
    });
    for (const { system } of this.configuration.servers) {
      if (this.systemRecord(system).stack !== undefined) this.autostart(system, true);
    }
  }

  /** Parameters were changed while the simulation runs. */
  onParametersChanged(): void {
    for (const threads of this.threads) threads.takeParameters(this.parameters);
  }

  /** Whether a user's EMCS console is active on some system. */
  hasTsoConsole(user: number): boolean {
    for (const tso of this.tsoManagers) if (tso.hasConsole(user)) return true;
    return false;
  }

  /** CEA's on a system with a server. */
  tsoOn(system: SystemName): TsoAddressSpaceManager {
    return known(
      this.tsoManagers.find((tso) => tso.system === system),
      `CEA on ${system}`,
    );
  }

  server(name: ServerName): Server {
    return known(this.servers[this.indexOf(name)], `Server ${name}`);
  }

  angel(name: AngelName): Angel {
    return known(
      this.angels.find((angel) => angel.name === name),
      `Angel ${name}`,
    );
  }

  /** The index of the operation that a request asks for; `undefined`: z/OSMF has no such operation. */
  operationOf(method: string, path: string): number | undefined {
    return operationOf(method, path);
  }

  /** The active server of an autostart group. One that was lost with its system counts until that is partitioned. */
  groupServer(group: string): ServerName | undefined {
    return this.state.value.groups[group];
  }

  /** What each server has used so far, in the order of the configuration. */
  get resources(): readonly ServerResources[] {
    return this.servers.map((server, index) =>
      resourcesOf(this.plex, server, this.serverRecord(server.name), this.requestThreads(index)),
    );
  }

  /** @internal The request threads of a server, by its place in the configuration. */
  requestThreads(index: number): RequestThreads {
    return this.threads[index] as RequestThreads; // On the request path: no check.
  }

  /** The request threads of a server. */
  threadsOf(name: ServerName): RequestThreads {
    return this.requestThreads(this.indexOf(name));
  }

  /** Who may ask a server. */
  securityOf(name: ServerName): Security {
    return this.securities[this.indexOf(name)] as Security;
  }

  /** @internal */
  indexOf(name: ServerName): number {
    return known(this.indexes.get(name), `Server ${name}`);
  }

  /** @internal The server becomes its group's and takes the ENQ on its USER_DIR. */
  acquire({ name, configuration: { autostartGroup, userDir } }: Server): void {
    this.state.change(`${name} holds ${autostartGroup} and ${userDir}`, ({ groups, enqueues }) => {
      groups[autostartGroup] = name;
      enqueues[userDir] = name;
    });
    this.tellGroup(autostartGroup);
  }

  /** @internal */
  release({ name, configuration: { autostartGroup, userDir } }: Server): void {
    this.state.change(`${name} lets go of ${autostartGroup} and ${userDir}`, ({ groups, enqueues }) => {
      if (groups[autostartGroup] === name) delete groups[autostartGroup];
      if (enqueues[userDir] === name) delete enqueues[userDir];
    });
    this.tellGroup(autostartGroup);
  }

  private tellGroup(group: string): void {
    for (const server of this.servers) {
      if (server.configuration.autostartGroup === group) server.onGroupServerChanged(this.groupServer(group));
    }
  }

  private subscribe(): void {
    const { sysplex, tcpip } = this.plex;
    this.serverChanged.subscribe((change) => this.onServerChanged(change));
    tcpip.stackStarted.subscribe(({ stack, system, atStart }) => this.onStackStarted(system, stack, atStart));
    tcpip.stackStopped.subscribe(({ stack, system }) => this.onStackStopped(system, stack));
    sysplex.lparStarted.subscribe(({ system }) => {
      this.releaseAll(system); // No image of before is left.
      if (this.serversOn(system).length > 0) this.tsoOn(system).consolesReleased();
    });
    sysplex.lparStopped.subscribe(({ system, why }) => {
      if (why === "hung") this.onSystemHung(system);
      else this.onSystemLost(system);
    });
    sysplex.lparResumed.subscribe(({ system }) => this.onSystemResumed(system));
    sysplex.lparClosing.subscribe(({ system }) => {
      for (const server of this.serversOn(system)) server.stop();
    });
    sysplex.systemPartitioned.subscribe(({ system }) => this.onSystemPartitioned(system));
  }

  private onStackStarted(system: SystemName, stack: string, atStart: boolean): void {
    if (this.serversOn(system).length === 0) return;
    const { autostart } = this.systemRecord(system);
    this.changeSystem(system, `${stack} is up`, { stack, autostart });
    if (autostart === "due") {
      if (this.state.value.phase === "running") this.autostart(system, atStart);
    } else for (const server of this.serversOn(system)) server.onStackReturned();
  }

  private onStackStopped(system: SystemName, stack: string): void {
    if (this.serversOn(system).length === 0) return;
    const { autostart } = this.systemRecord(system);
    this.changeSystem(system, `${stack} has ended`, { autostart });
    for (const server of this.serversOn(system)) server.onStackLost();
  }

  private autostart(system: SystemName, atStart: boolean): void {
    const record = this.systemRecord(system);
    if (record.autostart === "done") return;
    this.changeSystem(system, "autostart", { ...record, autostart: "done" });
    for (const server of this.serversOn(system)) server.autostart(atStart);
  }

  private onSystemHung(system: SystemName): void {
    for (const angel of this.angelsOn(system)) angel.onSystemHung();
    for (const server of this.serversOn(system)) server.onSystemHung();
  }

  private onSystemResumed(system: SystemName): void {
    for (const angel of this.angelsOn(system)) angel.onSystemResumed();
    for (const server of this.serversOn(system)) server.onSystemResumed();
    if (this.serversOn(system).length > 0) this.tsoOn(system).resume();
  }

  /** A server that stops ends its sessions; one that crashes leaves them to CEA. */
  private onServerChanged({ server, system, from, to }: ServerChange): void {
    const tso = this.tsoOn(system);
    if (to === "stopping" || to === "down") tso.serverEnded(this.indexOf(server), to === "stopping");
    else if (to === "ready" && from !== "hung") tso.serverReady();
  }

  private onSystemLost(system: SystemName): void {
    if (this.serversOn(system).length === 0) return;
    this.changeSystem(system, "system lost", { autostart: "due" });
    this.tsoOn(system).systemLost();
    for (const server of this.serversOn(system)) server.onSystemLost();
    for (const angel of this.angelsOn(system)) angel.onSystemLost();
  }

  /** ENQs of the system are released. If it hung, it was reset before, which no program of it could notice. */
  private onSystemPartitioned(system: SystemName): void {
    if (!this.plex.sysplex.lpar(system).isRunning) this.onSystemLost(system);
    this.releaseAll(system);
    if (this.serversOn(system).length > 0) this.tsoOn(system).consolesReleased();
  }

  private releaseAll(system: SystemName): void {
    for (const server of this.serversOn(system)) this.release(server);
  }

  private serversOn(system: SystemName): readonly Server[] {
    return this.servers.filter((server) => server.system === system);
  }

  private angelsOn(system: SystemName): readonly Angel[] {
    return this.angels.filter((angel) => angel.system === system);
  }

  private serverRecord(name: ServerName): ServerRecord {
    return known(this.state.value.servers[name], `Server ${name}`);
  }

  /** @internal */
  systemRecord(system: SystemName): SystemRecord {
    return known(this.state.value.systems[system], `System ${system}`);
  }

  private changeSystem(system: SystemName, cause: string, record: SystemRecord): void {
    this.state.change(`${system}: ${cause}`, (draft) => {
      draft.systems[system] = record;
    });
  }

  private initialState(): ZosmfState {
    return {
      phase: "building",
      servers: Object.fromEntries(this.servers.map(({ name }) => [name, INITIAL_SERVER])),
      angels: Object.fromEntries(this.angels.map(({ name }) => [name, INITIAL_ANGEL])),
      systems: Object.fromEntries(this.servers.map(({ system }) => [system, { autostart: "due" }])),
      groups: {},
      enqueues: {},
    };
  }
}

export function serverName({ system, configuration }: ZosmfServerConfiguration): ServerName {
  return `${system}/${configuration.serverProc}`;
}

function angelName({ system, configuration }: ZosmfServerConfiguration): AngelName {
  return `${system}/${configuration.angelProc}`;
}

const INITIAL_SERVER: ServerRecord = {
  state: { kind: "down" },
  timers: {},
  port: "closed",
  portRetriesLeft: 0,
  startsThisIpl: 0,
  startCount: 0,
  readyTime: NO_TIME,
  slowness: 1,
};

const INITIAL_ANGEL: AngelRecord = { state: { kind: "down" }, timers: {} };
