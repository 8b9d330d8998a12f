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

  readonly serverChanged = new Signal<ServerChange>();

  private readonly indexes: ReadonlyMap<ServerName, number>;
  private readonly threads: readonly RequestThreads[];

  constructor(
    private readonly plex: ZosmfPlex,
    readonly configuration: ZosmfModelConfiguration,
  ) {
    const { servers, parameters } = configuration;
    this.parameters = { ...parameters };
    this.servers = servers.map((server) => new Server(plex, serverName(server), server.configuration));
    this.angels = [...new Set(servers.map(angelName))].map((name) => new Angel(plex, name));
    this.indexes = new Map(this.servers.map(({ name }, index) => [name, index]));
    assert(
      this.indexes.size === this.servers.length,
      "Two z/OSMF servers of one system have the same SERVER_PROC",
    );
    this.state = plex.sim.store.slice<ZosmfState>("zosmf", this.initialState());
    const home = servers[0]?.configuration.userDir;
    this.threads = this.servers.map(
      ({ name: server, configuration: { userDir } }, index) =>
        new RequestThreads(plex, this.parameters, { server, index, holdsUserDirData: userDir === home }),
    );
    this.servers.forEach(({ name }, index) => plex.tcpip.applications.set(name, this.requestThreads(index)));
    this.subscribe();
    plex.sim.attach("zosmf", this);
  }

  copyFrom(twin: Zosmf): void {
    Object.assign(this.parameters, twin.parameters);
    this.threads.forEach((threads, index) => threads.copyFrom(twin.requestThreads(index)));
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
    tcpip.stackStarted.subscribe(({ stack, system, atStart }) => this.onStackStarted(system, stack, atStart));
    tcpip.stackStopped.subscribe(({ stack, system }) => this.onStackStopped(system, stack));
    sysplex.lparStarted.subscribe(({ system }) => this.releaseAll(system)); // No image of before is left.
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
  }

  private onSystemLost(system: SystemName): void {
    if (this.serversOn(system).length === 0) return;
    this.changeSystem(system, "system lost", { autostart: "due" });
    for (const server of this.serversOn(system)) server.onSystemLost();
    for (const angel of this.angelsOn(system)) angel.onSystemLost();
  }

  /** ENQs of the system are released. If it hung, it was reset before, which no program of it could notice. */
  private onSystemPartitioned(system: SystemName): void {
    if (!this.plex.sysplex.lpar(system).isRunning) this.onSystemLost(system);
    this.releaseAll(system);
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
