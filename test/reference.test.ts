/** The reference pages say what the tables say: they are printed from them, and kept so that people can read them. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { referencePages } from "@sysplex/cli";

const folder = new URL("../docs/reference/", import.meta.url);
const pages = referencePages();

describe("docs/reference", () => {
  test.each(pages)("$file is what `pnpm docs:reference` prints", ({ file, text }) => {
    expect(readFileSync(new URL(file, folder), "utf8")).toBe(text);
  });

  test("holds no page that nobody prints", () => {
    expect(readdirSync(folder).sort()).toEqual(pages.map(({ file }) => file).sort());
  });

  test("explains every code with what it says", () => {
    const rows = (pages.find(({ file }) => file === "diagnostics.md")?.text ?? "")
      .split("\n")
      .filter((line) => /^\| [A-Z0-9\\_]+ \| (error|warning|info) \|/.test(line));

    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => (row.split(" | ")[3] ?? "").trim() === "")).toEqual([]);
    expect(rows.filter((row) => /undefined|NaN|\[object/.test(row))).toEqual([]);
  });

  test("lets editors find the schema from a scenario's first line", () => {
    const { text } = pages.find(({ file }) => file === "scenario.schema.json") ?? { text: "" };

    expect(JSON.parse(text)).toMatchObject({ $schema: expect.any(String), properties: { timeline: {} } });
  });
});
