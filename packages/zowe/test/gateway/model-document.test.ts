import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gatewayRows, outcomeNames } from "../../src/gateway/index.js";

const document = readFileSync(new URL("../../MODEL.md", import.meta.url), "utf8");

/** Cells of a table, without the spaces that line them up. */
const lines = document.split("\n").map((line) => line.replace(/ +\|/g, " |").replace(/\| +/g, "| "));

describe("MODEL.md", () => {
  test.each(Object.entries(gatewayRows))("gives %s with its default and standing", (name, row) => {
    const line = lines.find((line) => line.startsWith(`| \`${name}\` |`));
    expect(line).toContain(`| ${row.unit} | ${row.defaultText} | ${row.standing} | ${row.meaning} |`);
  });

  test("lists every event and outcome of the gateway", () => {
    const folder = new URL("../../src/gateway/", import.meta.url);
    const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
    const events = texts.flatMap((text) => [...text.matchAll(/gatewayEvent\(\s*"([^"]+)"/g)]);

    expect(events).toHaveLength(6);
    for (const [, name = ""] of events) expect(document).toContain(`\`${name}\``);
    for (const name of outcomeNames) expect(document).toContain(`\`${name}\``);
  });
});
