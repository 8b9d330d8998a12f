/** The smallest size that keeps its targets. */
import { describe, expect, test } from "vitest";
import { findSize, meanInterval, verdictOf } from "../../src/index.js";
import { pairVariant, quietVariant } from "../pair.js";

/** Five "sizes" that lose a system for less and less time, and the last for none. */
const slower = (seconds: number) =>
  pairVariant(`spin ${seconds}s`, (text) =>
    text.replace("expect:", `parameters: { sysplex.spinTimeDedicated: ${seconds}s }\nexpect:`),
  );
const SIZES = [slower(12), slower(9), slower(6), slower(4), quietVariant("nothing fails")];
const REQUEST = { version: "test", seed: "1", service: "zosmf", sizes: SIZES, budget: { min: 10, max: 10 } };

describe("a target", () => {
  test.each([
    ["kept", { atMost: 12 }],
    ["missed", { atMost: 8 }],
    ["undecided", { atMost: 10 }],
    ["kept", { atLeast: 8 }],
    ["missed", { atLeast: 12 }],
  ] as const)("is %s where the whole interval says so: %j", (verdict, target) => {
    // 10 ± 1.24
    expect(verdictOf(target, meanInterval([9, 9, 10, 11, 11]))).toBe(verdict);
  });

  test("of one value is undecided", () => {
    expect(verdictOf({ atMost: 100 }, meanInterval([1]))).toBe("undecided");
  });
});

test("the first size that is good enough is found, one after the other", async () => {
  // (3 + 1) × spin + 5 s of detection: 53, 41, 29, 21 s.
  const { size, tried } = await findSize({
    ...REQUEST,
    targets: [{ metric: "timeToFailoverSeconds", atMost: 38 }],
  });

  expect(size).toBe("spin 6s");
  expect(tried.map(({ verdict }) => verdict)).toEqual(["missed", "missed", "kept"]);
});

test("halving finds the same with fewer sizes tried", async () => {
  const { size, tried } = await findSize({
    ...REQUEST,
    sizes: SIZES.slice(0, 4),
    targets: [{ metric: "timeToFailoverSeconds", atMost: 38 }],
    isMonotone: true,
  });

  expect(size).toBe("spin 6s");
  expect(tried).toHaveLength(2);
});

test("none is enough: null, and what was tried says why", async () => {
  const { size, tried } = await findSize({
    ...REQUEST,
    sizes: SIZES.slice(0, 2),
    targets: [{ metric: "outageSeconds", atMost: 1 }],
  });

  expect(size).toBeNull();
  expect(tried.at(-1)?.targets[0]).toMatchObject({ metric: "outageSeconds", verdict: "missed" });
});
