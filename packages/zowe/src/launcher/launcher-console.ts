/**
 * The launcher's console listener: one thread, which is busy as long as it stops a component.
 *
 * Simplified: z/OS keeps one command while the thread is busy, and refuses the others.
 * @source zowe/launcher src/main.c, handle_console; zowe/community issue 1952 for IEE342I.
 */
import type { Component } from "./component.js";
import { NO_PID } from "./component-watch.js";
import type { Launcher } from "./launcher.js";
import { parseCommand } from "./launcher-commands.js";
import { beginStop, finishStop } from "./launcher-stop.js";
import { zoweMessages, type ZoweMessageId } from "../messages.js";
import type { ZowePlex } from "../plex.js";
import { isActive, type ConsoleCommand } from "../state.js";

/** A view of a launcher's console thread in the store: it has no state of its own. */
export class LauncherConsole {
  constructor(
    private readonly plex: ZowePlex,
    private readonly launcher: Launcher,
  ) {}

  /** A command reaches the thread, waits for it, or is refused by z/OS. */
  receive(command: ConsoleCommand): void {
    if (!this.launcher.isSystemRunning) return;
    const { state, consoleStop, heldCommand, terminating } = this.launcher.record;
    if (!isActive(state)) return this.refuse("IEE341I", zoweMessages.IEE341I(this.launcher.job));
    const isListening = state.kind === "running" && !terminating;
    if (isListening && consoleStop === undefined) return this.execute(command);
    const isHeld = isListening || (state.kind === "preparing" && command.kind === "stop");
    if (!isHeld || heldCommand !== undefined) {
      return this.refuse("IEE342I", zoweMessages.IEE342I(command.kind === "stop" ? "STOP" : "MODIFY"));
    }
    this.launcher.change("a command waits", (record) => ({ ...record, heldCommand: command }));
  }

  /** The thread is free. */
  takeHeldCommand(): void {
    const { heldCommand } = this.launcher.record;
    if (heldCommand === undefined) return;
    this.launcher.change("reads a command", ({ heldCommand: _, ...record }) => record);
    this.execute(heldCommand);
  }

  /** @internal STOP(component) is over. */
  onStopDue(): void {
    const component = finishStop(this.plex, this.launcher, "consoleStop");
    if (component !== undefined) this.takeHeldCommand();
  }

  private execute(command: ConsoleCommand): void {
    if (command.kind === "modify") return this.modify(command.text);
    this.launcher.write("ZWEL0014I", zoweMessages.ZWEL0014I());
    this.launcher.write("ZWEL0015I", zoweMessages.ZWEL0015I());
    this.launcher.eventLoop.terminate();
  }

  private modify(text: string): void {
    const { launcher } = this;
    launcher.write("ZWEL0013I", zoweMessages.ZWEL0013I(text));
    const command = parseCommand(text);
    switch (command.verb) {
      case "START":
      case "STOP": {
        const component = launcher.find(command.component);
        if (component === undefined) launcher.write("ZWEL0054W", zoweMessages.ZWEL0054W(command.component));
        else if (command.verb === "START") this.start(component);
        else if (component.watch.pid !== NO_PID) beginStop(this.plex, component, "consoleStop");
        return;
      }
      case "DISP":
        return this.display();
      case "bad value":
        return launcher.write("ZWEL0041E", zoweMessages.ZWEL0041E());
      case "unknown":
        return launcher.write("ZWEL0042E", zoweMessages.ZWEL0042E());
    }
  }

  /** Whatever still sleeps asks for its restart all the same, later. */
  private start(component: Component): void {
    component.watch.resetFailures();
    this.launcher.spawn(component);
  }

  private display(): void {
    const { launcher } = this;
    launcher.write("ZWEL0010I", zoweMessages.ZWEL0010I());
    for (const { id, watch } of launcher.components)
      launcher.write("ZWEL0011I", zoweMessages.ZWEL0011I(id, watch.pid));
  }

  private refuse(id: ZoweMessageId, text: string): void {
    this.plex.sysplex.console.write(this.launcher.system, id, text);
  }
}
