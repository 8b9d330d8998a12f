/**
 * Entries by caller and key, as one copy of a store holds them: in memory, in a file, in a data set, in a Redis server.
 *
 * They are kept in the order of their last write, so that the oldest is the first. A value is a number: what consumers
 * keep here is told apart by it, and its length costs nothing.
 */
import type { Forkable, Instant } from "@sysplex/sim-core";

export interface Entry {
  readonly value: number;
  /** Writes of all stores are counted: the later of two entries has the higher number. */
  readonly written: number;
  /** After this it is as good as gone; absent: never. */
  readonly expiresAt?: Instant;
}

/** What the rules of a storage need of it. */
export interface KeyedStore {
  readonly count: number;
  get(key: string): Entry | undefined;
  set(key: string, entry: Entry): void;
  delete(key: string): void;
  /** The oldest first. */
  keys(): readonly string[];
  /** What was written longest ago; `undefined`: the store is empty. */
  oldest(): string | undefined;
}

/** Neither a distinguished name nor a key holds this. */
const SEPARATOR = "\n";

/** @param namespace The caller's, see `namespaceOf`. */
export function entryKey(namespace: string, key: string): string {
  return `${namespace}${SEPARATOR}${key}`;
}

/** Whose entry it is. */
export function namespaceIn(key: string): string {
  return key.slice(0, key.indexOf(SEPARATOR));
}

export class Entries implements KeyedStore, Forkable {
  private readonly byKey = new Map<string, Entry>();

  get count(): number {
    return this.byKey.size;
  }

  get(key: string): Entry | undefined {
    return this.byKey.get(key);
  }

  /** @param entry Frozen: copies share it. */
  set(key: string, entry: Entry): void {
    this.byKey.delete(key);
    this.byKey.set(key, entry);
  }

  delete(key: string): void {
    this.byKey.delete(key);
  }

  clear(): void {
    this.byKey.clear();
  }

  keys(): readonly string[] {
    return [...this.byKey.keys()];
  }

  oldest(): string | undefined {
    return this.byKey.keys().next().value;
  }

  /** Holds what the others hold; of two entries with one key the later one. */
  become(others: readonly Entries[]): void {
    const all = new Map<string, Entry>();
    for (const { byKey } of others) {
      for (const [key, entry] of byKey)
        if (entry.written > (all.get(key)?.written ?? -1)) all.set(key, entry);
    }
    this.byKey.clear();
    for (const [key, entry] of [...all].sort(([, a], [, b]) => a.written - b.written))
      this.byKey.set(key, entry);
  }

  copyFrom(twin: Entries): void {
    this.byKey.clear();
    for (const [key, entry] of twin.byKey) this.byKey.set(key, entry);
  }
}
