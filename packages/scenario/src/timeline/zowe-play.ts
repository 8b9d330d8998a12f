/** The timeline's verbs on launchers of Zowe and their components, and why they would have no effect. */
import type { Component, ComponentState, Launcher, UpdateStep } from "@sysplex/zowe";
import type { ComponentObject, TimelineAction } from "../file/index.js";
import type { ScenarioPlex } from "../plex.js";

export type Verb = "fail" | "hang" | "stop" | "start" | "heal";

/** `undefined`: there is none; the scenario was not checked. */
export function componentOf(
  { zowe }: ScenarioPlex,
  { system, job, component }: ComponentObject,
): Component | undefined {
  return zowe.findLauncher(system, job)?.find(component);
}

export function failComponent(
  plex: ScenarioPlex,
  { object, how, restarts, exitCode, worker }: Extract<TimelineAction, { verb: "failComponent" }>,
): void {
  const component = componentOf(plex, object);
  if (component !== undefined && worker !== undefined)
    return plex.zowe.desktop.endWorker(component.name, worker, exitCode);
  if (!restarts) component?.breakStart(exitCode);
  if (how === "crash") component?.crash(exitCode);
  else if (how === "kill") component?.kill();
  else if (how === "configure") component?.breakConfigure();
  else component?.outOfMemory();
}

/** STOP and START are commands to its launcher. */
export function playOnComponent(plex: ScenarioPlex, verb: Verb, object: ComponentObject): void {
  const component = componentOf(plex, object);
  if (component === undefined) return;
  if (verb === "hang") component.hang();
  else if (verb === "stop") component.launcher.modify(`STOP(${component.id})`);
  else if (verb === "start") {
    component.repairStart();
    component.launcher.modify(`START(${component.id})`);
  } else if (verb === "heal") {
    component.repairStart();
    component.repairConfigure();
    component.slow(1);
    component.resume();
    plex.zowe.caching.endStall(component.name);
  } else component.crash();
}

export function playOnLauncher(launcher: Launcher, verb: Verb): void {
  if (verb === "fail") launcher.abend();
  else if (verb === "stop") launcher.stop();
  else if (verb === "start") launcher.start();
}

export function launcherOf(
  { zowe }: ScenarioPlex,
  { system, job }: Pick<ComponentObject, "system" | "job">,
): Launcher | undefined {
  return zowe.findLauncher(system, job);
}

export function changeWorkspace(
  plex: ScenarioPlex,
  { what, object }: Extract<TimelineAction, { verb: "workspace" }>,
): void {
  const workspace = launcherOf(plex, object)?.workspace;
  if (what === "damage") workspace?.damage();
  else if (what === "backup") workspace?.backUp();
  else workspace?.recover();
}

export function launcherRefusal(launcher: Launcher, verb: Verb): string | undefined {
  const { name, state } = launcher;
  if (verb === "hang" || verb === "heal")
    return `a hang of ${name} is not simulated: let its components hang`;
  if (!launcher.isSystemRunning) return `${launcher.system} does not run`;
  const isStarted = state.kind !== "down" && state.kind !== "failed";
  if (verb === "start") return isStarted ? `${name} is started already` : undefined;
  return isStarted ? undefined : `${name} is not started`;
}

export function componentRefusal(
  plex: ScenarioPlex,
  verb: Verb | "stall",
  object: ComponentObject,
): string | undefined {
  const component = componentOf(plex, object);
  if (component === undefined) return `${object.system}/${object.job}/${object.component} is no component`;
  const { name, state, launcher } = component;
  if (verb === "heal") return undefined;
  if (!launcher.isSystemRunning) return `${component.system} does not run`;
  if (verb === "start") return isThere(state) ? `${name} is started already` : undefined;
  if (!isThere(state)) return `${name} is not started`;
  return verb === "hang" && state.kind === "hung" ? `${name} hangs already` : undefined;
}

function isThere({ kind }: ComponentState): boolean {
  return kind !== "down";
}

type Update = Extract<TimelineAction, { verb: "update" }>;

export function beginUpdate(plex: ScenarioPlex, update: Update): void {
  const step = stepOf(plex, update);
  if (typeof step !== "string") plex.zowe.updates.add(step);
}

export function updateRefusal(plex: ScenarioPlex, update: Update): string | undefined {
  const step = stepOf(plex, update);
  return typeof step === "string" ? step : plex.zowe.updates.refusal(step);
}

/** Or why there is none. */
function stepOf({ zowe }: ScenarioPlex, { object, to }: Update): UpdateStep | string {
  const [old, next] = [object, to].map(({ system, job }) => zowe.findLauncher(system, job));
  if (old === undefined) return `${object.system}/${object.job} is no launcher of Zowe`;
  if (next === undefined) return `${to.system}/${to.job} is no launcher of Zowe`;
  return { from: old.name, to: next.name };
}
