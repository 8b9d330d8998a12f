/** The page "Coming from SimPy" compiles, runs, and prints what it shows. */
import { describe, expect, test } from "vitest";
import { complaintsOf, examplesOf, outputOf, readPage } from "../support/page.js";

const page = readPage("docs/coming-from-simpy.md");
const examples = examplesOf(page);

describe("the page for those who come from SimPy", () => {
  test("has ten examples, each beside its SimPy form", () => {
    expect(examples.map(({ title }) => Number.parseInt(title))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(page.match(/^```python$/gm)).toHaveLength(10);
  });

  test.each(examples)("$title prints what is shown", async ({ program, output }) => {
    expect(await outputOf(program)).toBe(output);
  });

  test("compiles under the project's settings", () => {
    expect(complaintsOf(["export const wrong: number = 'text';"])).toEqual([
      expect.stringContaining("Type 'string' is not assignable"),
    ]);

    expect(complaintsOf(examples.map(({ program }) => program))).toEqual([]);
  });
});
