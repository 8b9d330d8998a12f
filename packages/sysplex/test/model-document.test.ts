import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sysplexParameters } from "../src/index.js";

const document = readFileSync(new URL("../MODEL.md", import.meta.url), "utf8");

describe("MODEL.md", () => {
  test.each(Object.entries(sysplexParameters.rows))("gives %s with its default and standing", (name, row) => {
    const line = document.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    expect(line).toContain(`| ${row.defaultText} | ${row.standing} |`);
  });
});
