/**
 * The launcher's thread for one component: how its end is noticed, counted, and answered.
 *
 * Modelled: the lag of up to three seconds; the count of failures; the sleep before a restart; that a thread which sleeps
 * asks for its restart whatever has happened meanwhile.
 * Simplified: the thread of a component that was killed after the grace period ends too; of its odd ways of waiting for
 * other processes nothing is modelled.
 * @source zowe/launcher src/main.c, handle_comp_comm.
 */
import { defineEvent, inSeconds, sampleDuration, type Duration, type EventKind } from "@sysplex/sim-core";
import type { Component } from "./component.js";
import { zoweMessages } from "../messages.js";
import type { ZowePlex } from "../plex.js";
import { failuresAfter, nextPoll, restartDelay, uptimeSeconds } from "./restart-policy.js";
import type { ComponentName, ComponentRecord, WatchRecord, WatchStep } from "../state.js";
import {
  cancelTimers,
  resumeTimer,
  resumeTimers,
  startTimer,
  suspendTimer,
  suspendTimers,
} from "@sysplex/zosmf";

const steps: Readonly<Record<WatchStep, EventKind<ZowePlex, ComponentName>>> = {
  noticed: defineEvent("zowe.component-noticed", (plex: ZowePlex, component: ComponentName) =>
    plex.zowe.component(component).watch.onNoticed(),
  ),
  unhealthy: defineEvent("zowe.component-unhealthy", (plex: ZowePlex, component: ComponentName) =>
    plex.zowe.component(component).watch.onUnhealthy(),
  ),
};

const restartDue = defineEvent("zowe.restart-due", (plex: ZowePlex, component: ComponentName) =>
  plex.zowe.component(component).watch.onRestartDue(),
);

/** No process, as far as the launcher knows. */
export const NO_PID = -1;

/** A view of the launcher's record of a component: it has no state of its own. */
export class ComponentWatch {
  constructor(
    private readonly plex: ZowePlex,
    private readonly component: Component,
  ) {}

  /** −1: the launcher knows of no process. */
  get pid(): number {
    return this.record.pid;
  }

  get record(): WatchRecord {
    return this.component.record.watch;
  }

  /** A process was spawned. */
  onSpawned(pid: number): void {
    const { now: spawnedAt } = this.plex.sim;
    this.change("watched", ({ status: _, ...watch }) => ({
      ...watch,
      pid,
      spawnedAt,
      cleanStop: false,
      givenUp: false,
    }));
  }

  /** STOP and START by the launcher: the next end is no failure. */
  expectEnd(): void {
    this.change("asked to stop", (watch) => ({ ...watch, cleanStop: true }));
  }

  /** START by an operator. */
  resetFailures(): void {
    this.change("failures forgotten", (watch) => ({ ...watch, failCount: 0 }));
  }

  /** The process has ended. A last line makes the thread wait for three quiet seconds before it looks. */
  onEnded(status: number, lastWords: "spoke" | "silent"): void {
    if (this.pid === NO_PID) return;
    const { detectionLag, silentDetectionLag } = this.plex.zowe.parameters;
    const lag = lastWords === "spoke" ? detectionLag : silentDetectionLag;
    const delay = sampleDuration(lag, this.component.stream("detection"));
    const noticed = startTimer(this.plex.sim, delay, steps.noticed, this.component.name);
    this.change("has ended", (watch) => ({ ...watch, status, timers: { noticed } }));
  }

  /** @internal */
  onNoticed(): void {
    const { launcher, id } = this.component;
    const { pid, status = 0, spawnedAt, cleanStop } = this.record;
    const uptime = uptimeSeconds(spawnedAt, this.plex.sim.now);
    const failCount = failuresAfter(
      this.record.failCount,
      uptime,
      this.plex.zowe.parameters.builtInMinUptime,
    );
    launcher.write("ZWEL0004I", zoweMessages.ZWEL0004I(id, pid, status));
    this.change("its end was noticed", ({ status: _, ...watch }) => ({
      ...watch,
      pid: NO_PID,
      failCount,
      timers: {},
    }));
    if (cleanStop) launcher.write("ZWEL0002I", zoweMessages.ZWEL0002I(id));
    else this.answerFailure(failCount);
    launcher.onComponentGone(this.component);
  }

  /** @internal */
  onRestartDue(): void {
    const { now } = this.plex.sim;
    const place = this.record.sleeps.findIndex((sleep) => sleep.kind === "running" && sleep.due === now);
    this.change("has slept", (watch) => ({
      ...watch,
      sleeps: watch.sleeps.filter((_, index) => index !== place),
    }));
    this.component.launcher.eventLoop.onRestartAsked(this.component.name);
  }

