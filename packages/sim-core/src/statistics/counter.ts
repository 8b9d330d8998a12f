/** How often something happened since the start, or since the last reset (the end of a warm-up). */
export class Counter {
  private total = 0;

  get count(): number {
    return this.total;
  }

  add(count = 1): void {
    this.total += count;
  }

  reset(): void {
    this.total = 0;
  }
}
