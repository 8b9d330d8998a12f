/**
 * SYSPRINT of the launchers: their own lines and those of the components that they have spawned.
 *
 * A line goes to the console too when zowe.sysMessages has a part of it, as ZWEL0021I always does.
 * Simplified: lines are not cut, and a component's whole line is searched.
 * The log only ever grows, so it is kept beside the store, as the console's is.
 */
import type { Instant } from "@sysplex/sim-core";
import type { ZowePlex } from "../plex.js";
import type { LauncherName } from "../state.js";

export interface SysprintLine {
  readonly at: Instant;
  readonly launcher: LauncherName;
  /** `ZWEL0021I`; empty where Zowe writes a line without one, or one whose id is not known. */
  readonly id: string;
  /** Without the id. */
  readonly text: string;
}

/** Written by WTO whatever sysMessages says. @source launcher src/main.c. */
const ALWAYS_ON_CONSOLE = "ZWEL0021I";

export class Sysprint {
  private log: SysprintLine[] = [];

  constructor(private readonly plex: ZowePlex) {}

  /** Every line so far, oldest first. */
  get lines(): readonly SysprintLine[] {
    return this.log;
  }

  linesOf(launcher: LauncherName): readonly SysprintLine[] {
    return this.log.filter((line) => line.launcher === launcher);
  }

  /** @internal A fork has a log of its own from here on. */
  copyFrom(twin: Sysprint): void {
    this.log = [...twin.log];
  }

  /** @internal */
  write(launcher: LauncherName, id: string, text: string): void {
    this.log.push(Object.freeze({ at: this.plex.sim.now, launcher, id, text }));
    const { system, configuration } = this.plex.zowe.launcher(launcher);
    const line = `${id} ${text}`;
    const isWanted = configuration.instance.sysMessages.some((part) => part !== "" && line.includes(part));
    if (isWanted || id === ALWAYS_ON_CONSOLE) this.plex.sysplex.console.write(system, id, text);
  }
}
