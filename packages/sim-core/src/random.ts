import seedrandom from "seedrandom";

/**
 * A stream of random numbers that belongs to one reader.
 *
 * The stream's numbers depend on the simulation's seed and the stream's name alone: a new reader shifts no other, and
 * two variants of a scenario see the same arrivals (common random numbers).
 */
export class RandomStream {
  private next: seedrandom.StatefulPRNG<seedrandom.State.Alea>;

  constructor(
    seed: string,
    readonly name: string,
  ) {
    this.next = seedrandom.alea(`${seed}/${name}`, { state: true });
  }

  /** @internal Goes on where the other stands. */
  copyFrom(other: RandomStream): void {
    this.next = seedrandom.alea("", { state: other.next.state() });
  }

  /** Uniform in [0, 1), 32 random bits. */
  uniform(): number {
    return this.next();
  }

  /** Uniform in (0, 1]: safe to take the logarithm of. */
  uniformPositive(): number {
    return 1 - this.next();
  }

  /** A whole number, uniform in 0 … count − 1. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }
}
