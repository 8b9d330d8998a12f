/**
 * Liberty's authentication cache of one server, as far as it decides which tokens a logon returns.
 *
 * Modelled: what a logon with user and password has made is found by the same again, its tokens included. A logout with a
 * JWT takes away what the user's latest logon has made; after one with a PassTicket that is not what the password finds,
 * so the old tokens come back. A logout with the LTPA token takes away the right one.
 * Simplified: an entry goes when nobody has asked for it for the time-out, where Liberty drops it by generations. Requests
 * with user and password other than logons neither make an entry nor keep it. There is room for all users.
 * @source Open Liberty AuthCacheServiceImpl; OpenLiberty/open-liberty issue 18697; zowe/api-layer issues 838, 2826.
 */
import { grownTo, type Forkable, type Instant } from "@sysplex/sim-core";

export class AuthenticationCache implements Forkable {
  /** By user, what a logon with his password has made; no LTPA token: nothing. */
  ltpas = new Int32Array(0);
  jwts = new Int32Array(0);
  ltpaExpiries = new Float64Array(0);
  jwtExpiries = new Float64Array(0);
  private usedAt = new Float64Array(0);
  /** 1 while that was his latest logon here. */
  private isLatest = new Uint8Array(0);

  /** What a logon with the password finds; asking keeps it. */
  has(user: number, now: Instant, timeout: number): boolean {
    if ((this.ltpas[user] ?? 0) === 0) return false;
    const isExpired =
      now >= (this.ltpaExpiries[user] as number) ||
      (this.jwts[user] !== 0 && now >= (this.jwtExpiries[user] as number));
    if (isExpired || now - (this.usedAt[user] as number) > timeout) {
      this.ltpas[user] = 0;
      return false;
    }
    this.usedAt[user] = now;
    return true;
  }

  /** The user has logged on with his password. */
  put(user: number, ltpa: number, ltpaExpiry: number, jwt: number, jwtExpiry: number, now: Instant): void {
    this.reserve(user);
    this.ltpas[user] = ltpa;
    this.ltpaExpiries[user] = ltpaExpiry;
    this.jwts[user] = jwt;
    this.jwtExpiries[user] = jwtExpiry;
    this.usedAt[user] = now;
    this.isLatest[user] = 1;
  }

  /** The user has logged on in another way. */
  putOther(user: number): void {
    if (user < this.isLatest.length) this.isLatest[user] = 0;
  }

  /** @param ltpa The token that was logged out, if it is an LTPA token; 0: a JWT was. */
  onLoggedOut(user: number, ltpa: number): void {
    if (user >= this.ltpas.length) return;
    if (ltpa === 0 ? this.isLatest[user] === 1 : this.ltpas[user] === ltpa) this.ltpas[user] = 0;
  }

  /** The process ends. */
  clear(): void {
    this.ltpas.fill(0);
  }

  copyFrom(twin: AuthenticationCache): void {
    this.ltpas = twin.ltpas.slice();
    this.jwts = twin.jwts.slice();
    this.ltpaExpiries = twin.ltpaExpiries.slice();
    this.jwtExpiries = twin.jwtExpiries.slice();
    this.usedAt = twin.usedAt.slice();
    this.isLatest = twin.isLatest.slice();
  }

  private reserve(user: number): void {
    if (user < this.ltpas.length) return;
    const capacity = Math.max(64, 2 * user);
    this.ltpas = grownTo(capacity, this.ltpas);
    this.jwts = grownTo(capacity, this.jwts);
    this.ltpaExpiries = grownTo(capacity, this.ltpaExpiries);
    this.jwtExpiries = grownTo(capacity, this.jwtExpiries);
    this.usedAt = grownTo(capacity, this.usedAt);
    this.isLatest = grownTo(capacity, this.isLatest);
  }
}
