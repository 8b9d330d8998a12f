/**
 * Who runs z/OSMF: the rules of autostart groups and of the ENQ on the data directory, as pure decisions.
 *
 * @source z/OSMF Configuration Guide, "Autostart concepts in z/OSMF": the first system of a group to IPL starts the
 * group's server, the others use it; AUTOSTART(CONNECT) never starts one; a server holds an ENQ on its USER_DIR.
 */
import type { ServerName } from "./state.js";

export type AutostartDecision =
  { readonly kind: "start" } | { readonly kind: "connect"; readonly to: ServerName | undefined };

/** What a system does about z/OSMF at the end of its IPL. */
export function autostartDecision(
  autostart: "LOCAL" | "CONNECT",
  groupServer: ServerName | undefined,
): AutostartDecision {
  if (groupServer !== undefined || autostart === "CONNECT") return { kind: "connect", to: groupServer };
  return { kind: "start" };
}

export interface StartRequest {
  readonly server: ServerName;
  readonly active: boolean;
  readonly group: string;
  readonly groupServer: ServerName | undefined;
  readonly userDir: string;
  readonly userDirHolder: ServerName | undefined;
}

/** Why a START comes to nothing; `undefined` when nothing stands in its way. */
export function startProblem(request: StartRequest): string | undefined {
  const { server, groupServer, userDirHolder } = request;
  if (request.active) return "it is active already";
  if (userDirHolder !== undefined && userDirHolder !== server) {
    return `USER_DIR ${request.userDir} is in use by ${userDirHolder}`;
  }
  if (groupServer !== undefined && groupServer !== server) {
    return `autostart group ${request.group} is served by ${groupServer}`;
  }
  return undefined;
}
