/**
 * Tokens that were logged out at one server, in its memory.
 *
 * Simplified: the latest few of each user, where Liberty keeps the latest 10,000 of all.
 * @source Open Liberty LocalLoggedOutJwtSsoCookieCache.
 */
import { grownTo, type Forkable } from "@sysplex/sim-core";

/** Kept of one user: a power of two. */
const KEPT = 8;

export class LoggedOutTokens implements Forkable {
  private tokens = new Int32Array(0);
  /** By user: how many there were so far. */
  private counts = new Int32Array(0);

  has(user: number, token: number): boolean {
    if (user >= this.counts.length || this.counts[user] === 0) return false;
    for (let place = user * KEPT; place < (user + 1) * KEPT; place += 1)
      if (this.tokens[place] === token) return true;
    return false;
  }

  add(user: number, token: number): void {
    this.reserve(user);
    const count = this.counts[user] as number;
    this.tokens[user * KEPT + (count & (KEPT - 1))] = token;
    this.counts[user] = count + 1;
  }

  /** The process ends. */
  clear(): void {
    this.tokens.fill(0);
    this.counts.fill(0);
  }

  copyFrom(twin: LoggedOutTokens): void {
    this.tokens = twin.tokens.slice();
    this.counts = twin.counts.slice();
  }

  private reserve(user: number): void {
    if (user < this.counts.length) return;
    const capacity = Math.max(64, 2 * user);
    this.counts = grownTo(capacity, this.counts);
    this.tokens = grownTo(capacity * KEPT, this.tokens);
  }
}
