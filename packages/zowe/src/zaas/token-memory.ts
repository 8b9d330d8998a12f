/**
 * What one ZAAS remembers of tokens: verdicts in memory, and marks of those that were logged out, on disk.
 *
 * Not modelled: the 1000 entries and the megabyte after which Ehcache drops some.
 * @source zowe/api-layer zaas-service CacheConfig.
 */
import { grownTo, type Forkable } from "@sysplex/sim-core";
import type { Clock } from "../gateway/plex.js";

export const Verdict = { unknown: 0, good: 1, bad: 2 } as const;

export class TokenMemory implements Forkable {
  /** By user: the token that the verdict is about, the verdict, and until when it is remembered. */
  private judged = new Int32Array(0);
  private verdicts = new Uint8Array(0);
  private judgedUntil = new Float64Array(0);
  /** By user: the token that was logged out last. */
  private marked = new Int32Array(0);
  private markedUntil = new Float64Array(0);

  constructor(private readonly clock: Clock) {}

  verdictOn(user: number, token: number): number {
    if (this.judged[user] !== token || this.clock.now >= (this.judgedUntil[user] as number))
      return Verdict.unknown;
    return this.verdicts[user] as number;
  }

  judge(user: number, token: number, isGood: boolean, until: number): void {
    this.reserve(user);
    this.judged[user] = token;
    this.verdicts[user] = isGood ? Verdict.good : Verdict.bad;
    this.judgedUntil[user] = until;
  }

  isMarked(user: number, token: number): boolean {
    return this.marked[user] === token && this.clock.now < (this.markedUntil[user] as number);
  }

  /** A mark takes a verdict away. */
  mark(user: number, token: number, until: number): void {
    this.reserve(user);
    this.marked[user] = token;
    this.markedUntil[user] = until;
    this.judged[user] = 0;
  }

  /** Marks that are still good. */
  get markCount(): number {
    let count = 0;
    for (let user = 0; user < this.marked.length; user += 1) {
      if (this.marked[user] !== 0 && this.clock.now < (this.markedUntil[user] as number)) count += 1;
    }
    return count;
  }

  /** Takes over the marks of another one; those that it has itself stay as they are. */
  takeMarksOf(other: TokenMemory, until: number): void {
    for (let user = 0; user < other.marked.length; user += 1) {
      const token = other.marked[user] as number;
      if (token !== 0 && other.isMarked(user, token) && !this.isMarked(user, token))
        this.mark(user, token, until);
    }
  }

  /** The process ends. */
  forget({ marksToo }: { readonly marksToo: boolean }): void {
    this.judged.fill(0);
    if (marksToo) this.marked.fill(0);
  }

  copyFrom(twin: TokenMemory): void {
    this.judged = twin.judged.slice();
    this.verdicts = twin.verdicts.slice();
    this.judgedUntil = twin.judgedUntil.slice();
    this.marked = twin.marked.slice();
    this.markedUntil = twin.markedUntil.slice();
  }

  private reserve(user: number): void {
    if (user < this.judged.length) return;
    const capacity = Math.max(64, 2 * user);
    this.judged = grownTo(capacity, this.judged);
    this.verdicts = grownTo(capacity, this.verdicts);
    this.judgedUntil = grownTo(capacity, this.judgedUntil);
    this.marked = grownTo(capacity, this.marked);
    this.markedUntil = grownTo(capacity, this.markedUntil);
  }
}
