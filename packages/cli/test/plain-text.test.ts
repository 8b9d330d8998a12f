import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clock, columns, printable, secondsText, WIDTH, wrap } from "../src/plain-text.js";
import { wantsColors } from "../src/io.js";

describe("plain text", () => {
  test("an instant is minutes, seconds and milliseconds, with hours where there are any", () => {
    expect([0, 300, 345.0005, 3_599.9999, 93_784.5].map(clock)).toEqual([
      "00:00.000",
      "05:00.000",
      "05:45.001",
      "1:00:00.000",
      "26:03:04.500",
    ]);
  });

  test("a length of time is exact to the microsecond", () => {
    expect([0, 45, 0.001, 0.000_5, 230.131_948].map(secondsText)).toEqual([
      "0.000",
      "45.000",
      "0.001",
      "0.000500",
      "230.131948",
    ]);
  });

  test("wrapping loses no word and keeps to the width", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.every(({ length }) => length <= width)).toBe(true);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });

  test("columns keep to the width", () => {
    const rows = [
      ["name", "a meaning ".repeat(30)],
      ["another name", "short"],
    ];

    expect(columns(rows, { indent: 2 }).filter(({ length }) => length > WIDTH)).toEqual([]);
  });

  test("no control character of a user's text is printed", () => {
    expect(printable("a\tb\u001b[31mc\u0007\u202ed\u0085é")).toBe("a b\\u{1b}[31mc\\u{7}\\u{202e}d\\u{85}é");
  });

  test("NO_COLOR wins over FORCE_COLOR, which wins over the terminal", () => {
    expect(wantsColors({}, true)).toBe(true);
    expect(wantsColors({}, undefined)).toBe(false);
    expect(wantsColors({ TERM: "dumb" }, true)).toBe(false);
    expect(wantsColors({ FORCE_COLOR: "1" }, false)).toBe(true);
    expect(wantsColors({ NO_COLOR: "1", FORCE_COLOR: "1" }, true)).toBe(false);
  });
});
