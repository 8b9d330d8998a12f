import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { kubernetesRows } from "../../src/kubernetes/parameters.js";

const document = readFileSync(new URL("../../MODEL.md", import.meta.url), "utf8");

/** Cells of a table, without the spaces that line them up. */
const lines = document.split("\n").map((line) => line.replace(/ +\|/g, " |").replace(/\| +/g, "| "));

describe("MODEL.md on containers", () => {
  test.each(Object.entries(kubernetesRows))("gives %s with its default and standing", (name, row) => {
    const line = lines.find((line) => line.startsWith(`| \`${name}\` |`));
    expect(line).toContain(`| ${row.unit} | ${row.defaultText} | ${row.standing} | ${row.meaning} |`);
  });

  test("lists every event", () => {
    const folder = new URL("../../src/kubernetes/", import.meta.url);
    const sources = readdirSync(folder).filter((name) => name.endsWith(".ts"));
    const texts = sources.map((name) => readFileSync(new URL(name, folder), "utf8"));
    const events = texts.flatMap((text) => [...text.matchAll(/defineEvent\(\s*"([^"]+)"/g)]);

    expect(events).toHaveLength(5);
    for (const [, name = ""] of events) expect(document).toContain(`\`${name}\``);
  });
});
