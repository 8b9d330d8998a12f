/**
 * Count, mean, variance, smallest and largest of a series of numbers, in constant memory and without cancellation.
 *
 * @source B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4,
 *   1962; merging: T. F. Chan, G. H. Golub, R. J. LeVeque, The American Statistician 37, 1983.
 */
export class Tally {
  private seen = 0;
  private average = 0;
  private squares = 0;
  private lowest = Infinity;
  private highest = -Infinity;

  /** Takes in one value, in whatever unit the mean is to have. */
  add(value: number): void {
    this.seen += 1;
    const distance = value - this.average;
    this.average += distance / this.seen;
    this.squares += distance * (value - this.average);
    if (value < this.lowest) this.lowest = value;
    if (value > this.highest) this.highest = value;
  }

  /** Values taken in. */
  get count(): number {
    return this.seen;
  }

  /** NaN before the first value. */
  get mean(): number {
    return this.seen === 0 ? NaN : this.average;
  }

  /** The unbiased estimate, over count − 1; NaN before the second value. */
  get variance(): number {
    return this.seen < 2 ? NaN : this.squares / (this.seen - 1);
  }

  /** The root of the variance; NaN before the second value. */
  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  /** NaN before the first value. */
  get min(): number {
    return this.seen === 0 ? NaN : this.lowest;
  }

  /** NaN before the first value. */
  get max(): number {
    return this.seen === 0 ? NaN : this.highest;
  }

  /** Takes in what another tally has seen. The mean may differ in its last digits from that of another order. */
  merge(other: Tally): void {
    if (other.seen === 0) return;
    const count = this.seen + other.seen;
    const distance = other.average - this.average;
    this.squares += other.squares + (distance * distance * this.seen * other.seen) / count;
    this.average += (distance * other.seen) / count;
    this.seen = count;
    this.lowest = Math.min(this.lowest, other.lowest);
    this.highest = Math.max(this.highest, other.highest);
  }

  /** Forgets everything: the end of a warm-up. */
  reset(): void {
    this.seen = 0;
    this.average = 0;
    this.squares = 0;
    this.lowest = Infinity;
    this.highest = -Infinity;
  }

  /** Becomes an independent copy. */
  copyFrom(other: Tally): void {
    this.seen = other.seen;
    this.average = other.average;
    this.squares = other.squares;
    this.lowest = other.lowest;
    this.highest = other.highest;
  }
}
