/**
 * The Desktop in the sysplex: the servers of all instances, their workers, and the Telnet servers behind them.
 *
 * Workers are control plane: a few, and they seldom end. What they work on is in app-server.ts.
 */
import {
  assert,
  defineEvent,
  known,
  sampleDuration,
  type EventHandle,
  type Forkable,
  type Slice,
} from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { Component } from "../launcher/component.js";
import { draftOf, type Draft } from "../discovery/eureka-plex.js";
import { zoweMessages, type ZoweMessageId } from "../messages.js";
import type { ZowePlex } from "../plex.js";
import type { ComponentName } from "../state.js";
import type { Json } from "../yaml/config-node.js";
import { AppServer } from "./app-server.js";
import { isHaMode } from "./ha-mode.js";
import { INITIAL_APP_SERVER, type AppServerRecord, type DesktopState, type WorkerRecord } from "./state.js";
import { desktopReport, type DesktopReport } from "./report.js";
import { TerminalServer } from "./terminal-server.js";

export const APP_SERVER = "app-server";

/** @source zlux-app-server defaults.yaml: ZWED_TN3270_HOST is the first external domain, ZWED_TN3270_PORT 23. */
const TELNET_PORT = 23;

/** Exit codes from here on end the whole server. @source zlux-server-framework lib/unp-constants.js, EXIT_GENERIC; recalled. */
const FATAL_EXIT_CODE = 64;

interface WorkerName {
  readonly server: ComponentName;
  readonly worker: number;
}

const workerInitialised = defineEvent(
  "zowe.desktop-worker-initialised",
  ({ zowe }: ZowePlex, name: WorkerName) => zowe.desktop.onWorkerInitialised(name),
);

export class Desktop implements Forkable {
  readonly state: Slice<DesktopState>;
  /** In the order of the systems. An event names one by its index. */
  readonly terminalServers: readonly TerminalServer[];

  constructor(
    private readonly plex: ZowePlex,
    /** Of {@link APP_SERVER}, in the order of the components. */
    private readonly components: readonly Component[],
  ) {
    const systems = [...new Set(components.map(({ system }) => system))];
    this.state = plex.sim.store.slice<DesktopState>("zowe.desktop", {
      appServers: Object.fromEntries(components.map(({ name }) => [name, INITIAL_APP_SERVER])),
      terminals: Object.fromEntries(systems.map((system) => [system, { kind: "down" }])),
    });
    this.terminalServers = systems.map((system, index) => {
      const component = known(
        components.find((component) => component.system === system),
        `App-server on ${system}`,
      );
      return new TerminalServer(plex, index, system, this.terminalAddressOf(component).port);
    });
    for (const server of this.terminalServers) plex.tcpip.applications.set(server.name, server);
    this.subscribe();
    plex.sim.attach("zowe.desktop", this);
  }

  copyFrom(twin: Desktop): void {
    this.terminalServers.forEach((server, index) =>
      server.copyFrom(twin.terminalServers[index] as TerminalServer),
    );
  }

  /** Those of all instances, in the order of the components. */
  get appServers(): readonly AppServer[] {
    return this.components.map(({ name }) => this.appServer(name));
  }

  /** Of all servers and Gateways together. */
  get report(): DesktopReport {
    return desktopReport(this.plex);
  }

  appServer(name: ComponentName): AppServer {
    const program = this.plex.zowe.applicationOf(name);
    assert(program instanceof AppServer, `${name} is no app-server`);
    return program;
  }

  terminalServer(system: SystemName): TerminalServer {
    return known(
      this.terminalServers.find((server) => server.system === system),
      `Telnet server of ${system}`,
    );
  }

  /** Its workers, by number. Empty: there is no process. */
  workersOf(name: ComponentName): readonly WorkerRecord[] {
    return this.record(name).workers;
  }

  /**
   * A worker ends. With a fatal exit code the master ends all and itself, and the launcher starts it all again; else the
   * worker alone is started again, unless it was not initialised yet.
   */
  endWorker(name: ComponentName, worker: number, exitCode = 1): void {
    const record = this.record(name).workers[worker];
    if (record === undefined || record.kind === "gone") return;
    if (exitCode >= FATAL_EXIT_CODE) return this.component(name).crash(exitCode);
    if (record.kind === "starting") this.plex.sim.cancel(record.timer);
    this.appServer(name).onWorkerEnded(worker);
    if (record.kind === "starting") {
      this.write(name, "ZWED0013W", zoweMessages.ZWED0013W(worker));
      return this.setWorker(name, worker, { kind: "gone", since: this.plex.sim.now }, "ended too early");
    }
    this.write(name, "ZWED0023I", zoweMessages.ZWED0023I(worker));
    this.startWorker(name, worker);
  }

  /** Discovery knows it, as it has been told. */
  isRegistered(name: ComponentName): boolean {
    return this.plex.zowe.eureka.state.clients[name]?.isRegistered ?? false;
  }

