/**
 * The control plane's state: one immutable tree of plain data, in typed slices, one per package.
 *
 * Views (`Lpar`, `Stack`, `Distributor`) hold no state of their own; they read a slice and change it through
 * {@link Slice.change}, which records when and why. Every earlier value stays intact, so history and time travel come
 * free. Never on the per-request path: a change costs some ten microseconds.
 */
import { produce, type Draft } from "immer";
import { assert } from "./assert.js";
import type { Instant } from "./time.js";

/** One change: when, in which slice, why, and the slice's value before and after. */
export interface Change {
  readonly at: Instant;
  readonly slice: string;
  readonly cause: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Changes kept; the oldest go first. */
const HISTORY_LIMIT_COUNT = 8_192;

/** The state of the control plane: typed slices, and the latest changes of all of them. */
export class Store {
  private readonly slices = new Map<string, Slice<unknown>>();
  private readonly changes: Change[] = [];

  constructor(private readonly now: () => Instant) {}

  /** Adds a slice. Its name is the package's; a second one of the same name is refused. */
  slice<State extends object>(name: string, initial: State): Slice<State> {
    if (this.slices.has(name)) throw new Error(`The store already has a slice ${name}`);
    const slice = new Slice<State>(name, initial, (change) => this.record(change), this.now);
    this.slices.set(name, slice as Slice<unknown>);
    return slice;
  }

  /** The latest changes, oldest first; at most 8,192. */
  get history(): readonly Change[] {
    return this.changes.length > HISTORY_LIMIT_COUNT
      ? this.changes.slice(-HISTORY_LIMIT_COUNT)
      : this.changes;
  }

  /** @internal The values are immutable and shared. */
  copyFrom(other: Store): void {
    for (const [name, slice] of other.slices) {
      const own = this.slices.get(name);
      assert(own !== undefined, `The context function did not make the slice ${name} again`);
      own.copyFrom(slice);
    }
    this.changes.splice(0, Infinity, ...other.changes);
  }

  private record(change: Change): void {
    this.changes.push(change);
    if (this.changes.length >= 2 * HISTORY_LIMIT_COUNT) this.changes.splice(0, HISTORY_LIMIT_COUNT);
  }
}

/** One typed slice of the store. Its value is immutable; {@link Slice.change} puts a new one in its place. */
export class Slice<State> {
  private current: State;
  private changing = false;

  /** @internal Made by {@link Store.slice}. */
  constructor(
    readonly name: string,
    initial: State,
    private readonly record: (change: Change) => void,
    private readonly now: () => Instant,
  ) {
    this.current = produce(initial, () => undefined) as State;
  }

  /** The present value. Immutable: keep it as long as you like. */
  get value(): State {
    return this.current;
  }

  /** @internal */
  copyFrom(other: Slice<State>): void {
    this.current = other.current;
  }

  /**
   * Changes the value through a draft. What the draft does not touch is shared with the value before.
   *
   * @param cause Why, for the history: "SYSB stopped listening".
   */
  change(cause: string, recipe: (draft: Draft<State>) => void): void {
    assert(!this.changing, `A change of ${this.name} inside a change of it would be lost: ${cause}`);
    const before = this.current;
    this.changing = true;
    try {
      this.current = produce(before, (draft) => {
        recipe(draft);
      });
    } finally {
      this.changing = false;
    }
    if (this.current !== before) {
      this.record({ at: this.now(), slice: this.name, cause, before, after: this.current });
    }
  }
}
