/**
 * Logouts at one ZAAS, and those that others pass on to it.
 *
 * Modelled: a logout is passed on to every other ZAAS that the registry has before it counts here, and fails with the first that
 * cannot be reached or answers 5xx; those before it know of it all the same. z/OSMF is told by each ZAAS.
 * @source zowe/api-layer zaas-service: AuthenticationService.invalidateJwtToken, JWTLogoutHandler, AuthController.
 */
import { Bears as ToZosmf } from "@sysplex/zosmf";
import { Call, NO_ANSWER } from "./calls.js";
import { Http, isOk, ITSELF, type Desk } from "./desk.js";
import { Bears, NOT_LOOKED_AT, ZaasOperation } from "./operations.js";

export class Logouts {
  constructor(private readonly desk: Desk) {}

  begin(slot: number): void {
    const { memory, around } = this.desk.parts;
    const user = this.desk.userOf(slot);
    const token = this.desk.tokenOf(slot);
    const bears = this.desk.credentialsOf(slot);
    const hasToken = (bears === Bears.jwt || bears === NOT_LOOKED_AT) && token !== 0;
    if (!hasToken || memory.isMarked(user, token)) return this.desk.finish(slot, Http.unauthorized);
    // A ZAAS that does not find itself in the registry does nothing, and says that all is well.
    if (around.instanceCount() === 0) return this.desk.finish(slot, Http.noContent);
    this.passOn(slot);
  }

  /** To the next ZAAS in the registry; when there is none, the token is logged out here. */
  private passOn(slot: number): void {
    const { works, calls, around } = this.desk.parts;
    for (;;) {
      const place = works.peer[slot] as number;
      if (place >= around.instanceCount()) return this.invalidateHere(slot);
      works.peer[slot] = place + 1;
      const destination = around.instance(place);
      if (destination !== ITSELF)
        return calls.begin(slot, Call.invalidate, destination, around.invalidation(this.desk.userOf(slot)));
    }
  }

  onPassedOn(slot: number, status: number): void {
    if (status === NO_ANSWER || status >= Http.serverError) this.desk.finish(slot, Http.unauthorized);
    else this.passOn(slot);
  }

  /** Of what this ZAAS knows itself. */
  invalidateHere(slot: number): void {
    const { tokens, memory, around } = this.desk.parts;
    const user = this.desk.userOf(slot);
    const token = this.desk.tokenOf(slot);
    if (memory.isMarked(user, token)) return this.desk.finish(slot, Http.ok);
    if (tokens.isJwtExpired(user, around.now)) return this.desk.finish(slot, Http.unauthorized);
    if (this.desk.hasZosmfToken(slot))
      this.desk.askZosmf(slot, Call.logout, around.zosmfLogOut, ToZosmf.zoweToken);
    else this.mark(slot);
  }

  /** What z/OSMF does not know any more is good enough for the ZAAS that was asked to log it out, not for the others. */
  onLoggedOut(slot: number, status: number): void {
    const isLogout = this.desk.operationOf(slot) === ZaasOperation.logout;
    if (!isOk(status) && status !== Http.unauthorized)
      return this.desk.finish(slot, isLogout ? Http.unauthorized : Http.serviceUnavailable);
    if (isOk(status) || isLogout) this.mark(slot);
    else this.desk.finish(slot, Http.unauthorized);
  }

  private mark(slot: number): void {
    const { memory, around } = this.desk.parts;
    const user = this.desk.userOf(slot);
    memory.mark(user, this.desk.tokenOf(slot), around.now + this.desk.parameters.invalidatedTokenTime);
    this.desk.finish(slot, this.desk.operationOf(slot) === ZaasOperation.logout ? Http.noContent : Http.ok);
  }
}
