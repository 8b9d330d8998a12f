/**
 * A z/OSMF server: one Liberty address space on one system, from START to its end.
 *
 * Modelled: autostart by group at IPL, START, STOP, crash, hang, loss and standstill of the LPAR; the angel; the ENQ on
 * USER_DIR; the port that opens before the applications answer; binding to HOSTNAME's address.
 * Simplified: STOP resets connections at once, where Liberty lets requests in flight end within its quiesce time; a
 * start takes its drawn time whatever the load of the system.
 * Not modelled: SERVER='STANDALONE'; missing SAF profiles; a data directory whose file system is not mounted; MODIFY.
 * @source z/OSMF Configuration Guide, autostart concepts and start messages.
 */
import { between, defineEvent, known, NO_TIME, plus, type Duration, type EventKind } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { ApplicationMode } from "@sysplex/tcpip";
import type { Angel } from "./angel.js";
import { autostartDecision } from "./autostart.js";
import type { ZosmfConfiguration } from "./izuprm/zosmf-configuration.js";
import { zosmfMessages, type ZosmfMessageId } from "./messages.js";
import { endLookups, lookUpNext } from "./name-lookups.js";
import type { ZosmfPlex } from "./plex.js";
import { closePort, openPort } from "./server-port.js";
import { beginStart, bringServerUp, failWithoutAngel, startServer } from "./server-start.js";
import { isActive, type ServerName, type ServerRecord, type ServerState, type ServerStep } from "./state.js";
import { cancelTimers, resumeTimers, startTimer, suspendTimers } from "./timers.js";

const step = (name: string, due: (server: Server) => void): EventKind<ZosmfPlex, ServerName> =>
  defineEvent(name, (plex: ZosmfPlex, server: ServerName) => due(plex.zosmf.server(server)));

const steps: Readonly<Record<ServerStep, EventKind<ZosmfPlex, ServerName>>> = {
  launched: step("zosmf.server-launched", (server) => server.onLaunched()),
  lookupDue: step("zosmf.lookup-due", (server) => server.onLookupDue()),
  portDue: step("zosmf.port-due", (server) => server.onPortDue()),
  portRetryDue: step("zosmf.port-retry-due", (server) => server.onPortRetryDue()),
  ready: step("zosmf.server-ready", (server) => server.onReady()),
  stopped: step("zosmf.server-stopped", (server) => server.onStopped()),
  restartDue: step("zosmf.restart-due", (server) => server.onRestartDue()),
};

/** A view of one server in the store: it has no state of its own. */
export class Server {
  constructor(
    private readonly plex: ZosmfPlex,
    readonly name: ServerName,
    readonly configuration: ZosmfConfiguration,
  ) {}

  get system(): SystemName {
    return this.name.split("/")[0] ?? "";
  }

  /** SERVER_PROC, which is the job's name. */
  get job(): string {
    return this.configuration.serverProc;
  }

  get state(): ServerState {
    return this.record.state;
  }

  get angel(): Angel {
    return this.plex.zosmf.angel(`${this.system}/${this.configuration.angelProc}`);
  }

  /** Whether its listening socket exists. */
  get isListening(): boolean {
    return this.record.port === "open";
  }

  /**
   * START of the server.
   *
   * @param options `operator: false` is the start that autostart makes: it brings the angel up too.
   */
  start({ operator = true }: { readonly operator?: boolean } = {}): void {
    if (this.isSystemRunning) startServer(this.plex, this, operator ? "operator" : "autostart");
  }

  /** P of the server. A hung one does not obey: only a crash (CANCEL, FORCE) ends it. */
  stop(): void {
    const { kind } = this.state;
    if (!isActive(this.state) || kind === "hung" || kind === "stopping" || !this.isSystemRunning) return;
    this.cancelSteps();
    closePort(this.plex, this);
    this.become({ kind: "stopping", since: this.plex.sim.now }, "P");
    this.schedule("stopped", this.plex.zosmf.parameters.stopDuration);
  }

