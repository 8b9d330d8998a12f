/**
 * Personal access tokens at one ZAAS: each use, check and revocation asks the Caching Service.
 *
 * Not modelled: scopes, rules that revoke several at once, the salt.
 * @source zowe/api-layer zaas-service: PATAuthSourceService, ApimlAccessTokenProvider, AuthController.
 */
import { HTTP_NO_LISTS, INVALID_TOKENS } from "./cache-access.js";
import { Call } from "./calls.js";
import { Http, isOk, type Desk } from "./desk.js";
import { ZaasOperation } from "./operations.js";

export class AccessTokens {
  constructor(
    private readonly desk: Desk,
    /** The token of a request for a service is good. */
    private readonly onGood: (slot: number) => void,
  ) {}

  /** Personal access tokens are good unless the Caching Service has them among the revoked ones. */
  check(slot: number): void {
    const { settings, tokens, calls, around } = this.desk.parts;
    const user = this.desk.userOf(slot);
    const isThere = tokens.patOf(user) !== 0 && !tokens.isPatExpired(user, around.now);
    if (!isThere || !settings.personalAccessTokens) return this.desk.finish(slot, Http.unauthorized);
    calls.begin(slot, Call.readLists, around.gateway(), around.readLists);
  }

  onListsRead(slot: number, status: number): void {
    const list = isOk(status) ? this.revokedTokens() : status;
    if (typeof list === "number") {
      const isUse = this.desk.isForService(slot);
      return this.desk.finish(slot, isUse ? Http.unauthorized : Http.serverError);
    }
    if (list.has(this.patKey(slot))) return this.desk.finish(slot, Http.unauthorized);
    const { calls, around } = this.desk.parts;
    const operation = this.desk.operationOf(slot);
    if (operation === ZaasOperation.revokePat)
      return calls.begin(slot, Call.appendList, around.gateway(), around.appendList);
    if (operation === ZaasOperation.validatePat) return this.desk.finish(slot, Http.noContent);
    this.onGood(slot);
  }

  onAppended(slot: number, status: number): void {
    const { around } = this.desk.parts;
    const access = around.cacheAccess();
    const kept = isOk(status)
      ? (access?.append(around.name, INVALID_TOKENS, this.patKey(slot), around.now) ?? HTTP_NO_LISTS)
      : status;
    this.desk.finish(slot, kept === Http.created ? Http.noContent : Http.serverError);
  }

  private revokedTokens(): ReadonlyMap<string, number> | number {
    const { around } = this.desk.parts;
    return around.cacheAccess()?.list(around.name, INVALID_TOKENS) ?? HTTP_NO_LISTS;
  }

  private patKey(slot: number): string {
    return String(this.desk.parts.tokens.patOf(this.desk.userOf(slot)));
  }
}
