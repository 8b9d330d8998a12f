/**
 * What ZAAS does with a request: logons, logouts, the judgement of tokens, tokens for services.
 *
 * Modelled: a logon is a request to z/OSMF, at the address that the registry has for it; a JWT is z/OSMF's or ZAAS's own;
 * a verdict on a token is remembered, and for z/OSMF's a ZAAS that has none asks z/OSMF.
 * Simplified: passwords are right; PassTickets and SAF identity tokens cost ZAAS's own work only.
 * Not modelled: certificates, OIDC, identity mapping.
 * @source zowe/api-layer zaas-service: AuthenticationService, ZosmfService, SchemeController.
 */
import { Bears as ToZosmf } from "@sysplex/zosmf";
import { AccessTokens } from "./access-tokens.js";
import { Call, NO_ANSWER } from "./calls.js";
import { Http, isOk, statusOfFailure, type Desk } from "./desk.js";
import { Logouts } from "./logouts.js";
import { Bears, NOT_LOOKED_AT, ZaasOperation } from "./operations.js";
import { Verdict } from "./token-memory.js";
import { Issuer } from "./tokens.js";

export class Authentication {
  private readonly logouts: Logouts;
  private readonly accessTokens: AccessTokens;

  constructor(private readonly desk: Desk) {
    this.logouts = new Logouts(desk);
    this.accessTokens = new AccessTokens(desk, (slot) => this.authenticated(slot));
  }

  /** ZAAS has done its own work on a request. */
  decide(slot: number): void {
    switch (this.desk.operationOf(slot)) {
      case ZaasOperation.login:
        return this.logOn(slot);
      case ZaasOperation.logout:
        return this.logouts.begin(slot);
      case ZaasOperation.invalidate:
        return this.logouts.invalidateHere(slot);
      case ZaasOperation.refresh:
        return this.desk.finish(slot, Http.notFound); // apiml.security.allowTokenRefresh is false as shipped.
      case ZaasOperation.validatePat:
      case ZaasOperation.revokePat:
        return this.accessTokens.check(slot);
      default:
        return this.authenticate(slot);
    }
  }

  /** A call has been answered, or it has failed. */
  onAnswer(slot: number, status: number): void {
    const { works, counts } = this.desk.parts;
    if (status === NO_ANSWER) counts.callsFailed += 1;
    switch (works.call[slot]) {
      case Call.login:
        return this.onLoggedOn(slot, status);
      case Call.validate:
        return this.onValidated(slot, status);
      case Call.token:
        return this.desk.finish(slot, isOk(status) ? Http.ok : statusOfFailure(status));
      case Call.unstick:
        return this.askForLogOn(slot);
      case Call.logout:
        return this.logouts.onLoggedOut(slot, status);
      case Call.invalidate:
        return this.logouts.onPassedOn(slot, status);
      case Call.readLists:
        return this.accessTokens.onListsRead(slot, status);
      default:
        return this.accessTokens.onAppended(slot, status);
    }
  }

  private logOn(slot: number): void {
    const { settings } = this.desk.parts;
    const bears = this.desk.credentialsOf(slot);
    if (bears !== Bears.basic && bears !== NOT_LOOKED_AT) return this.desk.finish(slot, Http.badRequest);
    if (settings.provider === "saf") this.issue(slot, Issuer.zowe);
    else this.askForLogOn(slot);
  }

  private askForLogOn(slot: number): void {
    const isForPat = this.desk.operationOf(slot) === ZaasOperation.generatePat;
    const bears = isForPat ? ToZosmf.ticketPassword : ToZosmf.zowePassword;
    this.desk.askZosmf(slot, Call.login, this.desk.parts.around.zosmfLogOn, bears);
  }

  private onLoggedOn(slot: number, status: number): void {
    if (!isOk(status)) return this.desk.finish(slot, statusOfFailure(status));
    const isZosmfs = this.desk.parts.settings.jwtAutoconfiguration === "jwt";
    this.issue(slot, isZosmfs ? Issuer.zosmf : Issuer.zowe);
  }

  /** The user is who he says he is. Of a JWT that it hands out ZAAS needs no proof. */
  private issue(slot: number, issuer: number): void {
    if (this.desk.operationOf(slot) === ZaasOperation.generatePat) return this.issuePat(slot);
    const { tokens, memory, around, settings } = this.desk.parts;
    const { jwtLifetime, validationCacheTime } = this.desk.parameters;
    const user = this.desk.userOf(slot);
    if (issuer === Issuer.zowe) {
      const lifetime = settings.jwtLifetime ?? jwtLifetime;
      tokens.issueJwt(user, around.index, around.now + lifetime);
    } else if (!tokens.takeZosmfJwt(user)) return this.desk.finish(slot, Http.unauthorized);
    else if (memory.isMarked(user, tokens.jwtOf(user))) return this.unstick(slot);
    memory.judge(user, tokens.jwtOf(user), true, around.now + validationCacheTime);
    this.desk.finish(slot, Http.noContent);
  }

