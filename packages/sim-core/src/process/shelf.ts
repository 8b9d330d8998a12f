/** How a store keeps its items and which of them it hands out. */
import { Heap } from "heap-js";

export interface Shelf<Item> {
  readonly size: number;
  add(item: Item): void;
  /** Where the item lies that is next for whom `wants` it; -1 when there is none. */
  find(wants: ((item: Item) => boolean) | undefined): number;
  /** Removes the item that was found there. */
  take(index: number): Item;
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

  find(): number {
    return this.size === 0 ? -1 : this.first;
  }

  take(index: number): Item {
    const item = this.items[index] as Item;
    this.items[index] = undefined as Item; // So that the shelf does not keep it alive.
    this.first += 1;
    if (this.first >= COMPACT_MIN_COUNT && this.first * 2 >= this.items.length) {
      this.items = this.items.slice(this.first);
      this.first = 0;
    }
    return item;
  }
}

/** The oldest that somebody wants. */
export class FilteredShelf<Item> implements Shelf<Item> {
  private readonly items: Item[] = [];

  get size(): number {
    return this.items.length;
  }

  add(item: Item): void {
    this.items.push(item);
  }

  find(wants: ((item: Item) => boolean) | undefined): number {
    return wants === undefined ? (this.size === 0 ? -1 : 0) : this.items.findIndex(wants);
  }

  take(index: number): Item {
    return this.items.splice(index, 1)[0] as Item;
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

  find(): number {
    return this.size === 0 ? -1 : 0;
  }

  take(): Item {
    return (this.heap.pop() as Ranked<Item>).item;
  }
}
