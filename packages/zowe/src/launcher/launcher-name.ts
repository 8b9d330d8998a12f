/** How launchers are told apart. */
import type { ZoweLauncherConfiguration } from "../plex.js";
import type { LauncherName } from "../state.js";

/** The started procedure, whatever its job name. @source zowe/launcher samplib/ZWESLSTC. */
export const LAUNCHER_PROC = "ZWESLSTC";

/** By system and job; z/OS lets two jobs have one name, and then the second has its HA instance behind it. */
export function launcherNames(starts: readonly ZoweLauncherConfiguration[]): readonly LauncherName[] {
  const names: LauncherName[] = [];
  for (const start of starts) {
    const name = launcherName(start);
    const isTaken = names.includes(name);
    const { id } = start.configuration.instance;
    names.push(isTaken ? `${name}.${names.includes(`${name}.${id}`) ? `${names.length}` : id}` : name);
  }
  return names;
}

export function launcherName({ system, configuration }: ZoweLauncherConfiguration): LauncherName {
  return `${system}/${configuration.instance.job.name}`;
}