  /** The launcher has ended its process by SIGKILL, or has ended itself. */
  forgetProcess(): void {
    cancelTimers(this.plex.sim, this.record.timers);
    this.change("forgotten", ({ status: _, ...watch }) => ({ ...watch, pid: NO_PID, timers: {} }));
  }

  /** The launcher has ended: nobody watches. */
  forget(): void {
    this.forgetProcess();
    for (const sleep of this.record.sleeps) {
      if (sleep.kind === "running") this.plex.sim.cancel(sleep.handle);
    }
    this.change("nobody watches", (watch) => ({
      ...watch,
      failCount: 0,
      cleanStop: false,
      givenUp: false,
      sleeps: [],
    }));
  }

  /** Its system executes nothing. */
  suspend(): void {
    const { sim } = this.plex;
    const timers = suspendTimers(sim, this.record.timers);
    const sleeps = this.record.sleeps.map((sleep) => suspendTimer(sim, sleep));
    this.change("its LPAR hangs", (watch) => ({ ...watch, timers, sleeps }));
  }

  resume(): void {
    const { sim } = this.plex;
    const { name } = this.component;
    const timers = resumeTimers(sim, this.record.timers, steps, name);
    const sleeps = this.record.sleeps.map((sleep) => resumeTimer(sim, sleep, restartDue, name));
    this.change("its LPAR runs on", (watch) => ({ ...watch, timers, sleeps }));
  }

  /** Phase 2: the launcher's probes of a component that does not answer begin, or are no longer needed. */
  reviewHealth(): void {
    const { launcher, record } = this.component;
    const { state } = record;
    if (!launcher.plan.isPlanned || (state.kind === "hung" && state.cause === "lpar")) return;
    const isWatched = this.pid !== NO_PID && !answers(record);
    if (isWatched === (record.watch.timers.unhealthy !== undefined)) return;
    if (isWatched) this.startProbes();
    else this.endProbes();
  }

  /** @internal So many probes had no answer. */
  onUnhealthy(): void {
    const { launcher, id, name } = this.component;
    this.endProbes();
    this.startProbes(); // Should the request to restart it be lost, it is made again.
    if (this.record.cleanStop) return;
    launcher.write("", `component ${id} is not accessible`);
    launcher.eventLoop.onRestartAsked(name);
  }

  private startProbes(): void {
    const { sim, zowe } = this.plex;
    const { healthProbePeriod, healthProbeFailures } = zowe.parameters;
    const { state } = this.component.launcher;
    const elapsed = state.kind === "running" ? sim.now - state.since : 0;
    const first = nextPoll(elapsed, healthProbePeriod) - elapsed;
    const delay = (first + healthProbePeriod * (healthProbeFailures - 1)) as Duration;
    const unhealthy = startTimer(sim, delay, steps.unhealthy, this.component.name);
    this.change("does not answer", (watch) => ({ ...watch, timers: { ...watch.timers, unhealthy } }));
  }

  private endProbes(): void {
    const { unhealthy, ...timers } = this.record.timers;
    if (unhealthy?.kind === "running") this.plex.sim.cancel(unhealthy.handle);
    this.change("probed no more", (watch) => ({ ...watch, timers }));
  }

  private answerFailure(failCount: number): void {
    const { launcher, id, name, configuration } = this.component;
    const delay = restartDelay(failCount, configuration.launcher.restartIntervals);
    if (delay === undefined) {
      launcher.write("ZWEL0038E", zoweMessages.ZWEL0038E(id));
      return this.change("given up", (watch) => ({ ...watch, givenUp: true }));
    }
    launcher.write("ZWEL0005I", zoweMessages.ZWEL0005I(id, inSeconds(delay)));
    const sleep = startTimer(this.plex.sim, delay, restartDue, name);
    this.change("back-off", (watch) => ({ ...watch, sleeps: [...watch.sleeps, sleep] }));
  }

  private change(cause: string, next: (watch: WatchRecord) => WatchRecord): void {
    this.component.change(cause, (record) => ({ ...record, watch: next(record.watch) }));
  }
}

/** What a probe finds: only what was ready once is expected to answer. */
function answers({ state, port }: ComponentRecord): boolean {
  if (state.kind === "outOfMemory") return false;
  if (state.kind === "hung")
    return state.resumesAs.kind !== "ready" && state.resumesAs.kind !== "outOfMemory";
  return state.kind !== "ready" || port === "open";
}
