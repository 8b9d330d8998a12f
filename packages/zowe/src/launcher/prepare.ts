/**
 * The checks of the preparation: what stops a start of Zowe before anything is spawned.
 *
 * Modelled: z/OSMF must answer at that instant; ports of the API ML must be free, of all addresses or of `vipaIp`; the
 * workspace must be writable, and only one preparation at a time there; configure steps that fail.
 * Simplified: Java, Node, the log directory and the configuration itself are in order; all checks take place at the end of the
 * preparation; a z/OSMF that answers nothing fails it at once, where an HTTP client would wait.
 * @source zowe-install-packaging bin/commands/internal/start/prepare/index.ts, bin/libs/zosmf.ts, bin/libs/network.ts.
 */
import type { IpAddress } from "@sysplex/tcpip";
import { checksItsPort, portsOf } from "./component-facts.js";
import { stackOf } from "./component-port.js";
import type { Launcher } from "./launcher.js";
import type { ZowePlex } from "../plex.js";
import type { Json } from "../yaml/config-node.js";
import type { ZosmfAddress, ZoweInstance } from "../yaml/zowe-configuration.js";

/** What the preparation complains about; empty: it succeeds. The wording is ours. */
export function prepareProblems(plex: ZowePlex, launcher: Launcher): readonly string[] {
  const { instance } = launcher.configuration;
  return [
    ...workspaceProblems(launcher),
    ...zosmfProblems(plex, instance),
    ...portProblems(plex, launcher.system, instance),
    ...(instance.onComponentConfigureFail === "exit" ? configureProblems(launcher) : []),
  ];
}

/** What fails in the configure step, of which zowe.launchScript.onComponentConfigureFail says whether it ends the start. */
export function configureProblems({ components }: Launcher): readonly string[] {
  return components
    .filter(({ record }) => record.brokenConfigure)
    .map(({ id }) => `${id} failed to configure`);
}

/** New connections to z/OSMF are served just now, by a server that is ready. What is no z/OSMF of the model counts as ready. */
export function answers(plex: ZowePlex, { host, port }: ZosmfAddress): boolean {
  const address = addressOf(plex, host);
  if (address === undefined) return false;
  const { tcpip, zosmf } = plex;
  const served = tcpip.transport.servedBy(tcpip.transport.routes.destination(address, port));
  if (served === undefined) return false;
  const stack = tcpip.stacks[served.target];
  const application = stack?.listenerFor(address, port)?.application;
  const server = zosmf.servers.find(({ name }) => name === application);
  return server === undefined || server.state.kind === "ready";
}

function workspaceProblems({ state, workspace, configuration }: Launcher): readonly string[] {
  if (workspace.record.damaged) {
    return [`Workspace directory ${configuration.instance.workspaceDirectory ?? ""} is not writable`];
  }
  const raced = state.kind === "preparing" && state.raced;
  return raced ? ["ENOENT: no such file or directory, open '.env/.zowe.json'"] : [];
}

/** @assumption A start without a Gateway is not asked who checks its logons. */
function zosmfProblems(plex: ZowePlex, instance: ZoweInstance): readonly string[] {
  const { zosmf, gateway } = instance;
  if (zosmf === undefined) return [];
  if (isEnabled(instance, "discovery")) {
    return answers(plex, zosmf) ? [] : [`z/OSMF at ${zosmf.host}:${zosmf.port} cannot be reached`];
  }
  const isProvider = isEnabled(instance, "gateway") && gateway.authProvider === "zosmf";
  return isProvider ? ["z/OSMF is the authentication provider, and discovery is not enabled"] : [];
}

function portProblems(plex: ZowePlex, system: string, instance: ZoweInstance): readonly string[] {
  if (!instance.validatePortFree) return [];
  const vipaIp = vipaIpOf(instance);
  const listeners = stackOf(plex, system)?.listeners ?? [];
  const checked = instance.components.filter(({ name, enabled }) => enabled && checksItsPort(name));
  return checked
    .flatMap((component) => portsOf(instance, component))
    .flatMap((port) => {
      const taken = listeners.find(
        (listener) => listener.port === port && (vipaIp === undefined || listener.address === vipaIp),
      );
      return taken === undefined ? [] : [`Port ${port} is already in use by process ${taken.job}`];
    });
}

/**
 * The only address that is looked at, if one is coded: two Zowes may share a port on two dynamic VIPAs.
 * @source zowe-install-packaging issue 2943; later levels have it below `server`.
 */
function vipaIpOf({ tree }: ZoweInstance): string | undefined {
  const network = memberOf(memberOf(tree, "zowe"), "network");
  const coded = memberOf(memberOf(network, "server"), "vipaIp") ?? memberOf(network, "vipaIp");
  return typeof coded === "string" && coded !== "" ? coded : undefined;
}

function isEnabled({ components }: ZoweInstance, name: string): boolean {
  return components.some((component) => component.name === name && component.enabled);
}

/** A name that the resolver knows, or an address as it is. */
function addressOf({ zowe }: ZowePlex, host: string): IpAddress | undefined {
  return zowe.configuration.hosts[host.toLowerCase()] ?? (/^[\d.]+$|:/.test(host) ? host : undefined);
}

/** @internal A member of an object; `undefined`: it has none, or is no object. */
export function memberOf(json: Json | undefined, key: string): Json | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  return (json as Readonly<Record<string, Json>>)[key];
}
