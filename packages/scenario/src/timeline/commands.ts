/** Operator commands that a timeline may enter: those of TCP/IP, of XCF, and of the z/OSMF address spaces. */
import { executeTcpipCommand, LIFE_CYCLE } from "@sysplex/tcpip";
import { executeArmCommand } from "@sysplex/sysplex";
import type { ScenarioPlex } from "../plex.js";
import { CANCEL_ARMRESTART, MODIFY, VARY_OFFLINE } from "./command-forms.js";
import { addressSpaceRefusal, varyOfflineRefusal } from "./refusal.js";
import { helperRefusal, isHelper, playOnHelper } from "./zowe-helpers.js";
import { launcherRefusal, playOnLauncher } from "./zowe-play.js";

/** Enters a command on a system; returns why it was refused. */
export function executeCommand(plex: ScenarioPlex, system: string, command: string): string | undefined {
  if (!plex.sysplex.lpar(system).isRunning) return `${system} does not run`;
  const result = executeTcpipCommand(plex, system, command);
  if (result.kind === "refused") return result.why;
  if (result.kind === "done") return undefined;
  const text = command.trim().toUpperCase();
  const [, job = "", appl] = MODIFY.exec(text) ?? [];
  if (appl !== undefined) return modify(plex, system, job, appl);
  const arm = executeArmCommand(plex, system, text);
  if (arm.kind === "refused") return arm.why;
  if (arm.kind === "done") return undefined;
  const cancelled = CANCEL_ARMRESTART.exec(text)?.[1];
  if (cancelled !== undefined) return cancelForRestart(plex, system, cancelled);
  const offline = VARY_OFFLINE.exec(text)?.[1];
  if (offline !== undefined) return varyOffline(plex, offline);
  const lifeCycle = LIFE_CYCLE.exec(text);
  if (lifeCycle !== null) return addressSpace(plex, system, lifeCycle[2] ?? "", lifeCycle[1] ?? "");
  return `the command is not simulated: ${command}`;
}

/** As typed on a console, it has to be confirmed: IXC371D. */
function varyOffline(plex: ScenarioPlex, system: string): string | undefined {
  const lpar = plex.sysplex.lpars.find(({ name }) => name === system);
  if (lpar === undefined) return `${system} is no system of the sysplex`;
  const refusal = varyOfflineRefusal(plex, system);
  if (refusal !== undefined) return refusal;
  const { prompts } = plex.sysplex.state.value;
  if (prompts.some(({ id, about }) => id === "IXC371D" && about === system))
    return `IXC371D waits for a reply about ${system} already`;
  lpar.remove({ confirmed: false });
  return undefined;
}

function cancelForRestart(plex: ScenarioPlex, system: string, job: string): string | undefined {
  const launcher = plex.zowe.findLauncher(system, job);
  if (launcher === undefined) return `${system}/${job} is no launcher of Zowe`;
  const refusal = launcherRefusal(launcher, "fail");
  if (refusal === undefined) launcher.cancel({ armRestart: true });
  return refusal;
}

function modify(plex: ScenarioPlex, system: string, job: string, appl: string): string | undefined {
  const launcher = plex.zowe.findLauncher(system, job);
  if (launcher === undefined) return `${system}/${job} is no launcher of Zowe`;
  launcher.modify(appl);
  return undefined;
}

function addressSpace(plex: ScenarioPlex, system: string, job: string, verb: string): string | undefined {
  const name = `${system}/${job}`;
  const launcher = plex.zowe.findLauncher(system, job);
  if (launcher !== undefined) {
    const what = verbOf(verb);
    const refusal = launcherRefusal(launcher, what);
    if (refusal !== undefined) return refusal;
    if (what === "fail")
      launcher.cancel(); // ARM takes it for the wish of a person.
    else playOnLauncher(launcher, what);
    return undefined;
  }
  const helper = { kind: "addressSpace", system, job } as const;
  if (isHelper(plex, helper)) {
    const refusal = helperRefusal(plex, verbOf(verb), helper);
    if (refusal === undefined) playOnHelper(plex, verbOf(verb), helper);
    return refusal;
  }
  const server = plex.zosmf.servers.find((server) => server.name === name);
  const angel = plex.zosmf.angels.find((angel) => angel.name === name);
  const target = server ?? angel;
  if (target === undefined)
    return `${name} is neither a stack nor a z/OSMF server or angel nor a launcher of Zowe`;
  const what = verbOf(verb);
  const refusal = addressSpaceRefusal(plex, what, system, job);
  if (refusal !== undefined) return refusal;
  if (what === "fail") target.crash();
  else if (what === "stop") target.stop();
  else target.start();
  return undefined;
}

/** CANCEL ends it as a failure does. */
function verbOf(command: string): "fail" | "stop" | "start" {
  if (command.startsWith("C")) return "fail";
  return command === "P" || command === "STOP" ? "stop" : "start";
}
