/**
 * Who may ask one server, and which tokens it gives out.
 *
 * Modelled: user and password with each request, LTPA tokens and JWTs with a lifetime of each; tokens of other servers, where
 * keys are shared; logouts, in memory; the authentication cache.
 * Simplified: passwords are right, and users have authority for everything. A token that a logon replaces while a request
 * bears it is judged by the new one's lifetime and issuer.
 * Not modelled: sessions of the browser, client certificates, the domain of cookies.
 * @source z/OSMF Programming Guide, z/OSMF authentication services; z/OSMF, Enabling single sign-on between z/OSMF instances.
 */
import {
  after,
  assert,
  NO_TIME,
  type Duration,
  type Forkable,
  type Instant,
  type ParameterValues,
} from "@sysplex/sim-core";
import type { ZosmfConfiguration } from "../izuprm/zosmf-configuration.js";
import { operationOf, operations } from "../operations.js";
import type { zosmfParameters } from "../parameters.js";
import { AuthenticationCache } from "./authentication-cache.js";
import { Bears, isToken, jarOf, ZOSMF_OPERATION_COUNT_MAX } from "./credentials.js";
import { kindAt, placeOf, TokenKind, type IssuedTokens } from "./issued-tokens.js";
import { effectiveLtpaExpire } from "./lifetimes.js";
import { LoggedOutTokens } from "./logged-out-tokens.js";

const AUTHENTICATE = "/zosmf/services/authenticate";
const LOG_ON = operationOf("POST", AUTHENTICATE);
const LOG_OUT = operationOf("DELETE", AUTHENTICATE);
/** Answered to everybody. @source z/OSMF Programming Guide, z/OSMF information retrieval service. */
const INFORMATION = operationOf("GET", "/zosmf/info");

export interface SecurityOptions {
  /** Place of the server among all. */
  readonly index: number;
  readonly configurations: readonly ZosmfConfiguration[];
  /** Those of all users, the same for every server. */
  readonly tokens: IssuedTokens;
  readonly clock: { readonly now: Instant };
}

export class Security implements Forkable {
  /** Logons, and requests that were refused. */
  logonCount = 0;
  refusedCount = 0;
  private readonly cache = new AuthenticationCache();
  private readonly loggedOut = new LoggedOutTokens();
  // The parameters, compiled for the request path.
  private ltpaLifetime: Duration = NO_TIME;
  private jwtLifetime: Duration = NO_TIME;
  private jwtSupport = true;
  private remembersLogout = true;
  private allowBasicAuthLookup = true;
  private authCacheTimeout: Duration = NO_TIME;
  /** By issuer × 2 + kind: its tokens are taken here. */
  private isTaken: readonly boolean[] = [];

  constructor(private readonly options: SecurityOptions) {
    assert(
      operations.length <= ZOSMF_OPERATION_COUNT_MAX,
      "z/OSMF's operations leave no room for credentials",
    );
  }

  takeParameters(parameters: ParameterValues<typeof zosmfParameters>): void {
    const { index, configurations } = this.options;
    const own = configurations[index] as ZosmfConfiguration;
    this.ltpaLifetime = effectiveLtpaExpire(own.sessionExpire, parameters.ltpaExpire).value;
    this.jwtLifetime = parameters.jwtLifetime > 0 ? parameters.jwtLifetime : this.ltpaLifetime;
    this.jwtSupport = parameters.jwtSupport;
    this.remembersLogout = parameters.remembersLogout;
    this.allowBasicAuthLookup = parameters.allowBasicAuthLookup;
    this.authCacheTimeout = parameters.authCacheTimeout;
    this.isTaken = configurations.flatMap((issuer) => [
      takesLtpa(own, issuer, parameters.sharedLtpaKeys),
      takesJwt(own, issuer, parameters.sharedJwtKey),
    ]);
  }

  /** What is compiled of the parameters is not copied: see {@link takeParameters}. */
  copyFrom(twin: Security): void {
    this.logonCount = twin.logonCount;
    this.refusedCount = twin.refusedCount;
    this.cache.copyFrom(twin.cache);
    this.loggedOut.copyFrom(twin.loggedOut);
  }

