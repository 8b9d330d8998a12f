/**
 * The plain queue: heap-js over slot numbers. The reference that the production queue is tested against, and selectable
 * (`new Simulation({ queue: "reference", … })`) for whoever doubts a result.
 */
import { Heap } from "heap-js";
import { EventQueue } from "./event-slots.js";

export class ReferenceQueue extends EventQueue {
  private readonly times: number[] = [];
  private heap = new Heap<number>((a, b) => this.compare(a, b));

  nextTime(): number {
    for (;;) {
      const slot = this.heap.peek();
      if (slot === undefined) return Infinity;
      if (this.isLive(slot)) return this.times[slot] as number;
      this.heap.pop();
      this.drop(slot);
    }
  }

  pop(): number {
    const slot = this.heap.pop() as number;
    this.finish(slot);
    return slot;
  }

  protected insert(time: number, slot: number): void {
    this.times[slot] = time;
    this.heap.push(slot);
  }

  protected empty(): void {
    this.heap = new Heap<number>((a, b) => this.compare(a, b));
  }

  protected forEachHeld(take: (time: number, slot: number) => void): void {
    for (const slot of this.heap.toArray()) take(this.times[slot] as number, slot);
  }

  protected sift(keep: (slot: number) => boolean): void {
    const kept = this.heap.toArray().filter(keep);
    this.heap = new Heap<number>((a, b) => this.compare(a, b));
    this.heap.init(kept);
  }

  private compare(a: number, b: number): number {
    const byTime = (this.times[a] as number) - (this.times[b] as number);
    if (byTime !== 0) return byTime;
    return this.isBefore(a, b) ? -1 : 1;
  }
}
