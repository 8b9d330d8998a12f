/** What the users of a Desktop ask for, as the numbers of operations. */

/** The number of an operation for a user, as `plex.zowe.operations.operationOf`; `undefined`: there is no such. */
export type UserOperations = (method: string, path: string, user: number) => number | undefined;

/** By kind of request: method and path. @source zlux-server-framework lib/webapp.js; tn3270-ng2. */
const asked = [
  ["POST", "/zlux/ui/v1/auth"],
  ["GET", "/zlux/ui/v1/ZLUX/plugins/org.zowe.zlux.bootstrap/web/"],
  ["GET", "/zlux/ui/v1/ZLUX/plugins/org.zowe.configjs/services/data/_current"],
  ["GET", "/zlux/ws/v1/ZLUX/plugins/org.zowe.terminal.tn3270/services/tn3270data/_current"],
] as const;
export const LOGON = 0;
export const PAGE = 1;
export const SERVICE = 2;
export const TERMINAL = 3;

const UNKNOWN = -1;

export class DesktopOperations {
  /** By kind: the operation of user 0, and what one user more adds to it. */
  private readonly base: readonly number[];
  private readonly step: readonly number[];

  /** @param firstUser The number of the client's first user. */
  constructor(
    operationOf: UserOperations,
    private readonly firstUser: number,
  ) {
    this.base = asked.map(([method, path]) => operationOf(method, path, 0) ?? UNKNOWN);
    this.step = asked.map(([method, path], kind) =>
      this.base[kind] === UNKNOWN ? 0 : (operationOf(method, path, 1) ?? 0) - (this.base[kind] as number),
    );
  }

  /** @param user Among those of the client, from 0 on. */
  operation(kind: number, user: number): number {
    const base = this.base[kind] as number;
    return base < 0 ? base : base + (this.firstUser + user) * (this.step[kind] as number);
  }
}
