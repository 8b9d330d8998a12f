import seedrandom from "seedrandom";

/** 2⁻³² */
const UNIT = 2.328_306_436_538_696_3e-10;
const TWO_TO_32 = 4_294_967_296;

/**
 * A stream of random numbers that belongs to one reader.
 *
 * The stream's numbers depend on the simulation's seed and the stream's name alone: a new reader shifts no other, and
 * two variants of a scenario see the same arrivals (common random numbers). They are those of seedrandom's Alea, which
 * seeds it; the recurrence is spelt out here, so that a draw needs no call through a closure, nor memory.
 *
 * @source J. Baagøe, "Better random numbers for JavaScript", Alea: a multiply-with-carry generator of period 2¹¹⁶.
 */
export class RandomStream {
  /** In its one cell, what a distribution has drawn last: see {@link Distribution.draw}. */
  readonly drawn = new Float64Array(1);
  /** The recurrence's three numbers and its carry. In an array, as a number in a field may be allocated anew. */
  private readonly cells: Float64Array;
  /** The next number, found while the last one is put to use: who draws does not wait for the recurrence. */
  private readonly next = new Int32Array(1);

  constructor(
    seed: string,
    readonly name: string,
  ) {
    const { s0, s1, s2, c } = seedrandom.alea(`${seed}/${name}`, { state: true }).state();
    this.cells = Float64Array.of(s0, s1, s2, c);
    this.bits();
  }

  /** @internal Goes on where the other stands. */
  copyFrom(other: RandomStream): void {
    this.cells.set(other.cells);
    this.next.set(other.next);
    this.drawn.set(other.drawn);
  }

  /** 32 random bits as a signed whole number: a call that returns one costs no memory, be it inlined or not. */
  bits(): number {
    const { cells, next } = this;
    const bits = next[0] as number;
    const product = 2_091_639 * (cells[0] as number) + (cells[3] as number) * UNIT;
    const carry = product | 0;
    const fraction = product - carry;
    cells[0] = cells[1] as number;
    cells[1] = cells[2] as number;
    cells[2] = fraction;
    cells[3] = carry;
    next[0] = fraction * TWO_TO_32;
    return bits;
  }

  /** Uniform in [0, 1): {@link bits} as a fraction. */
  uniform(): number {
    return (this.bits() >>> 0) * UNIT;
  }

  /** A whole number, uniform in 0 … count − 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }
}
