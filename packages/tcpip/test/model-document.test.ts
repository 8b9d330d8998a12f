import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tcpipParameters } from "../src/index.js";

const document = readFileSync(new URL("../MODEL.md", import.meta.url), "utf8");

describe("MODEL.md", () => {
  test.each(Object.entries(tcpipParameters.rows))("gives %s with its default and standing", (name, row) => {
    const line = document.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    expect(line).toContain(`| ${row.defaultText} | ${row.standing} |`);
  });

  test("lists every event of the model", () => {
    const folder = new URL("../src/", import.meta.url);
    const sources = readdirSync(folder).filter((name) => name.endsWith(".ts"));
    const texts = sources.map((name) => readFileSync(new URL(name, folder), "utf8"));
    const events = texts.flatMap((text) => [
      ...text.matchAll(/(?:defineEvent|connectionEvent)\(\s*"([^"]+)"/g),
    ]);

    expect(events.length).toBeGreaterThan(10);
    for (const [, name = ""] of events) expect(document).toContain(`\`${name}\``);
  });
});
