/** What Desktop users have met with, of all servers and Gateways together. */
import { websocketCauses, type WebsocketCause } from "../gateway/index.js";
import type { ZowePlex } from "../plex.js";
import type { AppServerReport } from "./app-server.js";
import { socketCauses, type SocketCause } from "./sockets.js";

export interface DesktopReport extends Omit<AppServerReport, "websockets"> {
  /** Open at the servers now. */
  readonly websocketsOpen: number;
  readonly websocketsOpened: number;
  /** Terminals in use that were cut: what was done in them is lost. */
  readonly terminalsLost: number;
  /** What the servers saw end a websocket. One chain that breaks is counted at its Gateway too. */
  readonly cutAtServers: Readonly<Record<SocketCause, number>>;
  readonly cutAtGateways: Readonly<Record<WebsocketCause, number>>;
}

export function desktopReport({ zowe }: ZowePlex): DesktopReport {
  const servers = zowe.desktop.appServers.map(({ report }) => report);
  const gateways = zowe.components.flatMap(({ name }) => zowe.gateway(name)?.websockets.report ?? []);
  const sum = (of: (report: AppServerReport) => number): number =>
    servers.reduce((total, report) => total + of(report), 0);
  return {
    sessions: sum(({ sessions }) => sessions),
    logons: sum(({ logons }) => logons),
    logonsFailed: sum(({ logonsFailed }) => logonsFailed),
    sessionsRenewed: sum(({ sessionsRenewed }) => sessionsRenewed),
    logonsNeeded: sum(({ logonsNeeded }) => logonsNeeded),
    sessionsLost: sum(({ sessionsLost }) => sessionsLost),
    saves: sum(({ saves }) => saves),
    websocketsOpen: sum(({ websockets }) => websockets.open),
    websocketsOpened: sum(({ websockets }) => websockets.opened),
    terminalsLost: sum(({ websockets }) => websockets.terminalsLost),
    cutAtServers: byCause(socketCauses, (cause) => sum(({ websockets }) => websockets.cut[cause])),
    cutAtGateways: byCause(websocketCauses, (cause) =>
      gateways.reduce((total, { cut }) => total + cut[cause], 0),
    ),
  };
}

function byCause<Cause extends string>(
  causes: readonly Cause[],
  count: (cause: Cause) => number,
): Readonly<Record<Cause, number>> {
  return Object.fromEntries(causes.map((cause) => [cause, count(cause)])) as Record<Cause, number>;
}
