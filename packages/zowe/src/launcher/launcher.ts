/**
 * The Zowe launcher: the started task ZWESLSTC, program ZWELNCH, on one system.
 *
 * Modelled: preparation and start; the event loop with its single slot; START, STOP, DISP, P and cancel; stopping with
 * SIGTERM, a grace period and SIGKILL; the end and the hang of its LPAR.
 * Simplified: a START of one that is active is ignored, where a second address space would fail on the ports.
 * The planned second phase, which Zowe never had, is in launcher-plan.ts; automatic restart management in launcher-arm.ts.
 * Not modelled: SIGTERM to the launcher itself.
 * @source zowe/launcher src/main.c.
 */
import { assert, defineEvent, known, type EventKind } from "@sysplex/sim-core";
import type { SystemName } from "@sysplex/sysplex";
import type { Component } from "./component.js";
import { bringUp, onSpawned } from "./component-start.js";
import { NO_PID } from "./component-watch.js";
import { EventLoop } from "./event-loop.js";
import { deregisterFromArm, registerWithArm, reportEndToArm, type LauncherArm } from "./launcher-arm.js";
import { LauncherConsole } from "./launcher-console.js";
import { LauncherPlan, processesOf } from "./launcher-plan.js";
import { beginStart, endPreparation } from "./launcher-start.js";
import { endStopOfAll, hastenStops } from "./launcher-stop.js";
import { zoweMessages, type ZoweMessageId } from "../messages.js";
import type { ZoweLauncherConfiguration, ZowePlex } from "../plex.js";
import {
  isActive,
  type LauncherName,
  type LauncherRecord,
  type LauncherState,
  type LauncherStep,
} from "../state.js";
import { Steps } from "./steps.js";
import { Workspace } from "./workspace.js";
import type { ZoweConfiguration } from "../yaml/zowe-configuration.js";

const step = (name: string, due: (launcher: Launcher) => void): EventKind<ZowePlex, LauncherName> =>
  defineEvent(name, (plex: ZowePlex, launcher: LauncherName) => due(plex.zowe.launcher(launcher)));

const events: Readonly<Record<LauncherStep, EventKind<ZowePlex, LauncherName>>> = Object.freeze({
  startDue: step("zowe.start-due", (launcher) => launcher.onStartDue()),
  prepared: step("zowe.prepared", (launcher) => launcher.onPrepared()),
  eventTaken: step("zowe.event-taken", (launcher) => launcher.eventLoop.onEventTaken()),
  consoleStopDue: step("zowe.console-stop-due", (launcher) => launcher.console.onStopDue()),
  loopStopDue: step("zowe.loop-stop-due", (launcher) => launcher.eventLoop.onStopDue()),
  stopDue: step("zowe.stop-due", (launcher) => launcher.onStopDue()),
  patienceOver: step("zowe.patience-over", (launcher) => launcher.plan.onPatienceOver()),
  recovered: step("zowe.recovered", (launcher) => launcher.workspace.onRecovered()),
});

/** z/OS UNIX process ids look like this; nothing depends on them. @assumption */
const FIRST_PID = 67_108_865;

/** A view of one launcher in the store: it has no state of its own. */
export class Launcher {
  readonly configuration: ZoweConfiguration;
  /** CONFIG of its STDENV. */
  readonly config: string;
  /** What ARM knows it as. */
  readonly arm: LauncherArm | undefined;
  /** Those that it starts, in the order in which it spawns them. */
  readonly components: readonly Component[];
  /** Backup and recovery of its instance. */
  readonly workspace: Workspace;

  /** @internal */
  readonly console: LauncherConsole;
  /** @internal */
  readonly eventLoop: EventLoop;
  /** @internal */
  readonly plan: LauncherPlan;
  /** @internal */
  readonly steps: Steps<ZowePlex, LauncherStep, LauncherRecord>;

  constructor(
    private readonly plex: ZowePlex,
    readonly name: LauncherName,
    start: ZoweLauncherConfiguration,
    phase: "1" | "2" = "1",
  ) {
    const { configuration, config = "FILE(zowe.yaml)", processes = {}, arm } = start;
    this.configuration = configuration;
    this.config = config;
    this.arm = arm;
    this.console = new LauncherConsole(plex, this);
    this.eventLoop = new EventLoop(plex, this);
    this.plan = new LauncherPlan(plex, this, phase);
    this.workspace = new Workspace(plex, this);
    this.steps = new Steps(plex.sim, this, events);
    const { instance, launcher } = configuration;
    this.components = launcher.startList.flatMap((id) => {
      const component = instance.components.find((one) => one.name === id);
      assert(component !== undefined, `${name} starts ${id}, of which nothing is configured`);
      const count = phase === "2" ? processes[id] : 1;
      return processesOf(plex, `${name}/${id}`, instance, component, count);
    });
  }

  get system(): SystemName {
    return this.name.split("/")[0] ?? "";
  }

  /** `ZWE1SV` */
  get job(): string {
    return this.configuration.instance.job.name;
  }

  get state(): LauncherState {
    return this.record.state;
  }

  /** START of ZWESLSTC with this job name. */
  start(): void {
    if (!this.isSystemRunning || isActive(this.state)) return;
    this.steps.cancelAll();
    beginStart(this.plex, this);
  }

  /** P of the job. */
  stop(): void {
    this.console.receive({ kind: "stop" });
  }

  /** F of the job: what stands after APPL=, such as `START(gateway)`, `STOP(zss)`, `DISP`. */
  modify(text: string): void {
    this.console.receive({ kind: "modify", text: text.toUpperCase() }); // As the console does.
  }

