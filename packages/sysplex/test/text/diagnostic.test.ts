import { expect, test } from "vitest";
import { diagnose, hasErrors, inFileOrder, type SourceRange } from "../../src/index.js";

const table = {
  ODD: { severity: "warning", text: (what: string) => `${what} is odd`, then: "It is ignored." },
  WRONG: { severity: "error", text: () => "It is wrong", then: "Nothing runs.", instead: "Something right." },
} as const;

function place(file: string, offset: number): SourceRange {
  const position = { offset, line: 1, column: offset + 1 };
  return { file, start: position, end: position };
}

test("a diagnostic has what its row says, and no more", () => {
  expect(diagnose(table, "ODD", place("a", 0), "7")).toEqual({
    severity: "warning",
    code: "ODD",
    text: "7 is odd",
    then: "It is ignored.",
    range: place("a", 0),
  });
  expect(diagnose(table, "WRONG", place("a", 0)).instead).toBe("Something right.");
});

test("only an error stops anything", () => {
  const odd = diagnose(table, "ODD", place("a", 0), "7");
  expect(hasErrors([odd])).toBe(false);
  expect(hasErrors([odd, diagnose(table, "WRONG", place("a", 0))])).toBe(true);
});

test("they are told from the top of each file down, the file first spoken of first", () => {
  const given = [place("b", 9), place("a", 5), place("b", 2), place("a", 1)];
  const ordered = inFileOrder(given.map((range) => diagnose(table, "WRONG", range)));

  expect(ordered.map(({ range }) => `${range.file}${range.start.offset}`)).toEqual(["b2", "b9", "a1", "a5"]);
});
