/** The launcher's table of contents, in reading order. */
export { Launcher } from "./launcher.js";
export { LAUNCHER_PROC, launcherName } from "./launcher-name.js";
export type { ComponentChange, ComponentNews, LauncherChange } from "./news.js";
export { haInstanceOf, type LauncherArm } from "./launcher-arm.js";
export { parseCommand, type ParsedCommand } from "./launcher-commands.js";
export { componentDependencies } from "./launcher-plan.js";
export { Workspace } from "./workspace.js";
export type { Sysprint, SysprintLine } from "./sysprint.js";
export { Component } from "./component.js";
export { portsOf } from "./component-facts.js";
export { Orphan } from "./orphan.js";
export { failuresAfter, nextPoll, restartDelay, uptimeSeconds } from "./restart-policy.js";
export { RollingUpdate, type UpdateStep } from "./rolling-update.js";
