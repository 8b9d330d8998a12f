import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cacheDependents, cachingRows } from "../../src/caching/index.js";

const document = readFileSync(new URL("../../MODEL.md", import.meta.url), "utf8");

/** Cells of a table, without the spaces that line them up. */
const lines = document.split("\n").map((line) => line.replace(/ +\|/g, " |").replace(/\| +/g, "| "));

describe("MODEL.md on the Caching Service", () => {
  test.each(Object.entries(cachingRows))("gives %s with its default and standing", (name, row) => {
    const line = lines.find((line) => line.startsWith(`| \`${name}\` |`));
    expect(line).toContain(`| ${row.defaultText} | ${row.standing} | ${row.meaning} |`);
  });

  test.each(cacheDependents)("says what $component loses", ({ component, keeps, without }) => {
    expect(lines).toContain(`| \`${component}\` | ${keeps} | ${without} |`);
  });

  test("lists every event", () => {
    const folder = new URL("../../src/caching/", import.meta.url);
    const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
    const events = texts.flatMap((text) => [...text.matchAll(/defineEvent\(\s*"([^"]+)"/g)]);

    expect(events).toHaveLength(6);
    for (const [, name = ""] of events) expect(document).toContain(`\`${name}\``);
  });
});
