/**
 * How the launcher comes up: from START over the preparation to the components and the console listener.
 *
 * Simplified: what the launcher does before the preparation takes no time of its own; it is in `prepareDuration`.
 * @source zowe/launcher src/main.c, main.
 */
import { inSeconds, sampleDuration } from "@sysplex/sim-core";
import type { Component } from "./component.js";
import type { Launcher } from "./launcher.js";
import { registerWithArm } from "./launcher-arm.js";
import { zoweMessages } from "../messages.js";
import type { ZowePlex } from "../plex.js";
import { configureProblems, memberOf, prepareProblems } from "./prepare.js";
import type { Json } from "../yaml/config-node.js";

/** What a config manager script with exit code 1 comes to in ZWEL0066W: the raw status. */
const PREPARE_STATUS = 256;

/** START: everything up to the preparation. */
export function beginStart(plex: ZowePlex, launcher: Launcher): void {
  const { sim, zowe } = plex;
  launcher.become({ kind: "preparing", since: sim.now, raced: isRaced(plex, launcher) }, "START");
  registerWithArm(plex, launcher);
  writeBeginning(launcher);
  const duration = sampleDuration(
    zowe.parameters.prepareDuration,
    sim.random(`zowe/${launcher.name}/prepare`),
  );
  launcher.steps.schedule("prepared", duration);
}

/** The preparation has ended: nothing is spawned, or everything is. */
export function endPreparation(plex: ZowePlex, launcher: Launcher): void {
  const problems = prepareProblems(plex, launcher);
  if (problems.length > 0) return failPreparation(launcher, problems);
  for (const problem of configureProblems(launcher)) launcher.write("", `Warning: ${problem}`);
  launcher.write("ZWEL0018I", zoweMessages.ZWEL0018I());
  if (launcher.components.length === 0) {
    launcher.write("ZWEL0029E", zoweMessages.ZWEL0029E());
    return launcher.fail("start component list is empty");
  }
  launcher.become({ kind: "running", since: plex.sim.now }, "ZWEL0018I");
  writeComponents(launcher.components, launcher);
  launcher.write("ZWEL0006I", zoweMessages.ZWEL0006I());
  if (launcher.plan.isPlanned) launcher.plan.begin();
  else {
    for (const component of launcher.components) launcher.spawn(component);
    launcher.write("ZWEL0007I", zoweMessages.ZWEL0007I());
  }
  launcher.write("ZWEL0012I", zoweMessages.ZWEL0012I());
  launcher.console.takeHeldCommand();
}

function failPreparation(launcher: Launcher, problems: readonly string[]): void {
  const { config, configuration } = launcher;
  for (const problem of problems) launcher.write("", `Error: ${problem}`);
  const [which, root] = [configuration.launcher.id, textAt(configuration.launcher.tree, "runtimeDirectory")];
  launcher.write("", `${problems.length} errors were found during validation, please check the message.`);
  const command = `${root}/bin/zwe internal start prepare --config "${config}" --ha-instance ${which} 2>&1`;
  launcher.write("ZWEL0066W", zoweMessages.ZWEL0066W(command, PREPARE_STATUS));
  launcher.write("ZWEL0030E", zoweMessages.ZWEL0030E());
  launcher.fail(problems.join("; "));
}

function writeBeginning(launcher: Launcher): void {
  const { id, tree } = launcher.configuration.launcher;
  launcher.write("ZWEL0021I", zoweMessages.ZWEL0021I());
  launcher.write("ZWEL0023I", zoweMessages.ZWEL0023I(launcher.config));
  launcher.write("ZWEL0024I", zoweMessages.ZWEL0024I(id));
  launcher.write("ZWEL0017I", zoweMessages.ZWEL0017I(textAt(tree, "runtimeDirectory")));
  launcher.write("ZWEL0069I", zoweMessages.ZWEL0069I());
  launcher.write("ZWEL0058I", zoweMessages.ZWEL0058I(textAt(tree, "workspaceDirectory")));
}

function writeComponents(components: readonly Component[], launcher: Launcher): void {
  launcher.write("ZWEL0016I", zoweMessages.ZWEL0016I(components.map(({ id }) => id).join(",")));
  for (const { id, configuration } of components) {
    const { restartIntervals, minUptime, shareAs } = configuration.launcher;
    const intervals = restartIntervals.map((interval) => inSeconds(interval));
    launcher.write("ZWEL0003I", zoweMessages.ZWEL0003I(id, intervals.length, inSeconds(minUptime), shareAs));
    launcher.write("ZWEL0025I", zoweMessages.ZWEL0025I(id, intervals.join(" ")));
  }
}

/** Another preparation in the same workspace has begun within the window, and still runs. */
function isRaced({ sim, zowe }: ZowePlex, launcher: Launcher): boolean {
  const { sharedWorkspaceRace } = zowe.parameters;
  const { workspaceDirectory } = launcher.configuration.instance;
  if (sharedWorkspaceRace === 0 || workspaceDirectory === undefined) return false;
  return zowe.launchers.some(
    ({ name, state, configuration: { instance } }) =>
      name !== launcher.name &&
      instance.workspaceDirectory === workspaceDirectory &&
      state.kind === "preparing" &&
      sim.now - state.since < sharedWorkspaceRace,
  );
}

/** A string of the section `zowe`. */
function textAt(tree: Json, key: string): string {
  const value = memberOf(memberOf(tree, "zowe"), key);
  return typeof value === "string" ? value : "";
}
