/**
 * How a component comes up: from its spawn over the open ports to its message that it has started.
 *
 *     spawn ─────────────────────────── ports open ── listenerToReady ── ZWEAM000I
 *       └──────────────────────────── start duration ───────────────────────┘
 *
 * @assumption A start takes its drawn time whatever else starts on the system, and whatever it needs of others.
 */
import { longer, minus, NO_TIME, sampleDuration, type Duration } from "@sysplex/sim-core";
import type { Component } from "./component.js";
import { readyMessage, startDurationOf } from "./component-facts.js";
import { openPorts, type PortProblem } from "./component-port.js";
import type { ZowePlex } from "../plex.js";

/** There is a process now, and it begins its start. */
export function onSpawned({ sim, zowe }: ZowePlex, component: Component): void {
  const { failedStartDuration, listenerToReady } = zowe.parameters;
  const { brokenStart } = component.record;
  const isBroken = brokenStart !== undefined || component.launcher.workspace.record.damaged;
  const drawn = sampleDuration(startDurationOf(zowe.parameters, component.id), component.stream("start"));
  const duration = isBroken ? failedStartDuration : drawn;
  component.change("spawned", (record) => ({ ...record, startCount: record.startCount + 1 }));
  component.enter({ kind: "starting", since: sim.now, duration }, "spawned");
  if (isBroken) return component.steps.schedule("failed", duration);
  component.steps.schedule("portDue", longer(minus(duration, listenerToReady), NO_TIME));
  component.steps.schedule("ready", duration);
}

/** Up and ready when the simulation begins, silently unless a port is taken. */
export function bringUp(plex: ZowePlex, component: Component): void {
  openPortsInStart(plex, component);
  if (component.record.state.kind !== "listening") return;
  component.enter({ kind: "ready", since: plex.sim.now }, "there at the start");
  plex.zowe.componentReady.emit(component.news);
}

export function onPortDue(plex: ZowePlex, component: Component): void {
  component.steps.done("portDue");
  openPortsInStart(plex, component);
}

function openPortsInStart(plex: ZowePlex, component: Component): void {
  component.enter({ kind: "listening", since: plex.sim.now }, "opens its ports");
  const problem = openPorts(plex, component);
  if (problem !== undefined) answerPortProblem(plex, component, problem);
}

export function endStart({ sim, zowe }: ZowePlex, component: Component): void {
  component.steps.done("ready");
  const took = (sim.now - component.record.watch.spawnedAt) as Duration;
  const message = readyMessage(component.instance, component.configuration, took);
  if (message !== undefined) component.launcher.write(message.id, message.text);
  component.enter({ kind: "ready", since: sim.now }, message?.id ?? "started");
  zowe.componentReady.emit(component.news);
  component.launcher.plan.onReady();
}

function answerPortProblem({ zowe }: ZowePlex, component: Component, { port, why }: PortProblem): void {
  component.launcher.write("", `${component.id} cannot listen on port ${port}: ${why}`);
  if (zowe.parameters.takenPort === "ends") component.endByItself(1, `port ${port}: ${why}`);
}
