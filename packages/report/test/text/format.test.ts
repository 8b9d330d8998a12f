/** Figures as people read them. */
import { describe, expect, test } from "vitest";
import { clip, clock, duration, listed, number, quantity, share } from "../../src/text/format.js";
import { sizeOf, spanText } from "../../src/text/interval.js";

describe("a figure", () => {
  test.each([
    [0, "0 s"],
    [0.000_005, "5 µs"],
    [0.001, "1 ms"],
    [0.001_5, "1.5 ms"],
    [0.101, "101 ms"],
    [0.999_9, "1 s"],
    [20.110_854, "20.1 s"],
    [59.96, "1 min"],
    [230.129_72, "3 min 50 s"],
    [3_600, "1 h"],
    [5_430, "1 h 30 min"],
    [90_000, "1 d 1 h"],
    [-24.2, "−24.2 s"],
  ])("of %d seconds reads %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  test.each([
    [0.851_262, "85.13 %"],
    [1, "100 %"],
    [0.999_999, "> 99.99 %"],
    [0, "0 %"],
    [null, "—"],
  ])("of a share of %d reads %s: what is not all is never all", (fraction, text) => {
    expect(share(fraction)).toBe(text);
  });

  test.each([
    [22_980, "22,980"],
    [1_234_567.8, "1,234,568"],
    [3.14159, "3.14"],
    [0.012_345, "0.0123"],
    [-5, "−5"],
  ])("of %d reads %s", (value, text) => {
    expect(number(value)).toBe(text);
  });

  test.each([
    [1_500, "ms", "1.5 s"],
    [2_048, "MiB", "2,048 MiB"],
    [0.000_4, "share", "0.04 %"],
    [-0.463_8, "points", "−46.38 points"],
    [3, "count", "3"],
    [null, "s", "—"],
  ])("of %d %s reads %s", (value, unit, text) => {
    expect(quantity(value, unit)).toBe(text);
  });

  test.each([
    [0, "0:00"],
    [300, "5:00"],
    [530.101, "8:50.101"],
    [3_900, "1:05:00"],
  ])("of the run's clock at %d s reads %s", (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  test("of several things are listed as people list them, and long ones are cut with a mark", () => {
    expect([listed([]), listed(["a"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a, b and c"]);
    expect(clip("abcdef", 4)).toBe("abc…");
  });
});

describe("an interval", () => {
  const interval = { mean: -24.2, low: -24.7, high: -23.8, confidence: 0.95, method: "t", count: 8 };

  test("tells its ends, or how far it reaches where the ends would read alike", () => {
    expect(spanText(interval, "s")).toBe("−24.7 s to −23.8 s");
    expect(spanText({ mean: 230, low: 229.99, high: 230.01 }, "s")).toBe("± 10 ms");
    expect(spanText({ mean: 5, low: 5, high: 5 }, "s")).toBe("the same in every run");
    expect(spanText({ mean: 5, low: null, high: null }, "s")).toBeUndefined();
  });

  test("of a size has no sign", () => {
    expect(sizeOf(interval)).toMatchObject({ mean: 24.2, low: 23.8, high: 24.7 });
  });
});
