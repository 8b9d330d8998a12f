/** A place in a manifest, read with positions: each reading says what is wrong with it once, and goes on with a default. */
import { didYouMean, type SourceRange } from "@sysplex/sysplex";
import { seconds, type Duration } from "@sysplex/sim-core";
import { parsePodCount, parseQuantity } from "./quantity.js";
import type { PodCount } from "../configuration.js";
import type { Faults, MapTree, Tree } from "./tree.js";

/** The longest that a count of seconds may be: a year. */
const SECONDS_MAX = 31_536_000;
/** @assumption Nobody runs more of one service of Zowe; the model has room for so many of each. */
export const PODS_MAX = 20;
const SHOWN_MAX = 60;

export class Field {
  constructor(
    readonly tree: Tree | undefined,
    readonly path: string,
    readonly range: SourceRange,
    private readonly faults: Faults,
  ) {}

  get exists(): boolean {
    return this.tree !== undefined && !(this.tree.kind === "scalar" && this.tree.value === null);
  }

  /** A key of a map. */
  at(...keys: readonly string[]): Field {
    return keys.reduce<Field>((field, key) => field.child(key), this);
  }

  get items(): readonly Field[] {
    if (!this.exists) return [];
    if (this.tree?.kind !== "list") {
      this.fault("a list");
      return [];
    }
    return this.tree.items.map(
      (item, index) => new Field(item, `${this.path}[${index}]`, item.range, this.faults),
    );
  }

  get keys(): readonly string[] {
    return this.tree?.kind === "map" ? [...this.tree.entries.keys()] : [];
  }

  /** Of keys that are not known, those that look like a known one. */
  checkKeys(known: readonly string[]): void {
    if (this.tree?.kind !== "map") return;
    for (const [key, { key: range }] of this.tree.entries) {
      if (known.includes(key)) continue;
      const suggestion = didYouMean(key, known);
      if (suggestion !== undefined)
        this.faults.report("K8S_FIELD", range, shorten(`${this.path}.${key}`), suggestion);
    }
  }

  text(): string | undefined {
    if (!this.exists) return undefined;
    if (this.tree?.kind === "scalar" && typeof this.tree.value === "string") return this.tree.value;
    this.fault("text");
    return undefined;
  }

  /** Text or number, as text: ports by name or number. */
  word(): string | undefined {
    if (!this.exists) return undefined;
    if (this.tree?.kind === "scalar" && typeof this.tree.value !== "boolean") return String(this.tree.value);
    this.fault("text or a number");
    return undefined;
  }

  integer(most: number, least = 0): number | undefined {
    if (!this.exists) return undefined;
    const value = this.tree?.kind === "scalar" ? this.tree.value : undefined;
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    this.fault(`a whole number from ${least} to ${most}`);
    return undefined;
  }

  port(): number | undefined {
    return this.integer(65_535, 1);
  }

  replicas(): number | undefined {
    return this.integer(PODS_MAX);
  }

  seconds(least = 0): Duration | undefined {
    const value = this.integer(SECONDS_MAX, least);
    return value === undefined ? undefined : seconds(value);
  }

  quantity(): number | undefined {
    const word = this.word();
    if (word === undefined) return undefined;
    const value = parseQuantity(word);
    if (value === undefined) this.faults.report("K8S_QUANTITY", this.range, this.path, shorten(word));
    return value;
  }

  podCount(): PodCount | undefined {
    if (!this.exists) return undefined;
    const value = this.tree?.kind === "scalar" ? this.tree.value : null;
    const count = typeof value === "string" || typeof value === "number" ? parsePodCount(value) : undefined;
    if (count === undefined) this.fault("a number of pods or a percentage");
    return count;
  }

  /** A map of texts, as labels are. */
  labels(): Readonly<Record<string, string>> {
    if (!this.exists) return {};
    if (this.tree?.kind !== "map") {
      this.fault("a map");
      return {};
    }
    const pairs = [...this.tree.entries].filter(([key]) => key !== "__proto__");
    return Object.fromEntries(
      pairs.map(([key, { value }]) => [key, value.kind === "scalar" ? String(value.value) : ""]),
    );
  }

  private child(key: string): Field {
    const path = this.path === "" ? key : `${this.path}.${key}`;
    const entry = this.mapTree?.entries.get(key);
    return new Field(entry?.value, path, entry?.value.range ?? this.range, this.faults);
  }

  private get mapTree(): MapTree | undefined {
    return this.tree?.kind === "map" ? this.tree : undefined;
  }

  private fault(wanted: string): void {
    this.faults.report("K8S_TYPE", this.range, shorten(this.path), wanted);
  }
}

export function shorten(text: string): string {
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}…`;
}