  /** The token that a request bears as it comes; 0: none. */
  tokenOf(user: number, bears: number): number {
    if (!isToken(bears)) return 0;
    const { tokens } = this.options;
    return tokens.tokenAt(tokens.placeFor(user, bears));
  }

  /** @param token What {@link tokenOf} has found. */
  admits(operation: number, user: number, bears: number, token: number): boolean {
    if (bears === Bears.password || this.isProof(user, bears, token) || operation === INFORMATION)
      return true;
    this.refusedCount += 1;
    return false;
  }

  /** An operation that was admitted has been done. */
  onDone(operation: number, user: number, bears: number, token: number): void {
    if (operation === LOG_ON) {
      if (!isToken(bears)) this.logOn(user, bears);
    } else if (operation === LOG_OUT && isToken(bears)) this.logOut(user, bears, token);
  }

  /** The process ends, and its memory. Keys are in USER_DIR. */
  forget(): void {
    this.cache.clear();
    this.loggedOut.clear();
  }

  private isProof(user: number, bears: number, token: number): boolean {
    if (!isToken(bears)) return bears !== Bears.none;
    const { tokens, clock } = this.options;
    const place = tokens.placeFor(user, bears);
    if (token === 0 || tokens.isExpired(place, clock.now)) return false;
    if (this.remembersLogout && this.loggedOut.has(user, token)) return false;
    return this.isTaken[tokens.issuerAt(place) * 2 + kindAt(place)] === true;
  }

  private logOn(user: number, bears: number): void {
    const { cache, options } = this;
    const { now } = options.clock;
    this.logonCount += 1;
    const isPassTicket = bears === Bears.passTicket;
    const isFound = this.allowBasicAuthLookup && !isPassTicket && cache.has(user, now, this.authCacheTimeout);
    if (isFound) return this.handOut(user, bears);
    const ltpa = options.tokens.newToken();
    const jwt = this.jwtSupport ? options.tokens.newToken() : 0;
    const ltpaExpiry = after(now, this.ltpaLifetime);
    const jwtExpiry = after(now, this.jwtLifetime);
    if (isPassTicket) cache.putOther(user);
    else if (this.allowBasicAuthLookup) cache.put(user, ltpa, ltpaExpiry, jwt, jwtExpiry, now);
    this.issue(user, bears, ltpa, ltpaExpiry, jwt, jwtExpiry);
  }

  /** What the authentication cache has. */
  private handOut(user: number, bears: number): void {
    const { ltpas, jwts, ltpaExpiries, jwtExpiries } = this.cache;
    this.issue(
      user,
      bears,
      ltpas[user] as number,
      ltpaExpiries[user] as number,
      jwts[user] as number,
      jwtExpiries[user] as number,
    );
  }

  private issue(
    user: number,
    bears: number,
    ltpa: number,
    ltpaExpiry: number,
    jwt: number,
    jwtExpiry: number,
  ): void {
    const { tokens, index } = this.options;
    const jar = jarOf(bears);
    tokens.issue(placeOf(user, jar, TokenKind.ltpa), ltpa, index, ltpaExpiry);
    tokens.issue(placeOf(user, jar, TokenKind.jwt), jwt, index, jwtExpiry);
  }

  private logOut(user: number, bears: number, token: number): void {
    const { tokens } = this.options;
    const isLtpa = kindAt(tokens.placeFor(user, bears)) === TokenKind.ltpa;
    this.loggedOut.add(user, token);
    this.cache.onLoggedOut(user, isLtpa ? token : 0);
  }
}

/** The key file is in USER_DIR. @source z/OSMF, Enabling single sign-on between z/OSMF instances. */
function takesLtpa(own: ZosmfConfiguration, issuer: ZosmfConfiguration, areShared: boolean): boolean {
  return own.userDir === issuer.userDir || (areShared && own.safPrefix === issuer.safPrefix);
}

/** The certificate that signs is in the key ring. @source z/OSMF Configuration Guide, Enabling JSON Web Token support. */
function takesJwt(own: ZosmfConfiguration, issuer: ZosmfConfiguration, isShared: boolean): boolean {
  if (own.userDir === issuer.userDir) return true;
  return isShared && own.keyringName === issuer.keyringName && own.safPrefix === issuer.safPrefix;
}
