import { describe, expect, test } from "vitest";
import {
  after,
  between,
  hours,
  inMillis,
  inSeconds,
  longer,
  micros,
  millis,
  minus,
  minutes,
  NO_TIME,
  plus,
  seconds,
  START,
  times,
} from "../src/index.js";

describe("durations", () => {
  test("are microseconds, whatever unit they were given in", () => {
    expect([micros(1), millis(1), seconds(1), minutes(1), hours(1)]).toEqual([
      1, 1_000, 1_000_000, 60_000_000, 3_600_000_000,
    ]);
  });

  test("add, subtract, multiply and compare", () => {
    expect(plus(seconds(1), millis(500))).toBe(1_500_000);
    expect(minus(seconds(1), seconds(3))).toBe(-2_000_000);
    expect(times(seconds(1), 1 / 3)).toBe(333_333);
    expect(longer(NO_TIME, micros(1))).toBe(1);
    expect(inSeconds(millis(1_500))).toBe(1.5);
    expect(inMillis(micros(2_500))).toBe(2.5);
  });

  test("lie between instants", () => {
    const failure = after(START, seconds(300));

    expect(between(START, failure)).toBe(300_000_000);
    expect(between(failure, START)).toBe(-300_000_000);
  });

  test("are finite", () => {
    for (const count of [NaN, Infinity, -Infinity]) expect(() => seconds(count)).toThrow(RangeError);
  });
});