  /** ZWED_TN3270_HOST and ZWED_TN3270_PORT. */
  terminalAddressOf({ instance }: Component): { readonly host: string; readonly port: number } {
    const environments = childOf(childOf(instance.tree, "zowe"), "environments");
    const host = childOf(environments, "ZWED_TN3270_HOST");
    const port = Number(childOf(environments, "ZWED_TN3270_PORT") ?? TELNET_PORT);
    return {
      host: typeof host === "string" ? host : (instance.externalDomains[0] ?? ""),
      port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : TELNET_PORT,
    };
  }

  /** @internal */
  onWorkerInitialised({ server, worker }: WorkerName): void {
    this.setWorker(server, worker, { kind: "up", since: this.plex.sim.now }, "initialised");
    this.appServer(server).onWorkerUp(worker);
  }

  /** @internal Every change of this slice goes through here. */
  change(cause: string, recipe: (draft: Draft<DesktopState>) => void): void {
    this.state.change(cause, recipe);
  }

  private subscribe(): void {
    const { tcpip, sysplex } = this.plex;
    tcpip.stackStarted.subscribe(({ system, atStart }) => this.find(system)?.onStackStarted(atStart));
    tcpip.stackStopped.subscribe(({ system }) => this.find(system)?.onStackStopped());
    sysplex.lparResumed.subscribe(({ system }) => this.find(system)?.onSystemResumed());
  }

  /** @internal */
  onComponentChanged(name: ComponentName, to: string): void {
    if (this.state.value.appServers[name] === undefined) return;
    if (to === "down") this.onProcessEnded(name);
    else if (to === "ready" && this.workersOf(name).length === 0) this.onReady(name);
  }

  /** @internal What a client of Discovery knows has changed. */
  onRegistryViewChanged(name: ComponentName): void {
    if (this.state.value.appServers[name] === undefined) return;
    if (this.record(name).hasRegistered || !this.isRegistered(name)) return;
    const { instance } = this.component(name);
    this.update(name, "registered", (record) => ({ ...record, hasRegistered: true }));
    if (this.plex.sim.now > 0) this.write(name, "ZWED0021I", zoweMessages.ZWED0021I(instance.hostname));
  }

  /** The workers have loaded their plug-ins: it is ready with all of them. */
  private onReady(name: ComponentName): void {
    const { desktopWorkers, desktopHaVariable } = this.plex.zowe.parameters;
    const { launcher } = this.component(name);
    const haMode = isHaMode(launcher.configuration, desktopHaVariable);
    const since = this.plex.sim.now;
    const workers = Array.from({ length: desktopWorkers }, (): WorkerRecord => ({ kind: "up", since }));
    const program = this.appServer(name);
    program.setHaMode(haMode);
    this.update(name, "its workers are ready", (record) => ({ ...record, haMode, workers }));
    workers.forEach((_, worker) => program.onWorkerUp(worker));
    if (since > 0) this.write(name, "ZWED0302I", zoweMessages.ZWED0302I(haMode));
  }

  private onProcessEnded(name: ComponentName): void {
    for (const worker of this.workersOf(name)) {
      if (worker.kind === "starting") this.plex.sim.cancel(worker.timer);
    }
    this.update(name, "the process has ended", () => INITIAL_APP_SERVER);
  }

  private startWorker(server: ComponentName, worker: number): void {
    const { sim, zowe } = this.plex;
    const duration = sampleDuration(zowe.parameters.desktopWorkerStart, sim.random(`zowe/${server}/worker`));
    const timer: EventHandle = sim.after(duration, workerInitialised, { server, worker });
    this.write(server, "ZWED0022I", zoweMessages.ZWED0022I(worker));
    this.setWorker(server, worker, { kind: "starting", since: sim.now, timer }, "started again");
  }

  private setWorker(name: ComponentName, worker: number, next: WorkerRecord, cause: string): void {
    this.update(name, `worker ${worker} ${cause}`, (record) => ({
      ...record,
      workers: record.workers.map((one, index) => (index === worker ? next : one)),
    }));
  }

  private update(
    name: ComponentName,
    cause: string,
    next: (record: AppServerRecord) => AppServerRecord,
  ): void {
    const record = next(this.record(name));
    this.change(`${name}: ${cause}`, ({ appServers }) => {
      appServers[name] = draftOf(record);
    });
  }

  private record(name: ComponentName): AppServerRecord {
    return known(this.state.value.appServers[name], `App-server ${name}`);
  }

  private component(name: ComponentName): Component {
    return this.plex.zowe.component(name);
  }

  private find(system: SystemName): TerminalServer | undefined {
    return this.terminalServers.find((server) => server.system === system);
  }

  private write(name: ComponentName, id: ZoweMessageId, text: string): void {
    this.component(name).launcher.write(id, text);
  }
}

function childOf(json: Json | undefined, key: string): Json | undefined {
  if (json === undefined || json === null || typeof json !== "object" || Array.isArray(json))
    return undefined;
  return Object.hasOwn(json, key) ? (json as { readonly [key: string]: Json })[key] : undefined;
}
