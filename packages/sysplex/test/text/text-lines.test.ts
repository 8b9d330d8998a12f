import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextLines } from "../../src/text/text-lines.js";

const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

function linesOf(text: string): TextLines {
  return new TextLines({ file: "COUPLE00", text });
}

describe("lines of a text", () => {
  test("lines end with LF, CR LF or CR, and the end is no part of them", () => {
    const text = "ONE\nTWO\r\nTHREE\rFOUR";
    const lines = linesOf(text);

    expect(lines.count).toBe(4);
    const contents = [1, 2, 3, 4].map((number) => {
      const { start, end } = lines.line(number);
      return text.slice(start, end);
    });
    expect(contents).toEqual(["ONE", "TWO", "THREE", "FOUR"]);
  });

  test("a line end at the end of the text begins no further line", () => {
    expect(linesOf("ONE\n").count).toBe(1);
    expect(linesOf("").count).toBe(1);
  });

  test("positions count lines and columns from 1 and offsets from 0", () => {
    expect(linesOf("AB\r\nCD").positionAt(5)).toEqual({ offset: 5, line: 2, column: 2 });
  });

  test("the position of any offset agrees with counting line ends before it", () => {
    const texts = fc.array(fc.constantFrom("A", "B", "\n", "\r\n", "\r")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, fc.nat(40), (text, raw) => {
        const offset = Math.min(raw, text.length);
        const insideLineEnd = text[offset - 1] === "\r" && text[offset] === "\n";
        fc.pre(!insideLineEnd);
        const before = text.slice(0, offset).split(/\r\n|\r|\n/);
        expect(linesOf(text).positionAt(offset)).toEqual({
          offset,
          line: before.length,
          column: (before.at(-1)?.length ?? 0) + 1,
        });
      }),
      { numRuns: FUZZ_RUNS },
    );
  });
});
