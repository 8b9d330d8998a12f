/**
 * The tokens that users hold, by user: of each kind the one that was issued last, as in the cookie jar of a client.
 *
 * Simplified: a user has one token of each kind, and has it from the moment it is issued, also if the answer is lost on its
 * way. z/OSMF's own knowledge of a token, by which server it was issued and logged out, is kept with it.
 *
 * Data plane: columns that grow with the users.
 */
import { grownTo, type Forkable, type Instant } from "@sysplex/sim-core";

/** Who has signed a JWT. */
export const Issuer = { zosmf: 0, zowe: 1 } as const;

/** The stacks of a sysplex have the bits of a mask. */
const MASK_BITS = 32;

export class Tokens implements Forkable {
  /** The number of tokens that were issued so far; each has its own, from 1 on. */
  issuedCount = 0;
  /** The JWT of a user, 0: none yet. */
  private jwts = new Int32Array(0);
  private jwtExpiries = new Float64Array(0);
  private issuers = new Uint8Array(0);
  /** Of z/OSMF's: the stack whose server has issued it. Of ZAAS's: the place of the ZAAS among the components. */
  private origins = new Int32Array(0);
  /** Stacks whose z/OSMF has logged it out. */
  private loggedOut = new Int32Array(0);
  private pats = new Int32Array(0);
  private patExpiries = new Float64Array(0);

  /** 0: the user has never had one. */
  jwtOf(user: number): number {
    return this.jwts[user] ?? 0;
  }

  patOf(user: number): number {
    return this.pats[user] ?? 0;
  }

  isJwtExpired(user: number, now: Instant): boolean {
    return now >= (this.jwtExpiries[user] ?? 0);
  }

  isPatExpired(user: number, now: Instant): boolean {
    return now >= (this.patExpiries[user] ?? 0);
  }

  isOfZosmf(user: number): boolean {
    return this.issuers[user] === Issuer.zosmf;
  }

  originOf(user: number): number {
    return this.origins[user] ?? -1;
  }

  issueJwt(user: number, issuer: number, origin: number, expiresAt: number): void {
    this.reserve(user);
    this.issuedCount += 1;
    this.jwts[user] = this.issuedCount;
    this.jwtExpiries[user] = expiresAt;
    this.issuers[user] = issuer;
    this.origins[user] = origin;
    this.loggedOut[user] = 0;
  }

  issuePat(user: number, expiresAt: number): void {
    this.reserve(user);
    this.issuedCount += 1;
    this.pats[user] = this.issuedCount;
    this.patExpiries[user] = expiresAt;
  }

  /** @param stack Negative: z/OSMF is not of this sysplex, and counts as one server. */
  isLoggedOutAt(user: number, stack: number): boolean {
    return ((this.loggedOut[user] ?? 0) & bitOf(stack)) !== 0;
  }

  logOutAt(user: number, stack: number): void {
    this.reserve(user);
    this.loggedOut[user] = (this.loggedOut[user] as number) | bitOf(stack);
  }

  copyFrom(twin: Tokens): void {
    this.issuedCount = twin.issuedCount;
    this.jwts = twin.jwts.slice();
    this.jwtExpiries = twin.jwtExpiries.slice();
    this.issuers = twin.issuers.slice();
    this.origins = twin.origins.slice();
    this.loggedOut = twin.loggedOut.slice();
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
    this.loggedOut = grownTo(capacity, this.loggedOut);
    this.pats = grownTo(capacity, this.pats);
    this.patExpiries = grownTo(capacity, this.patExpiries);
  }
}

function bitOf(stack: number): number {
  return 1 << (stack & (MASK_BITS - 1));
}
