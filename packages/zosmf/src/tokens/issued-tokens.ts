/**
 * The tokens that users hold, by cookie jar and kind: of each the one that was issued last.
 *
 * Simplified: a user has a token from the moment z/OSMF issues it, also if the answer is lost on its way.
 *
 * Data plane: columns that grow with the users.
 */
import { grownTo, type Forkable, type Instant } from "@sysplex/sim-core";
import { Bears, JAR_COUNT, jarOf } from "./credentials.js";

export const TokenKind = { ltpa: 0, jwt: 1 } as const;
const KIND_COUNT = 2;
const PLACES = JAR_COUNT * KIND_COUNT;

/** Place of a user's token among all tokens of all users. */
export function placeOf(user: number, jar: number, kind: number): number {
  return user * PLACES + jar * KIND_COUNT + kind;
}

export function kindAt(place: number): number {
  return place % KIND_COUNT;
}

export class IssuedTokens implements Forkable {
  /** Each token has a number of its own, from 1 on. */
  private lastToken = 0;
  /** 0: the user has never had one there. */
  private tokens = new Int32Array(0);
  private expiries = new Float64Array(0);
  /** Place of the server that issued it among all servers. */
  private issuers = new Int32Array(0);

  newToken(): number {
    this.lastToken += 1;
    return this.lastToken;
  }

  /** Where the token is that a request of a user bears: Zowe takes its LTPA token where it has no JWT. */
  placeFor(user: number, bears: number): number {
    const place = placeOf(user, jarOf(bears), bears & 1);
    const isChoice = bears === Bears.zoweToken || bears === Bears.ticketToken;
    return isChoice && this.tokenAt(place) === 0 ? placeOf(user, jarOf(bears), TokenKind.ltpa) : place;
  }

  tokenAt(place: number): number {
    return this.tokens[place] ?? 0;
  }

  isExpired(place: number, now: Instant): boolean {
    return now >= (this.expiries[place] ?? 0);
  }

  issuerAt(place: number): number {
    return this.issuers[place] ?? -1;
  }

  issue(place: number, token: number, issuer: number, expiresAt: number): void {
    this.reserve(place);
    this.tokens[place] = token;
    this.issuers[place] = issuer;
    this.expiries[place] = expiresAt;
  }

  /** The user throws it away. */
  discard(place: number): void {
    if (place < this.tokens.length) this.tokens[place] = 0;
  }

  copyFrom(twin: IssuedTokens): void {
    this.lastToken = twin.lastToken;
    this.tokens = twin.tokens.slice();
    this.expiries = twin.expiries.slice();
    this.issuers = twin.issuers.slice();
  }

  private reserve(place: number): void {
    if (place < this.tokens.length) return;
    const capacity = Math.max(64 * PLACES, 2 * place);
    this.tokens = grownTo(capacity, this.tokens);
    this.expiries = grownTo(capacity, this.expiries);
    this.issuers = grownTo(capacity, this.issuers);
  }
}
