/** Operator commands that a timeline may enter: those of TCP/IP, of XCF, and of the z/OSMF address spaces. */
import { executeTcpipCommand } from "@sysplex/tcpip";
import type { ScenarioPlex } from "./plex.js";

/** Enters a command on a system; returns why it was refused. */
export function executeCommand(plex: ScenarioPlex, system: string, command: string): string | undefined {
  if (!plex.sysplex.lpar(system).isRunning) return `${system} does not run`;
  const result = executeTcpipCommand(plex, system, command);
  if (result.kind === "refused") return result.why;
  if (result.kind === "done") return undefined;
  const text = command.trim().toUpperCase();
  const offline = /^(?:V|VARY)\s+XCF,([A-Z0-9@#$]{1,8}),OFFLINE$/.exec(text)?.[1];
  if (offline !== undefined) return varyOffline(plex, offline);
  const lifeCycle = /^(P|STOP|S|START|C|CANCEL)\s+([A-Z0-9@#$]{1,8})$/.exec(text);
  if (lifeCycle !== null) return addressSpace(plex, `${system}/${lifeCycle[2] ?? ""}`, lifeCycle[1] ?? "");
  return `the command is not simulated: ${command}`;
}

/** Whether a command is of a form that {@link executeCommand} knows. */
export function isSimulatedCommand(command: string): boolean {
  return [
    /^(?:V|VARY)\s+TCPIP,[^,]*,SYSPLEX,[A-Z]+/,
    /^(?:V|VARY)\s+XCF,[A-Z0-9@#$]{1,8},OFFLINE$/,
    /^(?:P|STOP|S|START|C|CANCEL)\s+[A-Z0-9@#$]{1,8}$/,
  ].some((form) => form.test(command.trim().toUpperCase()));
}

function varyOffline(plex: ScenarioPlex, system: string): string | undefined {
  const lpar = plex.sysplex.lpars.find(({ name }) => name === system);
  if (lpar === undefined) return `${system} is no system of the sysplex`;
  lpar.remove();
  return undefined;
}

function addressSpace(plex: ScenarioPlex, name: string, verb: string): string | undefined {
  const server = plex.zosmf.servers.find((server) => server.name === name);
  const angel = plex.zosmf.angels.find((angel) => angel.name === name);
  const target = server ?? angel;
  if (target === undefined) return `${name} is neither a stack nor a z/OSMF server or angel`;
  if (verb.startsWith("C")) target.crash();
  else if (verb === "P" || verb === "STOP") target.stop();
  else target.start();
  return undefined;
}
