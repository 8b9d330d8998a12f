/**
 * What the Desktop can be asked: paths behind `/zlux/ui/v1` and `/zlux/ws/v1`, and the numbers that stand for them.
 *
 * @source zlux-server-framework lib/webapp.js: /auth, /auth-refresh, /auth-logout, dataservices below /ZLUX/plugins.
 */

export const desktopOperations = [
  "page",
  "logon",
  "logoff",
  "refresh",
  "service",
  "save",
  "agent",
  "terminal",
] as const;
export type DesktopOperation = (typeof desktopOperations)[number];

/** The number of each. */
export const DesktopNumber = Object.fromEntries(
  desktopOperations.map((name, index) => [name, index]),
) as Readonly<Record<DesktopOperation, number>>;

/** Services that the Desktop hands on to ZSS. @source zlux-app-server defaults.yaml, rootServices of the agent. */
const AGENT = /\/(unixfile|datasetContents|datasetMetadata|VSAMdatasetContents|jes|omvs)(\/|$)/;

/** Websockets of the terminals: TN3270, VT. */
const TERMINAL = /\/org\.zowe\.terminal\.|\/services\/(tn3270|terminal|ssh)/;

/** @param path Behind the prefix of the route. */
export function desktopOperationOf(method: string, path: string): number | undefined {
  if (path.startsWith("/auth-logout")) return DesktopNumber.logoff;
  if (path.startsWith("/auth-refresh")) return DesktopNumber.refresh;
  if (path.startsWith("/auth")) return method === "POST" ? DesktopNumber.logon : undefined;
  if (TERMINAL.test(path)) return DesktopNumber.terminal;
  if (AGENT.test(path)) return DesktopNumber.agent;
  if (!/\/services\/|^\/plugins/.test(path)) return method === "GET" ? DesktopNumber.page : undefined;
  return method === "GET" ? DesktopNumber.service : DesktopNumber.save;
}
