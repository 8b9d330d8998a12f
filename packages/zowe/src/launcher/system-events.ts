/**
 * What happens to systems and their TCP/IP stacks, for the launchers and components there: the start of Zowe after an IPL, the
 * end, the hang, the restart of what they run on.
 */
import type { SystemName } from "@sysplex/sysplex";
import type { ZowePlex } from "../plex.js";
import type { LauncherName } from "../state.js";
import type { Zowe } from "../zowe.js";
import type { Component } from "./component.js";
import { hangWithSystem, loseStack, loseSystem, regainStack, runOnWithSystem } from "./component-system.js";
import { startForArm } from "./launcher-arm.js";
import type { Launcher } from "./launcher.js";

/** It has no state of its own. */
export class SystemEvents {
  constructor(
    private readonly plex: ZowePlex,
    private readonly zowe: Zowe,
  ) {
    this.subscribe();
  }

  /** Zowe may start: at once, where the stack is up. */
  start(): void {
    for (const { system } of this.zowe.launchers) if (this.hasStack(system)) this.autostart(system, true);
  }

  private subscribe(): void {
    const { sysplex, tcpip } = this.plex;
    tcpip.stackStarted.subscribe(({ system, atStart }) => this.onStackStarted(system, atStart));
    tcpip.stackStopped.subscribe(({ system }) => {
      for (const component of this.componentsOn(system)) loseStack(component);
    });
    sysplex.lparStarted.subscribe(({ system, atStart }) => {
      if (!atStart) this.onSystemLost(system); // What a hung image left behind, whose end nobody announced.
    });
    sysplex.lparStopped.subscribe(({ system, why }) => {
      if (why === "hung") this.onSystemHung(system);
      else this.onSystemLost(system);
    });
    sysplex.lparResumed.subscribe(({ system }) => this.onSystemResumed(system));
    sysplex.lparClosing.subscribe(({ system }) => {
      for (const launcher of this.launchersOn(system)) launcher.stop();
    });
    sysplex.arm.restarting.subscribe((restart) => startForArm(this.plex, restart));
    // If it hung, it was reset before, which no program of it could notice.
    sysplex.systemPartitioned.subscribe(({ system }) => {
      if (!sysplex.lpar(system).isRunning) this.onSystemLost(system);
    });
  }

  private onStackStarted(system: SystemName, atStart: boolean): void {
    if (this.launchersOn(system).length === 0) return;
    if (this.zowe.state.value.systems[system]?.autostart === "due") {
      if (this.zowe.state.value.phase === "running") this.autostart(system, atStart);
    } else for (const component of this.componentsOn(system)) regainStack(this.plex, component);
  }

  private autostart(system: SystemName, atStart: boolean): void {
    if (this.zowe.state.value.systems[system]?.autostart !== "due") return;
    this.changeSystem(system, "autostart", "done");
    for (const launcher of this.launchersOn(system).filter(({ name }) => this.isAutostarted(name))) {
      if (atStart) launcher.bringUp();
      else if (this.zowe.parameters.startsAtIpl) launcher.autostart();
    }
  }

  private isAutostarted(name: LauncherName): boolean {
    const index = this.zowe.launchers.findIndex((launcher) => launcher.name === name);
    return this.zowe.configuration.starts[index]?.upAtStart ?? true;
  }

  private onSystemHung(system: SystemName): void {
    for (const launcher of this.launchersOn(system)) launcher.onSystemHung();
    for (const component of this.componentsOn(system)) hangWithSystem(component);
  }

  private onSystemResumed(system: SystemName): void {
    for (const launcher of this.launchersOn(system)) launcher.onSystemResumed();
    for (const component of this.componentsOn(system)) runOnWithSystem(component);
  }

  private onSystemLost(system: SystemName): void {
    if (this.launchersOn(system).length === 0) return;
    this.changeSystem(system, "system lost", "due");
    for (const launcher of this.launchersOn(system)) launcher.onSystemLost();
    for (const component of this.componentsOn(system)) loseSystem(this.plex, component);
  }

  private changeSystem(system: SystemName, cause: string, autostart: "due" | "done"): void {
    this.zowe.state.change(`${system}: ${cause}`, (draft) => {
      draft.systems[system] = { autostart };
    });
  }

  private hasStack(system: SystemName): boolean {
    return this.plex.tcpip.stacksOn(system).some((stack) => stack.isUp);
  }

  private launchersOn(system: SystemName): readonly Launcher[] {
    return this.zowe.launchers.filter((launcher) => launcher.system === system);
  }

  private componentsOn(system: SystemName): readonly Component[] {
    return this.zowe.components.filter((component) => component.system === system);
  }
}
