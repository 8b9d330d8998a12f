/** How a store keeps its items and which of them it hands out. */
import { Heap } from "heap-js";

export interface Shelf<Item> {
  readonly size: number;
  add(item: Item): void;
  /** Hands the item that is next for `wanted` to `take` and removes it; false when there is none. */
  take(wanted: ((item: Item) => boolean) | undefined, take: (item: Item) => void): boolean;
}

const COMPACT_MIN_COUNT = 32;

/** The oldest first. */
export class ArrivalShelf<Item> implements Shelf<Item> {
  private items: Item[] = [];
  private first = 0;

  get size(): number {
    return this.items.length - this.first;
  }

  add(item: Item): void {
    this.items.push(item);
  }

  take(_wanted: unknown, take: (item: Item) => void): boolean {
    if (this.size === 0) return false;
    const item = this.items[this.first] as Item;
    this.items[this.first] = undefined as Item; // So that the shelf does not keep it alive.
    this.first += 1;
    if (this.first >= COMPACT_MIN_COUNT && this.first * 2 >= this.items.length) {
      this.items = this.items.slice(this.first);
      this.first = 0;
    }
    take(item);
    return true;
  }
}

/** The oldest that is wanted. */
export class FilteredShelf<Item> implements Shelf<Item> {
  private readonly items: Item[] = [];

  get size(): number {
    return this.items.length;
  }

  add(item: Item): void {
    this.items.push(item);
  }

  take(wanted: ((item: Item) => boolean) | undefined, take: (item: Item) => void): boolean {
    const index = wanted === undefined ? 0 : this.items.findIndex(wanted);
    if (index < 0 || index >= this.items.length) return false;
    const [item] = this.items.splice(index, 1);
    take(item as Item);
    return true;
  }
}

interface Ranked<Item> {
  readonly item: Item;
  readonly order: number;
}

/** The one that goes before all others; of equals the oldest. */
export class RankedShelf<Item> implements Shelf<Item> {
  private readonly heap: Heap<Ranked<Item>>;
  private added = 0;

  constructor(before: (a: Item, b: Item) => number) {
    this.heap = new Heap((a, b) => before(a.item, b.item) || a.order - b.order);
  }

  get size(): number {
    return this.heap.length;
  }

  add(item: Item): void {
    this.heap.push({ item, order: this.added });
    this.added += 1;
  }

  take(_wanted: unknown, take: (item: Item) => void): boolean {
    const ranked = this.heap.pop();
    if (ranked === undefined) return false;
    take(ranked.item);
    return true;
  }
}
