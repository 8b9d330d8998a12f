/**
 * The launcher's event loop: restarts components that ask for it, one after the other, and ends the launcher on P.
 *
 * Modelled: the single slot. An event that comes before the loop has taken the one before overwrites it, and the component
 * that had asked first stays down.
 * Simplified: of threads that wait for the slot while the loop is busy, the last one wins.
 * @source zowe/launcher src/main.c, send_event, monitor_events and restart_component.
 */
import type { Component } from "./component.js";
import { NO_PID } from "./component-watch.js";
import type { Launcher } from "./launcher.js";
import { beginStop, beginStopOfAll, finishStop } from "./launcher-stop.js";
import type { ZowePlex } from "../plex.js";
import type { ComponentName, LauncherEvent } from "../state.js";

/** A view of a launcher's event loop in the store: it has no state of its own. */
export class EventLoop {
  constructor(
    private readonly plex: ZowePlex,
    private readonly launcher: Launcher,
  ) {}

  /** A thread that has slept wants its component started. */
  onRestartAsked(component: ComponentName): void {
    const { state, terminating } = this.launcher.record;
    if (state.kind === "running" && !terminating) this.put({ kind: "restart", component });
  }

  /** P: nothing is restarted any more. */
  terminate(): void {
    this.launcher.change("terminates", (record) => ({ ...record, terminating: true }));
    this.put({ kind: "terminate" });
  }

  /** @internal The loop has woken up. */
  onEventTaken(): void {
    const { launcher } = this;
    launcher.steps.done("eventTaken");
    const { event } = launcher.record;
    launcher.change("takes an event", ({ event: _, ...record }) => record);
    if (event?.kind === "terminate") beginStopOfAll(this.plex, launcher);
    else if (event !== undefined) this.restart(this.plex.zowe.component(event.component));
  }

  /** @internal What had to be stopped before is started. */
  onStopDue(): void {
    const { launcher } = this;
    const component = finishStop(this.plex, launcher, "loopStop");
    if (component === undefined) return;
    launcher.spawn(component);
    if (launcher.record.event !== undefined) this.wake();
  }

  private put(event: LauncherEvent): void {
    this.launcher.change(`${event.kind} asked for`, (record) => ({ ...record, event }));
    if (this.launcher.record.loopStop === undefined) this.wake();
  }

  private wake(): void {
    if (this.launcher.record.timers.eventTaken !== undefined) return;
    this.launcher.steps.schedule("eventTaken", this.plex.zowe.parameters.eventLoopLatency);
  }

  private restart(component: Component): void {
    if (component.watch.pid === NO_PID) this.launcher.spawn(component);
    else beginStop(this.plex, component, "loopStop");
  }
}
