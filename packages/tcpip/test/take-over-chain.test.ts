import { describe, expect, test } from "vitest";
import { electOwner, type DvipaEntry } from "../src/index.js";

const entry = (rank: number, rest: Partial<DvipaEntry> = {}): DvipaEntry => ({
  kind: "backup",
  rank,
  moveable: "immediate",
  creates: false,
  status: "backup",
  ...rest,
});
const ORDER = ["A", "B", "C"];

describe("electOwner (VBKR)", () => {
  test("the highest rank is nearest to the head of the chain", () => {
    expect(electOwner({ A: entry(1), B: entry(254), C: entry(100) }, ORDER)).toBe("B");
  });

  test("of equal ranks of VIPABACKUP the first in the configuration", () => {
    expect(electOwner({ C: entry(5), B: entry(5) }, ORDER)).toBe("B");
  });

  test("of several VIPADEFINE the latest", () => {
    const define = entry(255, { kind: "define" });

    expect(electOwner({ C: define, A: define, B: define }, ORDER)).toBe("B");
    expect(electOwner({ B: define, A: define, C: entry(254) }, ORDER)).toBe("A");
  });

  test.each(["deactivated", "quiescing"] as const)("who is %s is out of the chain", (status) => {
    expect(electOwner({ A: entry(200, { status }), B: entry(1) }, ORDER)).toBe("B");
  });

  test("an empty chain has no head", () => {
    expect(electOwner({}, ORDER)).toBeUndefined();
  });
});
