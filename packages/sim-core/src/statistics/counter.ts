/** How often something happened since the start, or since the last reset (the end of a warm-up). */
export class Counter {
  private total = 0;

  /** How often since the start or the last reset. */
  get count(): number {
    return this.total;
  }

  /** It happened, once or `count` times. */
  add(count = 1): void {
    this.total += count;
  }

  /** Starts again at zero. */
  reset(): void {
    this.total = 0;
  }

  /** Becomes an independent copy. */
  copyFrom(other: Counter): void {
    this.total = other.total;
  }
}