  /**
   * z/OSMF has handed out a token that ZAAS knows to be logged out: it logs out the LTPA token, and tries once more.
   * Simplified: at once, not after 1.5 s.
   * @source zowe/api-layer ZosmfService.authenticate; pull request 1161.
   */
  private unstick(slot: number): void {
    const { works, around } = this.desk.parts;
    if (works.peer[slot] !== 0) return this.desk.finish(slot, Http.unauthorized);
    works.peer[slot] = 1;
    this.desk.askZosmf(slot, Call.unstick, around.zosmfLogOut, ToZosmf.zoweLtpa);
  }

  private issuePat(slot: number): void {
    const { tokens, around } = this.desk.parts;
    tokens.issuePat(this.desk.userOf(slot), around.now + this.desk.parameters.patLifetime);
    this.desk.finish(slot, Http.ok);
  }

  private authenticate(slot: number): void {
    switch (this.desk.credentialsOf(slot)) {
      case NOT_LOOKED_AT:
        return this.authenticated(slot);
      case Bears.jwt:
        return this.judgeJwt(slot);
      case Bears.pat:
        return this.desk.isForService(slot)
          ? this.accessTokens.check(slot)
          : this.desk.finish(slot, Http.unauthorized);
      case Bears.basic:
        if (this.desk.operationOf(slot) === ZaasOperation.generatePat) return this.logOn(slot);
        return this.desk.finish(slot, Http.unauthorized); // No source of authentication to ZAAS: the service gets it as it is.
      default:
        return this.desk.finish(slot, Http.unauthorized);
    }
  }

  private judgeJwt(slot: number): void {
    const { tokens, memory, around } = this.desk.parts;
    const user = this.desk.userOf(slot);
    const token = this.desk.tokenOf(slot);
    if (token === 0 || tokens.isJwtExpired(user, around.now))
      return this.desk.finish(slot, Http.unauthorized);
    const verdict = memory.verdictOn(user, token);
    if (verdict !== Verdict.unknown) return this.onJudged(slot, verdict === Verdict.good);
    if (tokens.isOfZosmf(user))
      return this.desk.askZosmf(slot, Call.validate, around.zosmfLogOn, ToZosmf.zoweToken);
    if (!this.hasKeyOf(user)) return this.desk.finish(slot, Http.unauthorized);
    this.remember(slot, true, true);
  }

  private onValidated(slot: number, status: number): void {
    const wasAnswered = isOk(status) || status === Http.unauthorized;
    this.remember(slot, isOk(status), wasAnswered || this.desk.parameters.cachesRefusals);
  }

  private remember(slot: number, isGood: boolean, isKept: boolean): void {
    const { memory, around } = this.desk.parts;
    const user = this.desk.userOf(slot);
    const token = this.desk.tokenOf(slot);
    const isValid = isGood && !memory.isMarked(user, token);
    if (isKept) memory.judge(user, token, isValid, around.now + this.desk.parameters.validationCacheTime);
    this.onJudged(slot, isValid);
  }

  private onJudged(slot: number, isGood: boolean): void {
    if (isGood) this.authenticated(slot);
    else this.desk.finish(slot, Http.unauthorized);
  }

  /** It is known who asks; what is wanted for him? */
  private authenticated(slot: number): void {
    const operation = this.desk.operationOf(slot);
    const bears = this.desk.credentialsOf(slot);
    const { provider } = this.desk.parts.settings;
    if (operation === ZaasOperation.generatePat) return this.issuePat(slot);
    if (operation === ZaasOperation.zoweJwt && bears === Bears.pat && provider === "zosmf")
      return this.askWithPassTicket(slot);
    if (operation === ZaasOperation.zosmfToken) return this.giveZosmfToken(slot);
    this.desk.finish(slot, Http.ok);
  }

  /** z/OSMF's own JWT, or its LTPA token in that of ZAAS; otherwise ZAAS logs on for the user. */
  private giveZosmfToken(slot: number): void {
    const { provider } = this.desk.parts.settings;
    const bears = this.desk.credentialsOf(slot);
    const isThere = bears === NOT_LOOKED_AT || (bears === Bears.jwt && this.desk.hasZosmfToken(slot));
    if (isThere) this.desk.finish(slot, Http.ok);
    else if (provider === "saf") this.desk.finish(slot, Http.serviceUnavailable);
    else this.askWithPassTicket(slot);
  }

  private askWithPassTicket(slot: number): void {
    this.desk.askZosmf(slot, Call.token, this.desk.parts.around.zosmfLogOn, ToZosmf.passTicket);
  }

  private hasKeyOf(user: number): boolean {
    return (
      this.desk.parameters.sharedJwtKey ||
      this.desk.parts.tokens.originOf(user) === this.desk.parts.around.index
    );
  }
}
