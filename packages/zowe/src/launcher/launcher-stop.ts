/**
 * How the launcher stops components: SIGTERM, looks at fixed intervals whether they have gone, and SIGKILL.
 *
 * @source zowe/launcher src/main.c, stop_component and stop_components.
 */
import { assert, between, minus, type Duration } from "@sysplex/sim-core";
import type { Component } from "./component.js";
import { NO_PID } from "./component-watch.js";
import type { Launcher } from "./launcher.js";
import { zoweMessages } from "../messages.js";
import type { ZowePlex } from "../plex.js";
import { nextPoll } from "./restart-policy.js";

/** Who of the launcher's threads stops a component, and by which step that thread goes on. */
const stoppers = { consoleStop: "consoleStopDue", loopStop: "loopStopDue" } as const;

export type Stopper = keyof typeof stoppers;

/** SIGTERM to a component, by the thread that then waits for its end. */
export function beginStop(plex: ZowePlex, component: Component, stopper: Stopper): void {
  const { launcher, name, id } = component;
  const { now: since } = plex.sim;
  component.watch.expectEnd();
  launcher.change(`stops ${id}`, (record) => ({ ...record, [stopper]: { component: name, since } }));
  launcher.steps.schedule(stoppers[stopper], graceOf(plex));
  component.onSigterm();
}

/**
 * A look of the thread: the component has gone, or the grace period is over and it is killed.
 *
 * @returns What has been stopped; `undefined`: somebody has started it meanwhile, and the thread waits for that one to go.
 */
export function finishStop(plex: ZowePlex, launcher: Launcher, stopper: Stopper): Component | undefined {
  const stop = launcher.record[stopper];
  assert(stop !== undefined, `${launcher.name} stops nothing`);
  const component = plex.zowe.component(stop.component);
  const left = minus(graceOf(plex), between(stop.since, plex.sim.now));
  const isThere = component.watch.pid !== NO_PID;
  launcher.steps.done(stoppers[stopper]);
  if (isThere && left > 0) {
    launcher.steps.schedule(stoppers[stopper], left);
    return undefined;
  }
  launcher.change(`${component.id} stopped`, ({ [stopper]: _, ...record }) => record);
  if (isThere) kill(component);
  launcher.write("ZWEL0002I", zoweMessages.ZWEL0002I(component.id));
  return component;
}

/** SIGTERM to all at once, with one grace period for all. */
export function beginStopOfAll(plex: ZowePlex, launcher: Launcher): void {
  launcher.write("ZWEL0008I", zoweMessages.ZWEL0008I());
  launcher.become({ kind: "stopping", since: plex.sim.now }, "P");
  launcher.steps.schedule("stopDue", graceOf(plex));
  for (const component of launcher.components) {
    component.watch.expectEnd();
    if (component.watch.pid !== NO_PID) component.onSigterm();
  }
  if (areAllGone(launcher)) hastenStopOfAll(plex, launcher, 0);
}

/** What is still there is killed. */
export function endStopOfAll(launcher: Launcher): void {
  const survivors = launcher.components.filter(({ watch }) => watch.pid !== NO_PID);
  for (const component of survivors) kill(component);
  if (survivors.length > 0) launcher.write("ZWEL0053W", zoweMessages.ZWEL0053W());
  else launcher.write("ZWEL0009I", zoweMessages.ZWEL0009I());
  launcher.write("ZWEL0022I", zoweMessages.ZWEL0022I());
}

/** A component has gone: who waits for it goes on after the next look. */
export function hastenStops(plex: ZowePlex, launcher: Launcher, { name }: Component): void {
  const { now } = plex.sim;
  const { stopPoll } = plex.zowe.parameters;
  const { state, ...record } = launcher.record;
  for (const stopper of ["consoleStop", "loopStop"] as const) {
    const stop = record[stopper];
    if (stop?.component !== name) continue;
    const elapsed = now - stop.since;
    launcher.steps.reschedule(stoppers[stopper], (nextPoll(elapsed, stopPoll) - elapsed) as Duration);
  }
  if (state.kind === "stopping" && areAllGone(launcher)) hastenStopOfAll(plex, launcher, now - state.since);
}

/** A look finds all gone; the routine sleeps once more before it ends. */
function hastenStopOfAll(plex: ZowePlex, launcher: Launcher, elapsed: number): void {
  const { stopPoll } = plex.zowe.parameters;
  const end = (Math.ceil(elapsed / stopPoll) + 1) * stopPoll;
  launcher.steps.reschedule("stopDue", (Math.min(end, graceOf(plex)) - elapsed) as Duration);
}

function kill(component: Component): void {
  const { launcher, id, watch } = component;
  launcher.write("ZWEL0063W", zoweMessages.ZWEL0063W(id, watch.pid));
  component.onSigkill();
  watch.forgetProcess();
}

function areAllGone({ components }: Launcher): boolean {
  return components.every(({ watch }) => watch.pid === NO_PID);
}

/** The grace period, in whole looks. */
function graceOf({ zowe }: ZowePlex): Duration {
  const { stopGrace, stopPoll } = zowe.parameters;
  return nextPoll(stopGrace, stopPoll);
}
