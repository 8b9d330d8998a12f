import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { discoveryRows } from "../../src/discovery/parameters.js";

const document = readFileSync(new URL("../../MODEL.md", import.meta.url), "utf8");

describe("MODEL.md on Discovery", () => {
  test.each(Object.entries(discoveryRows))("gives %s with its default and standing", (name, row) => {
    const line = document.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    expect(line).toContain(`| ${row.defaultText} | ${row.standing} | ${row.meaning} |`);
  });

  test("lists every event", () => {
    const folder = new URL("../../src/discovery/", import.meta.url);
    const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
    const events = texts.flatMap((text) => [...text.matchAll(/defineEvent\(\s*"([^"]+)"/g)]);

    expect(events).toHaveLength(9);
    for (const [, name = ""] of events) expect(document).toContain(`\`${name}\``);
  });
});
