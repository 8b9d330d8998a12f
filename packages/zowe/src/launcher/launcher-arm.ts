/**
 * A launcher as an element of automatic restart management (ARM).
 *
 * Zowe ships no ARM policy and no ARM step. A site puts ARMWRAP steps around the launcher's step of ZWESLSTC: REGISTER and
 * READY before it, DEREGISTER behind it. DEREGISTER runs when the launcher's step ends by itself, also with condition code
 * 8, unless the site has coded a condition; a cancel or an abend skips it.
 *
 * Simplified: the steps themselves take no time; READY does not wait for components.
 * @source zowe-install-packaging issues 1629, 1694, 1864; z/OS MVS Programming: Sysplex Services Guide, IXCARM;
 * z/OS MVS System Commands, CANCEL and its ARMRESTART. What ARMWRAP does is recalled.
 */
import type { ArmRestart, ArmTermType } from "@sysplex/sysplex";
import type { Launcher } from "./launcher.js";
import { zoweMessages } from "../messages.js";
import type { ZowePlex } from "../plex.js";
import { LAUNCHER_PROC } from "./launcher-name.js";

/** What the ARMWRAP step says. */
export interface LauncherArm {
  /** ELEMENT, 1 to 16 characters. Launchers of one name on several systems are one element: it runs on one of them. */
  readonly element: string;
  /** ELEMTYPE; absent: none. */
  readonly type?: string;
  /** TERMTYPE; absent: ALLTERM. */
  readonly termType?: ArmTermType;
}

/** ARMWRAP before the launcher's step. */
export function registerWithArm({ sysplex }: ZowePlex, { arm, system, job, configuration }: Launcher): void {
  if (arm === undefined) return;
  const { element, type = "", termType = "ALLTERM" } = arm;
  const startText = `S ${LAUNCHER_PROC},HAINST=${configuration.launcher.id},JOBNAME=${job}`;
  const outcome = sysplex.arm.register({ element, type, job, system, termType, startText });
  if (outcome === "first" || outcome === "restarted") sysplex.arm.ready(element);
}

/** ARMWRAP behind it. */
export function deregisterFromArm(plex: ZowePlex, launcher: Launcher): void {
  const element = elementOf(plex, launcher);
  if (element !== undefined) plex.sysplex.arm.deregister(element);
}

/** The address space has ended, and the last step did not run. */
export function reportEndToArm(plex: ZowePlex, launcher: Launcher): void {
  const element = elementOf(plex, launcher);
  if (element !== undefined) plex.sysplex.arm.elementEnded(element);
}

/** ARM issues a START command: one launcher of the element on that system takes it. */
export function startForArm({ sysplex, zowe }: ZowePlex, { element, system, command }: ArmRestart): void {
  const isOurs = zowe.launchers.some(({ arm }) => arm?.element === element);
  if (!isOurs) return;
  const there = zowe.launchers.filter(
    (launcher) => launcher.system === system && launcher.arm?.element === element,
  );
  const wanted = haInstanceOf(command);
  const launcher = there.find(({ configuration }) => configuration.launcher.id === wanted) ?? there[0];
  if (launcher !== undefined) launcher.start();
  else sysplex.console.write(system, "IEE122I", zoweMessages.IEE122I());
}

/** HAINST of a START command, as the launcher takes it; `undefined`: the command has none. */
export function haInstanceOf(command: string): string | undefined {
  const value = /[ ,]HAINST=(?:'([^']*)'|([^, ]+))/i.exec(command);
  return (value?.[1] ?? value?.[2])?.toLowerCase();
}

/** Its element, if it is this address space that is registered. */
function elementOf({ sysplex }: ZowePlex, { arm, system, job }: Launcher): string | undefined {
  const known = arm === undefined ? undefined : sysplex.arm.element(arm.element);
  return known?.system === system && known.job === job ? known.name : undefined;
}
