/** The guide to the kernel alone and the package's README compile, run, and print what they show. */
import { describe, expect, test } from "vitest";
import { complaintsOf, examplesOf, outputOf, readPage } from "./support/page.js";

describe.each(["docs/kernel.md", "packages/sim-core/README.md"])("%s", (path) => {
  const examples = examplesOf(readPage(path));

  test.each(examples)("$title: prints what is shown", async ({ program, output }) => {
    expect(output, "a block of text after the program").toBeDefined();
    expect(await outputOf(program)).toBe(output);
  });

  test("has programs, and they compile under the project's settings", () => {
    expect(examples).not.toEqual([]);
    expect(complaintsOf(examples.map(({ program }) => program))).toEqual([]);
  });
});

describe("what a page shows", () => {
  test("belongs to the program before it", () => {
    const page =
      "# A\n```ts\none\n```\n## B\n```ts\ntwo\n```\n```sh\nls\n```\n```text\n2\n```\n```text\n3\n```\n";

    expect(examplesOf(page)).toEqual([
      { title: "A", program: "one\n", output: undefined },
      { title: "B", program: "two\n", output: "2\n" },
    ]);
  });
});
