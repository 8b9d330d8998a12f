/**
 * What ZSS can be asked, and the numbers that stand for it.
 *
 * @source zowe/zss c/zss.c, c/certificateService.c; zlux-app-server defaults.yaml, rootServices of the agent.
 */
import { operationIn, requestBy } from "@sysplex/tcpip";

export const zssOperations = ["login", "logout", "service", "certificateMap", "plain"] as const;
export type ZssOperation = (typeof zssOperations)[number];

/** The number of each. */
export const ZssNumber = Object.fromEntries(zssOperations.map((name, index) => [name, index])) as Readonly<
  Record<ZssOperation, number>
>;

/** Of a number: the request bears no token, only the cookie of ZSS. */
const COOKIE_ONLY = 1 << 10;

/** @param path Behind the prefix of the route. */
export function zssOperationOf(method: string, path: string): number | undefined {
  if (path.startsWith("/login")) return method === "POST" ? ZssNumber.login : undefined;
  if (path.startsWith("/logout")) return ZssNumber.logout;
  if (path.startsWith("/certificate/x509/map"))
    return method === "POST" ? ZssNumber.certificateMap : undefined;
  return path.startsWith("/server/agent") || path === "" || path === "/"
    ? ZssNumber.plain
    : ZssNumber.service;
}

/** What a client of ZSS itself sends that has no token of the API ML. */
export function withCookieOnly(operation: ZssOperation, user: number): number {
  return requestBy(ZssNumber[operation] | COOKIE_ONLY, user);
}

export function hasCookieOnly(asked: number): boolean {
  return (asked & COOKIE_ONLY) !== 0;
}

/** Without the user and what it bears. */
export function zssNumberOf(asked: number): number {
  return operationIn(asked) & (COOKIE_ONLY - 1);
}
