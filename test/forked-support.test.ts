/** The comparison of forks must itself be able to fail. */
import { describe, expect, test } from "vitest";
import { differences, sharedMutables } from "./support/forked.js";

class Part {
  readonly peers: Part[] = [];
  private readonly byName = new Map<string, { count: number }>();
  private readonly columns = new Float64Array(3);
  onChange = (): void => undefined;

  set(name: string, count: number): this {
    this.byName.set(name, { count });
    this.columns[0] = count;
    return this;
  }

  share(other: Part): this {
    Object.assign(this, { columns: other.columns });
    return this;
  }
}

/** Two parts that know each other. */
function pair(name: string, count: number): { a: Part; b: Part } {
  const [a, b] = [new Part().set(name, count), new Part()];
  a.peers.push(b);
  b.peers.push(a);
  return { a, b };
}

describe("differences", () => {
  test("are none between two of one kind, cycles and functions included", () => {
    expect(differences(pair("x", 1), pair("x", 1))).toEqual([]);
  });

  test("are named with their path, in private fields, Maps and typed arrays too", () => {
    expect(differences(pair("x", 1), pair("x", 2))).toEqual([
      "a.columns[0]: 1, in the fork 2",
      'a.byName.get("x").count: 1, in the fork 2',
    ]);
    expect(differences({ parts: new Set(["x"]) }, { parts: new Set(["y"]) })).toEqual([
      'parts.member(0): "x", in the fork "y"',
    ]);
  });

  test("are what one has more, what has another name, and what is of another class", () => {
    expect(differences({ list: [1] }, { list: [1, 2] })).not.toEqual([]);
    expect(differences({ x: 1 }, { y: 1 })).not.toEqual([]);
    expect(differences({ part: new Part() }, { part: {} })).toEqual(["part: a Part, in the fork a Object"]);
    expect(differences({ value: 0 }, { value: -0 })).not.toEqual([]);
    expect(differences({ value: NaN }, { value: NaN })).toEqual([]);
  });

  test("are one object in one of them and two in the other", () => {
    const [one, two] = [{ count: 1 }, { count: 1 }];
    expect(differences({ x: one, y: one }, { x: { count: 1 }, y: { count: 1 } })).not.toEqual([]);
    expect(differences({ x: { count: 1 }, y: { count: 1 } }, { x: two, y: two })).not.toEqual([]);
  });
});

describe("shared mutables", () => {
  test("are none between two that were made apart", () => {
    expect(sharedMutables(pair("x", 1), pair("x", 1))).toEqual([]);
  });

  test("are named, whether they lie in the same place or not", () => {
    const list = [1];
    expect(sharedMutables({ x: list }, { x: list })).toEqual(["x"]);
    expect(sharedMutables({ x: list }, { y: { z: list } })).toEqual(["y.z, in the parent x"]);
    const original = new Part().set("x", 1);
    expect(sharedMutables(original, new Part().share(original))).toEqual(["columns", "columns.buffer"]);
  });

  test("are not what is frozen, but what a frozen object holds", () => {
    const frozen = Object.freeze({ name: "x", list: [1] });
    expect(sharedMutables({ frozen }, { frozen })).toEqual(["frozen.list"]);
  });

  test("are not what is said to be immutable, nor what that holds", () => {
    const configuration = { list: [1] };
    expect(sharedMutables({ configuration }, { configuration }, (value) => value === configuration)).toEqual(
      [],
    );
  });
});
