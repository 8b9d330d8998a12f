import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatDuration,
  hours,
  LONGEST_DURATION,
  micros,
  millis,
  minutes,
  parseDuration,
  plus,
  seconds,
  type Duration,
} from "../src/index.js";

const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000);

describe("a duration's text", () => {
  test.each([
    ["500us", micros(500)],
    ["500µs", micros(500)],
    ["500ms", millis(500)],
    ["45s", seconds(45)],
    ["2m", minutes(2)],
    ["1h30m", minutes(90)],
    ["1.5s", millis(1_500)],
    ["1h1m1s1ms1us", plus(minutes(61), micros(1_001_001))],
    ["0s", micros(0)],
    ["0.25h", minutes(15)],
    ["90s", seconds(90)],
    ["1m0.5s", millis(60_500)],
    ["0.000001s", micros(1)],
    ["876000h", hours(876_000)],
    ["7d", hours(168)],
    ["1d12h", hours(36)],
    ["0.5d", hours(12)],
  ])("%s", (text, duration) => {
    expect(parseDuration(text)).toBe(duration);
  });

  test.each([
    "",
    "45",
    "s",
    "-1s",
    "+1s",
    "1 s",
    " 1s",
    "1s ",
    "1S",
    "1D",
    "1h1d",
    "36501d",
    ".5s",
    "1.s",
    "1.5.5s",
    "1s1m",
    "1s1s",
    "1.5m10s",
    "1e3s",
    "1,5s",
    "NaNs",
    "Infinitys",
    "0.5us",
    "0.0000001s",
    "876001h",
    "99999999999999999999h",
    `${"0".repeat(100)}1s`,
    "١s",
  ])("%j is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each([
    [0, "0s"],
    [1, "1us"],
    [500_000, "500ms"],
    [1_500_000, "1.5s"],
    [45_000_000, "45s"],
    [60_000_000, "1m"],
    [90_000_000, "90s"],
    [5_400_000_000, "90m"],
    [3_600_000_000, "1h"],
    [86_400_000_000, "1d"],
    [90_000_000_000, "25h"],
    [3_661_000_000, "3661s"],
    [-45_000_000, "-45s"],
  ])("of %i µs is %s", (duration, text) => {
    expect(formatDuration(duration as Duration)).toBe(text);
  });

  test("reads back as the same duration", () => {
    fc.assert(
      fc.property(duration, (duration) => parseDuration(formatDuration(duration)) === duration),
      { numRuns: RUNS },
    );
  });

  test("whatever it holds is read or refused, never more", () => {
    const scraps = fc.constantFrom(
      "1",
      "23",
      "0",
      ".",
      "h",
      "m",
      "s",
      "us",
      "ms",
      "µs",
      " ",
      "-",
      "e",
      "9999999999",
    );
    const text = fc.oneof(
      fc.array(scraps, { maxLength: 8 }).map((parts) => parts.join("")),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, (text) => {
        const duration = parseDuration(text);
        if (duration === undefined) return true;
        const inRange = Number.isSafeInteger(duration) && duration >= 0 && duration <= LONGEST_DURATION;
        return inRange && parseDuration(formatDuration(duration)) === duration;
      }),
      { numRuns: RUNS },
    );
  });

  test("of what is no whole microsecond cannot be written", () => {
    for (const wrong of [0.5, NaN, Infinity])
      expect(() => formatDuration(wrong as Duration)).toThrow(RangeError);
  });
});

/** Of every size, and round in every unit. */
const duration = fc
  .tuple(
    fc.integer({ min: 0, max: 999_999 }),
    fc.constantFrom(1, 1_000, 100_000, 1_000_000, 60_000_000, 3_600_000_000),
  )
  .map(([count, unit]) => Math.min(count * unit, LONGEST_DURATION) as Duration);