  /** The address space ends at once: JVM failure, CANCEL, S322. Nothing restarts it but automation. */
  crash(): void {
    if (!isActive(this.state) || !this.isSystemRunning) return;
    this.write("$HASP395", zosmfMessages.$HASP395(this.job));
    closePort(this.plex, this);
    this.end("crash");
    const { automationRestartDelay } = this.plex.zosmf.parameters;
    if (automationRestartDelay > 0) this.schedule("restartDue", automationRestartDelay);
  }

  /** The address space is there and does nothing: its port stays open, and nobody takes connections from it. */
  hang(): void {
    const { kind } = this.state;
    if (isActive(this.state) && kind !== "hung" && kind !== "waitingForAngel") this.stall("server");
  }

  /** What {@link hang} has stopped goes on. */
  resume(): void {
    const { state } = this;
    if (state.kind !== "hung" || state.cause !== "server") return;
    if (this.isSystemRunning) this.goOn();
    else this.become({ ...state, cause: "lpar" }, "resumed, but its LPAR hangs");
  }

  /** Stretches service times by `factor`; 1 ends it. */
  slow(factor: number): void {
    this.change(`slowed by ${factor}`, (record) => ({ ...record, slowness: factor }));
    this.plex.zosmf.threadsOf(this.name).setSlowness(factor);
  }

  /** @internal Its system has TCP/IP for the first time since the IPL. */
  autostart(atStart: boolean): void {
    if (isActive(this.state)) return; // An operator was faster.
    const { autostart, autostartGroup } = this.configuration;
    const decision = autostartDecision(autostart, this.plex.zosmf.groupServer(autostartGroup));
    if (decision.kind === "connect") {
      this.become({ kind: "connected", to: decision.to }, `uses the server of ${autostartGroup}`);
    } else if (atStart) bringServerUp(this.plex, this);
    else this.start({ operator: false });
  }

  /** @internal A running server's stack is back. */
  onStackReturned(): void {
    const { reopensPortAfterStackRestart, portOpenRetries } = this.plex.zosmf.parameters;
    if (!reopensPortAfterStackRestart || this.isListening) return;
    const { kind } = this.state;
    if (kind === "listening" || kind === "ready") openPort(this.plex, this, portOpenRetries);
  }

  /** @internal The socket went with the stack. */
  onStackLost(): void {
    if (this.isListening) this.change("its TCP/IP stack ended", (record) => ({ ...record, port: "closed" }));
  }

  /** @internal Its system is gone, and no program of it says goodbye. Its ENQs stay until the system is partitioned. */
  onSystemLost(): void {
    this.cancelSteps();
    this.change("system lost", (record) => ({ ...record, port: "closed", startsThisIpl: 0 }));
    this.become({ kind: "down" }, "system lost");
  }

  /** @internal Its system executes nothing. */
  onSystemHung(): void {
    if (this.state.kind !== "hung") this.stall("lpar");
  }

  /** @internal */
  onSystemResumed(): void {
    const { state } = this;
    if (state.kind !== "hung" || state.cause === "lpar") this.goOn();
  }

  /** @internal */
  onAngelReady(): void {
    if (this.state.kind === "waitingForAngel") beginStart(this.plex, this);
  }

  /** @internal */
  onAngelEnded(): void {
    if (this.state.kind === "waitingForAngel") failWithoutAngel(this.plex, this);
  }

  /** @internal ENF 83: another server serves the group now, or none does. */
  onGroupServerChanged(to: ServerName | undefined): void {
    if (this.state.kind === "connected" && this.state.to !== to)
      this.become({ kind: "connected", to }, "ENF 83");
  }

  /** @internal */
  onLaunched(): void {
    this.stepDone("launched");
    this.write("CWWKE0001I", zosmfMessages.CWWKE0001I());
  }

  /** @internal */
  onLookupDue(): void {
    this.stepDone("lookupDue");
    lookUpNext(this.plex, this);
  }

  /** @internal */
  onPortDue(): void {
    this.stepDone("portDue");
    endLookups(this.plex, this);
    const { hostname, httpSslPort } = this.configuration;
    this.become({ kind: "listening", since: this.plex.sim.now }, "web applications start");
    this.write("IZUG349I", zosmfMessages.IZUG349I(hostname, httpSslPort));
    this.write("IZUG400I", zosmfMessages.IZUG400I());
    openPort(this.plex, this, this.plex.zosmf.parameters.portOpenRetries);
  }

