import { describe, expect, test } from "vitest";
import { yamlExcess } from "../../src/index.js";

const limits = { nestingMax: 4, lexemesMax: 200 };

describe("a YAML text", () => {
  test.each([
    ["brackets", "a: [[[[[1]]]]]", { kind: "depth", offset: 7 }],
    ["indicators of one line", "- - - - - 1", { kind: "depth", offset: 8 }],
    ["an indentation", `a:\n${" ".repeat(33)}b: 1`, { kind: "depth", offset: 3 }],
  ])("is nested too deep by %s", (_, text, excess) => {
    expect(yamlExcess(text, limits)).toEqual(excess);
  });

  test("is too much of it, escapes in quotes included", () => {
    expect(yamlExcess("- a\n".repeat(100), limits)?.kind).toBe("size");
    expect(yamlExcess(`a: "${"\\n".repeat(250)}"`, limits)?.kind).toBe("size");
  });

  test.each([
    "a: [[[[1]]]]",
    "- - - - 1",
    "a: '[[[[[[[['  # [[[[[[[[",
    `a:\n${" ".repeat(32)}b: 1`,
    "- [a, b]\n- [c, d]\n- {e: f}\n",
    "",
  ])("within its limits passes: %j", (text) => {
    expect(yamlExcess(text, limits)).toBeUndefined();
  });
});
