/** The sessions that one process knows, by user: in its memory only, so they end with it. */
import { grownTo, type Forkable, type Simulation } from "@sysplex/sim-core";

const FIRST_CAPACITY = 64;
const NONE = 0;

export class Sessions implements Forkable {
  /** By user: when the session ends, in µs; 0: there is none. */
  private ends = new Float64Array(FIRST_CAPACITY);
  private lifetime = 0;

  constructor(private readonly clock: Pick<Simulation<unknown>, "now">) {}

  /** @param lifetime Of sessions that begin from now on, in µs. */
  setLifetime(lifetime: number): void {
    this.lifetime = lifetime;
  }

  /** Sessions that have not ended. Visits every user. */
  get count(): number {
    const now: number = this.clock.now;
    return this.ends.reduce((count, end) => (end > now ? count + 1 : count), 0);
  }

  has(user: number): boolean {
    return user < this.ends.length && (this.ends[user] as number) > this.clock.now;
  }

  begin(user: number): void {
    if (user >= this.ends.length) {
      let capacity = this.ends.length;
      while (capacity <= user) capacity *= 2;
      this.ends = grownTo(capacity, this.ends);
    }
    this.ends[user] = this.clock.now + this.lifetime;
  }

  end(user: number): void {
    if (user < this.ends.length) this.ends[user] = NONE;
  }

  clear(): void {
    this.ends.fill(NONE);
  }

  copyFrom(twin: Sessions): void {
    this.ends = twin.ends.slice();
    this.lifetime = twin.lifetime;
  }
}
