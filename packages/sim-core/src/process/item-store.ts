/**
 * Stores of items that processes hand to each other: a mailbox, a belt, a rack of tools. Who takes from an empty store
 * waits for an item, who adds to a full one for room. ItemStore hands out the oldest item, FilterStore the oldest that
 * the taker wants, PriorityStore the one that goes before all others.
 *
 * The simulation's `store` is another thing: the state of the control plane.
 */
import { assert } from "../assert.js";
import type { Simulation } from "../simulation.js";
import { ArrivalLine, Queued } from "./line.js";
import { ArrivalShelf, FilteredShelf, RankedShelf, type Shelf } from "./shelf.js";

/** How many items the store holds. */
export interface ItemStoreOptions {
  /** The most items it holds; without bound unless said otherwise. */
  readonly capacity?: number;
}

/** An item that is to be added. */
export class ItemPut<Item> extends Queued<void> {
  /** @internal */
  constructor(
    private readonly store: ItemStore<Item>,
    readonly item: Item,
  ) {
    super(store.sim);
  }

  protected leaveLine(): void {
    this.store.onPutCancelled(this);
  }
}

/** An item that somebody wants. */
export class ItemGet<Item> extends Queued<Item> {
  /** @internal */
  constructor(
    private readonly store: ItemStore<Item>,
    /** @internal */
    readonly wants: ((item: Item) => boolean) | undefined,
  ) {
    super(store.sim);
  }

  protected leaveLine(): void {
    this.store.onGetCancelled(this);
  }
}

/** A store that hands out the oldest item. */
export class ItemStore<Item> {
  readonly capacity: number;
  protected readonly puts = new ArrivalLine<ItemPut<Item>>();
  protected readonly gets = new ArrivalLine<ItemGet<Item>>();

  constructor(
    readonly sim: Simulation<unknown>,
    { capacity = Infinity }: ItemStoreOptions = {},
    protected readonly shelf: Shelf<Item> = new ArrivalShelf<Item>(),
  ) {
    assert(capacity > 0, `A store cannot have a capacity of ${capacity}`);
    this.capacity = capacity;
  }

  /** Items that can be taken. */
  get count(): number {
    return this.shelf.size;
  }

  /** Adds an item as soon as there is room. */
  put(item: Item): ItemPut<Item> {
    const put = new ItemPut(this, item);
    this.puts.join(put);
    this.serve();
    return put;
  }

  /** Takes the next item as soon as there is one: `const item = yield* store.get()`. */
  get(): ItemGet<Item> {
    return this.enter(undefined);
  }

  /** @internal */
  onPutCancelled(put: ItemPut<Item>): void {
    this.puts.leave(put);
  }

  /** @internal */
  onGetCancelled(get: ItemGet<Item>): void {
    this.gets.leave(get);
  }

  protected enter(wants: ((item: Item) => boolean) | undefined): ItemGet<Item> {
    const get = new ItemGet(this, wants);
    this.gets.join(get);
    this.serve();
    return get;
  }

  /** Hands items to those who wait, as far as they go; whether anybody got one. */
  protected serveGets(): boolean {
    let served = false;
    for (let get = this.gets.first; get !== undefined && this.shelf.size > 0; get = this.gets.first) {
      this.gets.shift();
      get.grant(this.shelf.take(this.shelf.find(undefined)));
      served = true;
    }
    return served;
  }

  private servePuts(): void {
    for (let put = this.puts.first; put !== undefined && this.hasRoom; put = this.puts.first) {
      this.puts.shift();
      this.shelf.add(put.item);
      put.grant(undefined);
    }
  }

  /** Each item taken makes room for another. */
  private serve(): void {
    do this.servePuts();
    while (this.serveGets() && this.puts.size > 0);
  }

  private get hasRoom(): boolean {
    return this.shelf.size < this.capacity;
  }
}

/** A store that hands out the oldest item that the taker wants. */
export class FilterStore<Item> extends ItemStore<Item> {
  constructor(sim: Simulation<unknown>, options: ItemStoreOptions = {}) {
    super(sim, options, new FilteredShelf<Item>());
  }

  /** The oldest item of which `wants` is true; without it, the oldest of all. Waits until there is one. */
  override get(wants?: (item: Item) => boolean): ItemGet<Item> {
    return this.enter(wants);
  }

  /** Who waits for an item that is not there is in nobody's way. */
  protected override serveGets(): boolean {
    let served = false;
    for (const get of this.gets) {
      if (this.shelf.size === 0) break;
      const index = this.shelf.find(get.wants);
      if (index < 0) continue;
      this.gets.leave(get);
      get.grant(this.shelf.take(index));
      served = true;
    }
    return served;
  }
}

/** How many items the store holds, and which goes first. */
export interface PriorityStoreOptions<Item> extends ItemStoreOptions {
  /** Negative when `a` is handed out before `b`; of equals, the oldest goes first. */
  readonly before: (a: Item, b: Item) => number;
}

/** A store that hands out the item that goes before all others. */
export class PriorityStore<Item> extends ItemStore<Item> {
  constructor(sim: Simulation<unknown>, { before, ...options }: PriorityStoreOptions<Item>) {
    super(sim, options, new RankedShelf(before));
  }
}