  /** @internal */
  onPortRetryDue(): void {
    this.stepDone("portRetryDue");
    openPort(this.plex, this, this.record.portRetriesLeft);
  }

  /** @internal */
  onReady(): void {
    this.stepDone("ready");
    this.write("CWWKF0011I", zosmfMessages.CWWKF0011I());
    this.become({ kind: "ready", since: this.plex.sim.now }, "CWWKF0011I");
  }

  /** @internal */
  onStopped(): void {
    this.write("CWWKE0036I", zosmfMessages.CWWKE0036I());
    this.write("$HASP395", zosmfMessages.$HASP395(this.job));
    this.end("stopped");
  }

  /** @internal */
  onRestartDue(): void {
    this.stepDone("restartDue");
    this.start();
  }

  /** @internal */
  get record(): ServerRecord {
    return known(this.plex.zosmf.state.value.servers[this.name], `Server ${this.name}`);
  }

  /** @internal Changes the record; state changes go through {@link become}. */
  change(cause: string, next: (record: ServerRecord) => ServerRecord): void {
    const record = next(this.record);
    this.plex.zosmf.state.change(`${this.name}: ${cause}`, (draft) => {
      draft.servers[this.name] = record;
    });
  }

  /** @internal Changes the state, sets the request threads accordingly, and tells whoever wants to know. */
  become(state: ServerState, why: string): void {
    const from = this.state;
    const { sim, zosmf } = this.plex;
    const ready = from.kind === "ready" ? between(from.since, sim.now) : NO_TIME;
    this.change(why, (record) => ({ ...record, state, readyTime: plus(record.readyTime, ready) }));
    zosmf.threadsOf(this.name).setMode(threadsMode(state));
    if (from.kind === state.kind) return;
    zosmf.serverChanged.emit({
      server: this.name,
      system: this.system,
      from: from.kind,
      to: state.kind,
      why,
    });
  }

  /** @internal */
  schedule(name: ServerStep, delay: Duration): void {
    const timer = startTimer(this.plex.sim, delay, steps[name], this.name);
    this.change(`${name} scheduled`, (record) => ({
      ...record,
      timers: { ...record.timers, [name]: timer },
    }));
  }

  /** @internal */
  cancelSteps(): void {
    cancelTimers(this.plex.sim, this.record.timers);
    this.change("steps cancelled", (record) => ({ ...record, timers: {} }));
  }

  /** @internal */
  write(id: ZosmfMessageId, text: string): void {
    this.plex.sysplex.console.write(this.system, id, text);
  }

  private stall(cause: "server" | "lpar"): void {
    const { timers, state } = this.record;
    const suspended = suspendTimers(this.plex.sim, timers);
    this.change(`${cause} hung`, (record) => ({ ...record, timers: suspended }));
    if (!isActive(state) || state.kind === "hung") return;
    this.become({ kind: "hung", since: this.plex.sim.now, cause, resumesAs: state }, `${cause} hung`);
  }

  private goOn(): void {
    const { state, timers } = this.record;
    const resumed = resumeTimers(this.plex.sim, timers, steps, this.name);
    this.change("resumed", (record) => ({ ...record, timers: resumed }));
    if (state.kind === "hung") this.become({ ...state.resumesAs, since: this.plex.sim.now }, "resumed");
  }

  /** The address space has ended and with it all that it held. */
  private end(why: string): void {
    this.cancelSteps();
    this.plex.zosmf.release(this);
    this.become({ kind: "down" }, why);
  }

  private stepDone(name: ServerStep): void {
    this.change(name, (record) => {
      const timers = { ...record.timers };
      delete timers[name];
      return { ...record, timers };
    });
  }

  private get isSystemRunning(): boolean {
    return this.plex.sysplex.lpar(this.system).isRunning;
  }
}

/** What the request threads do in a state of the server. */
export function threadsMode(state: ServerState): ApplicationMode {
  if (state.kind === "ready") return "serving";
  if (state.kind === "listening") return "notReady";
  return state.kind === "hung" ? "stopped" : "closed";
}
