import { describe, expect, test } from "vitest";
import { Fingerprint, hashText } from "../src/index.js";

describe("the fingerprint", () => {
  test("is sixteen hexadecimal digits", () => {
    expect(of([1, 2])).toMatch(/^[0-9a-f]{16}$/);
    expect(new Fingerprint().toString()).toMatch(/^[0-9a-f]{16}$/);
  });

  test("changes with the time, the kind, the order and the number of events", () => {
    const texts = [
      of([5, 1], [5, 2]),
      of([5, 2], [5, 1]),
      of([6, 1], [5, 2]),
      of([5, 1], [5, 3]),
      of([5, 1]),
    ];

    expect(new Set(texts).size).toBe(texts.length);
  });

  test("tells events apart whose time and kind have the same exclusive or", () => {
    expect(of([5, 1])).not.toBe(of([4, 0]));
  });

  test("takes in times beyond 32 bits", () => {
    expect(of([1 + 2 ** 32, 1])).not.toBe(of([1, 1]));
  });

  test("hashes names with 32-bit FNV-1a", () => {
    // @source The FNV test vectors of RFC draft-eastlake-fnv: "" → 811c9dc5, "a" → e40c292c, "foobar" → bf9cf968.
    expect(hashText("") >>> 0).toBe(0x811c9dc5);
    expect(hashText("a") >>> 0).toBe(0xe40c292c);
    expect(hashText("foobar") >>> 0).toBe(0xbf9cf968);
  });
});

function of(...events: readonly (readonly [time: number, nameHash: number])[]): string {
  const fingerprint = new Fingerprint();
  for (const [time, nameHash] of events) fingerprint.add(time, nameHash);
  return fingerprint.toString();
}