  /**
   * C of the job: components stay behind, with their ports.
   *
   * @param armRestart ARMRESTART was on the command: ARM may start it anew.
   */
  cancel({ armRestart = false }: { readonly armRestart?: boolean } = {}): void {
    if (!this.isSystemRunning || !isActive(this.state)) return;
    this.leaveComponents("cancelled");
    if (armRestart) reportEndToArm(this.plex, this);
    else deregisterFromArm(this.plex, this);
  }

  /** Its address space ends abnormally: components stay behind as with C, and ARM may start it anew. */
  abend(): void {
    if (!this.isSystemRunning || !isActive(this.state)) return;
    this.leaveComponents("abend");
    reportEndToArm(this.plex, this);
  }

  /** A component of it, by its name in zowe.yaml, whatever the case; `gateway#2` is a further process. */
  find(id: string): Component | undefined {
    return this.components.find(({ name }) => name.split("/")[2]?.toLowerCase() === id.toLowerCase());
  }

  component(id: string): Component {
    return known(this.find(id), `${this.name} has no component ${id}`);
  }

  /** @internal After an IPL, TCP/IP is up. */
  autostart(): void {
    const { startDelayAfterIpl } = this.plex.zowe.parameters;
    if (startDelayAfterIpl > 0) this.steps.schedule("startDue", startDelayAfterIpl);
    else this.start();
  }

  /** @internal Up with all its components when the simulation begins, silently unless something is in the way. */
  bringUp(): void {
    this.become({ kind: "running", since: this.plex.sim.now }, "there at the start");
    registerWithArm(this.plex, this);
    for (const component of this.components) {
      component.watch.onSpawned(this.newPid());
      bringUp(this.plex, component);
    }
  }

  /** @internal */
  onStartDue(): void {
    this.steps.done("startDue");
    this.start();
  }

  /** @internal */
  onPrepared(): void {
    this.steps.done("prepared");
    endPreparation(this.plex, this);
  }

  /** @internal Spawns a component, unless the launcher knows of a process of it. */
  spawn(component: Component): void {
    const { id, watch } = component;
    if (watch.pid !== NO_PID) return this.write("ZWEL0039E", zoweMessages.ZWEL0039E(id));
    this.plan.onSpawned(component);
    watch.onSpawned(this.newPid());
    this.write("ZWEL0001I", zoweMessages.ZWEL0001I(id));
    onSpawned(this.plex, component);
  }

  /** @internal It ends by itself with condition code 8. */
  fail(why: string): void {
    this.end({ kind: "failed", since: this.plex.sim.now, why }, why);
    if (this.plex.zowe.parameters.armKeepsFailedStart) reportEndToArm(this.plex, this);
    else deregisterFromArm(this.plex, this);
  }

  /** @internal All components have gone, or the grace period is over. */
  onStopDue(): void {
    endStopOfAll(this);
    this.end({ kind: "down" }, "stopped");
    deregisterFromArm(this.plex, this);
  }

  /** @internal The launcher knows of no process of a component any more: whoever waits for that sees it at the next look. */
  onComponentGone(component: Component): void {
    hastenStops(this.plex, this, component);
  }

  /** @internal Its system is gone. */
  onSystemLost(): void {
    this.steps.cancelAll();
    this.end({ kind: "down" }, "system lost");
  }

  /** @internal Its system executes nothing. */
  onSystemHung(): void {
    this.steps.suspend("its LPAR hangs");
  }

  /** @internal */
  onSystemResumed(): void {
    this.steps.resume("its LPAR runs on");
  }

  /** @internal */
  get record(): LauncherRecord {
    return known(this.plex.zowe.state.value.launchers[this.name], `Launcher ${this.name}`);
  }

  /** @internal A line of SYSPRINT; without an id where none is known. */
  write(id: ZoweMessageId | "", text: string): void {
    this.plex.zowe.sysprint.write(this.name, id, text);
  }

  /** @internal Changes the state, and tells whoever wants to know. */
  become(state: LauncherState, why: string): void {
    const from = this.state.kind;
    this.change(why, (record) => ({ ...record, state }));
    if (from === state.kind) return;
    const { name: launcher, system } = this;
    this.plex.zowe.launcherChanged.emit({ launcher, system, from, to: state.kind, why });
  }

  /** @internal The address space has ended, and nobody watches the components any more. */
  end(state: LauncherState, why: string): void {
    this.steps.cancelAll();
    for (const { watch } of this.components) watch.forget();
    this.change(why, (record) => ({
      state: record.state,
      timers: {},
      pidCount: record.pidCount,
      terminating: false,
    }));
    this.become(state, why);
  }

  private leaveComponents(why: string): void {
    for (const component of this.components) component.onLauncherCancelled();
    this.end({ kind: "down" }, why);
  }

  private newPid(): number {
    const { pidCount } = this.record;
    this.change("spawns", (record) => ({ ...record, pidCount: pidCount + 1 }));
    return FIRST_PID + pidCount;
  }

  /** @internal */
  get isSystemRunning(): boolean {
    return this.plex.sysplex.lpar(this.system).isRunning;
  }

  /** @internal Changes the record; changes of the state go through {@link become}. */
  change(cause: string, next: (record: LauncherRecord) => LauncherRecord): void {
    const record = next(this.record);
    this.plex.zowe.state.change(`${this.name}: ${cause}`, (draft) => {
      draft.launchers[this.name] = record as (typeof draft.launchers)[string];
    });
  }
}
