/**
 * The tokens that users of Zowe hold, by user: of each kind the one that was issued last, as in the cookie jar of a client.
 * Those of z/OSMF are with z/OSMF, which is their judge.
 *
 * Simplified: a user has one token of each kind, and has it from the moment it is issued, also if the answer is lost on its
 * way.
 *
 * Data plane: columns that grow with the users.
 */
import { grownTo, type Forkable, type Instant } from "@sysplex/sim-core";
import { Jar, placeOf, TokenKind, type IssuedTokens } from "@sysplex/zosmf";

/** Who has signed a JWT. */
export const Issuer = { zosmf: 0, zowe: 1 } as const;

export class Tokens implements Forkable {
  /** The JWT that ZAAS has signed for a user, 0: none yet. */
  private jwts = new Int32Array(0);
  private jwtExpiries = new Float64Array(0);
  private issuers = new Uint8Array(0);
  /** Of ZAAS's: the place of the ZAAS among the components. */
  private origins = new Int32Array(0);
  private pats = new Int32Array(0);
  private patExpiries = new Float64Array(0);

  constructor(private readonly zosmf: IssuedTokens) {}

  /** 0: the user has never had one. */
  jwtOf(user: number): number {
    return this.isOfZosmf(user) ? this.zosmf.tokenAt(zosmfJwt(user)) : (this.jwts[user] as number);
  }

  patOf(user: number): number {
    return this.pats[user] ?? 0;
  }

  isJwtExpired(user: number, now: Instant): boolean {
    if (this.isOfZosmf(user)) return this.zosmf.isExpired(zosmfJwt(user), now);
    return now >= (this.jwtExpiries[user] as number);
  }

  isPatExpired(user: number, now: Instant): boolean {
    return now >= (this.patExpiries[user] ?? 0);
  }

  isOfZosmf(user: number): boolean {
    return (this.issuers[user] ?? Issuer.zosmf) === Issuer.zosmf;
  }

  originOf(user: number): number {
    return this.origins[user] ?? -1;
  }

  /** A JWT that ZAAS signs; if z/OSMF has checked the password, its LTPA token is in it. */
  issueJwt(user: number, origin: number, expiresAt: number): void {
    this.reserve(user);
    this.jwts[user] = this.zosmf.newToken();
    this.jwtExpiries[user] = expiresAt;
    this.issuers[user] = Issuer.zowe;
    this.origins[user] = origin;
    this.zosmf.discard(zosmfJwt(user));
  }

  /** From now on the user's JWT is the one that z/OSMF has issued; false: it has issued none. */
  takeZosmfJwt(user: number): boolean {
    if (this.zosmf.tokenAt(zosmfJwt(user)) === 0) return false;
    this.reserve(user);
    this.issuers[user] = Issuer.zosmf;
    return true;
  }

  issuePat(user: number, expiresAt: number): void {
    this.reserve(user);
    this.pats[user] = this.zosmf.newToken();
    this.patExpiries[user] = expiresAt;
  }

  copyFrom(twin: Tokens): void {
    this.jwts = twin.jwts.slice();
    this.jwtExpiries = twin.jwtExpiries.slice();
    this.issuers = twin.issuers.slice();
    this.origins = twin.origins.slice();
    this.pats = twin.pats.slice();
    this.patExpiries = twin.patExpiries.slice();
  }

  private reserve(user: number): void {
    if (user < this.jwts.length) return;
    const capacity = Math.max(64, 2 * user);
    this.jwts = grownTo(capacity, this.jwts);
    this.jwtExpiries = grownTo(capacity, this.jwtExpiries);
    this.issuers = grownTo(capacity, this.issuers);
    this.origins = grownTo(capacity, this.origins);
    this.pats = grownTo(capacity, this.pats);
    this.patExpiries = grownTo(capacity, this.patExpiries);
  }
}

function zosmfJwt(user: number): number {
  return placeOf(user, Jar.zowe, TokenKind.jwt);
}
