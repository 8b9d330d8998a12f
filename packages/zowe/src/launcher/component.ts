/**
 * A component: one process on one system, spawned by its launcher.
 *
 * Modelled: spawn, start, open ports, ready; crash, kill, hang, out of memory, starts that fail; SIGTERM and SIGKILL; the
 * end, hang and restart of what it runs on; outliving its launcher.
 * Simplified: the launcher watches a wrapper (config manager, shell, start script), which here ends together with its Java or
 * Node; something that goes on writing to the wrapper's pipe, which would hide the end, is not modelled.
 * Not modelled: processes inside a component other than the Desktop's workers; what a component needs of others.
 * @source zowe/launcher src/main.c; start scripts of zowe/api-layer.
 */
import { defineEvent, known, sampleDuration, type EventKind } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import { applicationMode } from "./application-mode.js";
import { exitsOnOutOfMemory, heedsSigterm, jobNameOf, portsOf } from "./component-facts.js";
import { closePorts } from "./component-port.js";
import { endStart, onPortDue } from "./component-start.js";
import { ComponentWatch } from "./component-watch.js";
import type { Launcher } from "./launcher.js";
import { Orphan } from "./orphan.js";
import { Steps } from "./steps.js";
import type { ZowePlex } from "../plex.js";
import {
  isAlive,
  servesSomebody,
  type ComponentName,
  type ComponentRecord,
  type ComponentState,
  type ComponentStep,
} from "../state.js";
import type { ZoweComponent, ZoweInstance } from "../yaml/zowe-configuration.js";
import type { ComponentNews } from "./news.js";

type StepEvent = EventKind<ZowePlex, ComponentName>;

const step = (name: string, due: (component: Component, plex: ZowePlex) => void): StepEvent =>
  defineEvent(name, (plex: ZowePlex, component: ComponentName) => due(plex.zowe.component(component), plex));

const events: Readonly<Record<ComponentStep, StepEvent>> = Object.freeze({
  portDue: step("zowe.port-due", (component, plex) => onPortDue(plex, component)),
  ready: step("zowe.component-ready", (component, plex) => endStart(plex, component)),
  failed: step("zowe.component-failed", (component) => component.onFailed()),
  stopped: step("zowe.component-stopped", (component) => component.onStopped()),
});

/** Raw wait statuses: the signal's number, or an exit code in the second byte. */
const SIGKILL = 9;
const SIGTERM = 15;
const EXIT_CODE = 256;

/** Of a JVM with -XX:+ExitOnOutOfMemoryError. */
const OUT_OF_MEMORY_EXIT_CODE = 3;

/** A view of one component in the store: it has no state of its own. */
export class Component {
  /** @internal What its launcher knows of it. */
  readonly watch: ComponentWatch;
  /** The process that has outlived its launcher, if there is one. */
  readonly orphan: Orphan;
  /** @internal */
  readonly steps: Steps<ZowePlex, ComponentStep, ComponentRecord>;

  constructor(
    private readonly plex: ZowePlex,
    readonly name: ComponentName,
    readonly instance: ZoweInstance,
    readonly configuration: ZoweComponent,
  ) {
    this.watch = new ComponentWatch(plex, this);
    this.orphan = new Orphan(plex, this);
    this.steps = new Steps(plex.sim, this, events);
  }

  get system(): SystemName {
    return this.name.split("/")[0] ?? "";
  }

  /** `gateway` */
  get id(): string {
    return this.configuration.name;
  }

  get launcher(): Launcher {
    return this.plex.zowe.launcher(this.name.split("/").slice(0, 2).join("/"));
  }

  /** `ZWE1AG` */
  get job(): string {
    const job = jobNameOf(this.instance, this.id);
    const [, place] = this.name.split("#"); // Of a further process.
    return place === undefined ? job : `${job.slice(0, 7)}${place}`;
  }

  get ports(): readonly number[] {
    return portsOf(this.instance, this.configuration);
  }

  /** Of the process that holds the ports: an orphan's while there is one. */
  get state(): ComponentState {
    const { orphan, state } = this.record;
    return orphan?.state ?? state;
  }

  /** Its listening sockets exist. */
  get isListening(): boolean {
    const { orphan, port } = this.record;
    return (orphan?.port ?? port) === "open";
  }

  /** The process ends by itself, with a last line in the log. */
  crash(exitCode = 1): void {
    if (!this.isSystemRunning) return;
    if (this.orphan.exists) this.orphan.end("crash");
    else if (isAlive(this.record.state)) this.endByItself(exitCode, "crash");
  }

  /** SIGKILL, by an operator: it ends without a word. */
  kill(): void {
    if (!this.isSystemRunning) return;
    if (this.orphan.exists) this.orphan.end("killed");
    else this.onSigkill();
  }

  /** The process is there and does nothing: its ports stay open, and nobody takes connections from them. */
  hang(): void {
    const { state } = this.record;
    if (this.orphan.exists) this.orphan.hang("component");
    else if (isAlive(state) && state.kind !== "hung") this.stall("component");
  }

  /** What {@link hang} has stopped goes on. */
  resume(): void {
    const { state } = this.record;
    if (this.orphan.exists) this.orphan.resume("component");
    else if (state.kind !== "hung" || state.cause !== "component") return;
    else if (this.isSystemRunning) this.goOn();
    else this.enter({ ...state, cause: "lpar" }, "resumed, but its LPAR hangs");
  }

  /** The heap is full. What ends the process with it is restarted; what stays is of no use to anybody. */
  outOfMemory(): void {
    const { state } = this.record;
    if (!this.isSystemRunning || (state.kind !== "ready" && state.kind !== "listening")) return;
    if (exitsOnOutOfMemory(this.plex.zowe.parameters, this.id)) {
      return this.endByItself(OUT_OF_MEMORY_EXIT_CODE, "out of memory");
    }
    this.steps.cancelAll();
    this.enter({ kind: "outOfMemory", since: this.plex.sim.now }, "out of memory");
  }

  /** Stretches service times by `factor`; 1 ends it. */
  slow(factor: number): void {
    this.change(`slowed by ${factor}`, (record) => ({ ...record, slowness: factor }));
    this.plex.zowe.applicationOf(this.name).setSlowness(factor);
  }

  /** From now on every start of it ends with this exit code: a bad certificate, a full file system. */
  breakStart(exitCode = 1): void {
    this.change("its start is broken", (record) => ({ ...record, brokenStart: exitCode }));
  }

  /** What {@link breakStart} has broken is repaired; the next start succeeds. */
  repairStart(): void {
    this.change("its start is repaired", ({ brokenStart: _, ...record }) => record);
  }

  /** From now on its configure step fails in every preparation: a warning, or the end of the start. */
  breakConfigure(): void {
    this.change("its configure step is broken", (record) => ({ ...record, brokenConfigure: true }));
  }

  /** What {@link breakConfigure} has broken is repaired. */
  repairConfigure(): void {
    this.change("its configure step is repaired", ({ brokenConfigure: _, ...record }) => record);
  }

  /** @internal SIGTERM. What does nothing does not obey. */
  onSigterm(): void {
    const { state } = this.record;
    const { kind } = state;
    const { parameters, componentStopping } = this.plex.zowe;
    if (kind === "down" || kind === "hung" || kind === "outOfMemory" || kind === "stopping") return;
    if (!heedsSigterm(parameters, this.id)) return;
    if (servesSomebody(state)) componentStopping.emit(this.news);
    this.steps.cancelAll();
    this.close();
    this.enter({ kind: "stopping", since: this.plex.sim.now }, "SIGTERM");
    this.steps.schedule("stopped", sampleDuration(parameters.stopDuration, this.stream("stop")));
  }

  /** @internal */
  onSigkill(): void {
    if (isAlive(this.record.state)) this.end(SIGKILL, "killed", "silent");
  }

  /** @internal Its launcher was cancelled: what serves stays, what was still starting or ending goes. */
  onLauncherCancelled(): void {
    const { state, watch } = this.record;
    this.watch.forget();
    if (!isAlive(state)) return;
    this.steps.cancelAll();
    if (servesSomebody(state)) this.orphan.begin(state, watch.pid);
    else this.vanish("its launcher was cancelled");
  }

  /** @internal */
  onFailed(): void {
    this.endByItself(this.record.brokenStart ?? 1, "start failed");
  }

  /** @internal SIGTERM is 15; the programs end by themselves and keep it as their status. */
  onStopped(): void {
    this.end(SIGTERM, "stopped", "spoke");
  }

  /** @internal */
  get record(): ComponentRecord {
    return known(this.plex.zowe.state.value.components[this.name], `Component ${this.name}`);
  }

  /** @internal */
  stream(what: string) {
    return this.plex.sim.random(`zowe/${this.name}/${what}`);
  }

  /** @internal Changes the record; changes of the state go through {@link become}. */
  change(cause: string, next: (record: ComponentRecord) => ComponentRecord): void {
    const record = next(this.record);
    this.plex.zowe.state.change(`${this.name}: ${cause}`, (draft) => {
      draft.components[this.name] = record as (typeof draft.components)[string];
    });
  }

  /** @internal With an exit code, and a last line in the log. */
  endByItself(exitCode: number, why: string): void {
    this.end(exitCode * EXIT_CODE, why, "spoke");
  }

  /** The process has ended; its launcher has yet to notice. */
  private end(status: number, why: string, lastWords: "spoke" | "silent"): void {
    const wasServing = servesSomebody(this.record.state);
    this.vanish(why);
    this.watch.onEnded(status, lastWords);
    if (wasServing) this.plex.zowe.componentLost.emit(this.news);
  }

  private vanish(why: string): void {
    this.steps.cancelAll();
    this.close();
    this.enter({ kind: "down" }, why);
  }

  private close(): void {
    if (this.record.port === "closed") return;
    this.change("ports closed", (record) => ({ ...record, port: "closed" }));
    closePorts(this.plex, this);
  }

  /** @internal Changes the state or the orphan's, sets the application accordingly, and tells whoever wants to know. */
  become(why: string, next: (record: ComponentRecord) => ComponentRecord): void {
    const from = this.state.kind;
    this.change(why, next);
    const to = this.state.kind;
    const { zowe } = this.plex;
    zowe.applicationOf(this.name).setMode(applicationMode(this.state));
    if (from !== to) zowe.componentChanged.emit({ ...this.news, from, to, why });
    this.watch.reviewHealth();
  }

  /** @internal Changes the state of the process. */
  enter(state: ComponentState, why: string): void {
    this.become(why, (record) => ({ ...record, state }));
  }

  /** @internal */
  stall(cause: "component" | "lpar"): void {
    const { state } = this.record;
    this.steps.suspend(`${cause} hung`);
    if (!isAlive(state) || state.kind === "hung") return;
    this.enter({ kind: "hung", since: this.plex.sim.now, cause, resumesAs: state }, `${cause} hung`);
  }

  /** @internal */
  goOn(): void {
    const { state } = this.record;
    this.steps.resume("resumed");
    if (state.kind === "hung") this.enter({ ...state.resumesAs, since: this.plex.sim.now }, "resumed");
  }

  /** @internal */
  get news(): ComponentNews {
    const { name: component, system, instance } = this;
    return { component, system, instance: instance.id, at: this.plex.sim.now };
  }

  private get isSystemRunning(): boolean {
    return this.plex.sysplex.lpar(this.system).isRunning;
  }
}
